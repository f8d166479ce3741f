"""The program: its commands, and the boundary where errors become text and an exit status."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from nncli import __version__
from nncli.cli import (
    check,
    compare,
    data,
    evaluate,
    explain,
    export,
    grade,
    help,
    homework,
    language,
    new,
    plot,
    predict,
    schema,
    specs,
    trace,
    train,
    usage,
    verify,
)
from nncli.errors import ExitStatus, NncliError
from nncli.words import _

app = typer.Typer(
    name="nncli",
    help=_("Teaches small neural networks: every number of a back-propagation step, as on the board."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: it starts twice as fast, and reads the same in a pipe
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("new", help=new.HELP)(new.command)
app.command("trace", help=trace.HELP)(trace.command)
app.command("verify", help=verify.HELP)(verify.command)
app.command("check", help=check.HELP)(check.command)
app.command("train", help=train.HELP)(train.command)
app.command("predict", help=predict.HELP)(predict.command)
app.command("evaluate", help=evaluate.HELP)(evaluate.command)
app.command("compare", help=compare.HELP)(compare.command)
app.command("plot", help=plot.HELP)(plot.command)
app.command("export", help=export.HELP)(export.command)
app.add_typer(specs.app, name="specs")
app.add_typer(data.app, name="data")
app.add_typer(homework.app, name="homework")
app.command("grade", help=grade.HELP)(grade.command)
app.command("explain", help=explain.HELP)(explain.command)
app.command("schema", help=schema.HELP)(schema.command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"nncli {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    traceback: Annotated[bool, typer.Option("--traceback", help=_("Show where the program itself failed."))] = False,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help=_("Show the version and exit."))
    ] = False,
) -> None:
    if traceback:
        os.environ["NNCLI_TRACEBACK"] = "1"  # the grader, which keeps one problem's fault from the others, asks too
    _world.show_traceback = bool(os.environ.get("NNCLI_TRACEBACK"))


# Typer keeps a Click of its own from some release on: its errors are told by what BadParameter is.
_CLICK_EXCEPTION: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


class _World:
    show_traceback = False


_world = _World()


def main() -> None:
    """Runs the program on `sys.argv`.

    Exit status: 0 done; 1 what was checked is not so; 2 unusable input; 70 a fault of the program; 130 interrupted.
    """
    gc.set_threshold(50_000)  # importing makes many objects and no rubbish: collecting it costs a tenth of a trace
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins takes longer than a trace
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell: >&- is as good as >/dev/null
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115  # stays open
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show η is no reason to fail
            stream.reconfigure(errors="replace")
    try:
        _run()
    except NncliError as error:
        from nncli.cli.world import complain

        with suppress(OSError):
            complain(error.diagnostics)
        sys.exit(ExitStatus.BAD_INPUT)
    except OSError as error:  # a full disk, a device that is gone: Typer handles a closed pipe
        with suppress(OSError):
            sys.stderr.write(_("the output cannot be written: {reason}\n").format(reason=error.strerror))
        _abandon_output()
        sys.exit(ExitStatus.BAD_INPUT)
    except Exception as error:
        if _world.show_traceback:
            raise
        from nncli.cli.world import confess

        with suppress(OSError):
            confess(error)
        sys.exit(ExitStatus.INTERNAL)


def _run() -> None:
    """The command that `sys.argv` names. Raises SystemExit with its status, where that is not 0."""
    language.settle(sys.argv[1:])
    language.check(sys.argv[1:])
    program = typer.main.get_command(app)
    language.give_every_command(program)
    help.shape(program)
    try:
        status = program(standalone_mode=False)
    except _CLICK_EXCEPTION as error:
        usage.tell(error)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(1)
    if status:
        sys.exit(status)


def _abandon_output() -> None:
    """Python would try once more to write what is left, and fail once more, with another exit status."""
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # stays open
