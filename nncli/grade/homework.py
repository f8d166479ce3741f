"""The homework that comes with the program, and assignments by path: `ch5`, or `my/assignment.yaml`."""

import re
from functools import cache
from pathlib import Path

from nncli.document.reader import exists, read_file
from nncli.errors import Diagnostic, InputError
from nncli.grade.assignment import Assignment, load_assignment
from nncli.spec.bundled import bundled_folder, text
from nncli.spec.bundled import folder as specs_folder
from nncli.suggest import did_you_mean
from nncli.words import _, listing

FILE = "assignment.yaml"
ASSIGNMENT_SCHEMA, SPEC_SCHEMA = "assignment.schema.json", "spec.schema.json"
_SPEC = re.compile(r"^ +(?:- )?spec: *[\"']?([^\s\"'#]+)", re.MULTILINE)  # as an assignment names it


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
    path = _path(id)
    name = path.parent.name if path.name == FILE else path.stem
    return load_assignment(read_file(path), name, path.parent)


def copied(id: str) -> dict[str, str]:
    """What a copy to edit consists of, file by file: the assignment, the specs that it names, and their schemas.

    Every `$schema` line leads to the schema beside the file, and `spec:` to the copy.

    Raises:
        InputError, SpecError: as `open_assignment`.
    """
    open_assignment(id)
    path = _path(id)
    assignment = _at_schema(read_source(path), ASSIGNMENT_SCHEMA)
    files: dict[str, str] = {}
    for name in dict.fromkeys(_SPEC.findall(assignment)):
        beside = path.parent / name
        files[_file_of(name)] = _at_schema(read_source(beside) if exists(beside) else text(name), SPEC_SCHEMA)
    assignment = _SPEC.sub(lambda found: found[0].replace(found[1], _file_of(found[1])), assignment)
    schemas = {ASSIGNMENT_SCHEMA: read_source(folder() / ASSIGNMENT_SCHEMA)}
    if files:
        schemas[SPEC_SCHEMA] = read_source(specs_folder() / SPEC_SCHEMA)
    return {FILE: assignment, **files, **schemas}


def read_source(path: Path) -> str:
    """The text of a file, as it is."""
    return path.read_text(encoding="utf-8")


def _file_of(spec: str) -> str:
    return Path(spec if spec.endswith((".yaml", ".yml")) else f"{spec}.yaml").name


def _at_schema(yaml: str, schema: str) -> str:
    """The text with a first line that leads an editor to `schema` beside it."""
    line = f"# yaml-language-server: $schema={schema}\n"
    return line + re.sub(r"\A# yaml-language-server:[^\n]*\n", "", yaml)


def _path(id: str) -> Path:
    """The file that a command line means."""
    path = Path(id)
    if id in names():
        path = folder() / id / FILE
    elif exists(path) and path.is_dir():
        path = path / FILE
    elif path.suffix not in (".yaml", ".yml") and not exists(path):
        message = _("there is no homework '{id}'").format(id=id[:100])
        help = did_you_mean(id, names()) or _("there is: {names}").format(names=listing(names()))
        raise InputError(Diagnostic("no-such-homework", message, help=help))
    return path
