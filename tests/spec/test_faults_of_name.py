"""Names, rounding and published figures.

Each with the diagnostic that the user sees, to the letter, at 100 columns.
"""

import pytest
from small_spec import every, small, told

NAMES = {
    "a unit twice in a layer": (
        small(("[P, Q]", "[P, P]")),
        """
        small.yaml:5:16: error[same-name]: layers[0].units[1]: 'P' names two units
            units: [P, P]
                       ^  give each unit a name of its own
        """,
    ),
    "a unit twice in the network": (
        small(("units: [O]", "units: [A]")),
        """
        small.yaml:8:13: error[same-name]: layers[1].units[0]: 'A' names two units
            - units: [A]
                      ^  give each unit a name of its own
        """,
    ),
    "a name that another unit has by default": (
        small(("inputs: [A, B]", "inputs: [y1, B]"), ("units: [O]", "units: 1")),
        """
        small.yaml:8:12: error[same-name]: layers[1].units[0]: 'y1' names two units
            - units: 1
                     ^  give each unit a name of its own
        """,
    ),
    "a layer's name twice": (
        small(("- units: [O]", "- name: hidden\n    units: [O]")),
        """
        small.yaml:8:11: error[same-name]: layers[1].name: 'hidden' names two layers
            - name: hidden
                    ^^^^^^  give each layer a name of its own
        """,
    ),
    "a layer's name that another has by default": (
        small(("name: hidden", "name: y")),
        """
        small.yaml:8:5: error[same-name]: layers[1].name: 'y' names two layers
            - units: [O]
              ^^^^^^^^^^  give each layer a name of its own
        """,
    ),
    "a reserved name": (
        small(("units: [O]", "units: [loss]")),
        """
        small.yaml:8:13: error[reserved-name]: layers[1].units[0]: 'loss' has a meaning of its own in nncli
            - units: [loss]
                      ^^^^  choose another name; loss, eta are taken
        """,
    ),
    "a name that is no identifier": (
        small(("units: [O]", "units: [O.1]")),
        """
        small.yaml:8:13: error[bad-name]: layers[1].units[0]: 'O.1' cannot be a name
            - units: [O.1]
                      ^^^  a name here is one word of letters, digits and _, and does not begin with a digit
        """,
    ),
    "a name for an unknown id": (
        small(more='names: {"w[A,R]": w3}\n'),
        """
        small.yaml:16:9: error[unknown-quantity]: names: this network has no quantity 'w[A,R]'
            names: {"w[A,R]": w3}
                    ^^^^^^^^  did you mean 'w[A,Q]'?
        """,
    ),
    "a name for an id that is near to nothing": (
        small(more="names: {banana: w3}\n"),
        """
        small.yaml:16:9: error[unknown-quantity]: names: this network has no quantity 'banana'
            names: {banana: w3}
                    ^^^^^^  ids are written like P.out, O.delta, w[A,P].new or loss.before
        """,
    ),
    "two ids with one name": (
        small(more="names: {P.out: o, Q.out: o}\n"),
        """
        small.yaml:16:26: error[same-name]: names["Q.out"]: 'o' is already the name of P.out
            names: {P.out: o, Q.out: o}
                                     ^
        """,
    ),
    "a name that is another id": (
        small(more="names: {P.out: A}\n"),
        """
        small.yaml:16:16: error[same-name]: names["P.out"]: 'A' is already the id of another quantity
            names: {P.out: A}
                           ^
        """,
    ),
    "a name with a space": (
        small(more='names: {P.out: "o 1"}\n'),
        """
        small.yaml:16:16: error[bad-name]: names["P.out"]: 'o 1' cannot be a name
            names: {P.out: "o 1"}
                           ^^^^^  a source's name has no spaces and none of @ # + . [ ] , :
        """,
    ),
    "a number for a name": (
        small(more="names: {P.out: 1}\n"),
        """
        small.yaml:16:16: error[wrong-kind]: names["P.out"]: text is needed here, not the number 1
            names: {P.out: 1}
                           ^  put it in quotes
        """,
    ),
    "a name that is too long": (
        small(more="names: {P.out: ooooooooooooooooooooooooooooooooooooooooo}\n"),
        """
        small.yaml:16:16: error[too-long]: names["P.out"]: at most 40 characters
            names: {P.out: ooooooooooooooooooooooooooooooooooooooooo}
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    ),
}

ROUNDING_AND_PUBLISHED_FIGURES = {
    "rounding of an unknown id": (
        small(more="rounding: {Z.out: 3}\n"),
        """
        small.yaml:16:12: error[unknown-quantity]: rounding: this network has no quantity 'Z.out'
            rounding: {Z.out: 3}
                       ^^^^^  did you mean 'Q.out'?
        """,
    ),
    "rounding of one sample": (
        small(more="rounding: {P.out@s1: 3}\n"),
        """
        small.yaml:16:12: error[unknown-quantity]: rounding: this network has no quantity 'P.out@s1'
            rounding: {P.out@s1: 3}
                       ^^^^^^^^  did you mean 'P.out'?
        """,
    ),
    "neither decimals nor significant digits": (
        small(more="rounding: {P.out: {}}\n"),
        """
        small.yaml:16:19: error[wrong-kind]: rounding["P.out"]: give either decimals or significant digits
            rounding: {P.out: {}}
                              ^^
        """,
    ),
    "both": (
        small(more="rounding: {P.out: {decimals: 3, significant: 3}}\n"),
        """
        small.yaml:16:19: error[wrong-kind]: rounding["P.out"]: give either decimals or significant digits
            rounding: {P.out: {decimals: 3, significant: 3}}
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    ),
    "too many decimals": (
        small(more="rounding: {P.out: 41}\n"),
        """
        small.yaml:16:19: error[out-of-range]: rounding["P.out"]: decimals go from 0 to 40
            rounding: {P.out: 41}
                              ^^
        """,
    ),
    "decimals below 0": (
        small(more="rounding: {P.out: -1}\n"),
        """
        small.yaml:16:19: error[out-of-range]: rounding["P.out"]: decimals go from 0 to 40
            rounding: {P.out: -1}
                              ^^
        """,
    ),
    "no significant digit": (
        small(more="rounding: {P.out: {significant: 0}}\n"),
        """
        small.yaml:16:19: error[out-of-range]: rounding["P.out"]: significant digits go from 1 to 40
            rounding: {P.out: {significant: 0}}
                              ^^^^^^^^^^^^^^^^
        """,
    ),
    "text for decimals": (
        small(more="rounding: {default: three}\n"),
        """
        small.yaml:16:21: error[wrong-kind]: rounding.default: a whole number is needed here, not the text
        'three'
            rounding: {default: three}
                                ^^^^^
        """,
    ),
    "the same quantity twice": (
        small(more="names: {P.out: o1}\nrounding: {P.out: 2, o1: 3}\n"),
        """
        small.yaml:17:22: error[duplicate-key]: rounding: P.out stands here twice
            rounding: {P.out: 2, o1: 3}
                                 ^^
        """,
    ),
    "a figure of an unknown quantity": (
        small(more="published: {P.outt: 0.5}\n"),
        """
        small.yaml:16:13: error[unknown-quantity]: published: this network has no quantity 'P.outt'
            published: {P.outt: 0.5}
                        ^^^^^^  did you mean 'P.out'?
        """,
    ),
    "a figure of a sample that is not there": (
        small(more="published: {P.out@s2: 0.5}\n"),
        """
        small.yaml:16:13: error[unknown-quantity]: published: there is only one sample
            published: {P.out@s2: 0.5}
                        ^^^^^^^^
        """,
    ),
    "a figure that is a ratio": (
        small(more="published: {P.out: 1/2}\n"),
        """
        small.yaml:16:20: error[wrong-kind]: published["P.out"]: give the printed digits, not a ratio
            published: {P.out: 1/2}
                               ^^^
        """,
    ),
    "a figure that is text": (
        small(more="published: {P.out: about 0.5}\n"),
        """
        small.yaml:16:20: error[wrong-kind]: published["P.out"]: a number such as 0.35, -1e-3 or 13/50 is
        needed here, not the text 'about 0.5'
            published: {P.out: about 0.5}
                               ^^^^^^^^^
        """,
    ),
    "a figure with too many decimals": (
        small(more="published: {P.out: 1e-41}\n"),
        """
        small.yaml:16:20: error[out-of-range]: published["P.out"]: a printed figure has up to 40 decimals
            published: {P.out: 1e-41}
                               ^^^^^
        """,
    ),
    "a figure twice": (
        small(more="names: {P.out: o1}\npublished: {P.out: 0.68, o1: 0.68}\n"),
        """
        small.yaml:17:26: error[duplicate-key]: published: P.out stands here twice
            published: {P.out: 0.68, o1: 0.68}
                                     ^^
        """,
    ),
    "random values with decimals below 0": (
        small(more="initialiser: {decimals: -1}\n"),
        """
        small.yaml:16:25: error[out-of-range]: initialiser.decimals: decimals go from 0 to 40
            initialiser: {decimals: -1}
                                    ^^
        """,
    ),
    "a negative deviation": (
        small(more="initialiser: {kind: normal, deviation: -1}\n"),
        """
        small.yaml:16:40: error[out-of-range]: initialiser.deviation: a deviation is not negative
            initialiser: {kind: normal, deviation: -1}
                                                   ^^
        """,
    ),
}


@pytest.mark.parametrize(**every(names=NAMES, rounding=ROUNDING_AND_PUBLISHED_FIGURES))
def test_fault(text, expected):
    assert told(text) == expected
