"""The specs that come with the program: a bare name means one of these, anything else a file."""

import sys
from functools import cache
from pathlib import Path

from nncli.document.reader import MAX_BYTES, Document, exists, read_file, read_text
from nncli.errors import Diagnostic, InputError, Place
from nncli.suggest import did_you_mean
from nncli.words import _, listing

OF_TABLES = (".csv", ".tsv", ".data", ".dat", ".npz", ".xls", ".xlsx")
_PACKAGE = Path(__file__).parent.parent


@cache
def bundled_folder(name: str) -> Path:
    """`nncli/NAME` where the program is installed; `NAME/` beside the package in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def folder() -> Path:
    """Where the bundled specs lie."""
    return bundled_folder("specs")


def names() -> list[str]:
    """The bundled specs by name, in alphabetical order."""
    return sorted(path.stem for path in folder().glob("*.yaml"))


def text(name: str) -> str:
    """The YAML of a bundled spec, as it is.

    Raises:
        InputError: if there is none of that name.
    """
    return _path(name).read_text(encoding="utf-8")


def headline(name: str) -> str:
    """The line on a bundled spec in the reader's language: its `about`, else its title."""
    data = read_file(_path(name)).data
    assert isinstance(data, dict)
    return _(str(data.get("about") or data.get("title")))


def open_spec(spec: str) -> Document:
    """The document that a command line means: `lecture`, `my/network.yaml`, or `-` for standard input.

    Raises:
        InputError: if there is no such spec, or the file cannot be read as YAML.
    """
    if spec == "-":
        return read_text(sys.stdin.read(MAX_BYTES + 1), "<stdin>")
    path = Path(spec)
    bare = path.name == spec.strip() and path.suffix not in (".yaml", ".yml")
    if spec in names() or not spec.strip() or (bare and not exists(path)):
        return read_file(_path(spec), name=f"{spec}.yaml")
    if path.suffix.lower() in OF_TABLES and exists(path):
        message = _("{file} is a table, and no spec: it says nothing of a network").format(file=spec)
        help = _("'nncli new {file}' writes a spec for it").format(file=spec)
        raise InputError(Diagnostic("a-table", message, Place(spec), help))
    return read_file(path, name=spec)


def _path(name: str) -> Path:
    if name in names():
        return folder() / f"{name}.yaml"
    message = _("there is no bundled spec '{name}'").format(name=name[:100])
    help = did_you_mean(name, names()) or _("there are {names}; a file is named with its ending .yaml")
    raise InputError(Diagnostic("no-such-spec", message, help=help.format(names=listing(names()))))
