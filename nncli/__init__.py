"""nncli teaches, trains and grades small neural networks.

One idea carries the program: every system is written once, as a short program of named steps. Running it gives a
`Trace`, and tables, checks, verdicts and pages are all readings of that one graph.

From Python: `nncli.load`, `trace`, `verify`, `train` and `grade`, see `nncli.api`.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nncli.api import grade, load, trace, train, verify

__version__ = "0.1.0"
__all__ = ["__version__", "grade", "load", "trace", "train", "verify"]


class _Room(ModuleType):
    """A room of the package that bears the name of a function of `api`: called, it is that function."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        from nncli import api

        return getattr(api, self.__name__.rpartition(".")[2])(*arguments, **named)


class _Offered:
    """A function of `api`, imported as it is asked for: a command line that needs none of it starts at once.

    Some rooms bear the same names: `nncli.trace` is both, the room that is imported from and the function to call.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, package: ModuleType, kind: type) -> Any:
        room = sys.modules.get(f"{__name__}.{self.name}")
        if room is not None:
            return room
        from nncli import api

        return getattr(api, self.name)

    def __set__(self, package: ModuleType, room: ModuleType) -> None:
        """Python's import system puts a room in its place."""
        room.__class__ = _Room


class _Package(ModuleType):
    grade, load, trace, train, verify = map(_Offered, ("grade", "load", "trace", "train", "verify"))


sys.modules[__name__].__class__ = _Package
