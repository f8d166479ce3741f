"""A spec to begin with, for a table: its inputs, its classes or numbers, and settings that most tables learn with.

Every line that is our choice says so in a comment, so that a beginner sees what there is to turn.
"""

import json
import re
from collections.abc import Sequence

import numpy as np

from nncli.data.coding import numerals
from nncli.data.dataset import DataSet
from nncli.data.headings import are_ours, plain_name
from nncli.spec.drafting import noted
from nncli.spec.systems.unit_names import OF_MAPS
from nncli.words import _, listing, ngettext

_NAME = re.compile(r"[^\W\d]\w{,39}")  # what a spec takes for a name
MAX_NAMES = 20
MAX_CLASSES = 20  # whole numbers: more different ones are numbers to be predicted
FEW, ENOUGH = 20, 60  # rows from which on some are kept for the test, and for validation
LARGE = 10.0  # targets beyond this make the gradients of a hidden layer leap


def draft_of_table(data: DataSet, where: str, *, bundled: bool = False) -> str:
    """The YAML of a network for a data set that a spec finds at `where`, or by that name where it is `bundled`."""
    numbers = predicts_numbers(data)
    lines = [
        f"title: {_quoted(_one_line(data.name))}",
        f"# {_rows(data)}",
        "",
        *_inputs(data),
        "layers:",
    ]
    values = _values(data) if numbers else None
    linear = values is not None and float(np.abs(values).max()) > LARGE
    if linear:
        told = _("the numbers to be predicted are large: a hidden layer would need them scaled to about 1")
        lines.append(f"  # {told}")
    else:
        note = _("more units learn finer borders, fewer learn less by heart")
        lines += [
            "  - name: hidden", f"    units: {_hidden(data)} # {note}", "    activation: tanh", "    biases: random",
        ]  # fmt: skip
    lines += ["  - name: output", f"    units: {_outputs(data, numbers=numbers)}"]
    lines += [f"    activation: {'identity' if numbers else 'softmax'}", "    biases: random"]
    loss = _("the squared error of a number") if numbers else _("for classes: how surprised the network is")
    lines += [f"loss: {'squared' if numbers else 'cross_entropy'} # {loss}"]
    rate = _("smaller if the loss jumps, larger if it hardly falls")
    lines += [f"learning_rate: {'0.01' if numbers else '0.05'} # {rate}", "mode: mini-batch", "data:"]
    lines += _data(data, where, bundled=bundled)
    lines += ["initialiser: {kind: glorot}", "training:", "  epochs: 200", "  batch_size: 8"]
    if _share(data, ENOUGH):
        lines.append(noted("  early_stopping: {monitor: loss, patience: 30}", _("by the validation rows")))
    return "\n".join(lines) + "\n"


def predicts_numbers(data: DataSet) -> bool:
    """Whether what is learned is numbers: no classes, or more whole numbers than there would be classes."""
    if data.train.labels is None:
        return True
    k = len(data.classes)
    return len(numerals(data.classes)) == k and (k > MAX_CLASSES or (k > 2 and 2 * k > len(data.train)))


def _values(data: DataSet) -> np.ndarray:
    if data.train.values is not None:
        return data.train.values
    return np.array([float(name) for name in data.classes])


def _rows(data: DataSet) -> str:
    rows, inputs = len(data.train), len(data.inputs)
    learned = data.label if predicts_numbers(data) else f"{data.label} ({listing(_shown(data.classes))})"
    message = ngettext(
        "{n} row, {inputs} inputs; learned is {label}", "{n} rows, {inputs} inputs; learned is {label}", rows
    )
    return _one_line(message.format(n=rows, inputs=inputs, label=learned))


def _inputs(data: DataSet) -> list[str]:
    names = None if are_ours(data.inputs) else names_of(data.inputs)
    n = len(data.inputs)
    if names and n <= MAX_NAMES:
        return [noted(f"inputs: [{', '.join(names)}]", _("leave some out: the columns are chosen by these names"))]
    if are_ours(data.inputs) or data.image:
        return [f"inputs: {n}"]
    return [f"inputs: {n} # {_one_line(listing(_shown(data.inputs)))}"]


def _hidden(data: DataSet) -> int:
    inputs = len(data.inputs)
    return 64 if inputs > 200 else max(4, min(32, 2 * inputs))


def _outputs(data: DataSet, *, numbers: bool) -> str:
    if numbers:
        return str(max(1, data.outputs))
    names = names_of(data.classes)
    taken = {*data.inputs, *(names_of(data.inputs) or ())}
    if names and len(names) <= MAX_NAMES and not taken & set(names):
        return f"[{', '.join(names)}]"
    return f"{len(data.classes)} # {_one_line(listing(_shown(data.classes)))}"


def _data(data: DataSet, where: str, *, bundled: bool) -> list[str]:
    lines = [f"  {'name' if bundled else 'file'}: {_quoted(where)}"]
    if not bundled and data.image is None and data.label != "label" and data.label.isprintable():
        lines.append(noted(f"  label: {_quoted(data.label)}", _("the column that is learned")))
    if data.image is None:
        lines.append(noted("  standardise: true", _("every input to mean 0 and deviation 1")))
    if _share(data, ENOUGH):
        lines.append(noted("  validation: 0.2", _("of the rows: to stop in time")))
    if data.test is None and _share(data, FEW):
        lines.append(noted("  test: 0.2", _("of the rows: to judge the result")))
    return lines


def _share(data: DataSet, least: int) -> bool:
    return len(data.train) >= least


def names_of(headings: Sequence[str]) -> list[str] | None:
    """Names by which a spec means these headings, one for each; None where it has none for some."""
    names = [name if _NAME.fullmatch(name) else plain_name(name) for name in headings]
    fit = all(_NAME.fullmatch(name) and name not in OF_MAPS for name in names)
    return names if fit and len(set(names)) == len(names) else None


def _shown(words: Sequence[str]) -> list[str]:
    return list(words) if len(words) <= MAX_NAMES else [*words[: MAX_NAMES - 2], "…", words[-1]]


def _quoted(text: str) -> str:
    """A text as YAML holds it in quotation marks."""
    return json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    """A comment must not break out of its line."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
