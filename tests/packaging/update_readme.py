"""Writes the real output under each `$ nncli …` of README and docs: python tests/packaging/update_readme.py.

Output that still agrees is left as it is. Elisions (`...`) are kept where the lines around them can be found again.
"""

import difflib
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from console_blocks import BLOCK, agrees, is_elision, parse, real_output, write_file, written_pages


def find(line: str, lines: list[str], start: int) -> int | None:
    """Where the line most like this one stands."""
    close = difflib.get_close_matches(line, lines[start:], n=1, cutoff=0.6)
    return lines.index(close[0], start) if close else None


def elide(shown: list[str], real: list[str]) -> list[str]:
    """The real lines, less the runs that were elided before."""
    kept: list[str] = []
    done = 0
    for number in (number for number, line in enumerate(shown) if is_elision(line)):
        last = find(shown[number - 1], real, done) if number else done - 1
        if last is None:
            continue
        stop = find(shown[number + 1], real, last + 1) if number + 1 < len(shown) else len(real)
        if stop is not None:
            kept += [*real[done : last + 1], shown[number]]
            done = stop
    return kept + real[done:]


def update(text: str, folder: Path) -> str:
    """The page with the real output in its console blocks."""

    def rewrite(block: re.Match[str]) -> str:
        write_file(block, folder)
        if block["console"] is None:
            return block[0]
        lines = []
        for command, shown in parse(block["console"]):
            real = real_output(command, folder)
            blank = [""] if shown and not shown[-1] else []
            lines += [f"$ {command}", *(shown if agrees(shown, real) else elide(shown, real) + blank)]
        return "".join(f"{line}\n" for line in lines)

    return BLOCK.sub(rewrite, text)


if __name__ == "__main__":
    named = [Path(name).resolve() for name in sys.argv[1:]]
    for page in named or written_pages():
        with tempfile.TemporaryDirectory() as folder:
            new = update(page.read_text(encoding="utf-8"), Path(folder))
        page.write_text(new, encoding="utf-8")
