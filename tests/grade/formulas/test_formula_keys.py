"""The keys against difference quotients: an oracle that knows nothing of our trees but their values."""

import math
from decimal import Decimal

import numpy as np
import pytest

from nncli.formula.axes import NDIM
from nncli.formula.evaluator import Evaluator
from nncli.formula.kinds import binary, fifty_digits, precise
from nncli.formula.reader import Reader
from nncli.grade.formulas.names import Names, plain_names
from nncli.grade.formulas.questions import LOG_SOFTMAX_GRADIENT, SOFTMAX_GRADIENT, Question
from nncli.grade.formulas.tables import case_table, known_table, points

H = Decimal("1e-12")


def _function(question: Question, x: list[Decimal], row: int) -> Decimal:
    """Softmax or its logarithm, written here once more."""
    powers = [entry.exp() for entry in x]
    softmax = powers[row] / sum(powers)
    return softmax if question is SOFTMAX_GRADIENT else softmax.ln()


@pytest.mark.parametrize("question", [SOFTMAX_GRADIENT, LOG_SOFTMAX_GRADIENT], ids=lambda question: question.id)
@pytest.mark.parametrize("size", [2, 3, 4])
def test_the_key_is_the_derivative(question: Question, size: int) -> None:
    with fifty_digits():
        key = known_table(question, question.answer, size).values
        x = points(question, size).values["x"]
        for sample in range(key.shape[0]):
            at = [x[(sample, *(0,) * (NDIM - 3), place, 0)] for place in range(size)]
            for row in range(size):
                for column in range(size):
                    up, down = list(at), list(at)
                    up[column] += H
                    down[column] -= H
                    slope = (_function(question, up, row) - _function(question, down, row)) / (2 * H)
                    assert abs(slope - key[sample, row, column]) < Decimal("1e-22")


def test_the_points_lie_apart_and_on_the_simplex() -> None:
    with fifty_digits():
        values = points(SOFTMAX_GRADIENT, 4).values
        assert len(set(values["x"].ravel())) == values["x"].size
        assert all(abs(total - 1) < Decimal("1e-45") for total in values["s"].sum(axis=-2).ravel())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x_1 + 2x_2", 5.0),
        ("Σ_k x_k²", 14.0),
        ("Σ_{k=2}^{C} x_k", 5.0),
        ("Σ_{k=1}^{C-1} x_k", 3.0),
        ("Σ_{k≠2} x_k", 4.0),
        ("Σ_k Σ_{l≠k} x_k x_l", 22.0),
        ("max(x) - min(x)", 2.0),
        ("max_{k≠3} x_k", 2.0),
        ("mean(x)", 2.0),
        ("x^T x", 14.0),
        ("1^T x", 6.0),
        ("(x x^T)_{23}", 6.0),
        ("(diag(x) x)_3", 9.0),
        ("(x ⊙ x)_C", 9.0),
        ("e_2^T x", 2.0),
        ("x^T I x", 14.0),
        ("(I - x 1^T)_{12}", -1.0),
        ("(I - 1 x^T)_{12}", -2.0),
        ("δ_{11} + δ_{12}", 1.0),
        ("C", 3.0),
        ("e^{x_1}", math.e),
        ("log(e²)", 2.0),
        ("log(exp(2)) + sqrt(9) + abs(-1)", 6.0),
        ("sigmoid(0)", 0.5),
        ("x_2^{-2}", 0.25),
        ("logsumexp(x)", math.log(math.e + math.e**2 + math.e**3)),
        ("softmax(x)_3 - softmax(x^T)_3", 0.0),
        ("-x_2^2", -4.0),
        ("2/x_2/2", 0.5),
        ("x_3 - x_2 - x_1", 0.0),
        ("0.5x_2 + 1/4", 1.25),
        ("1.5e-3 x_2", 0.003),
        ("½ x_3", 1.5),
    ],
)
def test_values_in_all_kinds_of_number(text: str, value: float) -> None:
    question = Question("values", "0", "0", row="", column="", abbreviations=())
    names = plain_names(question)
    tree = Reader(text, names).sum()
    for kind, tolerance in ((precise(), 1e-15), (binary(64), 1e-14), (binary(32), 1e-5)):
        x = np.empty((1,) * (NDIM - 2) + (3, 1), dtype=kind.dtype)
        x[..., 0] = [kind.limit(entry) for entry in ("1", "2", "3")]
        with fifty_digits():
            evaluator = Evaluator(kind, 3, {"x": x}, names.definitions)
            found, _diagonal = case_table(tree, ("", ""), evaluator, question)
        assert math.isclose(float(found.ravel()[0]), value, rel_tol=tolerance, abs_tol=tolerance)


def test_a_declaration_is_computed_once_whatever_uses_it() -> None:
    names = Names(SOFTMAX_GRADIENT, {"a": "exp(x)", "b": "a + a", "c_i": "b_i + a_i"})
    assert {name: definition.shape for name, definition in names.definitions.items()} == {
        "s": (True, False), "a": (True, False), "b": (True, False), "c": (True, False),
    }  # fmt: skip
