"""Every command explains itself, and README or docs name it."""

import re
from pathlib import Path

import pytest
import typer

from nncli import __version__
from nncli.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *(ROOT / "docs").glob("*.md"))
WRITTEN = "".join(page.read_text(encoding="utf-8") for page in PAGES)


def commands(command, *names):
    """Each command with its name, groups among them."""
    yield names, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, *names, name)


COMMANDS = dict(commands(typer.main.get_command(app)))
assert len(COMMANDS) > 6


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(nncli, names, option):
    done = nncli(*names, option)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Usage: {' '.join(['nncli', *names])} ")
    assert max(map(len, done.lines)) <= 80
    assert [line for line in done.lines if line != line.rstrip()] == []


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_explained(names):
    command = COMMANDS[names]
    assert command.help
    assert [p.name for p in command.params if not getattr(p, "help", None)] == []


@pytest.mark.parametrize("names", [names for names in COMMANDS if len(names) == 1], ids=" ".join)
def test_readme_or_docs_name_every_command(names):
    """In what people write: not only in the pages that are made from the help."""
    assert re.search(rf"\bnncli {' '.join(names)}\b", WRITTEN)


def test_no_command_shows_the_help(nncli):
    done = nncli()
    assert (done.status, done.out) == (2, "")
    assert done.err == nncli("--help").out


def test_version(nncli):
    assert nncli("--version") == (0, f"nncli {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["trace"], "Missing argument 'SPEC'."),
        (["trace", "a", "b"], "Got unexpected extra argument(s) (b)"),
        (["trace", "a", "--nonsense"], "No such option: --nonsense"),
        (["trace", "a", "--steps", "x"], "Invalid value for '--steps': 'x' is not a valid int."),
        (["check", "a", "--limit", "0"], "Invalid value for '--limit': 0 is not in the range x>=1."),
        (["verify"], "Missing argument 'SPEC...'."),
        (["specs", "nonsense"], "No such command 'nonsense'."),
        (["specs", "show"], "Missing argument 'NAME'."),
    ],
)
def test_a_command_line_that_cannot_be_read(nncli, arguments, complaint):
    done = nncli(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Usage: nncli ")
    assert complaint in done.err
