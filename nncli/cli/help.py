"""The help of a command: its commands in groups, an example or two, and all of it in the reader's language."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from nncli.words import N_, _, of

PARTS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))  # of the line that says how a command goes
HEADINGS = (N_("Options"), N_("Commands"), N_("Arguments"), N_("required"), N_("default: {default}"))  # Typer's own
GROUPS: Mapping[str, Sequence[str]] = {
    N_("See every step"): ("trace", "verify", "check"),
    N_("Train and look"): ("train", "predict", "evaluate", "compare", "plot", "export"),
    N_("Homework"): ("homework", "grade"),
    N_("What there is"): (),  # and whatever is in no group
}
EXAMPLES: Mapping[str, Sequence[str]] = {
    "": ("nncli trace lecture", "nncli train xor", "nncli grade ch5 sheet.yaml"),
    "trace": (
        "nncli trace lecture",
        "nncli trace lecture --why O.delta",
        "nncli trace mazur --only backward",
    ),
    "verify": ("nncli verify lecture mazur", "nncli verify my-book.yaml --set learning_rate=0.5"),
    "check": ("nncli check lecture", "nncli check small-cnn --limit 20"),
    "train": ("nncli train xor", "nncli train digits --epochs 20 --out my-run", "nncli train --resume my-run"),
    "predict": ("nncli predict my-run 0 1",),
    "evaluate": ("nncli evaluate my-run", "nncli evaluate my-run other.csv"),
    "compare": ("nncli compare xor --vary learning_rate=0.1,0.5 --seeds 5",),
    "plot": ("nncli plot my-run", "nncli plot my-run boundary -o border.svg"),
    "export": ("nncli export my-run --to torch",),
    "new": ("nncli new 2-3-1 --activation relu", "nncli new iris.csv -o iris.yaml"),
    "specs": ("nncli specs", "nncli specs copy lecture"),
    "data": ("nncli data", "nncli data show watermelon-3a"),
    "homework": ("nncli homework show ch5", "nncli homework sheet ch5 > sheet.yaml"),
    "grade": ("nncli grade ch5 sheet.yaml", "nncli grade ch5 *.yaml --key --format json"),
    "explain": ("nncli explain", "nncli explain unknown-key"),
    "schema": ("nncli schema > spec.schema.json",),
}


def shape(command: Any, name: str = "") -> None:
    """Gives a command, and all below it, our help."""
    _explain(command)
    command.format_epilog = lambda context, formatter: _write_examples(name, formatter)
    inner = getattr(command, "commands", {})
    if not name:
        command.format_commands = lambda context, formatter: _write_groups(inner, formatter)
    for part, below in inner.items():
        shape(below, f"{name} {part}".strip())


def _write_groups(commands: Mapping[str, Any], formatter: Any) -> None:
    """The commands, those that belong together under one heading."""
    grouped = {part for parts in GROUPS.values() for part in parts}
    others = [part for part in commands if part not in grouped]
    width = max(map(len, commands))
    for title, parts in GROUPS.items():
        shown = [part for part in (parts or others) if part in commands and not commands[part].hidden]
        limit = formatter.width - 6 - width
        with formatter.section(_(title)):
            formatter.write_dl([(part.ljust(width), commands[part].get_short_help_str(limit)) for part in shown])


def _write_examples(name: str, formatter: Any) -> None:
    lines = EXAMPLES.get(name, ())
    if lines:
        with formatter.section(_("Examples")):
            for line in lines:
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


@cache
def _punctuated(context: Any) -> Any:
    """A kind of context whose help has the sign of the reader's language behind its headings."""

    def write_heading(formatter: Any, heading: str) -> None:
        formatter.write(of(heading, "").rstrip() + "\n")

    formatter = type("Formatter", (context.formatter_class,), {"write_heading": write_heading})
    return type("Context", (context,), {"formatter_class": formatter})


def _explain(command: Any) -> None:
    """What Typer says of its own accord in the help of a command, in the reader's language."""
    of_help = command.get_help_option

    def help_option(context: Any) -> Any:
        option = of_help(context)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def usage_line(context: Any, formatter: Any) -> None:
        pieces = " ".join(command.collect_usage_pieces(context))
        for part in PARTS:
            pieces = pieces.replace(part, _(part))
        formatter.write_usage(context.command_path, pieces, prefix=_("Usage: "))

    command.get_help_option, command.format_usage = help_option, usage_line
    command.context_class = _punctuated(command.context_class)
