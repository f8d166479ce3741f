"""Where a YAML parser gave up, and what stands around that place."""

from dataclasses import dataclass

from nncli.document.lines import Source, full_width_help
from nncli.errors import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class Stumble:
    """Where the parser gave up: `at` the fault, `near` what it was busy with, `open` the innermost open bracket."""

    source: Source
    problem: str
    at: tuple[int, int]
    near: tuple[int, int]
    open: tuple[int, int] | None = None
    quoted: tuple[int, int] | None = None  # lines on which the last value in quotes began and ended

    @property
    def text(self) -> str:
        """The line of the fault."""
        return self.source.line(self.at[0])

    @property
    def char(self) -> str:
        """The character at the fault; empty at the end of a line."""
        return self.text[self.at[1] : self.at[1] + 1]

    @property
    def before(self) -> str:
        """What stands before the fault on its line."""
        return self.text[: self.at[1]]

    @property
    def above(self) -> int | None:
        """The nearest line above the fault that says something."""
        said = (n for n in range(self.at[0] - 1, -1, -1) if self.source.line(n).split("#")[0].strip())
        return next(said, None)

    @property
    def ended(self) -> bool:
        """Whether nothing but blanks and comments follows the fault."""
        rest = (self.text[self.at[1] :], *self.source.lines[self.at[0] + 1 :])
        return all(not line.strip() or line.lstrip().startswith("#") for line in rest)

    def fault(self, message: str, help: str | None = None, place: Place | None = None) -> Diagnostic:
        """The diagnostic; a full-width sign on the lines concerned is a likelier cause than any other."""
        place = place or self.source.at(*self.at)
        concerned = {place.line or 1, self.at[0] + 1, self.near[0] + 1}
        wide = full_width_help(*(self.source.line(number - 1) for number in sorted(concerned)))
        return Diagnostic("yaml-syntax", message, place, wide or help)
