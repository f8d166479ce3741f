"""Activations, losses and targets that do not fit.

Each with the diagnostic that the user sees, to the letter, at 100 columns.
"""

import pytest
from small_spec import HIDDEN, OUTPUT, every, small, told

ACTIVATIONS_AND_LOSSES = {
    "softmax in a hidden layer": (
        small((HIDDEN, "activation: softmax\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:17: error[loss-does-not-fit]: layers[0].activation: softmax belongs to the last layer
            activation: softmax
                        ^^^^^^^  a hidden layer takes sigmoid, tanh, relu or another elementwise function
        """,
    ),
    "softmax with a squared loss": (
        small((OUTPUT, "activation: softmax\n    weights: [[0.3], [0.9]]")),
        """
        small.yaml:11:7: error[loss-does-not-fit]: loss: squared does not fit the output's activation
        'softmax'
            loss: squared
                  ^^^^^^^
            squared takes sigmoid, tanh, step, identity, relu, leaky_relu, elu, softplus or maxout;
            'softmax' takes cross_entropy
        """,
    ),
    "cross entropy without softmax": (
        small(("loss: squared", "loss: cross_entropy")),
        """
        small.yaml:11:7: error[loss-does-not-fit]: loss: cross_entropy does not fit the output's activation
        'sigmoid'
            loss: cross_entropy
                  ^^^^^^^^^^^^^
            cross_entropy takes softmax; 'sigmoid' takes squared, squared_sum, mean_squared or
            binary_cross_entropy
        """,
    ),
    "binary cross entropy without sigmoid": (
        small(
            ("loss: squared", "loss: binary_cross_entropy"), (OUTPUT, "activation: relu\n    weights: [[0.3], [0.9]]")
        ),
        """
        small.yaml:11:7: error[loss-does-not-fit]: loss: binary_cross_entropy does not fit the output's
        activation 'relu'
            loss: binary_cross_entropy
                  ^^^^^^^^^^^^^^^^^^^^
            binary_cross_entropy takes sigmoid; 'relu' takes squared, squared_sum or mean_squared
        """,
    ),
    "targets that do not sum to 1": (
        small(
            ("loss: squared", "loss: cross_entropy"),
            ("units: [O]", "units: [O, R]"),
            (OUTPUT, "activation: softmax\n    weights: [[0.3, 0.1], [0.9, 0.2]]"),
            ("target: [0.5]", "target: [0.5, 0.6]"),
        ),
        """
        small.yaml:15:13: error[out-of-range]: samples[0].target: the targets of cross_entropy must sum to
        1, and these sum to 1.1
            target: [0.5, 0.6]
                    ^^^^^^^^^^
            write 1 for the right class and 0 for each other; two classes need two outputs
        """,
    ),
    "targets below 0": (
        small(
            ("loss: squared", "loss: cross_entropy"),
            ("units: [O]", "units: [O, R]"),
            (OUTPUT, "activation: softmax\n    weights: [[0.3, 0.1], [0.9, 0.2]]"),
            ("target: [0.5]", "target: [-1, 2]"),
        ),
        """
        small.yaml:15:13: error[out-of-range]: samples[0].target: cross_entropy takes targets from 0 to 1
            target: [-1, 2]
                    ^^^^^^^
        """,
    ),
    "a target above 1": (
        small(("loss: squared", "loss: binary_cross_entropy"), ("target: [0.5]", "target: 2")),
        """
        small.yaml:15:13: error[out-of-range]: samples[0].target: binary_cross_entropy takes targets from 0
        to 1
            target: 2
                    ^
        """,
    ),
    "a loss without a target": (
        small(("\n    target: [0.5]", "")),
        """
        small.yaml:14:5: error[missing-key]: samples[0]: this sample has no 'target', and a loss needs one
            - x: [0.35, 0.9]
              ^^^^^^^^^^^^^^  give the target, or leave 'loss' out for a network that is only run
        """,
    ),
    "a learning rate without a loss": (
        small(("loss: squared\n", "")),
        """
        small.yaml:11:1: error[missing-key]: there is a learning rate but no 'loss' to lower
            learning_rate: 1
            ^^^^^^^^^^^^^
            add a line such as 'loss: squared', or leave the rate out for a network that is only run
        """,
    ),
    "a negative learning rate": (
        small(("learning_rate: 1", "learning_rate: -0.1")),
        """
        small.yaml:12:16: error[out-of-range]: learning_rate: a learning rate is not negative
            learning_rate: -0.1
                           ^^^^
        """,
    ),
    "a parameter that the activation does not have": (
        small((HIDDEN, "activation: {name: sigmoid, slope: 0.2}")),
        """
        small.yaml:6:33: error[unknown-key]: layers[0].activation: sigmoid has no 'slope'
            activation: {name: sigmoid, slope: 0.2}
                                        ^^^^^
        """,
    ),
    "a slope above 1": (
        small((HIDDEN, "activation: {name: leaky_relu, slope: 2}")),
        """
        small.yaml:6:43: error[out-of-range]: layers[0].activation.slope: a leaky ReLU's slope lies between
        0 and 1
            activation: {name: leaky_relu, slope: 2}
                                                  ^
        """,
    ),
}


@pytest.mark.parametrize(**every(activations=ACTIVATIONS_AND_LOSSES))
def test_fault(text, expected):
    assert told(text) == expected
