"""Whatever is done to a spec or to the options: a run or a diagnostic, and never a fault of the program."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nncli.spec.bundled import text

LECTURE = text("lecture")
LINES = LECTURE.splitlines(keepends=True)
PATHS = [
    "title", "inputs", "layers", "layers[0]", "layers[0].units", "layers[0].activation", "layers[0].weights",
    "layers[0].weights.A", "layers[0].weights.A.P", "layers[1].weights", "layers[1].biases", "layers[1].thresholds",
    "layers[1].biases_are", "layers[1].name", "loss", "learning_rate", "mode", "samples", "samples[0]", "samples[0].x",
    "samples[0].target", "initialiser", "initialiser.kind", "initialiser.decimals", "conventions",
    "conventions.update_order", "conventions.relu_slope_at_0", "names", 'names["P.out"]', "rounding",
    "rounding.default", 'rounding["P.out"]', "published", 'published["w3+"]', 'published["P.out@s1#2"]', "nope",
]  # fmt: skip
WORDS = [
    "", "null", "true", "[]", "{}", "[[]]", "[[[1]]]", "[1, 2]", "[[1, 2], [3, 4]]", "{A: 1}", "{A: {P: 1}}", "A", "P",
    "relu", "softmax", "maxout", "{name: maxout, pieces: 3}", "{name: leaky_relu, slope: 1/3}",
    "{name: elu, alpha: 0}",
    "step", "cross_entropy", "binary_cross_entropy", "squared_sum", "sequential", "accumulated", "shared", "random",
    "normal", "zeros", "{decimals: 40}", "{significant: 40}", "{printed: 1, slip: x}", "0", "-0.0", "1", "2", "-1",
    "41",
    "1e308", "-1e308", "1e-307", "5e-324", "0.1e-300", "1/3", "1/0", "1" + "0" * 390, "9" * 401, "0x10", "1_000",
    "é", "权",
]  # fmt: skip
COMMANDS = [
    ["trace", "-"], ["trace", "-", "--arithmetic", "exact"], ["trace", "-", "--arithmetic", "rounded"],
    ["trace", "-", "--summary"], ["trace", "-", "--format", "json", "--steps", "2"], ["trace", "-", "--why", "O.delta"],
    ["trace", "-", "--mode", "accumulated", "--decimals", "50"], ["verify", "-"], ["check", "-"],
]  # fmt: skip
values = st.sampled_from(WORDS) | st.floats(allow_nan=True).map(repr) | st.text(max_size=8)
often = settings(max_examples=60)


def survived(done):
    """The run, which ended as a run may end."""
    assert done.status in (0, 1, 2), done.err
    assert "Traceback" not in done.out + done.err
    assert (done.status == 2) == bool(done.err)
    assert done.status < 2 or re.search(r"error\[[a-z0-9-]+\]:\s|^Error: ", done.err, re.MULTILINE)
    return done


@often
@given(
    st.sampled_from(["lecture", "homework-relu"]),
    st.sampled_from(COMMANDS),
    st.lists(st.tuples(st.sampled_from(PATHS), values), min_size=1, max_size=3),
)
@example("lecture", ["trace", "-"], [("initialiser.decimals", "-1"), ("layers[0].weights", "")])
@example("lecture", ["trace", "-"], [("initialiser", "{low: -1e308, high: 1e308}"), ("layers[0].weights", "")])
@example("lecture", ["verify", "-"], [("published", "{P.net: 1e-300}")])
@example("lecture", ["verify", "-"], [("published", "{P.net: 1e300}")])
@example("lecture", ["verify", "-"], [("published", "{w3+: 1e-40}"), ("learning_rate", "1e300")])
@example("lecture", ["trace", "-", "--mode", "accumulated", "--decimals", "50"], [("samples[0].x", "[1e300, 1]")])
@example("lecture", ["trace", "-", "--summary"], [("layers[0].activation", "relu"), ("samples[0].x", "[1e300, 1]")])
@example("lecture", ["trace", "-"], [("learning_rate", "1" + "0" * 390 + "/1")])
def test_settings(nncli, spec, command, changes):
    options = [part for path, value in changes for part in ("--set", f"{path}={value}")]
    survived(nncli(*command, *options, stdin=text(spec)))


@st.composite
def mutations(draw):
    """The lecture's spec with some lines dropped, doubled, moved, indented, or written over."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "move", "indent", "cut", "write", "swap", "number"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "indent":
                lines[at] = draw(st.sampled_from(["  ", "\t", "- "])) + lines[at]
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "write":
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + draw(st.text(max_size=3)) + lines[at][place:]
            case "swap":
                key, colon, _value = lines[at].partition(":")
                lines[at] = f"{key}{colon} {draw(values)}\n"
            case "number":
                lines[at] = re.sub(r"[\d.]+", lambda _n: draw(values), lines[at], count=1)
        lines = lines or ["\n"]
    return "".join(lines)


@often
@given(st.sampled_from(COMMANDS), mutations())
def test_mutations_of_a_spec(nncli, command, spec):
    survived(nncli(*command, stdin=spec.encode("utf-8", "surrogatepass")))


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_for_a_spec(nncli, spec):
    content = spec if isinstance(spec, bytes) else spec.encode("utf-8", "surrogatepass")
    assert survived(nncli("trace", "-", stdin=content)).status == 2


@often
@given(
    st.lists(st.sampled_from(["A", "P", "O", "w", "g", "w3", "loss", "eta", ".", "net", "new", "after", "[", ",", "]",
                              "@s1", "#1", "#2", "+", "θ", " "]), max_size=6).map("".join)
)  # fmt: skip
def test_any_id_for_why(nncli, id):
    done = survived(nncli("trace", "lecture", "--steps", "2", f"--why={id}"))
    assert done.status == 0 or "error[unknown-quantity]" in done.err


@given(
    st.lists(
        st.sampled_from(["--sample", "--steps", "--digits", "--decimals", "--limit", "--only", "--mode", "--arithmetic",
                         "--format", "--summary", "--set", "--why", "-1", "0", "1", "2", "50", "x", "", "json", "exact",
                         "loss", "accumulated", "learning_rate=2", "-", "--"]),
        max_size=5,
    )
)  # fmt: skip
def test_any_options(nncli, options):
    survived(nncli("trace", "lecture", *options))
