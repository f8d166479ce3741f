"""Answers that are numbered as the problems are, on a sheet without headings.

1. 上溢：x>709.78        2. ∂s_i/∂x_j = s_i(δ_ij − s_j)        3. δ_ij − s_j        4. net_h1 = 0.36, net_h2 = -0.14
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from nncli.sheets.lines import Line
from nncli.sheets.parts import Stretch, joined

_NUMBERED = re.compile(r"\s*(?:第\s*)?[(（]?(?P<n>\d)(?:[)）]|\s*题\s*[:.、,]?|[.、,](?!\d))\s*")
_FORMULA = re.compile(r"∂|\\partial|δ_?\{?i|\\delta_|s_i|p_i|\\frac|diag\(")


def numbered(lines: Sequence[Line], ids: Sequence[str]) -> list[tuple[Line, str]]:
    """The lines that begin with the number of a problem, as `id: …`, each with the id.

    None where the numbers do not count up, are more than the problems, or stand before no formula: they may be items.
    """
    found: list[tuple[int, Line, Stretch]] = []
    for line in lines if len(ids) > 1 else ():
        sign = None if line.is_nothing or line.margin else _NUMBERED.match(line.text.folded)
        if sign and line.text.folded[sign.end() :]:
            found.append((int(sign["n"]), line, line.text.cut(sign.end()).strip()))
    numbers = [n for n, _line, _text in found]
    counts = all(a < b for a, b in pairwise(numbers))
    formulas = any(_FORMULA.search(text.folded) for _n, _line, text in found)
    if not formulas or not counts or not 1 <= numbers[0] <= numbers[-1] <= len(ids):
        return []
    made = []
    for n, line, text in found:
        head = Stretch.of(f"{ids[n - 1]}: ", text.marks[:1])
        made.append((Line(line.number, 0, joined([head, text], [""])), ids[n - 1]))
    return made
