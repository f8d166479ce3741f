"""`nncli export`: a trained model for other uses."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nncli.cli.opening import RunArgument
from nncli.cli.options import one_of
from nncli.words import _

if TYPE_CHECKING:
    from nncli.cli.opening import OpenRun

HELP = _(
    "Write a trained model as a spec or as a PyTorch module.\n\n"
    "A spec has the trained weights digit for digit: trace, check and train take it. A PyTorch module is a .py with an "
    ".npz beside it."
)
KINDS = ("spec", "torch")


def command(
    run: RunArgument,
    to: Annotated[str, typer.Option("--to", metavar="KIND", help=_("spec or torch."))] = "spec",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help=_("Where to: RUN.yaml or RUN.py."))
    ] = None,
) -> None:
    """See HELP."""
    from nncli.cli.opening import open_run
    from nncli.cli.world import emit, write_new
    from nncli.train.export.to_spec import spec_of

    if to not in KINDS:
        raise one_of("--to", to, KINDS)
    opened = open_run(run)
    stem = run.resolve().name
    if to == "torch":
        to_torch(opened, output or Path(f"{stem}.py"))
        return
    file = output or Path(f"{stem}.yaml")
    write_new(file, spec_of(opened.model, opened.document), _("name another file with -o"))
    emit(_("wrote {file}; try: nncli trace {file}").format(file=file))


def to_torch(opened: "OpenRun", file: Path) -> None:
    """The module and its arrays: both or none, and neither replaces a file that is there."""
    from nncli import __version__
    from nncli.cli.world import emit, write_new
    from nncli.train.export.to_torch import arrays_of, examples_of
    from nncli.train.export.torch_module import module_of
    from nncli.train.keeping.files import npz

    arrays = file.parent / f"{file.name.removesuffix('.py')}.npz"
    help, model = _("name another file with -o"), opened.model
    content = npz(arrays_of(model, examples_of(opened.setup(), model)))
    module = module_of(model, __version__, arrays.name, model.network.shape())
    write_new(arrays, content, help)
    try:
        write_new(file, module, help)
    except BaseException:  # an interrupt, too
        arrays.unlink(missing_ok=True)
        raise
    emit(_("wrote {file} and {arrays}; to check them where torch is: python {file}").format(file=file, arrays=arrays))
