"""README and docs are run: under each `$ nncli …` of a console block stands what the program prints, to the letter.

All commands of a page run in order in one empty folder, so that a later one may use what an earlier one wrote. A block
under `<!-- file: NAME -->` is written there as that file first. A line that is just `...` stands for any run of lines.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nncli

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
GENERATED = "<!-- generated:"  # what such a page begins with
_FILE = r"^<!-- file: (?P<name>[\w./-]+) -->\n+```\w*\n(?P<content>.*?)^```$"
_CONSOLE = r"(?<=^```console\n)(?P<console>.*?)(?=^```$)"
BLOCK = re.compile(f"{_FILE}|{_CONSOLE}", re.MULTILINE | re.DOTALL)
# `nncli` at a prompt, without its script having to be installed; $0 is the interpreter.
SHELL = 'nncli() { "$0" -m nncli "$@"; }\n'


class Shown(NamedTuple):
    """A command of a console block and the lines under it."""

    command: str
    output: list[str]


def written_pages() -> list[Path]:
    """README and the pages of docs that people write."""
    pages = sorted(DOCS.rglob("*.md"))
    return [README, *(page for page in pages if not page.read_text(encoding="utf-8").startswith(GENERATED))]


def parse(block: str) -> list[Shown]:
    """The commands of one console block; it must start with one."""
    first, *parts = re.split(r"^\$ ", block, flags=re.MULTILINE)
    assert not first.strip(), f"a console block starts with '$ ', not with {first!r}"
    return [Shown(command, output) for command, *output in (part.splitlines() for part in parts)]


def real_output(command: str, folder: Path) -> list[str]:
    """What the terminal would show: 80 columns, no colour, both streams, no blanks at the ends of lines."""
    world = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(Path(nncli.__file__).parents[1])}
    world |= {"COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["sh", "-c", SHELL + command, sys.executable],
        cwd=folder,
        env=world,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return [line.rstrip() for line in done.stdout.rstrip().splitlines()]


def run_page(text: str, folder: Path) -> Iterator[tuple[Shown, list[str]]]:
    """Each command of a page, with the lines that the program really prints."""
    for block in BLOCK.finditer(text):
        write_file(block, folder)
        for shown in parse(block["console"] or ""):
            yield shown, real_output(shown.command, folder)


def write_file(block: re.Match[str], folder: Path) -> None:
    """Writes a block that is a file."""
    if block["name"]:
        file = folder / block["name"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["content"], encoding="utf-8")


def is_elision(line: str) -> bool:
    return line.strip() in ("...", "…")


def agrees(shown: list[str], real: list[str]) -> bool:
    """Line for line, where an elision stands for any run of lines; blank lines at the end are nobody's."""
    lines = "\n".join(shown).rstrip().splitlines()
    pattern = "".join(r"(?:.*\n)*?" if is_elision(line) else re.escape(f"{line.rstrip()}\n") for line in lines)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in real)) is not None
