"""The PyTorch module that `nncli export` writes: titles, names, large numbers, and what it says when run by itself."""

import pytest

torch = pytest.importorskip("torch", reason="torch is an oracle on its own: install the extra 'torch' to ask it")

import subprocess  # noqa: E402  # behind the importorskip
import sys  # noqa: E402
from dataclasses import replace  # noqa: E402

import numpy as np  # noqa: E402
from exported import (  # noqa: E402
    imported,
    in_precision,
    model_of,
    small,
    small_spec,
    status_of_script,
    tampered,
    write,
)
from networks import network_of  # noqa: E402

from nncli.data.scaling import Scaling  # noqa: E402

TITLES = [
    'say "hi"',
    '"""',
    '""""quoted""""',
    "back\\slash \\",
    "two\nlines",
    "西瓜 3.0α",
    "{braces}",
    "\\N{x} \\u12",
    "",
]
NAMES = ["loss", "nets", "forward", "train", "mean", "deviation", "class", "F", "_", "__x", "_parameters", "example_x"]


@pytest.mark.parametrize("change", [lambda a: a + 0.01, lambda a: a * np.nan], ids=["other", "nan"])
@pytest.mark.parametrize("name", ["y_weights", "example_y"])
def test_a_tampered_file_is_told(tmp_path, capsys, name, change):
    file = write(model_of(small()), tmp_path)
    assert status_of_script(file) == 0
    assert capsys.readouterr().out.startswith("largest difference from nncli: 0.0e+00")
    tampered(file, name, change)
    assert status_of_script(file) == 1
    assert "largest difference from nncli: " in capsys.readouterr().out


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_read_back(tmp_path, title):
    module = imported(write(model_of(replace(small(), title=title)), tmp_path))
    assert module.__doc__.splitlines()[0] == " ".join(title.split())


@pytest.mark.parametrize("name", NAMES)
def test_any_layer_name_is_a_member(tmp_path, name):
    spec = small_spec()
    spec["layers"][0] |= {"name": name}
    spec["layers"].insert(1, spec["layers"][0] | {"name": f"layer{name}", "units": 3, "biases_are": "fixed"})
    model = model_of(network_of(spec), Scaling(np.array([1.0, -3.0]), np.array([2.0, 0.5])))
    net = imported(write(model, tmp_path)).load()
    x = np.array([[0.3, 0.7], [2.0, -1.0]])
    assert net(torch.from_numpy(x)).detach().numpy() == pytest.approx(model.outputs(x), rel=1e-12)
    assert isinstance(net.train(), torch.nn.Module)


@pytest.mark.parametrize(
    ("activation", "net", "within"), [("softplus", 30, 1e-15), ("softplus", 800, 0), ("elu", -800, 0)]
)
def test_large_nets_are_no_trouble(tmp_path, activation, net, within):
    model = model_of(network_of(small_spec(layers=[{"units": 1, "activation": activation, "weights": [[net], [0]]}])))
    module = imported(write(model, tmp_path)).load()
    out = module(torch.tensor([[1.0, 0.0]], dtype=torch.float64))
    assert out.item() == pytest.approx(model.outputs(np.array([[1.0, 0.0]])).item(), rel=within, abs=0)
    out.backward()
    assert module.y_weights.grad.isfinite().all()


def test_a_mean_far_above_the_deviation_costs_single_precision_nothing(tmp_path):
    scaling = Scaling(np.array([1e9, -1e9]), np.array([1e-3, 1.0]))
    assert status_of_script(write(model_of(in_precision(small(), "single"), scaling), tmp_path)) == 0


@pytest.mark.parametrize("change", [[], ["--set", "training.precision=single"], ["--set", "data.standardise=true"]])
def test_from_a_run_by_the_command_line(tmp_path, change):
    def done(*command):
        return subprocess.run([sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done("-m", "nncli", "train", "spiral", "--epochs", "2", "--out", "run-0.1", "-q", *change).returncode == 0
    assert done("-m", "nncli", "export", "run-0.1", "--to", "torch").returncode == 0
    script = done("run-0.1.py")
    assert (script.returncode, script.stderr) == (0, "")
    assert script.stdout.startswith("largest difference from nncli: ")
