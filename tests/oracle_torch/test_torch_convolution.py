"""Convolution, pooling and what stands behind them, in torch: outputs, every gradient, and one update.

Run where torch is installed: `pip install torch==2.13.0` (the extra `torch`), then this folder by itself.
"""

import pytest

torch = pytest.importorskip("torch", reason="torch is an oracle on its own: install the extra 'torch' to ask it")

import json  # noqa: E402  # behind the importorskip
import random  # noqa: E402

from nncli.document.reader import read_text  # noqa: E402
from nncli.models.feed_forward import trace  # noqa: E402
from nncli.spec.load import load  # noqa: E402

F = torch.nn.functional
CASES = [
    # channels, kernels, rows, columns, field, stride, padding, dilation, pool, pool's field, its stride, its padding
    (1, 1, 4, 4, (2, 2), 1, 0, 1, "max", 2, 1, 0),
    (2, 3, 5, 4, (2, 3), 1, 1, 1, "average", 2, 2, 0),
    (1, 2, 6, 6, (3, 3), 3, 0, 1, "max", 2, 1, 1),
    (3, 2, 5, 5, (2, 2), 1, 0, 2, "average", 3, 1, 1),
    (2, 2, 5, 5, (3, 3), 2, 1, 1, "max", 3, 2, 1),
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_the_whole_way_agrees(case, activation):
    channels, kernels, rows, columns, field, stride, padding, dilation, kind, size, step, edge = case
    drawn = random.Random(str(case) + activation)
    number = lambda: round(drawn.uniform(-1, 1), 3)  # noqa: E731
    x = [[[number() for _j in range(columns)] for _i in range(rows)] for _c in range(channels)]
    kernel = [[[[number() for _n in range(field[1])] for _m in range(field[0])] for _c in range(channels)]
              for _k in range(kernels)]  # fmt: skip
    biases = [number() for _k in range(kernels)]
    spec = {
        "title": "t", "inputs": {"X": [channels, rows, columns] if channels > 1 else [rows, columns]},
        "layers": [
            {"name": "C", "kind": "convolution", "kernels": kernel, "stride": stride, "padding": padding,
             "dilation": dilation, "activation": activation, "biases": biases},
            {"name": "P", "kind": f"{kind}-pooling", "size": size, "stride": step, "padding": edge},
            {"units": ["yes", "no"], "activation": "softmax", "biases": [0.1, -0.2]},
        ],
        "loss": "cross_entropy", "learning_rate": 0.5, "seed": 3, "conventions": {"input_gradients": True},
        "samples": [{"x": x if channels > 1 else x[0], "target": [0, 1]}],
    }  # fmt: skip
    network = load(read_text(json.dumps(spec), "spec.json"))
    run = trace(network)

    tensor = lambda v: torch.tensor(v, dtype=torch.float64)  # noqa: E731
    picture, weights, offsets = (tensor(v).requires_grad_() for v in (x, kernel, biases))
    dense = {id: tensor(float(v)).requires_grad_() for id, v in network.layers[2].parameters_given()}
    maps = getattr(torch, activation)(
        F.conv2d(picture[None], weights, offsets, stride=stride, padding=padding, dilation=dilation)
    )
    pooled = (
        F.max_pool2d(maps, size, step, edge) if kind == "max" else F.avg_pool2d(maps, size, step, edge)
    ).flatten()  # fmt: skip
    names = network.layers[1].units
    assert len(names) == len(pooled)
    nets = torch.stack([
        sum(dense[f"w[{name},{unit}]"] * out for name, out in zip(names, pooled, strict=True)) + dense[f"b[{unit}]"]
        for unit in ("yes", "no")
    ])  # fmt: skip
    loss = F.cross_entropy(nets, tensor([0.0, 1.0]))
    loss.backward()

    close = lambda number: pytest.approx(number, rel=1e-10, abs=1e-12)  # noqa: E731
    assert run["loss.before"].value == close(loss.item())
    assert [run[f"{name}.out"].value for name in names] == close(pooled.tolist())
    convolution = network.layers[0]
    gradients = {}
    for k in range(kernels):
        gradients[convolution.offset_id(k)] = offsets.grad[k]
        for c in range(channels):
            for m in range(field[0]):
                for n in range(field[1]):
                    gradients[convolution.weight_id(k, c, m, n)] = weights.grad[k, c, m, n]
    gradients |= {id: leaf.grad for id, leaf in dense.items()}
    gradients |= {
        network.inputs_in.unit(c, i, j): picture.grad[c, i, j]
        for c in range(channels) for i in range(rows) for j in range(columns)
    }  # fmt: skip
    assert {id: run[f"{id}.grad"].value for id in gradients} == close({id: g.item() for id, g in gradients.items()})
    assert run[f"{convolution.offset_id(0)}.new"].value == close(biases[0] - 0.5 * offsets.grad[0].item())
