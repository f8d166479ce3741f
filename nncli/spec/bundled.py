"""The specs that come with the program: a bare name means one of these, anything else a file."""

import sys
from functools import cache
from pathlib import Path

from nncli.document.reader import Document, read_file, read_text
from nncli.errors import Diagnostic, InputError
from nncli.spec.faults import did_you_mean
from nncli.words import _

_PACKAGE = Path(__file__).parent.parent


@cache
def folder() -> Path:
    """`nncli/specs` where the program is installed; `specs/` beside the package in a checkout."""
    inside = _PACKAGE / "specs"
    return inside if inside.is_dir() else _PACKAGE.parent / "specs"


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
    """The line on a bundled spec: its `about`, else its title."""
    data = read_file(_path(name)).data
    assert isinstance(data, dict)
    return str(data.get("about") or data.get("title"))


def open_spec(spec: str) -> Document:
    """The document that a command line means: `lecture`, `my/network.yaml`, or `-` for standard input.

    Raises:
        InputError: if there is no such spec, or the file cannot be read as YAML.
    """
    if spec == "-":
        return read_text(sys.stdin.read(), "<stdin>")
    path = Path(spec)
    bare = path.name == spec and path.suffix not in (".yaml", ".yml")
    if bare and not path.exists():
        return read_file(_path(spec), name=f"{spec}.yaml")
    return read_file(path, name=spec)


def _path(name: str) -> Path:
    if name in names():
        return folder() / f"{name}.yaml"
    message = _("there is no bundled spec '{name}'").format(name=name[:100])
    help = did_you_mean(name, names()) or _("there are: {names}").format(names=", ".join(names()))
    raise InputError(
        Diagnostic("no-such-spec", message, help=_("{help}; a file is named with its ending .yaml").format(help=help))
    )
