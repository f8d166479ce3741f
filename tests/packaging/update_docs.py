"""Writes the pages of docs that follow from the program: python tests/packaging/update_docs.py.

A page for each command, from its help; the keys of specs and assignments, from their JSON Schemas; the error codes,
from the table that `nncli explain` reads; the picture of a trace.
"""

import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ["LANGUAGE"] = "en"  # before nncli looks for its catalogue

import typer
from console_blocks import DOCS, GENERATED, ROOT
from key_meanings import ASSIGNMENT_SECTIONS, SPEC_SECTIONS
from key_pages import key_page
from trace_picture import SHOWN, WIDTH, picture

from nncli.cli.app import app, main
from nncli.explanations.explanation import Explanation
from nncli.explanations.table import GROUPS
from nncli.render.pages.explanation import visible

NOTE = f"{GENERATED} python tests/packaging/update_docs.py -->\n\n"
# Where more is said about a command.
READ_ON = {
    "trace": ("See every step", "trace"),
    "verify": ("Is the book right?", "verify"),
    "check": ("Is back-propagation right?", "verify"),
    **dict.fromkeys(("train", "predict", "evaluate", "compare", "plot", "export", "data"), ("Train it", "training")),
    "specs": ("Bundled networks", "specs"),
    "homework": ("Write your own homework", "own-homework"),
    "grade": ("Grade homework", "grading"),
    "schema": ("The spec's keys", "spec-keys"),
    "explain": ("Error codes", "errors"),
}


def pages() -> dict[str, str]:
    """Each generated file by its path in docs."""
    program: Any = typer.main.get_command(app)
    shown = {name: command for name, command in program.commands.items() if not command.hidden}
    return {
        **{f"commands/{name}.md": NOTE + command_page(name, command) for name, command in shown.items()},
        "commands/index.md": NOTE + command_list(shown),
        "spec-keys.md": NOTE + spec_keys(),
        "assignment-keys.md": NOTE + assignment_keys(),
        "errors.md": NOTE + error_codes(),
        "trace.svg": picture(said(*SHOWN, FORCE_COLOR="1")),
    }


def said(*words: str, **env: str) -> str:
    """What the program prints for a command line, in English and 80 columns."""
    world = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm-256color", **env}
    out = io.StringIO()
    with (
        mock.patch.dict(os.environ, world),
        mock.patch.object(sys, "argv", ["nncli", *words]),
        mock.patch.object(sys.modules["__main__"], "__package__", None),
        contextlib.redirect_stdout(out),
        contextlib.suppress(SystemExit),
    ):
        main()
    return out.getvalue()


def command_page(name: str, command: Any) -> str:
    """A command and those below it, each as its help says."""
    parts = [f"# nncli {name}\n"]
    for words in below(name, command):
        if len(words) > 1:
            parts.append(f"## nncli {' '.join(words)}\n")
        parts.append(f"```text\n{said(*words, '--help').strip()}\n```\n")
    if name in READ_ON:
        title, page = READ_ON[name]
        parts.append(f"Read on: [{title}](../{page}.md).\n")
    return "\n".join(parts)


def below(name: str, command: Any) -> Iterator[list[str]]:
    """The command and all below it: the words that call each."""
    yield [name]
    for part, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from ([name, *words] for words in below(part, inner))


def command_list(shown: Mapping[str, Any]) -> str:
    """All commands, and the help of the program."""
    rows = [f"| [nncli {name}]({name}.md) | {command.help.splitlines()[0]} |" for name, command in shown.items()]
    table = "\n".join(["| command | |", "|---|---|", *rows])
    return f"# Commands\n\n{table}\n\n```text\n{said('--help').strip()}\n```\n"


def spec_keys() -> str:
    schema = json.loads((ROOT / "specs" / "spec.schema.json").read_text(encoding="utf-8"))
    opening = (
        "What a spec may say. [Your own network](network.md) shows one whole; `nncli schema > spec.schema.json` lets\n"
        "an editor complete the keys as you type. A number may be a decimal (`0.25`) or a fraction (`1/4`)."
    )
    return key_page("The spec's keys", opening, schema, SPEC_SECTIONS)


def assignment_keys() -> str:
    schema = json.loads((ROOT / "homework" / "assignment.schema.json").read_text(encoding="utf-8"))
    opening = (
        "What an assignment may say. [Write your own homework](own-homework.md) makes one, step by step; `nncli\n"
        "schema assignment > assignment.schema.json` lets an editor complete them. Where a key belongs to some kinds\n"
        "of problems alone, they are named first."
    )
    return key_page("The keys of an assignment", opening, schema, ASSIGNMENT_SECTIONS)


def error_codes() -> str:
    """All codes with what `nncli explain` says of them."""
    parts = ["# Error codes\n"]
    parts.append(
        "The word in brackets behind `error`, as in `error[unknown-key]`. `nncli explain CODE` says the same.\n"
        "What could not be read in a sheet or a formula stands in its report; `--format json` gives the codes.\n"
    )
    for title, group in GROUPS.items():
        parts += [f"## {title}\n", *map(_explained, group)]
    return "\n".join(parts)


def _explained(one: Explanation) -> str:
    said = f"### {one.code}\n\n{_plain(one.meaning)}\n\n{_plain(one.remedy)}\n"
    for name, text in one.files.items():
        said += f"\n`{name}`:\n\n```text\n{visible(text)}\n```\n"
    if one.example:
        commands = "\n".join(f"$ {command}" for command in one.example)
        said += f"\n```text\n{commands}\n```\n"
    return said


def _plain(sentence: str) -> str:
    """A sentence of the terminal, whose signs mean nothing in Markdown."""
    return re.sub(r"([*_\[\]])", r"\\\1", sentence).replace("<", "&lt;")


if __name__ == "__main__":
    (DOCS / "commands").mkdir(exist_ok=True)
    for path, text in pages().items():
        (DOCS / path).write_text(text, encoding="utf-8")
