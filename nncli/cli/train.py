"""`nncli train`: trains the network that `trace` explains."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.options import SetOption
from nncli.errors import Diagnostic, ExitStatus, InputError
from nncli.words import _

if TYPE_CHECKING:
    from nncli.document.reader import Document
    from nncli.spec.study import Study
    from nncli.train.keeping.run_folder import RunFolder
    from nncli.train.loop import Outcome

KEPT = ("model", "inputs", "layers", "initialiser", "samples", "data", "seed")  # of a run that goes on
HELP = _(
    "Train a network: the BP that 'trace' explains, fast.\n\n"
    "Standard, accumulated or mini-batch BP, as the spec says under 'mode' and 'training'. Ctrl-C ends it after the "
    "epoch under way and keeps the weights. Exit status 1 if the training diverges."
)


def command(
    spec: Annotated[
        str | None,
        typer.Argument(metavar="[SPEC]", help=_("A bundled spec by name (see 'nncli specs'), or a YAML file.")),
    ] = None,
    data: Annotated[
        str | None,
        typer.Option("--data", metavar="DATA", help=_("Other data: a name (see 'nncli data'), a file or a folder.")),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option("--epochs", metavar="N", help=_("Passes over the training set at most."))
    ] = None,
    mode: Annotated[
        str | None, typer.Option("--mode", metavar="MODE", help=_("standard, accumulated or mini-batch."))
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help=_("Every random choice follows from this number."))
    ] = None,
    set_: SetOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="RUN", help=_("A new folder for the weights and the history."))
    ] = None,
    resume: Annotated[
        Path | None, typer.Option("--resume", metavar="RUN", help=_("Go on with the run in this folder."))
    ] = None,
    checkpoint: Annotated[
        float, typer.Option("--checkpoint", metavar="SECONDS", min=0, help=_("A checkpoint every so many seconds."))
    ] = 10.0,
    save: Annotated[
        bool, typer.Option("--save/--no-save", help=_("Without --out: keep the weights in SPEC-run, or nothing."))
    ] = True,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=_("Only say how it ended."))] = False,
) -> None:
    """See HELP."""
    from nncli.cli.opening import changed, read_document, with_data, with_option
    from nncli.train.keeping.run_folder import RunFolder

    if (spec is None) == (resume is None):
        message = _("give a spec to train, or --resume with the folder of a run, and not both")
        raise InputError(Diagnostic("bad-option", message, help=_("for example: nncli train xor")))

    def with_options(document: "Document") -> "Document":
        document = with_option(changed(document, set_), "--epochs", ("training", "epochs"), epochs)
        return with_option(with_option(document, "--mode", ("mode",), mode), "--seed", ("seed",), seed)

    if resume is not None:
        if data is not None or out is not None:
            raise InputError(Diagnostic("bad-option", _("--resume goes with neither --data nor --out")))
        folder = RunFolder.open(resume, checkpoint)
        check_goes_on([*(set_ or ()), *(["seed"] if seed is not None else [])])
        was = read_document(str(resume / "spec.yaml"), None)
        document = with_options(was)
        train(document, folder, quiet=quiet, resume=True, rewrite=document.data != was.data)
        return
    assert spec is not None
    document = read_document(spec, None)
    if data is not None:
        document = with_data(document, data)
    train(with_options(document), None, quiet=quiet, out=out, checkpoint=checkpoint, name=spec, save=save)


def check_goes_on(changes: list[str]) -> None:
    """Whether a run can go on with these changes, KEY=VALUE: other weights or other rows would make it another run.

    Raises:
        InputError: if not.
    """
    for change in changes:
        key = re.split(r"[.\[=]", change.strip(), maxsplit=1)[0].strip()
        if key in KEPT:
            message = _("a run that goes on keeps its '{key}'").format(key=key)
            raise InputError(Diagnostic("bad-option", message, help=_("begin a new run for another, with --out")))


def train(
    document: "Document",
    folder: "RunFolder | None",
    *,
    quiet: bool,
    resume: bool = False,
    rewrite: bool = False,
    out: Path | None = None,
    checkpoint: float = 10.0,
    name: str = "",
    save: bool = True,
) -> None:
    """One run, new or resumed, with its lines, its folder and its exit status."""
    from nncli.cli.interrupt import interruptible
    from nncli.cli.opening import data_of
    from nncli.cli.watching import Watcher
    from nncli.cli.world import is_plain, remark, show
    from nncli.render.pages.outcome import outcome_page
    from nncli.render.pages.training import setup_page
    from nncli.spec.load import load
    from nncli.train.keeping.run_folder import RunFolder
    from nncli.train.loop import Loop
    from nncli.train.setup import prepare
    from nncli.train.stopping import Reason

    network = load(document)
    setup = prepare(network, data_of(network, document))
    remark(setup.data.notes)
    state = folder.state() if folder and resume else None
    loop = Loop(setup, state, folder.engine() if folder and resume else None)
    if out is not None:
        folder = RunFolder.create(out, spec_as_run(document, network), checkpoint)
    if folder:
        if rewrite:
            folder.write_spec(spec_as_run(document, network))
        folder.start(loop.engine_name)
    if not quiet:
        show(setup_page(setup, loop.engine_name))
    not_kept = None
    with interruptible() as interrupt:
        try:
            with Watcher(loop.columns(), network.training.epochs, interrupt, quiet=quiet) as watcher:
                outcome = loop.run(watcher, folder.keep if folder else lambda state: None)
        except KeyboardInterrupt:  # the second one: the epoch under way is lost
            outcome = loop.end(Reason.INTERRUPTED)
        if folder is None and (save or outcome.reason is Reason.INTERRUPTED):
            stem = "" if name == "-" else Path(name).stem
            try:
                folder = RunFolder.create(unused_folder(Path(stem or "stdin")), spec_as_run(document, network))
            except InputError as error:  # how it ended is told first
                not_kept = error
        if folder:
            folder.finish(outcome)
    show(outcome_page(outcome, plain=is_plain()))
    if not_kept:
        raise not_kept
    if folder:
        say_where(folder.path, outcome)
    if outcome.reason is Reason.INTERRUPTED:
        raise typer.Exit(ExitStatus.INTERRUPTED)
    if outcome.reason is Reason.DIVERGED:
        raise typer.Exit(ExitStatus.DIFFERS)


def say_where(folder: Path, outcome: "Outcome") -> None:
    """Where everything is, and what can be done with it."""
    from nncli.cli.world import emit
    from nncli.train.stopping import Reason

    emit(_("\nThe weights and the history are in {folder}.").format(folder=folder))
    if outcome.reason is Reason.INTERRUPTED:
        emit(_("Go on with it: nncli train --resume {folder}").format(folder=folder))


def spec_as_run(document: "Document", network: "Study") -> str:
    """The YAML of the spec with every change; a data file by its whole path, since the folder lies elsewhere."""
    import json

    from nncli.cli.opening import data_path
    from nncli.document.writer import write_yaml

    path = data_path(network, document)
    if path is not None:
        said = document.data["data"] if isinstance(document.data, dict) else None
        key = ("data", "file" if "file" in said else "name") if isinstance(said, dict) else ("data",)
        document = document.with_value(key, json.dumps(str(path.absolute())), "--data")
    return write_yaml(document.data)


def unused_folder(stem: Path) -> Path:
    """`xor-run`, `xor-run-2`, … : the first that is not there."""
    found, n = Path(f"{stem}-run"), 2
    while found.exists():
        found, n = Path(f"{stem}-run-{n}"), n + 1
    return found
