"""Which language the program speaks: `--lang` on any command, else NNCLI_LANG, else that of the system.

What Typer and Click say of a wrong command line they say through gettext: they are told where our catalogue lies, and
the sentences that they have stand here, so that it holds them.
"""

import gettext
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nncli.words import FOLDER, LANGUAGES, N_, _, speak

if TYPE_CHECKING:
    import click

VARIABLE = "NNCLI_LANG"


def asked_for(arguments: Sequence[str]) -> str | None:
    """The language that a command line or the environment asks for, whether or not there is such a language."""
    before_dashes = arguments[: arguments.index("--")] if "--" in arguments else arguments
    said: str | None = os.environ.get(VARIABLE) or None
    for word, following in zip(before_dashes, [*before_dashes[1:], None], strict=True):
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
        os.environ["LANGUAGE"] = LANGUAGES[language]  # where gettext itself looks, for Typer and Click
    gettext.bindtextdomain("nncli", str(FOLDER))
    gettext.textdomain("nncli")


def check(arguments: Sequence[str]) -> None:
    """Raises InputError where the language that is asked for is not one of ours."""
    from nncli.cli.options import one_of

    language = asked_for(arguments)
    if language is not None and language not in LANGUAGES:
        raise one_of("--lang" if language != os.environ.get(VARIABLE) else VARIABLE, language, tuple(LANGUAGES))


def give_every_command(command: "click.Command") -> None:
    """`--lang` for a command and all below it; `settle` has read it, so that here it is only allowed and told of."""
    import click
    from typer.core import TyperOption

    if not any("--lang" in parameter.opts for parameter in command.params):
        command.params.append(
            TyperOption(
                param_decls=["--lang"], metavar="LANG", expose_value=False, help=_("Language of the output: en or zh.")
            )
        )
    if isinstance(command, click.Group):
        for part in command.commands.values():
            give_every_command(part)


# What Click and Typer say, as they say it.
OF_CLICK = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Arguments"), N_("Options:"), N_("Commands:"),
    N_("Error: {message}"), N_("Try '{command} {option}' for help."), N_("Missing command."), N_("Missing argument"),
    N_("Missing option"), N_("Missing parameter"), N_("Missing parameter: {param_name}"),
    N_("Missing {param_type}{param_hint}{period}{message}"[:0] or "Missing {param_type}"),
    N_("No such option: {name}"), N_("Did you mean {possibility}?"), N_("No such command {name!r}."),
    N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}"),
    N_("Got unexpected extra argument ({args})"), N_("{value!r} is not a valid {number_type}."),
    N_("Option {name!r} requires an argument."), N_("Option {name!r} does not take a value."),
    N_("Show this message and exit."), N_("Aborted!"), N_("required"), N_("default: {default}"),
)  # fmt: skip
