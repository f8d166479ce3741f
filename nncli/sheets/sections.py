"""Reads a whole sheet line by line: who wrote it, and one section for each problem.

The headings are found by the names of the problems, however they are set in, dressed up or slightly misspelt.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from nncli.document.lines import shorten
from nncli.errors import Place
from nncli.sheets.blocks import Blocks
from nncli.sheets.headings import Headings, is_one_off
from nncli.sheets.keys import (
    MAX_KEY,
    Keyed,
    apart,
    has_figures,
    inner_keys,
    is_block,
    is_name,
    keyed,
    title,
    without_comment,
)
from nncli.sheets.lines import Line, Lines
from nncli.sheets.numbered import numbered
from nncli.sheets.parts import Answer, Entry, Section, fold_name
from nncli.sheets.shape import is_crumb
from nncli.sheets.statements import statements
from nncli.sheets.values import Values
from nncli.words import _

ANSWER = "answer"  # the key of what stands below a problem without a key of its own

_HEADER = {
    **{word: word for word in ("assignment", "student", "name", "id", "language", "class", "course", "date", "email")},
    **{"homework": "assignment", "作业": "assignment", "学生": "student", "姓名": "name", "名字": "name", "学号": "id"},
    **{
        "student-id": "id",
        "student-name": "name",
        "lang": "language",
        "语言": "language",
        "班级": "class",
        "班": "class",
    },
    **{"课程": "course", "日期": "date", "邮箱": "email", "e-mail": "email"},
}
# Keys whose value may stand on the next line; what else is a part of a problem has keys of its own.
_NO_PARTS = frozenset(("answer", "let", "stable", "discussion", "overflows", "underflows"))
WORDS_OF_HEADER = frozenset(_HEADER.values())


@dataclass
class _Problem:
    """A section that is being read."""

    key: Place
    begin: int  # the first line below its key
    end: int
    entries: dict[str, Entry] = field(default_factory=dict)
    parts: dict[str, dict[str, Entry]] = field(default_factory=dict)  # below a bare name of a part, not set in
    part: str = ""
    flat: bool = False  # a bare heading with nothing set in below it: its answers stand at the margin


class SheetReader:
    """Reads the lines; what was read so far stands, should the reading break off."""

    def __init__(self, lines: Lines, values: Values, problems: Collection[str], parts: Collection[str]) -> None:
        self.lines, self.values, self.notes, self.source = lines, values, values.notes, values.source
        self.blocks = Blocks(lines, values, self.heading)
        self.headings = Headings(problems, parts)
        self.ids = {title(problem): problem for problem in problems}
        self.parts = {title(part) for part in parts}
        self.named = {line.number: name for line in lines.all if (name := self.name(line))}
        self.uncomment()
        for line, name in numbered(lines.all, list(self.ids.values())) if not self.named else ():
            self.tell_guess(lines.all[line.number].text.raw[:MAX_KEY], name, line)
            self.lines.all[line.number], self.named[line.number] = line, name
        self.margin = min((lines.all[number].margin for number in self.named), default=0)
        self.guess()
        self.at_margin = {name for number, name in self.named.items() if lines.all[number].margin == self.margin}
        self.header: dict[str, Entry] = {}
        self.problems: dict[str, _Problem] = {}
        self.current = ""
        self.titled = False

    def name(self, line: Line) -> str | None:
        """The problem whose id stands where a key would, or alone on the line."""
        if line.is_nothing:
            return None
        value = line.found.value.folded if line.found else ""
        if line.bullet and value[:1] not in "{[" and any(sign.isdigit() for sign in value):
            return None  # `- overflow: 709.78` is an item below a heading
        text = line.found.key if line.found else without_comment(line.text)
        return self.headings.sure(text.raw) if len(text.raw) <= MAX_KEY else None

    def guess(self) -> None:
        """Find the headings at the margin that are no name of a problem, but can mean one that has no other."""
        missing = set(self.ids.values()) - set(self.named.values())
        for line in self.lines.all if missing else ():
            known = line.number in {*self.named, *self.lines.rows}
            if line.is_nothing or known or line.margin > self.margin or _is_json(line):
                continue
            found, text = line.found, without_comment(line.found.key if line.found else line.text).raw
            if found and (title(text) in _HEADER or (has_figures(found.value) and not found.opens_block)):
                continue
            if name := self.headings.guessed(text, missing):
                self.named[line.number] = name
                self.tell_guess(text, name, line)

    def tell_guess(self, text: str, name: str, line: Line) -> None:
        """Say how a heading was read."""
        message = _("'{key}' is read as '{problem}'").format(key=shorten(text), problem=name)
        self.notes.remark("misspelt", message, (line.found.key if line.found else line.text).at(self.source))

    def uncomment(self) -> None:
        """Make headings of what looks like comments: `## relu-update`, where the problem has no other heading."""
        present = set(self.named.values())
        missing = set(self.ids.values()) - present
        for number, line in enumerate(self.lines.all):
            if line.text.folded[:1] == "#" and len(line.text.raw) <= MAX_KEY:
                bare = line.text.raw.lstrip("# ")
                name = self.headings.exact.get(title(line.text.raw)) or self.headings.sure(bare)
                if name is None and line.margin == 0 and line.text.raw.startswith("##"):
                    name = self.headings.guessed(bare, missing - set(self.named.values()))
                    if name:
                        self.tell_guess(bare, name, line)
                if name and name not in present:
                    signs = len(line.text.folded) - len(line.text.folded.lstrip("# "))
                    self.lines.all[number] = Line(number, line.margin, line.text.cut(signs))
                    self.named[number] = name

    def heading(self, line: Line, depth: int) -> str | None:
        """The problem that begins with this line, met `depth` sections deep; a heading may be set in by mistake."""
        name = self.named.get(line.number)
        if name is None or line.margin <= self.margin:
            return name
        bare = line.found is None or (line.found.opens_block and not is_block(line.found.value.folded))
        by_mistake = depth <= 1 and bare and name not in self.at_margin and name != self.current
        return name if by_mistake and title(name) not in self.parts else None

    def misspelt(self, line: Line) -> str | None:
        """The problem that this line means, if it is one letter off an id that is nowhere on the sheet."""
        text = title(line.found.key.raw if line.found else line.text.raw[:MAX_KEY])
        missing = {title: id for title, id in self.ids.items() if id not in self.named.values()}
        meant = [id for title, id in missing.items() if len(title) > 4 and is_one_off(text, title)]
        if len(meant) != 1 or text in self.parts or re.findall(r"\d", text) != re.findall(r"\d", title(meant[0])):
            return None
        self.tell_guess(text, meant[0], line)
        return meant[0]

    def read(self) -> None:
        """Read all lines. Raises TooManyError."""
        while line := self.lines.peek():
            if name := self.named.get(line.number) or self.misspelt(line):
                if line.margin > self.margin:
                    message = _("this heading is set in; '{problem}' is read as a problem of its own")
                    self.notes.remark("indented-heading", message.format(problem=name), line.text.at(self.source))
                self.problem(name, line)
            elif self.is_unknown(line):
                self.problem(fold_name(line.found.key.raw) if line.found else line.text.folded, line)
            else:
                self.loose(line)
            if self.current:
                self.problems[self.current].end = self.lines.at

    def problem(self, name: str, line: Line) -> None:
        """The heading of a problem, and what is set in below it."""
        self.lines.take()
        key = (line.found.key if line.found else line.text).at(self.source)
        here = self.problems.setdefault(name, _Problem(key, self.lines.at, self.lines.at))
        self.current, self.blocks.above, here.part = name, "", ""
        value = line.found.value if line.found else line.text.cut(len(line.text.raw))
        if self.headings.sure(without_comment(value).raw) == name:  # 第2题：softmax 的梯度
            value = value.cut(len(value.raw))
        bare = not without_comment(value).raw
        below = self.lines.peek()
        set_in = below is not None and below.indent > line.indent and not self.heading(below, 1)
        here.flat = bare and not set_in
        if bare and set_in and self.blocks.shape.has_keys_below(line.indent):
            self.blocks.entries(here.entries, line.indent, 1)
        elif (inner := keyed(bare_value := without_comment(value))) and inner.yaml and inner.is_name:
            several = inner_keys(bare_value) or [inner]
            self.direct(here.entries, self.blocks.section(several, value, key, line.indent, 0))
        elif set_in or not bare:
            self.direct(here.entries, self.blocks.value(value, key, line.indent, 1))
            self.blocks.entries(here.entries, line.indent, 1)

    def direct(self, entries: dict[str, Entry], value: Entry) -> None:
        """What stands below a problem without a key of its own."""
        if isinstance(value, Section):
            for name, entry in value.items():
                self.values.put(entries, name, entry, entry.key or entry.place)
        else:
            self.values.put(entries, ANSWER, value, value.place)

    def is_unknown(self, line: Line) -> bool:
        """Whether a line begins a section that is no problem we know."""
        here, found = self.problems.get(self.current), line.found
        is_row = line.number in self.lines.rows and (here or len(self.ids) == 1)
        if is_row or (here and (here.flat or line.margin > self.margin)):
            return False
        if found and (title(found.name) in self.parts or title(found.name) in _HEADER):
            return False
        if found and found.value.folded[:1] == "{":
            return True
        bare = without_comment(found.value).raw == "" if found else is_name(line.text.folded)
        return bare and self.blocks.shape.has_keys_below(line.indent, line.number + 1)

    def loose(self, line: Line) -> None:
        """A line that stands at the margin and begins no section: who wrote the sheet, or an answer not set in."""
        here, found = self.problems.get(self.current), line.found
        word = _HEADER.get(title(found.name)) if found else None
        is_title = not (here or found or self.header or apart(line.text) or is_crumb(line) or _is_json(line))
        if is_title and not self.titled:
            self.titled = True
            self.lines.take()
            message = _("this line is taken for a title")
            self.notes.remark("title", message, line.text.at(self.source))
        elif here is None or word:
            self.blocks.entry(line, self.header, 0, word)
        elif (part := self.part_of(line)) is not None:
            self.lines.take()
            here.part = part
            here.parts.setdefault(part, {})
        elif found or here.entries or here.part or any(isinstance(one, Keyed) for one in statements(line.body)):
            if found and not here.flat and line.margin <= self.margin:
                message = _("this line is not set in; it is read as part of '{problem}'").format(problem=self.current)
                self.notes.remark("not-indented", message, found.place(self.source))
            self.blocks.entry(line, here.parts[here.part] if here.part else here.entries, 1)
        else:
            nothing = line.text.cut(0, 0)
            self.direct(here.entries, self.blocks.below(nothing, line.text.at(self.source), line.margin - 1, 1))

    def part_of(self, line: Line) -> str | None:
        """The part that begins with this line, `softmax:` with its keys below it and not set in."""
        key = line.found.key if line.found and line.found.opens_block and not line.found.value.raw else line.body
        name = title(key.raw)
        if name not in self.parts - _NO_PARTS:
            return None
        below = next((below for below in self.lines.all[line.number + 1 :] if not below.is_nothing), None)
        return name if below is not None and below.margin <= line.margin and below.found is not None else None

    def result(self) -> tuple[dict[str, Answer], dict[str, Section]]:
        """Who wrote the sheet, and the sections: all that was read so far."""
        header = {name: entry.whole for name, entry in self.header.items()}
        sections = {}
        for name, problem in self.problems.items():
            whole = self.lines.between(problem.begin, problem.end)
            for part, entries in problem.parts.items():
                if entries:
                    self.values.put(
                        problem.entries, part, self.values.section(entries, whole, problem.key), problem.key
                    )
            sections[name] = self.values.section(problem.entries, whole, problem.key)
        loose = {name: entry for name, entry in self.header.items() if name not in _HEADER.values()}
        if not sections and len(self.ids) == 1 and loose:  # a sheet with one problem needs no heading
            header = {name: answer for name, answer in header.items() if name not in loose}
            whole = self.lines.between(0, self.lines.at)
            sections[next(iter(self.ids.values()))] = self.values.section(loose, whole, None)
        return header, sections


def arranged(root: Section, values: Values, headings: Headings) -> tuple[dict[str, Answer], dict[str, Section]]:
    """The same of a sheet that is one mapping."""
    header: dict[str, Answer] = {}
    sections: dict[str, Section] = {}
    missing = set(headings.ids) - {headings.sure(name) for name in root}
    for name, entry in root.items():
        problem = headings.sure(name)
        wraps = isinstance(entry, Section) and any(headings.sure(key) for key in entry)  # {answers: {…}}
        if not problem and not wraps and title(name) not in _HEADER and (problem := headings.guessed(name, missing)):
            message = _("'{key}' is read as '{problem}'").format(key=shorten(name), problem=problem)
            values.notes.remark("misspelt", message, entry.key)
        if isinstance(entry, Section) and not problem and wraps:
            inner = arranged(entry, values, headings)
            header.update(inner[0])
            sections.update(inner[1])
        elif isinstance(entry, Section) and title(name) not in _HEADER:
            sections[problem or name] = entry
        elif problem:
            sections[problem] = values.section({ANSWER: entry}, entry.whole.stretch, entry.key)
        else:
            header[_HEADER.get(title(name), name)] = entry.whole
    return header, sections


def _is_json(line: Line) -> bool:
    """Whether a line is JSON that does not close, or has something behind it: it is told, and no heading or title."""
    return line.found is None and line.text.folded.startswith("{")
