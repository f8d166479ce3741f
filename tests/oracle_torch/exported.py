"""Trained models, and the PyTorch modules that nncli makes of them."""

import importlib.util
import runpy
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
from networks import network_of

from nncli.data.scaling import Scaling
from nncli.spec.study import Study
from nncli.train.export.to_torch import arrays_of, examples_of
from nncli.train.export.torch_module import module_of
from nncli.train.keeping.files import npz
from nncli.train.keeping.model import TrainedModel
from nncli.train.setup import prepare

NUMBER = count()


def small_spec(**more) -> dict:
    """2 inputs, 2 units of tanh, one of sigmoid, two samples."""
    samples = [{"x": [0.5, -1], "target": [1]}, {"x": [-0.25, 2], "target": [0]}]
    layers = [{"units": 2, "activation": "tanh", "biases": "random"}, {"units": 1, "activation": "sigmoid"}]
    return {"inputs": 2, "layers": layers, "loss": "squared", "learning_rate": 0.1, "samples": samples} | more


def small() -> Study:
    """The network of it."""
    return network_of(small_spec())


def in_precision(network: Study, precision: str) -> Study:
    """The network, to be trained in double or single precision."""
    return replace(network, said_of_training=network.training.model_copy(update={"precision": precision}))


def model_of(network: Study, scaling: Scaling | None = None) -> TrainedModel:
    """A model with the spec's own parameters."""
    setup = prepare(network)
    return TrainedModel(network, setup.initial(), 0, setup.coding, scaling)


def write(model: TrainedModel, folder: Path, stem: str = "exported") -> Path:
    """The module with its arrays, in a folder."""
    setup = prepare(model.network)
    (folder / f"{stem}.npz").write_bytes(npz(arrays_of(model, examples_of(setup, model))))
    file = folder / f"{stem}.py"
    file.write_text(module_of(model, "0", f"{stem}.npz", "a test's shape"), encoding="utf-8")
    return file


def imported(file: Path):
    """The module, as `import` would load it."""
    spec = importlib.util.spec_from_file_location(f"exported_{next(NUMBER)}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def status_of_script(file: Path) -> int:
    """The exit status of the file run by itself."""
    try:
        runpy.run_path(str(file), run_name="__main__")
    except SystemExit as end:
        return end.code
    return 0


def tampered(file: Path, name: str, change) -> None:
    """One array of the .npz changed."""
    path = file.with_suffix(".npz")
    with np.load(path) as archive:
        arrays = dict(archive)
    arrays[name] = change(arrays[name])
    path.write_bytes(npz(arrays))
