"""Do all units, layers and shared biases of a network have names of their own?"""

from nncli.document.reader import Loc
from nncli.models.layers.layer import Layer
from nncli.spec.faults import Faults
from nncli.spec.systems.feed_forward_keys import Spec
from nncli.words import _, listing

RESERVED = ("loss", "eta")
OF_MAPS = (*RESERVED, "target", "setting", "w", "b", "theta")  # with a place behind it: w[1,2] is a weight


def input_names(count: int | list[str]) -> tuple[str, ...]:
    """The names as given, else x1, x2, …"""
    return tuple(count) if isinstance(count, list) else tuple(f"x{n + 1}" for n in range(count))


def unique_names(spec: Spec, inputs: tuple[str, ...], units: list[tuple[str, ...]], faults: Faults) -> None:
    """Tells where a unit has the name of another, or a name that means something else. Maps count by their names."""
    seen: set[str] = set()
    rows = [(("inputs",), inputs), *((("layers", n, "units"), names) for n, names in enumerate(units))]
    for loc, names in rows:
        for at, name in enumerate(names):
            place: Loc = (*loc, at)
            if name in seen:
                message = _("'{name}' names two units").format(name=name)
                faults.add(place, "same-name", message, _("give each unit a name of its own"))
            elif name in RESERVED:
                message = _("'{name}' has a meaning of its own in nncli").format(name=name)
                help = _("choose another name; {names} are taken").format(names=listing(RESERVED))
                faults.add(place, "reserved-name", message, help)
            seen.add(name)


def shared_biases_tell_apart(layers: tuple[Layer, ...], faults: Faults) -> None:
    """A shared bias bears its layer's name; the others bear their units'."""
    seen: set[str] = set()
    for at, layer in enumerate(layers):
        owners = (layer.name,) if layer.offsets_are == "shared" else layer.units
        for name in owners if layer.offset else ():
            if name in seen and not faults.told(("layers", at, "units")):
                message = _("two biases would be called '{name}': a shared one is named after its layer")
                faults.add(("layers", at, "name"), "same-name", message.format(name=name), _("rename the layer"))
            seen.add(name)


def layers_tell_apart(layers: tuple[Layer, ...], faults: Faults) -> None:
    """A trained model keeps its parameters by the names of its layers."""
    seen: set[str] = set()
    for at, layer in enumerate(layers):
        loc: Loc = ("layers", at, "name")
        if layer.name in seen and not faults.told(loc):
            message = _("'{name}' names two layers").format(name=layer.name)
            faults.add(loc, "same-name", message, _("give each layer a name of its own"))
        seen.add(layer.name)


def map_names(spec: Spec, faults: Faults) -> None:
    """Tells where maps have a name that means something else: K is a kernel, w a weight."""
    named: list[tuple[Loc, str]] = []
    if isinstance(spec.inputs, dict):
        named += [(("inputs", name), name) for name in spec.inputs]
    for at, layer in enumerate(spec.layers):
        if layer.kind != "dense" and layer.name:
            named.append((("layers", at, "name"), layer.name))
    for loc, name in named:
        if name in OF_MAPS or name.startswith("K"):
            message = _("'{name}' has a meaning of its own in nncli").format(name=name)
            help = _("choose another name; one that begins with K is a kernel's")
            faults.add(loc, "reserved-name", message, help, key=loc[0] == "inputs")
