"""What a drawing is made of: boxes, lines and words, each at its place, and no word on how they are shown.

Places are cells of a terminal, from the upper left corner; a picture in another form has so many points for a cell.
"""

from dataclasses import dataclass, replace

from rich.cells import cell_len

Point = tuple[int, int]  # column, row


@dataclass(frozen=True, slots=True)
class Box:
    """A frame; its corners are among its cells."""

    x: int
    y: int
    width: int
    height: int

    def moved(self, across: int, down: int) -> "Box":
        """The same frame elsewhere."""
        return replace(self, x=self.x + across, y=self.y + down)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line across or down. Lines of one `net` join where they meet; others pass below each other."""

    start: Point
    end: Point
    net: str
    arrow: bool = False  # at its end

    def moved(self, across: int, down: int) -> "Line":
        """The same line elsewhere."""
        (x, y), (u, v) = self.start, self.end
        return replace(self, start=(x + across, y + down), end=(u + across, v + down))


@dataclass(frozen=True, slots=True)
class Label:
    """Words in one row; a Chinese sign takes two cells."""

    x: int
    y: int
    text: str

    @property
    def width(self) -> int:
        """In cells."""
        return cell_len(self.text)

    def moved(self, across: int, down: int) -> "Label":
        """The same words elsewhere."""
        return replace(self, x=self.x + across, y=self.y + down)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that stands on a drawing."""

    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def width(self) -> int:
        """Columns that it takes."""
        ends = [box.x + box.width for box in self.boxes]
        ends += [max(line.start[0], line.end[0]) + 1 for line in self.lines]
        return max([*ends, *(label.x + label.width for label in self.labels)], default=0)

    @property
    def height(self) -> int:
        """Rows that it takes."""
        ends = [box.y + box.height for box in self.boxes]
        ends += [max(line.start[1], line.end[1]) + 1 for line in self.lines]
        return max([*ends, *(label.y + 1 for label in self.labels)], default=0)

    def moved(self, across: int, down: int) -> "Drawing":
        """The same drawing elsewhere."""
        return Drawing(
            tuple(box.moved(across, down) for box in self.boxes),
            tuple(line.moved(across, down) for line in self.lines),
            tuple(label.moved(across, down) for label in self.labels),
        )

    def __add__(self, other: "Drawing") -> "Drawing":
        return Drawing(self.boxes + other.boxes, self.lines + other.lines, self.labels + other.labels)
