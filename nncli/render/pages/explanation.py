"""An error code explained, and the list of all codes."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nncli.explanations.explanation import Explanation
from nncli.render.forms.console import heading, paragraph, rows_table
from nncli.words import _

INDENT = 4


def explanation_page(explained: Explanation) -> Group:
    """What it means, what to do, and what brings it about."""
    parts: list[RenderableType] = [heading(explained.code), paragraph(_(explained.meaning))]
    parts += [paragraph(_(explained.remedy))]
    if explained.example:
        parts += [Text(), heading(_("For example"))]
        for name, text in explained.files.items():
            parts += [_indented(_("{file}:").format(file=name), INDENT), _indented(visible(text), 2 * INDENT)]
        parts += [_indented(f"$ {command}", INDENT) for command in explained.example]
    return Group(*parts)


def list_page(groups: Mapping[str, Sequence[Explanation]], *, plain: bool) -> Group:
    """All codes, each with what it means."""
    parts: list[RenderableType] = []
    width = max(len(one.code) for group in groups.values() for one in group)
    for title, group in groups.items():
        rows = [(one.code.ljust(width), _(one.meaning)) for one in group]
        parts += [
            Text(),
            heading(_(title)),
            rows_table((_("code"), _("what it means")), rows, plain=plain, header=False),
        ]
    return Group(*parts[1:])


def visible(text: str) -> str:
    """A file's text with its tabs and control characters written out."""
    shown = "".join(sign if sign >= " " or sign == "\n" else repr(sign)[1:-1] for sign in text)
    return shown.rstrip("\n") or _("(nothing)")


def _indented(text: str, by: int) -> Padding:
    return Padding(Text(text, overflow="fold"), (0, 0, 0, by), expand=False)
