"""What can go wrong, as data: where, what, and what to do about it.

Errors are raised with `Diagnostic`s and turned into text and an exit code in one place, the command line's boundary.
Nothing here prints.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitStatus(IntEnum):
    """What the process answers to the shell."""

    OK = 0
    DIFFERS = 1  # the command worked, and what it checked is not so
    BAD_INPUT = 2  # the same status that a misspelt option gets
    INTERNAL = 70  # EX_SOFTWARE of sysexits.h: the program's own fault
    INTERRUPTED = 130  # 128 + SIGINT, as shells count it


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one line in a file; `line` and `column` count from 1, in characters."""

    file: str
    line: int | None = None
    column: int | None = None
    length: int = 1
    text: str = ""  # the whole line as it stands in the file

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: a stable code to search for, a sentence, where it stands, and what to do."""

    code: str
    message: str
    place: Place | None = None
    help: str | None = None


class NncliError(Exception):
    """Something the user can mend. Carries one diagnostic or many; all are shown at once."""

    def __init__(self, diagnostics: Diagnostic | Sequence[Diagnostic]) -> None:
        self.diagnostics = (diagnostics,) if isinstance(diagnostics, Diagnostic) else tuple(diagnostics)
        super().__init__("; ".join(d.message for d in self.diagnostics))


class InputError(NncliError):
    """A file, an option or an id that cannot be used."""


class SpecError(NncliError):
    """A spec that was read and is not a network."""


class TraceError(NncliError):
    """The arithmetic broke down at a step: it overflowed, or it has no exact value."""
