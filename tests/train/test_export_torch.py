"""The PyTorch module of a trained model, as far as it can be held without torch: it is Python, and it is legible."""

import ast
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import network_of, networks

from nncli.data.coding import Coding
from nncli.data.scaling import Scaling
from nncli.maths.activations import ACTIVATIONS
from nncli.maths.losses import LOSSES
from nncli.train.export import torch_source as source
from nncli.train.export.to_torch import EXAMPLES, arrays_of, examples_of
from nncli.train.export.torch_module import module_of
from nncli.train.keeping.files import npz
from nncli.train.keeping.model import TrainedModel
from nncli.train.setup import prepare

SMALL = {
    "inputs": 2,
    "layers": [
        {"name": "hidden", "units": 2, "activation": "relu", "thresholds": [1, 2], "weights": [[1, 2], [3, 4]]},
        {"name": "out", "units": 1, "activation": "identity", "weights": [[1], [2]]},
    ],
    "loss": "squared", "learning_rate": 0.1, "samples": [{"x": [1, 2], "target": [0.3]}],
}  # fmt: skip


def model_of(network, scaling=None):
    setup = prepare(network)
    return TrainedModel(network, setup.initial(), 7, setup.coding, scaling)


def small(*layers, **more):
    """The text of a small network's module; each of `layers` changes one layer."""
    changed = [layer | change for layer, change in zip(SMALL["layers"], (*layers, {}, {}), strict=False)]
    return module_of(model_of(network_of(SMALL | {"layers": changed} | more)), "0", "small.npz", "a shape")


def test_everything_has_a_name_in_torch():
    assert set(source.CALLS) == set(ACTIVATIONS)
    assert set(source.LOSSES) == set(LOSSES)


@given(network=networks(mode="accumulated"), title=st.text(), file=st.text(min_size=1), scaled=st.booleans())
def test_the_module_is_python_whatever_its_title_and_its_file_are_called(network, title, file, scaled):
    ones = np.ones(len(network.inputs))
    model = model_of(replace(network, title=title), Scaling(ones, ones) if scaled else None)
    text = module_of(model, "0", file, "a shape")
    tree = ast.parse(text)
    assert text.encode()  # no half of a surrogate pair
    [path] = (node for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "ARRAYS")
    assert ast.literal_eval(path.value.args[0]) == file
    shown = "".join(sign if sign.isprintable() else " " for sign in title)
    assert ast.get_docstring(tree, clean=False).splitlines()[0] == " ".join(shown.split())


@given(network=networks(mode="accumulated"))
def test_the_arrays_are_the_members_and_hold_no_pickles(network):
    model, setup = model_of(network), prepare(network)
    content = npz(arrays_of(model, examples_of(setup, model)))
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        arrays = dict(archive)
    text = module_of(model, "0", "x.npz", "a shape")
    members = [name for name in arrays if not name.startswith("example_")]
    assert all(f"self.{name} = nn.Parameter(" in text or f'register_buffer("{name}"' in text for name in members)
    assert sum(arrays[name].size for name in members) == len(model.parameters)
    assert len(arrays["example_x"]) == min(EXAMPLES, len(setup.train))
    assert (arrays["example_y"] == model.outputs(arrays["example_x"])).all()


def test_what_a_reader_sees():
    text = small()
    assert '"""a test\'s network\n\nWritten by nncli 0: the weights of epoch 7, which are in small.npz' in text
    assert "        # Weights are written [from][to].\n" in text
    assert "        self.hidden_weights = nn.Parameter(torch.zeros(2, 2, dtype=DTYPE))\n" in text
    assert "        x = F.relu(x @ self.hidden_weights - self.hidden_thresholds)\n" in text
    assert "        return x @ self.out_weights\n" in text
    assert "        return self.nets(x)\n" in text
    assert "The mean of ½ Σ (d − y)² over the rows." in text
    assert "CLASSES" not in text
    assert "scales" not in text


def test_functional_is_imported_where_it_is_used():
    line = "from torch.nn import functional as F\n"
    assert line in small()
    assert line not in small({"activation": "tanh"})
    assert line in small({"activation": "tanh"}, {"activation": "softplus"})


def test_what_torch_does_otherwise_is_said():
    assert "# Trained with" not in small()
    assert "# Trained with ReLU′(0) = 0.5; in torch it is 0.\n        x = F.relu(" in small(
        conventions={"relu_slope_at_0": 0.5}
    )
    assert "# A step has no gradient: training leaves all that comes before it as it is.\n        return (" in small(
        {}, {"activation": "step"}
    )


@pytest.mark.parametrize(
    ("are", "line"),
    [
        ("fixed", 'self.register_buffer("hidden_thresholds", torch.zeros(2, dtype=DTYPE))  # does not learn\n'),
        ("shared", "self.hidden_thresholds = nn.Parameter(torch.zeros(1, dtype=DTYPE))  # one for all units\n"),
    ],
)
def test_offsets_that_are_fixed_or_shared(are, line):
    assert line in small({"thresholds": [1, 1], "biases_are": are})


@pytest.mark.parametrize(
    ("names", "members"),
    [
        (["a", "b"], ["a", "b"]),
        (["class", "loss"], ["class", "loss"]),
        (["_", "__x"], ["layer_", "layer__x"]),  # Python would mangle them
        (["_x", "layer_x"], ["layer_layer_x", "layer_x"]),
        (["layer_x", "_x"], ["layer_x", "layer_layer_x"]),
    ],
)
def test_names_of_members(names, members):
    layers = [layer | {"name": name} for layer, name in zip(SMALL["layers"], names, strict=True)]
    assert source.member_names(network_of(SMALL | {"layers": layers})) == members


@given(names=st.lists(st.text(), min_size=1))
def test_tuples_are_read_back(names):
    assert ast.literal_eval(source.tuple_of(names)) == tuple(names)


def test_long_tuples_are_broken_and_numbered_ones_counted():
    names = [f"a rather long name, {n}" for n in range(20)]
    assert max(map(len, source.tuple_of(names).splitlines())) <= source.WIDTH
    assert source.tuple_of([f"x{n}" for n in range(1, 785)]) == 'tuple(f"x{n}" for n in range(1, 785))'
    assert source.tuple_of(["x1", "x2"]) == '("x1", "x2")'


def test_how_outputs_become_classes():
    network = network_of(SMALL)
    assert source.constants(network, Coding("values")) == 'INPUTS = ("x1", "x2")'
    one = source.constants(network, Coding("one-output", -1, 1, ("no", "yes")))
    assert one.endswith('CLASSES = ("no", "yes")\n# An output of 0 or more is the second.')
    assert source.constants(network, Coding("one-hot", 0, 1, ("a", "b"))).endswith("# The largest output decides.")
