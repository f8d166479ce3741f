"""Collects what is wrong with a document, each fault at its place, so that all are told at once."""

from collections.abc import Iterable
from operator import eq

from nncli.document.locs import show_loc
from nncli.document.reader import Document, Loc
from nncli.errors import Diagnostic, SpecError
from nncli.words import _, of

MAX_FAULTS = 50


class Faults:
    """The faults found so far in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Diagnostic] = []
        self._elsewhere: list[Diagnostic] = []
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
        text = of(where, message) if where else message
        self.hush(loc)
        self.found.append(Diagnostic(code, text, self.document.place(loc, key=key), help))

    def in_order(self) -> list[Diagnostic]:
        """The faults in the order of the file, those of `--set` first; then those of other files, in their own."""
        here = sorted(self.found, key=lambda d: (d.place.line or 0, d.place.column or 0) if d.place else (0, 0))
        return [*here, *self._elsewhere]

    def add_elsewhere(self, faults: Iterable[Diagnostic]) -> None:
        """Faults of a file that this one names, each at its own place and told once."""
        self._elsewhere += [fault for fault in faults if fault not in self._elsewhere]

    def told(self, loc: Loc) -> bool:
        """Whether a fault is told at `loc`, above it or below it: another one there would only be its consequence."""
        return any(all(map(eq, known, loc)) for known in self._locs)

    def hush(self, loc: Loc) -> None:
        """Tell nothing more at `loc`: what stands there now is our guess."""
        self._locs.append(loc)
