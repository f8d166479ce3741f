"""Convolution and pooling against figures in print, against loops of our own, and against both oracles of gradients."""

import json
import math
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nncli.document.reader import read_text
from nncli.maths.arithmetic import EXACT, PRECISE
from nncli.models.feed_forward import claims, trace
from nncli.models.layers.maps import Maps, Window
from nncli.spec.load import load
from nncli.trace.gradients import LOSS, Verdict, adjoints, check

X33 = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
X44 = [[4 * i + j for j in range(4)] for i in range(4)]


def network(layers, x, shape=None, **more):
    shape = shape or [len(x), len(x[0])]
    sample = {"x": x} | ({"target": more.pop("target")} if "target" in more else {})
    spec = {"title": "t", "inputs": {"X": shape}, "layers": layers, "samples": [sample]} | more
    return load(read_text(json.dumps(spec), "spec.json"))


def maps(run, name, rows, columns, kind="out", k=None):
    first = "" if k is None else f"{k},"
    return [[run.values[f"{name}[{first}{i},{j}].{kind}"] for j in range(1, columns + 1)] for i in range(1, rows + 1)]


def convolution(**more):
    return {"name": "C", "kind": "convolution"} | more


def pool(kind, **more):
    return {"name": "P", "kind": f"{kind}-pooling"} | more


# Figures of d2l


def test_several_maps_and_kernels():
    """Channels X, X + 1 with kernels K, K + 1; then K, K + 1, K + 2."""
    x = [X33, [[v + 1 for v in row] for row in X33]]
    one = [[[0, 1], [2, 3]], [[1, 2], [3, 4]]]
    run = trace(network([convolution(kernels=one)], x, [2, 3, 3]), arithmetic=EXACT)
    assert maps(run, "C", 2, 2) == [[56, 72], [104, 120]]
    several = [[[[v + n for v in row] for row in matrix] for matrix in one] for n in range(3)]
    run = trace(network([convolution(kernels=several)], x, [2, 3, 3]), arithmetic=EXACT)
    assert [maps(run, "C", 2, 2, k=k) for k in (1, 2, 3)] == [
        [[56, 72], [104, 120]], [[76, 100], [148, 172]], [[96, 128], [192, 224]]
    ]  # fmt: skip
    assert {"K[1,1,1,1]", "K[3,2,2,2]"} <= set(run.by_id)


@pytest.mark.parametrize(
    ("kind", "x", "options", "printed"),
    [
        ("max", X33, {"size": 2, "stride": 1}, [[4, 5], [7, 8]]),
        ("average", X33, {"size": 2, "stride": 1}, [[2, 3], [5, 6]]),
        ("max", X44, {"size": 3, "stride": 2, "padding": 1}, [[5, 7], [13, 15]]),
        ("max", [[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]], {"size": 2}, [[6, 8], [3, 4]]),
        (
            "average", [[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]], {"size": 2},
            [[Fraction(13, 4), Fraction(21, 4)], [2, 2]],
        ),
    ],
)  # fmt: skip
def test_pooling(kind, x, options, printed):
    run = trace(network([pool(kind, **options)], x), arithmetic=EXACT)
    assert maps(run, "P", 2, 2) == printed


@pytest.mark.parametrize(
    ("layer", "printed"),
    [
        (convolution(kernels=[[0, 1], [2, 3]]), [[0, 1, 2], [2, 10, 10], [6, 17, 12]]),
        (pool("max", size=2, stride=1), [[0, 0, 0], [0, 1, 2], [0, 3, 4]]),
        (
            pool("average", size=2, stride=1),
            [[Fraction(n, 4) for n in row] for row in ((1, 3, 2), (4, 10, 6), (3, 7, 4))],
        ),
    ],
)
def test_what_comes_back_to_the_picture(layer, printed):
    example = network(
        [layer], X33, loss="upstream", target=[[1, 2], [3, 4]], conventions={"input_gradients": True}
    )  # fmt: skip
    run = trace(example, arithmetic=EXACT)
    assert [[run.values[f"X[{i},{j}].grad"] for j in (1, 2, 3)] for i in (1, 2, 3)] == printed


def test_what_comes_back_from_one_place():
    """X = 0..15, K = [[1, 2], [3, 4]], 1 from above at (1, 1) alone (prof.lexailabs)."""
    upstream = [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
    example = network(
        [convolution(kernels=[[1, 2], [3, 4]])], X44, loss="upstream", target=upstream,
        conventions={"input_gradients": True},
    )  # fmt: skip
    run = trace(example, arithmetic=EXACT)
    assert [[run.values[f"K[{m},{n}].grad"] for n in (1, 2)] for m in (1, 2)] == [[0, 1], [4, 5]]
    back = {id: step.value for id, step in run.by_id.items() if id.startswith("X") and id.endswith(".grad")}
    assert {id: value for id, value in back.items() if value} == {
        "X[1,1].grad": 1, "X[1,2].grad": 2, "X[2,1].grad": 3, "X[2,2].grad": 4
    }  # fmt: skip


def test_a_flipped_kernel_is_a_convolution_as_mathematics_has_it():
    """S(i, j) = Σ_m Σ_n I(i − m, j − n) K(m, n), where the kernel lies on the picture."""
    run = trace(network([convolution(kernels=[[0, 1], [2, 3]], flip=True)], X33), arithmetic=EXACT)
    assert maps(run, "C", 2, 2) == [[5, 11], [23, 29]]  # 3·0 + 2·1 + 1·3 + 0·4, …


def test_a_series():
    """s(t) = Σ_a x(a) w(t − a): the whole of it, with padding; NumPy's convolve([1, 2, 3], [0, 1, ½])."""
    layer = convolution(kernels=[0, 1, 0.5], padding=2, flip=True)
    run = trace(network([layer], [1, 2, 3], [3]), arithmetic=EXACT)
    assert [run.values[f"C[{t}].out"] for t in range(1, 6)] == [0, 1, Fraction(5, 2), 4, Fraction(3, 2)]
    assert {"X[1]", "K[3]"} <= set(run.by_id)


def test_the_parameters_of_alexnets_first_layer():
    """96 kernels of 11×11×3 with biases: 34,944 parameters; stride 4 on 227 has 55 places."""
    layer = convolution(kernels=96, size=11, stride=4, biases="random")
    first = network([layer], [0] * (3 * 11 * 11), [3, 11, 11]).layers[0]
    assert len(list(first.parameters_given())) == 34_944
    assert Window((11, 11), (4, 4)).fits(Maps("X", 3, 227, 227)) == (55, 55)
    assert Window((3, 3), (2, 2)).fits(Maps("X", 1, 10, 10)) == (Fraction(9, 2), Fraction(9, 2))


def test_deltas_behind_a_map():
    """The printed deltas of a web text: a sigmoid map, behind it two units whose δ are .25 and −.15."""
    outs, weights = [0.58, 0.57, 0.65, 0.55], [[0.61, 0.02], [0.82, -0.50], [0.96, 0.23], [-1, 0.17]]
    nets = [math.log(out / (1 - out)) for out in outs]
    layers = [
        convolution(kernels=[[1]], activation="sigmoid"),
        {"units": 2, "activation": "identity", "weights": weights},
    ]
    run = trace(network(layers, [nets[:2], nets[2:]], loss="upstream", target=[-0.25, 0.15]))
    deltas = [value for row in maps(run, "C", 2, 2, "delta") for value in row]
    assert deltas == pytest.approx([0.0364182, 0.068628, 0.04675125, -0.06818625], abs=1e-12)
    assert "w[C[1,2],y1]" in run


# Against loops


SIDES = st.integers(2, 4)
NUMBERS = st.integers(-20, 20).map(lambda n: n / 10)


@st.composite
def windows(draw):
    channels, kernels = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    rows, columns, size = draw(SIDES), draw(SIDES), (draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    stride, padding = draw(st.integers(1, 2)), draw(st.integers(0, 1))
    for length, reach in zip((rows, columns), size, strict=True):
        span = length + 2 * padding - reach
        assume(span >= 0 and span % stride == 0)
    matrix = lambda r, c: st.lists(st.lists(NUMBERS, min_size=c, max_size=c), min_size=r, max_size=r)  # noqa: E731
    picture = [draw(matrix(rows, columns)) for _c in range(channels)]
    kernel = [[draw(matrix(*size)) for _c in range(channels)] for _k in range(kernels)]
    return picture, kernel, stride, padding, draw(st.booleans())


def _sides(picture, kernels, stride, padding):
    """The rows and columns of a convolution's maps."""
    return [(n + 2 * padding - f) // stride + 1 for n, f in
            ((len(picture[0]), len(kernels[0][0])), (len(picture[0][0]), len(kernels[0][0][0])))]  # fmt: skip


def by_loops(picture, kernels, stride, padding, flip):
    """The outputs of a convolution, computed in fractions the slow way."""
    exact = lambda v: Fraction(str(v))  # noqa: E731
    rows, columns = len(picture[0]), len(picture[0][0])
    height, width = len(kernels[0][0]), len(kernels[0][0][0])
    out_rows, out_columns = _sides(picture, kernels, stride, padding)
    result = []
    for kernel in kernels:
        of_map = [[Fraction(0)] * out_columns for _i in range(out_rows)]
        for i, j, c, m, n in product(range(out_rows), range(out_columns), range(len(picture)), range(height),
                                     range(width)):  # fmt: skip
            r, s = i * stride + m - padding, j * stride + n - padding
            if 0 <= r < rows and 0 <= s < columns:
                weight = kernel[c][height - 1 - m][width - 1 - n] if flip else kernel[c][m][n]
                of_map[i][j] += exact(weight) * exact(picture[c][r][s])
        result.append(of_map)
    return result


@settings(max_examples=30)
@given(windows())
def test_any_convolution_is_what_loops_make(drawn):
    picture, kernels, stride, padding, flip = drawn
    several = len(picture) > 1
    layer = convolution(kernels=kernels, stride=stride, padding=padding, flip=flip)
    shape = [len(picture)] * several + [len(picture[0]), len(picture[0][0])]
    run = trace(network([layer], picture if several else picture[0], shape), arithmetic=EXACT)
    expected = by_loops(picture, kernels, stride, padding, flip)
    for k, of_map in enumerate(expected, start=1):
        index = k if len(expected) > 1 else None
        assert maps(run, "C", len(of_map), len(of_map[0]), k=index) == of_map


@settings(max_examples=15)
@given(
    windows(), st.sampled_from(["max", "average"]), st.sampled_from(["tanh", "sigmoid", "relu", "identity"]),
    st.data(),
)  # fmt: skip
def test_bp_is_the_gradient_through_convolution_pooling_and_units(drawn, kind, activation, data):
    picture, kernels, stride, padding, flip = drawn
    several = len(picture) > 1
    layers = [
        convolution(kernels=kernels, stride=stride, padding=padding, flip=flip, activation=activation,
                    biases=[0.3] * len(kernels)),
        pool(kind, size=[data.draw(st.integers(1, side)) for side in _sides(*drawn[:4])], stride=1),
        {"units": ["y"], "activation": "tanh"},
    ]  # fmt: skip
    shape = [len(picture)] * several + [len(picture[0]), len(picture[0][0])]
    example = network(
        layers, picture if several else picture[0], shape, loss="squared", learning_rate=0.1, target=[0.5],
        conventions={"input_gradients": True}, seed=data.draw(st.integers(0, 9)),
    )  # fmt: skip
    precise = trace(example, arithmetic=PRECISE)
    assume(all(abs(step.value) > 1e-6 for step in precise.steps if step.id.startswith("C") and ".net" in step.id))
    reverse = adjoints(precise, LOSS)
    for claim in claims(example, precise):
        bp, by_formulas = precise[claim.number].value, reverse.get(claim.parameter, 0)
        assert abs(bp - by_formulas) <= Decimal("1e-30") * (1 + abs(bp)), claim.number
    rows = check(trace(example), precise, claims=claims(example, precise)[:6])
    assert {row.verdict for row in rows} <= {Verdict.AGREES, Verdict.KINK}


def test_overlapping_windows_of_a_pool_add_up():
    """A maximum that is the largest of two windows gets what comes back to both."""
    example = network(
        [pool("max", size=2, stride=1)], [[0, 9, 0], [0, 0, 0]], loss="upstream", target=[[2, 5]],
        conventions={"input_gradients": True},
    )  # fmt: skip
    run = trace(example, arithmetic=EXACT)
    assert run["X[1,2].grad"].value == 7
    assert run["X[1,1].grad"].value == 0
