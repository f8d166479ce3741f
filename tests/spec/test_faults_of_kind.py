"""Text for numbers, lists for mappings and the like.

Each with the diagnostic that the user sees, to the letter, at 100 columns.
"""

import pytest
from small_spec import LAYERS, SMALL, W1, every, small, told

KINDS = {
    "text for a number": (
        small(("learning_rate: 1", "learning_rate: fast")),
        """
        small.yaml:12:16: error[wrong-kind]: learning_rate: a number such as 0.35, -1e-3 or 13/50 is needed
        here, not the text 'fast'
            learning_rate: fast
                           ^^^^
        """,
    ),
    "a number in quotes": (
        small(("learning_rate: 1", 'learning_rate: "1"')),
        """
        small.yaml:12:16: error[wrong-kind]: learning_rate: a number such as 0.35, -1e-3 or 13/50 is needed
        here, not the text '1'
            learning_rate: "1"
                           ^^^  leave the quotes out
        """,
    ),
    "nothing for a number": (
        small((W1, "weights: [[0.1, 0.4], [0.8, null]]")),
        """
        small.yaml:7:33: error[wrong-kind]: layers[0].weights[1][1]: a number such as 0.35, -1e-3 or 13/50
        is needed here, and there is nothing
            weights: [[0.1, 0.4], [0.8, null]]
                                        ^^^^
        """,
    ),
    "true for a number": (
        small(("learning_rate: 1", "learning_rate: true")),
        """
        small.yaml:12:16: error[wrong-kind]: learning_rate: a number such as 0.35, -1e-3 or 13/50 is needed
        here, not true
            learning_rate: true
                           ^^^^
        """,
    ),
    "a ratio beyond all numbers": (
        small(("learning_rate: 1", "learning_rate: 1/0")),
        """
        small.yaml:12:16: error[wrong-kind]: learning_rate: a number such as 0.35, -1e-3 or 13/50 is needed
        here, not the text '1/0'
            learning_rate: 1/0
                           ^^^
        """,
    ),
    "a number for text": (
        small(("title: Small", "title: 5.1")),
        """
        small.yaml:1:8: error[wrong-kind]: title: text is needed here, not the number 5.1
            title: 5.1
                   ^^^  put it in quotes
        """,
    ),
    "a list for text": (
        small(("title: Small", "title: [Small]")),
        """
        small.yaml:1:8: error[wrong-kind]: title: text is needed here, not a list
            title: [Small]
                   ^^^^^^^
        """,
    ),
    "nothing for text": (
        small(("title: Small", "title:")),
        """
        small.yaml:1:7: error[wrong-kind]: title: text is needed here, and there is nothing
            title:
                  ^
        """,
    ),
    "a list for a mapping": (
        small(("samples:\n  - x: [0.35, 0.9]\n    target: [0.5]", "samples: [[0.35, 0.9]]")),
        """
        small.yaml:13:11: error[wrong-kind]: samples[0]: a mapping is needed here, not a list
            samples: [[0.35, 0.9]]
                      ^^^^^^^^^^^
        """,
    ),
    "a mapping for a list": (
        small(("samples:\n  - x", "samples:\n    x")),
        """
        small.yaml:14:5: error[wrong-kind]: samples: a list is needed here, not a mapping
            x: [0.35, 0.9]
            ^^^^^^^^^^^^^^
        """,
    ),
    "text for a mapping": (
        small(more="conventions: sequential\n"),
        """
        small.yaml:16:14: error[wrong-kind]: conventions: a mapping is needed here, not the text
        'sequential'
            conventions: sequential
                         ^^^^^^^^^^
        """,
    ),
    "a list for names": (
        small(more="names: [w1]\n"),
        """
        small.yaml:16:8: error[wrong-kind]: names: a mapping is needed here, not a list
            names: [w1]
                   ^^^^
        """,
    ),
    "a list for a spec": (
        small((SMALL, "- title: Small\n- inputs: 2\n")),
        """
        small.yaml:1:1: error[not-a-mapping]: a spec is a mapping of keys such as 'title', 'inputs' and
        'layers'
            - title: Small
            ^^^^^^^^^^^^^^
        """,
    ),
    "no layer at all": (
        small((LAYERS, "layers: []\n")),
        """
        small.yaml:3:9: error[too-few]: layers: at least one is needed here
            layers: []
                    ^^
        """,
    ),
    "text for a layer": (
        small((LAYERS, "layers: [sigmoid]\n")),
        """
        small.yaml:3:10: error[wrong-kind]: layers[0]: a mapping is needed here, not the text 'sigmoid'
            layers: [sigmoid]
                     ^^^^^^^
        """,
    ),
    "no units at all": (
        small(("units: [O]", "units: 0")),
        """
        small.yaml:8:12: error[wrong-kind]: layers[1].units: a list of names is needed here, or a whole
        number from 1 to 10000, not the number 0
            - units: 0
                     ^
        """,
    ),
    "half a unit": (
        small(("units: [O]", "units: 1.5")),
        """
        small.yaml:8:12: error[wrong-kind]: layers[1].units: a list of names is needed here, or a whole
        number from 1 to 10000, not the number 1.5
            - units: 1.5
                     ^^^
        """,
    ),
    "too many units": (
        small(("units: [O]", "units: 10001")),
        """
        small.yaml:8:12: error[wrong-kind]: layers[1].units: a list of names is needed here, or a whole
        number from 1 to 10000, not the number 10001
            - units: 10001
                     ^^^^^
        """,
    ),
    "text for units": (
        small(("units: [O]", "units: two")),
        """
        small.yaml:8:12: error[wrong-kind]: layers[1].units: a list of names is needed here, or a whole
        number from 1 to 10000, not the text 'two'
            - units: two
                     ^^^
        """,
    ),
    "a mapping for inputs": (
        small(("inputs: [A, B]", "inputs: {A: 1, B: 2}")),
        """
        small.yaml:2:13: error[wrong-kind]: inputs.A: a list is needed here, not the number 1
            inputs: {A: 1, B: 2}
                        ^
        small.yaml:2:19: error[wrong-kind]: inputs.B: a list is needed here, not the number 2
            inputs: {A: 1, B: 2}
                              ^
        """,
    ),
    "an empty list of units": (
        small(("units: [O]", "units: []")),
        """
        small.yaml:8:12: error[too-few]: layers[1].units: at least one is needed here
            - units: []
                     ^^
        """,
    ),
    "a number for a unit": (
        small(("units: [O]", "units: [1]")),
        """
        small.yaml:8:13: error[wrong-kind]: layers[1].units[0]: text is needed here, not the number 1
            - units: [1]
                      ^
        """,
    ),
    "a whole number that is none": (
        small(more="initialiser: {seed: 1.5}\n"),
        """
        small.yaml:16:21: error[wrong-kind]: initialiser.seed: a whole number is needed here, not the number
        1.5
            initialiser: {seed: 1.5}
                                ^^^
        """,
    ),
}


@pytest.mark.parametrize(**every(kinds=KINDS))
def test_fault(text, expected):
    assert told(text) == expected
