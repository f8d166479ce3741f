"""`weights: random` is what leaving them out is."""

import pytest
from small_spec import OUTPUT, W1, small, told

from nncli.document.reader import read_text
from nncli.spec.load import load


def weights(text):
    return [[[float(w) for w in row] for row in layer.weights[0]] for layer in load(read_text(text, "s.yaml")).layers]


def test_random_is_the_same_as_left_out():
    left_out = small((f"\n    {W1}", ""), more="seed: 3\n")
    assert weights(small((W1, "weights: random"), more="seed: 3\n")) == weights(left_out)
    assert weights(left_out)[0] != [[0.1, 0.4], [0.8, 0.6]]


def test_six_sources_are_no_six_letters():
    """The word once passed for a column of six weights."""
    six = small((W1, ""), ("units: [P, Q]", "units: 6"), (OUTPUT, "activation: sigmoid\n    weights: random"))
    assert told(six) == ""
    assert len(weights(six)[1]) == 6


@pytest.mark.parametrize("word", ["Random", "zufall", "randon"])
def test_another_word_is_told(word):
    assert "error[unknown-word]: layers[0].weights: " in told(small((W1, f"weights: {word}")))
