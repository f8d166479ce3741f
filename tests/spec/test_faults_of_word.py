"""Misspelt, unknown and missing keys and words.

Each with the diagnostic that the user sees, to the letter, at 100 columns.
"""

import pytest
from small_spec import HIDDEN, W1, every, small, told

KEYS = {
    "a key that is nearly right": (
        small((HIDDEN, "activaton: sigmoid\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:5: error[unknown-key]: layers[0]: 'activaton' is not a key here
            activaton: sigmoid
            ^^^^^^^^^  did you mean 'activation'?
        """,
    ),
    "a key in the wrong case": (
        small(("title: Small", "Title: Small")),
        """
        small.yaml:1:1: error[unknown-key]: 'Title' is not a key here
            Title: Small
            ^^^^^  did you mean 'title'?
        """,
    ),
    "a key that is near to nothing": (
        small(more="banana: 1\n"),
        """
        small.yaml:16:1: error[unknown-key]: 'banana' is not a key here
            banana: 1
            ^^^^^^
            known here: model, title, source, about, inputs, layers, loss, learning_rate, mode, samples,
            seed, initialiser, conventions, names, rounding, published, data, training
        """,
    ),
    "a key that stands there already under its right name": (
        small(more="losss: squared\n"),
        """
        small.yaml:16:1: error[unknown-key]: 'losss' is not a key here
            losss: squared
            ^^^^^  did you mean 'loss'?
        """,
    ),
    "a key of a sample": (
        small(("x: [0.35, 0.9]", "inputs: [0.35, 0.9]")),
        """
        small.yaml:14:5: error[unknown-key]: samples[0]: 'inputs' is not a key here
            - inputs: [0.35, 0.9]
              ^^^^^^  known here: x, target
        small.yaml:14:5: error[missing-key]: samples[0]: 'x' is missing
            - inputs: [0.35, 0.9]
              ^^^^^^^^^^^^^^^^^^^
        """,
    ),
    "a key inside a figure": (
        small(more="published: {P.out: {printed: 0.6, slipp: it is}}\n"),
        """
        small.yaml:16:35: error[unknown-key]: published["P.out"]: 'slipp' is not a key here
            published: {P.out: {printed: 0.6, slipp: it is}}
                                              ^^^^^  did you mean 'slip'?
        """,
    ),
    "no title": (
        small(("title: Small\n", "")),
        """
        small.yaml:1:1: error[missing-key]: 'title' is missing
            inputs: [A, B]
            ^^^^^^^^^^^^^^
        """,
    ),
    "no layers, and nothing that needs them": (
        small(("title: Small\ninputs: [A, B]\n", "title: Small\n")),
        """
        small.yaml:1:1: error[missing-key]: 'inputs' is missing
            title: Small
            ^^^^^^^^^^^^
        """,
    ),
    "no units": (
        small(("    units: [P, Q]\n", "")),
        """
        small.yaml:4:5: error[missing-key]: layers[0]: 'units' is missing
            - name: hidden
              ^^^^^^^^^^^^
        """,
    ),
    "no activation": (
        small(("units: [P, Q]\n    activation: sigmoid", "units: [P, Q]")),
        """
        small.yaml:4:5: error[missing-key]: layers[0]: 'activation' is missing
            - name: hidden
              ^^^^^^^^^^^^
        """,
    ),
    "no x": (
        small(("x: [0.35, 0.9]\n    ", "")),
        """
        small.yaml:14:5: error[missing-key]: samples[0]: 'x' is missing
            - target: [0.5]
              ^^^^^^^^^^^^^
        """,
    ),
    "a figure without its digits": (
        small(more="published: {P.out: {slip: it is}}\n"),
        """
        small.yaml:16:13: error[missing-key]: published["P.out"]: 'printed' is missing
            published: {P.out: {slip: it is}}
                        ^^^^^
        """,
    ),
    "an activation without its name": (
        small((HIDDEN, "activation: {slope: 2}")),
        """
        small.yaml:6:5: error[missing-key]: layers[0].activation: 'name' is missing
            activation: {slope: 2}
            ^^^^^^^^^^
        """,
    ),
}

WORDS = {
    "an activation that is nearly right": (
        small((HIDDEN, "activation: sigmoyd\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:17: error[unknown-word]: layers[0].activation: 'sigmoyd' is not known here
            activation: sigmoyd
                        ^^^^^^^  did you mean 'sigmoid'?
        """,
    ),
    "an activation by another name": (
        small((HIDDEN, "activation: logistic\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:17: error[unknown-word]: layers[0].activation: 'logistic' is not known here
            activation: logistic
                        ^^^^^^^^  did you mean 'sigmoid'?
        """,
    ),
    "an activation in a mapping": (
        small((HIDDEN, "activation: {name: rellu}\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:24: error[unknown-word]: layers[0].activation.name: 'rellu' is not known here
            activation: {name: rellu}
                               ^^^^^  did you mean 'relu'?
        """,
    ),
    "an activation that is a number": (
        small((HIDDEN, "activation: 3\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:17: error[wrong-kind]: layers[0].activation: the name of a function is needed here, not
        the number 3
            activation: 3
                        ^
            known here: sigmoid, tanh, step, identity, relu, leaky_relu, elu, softplus, maxout, softmax
        """,
    ),
    "an activation that is a list": (
        small((HIDDEN, "activation: [sigmoid]\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:17: error[wrong-kind]: layers[0].activation: the name of a function is needed here, not
        a list
            activation: [sigmoid]
                        ^^^^^^^^^
            known here: sigmoid, tanh, step, identity, relu, leaky_relu, elu, softplus, maxout, softmax
        """,
    ),
    "an activation left empty": (
        small((HIDDEN, "activation: \n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:6:16: error[wrong-kind]: layers[0].activation: the name of a function is needed here, and
        there is nothing
            activation:
                       ^
            known here: sigmoid, tanh, step, identity, relu, leaky_relu, elu, softplus, maxout, softmax
        """,
    ),
    "a loss with the wrong dash": (
        small(("loss: squared", "loss: cross-entropy"), ("target: [0.5]", "target: 1")),
        """
        small.yaml:11:7: error[unknown-word]: loss: 'cross-entropy' is not known here
            loss: cross-entropy
                  ^^^^^^^^^^^^^  did you mean 'cross_entropy'?
        """,
    ),
    "a loss by another name is told once": (
        small(("loss: squared", "loss: mse")),
        """
        small.yaml:11:7: error[unknown-word]: loss: 'mse' is not known here
            loss: mse
                  ^^^  did you mean 'mean_squared'?
        """,
    ),
    "a mode": (
        small(more="mode: batch\n"),
        """
        small.yaml:16:7: error[unknown-word]: mode: 'batch' is not known here
            mode: batch
                  ^^^^^  did you mean 'mini-batch'?
        """,
    ),
    "a mode that is a number": (
        small(more="mode: 3\n"),
        """
        small.yaml:16:7: error[wrong-kind]: mode: a word is needed here, not the number 3
            mode: 3
                  ^  known here: standard, accumulated, mini-batch
        """,
    ),
    "a mode left empty": (
        small(more="mode:\n"),
        """
        small.yaml:16:6: error[wrong-kind]: mode: a word is needed here, and there is nothing
            mode:
                 ^  known here: standard, accumulated, mini-batch
        """,
    ),
    "a model": (
        small(more="model: hopfield\n"),
        """
        small.yaml:16:8: error[unknown-word]: model: 'hopfield' is not known here
            model: hopfield
                   ^^^^^^^^  known here: feed-forward, perceptron
        """,
    ),
    "how biases learn": (
        small((W1, W1 + "\n    biases: 1\n    biases_are: frozen")),
        """
        small.yaml:9:17: error[unknown-word]: layers[0].biases_are: 'frozen' is not known here
            biases_are: frozen
                        ^^^^^^  known here: learned, fixed, shared
        """,
    ),
    "how values are drawn": (
        small(more="initialiser: {kind: gauss}\n"),
        """
        small.yaml:16:21: error[unknown-word]: initialiser.kind: 'gauss' is not known here
            initialiser: {kind: gauss}
                                ^^^^^  known here: uniform, normal, glorot, he, zeros
        """,
    ),
}


@pytest.mark.parametrize(**every(keys=KEYS, words=WORDS))
def test_fault(text, expected):
    assert told(text) == expected
