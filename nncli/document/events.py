"""PyYAML's events, and where each of them stands. Nothing else is taken from PyYAML.

Its composer recurses, and libyaml's ends the process on a deeply nested file; its constructors are not for strangers.
"""

import re
from collections.abc import Iterator

import yaml

from nncli.document.lines import Source
from nncli.document.nodes import Span

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class PureLoader(yaml.SafeLoader):
    """PyYAML's own parser, where the C extension is missing; like libyaml it lets tabs stand between values."""

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line ends."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()


LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", PureLoader)


def events(text: str) -> Iterator[yaml.Event]:
    """The events of `text`, one by one as they are read. Raises what PyYAML raises."""
    return yaml.parse(text, Loader=LOADER)


def span_of(event: yaml.Event, source: Source) -> Span:
    """Where a value stands: to its end, or to the end of its first line; of an open block, only where it begins."""
    start, end = event.start_mark, event.end_mark
    assert start is not None and end is not None  # both parsers mark every event
    line, column = start.line, start.column
    if isinstance(event, yaml.NodeEvent) and event.anchor:
        column = source.behind_properties(line, column)
    if isinstance(event, yaml.CollectionStartEvent):
        return Span(line, column, 1 if event.flow_style else 0)
    if end.line == line:
        return Span(line, column, end.column - column)
    text = source.line(line)
    header = _BLOCK_HEADER.match(text, column)
    return Span(line, column, (header.end() if header else len(text.rstrip())) - column)
