"""The help in groups, with examples that work, in both languages; every command in one group once."""

import re
import shlex

import pytest
import typer

from nncli.cli.app import app
from nncli.cli.help import EXAMPLES, GROUPS

COMMANDS = typer.main.get_command(app).commands
OTHERS = {"my-run", "iris.csv", "other.csv", "my-book.yaml", "sheet.yaml", "*.yaml"}  # what a reader has


def test_every_command_stands_in_one_group(nncli):
    lines = nncli("--help").lines
    titles = [line[:-1] for line in lines if re.fullmatch(r"[A-Z][\w ]+:", line)]
    assert titles == ["Options", *GROUPS, "Examples"]
    listed = [line.split()[0] for line in lines if re.match(r"  [a-z]+  ", line)]
    assert sorted(listed) == sorted(name for name, command in COMMANDS.items() if not command.hidden)


def test_every_command_has_an_example():
    assert {name for name, command in COMMANDS.items() if not command.hidden} <= set(EXAMPLES)


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_the_examples_can_be_read_by_the_program(nncli, here, line):
    """Those that need nothing of the reader's run; of the others the options exist."""
    words = shlex.split(line.partition(">")[0])[1:]
    if OTHERS & set(words) or words[0] in ("train", "compare"):
        help = nncli(*(words[:2] if words[0] in ("specs", "data", "homework") else words[:1]), "--help").out
        assert all(word in help for word in words if word.startswith("-"))
    elif words != ["specs", "copy", "lecture"]:
        assert nncli(*words).status == 0


def test_the_groups_are_chinese_too(nncli):
    out = nncli("--help", "--lang", "zh").out
    assert "训练与查看：" in out
    assert "例：" in out
