"""Numbers that are too few, too many, or in the wrong order.

Each with the diagnostic that the user sees, to the letter, at 100 columns.
"""

import pytest
from small_spec import HIDDEN, W1, W2, every, small, told

SHAPES = {
    "too few rows": (
        small((W1, "weights: [[0.1, 0.4]]")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 1×2, and 2×2 are needed
            weights: [[0.1, 0.4]]
                     ^^^^^^^^^^^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, Q
        """,
    ),
    "too many columns": (
        small((W1, "weights: [[0.1, 0.4, 0.5], [0.8, 0.6, 0.7]]")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 2×3, and 2×2 are needed
            weights: [[0.1, 0.4, 0.5], [0.8, 0.6, 0.7]]
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, Q
        """,
    ),
    "transposed": (
        small((W2, "weights: [[0.3, 0.9]]")),
        """
        small.yaml:10:14: error[shape]: layers[1].weights: the weights are 1×2, and 2×1 are needed
            weights: [[0.3, 0.9]]
                     ^^^^^^^^^^^^
            weights are written [from][to]: a row for each of P, Q; yours look transposed
        """,
    ),
    "ragged": (
        small((W1, "weights: [[0.1, 0.4], [0.8]]")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 2 rows of unequal length, and 2×2
        are needed
            weights: [[0.1, 0.4], [0.8]]
                     ^^^^^^^^^^^^^^^^^^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, Q
        """,
    ),
    "no rows": (
        small((W1, "weights: []")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are an empty list, and 2×2 are needed
            weights: []
                     ^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, Q
        """,
    ),
    "empty rows": (
        small((W1, "weights: [[], []]")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 2×0, and 2×2 are needed
            weights: [[], []]
                     ^^^^^^^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, Q
        """,
    ),
    "a flat list": (
        small((W1, "weights: [0.1, 0.4, 0.8, 0.6]")),
        """
        small.yaml:7:14: error[wrong-kind]: layers[0].weights: a list of rows is needed here, and the number
        0.1 is no row
            weights: [0.1, 0.4, 0.8, 0.6]
                     ^^^^^^^^^^^^^^^^^^^^  write it like [[0.1, 0.4], [0.8, 0.6]]
        """,
    ),
    "a list of mappings": (
        small((W1, "weights: [{P: 0.1, Q: 0.4}, {P: 0.8, Q: 0.6}]")),
        """
        small.yaml:7:14: error[wrong-kind]: layers[0].weights: a list of rows is needed here, and a mapping
        is no row
            weights: [{P: 0.1, Q: 0.4}, {P: 0.8, Q: 0.6}]
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^  write it like [[0.1, 0.4], [0.8, 0.6]]
        """,
    ),
    "one number for a matrix": (
        small((W1, "weights: 0.5")),
        """
        small.yaml:7:14: error[wrong-kind]: layers[0].weights: a list is needed here, not the number 0.5
            weights: 0.5
                     ^^^
        """,
    ),
    "two words among the numbers": (
        small((W1, "weights: [[0.1, a], [b, 0.6]]")),
        """
        small.yaml:7:21: error[wrong-kind]: layers[0].weights[0][1]: a number such as 0.35, -1e-3 or 13/50
        is needed here, not the text 'a'
            weights: [[0.1, a], [b, 0.6]]
                            ^
        small.yaml:7:26: error[wrong-kind]: layers[0].weights[1][0]: a number such as 0.35, -1e-3 or 13/50
        is needed here, not the text 'b'
            weights: [[0.1, a], [b, 0.6]]
                                 ^
        """,
    ),
    "too few inputs": (
        small(("x: [0.35, 0.9]", "x: [0.35]")),
        """
        small.yaml:14:8: error[shape]: samples[0].x: 1 number where 2 are needed (A, B)
            - x: [0.35]
                 ^^^^^^
        """,
    ),
    "too many inputs": (
        small(("x: [0.35, 0.9]", "x: [0.35, 1, 2]")),
        """
        small.yaml:14:8: error[shape]: samples[0].x: 3 numbers where 2 are needed (A, B)
            - x: [0.35, 1, 2]
                 ^^^^^^^^^^^^
        """,
    ),
    "too many targets": (
        small(("target: [0.5]", "target: [0.5, 1]")),
        """
        small.yaml:15:13: error[shape]: samples[0].target: 2 numbers where 1 is needed (O)
            target: [0.5, 1]
                    ^^^^^^^^
        """,
    ),
    "too few biases": (
        small((W1, W1 + "\n    biases: [1]")),
        """
        small.yaml:8:13: error[shape]: layers[0].biases: 1 number where 2 are needed (P, Q)
            biases: [1]
                    ^^^
        """,
    ),
    "two matrices without maxout": (
        small((W1, "weights: [[[0.1, 0.4], [0.8, 0.6]], [[1, 2], [3, 4]]]")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: 2 matrices where 1 is needed
            weights: [[[0.1, 0.4], [0.8, 0.6]], [[1, 2], [3, 4]]]
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            maxout takes a list of matrices, one for each piece; all others take one
        """,
    ),
    "two rows of biases without maxout": (
        small((W1, W1 + "\n    biases: [[1, 2], [3, 4]]")),
        """
        small.yaml:8:13: error[shape]: layers[0].biases: 2 rows of numbers where 1 is needed
            biases: [[1, 2], [3, 4]]
                    ^^^^^^^^^^^^^^^^
            maxout takes a list of rows, one for each piece; all others take one row
        """,
    ),
    "more weights than anybody waits for": (
        small(("inputs: [A, B]", "inputs: 10000"), (HIDDEN, "activation: sigmoid"), ("units: [P, Q]", "units: 10000")),
        """
        small.yaml:3:1: error[too-large]: this network has 100000000 weights or more, and nncli takes up to
        1000000
            layers:
            ^^^^^^
        """,
    ),
    "very many names are not all listed": (
        small(("inputs: [A, B]", "inputs: 100")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: the weights are 2×2, and 100×2 are needed
            weights: [[0.1, 0.4], [0.8, 0.6]]
                     ^^^^^^^^^^^^^^^^^^^^^^^^
            weights are written [from][to]: a row for each of x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
            x12, x13, x14, x15, x16, x17, x18, …, x100, in it a number for each of P, Q
        small.yaml:14:8: error[shape]: samples[0].x: 2 numbers where 100 are needed (x1, x2, x3, x4, x5, x6,
        x7, x8, x9, x10, x11, x12, x13, x14, x15, x16, x17, x18, …, x100)
            - x: [0.35, 0.9]
                 ^^^^^^^^^^^
        """,
    ),
}

BY_NAME = {
    "weights from an unknown unit": (
        small((W1, "weights: {A: {P: 0.1, Q: 0.4}, C: {P: 0.8, Q: 0.6}}")),
        """
        small.yaml:7:36: error[unknown-unit]: layers[0].weights: 'C' is not a unit here
            weights: {A: {P: 0.1, Q: 0.4}, C: {P: 0.8, Q: 0.6}}
                                           ^  known here: A, B
        """,
    ),
    "weights from a unit in the wrong case": (
        small((W1, "weights: {A: {P: 0.1, Q: 0.4}, b: {P: 0.8, Q: 0.6}}")),
        """
        small.yaml:7:36: error[unknown-unit]: layers[0].weights: 'b' is not a unit here
            weights: {A: {P: 0.1, Q: 0.4}, b: {P: 0.8, Q: 0.6}}
                                           ^  did you mean 'B'?
        """,
    ),
    "weights to an unknown unit": (
        small((W1, "weights: {A: {P: 0.1, Q: 0.4}, B: {P: 0.8, R: 0.6}}")),
        """
        small.yaml:7:48: error[unknown-unit]: layers[0].weights.B: 'R' is not a unit here
            weights: {A: {P: 0.1, Q: 0.4}, B: {P: 0.8, R: 0.6}}
                                                       ^  known here: P, Q
        """,
    ),
    "no weights from a unit": (
        small((W1, "weights: {A: {P: 0.1, Q: 0.4}}")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: there are no weights from B
            weights: {A: {P: 0.1, Q: 0.4}}
                     ^^^^^^^^^^^^^^^^^^^^^
        """,
    ),
    "no weight to a unit": (
        small((W1, "weights: {A: {P: 0.1}, B: {P: 0.8, Q: 0.6}}")),
        """
        small.yaml:7:18: error[shape]: layers[0].weights.A: there is no number for Q
            weights: {A: {P: 0.1}, B: {P: 0.8, Q: 0.6}}
                         ^^^^^^^^
        """,
    ),
    "a row too short": (
        small((W1, "weights: {A: [0.1, 0.4], B: [0.8]}")),
        """
        small.yaml:7:33: error[shape]: layers[0].weights.B: 1 number where 2 are needed (P, Q)
            weights: {A: [0.1, 0.4], B: [0.8]}
                                        ^^^^^
        """,
    ),
    "a number for a row": (
        small((W1, "weights: {A: [0.1, 0.4], B: 0.8}")),
        """
        small.yaml:7:33: error[wrong-kind]: layers[0].weights.B: a list is needed here, not the number 0.8
            weights: {A: [0.1, 0.4], B: 0.8}
                                        ^^^
        """,
    ),
    "an unknown input": (
        small(("x: [0.35, 0.9]", "x: {A: 1, C: 2}")),
        """
        small.yaml:14:15: error[unknown-unit]: samples[0].x: 'C' is not a unit here
            - x: {A: 1, C: 2}
                        ^  known here: A, B
        """,
    ),
    "an input that is missing": (
        small(("x: [0.35, 0.9]", "x: {A: 1}")),
        """
        small.yaml:14:8: error[shape]: samples[0].x: there is no number for B
            - x: {A: 1}
                 ^^^^^^
        """,
    ),
    "an unknown bias": (
        small((W1, W1 + "\n    biases: {P: 1, q: 2}")),
        """
        small.yaml:8:20: error[unknown-unit]: layers[0].biases: 'q' is not a unit here
            biases: {P: 1, q: 2}
                           ^  did you mean 'Q'?
        """,
    ),
}

BIASES_AND_THRESHOLDS = {
    "both": (
        small((W1, W1 + "\n    biases: [1, 2]\n    thresholds: [1, 2]")),
        """
        small.yaml:9:5: error[both-offsets]: layers[0]: a layer has biases or thresholds, not both
            thresholds: [1, 2]
            ^^^^^^^^^^  a threshold is subtracted, a bias is added: keep the one that your source uses
        """,
    ),
    "how they learn, without any": (
        small((W1, W1 + "\n    biases_are: fixed")),
        """
        small.yaml:8:5: error[missing-key]: layers[0]: this layer has no biases or thresholds
            biases_are: fixed
            ^^^^^^^^^^  give them, or leave 'biases_are' out
        """,
    ),
    "a word that is not random": (
        small((W1, W1 + "\n    biases: none")),
        """
        small.yaml:8:13: error[unknown-word]: layers[0].biases: 'none' is not known here
            biases: none
                    ^^^^  known here: random
        """,
    ),
    "shared and not equal": (
        small((W1, W1 + "\n    biases: [1, 2]\n    biases_are: shared")),
        """
        small.yaml:8:13: error[shape]: layers[0].biases: a shared bias is one number for the whole layer
            biases: [1, 2]
                    ^^^^^^
        """,
    ),
    "shared, and called as another is": (
        small(
            (W1, W1 + "\n    biases: 1\n    biases_are: shared"),
            ("name: hidden", "name: O"),
            (W2, W2 + "\n    biases: 1"),
        ),
        """
        small.yaml:10:5: error[same-name]: layers[1].name: two biases would be called 'O': a shared one is
        named after its layer
            - units: [O]
              ^^^^^^^^^^  rename the layer
        """,
    ),
}

MAXOUT = {
    "one matrix": (
        small((HIDDEN, "activation: maxout\n    weights: [[0.1, 0.4], [0.8, 0.6]]")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: 1 matrix where 2 are needed
            weights: [[0.1, 0.4], [0.8, 0.6]]
                     ^^^^^^^^^^^^^^^^^^^^^^^^
            maxout takes a list of matrices, one for each piece; all others take one
        """,
    ),
    "three matrices for two pieces": (
        small((HIDDEN, "activation: maxout\n    weights: [[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[9, 0], [1, 2]]]")),
        """
        small.yaml:7:14: error[shape]: layers[0].weights: 3 matrices where 2 are needed
            weights: [[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[9, 0], [1, 2]]]
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            maxout takes a list of matrices, one for each piece; all others take one
        """,
    ),
    "a matrix of another shape": (
        small((HIDDEN, "activation: maxout\n    weights: [[[1, 2], [3, 4]], [[1, 2]]]")),
        """
        small.yaml:7:33: error[shape]: layers[0].weights[1]: the weights are 1×2, and 2×2 are needed
            weights: [[[1, 2], [3, 4]], [[1, 2]]]
                                        ^^^^^^^^
            weights are written [from][to]: a row for each of A, B, in it a number for each of P, Q
        """,
    ),
    "one row of biases": (
        small((HIDDEN, "activation: maxout\n    weights: [[[1, 2], [3, 4]], [[1, 2], [3, 4]]]\n    biases: [1, 2]")),
        """
        small.yaml:8:13: error[shape]: layers[0].biases: 1 row of numbers where 2 are needed
            biases: [1, 2]
                    ^^^^^^  maxout takes a list of rows, one for each piece; all others take one row
        """,
    ),
    "a single piece": (
        small((HIDDEN, "activation: {name: maxout, pieces: 1}")),
        """
        small.yaml:6:40: error[out-of-range]: layers[0].activation.pieces: maxout takes the largest of 2 to
        100 pieces
            activation: {name: maxout, pieces: 1}
                                               ^
        """,
    ),
    "pieces without maxout": (
        small((HIDDEN, "activation: {name: sigmoid, pieces: 2}")),
        """
        small.yaml:6:33: error[unknown-key]: layers[0].activation: sigmoid has no 'pieces'
            activation: {name: sigmoid, pieces: 2}
                                        ^^^^^^
        """,
    ),
}


@pytest.mark.parametrize(**every(shapes=SHAPES, by=BY_NAME, biases=BIASES_AND_THRESHOLDS, maxout=MAXOUT))
def test_fault(text, expected):
    assert told(text) == expected
