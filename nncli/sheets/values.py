"""What stands behind a key, be it on one line or joined from several: quoted text, `[…]`, `{…}`, or just text.

A bracket makes a list or a mapping only where all of it fits; else it is text, for a formula may begin with one.
"""

import re
from types import MappingProxyType

from nncli.document.lines import Source, shorten
from nncli.errors import Diagnostic, Place
from nncli.sheets.keys import Keyed, has_figures, is_name, keyed, pairs
from nncli.sheets.parts import Answer, Entry, Section, Stretch
from nncli.sheets.quotes import MAX_DEPTH, TOO_DEEP, bracket_end, split, unquoted
from nncli.words import _

MAX_TEXT = 20_000
MAX_VALUES = 5_000
MAX_NOTES = 50

_FIGURE = r"(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?%?|[-+]?\d+/\d+|\?+)"
_FIGURES = re.compile(rf"{_FIGURE}(?:[\s,;]+{_FIGURE})+[\s,;]*")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_TAG = re.compile(r"!(?:[\w!:/.<-]|$)\S*(?=\s|$)|[&*][A-Za-z]\w*(?=\s+\S|$)")


class TooManyError(Exception):
    """The sheet holds more than anyone answers; what was read before this stands."""


class Notes:
    """What is told about a sheet: `faults`, where something could not be read, and `remarks` on what was."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self.remarks: list[Diagnostic] = []
        self.lost: list[tuple[int, str]] = []  # lines, or parts of them, that were not read, each with its number

    def fault(self, code: str, message: str, place: Place | None, help: str | None = None) -> None:
        """One more thing that could not be read; after the 50th nothing is told."""
        if len(self.faults) == MAX_NOTES - 1:
            code, message, help = "too-many-faults", _("there may be more faults; they are not told"), None
        if len(self.faults) < MAX_NOTES:
            self.faults.append(Diagnostic(code, message, place, help))

    def remark(self, code: str, message: str, place: Place | None, help: str | None = None) -> None:
        """One more remark on what was read; after the 50th nothing is told."""
        if len(self.remarks) < MAX_NOTES:
            self.remarks.append(Diagnostic(code, message, place, help))


class Values:
    """Makes the answers of one sheet."""

    def __init__(self, source: Source, notes: Notes, *, json: bool = False) -> None:
        self.source, self.notes, self.json = source, notes, json
        self.count = 0

    def entry(self, text: Stretch, key: Place | None = None, depth: int = 0) -> Entry:
        """What `text`, the whole of a value, says."""
        text = text.strip()
        inner = unquoted(text, json=self.json)
        if inner is not None:
            return self.text(inner, key)
        if text.folded[:1] in {"[", "{", "("} and (found := self.brackets(text, key, depth)) is not None:
            return found
        return self.text(text, key, self.rows(text))

    def text(self, text: Stretch, key: Place | None = None, items: tuple[Answer, ...] | None = None) -> Answer:
        """One answer, no longer than anyone writes. Raises TooManyError."""
        self.counted(1)
        if len(text.raw) > MAX_TEXT:
            message = _("this answer has {n} characters; only the first {limit} are read")
            self.notes.fault("too-long", message.format(n=len(text.raw), limit=MAX_TEXT), text.at(self.source, 0, 1))
            text = text.cut(0, MAX_TEXT)
        if tag := _TAG.match(text.folded[:200]):
            message = _("'{sign}' is read as text: tags and aliases mean nothing here").format(sign=shorten(tag[0]))
            self.notes.remark("tag", message, text.at(self.source, 0, tag.end()))
        return Answer.of(self.source, text, key, items)

    def counted(self, values: int) -> None:
        """Count values. Raises TooManyError where no sheet holds so many."""
        self.count += values
        if self.count > MAX_VALUES:
            raise TooManyError

    def brackets(self, text: Stretch, key: Place | None, depth: int) -> Entry | None:
        """The list or the mapping that `text` is; None where it is neither."""
        end = bracket_end(text) if depth < MAX_DEPTH else TOO_DEEP
        if end == TOO_DEEP:
            message = _("this is nested more than {limit} deep; it is read as text").format(limit=MAX_DEPTH)
            self.notes.fault("too-deep", message, text.at(self.source, 0, 1))
        behind = text.cut(end).folded.strip(" \t,;") if end > 0 else ""
        if end < 0 or behind.strip("]})"):
            return None
        inner = text.cut(1, end - 1 if end else None)
        found = {"[": self.sequence, "{": self.mapping, "(": self.vector}[text.folded[0]](text, inner, key, depth)
        if found is None or (end and not behind):
            return found
        if not _is_sure(found):
            return None
        message = _("more brackets are closed here than are opened") if end else _("this bracket is never closed")
        place = text.at(self.source, end, 1) if end else text.at(self.source, 0, 1)
        self.notes.fault("bracket", message, place, _("it is read as if the brackets were right"))
        return found

    def sequence(self, text: Stretch, inner: Stretch, key: Place | None, depth: int) -> Entry | None:
        """`[1, 2]`, `[[1, 2], [3, 4]]`, `[1 2; 3 4]`; a list of mappings is one section."""
        parts = [inner.cut(*span).strip() for span in split(inner, ",")] if inner.folded.strip() else []
        keys = [keyed(part) for part in parts]
        if parts and all(k.yaml if k else part.folded[:1] == "{" for k, part in zip(keys, parts, strict=True)):
            return self.merged(text, list(zip(parts, keys, strict=True)), key, depth)
        if (len(parts) == 1 or ";" in inner.folded) and (rows := self.rows(inner.strip())):
            return self.text(text, key, rows)
        items = [self.entry(part, None, depth + 1) for part in parts]
        answers = tuple(item for item in items if isinstance(item, Answer))
        return self.text(text, key, answers) if len(answers) == len(items) else None

    def vector(self, text: Stretch, inner: Stretch, key: Place | None, depth: int) -> Entry | None:
        """`(0.1, 0.2)`: only where all of it is numbers, for round brackets belong to formulas."""
        parts = [inner.cut(*span).strip() for span in split(inner, ",")]
        if len(parts) < 2 or not all(has_figures(part) for part in parts):
            return None
        return self.text(text, key, tuple(self.text(part) for part in parts))

    def mapping(self, text: Stretch, inner: Stretch, key: Place | None, depth: int) -> Entry | None:
        """`{p: softmax(x), q: 0.3}`; a part without a key belongs to the text before it."""
        spans: list[tuple[int, int]] = []
        for start, end in split(inner, ",;"):
            part = inner.cut(start, end).strip()
            if not part.raw:
                continue
            if keyed(part):
                spans.append((start, end))
            elif spans:
                spans[-1] = (spans[-1][0], end)
            else:
                return None
        parts = [inner.cut(*span).strip() for span in spans]
        found = [(part, one) for part in parts for one in (list[Keyed | None](pairs(part)) or [keyed(part)])]
        # JSON with a comma too few is better read line by line.
        if any(one is None or ('"' in one.value.raw and not _is_clean(one.value)) for _part, one in found):
            return None
        return self.merged(text, found, key, depth)

    def merged(
        self, text: Stretch, parts: list[tuple[Stretch, Keyed | None]], key: Place | None, depth: int
    ) -> Section | None:
        """One section of keys with their values, and of mappings."""
        entries: dict[str, Entry] = {}
        for part, one in parts:
            if one:
                place = one.place(self.source)
                entry = self.entry(one.value, place, depth + 1)
                is_text = isinstance(entry, Answer) and entry.items is None
                if self.json and is_text and one.value.folded[:1] in {"[", "{"}:
                    return None  # there is a fault in these brackets, and others may close them
                self.put(entries, one.name, entry, place)
            elif isinstance(section := self.brackets(part, None, depth + 1), Section):
                for name, entry in section.items():
                    self.put(entries, name, entry, entry.key or entry.place)
            else:
                return None
        return self.section(entries, text, key)

    def section(self, entries: dict[str, Entry], whole: Stretch, key: Place | None) -> Section:
        """The section of these entries."""
        answer = Answer.of(self.source, whole, key)
        return Section(MappingProxyType(entries), answer.place, key, answer)

    def put(self, entries: dict[str, Entry], name: str, entry: Entry, key: Place) -> None:
        """One more answer of a section. Of two with the same key the later counts, unless it is blank."""
        known = entries.get(name)
        if isinstance(known, Section) and isinstance(entry, Section):
            together = dict(known)
            for inner, more in entry.items():
                self.put(together, inner, more, more.key or more.place)
            entries[name] = Section(MappingProxyType(together), known.place, known.key, known.whole)
            return
        kept = known if known and entry.blank else entry
        entries[name] = kept
        if known and not known.blank:
            message = _("'{key}' is given twice, on line {first} and on line {second}; line {kept} counts")
            first, second = (known.key or known.place).line, key.line
            numbers = {"first": first, "second": second, "kept": first if kept is known else second}
            self.notes.remark("duplicate-key", message.format(key=shorten(name), **numbers), key)

    def rows(self, text: Stretch) -> tuple[Answer, ...] | None:
        """The numbers of a vector or matrix without brackets or commas: `0.1 0.2`, or rows below each other."""
        if not _FIGURES.fullmatch(text.folded) or _THOUSANDS.fullmatch(text.folded) or len(text.raw) > MAX_TEXT:
            return None
        lines = [text.cut(*found.span()).strip() for found in re.finditer(r"[^;\n]+", text.folded)]
        rows = [[line.cut(*found.span()) for found in re.finditer(r"[^\s,]+", line.folded)] for line in lines]
        self.counted(sum(map(len, rows)))
        answers = [tuple(Answer.of(self.source, number) for number in row) for row in rows]
        if len(rows) == 1 or all(len(row) == 1 for row in rows):
            return tuple(answer for row in answers for answer in row)
        return tuple(Answer.of(self.source, line, None, row) for line, row in zip(lines, answers, strict=True))


def _is_clean(value: Stretch) -> bool:
    """Whether the quotes in a value are around all of it, or in its brackets."""
    return unquoted(value) is not None or (value.folded[:1] in {"[", "{"} and bracket_end(value) == len(value.raw))


def _is_sure(found: Entry) -> bool:
    """Whether a bracket that is not closed is meant as one all the same: it holds numbers, or keys that are names."""
    if isinstance(found, Section):
        return len(found) > 0 and all(is_name(name) for name in found)
    items = found.items or ()
    return len(items) > 0 and all(_is_sure(item) if item.items else has_figures(item.stretch) for item in items)
