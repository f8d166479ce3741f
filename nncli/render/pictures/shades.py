"""How a terminal shades a map: 256 colours as backgrounds, or ASCII signs that are the denser the higher."""

import numpy as np

from nncli.render.pictures.scenes import Scale
from nncli.train.arrays.layout import Array

# Numbers of the 256-colour palette. Two halves that meet: blue and orange are apart for every kind of colour vision.
HALVES = (110, 153, 189, 230, 223, 216)
VALUES = (67, 73, 79, 115, 150, 186, 222, 229)
CLASSES = (153, 223, 158, 225, 229, 252, 183, 195, 180, 151)
# Signs of points: dark on those backgrounds, one for each class.
INKS = (18, 88, 22, 90, 94, 235, 54, 23, 58, 236)
ON_VALUES = 232
FULL, HOLLOW = "●■▲◆★▼●■▲◆", "○□△◇☆▽○□△◇"
ASCII_HALVES = " .-="
ASCII_VALUES = " .:-=+*#%@"
ASCII_CLASSES = " .:-+=~^,'"
ASCII_FULL, ASCII_HOLLOW = "OXAVHMZWTK", "oxavhmzwtk"
MOST_CLASSES = len(CLASSES)


def tones(scale: Scale, z: Array, *, plain: bool) -> Array:
    """The position in `palette` for each value of a map, of the same shape."""
    n = len(palette(scale, plain=plain))
    if scale.kind == "classes":
        return np.asarray(z, int) % n
    share = np.nan_to_num(scale.share(z), nan=0.0)
    return np.asarray(np.minimum((share * n).astype(int), n - 1))


def palette(scale: Scale, *, plain: bool) -> tuple[str, ...]:
    """Backgrounds as Rich styles, or with `plain` the signs themselves."""
    if plain:
        return tuple({"halves": ASCII_HALVES, "values": ASCII_VALUES, "classes": ASCII_CLASSES}[scale.kind])
    numbers = {"halves": HALVES, "values": VALUES, "classes": CLASSES}[scale.kind]
    return tuple(f"color({number})" for number in numbers)


def sign(label: int, *, hollow: bool, plain: bool) -> str:
    """What stands for a point of a class."""
    signs = (ASCII_HOLLOW if hollow else ASCII_FULL) if plain else (HOLLOW if hollow else FULL)
    return signs[label % len(signs)]


def ink(label: int) -> str:
    """The colour of a class's points, as a Rich style."""
    return f"bold color({INKS[label % len(INKS)]})"
