"""What is said of a command line that cannot be read: Typer's own sentences, in the reader's language.

Typer says them in English and word for word; each is found again by its pattern, and said through the catalogue. One
that is not known here is left as it is.
"""

import re
import sys
from typing import Any

from nncli.words import N_, _

# The longer ones first: the first that fits is taken. What is in braces is kept.
SENTENCES = (
    N_("No such option: {option} (Possible options: {names})"),
    N_("No such option: {option} Did you mean {names}?"),
    N_("No such option: {option}"),
    N_("No such command {name}. Did you mean {names}?"),
    N_("No such command {name}."),
    N_("Missing argument {name}."),
    N_("Missing option {name}."),
    N_("Missing command."),
    N_("Got unexpected extra argument(s) ({words})"),
    N_("Invalid value for {name}: {reason}"),
    N_("Option {name} requires an argument."),
    N_("Option {name} requires {n} arguments."),
    N_("Option {name} does not take a value."),
    N_("{value} is not a valid int."),
    N_("{value} is not a valid float."),
    N_("{value} is not a valid boolean. Recognized values: {names}"),
    N_("{value} is not in the range {range}."),
    N_("{value} is not one of {names}."),
)
# As Typer writes them, where that is not as it stands above.
_PATTERNS = {sentence: re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(sentence)) for sentence in SENTENCES}


def say(message: str) -> str:
    """A sentence of Typer's in the reader's language."""
    for sentence, pattern in _PATTERNS.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = {name: say(part) if name == "reason" else part for name, part in found.groupdict().items()}
            return _(sentence).format(**parts)
    return message


def tell(error: Any) -> None:
    """Writes a usage error of Typer's to the error stream: how the command goes, where its help is, what is wrong."""
    from nncli.cli.world import tell as write

    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":  # no error but the help itself
        sys.stderr.write(error.format_message().rstrip() + "\n")
        return
    if context is not None:
        hint = _("Try '{command} {option}' for help.").format(
            command=context.command_path, option=context.help_option_names[0]
        )
        write(f"{context.get_usage()}\n{hint}\n\n")
    write(_("Error: {message}").format(message=say(error.format_message())) + "\n")
