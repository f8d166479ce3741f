"""Which language the program speaks: `--lang` on any command, else NNCLI_LANG, else that of the system.

The headings of Typer's help go through gettext, which is told where our catalogue lies; what is said of a command line
that cannot be read is said by `usage`.
"""

import gettext
import os
from collections.abc import Sequence
from typing import Any

from nncli.words import FOLDER, LANGUAGES, _, speak

VARIABLE = "NNCLI_LANG"


def asked_for(arguments: Sequence[str]) -> str | None:
    """The language that a command line or the environment asks for, whether or not there is such a language."""
    before_dashes = arguments[: arguments.index("--")] if "--" in arguments else arguments
    said: str | None = os.environ.get(VARIABLE) or None
    for word, following in zip(before_dashes, [*before_dashes[1:], None], strict=False):
        if word == "--lang" and following is not None:
            said = following
        elif word.startswith("--lang="):
            said = word.partition("=")[2]
    return said


def settle(arguments: Sequence[str]) -> None:
    """Speaks the language that is asked for from here on; one that there is not is told later, by `check`."""
    language = asked_for(arguments)
    if language in LANGUAGES:
        speak(language)
        os.environ["LANGUAGE"] = LANGUAGES[language]  # where gettext itself looks, for Typer
    gettext.bindtextdomain("nncli", str(FOLDER))
    gettext.textdomain("nncli")


def check(arguments: Sequence[str]) -> None:
    """Raises InputError where the language that is asked for is not one of ours."""
    from nncli.cli.options import one_of

    language = asked_for(arguments)
    if language is not None and language not in LANGUAGES:
        raise one_of("--lang" if language != os.environ.get(VARIABLE) else VARIABLE, language, tuple(LANGUAGES))


def give_every_command(command: Any) -> None:
    """`--lang` for a command and all below it; `settle` has read it, so that here it is only allowed and told of."""
    from typer.core import TyperOption

    if not any("--lang" in parameter.opts for parameter in command.params):
        help = _("Language of the output: en or zh.")
        option = TyperOption(param_decls=["--lang"], type=str, metavar="LANG", expose_value=False, help=help)
        command.params.append(option)
    for part in getattr(command, "commands", {}).values():
        give_every_command(part)
