"""What stands below a map in the terminal: what its signs and shades mean."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from nncli.render.pictures.scenes import MapScene
from nncli.render.pictures.shades import MOST_CLASSES, ink, palette, sign
from nncli.train.readings.maps import Points
from nncli.words import _, listing


def shown(points: Sequence[Points]) -> list[Points]:
    """The training rows and, hollow, the test rows, or where there are none those for validation."""
    by_name = {some.part: some for some in points}
    held_back = by_name.get("test") or by_name.get("validation")
    return [by_name["train"], *([held_back] if held_back else [])]


def key(scene: MapScene, *, plain: bool) -> Text:
    """What the signs of the points mean."""
    drawn = shown(scene.points)
    hollow = len(drawn) > 1
    found = Text()
    for n, name in enumerate(scene.classes[:MOST_CLASSES]):
        signs = sign(n, hollow=False, plain=plain) + (sign(n, hollow=True, plain=plain) if hollow else "")
        found.append("   " if n else "")
        if scene.scale.kind == "values" or plain:
            found.append(signs)
        else:
            shade = palette(scene.scale, plain=plain)[n if scene.scale.kind == "classes" else -n]
            found.append(f" {signs} ", f"{ink(n)} on {shade}")
        found.append(f" {name}")
    if not scene.classes:
        found.append(sign(0, hollow=False, plain=plain) + " " + _("training"))
    if hollow:
        which = _("test") if drawn[1].part == "test" else _("validation")
        how = _("small: {which}") if plain else _("hollow: {which}")
        if not scene.classes:
            how = f"{sign(0, hollow=True, plain=plain)} {{which}}"
        found.append("   " + how.format(which=which))
    return found


def notes(scene: MapScene, *, alone: bool, plain: bool) -> Iterator[str | Text]:
    """What the axes, the shades and the plane itself are, where the picture does not say it."""
    x, y = scene.plane.x, scene.plane.y
    assert y is not None
    if not alone:
        yield _("across: {x} from {x_low:.3g} to {x_high:.3g}; up: {y} from {y_low:.3g} to {y_high:.3g}").format(
            x=x.name, x_low=x.low, x_high=x.high, y=y.name, y_low=y.low, y_high=y.high
        )
    scale = scene.scale
    if scale.kind != "classes":
        yield _ramp(scene, plain=plain)
    elif plain:
        signs = palette(scale, plain=True)
        yield _("decided: {shades}").format(
            shades=listing(f"'{signs[n % len(signs)]}' {name}" for n, name in enumerate(scale.classes))
        )
    if scene.caption:
        yield scene.caption


def _ramp(scene: MapScene, *, plain: bool) -> Text:
    """The shades from low to high, between the numbers that they stand for."""
    scale = scene.scale
    what = _("output {name}").format(name=scale.name) if scale.name else _("output")
    found = Text(f"{what}: {scale.low:.3g} ")
    if plain:
        return found.append("'" + "".join(palette(scale, plain=True)) + f"' {scale.high:.3g}")
    for shade in palette(scale, plain=False):
        found.append("  ", f"on {shade}")
    return found.append(f" {scale.high:.3g}")
