"""The values of a document, each with its place: what the reader builds and a `Document` looks places up in."""

from dataclasses import dataclass, field
from typing import NamedTuple

from nncli.maths.numeral import Numeral

Data = None | bool | str | Numeral | list["Data"] | dict[str, "Data"]


class Span(NamedTuple):
    """A stretch of one line; line and column count from 0."""

    line: int
    column: int
    length: int


@dataclass(slots=True)
class Node:
    """A value with its place. Never changed once the building is done, so that an alias may share it."""

    data: Data
    span: Span
    children: dict[str | int, "Node"] = field(default_factory=dict)
    key: Span | None = None  # where its key stands, for a value in a mapping
    size: int = 1  # values in it as read, itself among them
    height: int = 0  # lists and mappings on the longest way down as read, itself among them
    origin: str | None = None  # set where the value came from outside the file

    def child(self, part: str | int) -> "Node | None":
        """The value one step down; `0` finds the key '0' of a mapping too, since a path cannot tell them apart."""
        return self.children.get(str(part) if isinstance(self.data, dict) else part)


@dataclass(slots=True)
class Frame:
    """A list or a mapping that is still open."""

    node: Node
    flow: bool
    anchor: str | None
    is_key: bool  # it stands where a key should: told, then dropped
    key: str | None = None  # None while the value is to be dropped
    key_span: Span | None = None  # of a mapping: set from its key on to its value

    @property
    def wants_key(self) -> bool:
        """Whether a key comes next."""
        return self.key_span is None and isinstance(self.node.data, dict)

    def take_key(self, key: str | None, span: Span) -> None:
        """Take the key of the next value; None drops that value."""
        self.key, self.key_span = key, span
        self.reach(span)

    def take(self, node: Node) -> None:
        """Take a value into the data."""
        own = self.node
        self.reach(node.span)
        own.size += node.size
        own.height = max(own.height, node.height + 1)
        if isinstance(own.data, list):
            own.children[len(own.data)] = node
            own.data.append(node.data)
        elif isinstance(own.data, dict):
            if self.key is not None:
                node.key = self.key_span
                own.children[self.key] = node
                own.data[self.key] = node.data
            self.key = self.key_span = None

    def reach(self, part: Span) -> None:
        """Widen the node's span over a part of it, if that stands on its first line."""
        line, column, length = self.node.span
        if part.line == line:
            self.node.span = Span(line, column, max(length, part.column + part.length - column))
