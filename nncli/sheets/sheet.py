"""Answer sheets: what a student handed in, as answers by problem and key, each with its place.

The reading is kind, and safe with anything: nothing of a sheet is executed, no tag obeyed, no alias followed; size,
depth, number and length are bounded. What cannot be read is told, and costs no more than its own lines.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from nncli.document.lines import Source, split_lines
from nncli.document.reader import MAX_BYTES, read_bytes
from nncli.errors import Diagnostic, InputError, Place
from nncli.sheets.foreign import foreign
from nncli.sheets.headings import Headings
from nncli.sheets.lines import MAX_LINE, MAX_LINES, Lines
from nncli.sheets.parts import Answer, Entry, Section, Stretch, joined
from nncli.sheets.quotes import bracket_end
from nncli.sheets.sections import ANSWER, SheetReader, arranged
from nncli.sheets.text import decoded
from nncli.sheets.values import MAX_VALUES, Notes, TooManyError, Values
from nncli.words import _

__all__ = ["ANSWER", "Answer", "Entry", "Section", "Sheet", "read_sheet", "read_sheet_file"]

MAX_JSON = 50_000
_ASSIGNED = re.compile(r"\A\s*[A-Za-z_]\w*\s*=\s*(?=\{)")  # answers = {…}, of a program
MAX_FOREIGN = 50_000_000  # a photograph is told as one, and not as a sheet that is too large


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read of one sheet. `faults` tell what was not read, `remarks` what was read in another way."""

    file: str
    header: Mapping[str, Answer]  # assignment, student, name, id, language; whatever else stands above the problems
    sections: Mapping[str, Section]  # by the id of the problem; one that is no problem by its name
    faults: tuple[Diagnostic, ...] = ()
    remarks: tuple[Diagnostic, ...] = ()
    lost: tuple[tuple[int, str], ...] = ()  # the lines without a key, or parts of them, each with its number

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Faults and remarks in the order of the lines."""
        return tuple(sorted((*self.faults, *self.remarks), key=lambda d: (d.place and d.place.line) or 0))


def read_sheet(data: bytes, file: str, problems: Collection[str], parts: Collection[str] = ()) -> Sheet:
    """What the sheet `data` holds; it never raises, whatever that is.

    `problems` are the ids of the assignment's problems, as a mapping with their titles, and `parts` keys inside them: a
    word that is both begins a problem only at the margin.
    """
    notes = Notes()
    if len(data) > MAX_BYTES:
        notes.fault("too-large", _("{file} is larger than 1 MiB, and was not read").format(file=file), Place(file))
        return _sheet(file, {}, {}, notes)
    text = _ASSIGNED.sub(lambda found: " " * len(found[0]), decoded(data, file, notes), count=1)
    source = Source(file, split_lines(text))
    if text.lstrip().startswith("{") and (found := _read_json(source, notes, Headings(problems, parts))):
        return found
    source = _bounded(source, notes)
    values = Values(source, notes, json=text.lstrip().startswith("{"))
    reader = SheetReader(Lines(source), values, problems, parts)
    try:
        reader.read()
    except TooManyError:
        notes.fault(
            "too-many-values", _("the file holds more values than any sheet; the others are not read"), Place(file)
        )
    return _sheet(file, *reader.result(), notes)


def read_sheet_file(
    path: Path, problems: Collection[str], parts: Collection[str] = (), *, name: str | None = None
) -> Sheet:
    """The sheet in the file at `path`, which messages call `name`.

    Raises InputError only where the file itself cannot be read, is no text or empty, or is larger than 1 MiB.
    """
    file = str(path) if name is None else name
    data = read_bytes(path, file, MAX_FOREIGN)
    if kind := foreign(data):
        message = _("{file} is {kind}, and no answer sheet").format(file=file, kind=kind)
        help = _("write the answers into a text file: 'nncli homework sheet' makes a blank one")
        raise InputError(Diagnostic("foreign-file", message, Place(file), help))
    if len(data) > MAX_BYTES:
        read_bytes(path, file)  # which says how large a sheet may be
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise InputError(Diagnostic("empty-file", _("{file} is empty").format(file=file), Place(file)))
    return read_sheet(data, file, problems, parts)


def _bounded(source: Source, notes: Notes) -> Source:
    """Without the lines that are too many or too long."""
    lines = source.lines
    if len(lines) > MAX_LINES:
        message = _("the file has more than {limit} lines; the others are not read").format(limit=MAX_LINES)
        notes.fault("too-many-lines", message, source.at(MAX_LINES, 0))
    for number, line in enumerate(lines[:MAX_LINES]):
        if len(line) > MAX_LINE:
            message = _("this line has {n} characters, and was not read").format(n=len(line))
            notes.fault("too-long", message, Place(source.file, number + 1, 1, 1, line[:80] + "…"))
    return Source(source.file, tuple("" if len(line) > MAX_LINE else line for line in lines[:MAX_LINES]))


def _read_json(source: Source, notes: Notes, headings: Headings) -> Sheet | None:
    """The sheet, if all of it is one `{…}`, as in JSON; else None, and it is read line by line."""
    if sum(map(len, source.lines)) > MAX_JSON or sum(line.count(",") for line in source.lines) > MAX_VALUES:
        return None
    parts = [Stretch.of(line, ((0, number, 0),)).strip() for number, line in enumerate(source.lines)]
    parts = [part for part in parts if part.raw]
    text = joined(parts, [" "] * (len(parts) - 1))
    tried = Notes()
    values = Values(source, tried, json=True)
    try:
        root = values.brackets(text, None, 0) if bracket_end(text) == len(text.raw) else None
    except TooManyError:
        root = None
    if not isinstance(root, Section):
        message = _("this is not quite JSON; it is read line by line")
        notes.remark("json", message, parts[0].at(source, 0, 1))
        return None
    header, sections = arranged(root, values, headings)  # it may have remarks of its own
    notes.faults += tried.faults
    notes.remarks += tried.remarks
    return _sheet(source.file, header, sections, notes)


def _sheet(file: str, header: dict[str, Answer], sections: dict[str, Section], notes: Notes) -> Sheet:
    told = tuple(notes.faults), tuple(notes.remarks), tuple(notes.lost)
    return Sheet(file, MappingProxyType(header), MappingProxyType(sections), *told)
