"""A few lines of a program as declarations and a formula: `e = np.exp(x)`, `s = e / e.sum()`, `return s`.

Nothing is run. A name that mathematics reads otherwise (`e_x` has an index, `exps` is four letters, `e` is a number) is
put as a single letter that the text does not use; the explanations then find `E = exp(x)` as they find any definition.
Every other sign keeps its place.
"""

import re
from itertools import islice

_NAME = r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*"
_ASSIGNED = re.compile(rf"(?m)(?:^|;)[ \t]*({_NAME})[ \t]*=(?!=)[ \t]*([^;\n=]+)(?=;|$|\n)")
_CALLS = re.compile(r"(?:np|numpy|torch|jnp|F|tf)\.[a-z]|\.(?:sum|max|exp|mean|reshape)\(|\b(?:exp|max|softmax)\(")
# Lines that compute nothing.
_SILENT = re.compile(
    r"(?m)^[ \t]*(?:import\b|from\s+\w+\s+import\b|def\s+\w+\s*\(|>>>[ \t]*$|\"\"\"|print\s*\().*$"
    r"|^[ \t]*>>>|(?<!\\)#.*$"
)
_RETURN = re.compile(r"(?m)(?:^|(?<=;))[ \t]*return\b(?=[ \t])")
_STAR = re.compile(r"(?<![A-Za-z0-9\\])([A-Za-z])\s*\^\s*(?:\{\s*(?:\*|\\ast|\\star)\s*\}|\*|\\ast|\\star)(?!\w)")
# p_i is a component in mathematics, and the student's own name in no program that we know.
_COMPONENT = re.compile(r"[A-Za-z]_[a-w]\d?|[A-Za-z]_(?:max|min)|[A-Za-df-z]")
_GRADIENT = re.compile(r"d[A-Za-z]\w*|grad\w*|jac\w*")  # dp = …, of which nothing more is said
_LETTERS = "EGHWZBRVUQ"
_MOST, _MOST_LINES = 6, 20  # names that are put otherwise, and assignments that are looked at


def as_formulas(text: str, own: frozenset[str]) -> str:
    """`text` with the names of a program as single letters, as long as it was. `own` are names with a meaning."""
    if "^" in text:
        text = _starred(text)
    if not _CALLS.search(text):
        return text
    bare = _result(_again(_RETURN.sub(_blank, _SILENT.sub(_blank, text))))
    for name in _names(bare, own):
        letter = next(
            (letter for letter in _LETTERS if not re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", bare)), None
        )
        if letter is None:
            return text
        bare = _whole(name).sub(lambda found, letter=letter: letter.rjust(len(found[0])), bare)  # type: ignore[misc]
    return bare


def _again(text: str) -> str:
    """`s = s.reshape(-1, 1)`: what is called s behind it is another s."""
    for match in list(islice(_ASSIGNED.finditer(text), _MOST_LINES)):
        name, (start, end) = match[1], match.span(2)
        letter = _unused(text)
        if not letter or not _whole(name).search(text, start, end):
            continue
        behind = re.compile(rf"(?<![A-Za-z0-9_\\.]){re.escape(name)}(?![A-Za-z0-9]|_(?![a-z]\b))")  # and x_i
        if behind.search(text, end):
            put = letter.rjust(len(name))
            text = text[: match.start(1)] + put + text[match.end(1) : end] + behind.sub(put, text[end:])
    return text


def _result(text: str) -> str:
    """What several lines compute at last is the answer, whatever letter the program puts it in."""
    found = list(islice(_ASSIGNED.finditer(text), _MOST_LINES))
    if len(found) < 2 or text[found[-1].end() :].strip(" \t\n;") or len(found[-1][1]) > 1:
        return text
    last, letter = found[-1], _unused(text)
    if not letter or _whole(last[1]).search(text, 0, last.start(1)) or _whole(last[1]).search(text, last.end(1)):
        return text
    return text[: last.start(1)] + letter + text[last.end(1) :]


def _names(text: str, own: frozenset[str]) -> list[str]:
    """The names that are given a value and used behind it, and that mathematics would take for something else."""
    found: list[str] = []
    for match in islice(_ASSIGNED.finditer(text), _MOST_LINES):
        name = match[1]
        is_used = _whole(name).search(text, match.end()) is not None
        is_used |= name.isalpha() and len(name) > 1 and _whole(name).search(text, 0, match.start()) is not None
        is_used |= _GRADIENT.fullmatch(name) is not None and not text[match.end() :].strip(" \t\n;")
        if name in found or not is_used or _COMPONENT.fullmatch(name) or (name in own and name != "e"):
            continue
        if name == "e" and re.search(r"(?<![A-Za-z\\])e\s*(?:\^|\*\*|_)", text):
            continue
        found.append(name)
    return found[:_MOST]


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_\\.]){re.escape(name)}(?![A-Za-z0-9_])")


def _unused(text: str) -> str:
    """A letter that stands nowhere in the text by itself."""
    return next((letter for letter in _LETTERS if not re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", text)), "")


def _starred(text: str) -> str:
    """x^* is a letter of its own."""
    for letter in dict.fromkeys(match[1] for match in _STAR.finditer(text)):
        new = _unused(text)
        if not new:
            return text
        same = re.compile(_STAR.pattern.replace("([A-Za-z])", f"({letter})"))
        text = same.sub(lambda found, new=new: new.rjust(len(found[0])), text)  # type: ignore[misc]
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
