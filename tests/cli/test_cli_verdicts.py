"""`nncli verify` and `nncli check`: is the book right, and is BP?"""

import re
from dataclasses import replace
from functools import partial

import pytest
from networks import worked_examples

from nncli.cli.opening import read_model
from nncli.models import systems
from nncli.models.rules import LECTURE

SPECS = worked_examples()
LEARNING = [spec for spec in SPECS if read_model(spec, None).loss]


def verdicts(done):
    """The last column of the table, by the first."""
    rows = (re.split(r"  +", line) for line in done.lines)
    return {row[0]: row[-1] for row in rows if len(row) >= 4 and row[-1] != "verdict"}


# verify


@pytest.mark.parametrize("spec", SPECS)
def test_every_bundled_figure_is_explained(nncli, spec):
    done = nncli("verify", spec)
    assert (done.status, done.err) == (0, "")
    figures = len(read_model(spec, None).published)
    assert done.lines[-2] == (f"{figures} figures: all explained." if figures else "No published figures to compare.")
    assert len(verdicts(done)) == figures
    assert "differs" not in done.out


def test_several_specs(nncli):
    done = nncli("verify", *SPECS)
    assert done.status == 0
    assert [line for line in done.lines if line.endswith("all explained.")] == [
        f"{n} figures: all explained." for spec in SPECS if (n := len(read_model(spec, None).published))
    ]


@pytest.mark.parametrize(
    ("spec", "figure", "right"),
    [
        ("lecture", "w1+: 0.2742", "w1⁺: the source prints 0.2742; 0.2723 is right."),
        ("lecture", "e1: 0.0407", "e1: the source prints 0.0407; −0.0027 is right."),
        ("lecture", "e1: -2.66e-3", "e1: the source prints −2.66e−3; −0.00265 is right."),
        ("mazur", "loss.after: 0.291027925", "E⁺: the source prints 0.291027925; 0.291027774 is right."),
        ("xor-relu", "h1.out@s4: 3", "out_h1@s4: the source prints 3; 2 is right."),
        ("lecture", "'w1+#2': 0.4", "w1⁺#2: the source prints 0.4; 0.2 is right."),
    ],
)
def test_a_figure_that_is_wrong(nncli, spec, figure, right):
    done = nncli("verify", spec, "--set", f"published={{{figure}}}", "--set", "rounding={}", columns=100)
    assert done.status == 1
    assert list(verdicts(done).values()) == ["differs"]
    assert done.lines[-3:] == [right, "1 figure: 1 at fault.", ""]


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (
            "g: 0.0407",
            "g: the source prints 0.0407; −0.0407 is right. The slip: target and output are swapped in the error.",
        ),
        (
            "'w1+#2': 0.300",
            "w1⁺#2: the source prints 0.300; 0.245 is right. The slip: no update was made: the old values are given.",
        ),
    ],
)
def test_a_figure_that_is_a_slip(nncli, figure, said):
    done = nncli("verify", "lecture", "--set", f"published={{{figure}}}", "--set", "rounding={}", columns=120)
    assert (done.status, list(verdicts(done).values())) == (1, ["slip"])
    assert done.lines[-3:] == [said, "1 figure: 1 at fault.", ""]


def test_one_wrong_figure_among_right_ones(nncli):
    done = nncli("verify", "lecture", "--set", "published.g=-0.0410")
    assert done.status == 1
    assert [symbol for symbol, verdict in verdicts(done).items() if verdict == "differs"] == ["g"]
    assert "g: the source prints −0.0410; −0.0407 is right." in done.lines
    assert "23 figures: 1 at fault." in done.lines


def test_a_wrong_spec_among_right_ones(nncli):
    assert nncli("verify", "rgu", "lecture", "--set", "published={Q.net: 0.69}").status == 1


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        ("o1: 0.6803", "matches"),
        ("g: -0.0406", "matches the source's own rounding chain"),
        ("o1: 0.6802", "truncated, not rounded"),
        ("e1: -0.0024096", "matches the other update order"),
        ("{o1: {printed: 0.9, slip: A slip.}}", "the source's known slip"),
    ],
)
def test_what_explains_a_figure(nncli, figure, verdict):
    published = figure if figure.startswith("{") else f"{{{figure}}}"
    done = nncli("verify", "lecture", "--set", f"published={published}")
    assert done.status == 0
    assert list(verdicts(done).values()) == [verdict]


def test_a_known_slip_is_told(nncli):
    done = nncli("verify", "lecture", "--set", "published={o1: {printed: 0.9, slip: Digits are missing.}}")
    assert "o1: the source prints 0.9, computed 0.7. Digits are missing." in done.lines


def test_a_slip_that_is_none_is_no_slip(nncli):
    done = nncli("verify", "lecture", "--set", "published={o1: {printed: 0.68, slip: Digits are missing.}}")
    assert list(verdicts(done).values()) == ["matches"]


def test_a_bad_spec_ends_the_run_before_anything_is_said(nncli):
    done = nncli("verify", "lecture", "nope")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("error[no-such-spec]: there is no bundled spec 'nope'\n")


def test_a_figure_of_one_of_several_samples_must_say_which(nncli):
    done = nncli("verify", "xor-relu", "--set", "published={h1.out: 1}")
    assert (done.status, done.out) == (2, "")
    assert "there is one for each sample or update: h1.out@s1, h1.out@s2" in done.err


# check


@pytest.mark.parametrize("spec", LEARNING)
def test_bp_is_right_for_every_bundled_spec_with_a_loss(nncli, spec):
    done = nncli("check", spec)
    assert (done.status, done.err) == (0, "")
    assert "wrong" in done.lines[-1] and done.lines[-1].endswith(", 0 wrong.")
    assert set(verdicts(done).values()) == ({"agrees", "sequential"} if spec == "rgu" else {"agrees"})


def test_without_a_loss_there_is_nothing_to_check(nncli):
    assert nncli("check", "xor-relu") == (
        2,
        "",
        "error[no-loss]: this network has no loss, so there are no gradients to check\n"
        "    add a line such as 'loss: squared', and targets\n",
    )


def test_sequential_steps_are_no_gradients(nncli):
    done = nncli("check", "rgu")
    assert list(verdicts(done).values()).count("sequential") == 4
    assert "Sequential: hidden errors use the weights already updated" in done.out
    done = nncli("check", "rgu", "--set", "conventions.update_order=simultaneous")
    assert set(verdicts(done).values()) == {"agrees"}


def test_a_step_unit_cannot_learn(nncli):
    done = nncli("check", "lecture", "--set", "layers[0].activation=step")
    assert done.status == 0
    assert sorted(verdicts(done).values()) == ["agrees"] * 2 + ["step unit"] * 4
    assert "Step unit: its derivative is 0 wherever it exists" in done.out


def test_a_kink(nncli):
    """Both hidden nets of the first sample are 0, where ReLU has a corner."""
    done = nncli("check", "homework-relu", "--set", "layers[0].biases=[-0.26, 0.04]")
    assert done.status == 0
    assert "at a kink" in verdicts(done).values()
    assert "At a kink: the loss has no derivative there" in done.out


@pytest.mark.parametrize(
    ("limit", "shown"), [("1", "w3"), ("2", "w3 w6"), ("4", "w3 w4 w6 w1"), ("5", "w3 w4 w5 w6 w1")]
)
def test_limit(nncli, limit, shown):
    done = nncli("check", "lecture", "--limit", limit)
    assert list(verdicts(done)) == [f"∂E/∂{w}" for w in shown.split()]
    assert f"{len(shown.split())} of 6 parameters, spread evenly." in done.lines


def test_no_limit_that_matters(nncli):
    done = nncli("check", "lecture", "--limit", "6")
    assert len(verdicts(done)) == 6
    assert "spread evenly" not in done.out


def test_sample_and_mode(nncli):
    samples = ["--set", "samples=[{x: [0, 1], target: 1}, {x: [1, 1], target: 0}]", "--set", "published={}"]
    tables = {
        nncli("check", "negnevitsky-xor", *samples, *more).out
        for more in (["--sample", "1"], ["--sample", "2"], ["--mode", "accumulated"])
    }
    assert len(tables) == 3
    assert all(table.endswith("9 gradients agree, 0 wrong.\n") for table in tables)


@pytest.mark.parametrize(("rule", "wrong"), [("grad", 6), ("delta", 2), ("back", 4)])
def test_a_wrong_sign_in_bp_is_found(nncli, monkeypatch, rule, wrong):
    """With every δ turned around, those of the hidden layer are turned around twice."""
    right = getattr(LECTURE, rule)
    slip = replace(LECTURE, **{rule: lambda *given: -right(*given)})
    monkeypatch.setattr(systems, "trace", partial(systems.trace, rules=slip))
    done = nncli("check", "lecture")
    assert done.status == 1
    assert list(verdicts(done).values()).count("WRONG") == wrong
    assert done.lines[-1].endswith(f", {wrong} wrong.")
