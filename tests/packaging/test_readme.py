"""The README is run: under each `$ nncli …` of a console block stands what the program prints, to the letter.

All commands run in order in one empty folder, so that a later one may use what an earlier one wrote. A line that is
just `...` stands for any run of lines. To write the real output into the README:

    python tests/packaging/update_readme.py
"""

import difflib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import nncli

README = Path(__file__).parents[2] / "README.md"
CONSOLE_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
CI_BLOCK = r"^<!-- ci: {} -->\n+```sh\n.+\n```$"
# `nncli` at a prompt, without its script having to be installed; $0 is the interpreter.
SHELL = 'nncli() { "$0" -m nncli "$@"; }\n'


class Shown(NamedTuple):
    """A command of a console block and the lines under it."""

    command: str
    output: list[str]


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


def is_elision(line: str) -> bool:
    return line.strip() in ("...", "…")


def agrees(shown: list[str], real: list[str]) -> bool:
    """Line for line, where an elision stands for any run of lines; blank lines at the end are nobody's."""
    lines = "\n".join(shown).rstrip().splitlines()
    pattern = "".join(r"(?:.*\n)*?" if is_elision(line) else re.escape(f"{line.rstrip()}\n") for line in lines)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in real)) is not None


def test_console_blocks_show_the_real_output(tmp_path: Path) -> None:
    commands = [shown for block in CONSOLE_BLOCK.findall(README.read_text(encoding="utf-8")) for shown in parse(block)]
    assert commands, "README.md shows no command"
    complaints = []
    for command, output in commands:
        assert re.search(r"\bnncli ", command), f"README.md: a console block runs nncli, not {command!r}"
        real = real_output(command, tmp_path)
        if not agrees(output, real):
            complaints += ["", f"$ {command}", *difflib.unified_diff(output, real, "README.md", "real", lineterm="")]
    if complaints:
        pytest.fail("\n".join([*complaints, "", "To mend: python tests/packaging/update_readme.py"]), pytrace=False)


def test_both_commands_of_the_ci_stand_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in ("try", "test") if len(re.findall(CI_BLOCK.format(name), text, re.MULTILINE)) != 1] == []


def test_an_elision_stands_for_any_run_of_lines() -> None:
    real = ["a", "b", "c", "d"]
    right = (real, ["..."], ["a", "...", "d"], ["...", "c", "d"], ["a", "b", "…", ""])
    wrong: tuple[list[str], ...] = ([], ["a", "b"], ["a", "...", "c"], ["b", "...", "d"])
    assert [agrees(shown, real) for shown in (*right, *wrong)] == [True] * len(right) + [False] * len(wrong)


def test_the_specs_in_the_readme_are_right(tmp_path: Path) -> None:
    specs = re.findall(r"^```yaml\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for name, spec in zip(("first", "maps", "or"), specs, strict=True):
        (tmp_path / f"{name}.yaml").write_text(spec, encoding="utf-8")
    assert "all explained" in "\n".join(real_output("nncli verify first.yaml", tmp_path))
    assert "P[2,2]" in "\n".join(real_output("nncli trace maps.yaml", tmp_path))
    assert "all samples are right" in " ".join(real_output("nncli trace or.yaml", tmp_path))
