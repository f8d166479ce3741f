"""Collects what is wrong with a document, each fault at its place, so that all are told at once."""

from collections.abc import Iterable
from difflib import get_close_matches

from nncli.document.locs import show_loc
from nncli.document.reader import Document, Loc
from nncli.errors import Diagnostic
from nncli.words import _


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is likely to be a slip of, or None."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A sentence that offers the nearest known word, or None where none is near."""
    near = nearest(word, known)
    return _("did you mean '{word}'?").format(word=near) if near else None


class Faults:
    """The faults found so far in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Diagnostic] = []
        self._locs: list[Loc] = []

    def add(self, loc: Loc, code: str, message: str, help: str | None = None, *, key: bool = False) -> None:
        """One more fault at `loc` (at its key where `key`), unless one is told there or above it already."""
        if any(loc[: len(known)] == known for known in self._locs if known):
            return
        where = show_loc(loc[:-1] if key else loc)
        text = f"{where}: {message}" if where else message
        self._locs.append(loc)
        self.found.append(Diagnostic(code, text, self.document.place(loc, key=key), help))
