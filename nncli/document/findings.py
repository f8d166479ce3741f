"""What is wrong with a file as it is read: faults are gathered, so that all are told at once, up to a limit."""

from typing import NoReturn

from nncli.document.lines import Source
from nncli.document.nodes import Span
from nncli.errors import Diagnostic, InputError
from nncli.words import _

MAX_FAULTS = 50


class Findings:
    """The faults found so far in one file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []

    def report(self, code: str, message: str, span: Span, help: str | None = None) -> None:
        """One more fault, after which the reading goes on. Raises InputError where there are too many."""
        self.add(Diagnostic(code, message, self.source.at(*span), help))

    def add(self, fault: Diagnostic) -> None:
        """One more fault, as `report` does."""
        self.found.append(fault)
        if len(self.found) >= MAX_FAULTS:
            message = _("there may be more faults; the reading ends here")
            self.end(Diagnostic("too-many-faults", message, fault.place))

    def stop(self, code: str, message: str, span: Span, help: str | None = None) -> NoReturn:
        """The fault that ends the reading. Raises InputError with all found before it."""
        self.end(Diagnostic(code, message, self.source.at(*span), help))

    def end(self, last: Diagnostic) -> NoReturn:
        """As `stop` does."""
        raise InputError([*self.found, last])

    def settle(self) -> None:
        """Raise InputError if anything was found."""
        if self.found:
            raise InputError(self.found)
