"""The picture of a trace: what a terminal shows, drawn as SVG by Rich itself."""

import html
import io
import re

from rich.console import Console
from rich.text import Text

SHOWN = ("trace", "lecture", "--only", "forward", "--only", "backward")
WIDTH = 80
FONTS = "ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace"  # those that are there
_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)  # a picture that asks for nothing from elsewhere
_TEXT = re.compile(r"<text [^>]*>(.*?)</text>")


def picture(output: str) -> str:
    """The SVG of a terminal's output, its colours kept."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ nncli {' '.join(SHOWN)}\n{output.rstrip()}"))
    svg = console.export_svg(title="nncli", unique_id="trace")
    plain = _FONT.sub("", svg).replace("Fira Code, monospace", FONTS)
    return "\n".join(line.rstrip() for line in plain.splitlines()) + "\n"


def words(svg: str) -> list[str]:
    """What stands in a picture; releases of Rich differ in how they draw it."""
    return [line for text in _TEXT.findall(svg) if (line := html.unescape(text).replace("\xa0", " ").rstrip())]
