"""What each slip makes of a small network, beside the same mistake made in textbook matrices."""

import json

import numpy as np
import pytest
from networks import network_of

from nncli.document.reader import read_text
from nncli.models.feed_forward import SYSTEM, trace
from nncli.models.rules import LECTURE
from nncli.models.slips.back_propagation import RULE_SLIPS
from nncli.models.systems import rules_of
from nncli.spec.load import load

X, D, RATE = np.array([0.6, -0.4, 0.9]), np.array([0.8, 0.3, -0.1]), 0.5
W1, B1 = np.array([[0.7, -0.5, 0.2], [0.4, 0.9, -0.3], [-0.6, 0.1, 0.8]]), np.array([0.1, -0.2, 0.3])
W2, B2 = np.array([[0.5, -0.8, 0.3], [-0.7, 0.6, 0.9], [0.2, 0.4, -1.1]]), np.array([-0.4, 0.25, 0.15])
H, Y = ("h1_1", "h1_2", "h1_3"), ("y1", "y2", "y3")


def sigmoid(net):
    return 1 / (1 + np.exp(-net))


def network(hidden="tanh", output="sigmoid", loss="squared", more=(), **spec):
    layers = [
        {"units": 3, "activation": hidden, "weights": W1.tolist(), "biases": B1.tolist()} | dict(more),
        {"units": 3, "activation": output, "weights": W2.tolist(), "biases": B2.tolist()} | dict(more),
    ]
    sample = {"x": X.tolist(), "target": D.tolist()}
    return network_of({"inputs": 3, "layers": layers, "loss": loss, "learning_rate": RATE, "samples": [sample]} | spec)


NET1 = X @ W1 + B1
OUT1 = np.tanh(NET1)
NET2 = OUT1 @ W2 + B2
OUT2 = sigmoid(NET2)
ERROR, SLOPE1, SLOPE2 = D - OUT2, 1 - OUT1**2, OUT2 * (1 - OUT2)
DELTA2 = ERROR * SLOPE2
BACK = W2 @ DELTA2
DELTA1 = BACK * SLOPE1
GRAD1, GRAD2 = -np.outer(X, DELTA1), -np.outer(OUT1, DELTA2)

# By slip, and in the order of the table where several bear an id: what is wrong, and what it is instead.
WRONG = {
    "slope-forgotten-at-output": [{"y.delta": ERROR, "h.delta": (W2 @ ERROR) * SLOPE1}],
    "slope-forgotten-in-hidden": [{"h.delta": BACK, "y.delta": DELTA2}],
    "slope-at-output-value": [{"h.slope": 1 - np.tanh(OUT1) ** 2, "y.slope": sigmoid(OUT2) * sigmoid(-OUT2)}],
    "slope-at-net-value": [{"h.slope": 1 - NET1**2, "y.slope": NET2 * (1 - NET2)}],
    "slope-of-other-function": [{"h.slope": OUT1 * (1 - OUT1), "y.slope": 1 - OUT2**2}],
    "updated-weights": [{"h.back": (W2 - RATE * GRAD2) @ DELTA2, "W2.grad": GRAD2}],
    "back-over-outputs": [{"h.back": W2 @ OUT2}],
    "back-without-deltas": [{"h.back": W2.sum(axis=1)}],
    "back-without-weights": [{"h.back": DELTA2.sum() * np.ones(3)}],
    "one-path-only": [{"h.back": W2[:, n] * DELTA2[n]} for n in (0, 1, 2)],
    "weights-transposed": [{"h.net": X @ W1.T + B1, "y.net": np.tanh(X @ W1.T + B1) @ W2.T + B2}],
    "weights-transposed-back": [{"h.back": W2.T @ DELTA2, "y.net": NET2}],
    "update-sign": [{"W1.step": RATE * GRAD1, "W2.new": W2 + RATE * GRAD2, "b2.step": -RATE * DELTA2}],
    "target-output-swapped": [{"y.error": -ERROR, "h.delta": -DELTA1}],
    "rate-forgotten": [{"W1.step": -GRAD1, "b2.step": DELTA2}],
    "rate-twice": [{"W1.step": -0.25 * GRAD1, "b2.step": 0.25 * DELTA2}],
    "gradient-doubled": [{"y.delta": 2 * DELTA2, "h.delta": 2 * DELTA1}],
    "gradient-halved": [{"y.delta": DELTA2 / 2, "h.delta": DELTA1 / 2}],
    "input-for-hidden-output": [{"W2.grad": -np.outer(X, DELTA2), "W1.grad": -np.outer(OUT1, DELTA1)}],
    "net-for-output-in-gradient": [{"W2.grad": -np.outer(NET1, DELTA2), "W1.grad": GRAD1}],
    "delta-as-gradient": [{"W2.grad": -np.outer(np.ones(3), DELTA2), "W1.grad": -np.outer(np.ones(3), DELTA1)}],
    "nothing-updated": [{"W1.new": W1, "b2.new": B2, "W2.step": -RATE * GRAD2}],
    "bias-not-updated": [{"W1.new": W1 - RATE * GRAD1, "b1.new": B1, "b2.new": B2}],
    "bias-sign": [{"W1.step": -RATE * GRAD1, "b1.step": -RATE * DELTA1, "b2.step": -RATE * DELTA2}],
    "offset-sign-in-net": [{"h.net": X @ W1 - B1}],
    "offset-forgotten-in-net": [{"h.net": X @ W1}],
    "activation-forgotten": [{"h.out": NET1, "y.out": NET1 @ W2 + B2}],
    "loss-without-half": [{"y.loss": ERROR**2, "y.delta": DELTA2}],
    "loss-without-square": [{"y.loss": ERROR / 2, "y.delta": DELTA2}],
}
ELSEWHERE = {  # these ask for another function, loss, order or several samples
    "relu-slope-one", "relu-slope-zero", "relu-absolute", "relu-leaky", "slope-not-cancelled", "old-weights",
    "sum-for-mean", "mean-for-sum",
}  # fmt: skip


def slips(id):
    return [slip for slip in SYSTEM.slips if slip.id == id]


def under(id, example, which=0):
    return trace(example, rules=rules_of(example, (slips(id)[which],)))


def read(run, name):
    """`h.net` and its like as a vector, `W2.grad` as a matrix [from][to], `b1.new` as a vector."""
    subject, kind = name.split(".")
    suffix = "" if kind == "given" else f".{kind}"
    if subject in ("h", "y"):
        return [run.values[f"{unit}{suffix}"] for unit in (H if subject == "h" else Y)]
    sources, units = {"1": (("x1", "x2", "x3"), H), "2": (H, Y)}[subject[1]]
    if subject[0] == "b":
        return [run.values[f"b[{unit}]{suffix}"] for unit in units]
    return [[run.values[f"w[{s},{u}]{suffix}"] for u in units] for s in sources]


def test_every_slip_is_tried_here():
    assert {slip.id for slip in RULE_SLIPS} == WRONG.keys() | ELSEWHERE
    assert all(len(slips(id)) == len(shapes) for id, shapes in WRONG.items())


@pytest.mark.parametrize(("id", "which"), [(id, n) for id, shapes in WRONG.items() for n in range(len(shapes))])
def test_the_slip_makes_the_numbers_of_the_mistake(id, which):
    run = under(id, network(), which)
    for name, expected in WRONG[id][which].items():
        assert np.array(read(run, name)) == pytest.approx(np.array(expected), rel=1e-12), name


NEGATIVE = NET1 < 0


@pytest.mark.parametrize(
    ("id", "which", "slope", "out"),
    [
        ("relu-slope-one", 0, np.ones(3), np.maximum(NET1, 0)),
        ("relu-slope-zero", 0, np.zeros(3), np.maximum(NET1, 0)),
        ("relu-absolute", 0, np.where(NEGATIVE, 0, 1), np.abs(NET1)),
        ("relu-leaky", 0, np.where(NEGATIVE, 0.01, 1), np.maximum(NET1, 0)),
        ("relu-leaky", 1, np.where(NEGATIVE, 0.01, 1), np.where(NEGATIVE, 0.01, 1) * NET1),
    ],
)
def test_slips_at_a_relu(id, which, slope, out):
    assert NEGATIVE.tolist() == [True, True, False]
    run = under(id, network("relu"), which)
    assert read(run, "h.slope") == pytest.approx(slope, rel=1e-12)
    assert read(run, "h.out") == pytest.approx(out, rel=1e-12)
    assert read(run, "y.slope") == pytest.approx([y * (1 - y) for y in read(run, "y.out")], rel=1e-12)


@pytest.mark.parametrize(("id", "slope"), [("relu-slope-one", 1), ("relu-slope-zero", 0)])
def test_a_leaky_relu_is_mistaken_in_the_same_way(id, slope):
    assert read(under(id, network("leaky_relu")), "h.slope") == [slope] * 3


@pytest.mark.parametrize("id", ["relu-absolute", "relu-leaky", "relu-slope-one", "slope-of-other-function"])
def test_a_mistake_about_one_function_leaves_others_as_they_are(id):
    example = network("softplus", "identity")
    right = trace(example).values
    assert all(under(id, example, n).values == right for n in range(len(slips(id))))


@pytest.mark.parametrize("id", ["slope-at-output-value", "slope-at-net-value"])
def test_a_maxout_unit_has_no_derivative_to_be_taken_elsewhere(id):
    layer = {"units": 1, "activation": {"name": "maxout", "pieces": 2}, "weights": [[[0.5]], [[-2]]]}
    example = network_of(
        {"inputs": 1, "layers": [layer], "loss": "squared", "learning_rate": 1, "samples": [{"x": [2], "target": [0]}]}
    )
    assert under(id, example).values == trace(example).values


def test_a_slope_that_cancels_with_its_loss_is_put_in_once_more():
    targets = {"samples": [{"x": X.tolist(), "target": [0.8, 0.3, 0.1]}]}
    example = network(loss="binary_cross_entropy", **targets)
    error = np.array([0.8, 0.3, 0.1]) - OUT2
    assert read(trace(example), "y.delta") == pytest.approx(error, rel=1e-12)
    run = under("slope-not-cancelled", example)
    assert read(run, "y.delta") == pytest.approx(error * SLOPE2, rel=1e-12)
    assert read(run, "h.delta") == pytest.approx((W2 @ (error * SLOPE2)) * SLOPE1, rel=1e-12)
    assert under("slope-not-cancelled", network()).values == trace(network()).values  # nothing has cancelled there


def test_the_factor_of_a_loss_without_its_half():
    """δ is 2(d − y)·f′: halved it is (d − y)·f′, and doubled already."""
    example = network(loss="squared_sum")
    assert read(trace(example), "y.delta") == pytest.approx(2 * DELTA2, rel=1e-12)
    assert read(under("gradient-halved", example), "y.delta") == pytest.approx(DELTA2, rel=1e-12)
    assert read(under("gradient-halved", example), "h.delta") == pytest.approx(DELTA1, rel=1e-12)
    assert read(under("gradient-doubled", example), "y.delta") == pytest.approx(2 * DELTA2, rel=1e-12)


def test_old_weights_where_the_new_ones_are_asked():
    example = network(conventions={"update_order": "sequential"})
    assert read(trace(example), "h.back") == pytest.approx((W2 - RATE * GRAD2) @ DELTA2, rel=1e-12)
    assert read(under("old-weights", example), "h.back") == pytest.approx(BACK, rel=1e-12)


@pytest.mark.parametrize(("id", "convention"), [("sum-for-mean", "mean"), ("mean-for-sum", "sum")])
def test_sum_and_mean_over_the_samples_taken_for_each_other(id, convention):
    samples = [{"x": X.tolist(), "target": D.tolist()}] * 4
    example = network(samples=samples, mode="accumulated", conventions={"reduction": convention})
    right, wrong = trace(example), under(id, example)
    factor = 4 if id == "sum-for-mean" else 0.25
    for name in ("loss.before", "w[x1,h1_1].grad", "b[y2].step"):
        assert wrong[name].value == pytest.approx(factor * right[name].value, rel=1e-12)


@pytest.mark.parametrize("id", ["weights-transposed", "weights-transposed-back", "one-path-only"])
def test_a_layer_that_has_no_other_way_is_left_as_it_is(id):
    """2 → 1 → 3: no square matrix; and one input reads one path alone."""
    layers = [{"units": 1, "activation": "tanh"}, {"units": 1, "activation": "tanh"}]
    sample = {"x": [1, -2], "target": [0.5]}
    layers[0]["weights"], layers[1]["weights"] = [[0.5], [0.25]], [[0.75]]
    example = network_of({"inputs": 2, "layers": layers, "loss": "squared", "learning_rate": 1, "samples": [sample]})
    assert all(under(id, example, n).values == trace(example).values for n in range(len(slips(id))))


@pytest.mark.parametrize(("inputs", "hidden"), [(1, 3), (3, 1), (2, 3), (3, 2)])
def test_a_weight_without_an_input_or_a_hidden_output_of_its_number_keeps_its_own_source(inputs, hidden):
    layers = [
        {"units": hidden, "activation": "tanh", "weights": W1[:inputs, :hidden].tolist()},
        {"units": 1, "activation": "identity", "weights": W2[:hidden, :1].tolist()},
    ]
    sample = {"x": X[:inputs].tolist(), "target": [0.5]}
    example = network_of(
        {"inputs": inputs, "layers": layers, "loss": "squared", "learning_rate": 1, "samples": [sample]}
    )
    run = under("input-for-hidden-output", example)
    out = np.tanh(X[:inputs] @ W1[:inputs, :hidden])
    units = H[:hidden] if hidden > 1 else ("h1_1",)
    for of_layer, sources, taken in (
        (units, [f"x{n + 1}" for n in range(inputs)], [*out, *X[hidden:inputs]]),
        (("y1",), units, [*X[:inputs], *out[inputs:]]),
    ):
        for unit in of_layer:
            for source, value in zip(sources, taken, strict=False):
                delta = run.values[f"{unit}.delta"]
                assert run.values[f"w[{source},{unit}].grad"] == pytest.approx(-delta * value, rel=1e-12)


def test_a_hidden_unit_whose_slope_was_forgotten_has_none_to_be_put_in_once_more():
    targets = {"samples": [{"x": X.tolist(), "target": [0.8, 0.3, 0.1]}]}
    example = network(loss="binary_cross_entropy", **targets)
    both = (*slips("slope-not-cancelled"), *slips("slope-forgotten-in-hidden"))
    run = trace(example, rules=rules_of(example, both))
    assert read(run, "h.delta") == read(run, "h.back")


def test_slips_compose():
    example = network()
    run = trace(example, rules=rules_of(example, (*slips("rate-forgotten"), *slips("bias-sign"))))
    assert read(run, "W2.step") == pytest.approx(-GRAD2, rel=1e-12)
    assert read(run, "b2.step") == pytest.approx(-DELTA2, rel=1e-12)
    assert rules_of(example, ()) is LECTURE


# Convolution and pooling, by hand: X = 1..9 on 3×3, K = [[1, 2], [3, 4]], what comes back from above 1, 2, 3, 4


PICTURE = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


def picture(layer, x=PICTURE, target=((1, 2), (3, 4)), loss="upstream"):
    spec = {
        "title": "t", "inputs": {"X": [len(x), len(x[0])]}, "layers": [{"name": "L"} | layer], "loss": loss,
        "samples": [{"x": x, "target": target}], "conventions": {"input_gradients": True},
    }  # fmt: skip
    return load(read_text(json.dumps(spec), "spec.json"))


def cells(run, name, rows, columns, kind):
    return [[run.values[f"{name}[{i},{j}].{kind}"] for j in range(1, columns + 1)] for i in range(1, rows + 1)]


KERNEL = {"kind": "convolution", "kernels": [[1, 2], [3, 4]]}
CORNERS = KERNEL | {"stride": 2, "padding": 1}  # on 2×2 each window has one corner of the picture
PADDED = {"kind": "average-pooling", "size": 2, "stride": 2, "padding": 1}


@pytest.mark.parametrize(
    ("id", "layer", "name", "kind", "right", "wrong"),
    [
        ("kernel-turned", KERNEL, "L", "net", [[37, 47], [67, 77]], [[23, 33], [53, 63]]),
        ("kernel-turned", KERNEL | {"flip": True}, "L", "net", [[23, 33], [53, 63]], [[37, 47], [67, 77]]),
        ("kernel-turned-back", KERNEL, "X", "grad", [[1, 4, 4], [6, 20, 16], [9, 24, 16]],
         [[4, 11, 6], [14, 30, 14], [6, 11, 4]]),
        ("one-position-only", KERNEL, "K", "grad", [[37, 47], [67, 77]], [[1, 2], [4, 5]]),
        ("places-averaged", KERNEL, "K", "grad", [[37, 47], [67, 77]], [[9.25, 11.75], [16.75, 19.25]]),
        ("stride-one", CORNERS, "L", "net", [[4, 6], [6, 4]], [[4, 11], [14, 30]]),
        ("stride-two", KERNEL, "L", "net", [[37, 47], [67, 77]], [[37, 21], [23, 9]]),
        ("padding-forgotten", CORNERS, "L", "net", [[4, 6], [6, 4]], [[30, 0], [0, 0]]),
        ("average-for-max", {"kind": "max-pooling", "size": 2, "stride": 1}, "L", "out", [[5, 6], [8, 9]],
         [[3, 4], [6, 7]]),
        ("max-for-average", {"kind": "average-pooling", "size": 2, "stride": 1}, "L", "out", [[3, 4], [6, 7]],
         [[5, 6], [8, 9]]),
        ("average-over-wrong-count", PADDED, "L", "out", [[0.25, 1.25], [2.75, 7]], [[1, 2.5], [5.5, 7]]),
        ("sum-for-average", PADDED, "L", "out", [[0.25, 1.25], [2.75, 7]], [[1, 5], [11, 28]]),
        ("max-gradient-spread", {"kind": "max-pooling", "size": 2, "stride": 1}, "X", "grad",
         [[0, 0, 0], [0, 1, 2], [0, 3, 4]], [[0.25, 0.75, 0.5], [1, 2.5, 1.5], [0.75, 1.75, 1]]),
    ],
)  # fmt: skip
def test_slips_at_maps(id, layer, name, kind, right, wrong):
    example = picture(layer, *([[[1, 2], [3, 4]]] if layer is CORNERS else []))
    (slip,) = slips(id)
    rows, columns = len(right), len(right[0])
    assert cells(trace(example), name, rows, columns, kind) == right
    run = trace(example, rules=rules_of(example, (slip,)))
    assert cells(run, name, rows, columns, kind) == wrong
    assert slip.concerns(example)
    assert not slip.concerns(network())


def test_a_slip_at_a_pool_is_none_at_the_other_pool():
    largest, mean = (picture({"kind": f"{kind}-pooling", "size": 2, "stride": 1}) for kind in ("max", "average"))
    for example, ids in ((mean, ["max-gradient-spread"]), (largest, ["sum-for-average", "average-over-wrong-count"])):
        for id in ids:
            assert under(id, example).values == trace(example).values


def test_a_slip_at_a_kernel_does_not_concern_a_network_with_pools_alone_nor_the_other_way_round():
    kernel, pool = picture(KERNEL), picture(PADDED)
    assert [s.concerns(kernel) for s in slips("stride-one") + slips("sum-for-average")] == [True, False]
    assert [s.concerns(pool) for s in slips("stride-one") + slips("sum-for-average")] == [False, True]


def test_a_pool_as_the_last_layer_hands_on_its_error_with_the_factor_of_the_loss():
    """The largest are 5, 6, 8, 9, the targets 1, 2, 3, 4: ∂E/∂y is y − d, or twice that."""
    back = np.array([[0, 0, 0], [0, 4, 4], [0, 5, 5]])
    for loss, factor in (("squared", 1), ("squared_sum", 2)):
        example = picture({"kind": "max-pooling", "size": 2, "stride": 1}, loss=loss)
        assert cells(trace(example), "X", 3, 3, "grad") == (factor * back).tolist()


def test_the_net_of_a_map_taken_for_its_output_by_a_kernel_behind_it():
    layers = [
        {"name": "A", "kind": "convolution", "kernels": [[0.5, -1]], "activation": "relu"},
        {"name": "L", "kind": "convolution", "kernels": [[1, 2], [3, 4]]},
    ]
    spec = {"title": "t", "inputs": {"X": [3, 4]}, "layers": layers, "loss": "upstream"}
    x = [[1, 2, -3, 4], [5, -6, 7, 8], [-9, 1, 2, 3]]
    spec |= {"samples": [{"x": x, "target": [[1, 2], [3, 4]]}]}
    run = under("net-for-output-in-gradient", load(read_text(json.dumps(spec), "spec.json")))
    nets = [[0.5 * row[j] - row[j + 1] for j in range(3)] for row in x]
    grads = [
        [sum(d * nets[i + m][j + n] for (i, j), d in zip(np.ndindex(2, 2), (1, 2, 3, 4), strict=True)) for n in (0, 1)]
        for m in (0, 1)
    ]
    assert [[run.values[f"KL[{m},{n}].grad"] for n in (1, 2)] for m in (1, 2)] == grads


def test_a_pooled_network_has_its_slips_at_the_input_map_too():
    """The way back through a window that is padded: what lies in the padding takes its part with it."""
    run = trace(picture(PADDED))
    assert cells(run, "X", 3, 3, "grad") == [[0.25, 0.5, 0.5], [0.75, 1, 1], [0.75, 1, 1]]
