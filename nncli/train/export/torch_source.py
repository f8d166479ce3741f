"""What nncli's networks are called in PyTorch: the text of the module that `export_torch` writes, part by part."""

from collections.abc import Sequence

from nncli.data.coding import Coding
from nncli.maths.arithmetic import FLOAT
from nncli.models.layers.layer import Layer
from nncli.spec.study import Study

WIDTH = 100
# Each activation of a layer's nets (n, units); a maxout layer has its pieces on an axis before these.
CALLS = {
    "sigmoid": "torch.sigmoid({net})",
    "tanh": "torch.tanh({net})",
    "step": "({net} >= 0).to(self.{member}_weights.dtype)",
    "identity": "{net}",
    "relu": "F.relu({net})",
    "leaky_relu": "F.leaky_relu({net}, {slope!r})",
    "elu": "F.elu({net}, {alpha!r})",
    "softplus": "F.softplus({net}, threshold=40.0)",  # its default, 20, is 2e-9 off; far above, e^net overflows
    "maxout": "({net}).max(dim=0).values",
    "softmax": "torch.softmax({net}, dim=-1)",
}
# The mean over samples of E.
LOSSES = {
    "squared": "((self(x) - targets) ** 2).sum(dim=-1).mean() / 2",
    "squared_sum": "((self(x) - targets) ** 2).sum(dim=-1).mean()",
    "mean_squared": "F.mse_loss(self(x), targets)",
    "upstream": "(targets * self(x)).sum(dim=-1).mean()",
    "cross_entropy": "F.cross_entropy(self.nets(x), targets)",
    "binary_cross_entropy": (
        'F.binary_cross_entropy_with_logits(self.nets(x), targets, reduction="none").sum(dim=-1).mean()'
    ),
}


def constants(network: Study, coding: Coding) -> str:
    """What the inputs and the classes are called, and how outputs become classes."""
    names = f"INPUTS = {tuple_of(network.inputs)}"
    if not coding.decides:
        return names
    middle = f"An output of {(coding.low + coding.high) / 2:g} or more is the second"
    rule = "The largest output decides" if coding.kind == "one-hot" else middle
    return f"{names}\nCLASSES = {tuple_of(coding.classes)}\n# {rule}."


def call(layer: Layer, member: str, net: str) -> str:
    """The layer's activation of an expression."""
    return CALLS[layer.activation.name].format(member=member, net=net, **_constants(layer))


def remarks(layer: Layer) -> list[str]:
    """Comments on where torch's gradient is not nncli's, or there is none."""
    if at_zero := _constants(layer).get("at_zero"):
        return [f"# Trained with ReLU′(0) = {at_zero:g}; in torch it is 0."]
    if not layer.activation.differentiable:
        return ["# A step has no gradient: training leaves all that comes before it as it is."]
    return []


def net(layer: Layer, member: str) -> str:
    """The layer's net input as an expression of `x`."""
    if not layer.offset:
        return f"x @ self.{member}_weights"
    # Pieces stand on the first axis, and the rows of x between them and the units.
    offsets = f"self.{member}_{offsets_name(layer)}" + (".unsqueeze(1)" if has_pieces(layer) else "")
    return f"x @ self.{member}_weights {'+' if layer.offset == 'bias' else '-'} {offsets}"


def has_pieces(layer: Layer) -> bool:
    """Whether its parameters have an axis for pieces."""
    return layer.activation.reads == "pieces"


def offsets_name(layer: Layer) -> str:
    """`biases` or `thresholds`."""
    return "biases" if layer.offset == "bias" else "thresholds"


def member_names(network: Study) -> list[str]:
    """What the members of each layer begin with: its name, but where that begins with an underscore.

    Python would mangle `self.__x` in a class.
    """
    taken = {layer.name for layer in network.layers}
    found: list[str] = []
    for layer in network.layers:
        name = layer.name
        if name.startswith("_"):
            name = f"layer{name}"
            while name in taken:
                name = f"layer_{name}"
            taken.add(name)
        found.append(name)
    return found


def quoted(text: str) -> str:
    """A string literal in double quotes, unless it holds some itself."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in literal else literal


def in_docstring(text: str) -> str:
    """The text on one line, as it has to be written in a docstring to be read as it is."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(line.split()).replace("\\", "\\\\").replace('"""', r"\"\"\"")


def tuple_of(names: Sequence[str]) -> str:
    """A tuple of string literals; a long one goes over several lines, and x1, x2, … are counted."""
    literals = [quoted(name) for name in names]
    line = f"({', '.join(literals)}{',' * (len(literals) == 1)})"
    if len(line) <= WIDTH - len("CLASSES = "):
        return line
    if list(names) == [f"x{n}" for n in range(1, len(names) + 1)]:
        return f'tuple(f"x{{n}}" for n in range(1, {len(names) + 1}))'
    lines = [""]
    for literal in literals:
        if lines[-1] and len(lines[-1]) + len(literal) + 6 > WIDTH:
            lines.append("")
        lines[-1] += f" {literal}," if lines[-1] else f"{literal},"
    return "(\n" + "".join(f"    {line}\n" for line in lines) + ")"


def _constants(layer: Layer) -> dict[str, float]:
    return {name: float(value.evaluate({}, FLOAT)) for name, value in layer.parameters.items()}
