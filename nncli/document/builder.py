"""Events made into plain data, one by one, with every limit checked before anything deep is built.

What is built is strings, numerals, booleans, nothing, lists and mappings; no tag is obeyed and no code is run.
"""

import re
from collections.abc import Iterator
from typing import NoReturn

import yaml

from nncli.document.events import PureLoader, events, span_of
from nncli.document.findings import Findings
from nncli.document.lines import Source, shorten, split_lines
from nncli.document.nodes import Data, Frame, Node, Span
from nncli.document.scalars import ScalarError, plain
from nncli.document.strict import (
    check_characters,
    check_escapes,
    check_lone_key,
    check_lone_text,
    checked_key,
    is_surrogate_in,
)
from nncli.document.stumble import Stumble
from nncli.document.syntax import explain, tag_fault
from nncli.words import _

MAX_DEPTH = 32
MAX_VALUES = 100_000
MAX_ALIASES = 32
MAX_REPEATED = 10_000  # values that stand in the data once more because of aliases

_NO_CHARACTER = re.compile(r"\\U(?!000|0010)[0-9a-fA-F]{8}|\\(?:U0000|u)[dD][89a-fA-F][0-9a-fA-F]{2}")


def build(source: Source, text: str, *, fragment: bool = False) -> Node | None:
    """The data of `text` with the place of each value; None where it holds nothing.

    A `fragment` is a value on its own, and may well be a bare text with a full-width colon in it.
    Raises InputError with all that is wrong, up to the first fault that ends the reading.
    """
    return _Builder(source, text, fragment).run()


class _Builder:
    def __init__(self, source: Source, text: str, fragment: bool) -> None:
        self.source, self.text, self.fragment = source, text, fragment
        self.findings = Findings(source)
        self.stack: list[Frame] = []
        self.anchors: dict[str, Node | None] = {}  # None while the value of the anchor is still open
        self.root: Node | None = None
        self.documents = self.values = self.aliases = self.repeated = 0
        self.read = 0  # how far the events have come, in characters
        self.bare_root = False
        self.quoted: tuple[int, int] | None = None  # the lines of the last value in quotes

    def run(self) -> Node | None:
        check_characters(self.text, self.findings)
        for event in self.events():
            self.take(event)
            self.read = event.end_mark.index if event.end_mark else self.read
        if self.bare_root and not self.fragment:
            check_lone_text(self.root, self.findings)
        self.findings.settle()
        return self.root

    def events(self) -> Iterator[yaml.Event]:
        try:
            yield from events(self.text)
        except (yaml.YAMLError, ValueError) as error:
            self.stumble(error)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.findings.stop(
                    "many-documents",
                    _("a second document begins here; one file holds one"),
                    span_of(event, self.source),
                )

    def scalar(self, event: yaml.ScalarEvent) -> None:
        span, text, bare = span_of(event, self.source), event.value, not event.style
        self.enter(event, span)
        if event.style in ("'", '"') and event.start_mark and event.end_mark:
            self.quoted = (event.start_mark.line, event.end_mark.line)
            if is_surrogate_in(text):
                self.impossible_character()
            check_escapes(text, span, self.findings)
        frame = self.stack[-1] if self.stack else None
        if frame and frame.wants_key:
            frame.take_key(checked_key(frame, text, bare, span, self.findings), span)
            node = Node(text, span)
        else:
            node = Node(self.plain(text, span) if bare else text, span)
            if frame and bare and not text:
                check_lone_key(frame, span, self.findings)
            if frame:
                frame.take(node)
            elif text or not bare or self.fragment:
                self.root, self.bare_root = node, bare
        if event.anchor:
            self.anchors[event.anchor] = node

    def plain(self, text: str, span: Span) -> Data:
        try:
            return plain(text)
        except ScalarError as fault:
            self.findings.report(fault.code, fault.message, span, fault.help)
            return None

    def alias(self, event: yaml.AliasEvent) -> None:
        span, name = span_of(event, self.source), event.anchor or ""
        self.enter(event, span)
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self.findings.stop(
                "too-many-aliases", _("there are more than {limit} aliases").format(limit=MAX_ALIASES), span
            )
        known = self.anchors.get(name)
        node = Node(None, span)
        if known:
            node = Node(known.data, span, known.children, size=known.size, height=known.height)
            self.repeated += known.size
            if self.repeated > MAX_REPEATED:
                message = _("the aliases repeat more than {limit} values")
                self.findings.stop("too-many-aliases", message.format(limit=MAX_REPEATED), span)
            self.check_depth(len(self.stack) + known.height, span)
        elif name in self.anchors:
            message = _("'*{name}' stands inside the value that it repeats")
            self.findings.report("recursive-alias", message.format(name=shorten(name)), span)
        else:
            self.findings.report("unknown-alias", _("no '&{name}' stands above this").format(name=shorten(name)), span)
        if not self.stack:
            self.root = node
        elif self.stack[-1].wants_key:
            self.findings.report("bad-key", _("an alias cannot be a key"), span, _("write the key out"))
            self.stack[-1].take_key(None, span)
        else:
            self.stack[-1].take(node)

    def open(self, event: yaml.CollectionStartEvent) -> None:
        span = span_of(event, self.source)
        self.enter(event, span)
        self.check_depth(len(self.stack) + 1, span)
        is_key = bool(self.stack) and self.stack[-1].wants_key
        if is_key and not any(frame.is_key for frame in self.stack):
            self.findings.report("bad-key", _("a list or a mapping cannot be a key"), span, _("write the key as text"))
        if event.anchor:
            self.anchors[event.anchor] = None
        data: Data = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(Frame(Node(data, span, height=1), bool(event.flow_style), event.anchor, is_key))

    def close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self.stack.pop()
        if frame.flow:
            frame.reach(span_of(event, self.source))
        if frame.anchor:
            self.anchors[frame.anchor] = frame.node
        if not self.stack:
            self.root = frame.node
        elif frame.is_key:
            self.stack[-1].take_key(None, frame.node.span)
        else:
            self.stack[-1].take(frame.node)

    def enter(self, event: yaml.NodeEvent, span: Span) -> None:
        """Count one more value; no value may carry a tag."""
        self.values += 1
        if self.values > MAX_VALUES:
            self.findings.stop(
                "too-many-values", _("there are more than {limit} values").format(limit=MAX_VALUES), span
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag and event.start_mark:
            self.findings.add(tag_fault(self.source, event.start_mark.line, event.start_mark.column))

    def check_depth(self, depth: int, span: Span) -> None:
        if depth > MAX_DEPTH:
            self.findings.stop("too-deep", _("this is nested more than {limit} deep").format(limit=MAX_DEPTH), span)

    def too_deep(self) -> None:
        """End the reading where the nesting is too deep: libyaml looks ahead, and gives up before it says where."""
        depth = 0
        for event in yaml.parse(self.text, Loader=PureLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            self.check_depth(depth, span_of(event, self.source))

    def impossible_character(self) -> NoReturn:
        """End the reading at an escape such as "\\ud800", which libyaml refuses and the pure parser does not."""
        found = _NO_CHARACTER.search(self.text, self.read)
        before = split_lines(self.text[: found.start() if found else self.read] + " ")
        at = len(before) - 1, len(before[-1]) - 1
        problem = "escape" if found else "directive"
        self.findings.end(explain(Stumble(self.source, problem, at, at)))

    def stumble(self, error: yaml.YAMLError | ValueError) -> NoReturn:
        """End the reading where the parser gave up."""
        if not isinstance(error, yaml.MarkedYAMLError):  # the pure parser on "\U00110000" or on %YAML 1.(5000 digits)
            self.impossible_character()
        if "nesting depth" in (error.problem or ""):
            self.too_deep()
        mark = error.problem_mark or error.context_mark
        at = (mark.line, mark.column) if mark else (0, 0)
        near = (error.context_mark.line, error.context_mark.column) if error.context_mark else at
        spans = (frame.node.span for frame in reversed(self.stack) if frame.flow)
        opened = ((s.line, s.column) for s in spans if self.source.line(s.line)[s.column : s.column + 1] in ("[", "{"))
        problem = f"{error.context or ''}: {error.problem or ''}"
        self.findings.end(explain(Stumble(self.source, problem, at, near, next(opened, None), self.quoted)))
