"""One error code explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means, what to do, and, where it can be shown, what brings it about.

    `meaning` and `remedy` are sentences of the catalogue. The commands of an `example` are run one after another in a
    folder that holds its `files`, each with its text; the last one ends with the error.
    """

    code: str
    meaning: str
    remedy: str
    example: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
