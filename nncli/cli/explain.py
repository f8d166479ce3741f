"""`nncli explain`: what an error code means, what brings it about, and what to do."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.options import FormatOption, is_json
from nncli.errors import Diagnostic, InputError
from nncli.words import _

if TYPE_CHECKING:
    from nncli.explanations.explanation import Explanation

HELP = _("Explain an error code: what it means, what brings it about, what to do.")


def command(
    word: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help=_("The word in brackets behind 'error'; left out: all codes.")),
    ] = None,
    format_: FormatOption = "console",
) -> None:
    """See HELP."""
    from nncli.cli.world import emit, is_plain, show
    from nncli.explanations.table import EXPLANATIONS, GROUPS
    from nncli.render.pages.explanation import explanation_page, list_page

    wanted = list(EXPLANATIONS.values()) if word is None else [_found(word)]
    if is_json(format_):
        import json

        keys = ("code", "meaning", "remedy")
        codes = [
            {key: _(getattr(one, key)) if key != "code" else one.code for key in keys}
            | {"example": list(one.example), "files": dict(one.files)}
            for one in wanted
        ]
        emit(json.dumps({"schema": 1, "codes": codes}, ensure_ascii=False, indent=1))
    elif word is None:
        show(list_page(GROUPS, plain=is_plain()))
    else:
        show(explanation_page(wanted[0]))


def _found(word: str) -> "Explanation":
    """The code as it is written, or with the brackets around it that errors have.

    Raises:
        InputError: if there is none of that name.
    """
    from nncli.explanations.table import EXPLANATIONS
    from nncli.suggest import did_you_mean

    bare = re.sub(r"^(error)?\[(.*)\]:?$", r"\2", word.strip()).casefold()
    if bare in EXPLANATIONS:
        return EXPLANATIONS[bare]
    message = _("there is no error code '{code}'").format(code=bare[:100])
    help = did_you_mean(bare, EXPLANATIONS) or _("'nncli explain' lists all codes")
    raise InputError(Diagnostic("no-such-code", message, help=help))
