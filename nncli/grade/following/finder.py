"""Which quantities an entry of a sheet states: by id, by the source's name, by the board's sign, or as a whole matrix.

    w[A,P].new   w3.new   w3+   Δw3   O.out   W1.new: [[…], […]]   b2   hidden.net: [0.755, 0.68]

Matrices are written [from][to]; the n-th layer's weights are Wn, its biases bn, its thresholds thetan.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nncli.grade.following.presented import Presented
from nncli.grade.following.programs import Programs
from nncli.trace.quantities import is_parameter_id

_PARAMETERS = re.compile(r"(?P<name>.+?)(?:\.(?P<kind>grad|step|new))?[+⁺]?")
_UNITS = re.compile(
    r"(?P<owner>.+?)(?:\.|_)?(?P<kind>net|out|error|slope|back|delta|loss|grad)_?(?P<n>\d*)(?P<after>\.after|[+⁺])?",
    re.ASCII,
)
_AFTER = re.compile(r"[+⁺'′]$")


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix or vector of ids, row by row; `square` where its transpose has the same shape."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0])

    def placed(self, values: Sequence[Sequence[object]]) -> tuple[list[tuple[str, object]], bool] | None:
        """Each id with its value, and whether the values stand transposed; None where the shape does not fit."""
        n, m = self.shape
        given = (len(values), len(values[0]) if len({len(row) for row in values}) == 1 else -1)
        if given == (n, m):
            return [
                pair for ids, row in zip(self.rows, values, strict=True) for pair in zip(ids, row, strict=True)
            ], False
        flat = [value for row in values for value in row]
        if 1 in (n, m) and 1 in given and len(flat) == n * m:  # a vector, lying or standing
            return list(zip([id for ids in self.rows for id in ids], flat, strict=True)), False
        if given == (m, n):
            return self.placed(list(zip(*values, strict=True))) and (
                list(zip([id for ids in zip(*self.rows, strict=True) for id in ids], flat, strict=True)), True
            )  # fmt: skip
        return None


class Finder:
    """Finds what the keys of a sheet mean, for one question."""

    def __init__(self, programs: Programs) -> None:
        self.programs = programs
        network, names = programs.model, programs.model.names
        self._known: dict[str, str] = {}
        self.presented = Presented(programs)
        self._grids = {_plain_grid(name): rows for name, rows in network.grids().items()}
        for output in network.outputs:
            self._add(output, f"{output}.out")
        for id in programs.order:
            for alias in (id, names.name(id), names.symbol(id), names.symbol(id).replace("⁺", "+")):
                self._add(alias, id)
        for id in programs.formulas:
            if id.endswith(".step"):
                self._add(f"delta {names.name(id[:-5])}", id)
        for alias, id in (("loss", "loss.before"), ("loss+", "loss.after"), ("E", "loss.before"), ("E+", "loss.after")):
            self._add(alias, id)

    def _add(self, alias: str, id: str) -> None:
        self._known.setdefault(_plain(alias), id)

    def one(self, key: str) -> str | None:
        """The id that a key names."""
        plain = _plain(key)
        if key.strip() == "e" and self._known.get("e", "").startswith("loss"):
            return None  # E is the loss; e is an error to many
        if plain in self._known:
            return self._known[plain]
        id = self.programs.model.names.resolve(key.replace("⁺", "+").replace(" ", ""))
        if id in self.programs.order:
            return id
        if nth := self.presented.one(key):
            return nth
        before = self._known.get(_AFTER.sub("", plain))  # o⁺ is o of the second pass
        after = f"{before}.after" if before else None
        return after if after in self.programs.order else None

    def grid(self, key: str) -> Grid | None:
        """The ids that a key such as `W1.new` or `hidden.net` names: a matrix or vector of its model, as a whole."""
        text = key.replace(" ", "")
        parameters = _PARAMETERS.fullmatch(text)
        if parameters and (rows := self._grids.get(_plain_grid(parameters["name"]))) and is_parameter_id(rows[0][0]):
            kind = parameters["kind"] or "new"
            return self._made([[f"{id}.{kind}" for id in row] for row in rows])
        units = _UNITS.fullmatch(text)
        if units is None:
            return None
        rows = self._grids.get(_plain_grid(units["owner"])) or self._grids.get(f"layer {units['n']}")
        ending = f".{units['kind']}{'.after' if units['after'] else ''}"
        return self._made([[id + ending for id in row] for row in rows]) if rows else None

    def _made(self, rows: Sequence[Sequence[str]]) -> Grid | None:
        known = rows and all(id in self.programs.order for row in rows for id in row)
        return Grid(tuple(tuple(row) for row in rows)) if known else None

    @property
    def words(self) -> Iterator[str]:
        """What could have been meant, for a suggestion."""
        names = self.programs.model.names
        return (names.name(id) for id in self.programs.formulas)


def _plain(key: str) -> str:
    """Keys are compared without spaces and with one kind of prime and plus."""
    return key.replace(" ", "").replace("⁺", "+").replace("'", "′").replace("_", "").casefold()


def _plain_grid(name: str) -> str:
    """`W_1` and `w1` are W1, `Θ1` is theta1."""
    return name.replace("_", "").replace("θ", "theta").replace("Θ", "theta").casefold()
