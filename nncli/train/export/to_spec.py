"""A trained model as a spec again: `trace` explains it, `check` checks it, `train` goes on from it."""

from nncli.document.nodes import Data
from nncli.document.reader import MAX_BYTES, Document
from nncli.document.writer import write_yaml
from nncli.errors import Diagnostic, InputError
from nncli.maths.numeral import Numeral
from nncli.train.arrays.layout import Array, Block, Layout
from nncli.train.keeping.model import TrainedModel
from nncli.words import _

OF_THE_OLD_WEIGHTS = ("initialiser", "published", "rounding")


def spec_of(model: TrainedModel, document: Document) -> str:
    """The run's spec with the trained parameters in it, digit for digit: read back, they have the same bits.

    Raises:
        InputError: if it would be larger than nncli reads.
    """
    data = document.data
    assert isinstance(data, dict)  # it was loaded as a network
    assert isinstance(data["layers"], list)
    layers: list[Data] = []
    for block, layer in zip(Layout(model.network).blocks, data["layers"], strict=True):
        assert isinstance(layer, dict)
        layers.append({**layer, **_parameters(block, model.parameters)})
    done = {key: layers if key == "layers" else value for key, value in data.items() if key not in OF_THE_OLD_WEIGHTS}
    text = write_yaml(done)
    if len(text.encode()) > MAX_BYTES:
        message = _("as a spec these {n} parameters would be a file larger than nncli reads")
        help = _("'--to torch' writes them beside a Python module")
        raise InputError(Diagnostic("too-large", message.format(n=len(model.parameters)), help=help))
    return text


def _parameters(block: Block, vector: Array) -> dict[str, Data]:
    layer, has_pieces = block.layer, block.layer.activation.reads == "pieces"
    weights, offsets = _numbers(block.weights(vector)), _numbers(block.offsets(vector))
    assert isinstance(weights, list)
    assert isinstance(offsets, list)
    found: dict[str, Data] = {"weights": weights if has_pieces else weights[0]}
    if layer.offset:
        if layer.offsets_are == "shared":  # one number stands for the whole layer
            offsets = [list(row) * len(layer.units) for row in offsets if isinstance(row, list)]
        found["biases" if layer.offset == "bias" else "thresholds"] = offsets if has_pieces else offsets[0]
    return found


def _numbers(array: Array) -> Data:
    if array.ndim:
        return [_numbers(part) for part in array]
    return Numeral(str(array.item() if array.dtype.itemsize == 8 else array[()]))  # the shortest that reads back
