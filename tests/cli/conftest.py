"""The program run in this process, as a shell would run it: arguments and streams in, text and exit status out."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

from nncli.cli.app import main

OF_THE_WORLD = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "NNCLI_TRACEBACK", "TERM")


class Done(NamedTuple):
    """What a run leaves behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str, stdin: str | bytes = "", columns: int = 80, terminal: bool = False, **env: str) -> Done:
    """Runs `nncli` with these arguments. An exception that leaves the program is let through."""
    kind = Terminal if terminal else io.TextIOWrapper
    content = stdin if isinstance(stdin, bytes) else stdin.encode()
    out, err = (kind(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    world = {name: value for name, value in os.environ.items() if name not in OF_THE_WORLD}
    world |= {"COLUMNS": str(columns), "TERM": "xterm-256color", **env}
    with (
        mock.patch.dict(os.environ, world, clear=True),
        mock.patch.object(sys.modules["__main__"], "__package__", None),  # or it calls itself `python -m pytest.nncli`
        mock.patch.multiple(sys, argv=["nncli", *arguments], stdout=out, stderr=err),
        mock.patch.object(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", errors="surrogateescape")
        ),
    ):
        try:
            main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return Done(int(status), *texts)


@pytest.fixture(scope="session")
def nncli() -> Callable[..., Done]:
    """`run`."""
    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
