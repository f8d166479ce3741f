"""Several faults at once, faults of `--set`, and what is no fault.

Each with the diagnostic that the user sees, to the letter, at 100 columns.
"""

from textwrap import dedent

import pytest
from small_spec import HIDDEN, OUTPUT, SMALL, W1, W2, every, small, told

SEVERAL = {
    "of keys, words, kinds and meaning": (
        small(
            ("title: Small", "title: 5"),
            (HIDDEN, "activaton: sigmoid\n    weights: [[0.1, 0.4]]"),
            ("loss: squared", "loss: square"),
            ("learning_rate: 1", "learning_rate: fast"),
            ("target: [0.5]", "target: [0.5, 1]"),
        ),
        """
        small.yaml:1:8: error[wrong-kind]: title: text is needed here, not the number 5
            title: 5
                   ^  put it in quotes
        small.yaml:6:5: error[unknown-key]: layers[0]: 'activaton' is not a key here
            activaton: sigmoid
            ^^^^^^^^^  did you mean 'activation'?
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 1×2, and 2×2 are needed
            weights: [[0.1, 0.4]]
                     ^^^^^^^^^^^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, Q
        small.yaml:11:7: error[unknown-word]: loss: 'square' is not known here
            loss: square
                  ^^^^^^  did you mean 'squared'?
        small.yaml:12:16: error[wrong-kind]: learning_rate: a number such as 0.35, -1e-3 or 13/50 is needed
        here, not the text 'fast'
            learning_rate: fast
                           ^^^^
        small.yaml:15:13: error[shape]: samples[0].target: 2 numbers where 1 is needed (O)
            target: [0.5, 1]
                    ^^^^^^^^
        """,
    ),
    "of a kind and of a shape": (
        small(("learning_rate: 1", "learning_rate: fast"), (W2, "weights: [[0.3, 0.9]]")),
        """
        small.yaml:10:14: error[shape]: layers[1].weights: the weights are 1×2, and 2×1 are needed
            weights: [[0.3, 0.9]]
                     ^^^^^^^^^^^^
            weights are written [from][to]: a row for each of P, Q; yours look transposed
        small.yaml:12:16: error[wrong-kind]: learning_rate: a number such as 0.35, -1e-3 or 13/50 is needed
        here, not the text 'fast'
            learning_rate: fast
                           ^^^^
        """,
    ),
    "of a word and of a shape": (
        small((HIDDEN, "activation: sigmoyd\n    weights: [[0.1, 0.4], [0.8, 0.6]]"), (W2, "weights: [[0.3, 0.9]]")),
        """
        small.yaml:6:17: error[unknown-word]: layers[0].activation: 'sigmoyd' is not known here
            activation: sigmoyd
                        ^^^^^^^  did you mean 'sigmoid'?
        small.yaml:10:14: error[shape]: layers[1].weights: the weights are 1×2, and 2×1 are needed
            weights: [[0.3, 0.9]]
                     ^^^^^^^^^^^^
            weights are written [from][to]: a row for each of P, Q; yours look transposed
        """,
    ),
    "of a misspelt key and of a shape": (
        small(("samples:", "sample:"), (W2, "weights: [[0.3, 0.9]]")),
        """
        small.yaml:10:14: error[shape]: layers[1].weights: the weights are 1×2, and 2×1 are needed
            weights: [[0.3, 0.9]]
                     ^^^^^^^^^^^^
            weights are written [from][to]: a row for each of P, Q; yours look transposed
        small.yaml:13:1: error[unknown-key]: 'sample' is not a key here
            sample:
            ^^^^^^  did you mean 'samples'?
        """,
    ),
    "of a number and of a shape": (
        small(("[0.8, 0.6]", "[b, 0.6]"), (W2, "weights: [[0.3, 0.9]]")),
        """
        small.yaml:7:28: error[wrong-kind]: layers[0].weights[1][0]: a number such as 0.35, -1e-3 or 13/50
        is needed here, not the text 'b'
            weights: [[0.1, 0.4], [b, 0.6]]
                                   ^
        small.yaml:10:14: error[shape]: layers[1].weights: the weights are 1×2, and 2×1 are needed
            weights: [[0.3, 0.9]]
                     ^^^^^^^^^^^^
            weights are written [from][to]: a row for each of P, Q; yours look transposed
        """,
    ),
    "of an item and of a word": (
        small(
            ("samples:\n  - x: [0.35, 0.9]\n    target: [0.5]", "samples: [[0.35, 0.9]]"),
            ("loss: squared", "loss: mse"),
        ),
        """
        small.yaml:11:7: error[unknown-word]: loss: 'mse' is not known here
            loss: mse
                  ^^^  did you mean 'mean_squared'?
        small.yaml:13:11: error[wrong-kind]: samples[0]: a mapping is needed here, not a list
            samples: [[0.35, 0.9]]
                      ^^^^^^^^^^^
        """,
    ),
    "all that is missing": (
        small((SMALL, "title: Small\n")),
        """
        small.yaml:1:1: error[missing-key]: 'inputs' is missing
            title: Small
            ^^^^^^^^^^^^
        small.yaml:1:1: error[missing-key]: 'layers' is missing
            title: Small
            ^^^^^^^^^^^^
        small.yaml:1:1: error[missing-key]: 'samples' is missing
            title: Small
            ^^^^^^^^^^^^  write the examples out, or name a data set, as in 'data: xor'
        """,
    ),
}


@pytest.mark.parametrize(**every(several=SEVERAL))
def test_fault(text, expected):
    assert told(text) == expected


SETTINGS = {
    "learning_rat=2": """
        --set learning_rat=2: error[unknown-key]: 'learning_rat' is not a key here
            did you mean 'learning_rate'?
    """,
    "learning_rate=fast": """
        --set learning_rate=fast: error[wrong-kind]: learning_rate: a number such as 0.35, -1e-3 or 13/50 is
        needed here, not the text 'fast'
    """,
    "learning_rate=-1": """
        --set learning_rate=-1: error[out-of-range]: learning_rate: a learning rate is not negative
    """,
    "layers[9].units=3": """
        --set layers[9].units=3: error[no-such-place]: layers has no item 9: it has 2, numbered from 0
    """,
    "layers[0].weights[0][5]=1": """
        --set layers[0].weights[0][5]=1: error[no-such-place]: layers[0].weights[0] has no item 5: it has 2,
        numbered from 0
    """,
    "layers.x=3": """
        --set layers.x=3: error[no-such-place]: layers is a list: its items have numbers, and no names
    """,
    "title.x=3": """
        --set title.x=3: error[no-such-place]: title is a single value: nothing stands inside it
    """,
    "conventions.order=sequential": """
        --set conventions.order=sequential: error[unknown-key]: conventions: 'order' is not a key here
            known here: biases, update_order, reduction, relu_slope_at_0, input_gradients
    """,
    "loss=mse": """
        --set loss=mse: error[unknown-word]: loss: 'mse' is not known here
            did you mean 'mean_squared'?
    """,
    "layers[0].activation=sigmoyd": """
        --set layers[0].activation=sigmoyd: error[unknown-word]: layers[0].activation: 'sigmoyd' is not
        known here
            did you mean 'sigmoid'?
    """,
    "published={P.outt: 1}": """
        --set published={P.outt: 1}: error[unknown-quantity]: published: this network has no quantity
        'P.outt'
            did you mean 'P.out'?
    """,
    "learning_rate=[1": """
        --set learning_rate=[1: error[yaml-syntax]: this '[' is never closed
            end it with ']'
    """,
    "learning_rate=.nan": """
        --set learning_rate=.nan: error[not-finite]: .nan ('not a number') cannot be computed with
    """,
    "layers[0].units=[P, P, P]": """
        --set layers[0].units=[P, P, P]: error[same-name]: layers[0].units[1]: 'P' names two units
            give each unit a name of its own
        --set layers[0].units=[P, P, P]: error[same-name]: layers[0].units[2]: 'P' names two units
            give each unit a name of its own
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 2×2, and 2×3 are needed
            weights: [[0.1, 0.4], [0.8, 0.6]]
                     ^^^^^^^^^^^^^^^^^^^^^^^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, P, P
        small.yaml:10:14: error[shape]: layers[1].weights: the weights are 2×1, and 3×1 are needed
            weights: [[0.3], [0.9]]
                     ^^^^^^^^^^^^^^
            weights are written [from][to]: a row for each of P, P, P, in it a number for each of O
    """,
    "title= ": """
        --set title= : error[wrong-kind]: title: text is needed here, and there is nothing
    """,
}


@pytest.mark.parametrize(("setting", "expected"), SETTINGS.items())
def test_fault_of_set(setting, expected):
    assert told(small(), setting) == dedent(expected).strip()


def test_a_setting_may_cause_a_fault_in_the_file():
    expected = """
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 2×2, and 3×2 are needed
            weights: [[0.1, 0.4], [0.8, 0.6]]
                     ^^^^^^^^^^^^^^^^^^^^^^^^
            weights are written [from][to]: a row for each of A, B, C, in it a number for each of P, Q
        """
    assert told(small(), "inputs=[A, B, C]", "samples[0].x=[1, 2, 3]") == dedent(expected).strip()


def test_too_many_faults_end_the_checking():
    said = told(small(more="names: {" + ", ".join(f"q{n}: n{n}" for n in range(60)) + "}\n"))
    assert said.count("error[unknown-quantity]") == 50
    assert said.endswith("\nerror[too-many-faults]: there may be more faults; the checking ends here")


# What is not a fault

FINE = {
    "the small spec itself": small(),
    "weights left out, or left empty": small((W1, "weights:"), (f"\n    {W2}", "")),
    "weights by name, with rows as lists": small((W1, "weights: {B: [0.8, 0.6], A: {Q: 0.4, P: 0.1}}")),
    "one matrix in a list": small((W1, "weights: [[[0.1, 0.4], [0.8, 0.6]]]")),
    "one bias for all units": small((W1, f"{W1}\n    biases: 0.5\n    biases_are: shared")),
    "equal shared biases": small((W1, f"{W1}\n    biases: [1/2, 0.50]\n    biases_are: shared")),
    "random thresholds": small((W1, f"{W1}\n    thresholds: random")),
    "a target that is one number": small(("target: [0.5]", "target: 0.5")),
    "a learning rate of 0": small(("learning_rate: 1", "learning_rate: 0")),
    "no learning rate": small(("learning_rate: 1\n", "")),
    "no loss, no rate, no target": small(
        ("loss: squared\n", ""), ("learning_rate: 1\n", ""), ("\n    target: [0.5]", "")
    ),
    "a target without a loss": small(("loss: squared\n", ""), ("learning_rate: 1\n", "")),
    "ratios": small(("learning_rate: 1", "learning_rate: 13/50"), ("[0.35, 0.9]", "[7/20, ' 9 / 10 ']")),
    "targets that are thirds": small(
        ("loss: squared", "loss: cross_entropy"),
        ("units: [O]", "units: 3"),
        (OUTPUT, "activation: softmax"),
        ("target: [0.5]", "target: [1/3, 1/3, 1/3]"),
    ),
    "a unit called as a layer is": small(("name: hidden", "name: P")),
    "a name for a quantity that is its id": small(more="names: {A: A}\n"),
    "a Chinese name": small(more="names: {P.out: 隐层输出, O.out: y′}\n"),
    "maxout with a row of biases for each piece": small(
        (HIDDEN, "activation: maxout\n    weights: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]\n    biases: [[1, 2], [3, 4]]")
    ),
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_no_fault(text):
    assert told(text) == ""
