"""Where a line may end: at a space, between Chinese characters, before an operator; never within a number or a name.

Rich knows spaces alone. A Chinese sentence has none, and a formula few, so it breaks them wherever the line ends.
"""

from typing import Any

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console, ConsoleOptions
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text

CLOSING = "，。；：？！、）】》”’…%,.;:?!)]}"  # what no line begins with
OPENING = "（【《“‘([{"  # what no line ends with
OPERATORS = "·/"  # without spaces around them; a line may begin with one


class Wrapped(Text):
    """Text that breaks where a person would break it."""

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """The lines; a piece that is longer than a line is cut, as there is nothing else to do."""
        if how.get("no_wrap") or self.no_wrap:
            return super().wrap(console, width, **how)
        lines = Lines()
        for line in self.split(allow_blank=True):
            parts = line.divide(breaks(line.plain, width))
            for part in parts:
                part.rstrip()
            if how.get("justify"):
                parts.justify(console, width, justify=how["justify"], overflow="fold")
            lines.extend(parts)
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From the longest piece to the longest line."""
        lines = self.plain.splitlines() or [""]
        longest = max((cell_len(piece.rstrip()) for line in lines for piece in _pieces(line)), default=0)
        return Measurement(longest, max(map(cell_len, lines)))


def breaks(text: str, width: int) -> list[int]:
    """The offsets at which a line of `width` columns ends, as late as may be."""
    found, start, used = [], 0, 0
    at = 0
    for piece in _pieces(text):
        size = cell_len(piece.rstrip())
        if used and used + size > width:
            found.append(at)
            start, used = at, 0
        if size > width:
            for n, sign in enumerate(piece):
                own = get_character_cell_size(sign)
                if used + own > width and at + n > start:
                    found.append(at + n)
                    start, used = at + n, 0
                used += own
        else:
            used += cell_len(piece)
        at += len(piece)
    return found


def _pieces(text: str) -> list[str]:
    """The text cut wherever a line may end; spaces stay with what they follow."""
    ends = [n for n in range(1, len(text)) if _may_end(text, n)]
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True) if a < b]


def _may_end(text: str, n: int) -> bool:
    """Whether a line may end before the n-th character."""
    before, after = text[n - 1], text[n]
    if before == " " or after == " ":
        return before == " " != after
    if after in OPERATORS:
        behind = text[n + 1 : n + 2]
        is_one = after == "/" and (behind == "∂" or (before.isdigit() and behind.isdigit()))  # ∂E/∂w, 3/4
        return before not in OPENING + OPERATORS and not is_one
    if before in OPENING or after in CLOSING:
        return False
    return _is_wide(before) or _is_wide(after)


def _is_wide(sign: str) -> bool:
    return get_character_cell_size(sign) == 2
