"""The lines of a sheet, one after another, and what belongs together over several of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from nncli.document.lines import Source
from nncli.sheets.keys import MAX_KEY, Keyed, behind_bullet, has_figures, keyed, without_comment
from nncli.sheets.matrices import gathered, with_rows
from nncli.sheets.parts import Stretch, joined
from nncli.sheets.tables import table_rows

MAX_LINES = 5_000
MAX_LINE = 20_000
MAX_GATHERED = 20_000  # characters of one value over several lines
MAX_TRIED = 400_000  # characters of all brackets and quotes that were never closed
TAB = 4

_MARK = re.compile(r"(?:```|~~~)\s*\w*|---+|\.\.\.|%(?:YAML|TAG)\b.*")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*\w*\s*")
# What a LaTeX document has around its text: titles, and commands that say nothing.
_TITLE = re.compile(
    r"\\(?:(?:sub)*section|(?:sub)?paragraph|chapter|part|textbf|title|author)\*?\s*\{(.*)\}[ .:]*(?:\\\\)?"
)
_COMMAND = re.compile(
    r"\\(?:documentclass|usepackage|maketitle|noindent|newpage|clearpage|bigskip|medskip|smallskip|centering|date)\b.*"
    r"|\\(?:begin|end)\s*\{(?:document|enumerate|itemize|center|flushleft|quote)\}(?:\[.*\])?"
)
_ITEM = re.compile(r"\\item(?![A-Za-z])\s*(?:\[[^\]]*\])?\s*")
_FORMULA = re.compile(r"\$\$?\s*([^$\s-][^$]*)\$\$?\s*[.,;。]?")
_DASH = re.compile(r"-(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. Its `margin` is how wide the blanks before it are, where a tab is four."""

    number: int
    margin: int
    text: Stretch  # without the blanks around it
    is_nothing: bool = field(init=False)  # empty, a comment, or a sign that files have between their parts
    bullet: int = field(init=False)  # how far bullets and numbers reach
    found: Keyed | None = field(init=False)  # its key and value, behind bullets

    def __post_init__(self) -> None:
        folded = self.text.folded
        nothing = not folded or folded[0] == "#" or (folded[0] in "`~-.%" and _MARK.fullmatch(folded) is not None)
        bullet = 0 if nothing else behind_bullet(self.text.raw)
        found = None if nothing else keyed(self.text.cut(bullet) if bullet else self.text)
        for attribute, value in (("is_nothing", nothing), ("bullet", bullet), ("found", found)):
            object.__setattr__(self, attribute, value)

    @property
    def body(self) -> Stretch:
        """The text behind bullets."""
        return self.text.cut(self.bullet) if self.bullet else self.text

    @property
    def indent(self) -> int:
        """How far in the key or the text begins: a bullet before a key counts as blanks."""
        return self.margin + self.bullet if self.found else self.margin

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list, and no key."""
        return self.found is None and _DASH.match(self.text.folded) is not None

    def behind_dash(self) -> "Line":
        """The item itself, as a line of its own that begins further in."""
        found = _DASH.match(self.text.folded)
        width = found.end() if found else 0
        return Line(self.number, self.margin + width, self.text.cut(width))


class Lines:
    """The lines from `at` on are still to be read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        tables = table_rows(source)
        self.rows = tables.keys()  # the lines of tables, which are no headings
        lines = gathered(source.lines)
        self.all = [_line(number, text, tables.get(number)) for number, text in enumerate(lines)]
        for number, line in enumerate(self.all[:-1]):
            if line.text.folded[-1:] == "=" and _opens_rows(line, self.all[number + 1]):
                self.all[number] = Line(number, line.margin, _with_colon(line.text))
        self.at = self.tried = 0

    def peek(self) -> Line | None:
        """The next line that says something."""
        while self.at < len(self.all) and self.all[self.at].is_nothing:
            self.at += 1
        return self.all[self.at] if self.at < len(self.all) else None

    def take(self) -> None:
        """Go on behind the line that was peeked at."""
        self.at += 1

    def literal(self, header: Stretch, above: int, stop: Callable[[Line], bool]) -> Stretch:
        """The block of text below `|` or `>`: lines further in than `above`; if there are none, all up to `stop`."""
        start = self.at
        first = next((line for line in self.all[start:] if line.text.raw), None)
        loose = first is not None and first.margin <= above and not first.is_nothing
        digits = re.search(r"[1-9]", header.raw)
        inset = above + int(digits[0]) if digits and not loose else first.margin if first else 0
        while self.at < len(self.all):
            line = self.all[self.at]
            if line.text.raw and not loose and line.margin <= above:
                break
            if line.text.raw and (loose or line.margin < inset) and stop(line):
                break
            self.at += 1
        parts: list[Stretch] = []
        blanks, glue = 0, []
        for line in self.all[start : self.at]:
            if not line.text.raw:
                blanks += 1
            elif not _FENCE.fullmatch(line.text.folded):
                part = self._behind(line, inset)
                if parts:
                    set_in = part.raw[:1] in {" ", "\t"} or parts[-1].raw[:1] in {" ", "\t"}
                    folds = header.raw[0] == ">" and not set_in
                    glue.append("\n" * (blanks + (0 if folds else 1)) or " ")
                parts.append(part)
                blanks = 0
        return joined(parts, glue) if parts else header.cut(len(header.raw))

    def gather(
        self, first: Stretch, above: int, end: Callable[[Stretch], int], *, closed: bool = False
    ) -> Iterator[tuple[Stretch, int]]:
        """`first` with the lines below it up to where `end` finds its end, and the number of the next line.

        Where it has no end, and need not be `closed`: with all lines that are set in below it, then alone.
        """
        brackets = first.folded[0] in "[{("
        if found := end(first):
            yield from self._whole(first, found, self.at)
        else:
            together, at = self._below(first, above, brackets=brackets)
            self.tried += len(together.raw)
            if at > self.at and (found := end(together)) > 0:
                yield from self._whole(together, found, together.cut(0, found).marks[-1][1] + 1)
            elif at > self.at and not closed:
                yield together, at
        if not closed:
            yield (_bare(first), self.at)

    def _below(self, first: Stretch, above: int, *, brackets: bool) -> tuple[Stretch, int]:
        """`first` with what is set in further than `above`, and with a line that closes brackets."""
        parts, glue, blanks, length, at = [_bare(first) if brackets else first], [], 0, 0, self.at
        while at < len(self.all) and length < MAX_GATHERED and self.tried < MAX_TRIED:
            line = self.all[at]
            text = _bare(line.text) if brackets else line.text
            if text.raw:
                if line.margin <= above and not (brackets and text.folded[0] in "]})"):
                    break
                parts.append(text)
                glue.append("\n" * blanks or " ")
                length += len(text.raw)
            at += 1
            if text.raw and line.margin <= above:
                break
            blanks = 0 if text.raw or brackets else blanks + 1
        return joined(parts, glue), at

    def _whole(self, text: Stretch, end: int, at: int) -> Iterator[tuple[Stretch, int]]:
        """The part up to `end`, if nothing but a comment or a comma stands behind it on its line."""
        behind = text.cut(end, next((offset - 1 for offset, line, _column in text.marks if line >= at), None))
        if end > 0 and not without_comment(behind).folded.strip(" ,;。"):
            yield text.cut(0, end), at

    def between(self, start: int, stop: int) -> Stretch:
        """The lines from `start` up to `stop` as one text, set in no further than needed."""
        lines = [line for line in self.all[start:stop] if line.text.raw]
        inset = min((line.margin for line in lines), default=0)
        parts = [self._behind(line, inset) for line in lines]
        return joined(parts, ["\n"] * (len(parts) - 1)) if parts else Stretch.of("", ((0, max(start - 1, 0), 0),))

    def _behind(self, line: Line, inset: int) -> Stretch:
        """The line without the first `inset` columns of its margin, as far as these are blank."""
        text = self.source.lines[line.number].rstrip()
        column = width = 0
        while width < min(inset, line.margin):
            width += _width(text[column], width)
            column += 1
        return Stretch.of(text[column:], ((0, line.number, column),))


def _width(blank: str, at: int) -> int:
    return TAB - at % TAB if blank == "\t" else 2 if blank == "\u3000" else 1


def _line(number: int, raw: str, row: Stretch | None = None) -> Line:
    """A line; where it is the `row` of a table, what that states stands for it."""
    text = Stretch.of(raw, ((0, number, 0),)).strip()
    margin = 0
    if text.raw:
        for blank in raw[: text.marks[0][2]]:
            margin += _width(blank, margin)
    if (formula := _FORMULA.fullmatch(text.folded)) and "=" in text.folded:
        text = text.cut(*formula.span(1)).strip()
    if "\\begin" in text.raw:
        text = with_rows(text)
    if text.folded[:1] == "\\":
        text = _without_latex(text)
    return Line(number, margin, text if row is None else row)


def _opens_rows(line: Line, below: Line) -> bool:
    """Whether this is `C =`, with the rows of a matrix below it."""
    is_name = line.found is None and line.text.folded.count("=") == 1 and len(line.text.raw) < MAX_KEY
    return is_name and below.found is None and not below.is_nothing and has_figures(below.text)


def _with_colon(text: Stretch) -> Stretch:
    return Stretch.of(text.raw[:-1] + ":", text.marks)


def _without_latex(text: Stretch) -> Stretch:
    """The words of a title, the text of an item; nothing of a command that says nothing."""
    if title := _TITLE.fullmatch(text.folded):
        return text.cut(*title.span(1)).strip()
    if item := _ITEM.match(text.folded):
        return text.cut(item.end()).strip()
    return text.cut(0, 0) if _COMMAND.fullmatch(text.folded) else text


def _bare(text: Stretch) -> Stretch:
    """A line of a list or a mapping without its comment, which no quote before it holds."""
    bare = without_comment(text)
    return text if bare.folded.count('"') % 2 or bare.folded.count("'") % 2 else bare
