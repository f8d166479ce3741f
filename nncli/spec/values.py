"""The kinds of value that specs are made of: numbers that keep their digits, whole and plain numbers, names."""

import math
from typing import Annotated

from pydantic import Field, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema

from nncli.maths.numeral import Numeral
from nncli.words import N_, _

MAX_UNITS = 10_000  # of one layer


def _number(value: object) -> Numeral:
    if isinstance(value, Numeral):
        return value
    if isinstance(value, str) and "/" in value and (numeral := Numeral.read(value)):
        return numeral
    raise ValueError(_("a number such as 0.35, -1e-3 or 13/50 is needed here"))


def _whole(value: object) -> int:
    if isinstance(value, Numeral) and value.fraction.denominator == 1 and abs(value.fraction) < 10**9:
        return int(value.fraction)
    raise ValueError(_("a whole number is needed here"))


def _count(value: object) -> int:
    if isinstance(value, Numeral) and value.fraction in range(1, MAX_UNITS + 1):
        return int(value.fraction)
    message = _("a list of names is needed here, or a whole number from 1 to {most}")
    raise ValueError(message.format(most=MAX_UNITS))


def _between(low: float, below: float, wanted: str) -> PlainValidator:
    """A number x with low ≤ x < below, as a float: for settings, whose digits do not matter."""

    def validate(value: object) -> float:
        number = float(_number(value)) if not isinstance(value, float) else value
        if not low <= number < below:
            raise ValueError(_(wanted))
        return number

    return PlainValidator(validate)


def _natural(value: object) -> int:
    number = value if isinstance(value, int) else _whole(value)
    if number < 1:
        raise ValueError(_("a whole number from 1 up is needed here"))
    return number


def _plain(number: Numeral) -> float:
    # Not `float` itself: pydantic would read its signature anew for each field, 10 ms in all.
    return float(number)


Number = Annotated[
    Numeral,
    PlainValidator(_number),
    PlainSerializer(_plain, return_type=float),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*[-+]?\d+\s*/\s*\d+\s*$"}]}),
]
Whole = Annotated[int, PlainValidator(_whole), WithJsonSchema({"type": "integer"})]
Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MAX_UNITS})]
Natural = Annotated[int, PlainValidator(_natural), WithJsonSchema({"type": "integer", "minimum": 1})]
NotNegative = Annotated[
    float,
    _between(0, math.inf, N_("a number from 0 up is needed here")),
    WithJsonSchema({"type": "number", "minimum": 0}),
]
Positive = Annotated[
    float,
    _between(math.nextafter(0, 1), math.inf, N_("a number above 0 is needed here")),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0}),
]
Share = Annotated[
    float,
    _between(0, math.nextafter(1, 2), N_("a number from 0 to 1 is needed here")),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
BelowOne = Annotated[
    float,
    _between(0, 1, N_("a number from 0 to below 1 is needed here")),
    WithJsonSchema({"type": "number", "minimum": 0, "exclusiveMaximum": 1}),
]
UnitName = Annotated[str, StringConstraints(pattern=r"^[^\W\d]\w*$", max_length=40)]  # a word of any script
SourceName = Annotated[str, StringConstraints(pattern=r"^[^\s@#+.\[\],:]+$", max_length=40)]
Text = Annotated[str, Field(max_length=10_000)]
