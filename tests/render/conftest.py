"""Pages as a terminal or a pipe gets them, in a given width."""

import io
import os
import sys
from unittest import mock

import pytest

from nncli.cli.world import show


class Stream(io.StringIO):
    """Keeps what is written; says that it is a terminal, or that it is none."""

    def __init__(self, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def rendered(page, columns=80, terminal=False):
    """The page as text; the escape sign of colours made visible."""
    stream = Stream(terminal)
    world = {"COLUMNS": str(columns), "TERM": "xterm-256color"}
    with mock.patch.dict(os.environ, world, clear=True), mock.patch.object(sys, "stdout", stream):
        show(page)
    return stream.getvalue().replace("\x1b", "␛")


@pytest.fixture(scope="session")
def text_of():
    """`rendered`."""
    return rendered
