"""Gates: the truth tables."""

import pytest
from choices import data


@pytest.mark.parametrize(
    ("gate", "answers"), [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("xor", [0, 1, 1, 0])]
)  # fmt: skip
def test_gates_of_two_inputs(gate: str, answers: list[int]) -> None:
    gate_data = data(gate)
    assert gate_data.train.x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert gate_data.train.labels is not None
    assert gate_data.train.labels.tolist() == answers
    assert gate_data.classes == ("0", "1")


def test_not() -> None:
    gate_data = data("not")
    assert gate_data.train.x.tolist() == [[0], [1]]
    assert gate_data.train.labels is not None
    assert gate_data.train.labels.tolist() == [1, 0]
