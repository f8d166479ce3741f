"""What the lines of a sheet are: keys, text that goes on, headings without a colon. Looks, and takes nothing."""

import re
from collections.abc import Callable

from nncli.sheets.keys import apart, has_figures, is_case, is_name, keyed
from nncli.sheets.lines import Line, Lines
from nncli.sheets.parts import Stretch

_CRUMBS = re.compile(r"[\[\]{},;]+")
_WORDS = re.compile(r"[^\W\d_]{2,}|[\u3400-\u9fff]")
_DISPLAYS = {"$$": "$$", r"\[": r"\]"}
_DISPLAY = 20  # lines at most
_SHORT = 10
_PROSE = 8  # so many words, or Chinese characters, are a text that goes on in the next line


class Shape:
    """Looks at `lines`; `heading` tells the lines that begin another problem."""

    def __init__(self, lines: Lines, heading: Callable[[Line, int], str | None]) -> None:
        self.lines, self.heading = lines, heading

    def display_end(self, value: Stretch, start: int) -> int:
        """The line that closes a displayed formula, `$$` alone on a line; -1 where none begins or it is not closed.

        `value` opens it, and what stands in it begins with the line `start`.
        """
        if value.folded in _DISPLAYS:
            for line in self.lines.all[start : start + _DISPLAY]:
                if self.heading(line, 1):
                    break
                if line.text.folded == _DISPLAYS[value.folded]:
                    return line.number
        return -1

    def goes_on(self, line: Line, value: Stretch, indent: int, *, block: bool) -> bool:
        """Whether a line goes on with the value above it: one that is set in, the next case, or a sentence."""
        found = line.found
        if line.margin > indent:
            if block or found is None:
                return True
            return not ((found.yaml or found.is_sure) if has_figures(value) else (found.yaml and found.is_sure))
        if found:
            return is_case(value, keyed(value)) and is_case(line.text, found)
        if line.is_item or is_crumb(line) or apart(line.text) or self.is_heading(line):
            return False
        return len(_WORDS.findall(value.folded)) >= _PROSE

    def goes_deeper(self, indent: int) -> bool:
        """Whether text set in further than `indent` comes next."""
        line = self.lines.peek()
        return line is not None and line.margin > indent and not (line.found and line.found.yaml)

    def is_heading(self, line: Line) -> bool:
        """Whether a line is a name without a colon that has keys set in below it."""
        if not is_name(line.text.folded):
            return False
        below = next((below for below in self.lines.all[line.number + 1 :] if not below.is_nothing), None)
        return below is not None and below.indent > line.indent and (is_key(below) or _is_short(below))

    def has_keys_below(self, above: int, start: int | None = None) -> bool:
        """Whether the lines set in further than `above` are keys rather than a text with colons in it."""
        base, keys, sure, text, display = -1, 0, 0, 0, -1
        for line in self.lines.all[self.lines.at if start is None else start :]:
            if line.is_nothing or line.number <= display:
                continue
            if line.indent <= above or self.heading(line, 1):
                break
            base = line.indent if base < 0 else base
            if line.indent > base or line.is_item or is_crumb(line):
                continue
            case = line.found is not None and is_case(line.text, line.found)
            display = self.display_end(line.found.value if line.found else line.text, line.number + 1)
            if (case or (display > 0 and not line.found)) and keys:
                continue  # it goes on with the answer above it
            found = line.found or apart(line.text)
            if not case and (line.found or (found and not found.name.isalpha()) or self.is_heading(line)):
                keys += 1
            else:
                text += 1
            sure += found is not None and found.is_sure
        return keys > 0 and (text == 0 or sure >= text)


def is_crumb(line: Line) -> bool:
    """Whether a line is nothing but brackets and commas, of JSON that is read line by line."""
    return _CRUMBS.fullmatch(line.body.folded) is not None


def _is_short(line: Line) -> bool:
    """Whether a line begins with a word or two and a colon: `上溢：双精度 709.78`."""
    return (
        line.found is not None
        and line.found.yaml
        and len(line.found.name) <= _SHORT
        and not is_case(line.text, line.found)
    )


def is_key(line: Line) -> bool:
    """Whether a line has a key that is no case of a formula and no sentence with a colon."""
    return line.found is not None and (line.found.is_sure or (line.found.yaml and line.found.is_name))
