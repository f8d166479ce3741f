"""A spec to begin with, for a network of a shape such as 2-3-1: small weights to trace by hand, and one sample."""

import random
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from nncli.errors import Diagnostic, InputError
from nncli.maths.activations import ACTIVATIONS
from nncli.suggest import did_you_mean, either
from nncli.words import _

_SHAPE = re.compile(r"\d+(?:[-–−x×]\d+)+")
MAX_WIDTH = 20  # of a layer that a person still traces
MAX_WEIGHTS = 400
WIDE = 18  # weights from which on one decimal is too few to tell them apart
# Activations whose outputs go as far as numbers do: an output layer of its own predicts with them.
NOT_FOR_OUTPUTS = ("relu", "leaky_relu", "elu", "softplus")
FOR_LAYERS = tuple(name for name in ACTIVATIONS if name not in ("softmax", "maxout"))


def shape_of(text: str) -> list[int] | None:
    """The sizes that `2-3-1` says: inputs, layers, outputs; None where the text says no such thing.

    Raises:
        InputError: if a layer is empty, or the network is larger than a person traces.
    """
    if not _SHAPE.fullmatch(text):
        return None
    sizes = [int(size[:9]) for size in re.split(r"\D", text)]
    weights = sum(before * after for before, after in pairwise(sizes))
    if min(sizes) < 1 or max(sizes) > MAX_WIDTH or weights > MAX_WEIGHTS:
        message = _("{shape} is not a network to trace: layers have 1 to {width} units, and {most} weights in all")
        help = _("for a larger one begin with your data: nncli new TABLE")
        shown = message.format(shape=text[:40], width=MAX_WIDTH, most=MAX_WEIGHTS)
        raise InputError(Diagnostic("out-of-range", shown, help=help))
    return sizes


def draft_of_shape(sizes: Sequence[int], activation: str = "sigmoid", seed: int = 0) -> str:
    """The YAML of a network of these sizes, whose weights follow from the seed; one decimal each, or two.

    Raises:
        InputError: if there is no such activation, or it takes no single layer's place.
    """
    if activation not in FOR_LAYERS:
        message = _("--activation takes {known}, not '{given}'").format(known=either(FOR_LAYERS), given=activation[:40])
        raise InputError(Diagnostic("bad-option", message, help=did_you_mean(activation, FOR_LAYERS)))
    dice = random.Random(seed)
    places = 1 if sum(before * after for before, after in pairwise(sizes)) <= WIDE else 2
    output = "identity" if activation in NOT_FOR_OUTPUTS else activation
    x = [Decimal(dice.randint(1, 10)) / 10 for _n in range(sizes[0])]
    lines = [
        f'title: "{"-".join(map(str, sizes))}, {activation}"',
        "",
        noted(f"inputs: {sizes[0]}", _("x1, x2, …; a list such as [A, B] gives them names")),
        "layers:",
    ]
    outs = x
    for n, after in enumerate(sizes[1:], start=1):
        last = n == len(sizes) - 1
        name = "output" if last else "hidden" if len(sizes) == 3 else f"hidden{n}"
        units = [_unit(dice, len(outs), places) for _unit_ in range(after)]  # each its weights, and last its bias
        if activation in NOT_FOR_OUTPUTS and not last:
            units = _half_awake(units, outs)
        lines += [f"  - name: {name}", f"    units: {after}", f"    activation: {output if last else activation}"]
        note = _("a row for each source, a column for each unit") if n == 1 else ""
        rows = [", ".join(str(unit[source]) for unit in units) for source in range(len(outs))]
        lines += [noted("    weights:", note), *(f"      - [{row}]" for row in rows)]
        lines.append(f"    biases: [{', '.join(str(unit[-1]) for unit in units)}]")
        outs = [max(Decimal(0), _net(unit, outs)) for unit in units]
    low = -1 if output == "tanh" else 0
    target = ", ".join(str(dice.choice((low, 1))) for _n in range(sizes[-1]))
    lines += [
        noted("loss: squared", _("E = ½ Σ (target − output)²")),
        "learning_rate: 0.5",
        "samples:",
        f"  - {{x: [{', '.join(f'{number:f}' for number in x)}], target: [{target}]}}",
    ]
    return "\n".join(lines) + "\n"


def noted(line: str, note: str) -> str:
    """A line of YAML with a comment behind it."""
    return f"{line} # {note}" if note else line


def _unit(dice: random.Random, sources: int, places: int) -> list[Decimal]:
    unit = Decimal(10) ** -places
    sizes = [dice.randint(1, 9 * 10 ** (places - 1)) * unit for _n in range(sources + 1)]
    return [dice.choice((1, -1)) * size for size in sizes]


def _net(unit: Sequence[Decimal], outs: Sequence[Decimal]) -> Decimal:
    return sum((w * out for w, out in zip(unit, outs, strict=False)), unit[-1])


def _half_awake(units: list[list[Decimal]], outs: Sequence[Decimal]) -> list[list[Decimal]]:
    """The units with the signs of some turned round, so that at least half of them answer: of a rectifier's 0 there is
    nothing to be learned by hand."""
    asleep = [n for n, unit in enumerate(units) if _net(unit, outs) <= 0]
    woken = asleep[: max(0, len(asleep) - len(units) // 2)]
    return [[-w for w in unit] if n in woken else unit for n, unit in enumerate(units)]
