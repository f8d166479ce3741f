"""Collects what is wrong with a document, each fault at its place, so that all are told at once."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from operator import eq

from nncli.document.locs import show_loc
from nncli.document.reader import Document, Loc
from nncli.errors import Diagnostic, SpecError
from nncli.words import _

MAX_LISTED = 20
MAX_COMPARED = 5_000
MAX_FAULTS = 50


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is likely to be a slip of, or None."""
    known = list(known)
    if len(known) > MAX_COMPARED:  # the comparing takes 10 µs for each
        known = [other for other in known if other.startswith(word[:2])][:MAX_COMPARED]
    other_case = (other for other in known if other.casefold() == word.casefold())
    return next(other_case, None) or next(iter(get_close_matches(word, known, n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A sentence that offers the nearest known word, or None where none is near."""
    near = nearest(word, known)
    return _("did you mean '{word}'?").format(word=near) if near else None


def known_here(words: Iterable[str]) -> str:
    """A sentence that lists the known words."""
    return _("known here: {words}").format(words=listed(words))


def listed(words: Iterable[str]) -> str:
    """`x1, x2, x3`; of very many the first and the last."""
    words = list(words)
    return ", ".join(words if len(words) <= MAX_LISTED else [*words[: MAX_LISTED - 2], "…", words[-1]])


def either(words: Sequence[str]) -> str:
    """`a, b or c`."""
    return _(" or ").join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


class Faults:
    """The faults found so far in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Diagnostic] = []
        self._locs: list[Loc] = []

    def add(self, loc: Loc, code: str, message: str, help: str | None = None, *, key: bool = False) -> None:
        """One more fault at `loc` (at its key where `key`), unless one is `told` around there.

        Raises SpecError where there are too many.
        """
        if self.told(loc):
            return
        if len(self.found) >= MAX_FAULTS:
            message = _("there may be more faults; the checking ends here")
            raise SpecError([*self.in_order(), Diagnostic("too-many-faults", message)])
        where = show_loc(loc[:-1] if key else loc)
        text = f"{where}: {message}" if where else message
        self.hush(loc)
        self.found.append(Diagnostic(code, text, self.document.place(loc, key=key), help))

    def in_order(self) -> list[Diagnostic]:
        """The faults in the order of the file; those of `--set` first."""
        return sorted(self.found, key=lambda d: (d.place.line or 0, d.place.column or 0) if d.place else (0, 0))

    def told(self, loc: Loc) -> bool:
        """Whether a fault is told at `loc`, above it or below it: another one there would only be its consequence."""
        return any(all(map(eq, known, loc)) for known in self._locs)

    def hush(self, loc: Loc) -> None:
        """Tell nothing more at `loc`: what stands there now is our guess."""
        self._locs.append(loc)
