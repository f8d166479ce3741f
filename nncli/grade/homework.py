"""The homework that comes with the program, and assignments by path: `ch5`, or `my/assignment.yaml`."""

from functools import cache
from pathlib import Path

from nncli.document.reader import exists, read_file
from nncli.errors import Diagnostic, InputError
from nncli.grade.assignment import Assignment, load_assignment
from nncli.spec.bundled import bundled_folder
from nncli.suggest import did_you_mean
from nncli.words import _

FILE = "assignment.yaml"


def folder() -> Path:
    """`nncli/homework` where the program is installed; `homework/` beside the package in a checkout."""
    return bundled_folder("homework")


def names() -> list[str]:
    """The bundled homework by name."""
    return sorted(path.parent.name for path in folder().glob(f"*/{FILE}"))


@cache
def open_assignment(id: str) -> Assignment:
    """The assignment that a command line means: a bundled one by name, a YAML file, or a folder that holds one.

    Raises:
        InputError, SpecError: if there is none, or it is at fault.
    """
    path = Path(id)
    if id in names():
        path = folder() / id / FILE
    elif exists(path) and path.is_dir():
        path = path / FILE
    elif path.suffix not in (".yaml", ".yml") and not exists(path):
        message = _("there is no homework '{id}'").format(id=id[:100])
        help = did_you_mean(id, names()) or _("there is: {names}").format(names=", ".join(names()))
        raise InputError(Diagnostic("no-such-homework", message, help=help))
    name = path.parent.name if path.name == FILE else path.stem
    return load_assignment(read_file(path), name, path.parent)
