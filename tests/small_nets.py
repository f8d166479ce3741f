"""Small networks whose every figure is worked out by hand, and students who state some of them.

LINEAR: y = w1·x1 + w2·x2 + b, x = (2, 1), w = (0.5, 0.25), b = 0.5, target 1.25, η = 0.5, one update. All figures are
sums of powers of two, so no rounding of binary64 comes between them:

    net = out = 1.75    error −0.5    E 0.125    f′ 1    δ −0.5
    ∂E/∂w = 1, 0.5    ∂E/∂b 0.5    Δ = −0.5, −0.25, −0.25    new 0, 0, 0.25
    after: net = out = 0.25, error 1, E 0.5
"""

from collections.abc import Iterable, Mapping

from networks import network_of

from nncli.grade.following.bands import EXACTLY
from nncli.grade.following.conventions import best_reading
from nncli.grade.following.follow import judge
from nncli.grade.following.programs import Programs
from nncli.grade.following.student import Policy, Student
from nncli.grade.results import Judged, Stated


def linear(**changes: object) -> Programs:
    """The unit above; what is given here is another."""
    layer = {"units": 1, "activation": "identity", "weights": [[0.5], [0.25]], "biases": [0.5]}
    spec = {"inputs": 2, "layers": [layer], "loss": "squared", "learning_rate": 0.5}
    return Programs(network_of(spec | {"samples": [{"x": [2, 1], "target": [1.25]}]} | changes))


LINEAR = linear()


def n(value: float, half_unit: float = 0.0) -> Stated:
    return Stated(value, half_unit, str(value))


def of(
    stated: Mapping[str, Stated], programs: Programs = LINEAR, digits: int = EXACTLY, asked: Iterable[str] = ()
) -> Student:
    """Who states these numbers, before they are judged."""
    return Student(programs, stated, tuple(asked), Policy(digits))


def judged(
    stated: Mapping[str, Stated], programs: Programs = LINEAR, digits: int = EXACTLY, asked: Iterable[str] = (),
    **shares: float,
) -> dict[str, Judged]:  # fmt: skip
    """The verdicts on them, read as they stand."""
    return {j.id: j for j in judge(programs, stated, tuple(asked), Policy(digits, **shares))}


def read_best(stated: Mapping[str, Stated], programs: Programs = LINEAR, digits: int = EXACTLY) -> dict[str, Judged]:
    """The verdicts on them, under the conventions that earn most."""
    return {j.id: j for j in best_reading(programs, stated, stated, Policy(digits)).judged}
