"""Reads the inside of a section line by line, as a kind teacher would: keys by indentation, whatever else is wrong.

This reader comes first, and there is none behind it. YAML first, and this where YAML fails, would let one forgotten
bracket change how all other lines are read; and much of what students write is YAML that they do not mean: `"\\frac"`
is a form feed, `{e^x}` a mapping, a second `h1.net` an error. So each line is read on its own strength, and what is
wrong on a line costs that line. A sheet in good YAML reads as YAML reads it (tested against the strict reader) but
for this, all on purpose: backslashes in double quotes are themselves; the mappings of a list are one section; a key
given twice is a remark; tags, anchors and aliases are text; the cases of a formula (`i = j: 1 - p_i`) are text;
`{x}` without a colon is text; `?` is no answer, in brackets too; unindented answers below a problem belong to it.
"""

import re
from collections.abc import Callable

from nncli.errors import Place
from nncli.sheets.keys import (
    Keyed,
    apart,
    has_figures,
    inner_keys,
    is_block,
    is_case,
    keyed,
    pairs,
    without_comment,
)
from nncli.sheets.lines import Line, Lines
from nncli.sheets.parts import Answer, Entry, Section, Stretch, joined
from nncli.sheets.quotes import MAX_DEPTH, begins_quote, bracket_end, quote_end
from nncli.sheets.shape import Shape, is_crumb, is_key
from nncli.sheets.statements import (
    has_number,
    is_parameter,
    is_result,
    is_timed,
    says_gradients,
    says_later,
    statements,
)
from nncli.sheets.values import Values
from nncli.words import _

_SINGLE = re.compile(r"\.[A-Za-z]+(?:[@#]\S*)?$|\+$")  # of a key that is one quantity: h1.net, w3+
MAX_ROWS = 2_000  # characters of a matrix that stands at the margin
# The left side of a formula, before which a dash is a bullet.
_DERIVATIVE = re.compile(r"\$*\s*(?:\\[dt]?frac\s*\{\s*(?:\\partial|∂|d)|∂|\\partial|∇|\\nabla).*=", re.DOTALL)
_LATER = "更新后"  # set before the names below such a heading
# Another name behind a number: `0.36，输出 0.36`.
_MORE = re.compile(r"(?![\[{(\"'|>]).{0,200}?\d.{0,200}?(?:[\u3400-\u9fff]|[A-Za-z]{2}|[=:])", re.DOTALL)
_GRADIENT = "梯度"
_LET = "let"  # the key of definitions: `let: p = softmax(x), m = max_i x_i`


class Blocks:
    """Reads keys and values from `lines`; `heading` tells the lines that begin another problem."""

    def __init__(self, lines: Lines, values: Values, heading: Callable[[Line, int], str | None]) -> None:
        self.lines, self.values, self.heading = lines, values, heading
        self.shape = Shape(lines, heading)
        self.notes, self.source = values.notes, values.source
        self.bases = [0]
        self.above = ""  # the heading above, where nothing is set in below it
        self.keyless = -2  # the last line that had no key

    def entries(self, into: dict[str, Entry], above: int, depth: int) -> None:
        """The keys that are set in further than `above`, and about as far as the first of them."""
        first = self.lines.peek()
        outer, base = self.bases[-1], first.indent if first else 0
        self.bases.append(base)
        while (line := self.lines.peek()) and line.indent > above and not self.heading(line, depth):
            if base - line.indent > abs(line.indent - outer):
                break
            self.entry(line, into, depth)
        self.bases.pop()

    def entry(self, line: Line, into: dict[str, Entry], depth: int, name: str | None = None) -> None:
        """One line with its value, which may go on below it."""
        self.lines.take()
        several = pairs(without_comment(line.body))
        alone = line.found or apart(without_comment(line.body))
        found: list[Keyed | Stretch] = list(several) or [alone or line.text]
        if not several and not (alone and (alone.is_sure or alone.yaml)):
            stated = [one if not isinstance(one, Keyed) or is_result(one) else one.key for one in statements(line.body)]
            found = stated if any(isinstance(one, Keyed) for one in stated) else found
        elif not several and alone and _MORE.match(alone.value.folded) and not has_figures(alone.value):
            every = [] if inner_keys(without_comment(alone.value)) else statements(line.body)
            several = [one for one in every if isinstance(one, Keyed) and is_result(one)]
            is_whole = len(several) == len(every) > 1 and several[0].name.startswith(alone.name)
            found = list(several) if is_whole else found
        if alone is None and found == [line.text] and self.shape.is_heading(line):
            found = [Keyed(line.text, line.text.cut(len(line.text.raw)), yaml=False)]
        for one in found:
            if isinstance(one, Keyed):
                key = one.place(self.source)
                entry = self.value(one.value, key, line.indent, depth, one.name)
                is_text = isinstance(entry, Answer) and not has_number(entry.text)
                if is_text and not has_number(one.name):  # `更新后:`, `Step 4: forward pass after the update`
                    self.above = one.name if entry.blank else line.text.folded
                own = self.under(one.name) if depth == 1 and isinstance(entry, Answer) and not entry.blank else one.name
                self.values.put(into, name or own, entry, key)
            elif not is_crumb(line):
                self.no_key(line, one)
                if not has_number(line.text.folded):
                    self.above = line.text.folded

    def under(self, name: str) -> str:
        """A name with what the heading above says of it: that it is the second pass, or that these are gradients."""
        if says_later(self.above) and not is_timed(name):
            return f"{_LATER} {name}"
        return f"{_GRADIENT} {name}" if says_gradients(self.above) and is_parameter(name) else name

    def no_key(self, line: Line, part: Stretch) -> None:
        """Tell that a line, or a part of it, cannot be read; of several in a row only the first."""
        self.notes.lost.append((line.number, part.folded))
        if self.keyless != line.number - 1:
            place = line.text.at(self.source)
            if len(line.text.raw.split(":")[0]) > 1000:
                self.notes.fault("key-too-long", _("this key is too long"), place)
            else:
                help = _("write it like 'key: value'")
                self.notes.fault("no-key", _("this line has no key, and was not read"), place, help)
        self.keyless = line.number

    def value(self, value: Stretch, key: Place | None, indent: int, depth: int, name: str = "") -> Entry:
        """What stands behind a key at `indent`, and goes on below it; `name` is the key as meant."""
        if is_block(value.folded):
            text = self.lines.literal(value, indent, lambda line: bool(self.heading(line, depth)) or is_key(line))
            return self.values.text(text, key)
        if begins_quote(value) and (value.raw[0] in "\"'" or not self.shape.goes_deeper(indent)):
            for whole, at in self.lines.gather(value, indent, lambda text: quote_end(text.raw), closed=True):
                self.lines.at = at
                return self.values.entry(whole, key, depth)
            if not quote_end(value.raw):
                self.notes.fault("quote", _("this quote is never closed"), value.at(self.source, 0, 1))
                value = value.cut(1)
        elif value.folded[:1] in {"[", "{", "("}:
            for whole, at in self.lines.gather(value, indent, bracket_end):
                if (found := self.values.brackets(whole, key, depth)) is not None:
                    self.lines.at = at
                    return found
        value = without_comment(value)
        if value.folded in {"", "{"}:
            return self.below(value.cut(len(value.raw)), key, indent, depth, name)
        if (several := inner_keys(value)) and depth < MAX_DEPTH:
            return self.section(several, value, key, indent, depth)
        if name == _LET and "=" in value.folded and (found := self.values.mapping(value, value, key, depth)):
            return found
        return self.plain(value, key, indent, depth)

    def section(self, several: list[Keyed], whole: Stretch, key: Place | None, indent: int, depth: int) -> Section:
        """Keys on the line of another key, with those that are set in below it."""
        entries: dict[str, Entry] = {}
        for one in several:
            place = one.place(self.source)
            self.values.put(entries, one.name, self.values.entry(one.value, place, depth + 1), place)
        if self.shape.has_keys_below(indent):
            self.entries(entries, indent, depth + 1)
        return self.values.section(entries, whole, key)

    def plain(self, value: Stretch, key: Place | None, indent: int, depth: int, *, block: bool = False) -> Answer:
        """Text without quotes, with the lines below that go on with it. In a `block` all that are set in do."""
        parts, glue, blanks, is_yaml = [value], [], 0, not _is_colon(value)
        display = self.shape.display_end(value, self.lines.at)
        while self.lines.at < len(self.lines.all):
            line = self.lines.all[self.lines.at]
            if line.is_nothing:
                blanks += not line.text.raw
                self.lines.take()
                continue
            goes_on = line.number <= display or self.shape.goes_on(line, value, indent, block=block)
            if self.heading(line, depth) or not goes_on:
                break
            is_yaml = is_yaml and not (line.found and line.found.yaml)
            parts.append(without_comment(line.text))
            glue.append(blanks)
            blanks = 0
            self.lines.take()
        text = joined(parts, ["\n" * (n + 1) for n in glue])
        rows = self.values.rows(text)
        if is_yaml and glue and not rows:  # YAML makes one line of several; where it would fail, several were meant
            text = joined(parts, ["\n" * n or " " for n in glue])
        return self.values.text(text, key, rows)

    def below(self, nothing: Stretch, key: Place | None, indent: int, depth: int, name: str = "") -> Entry:
        """The value of a key that has none on its line: keys, a list or text, set in below it; or it is blank."""
        line = self.lines.peek()
        if line is None or self.heading(line, depth):
            return self.values.text(nothing, key)
        start = self.lines.at
        if line.is_item and line.margin >= indent and depth < MAX_DEPTH:
            return self.items(key, min(line.margin, indent + 1), depth)
        is_whole = line.text.folded.count("[") == line.text.folded.count("]")
        if (
            line.margin == indent
            and line.found is None
            and line.number == start
            and is_whole
            and has_figures(line.text)
        ):
            return self.figures(key, line.margin)
        if line.indent > indent:
            if not self.shape.has_keys_below(indent):
                return self.text_below(line, key, indent, depth)
            if _SINGLE.search(name):  # the line is set in too far, or the one above it not far enough
                return self.values.text(nothing, key)
            if depth < MAX_DEPTH:
                entries: dict[str, Entry] = {}
                self.entries(entries, indent, depth + 1)
                return self.values.section(entries, self.lines.between(start, self.lines.at), key)
            message = _("this is nested more than {limit} deep; it is read as text").format(limit=MAX_DEPTH)
            self.notes.fault("too-deep", message, line.text.at(self.source))
            return self.text_below(line, key, indent, depth)
        is_key = line.found and not is_case(line.text, line.found)
        if is_key or apart(line.text) or is_crumb(line) or self.shape.is_heading(line):
            return self.values.text(nothing, key)
        return self.text_below(line, key, indent, depth)

    def text_below(self, line: Line, key: Place | None, indent: int, depth: int) -> Entry:
        """Text that begins on the line below its key."""
        self.lines.take()
        if (
            not line.found
            and line.text.folded[:1] in {'"', "'", "[", "{", "("}
            and (line.margin > indent or line.text.folded[:2] == "[[")
        ):
            return self.value(line.text, key, indent, depth)
        return self.plain(without_comment(line.text), key, indent, depth, block=True)

    def items(self, key: Place | None, least: int, depth: int) -> Entry:
        """The items of a list, one a line, each behind its dash; those of mappings are one section."""
        start, found = self.lines.at, []
        while (line := self.lines.peek()) and line.is_item and line.margin >= least and not self.heading(line, depth):
            self.lines.take()
            found.append(self.item(line, depth + 1))
        whole = self.lines.between(start, self.lines.at)
        if all(isinstance(one, Answer) and _DERIVATIVE.match(one.text) for one in found):  # bullets, and no minus
            return self.values.text(joined([one.whole.stretch for one in found], ["\n"] * (len(found) - 1)), key)
        if not all(isinstance(one, Section) for one in found):
            return self.values.text(whole, key, tuple(one.whole for one in found))
        entries: dict[str, Entry] = {}
        for one in found:
            for name, entry in one.items() if isinstance(one, Section) else ():
                self.values.put(entries, name, entry, entry.key or entry.place)
        return self.values.section(entries, whole, key)

    def figures(self, key: Place | None, margin: int) -> Entry:
        """The rows of a matrix below its name, though they are not set in."""
        parts: list[Stretch] = []
        while self.lines.at < len(self.lines.all) and sum(len(part.raw) + 1 for part in parts) < MAX_ROWS:
            line = self.lines.all[self.lines.at]
            if line.margin != margin or line.is_nothing or line.found or not has_figures(line.text):
                break
            parts.append(line.text)
            self.lines.take()
        return self.values.entry(joined(parts, ["\n"] * (len(parts) - 1)), key)

    def item(self, line: Line, depth: int) -> Entry:
        """What stands behind a dash: a value, or a list again, which may go on below it."""
        inner = line.behind_dash()
        if not inner.is_item or depth >= MAX_DEPTH:
            return self.value(inner.text, None, line.margin, depth)
        found = [self.item(inner, depth + 1)]
        while (below := self.lines.peek()) and below.is_item and below.margin > line.margin:
            self.lines.take()
            found.append(self.item(below, depth + 1))
        return self.values.text(inner.text, None, tuple(one.whole for one in found))


def _is_colon(text: Stretch) -> bool:
    """Whether YAML would see a key here."""
    return ":" in text.folded and (found := keyed(text)) is not None and found.yaml
