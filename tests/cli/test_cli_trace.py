"""`nncli trace` on the board: every bundled spec, every option."""

import re

import pytest
from networks import worked_examples

from nncli.cli.opening import read_model

SPECS = worked_examples()
XOR = [
    "samples=[{x: [0, 0], target: 0}, {x: [0, 1], target: 1}, {x: [1, 0], target: 1}, {x: [1, 1], target: 0}]",
    "published={}",
]


def exact(spec):
    network = read_model(spec, None)
    return all(la.activation.exact for la in network.layers) and (network.loss is None or network.loss.exact)


def rounds(spec):
    return bool(read_model(spec, None).rounding)


def settings(*changes):
    return [part for change in changes for part in ("--set", change)]


def headings(done):
    return [line for line in done.lines if re.fullmatch(r"(Step \d: )?[A-Z][a-z ]+(, sample \d)?", line)]


# Arithmetics


@pytest.mark.parametrize("spec", SPECS)
def test_every_bundled_spec_in_floats(nncli, spec):
    done = nncli("trace", spec)
    assert (done.status, done.err) == (0, "")
    assert "arithmetic: float" in done.out
    assert done.lines[0] == read_model(spec, None).title


@pytest.mark.parametrize("spec", [spec for spec in SPECS if exact(spec)])
def test_every_exact_spec_in_fractions(nncli, spec):
    done = nncli("trace", spec, "--arithmetic", "exact")
    assert (done.status, done.err) == (0, "")
    assert "arithmetic: exact" in done.out


@pytest.mark.parametrize("spec", [spec for spec in SPECS if not exact(spec)])
def test_every_other_spec_has_a_step_without_an_exact_value(nncli, spec):
    done = nncli("trace", spec, "--arithmetic", "exact", columns=120)
    assert (done.status, done.out) == (2, "")
    assert re.match(r"error\[no-exact-value\]: step \w+\.out has no exact value: \w+ = 1/\(1 \+ e\^−", done.err)


@pytest.mark.parametrize("spec", [spec for spec in SPECS if rounds(spec)])
def test_every_spec_that_says_how_its_source_rounds(nncli, spec):
    done = nncli("trace", spec, "--arithmetic", "rounded")
    assert (done.status, done.err) == (0, "")
    assert "arithmetic: rounded" in done.out


@pytest.mark.parametrize("spec", [spec for spec in SPECS if not rounds(spec)])
def test_every_other_spec_cannot_be_rounded(nncli, spec):
    assert nncli("trace", spec, "--arithmetic", "rounded") == (
        2,
        "",
        "error[no-rounding]: the spec does not say how its source rounds\n"
        "    add 'rounding:' to it, or round every number with --set rounding.default=4\n",
    )
    assert nncli("trace", spec, "--arithmetic", "rounded", "--set", "rounding.default=4").status == 0


def test_the_slide_rounds_on_the_way(nncli):
    """w2⁺ is 0.8731 on the slide and 0.8730 in floats: both are right."""
    of = ["trace", "lecture", "--only", "update", "--decimals", "4"]
    assert re.search(r"w2⁺ .* 0\.8730$", nncli(*of).out, re.MULTILINE)
    assert re.search(r"w2⁺ .* 0\.8731$", nncli(*of, "--arithmetic", "rounded").out, re.MULTILINE)


# Samples, steps and modes


def test_sample(nncli):
    done = nncli("trace", "xor-relu", "--sample", "2")
    assert "x1 = 0   x2 = 1\n" in done.out
    assert headings(done) == ["Given", "Forward"]


def test_a_network_that_is_only_run_uses_all_its_samples(nncli):
    assert headings(nncli("trace", "xor-relu")) == ["Given", *(f"Forward, sample {n}" for n in range(1, 5))]


def test_steps(nncli):
    done = nncli("trace", "lecture", "--steps", "2", "--only", "update", "--only", "loss")
    assert headings(done) == ["Step 1: Loss", "Step 1: Update", "Step 2: Loss", "Step 2: Update"]


def test_steps_tell_whether_each_of_them_lowered_the_loss(nncli):
    assert nncli("trace", "lecture", "--steps", "2", columns=100).lines[-2:] == [
        "Step 1: E = 0.018104 before, 0.016565 after: the update lowered the loss by 0.0015385.",
        "Step 2: E = 0.016565 before, 0.015127 after: the update lowered the loss by 0.0014384.",
    ]


def test_standard_steps_take_the_samples_in_turn(nncli):
    """The fifth step comes back to the first sample."""
    done = nncli("trace", "negnevitsky-xor", "--steps", "5", "--only", "forward", *settings(*XOR))
    assert headings(done) == [f"Step {n}: Forward, sample {s}" for n, s in enumerate([1, 2, 3, 4, 1], start=1)]


def test_accumulated_mode_takes_all_samples_for_one_update(nncli):
    done = nncli("trace", "negnevitsky-xor", "--mode", "accumulated", *settings(*XOR))
    assert headings(done).count("Update") == 1
    assert [line for line in headings(done) if line.startswith("Backward")] == [
        *(f"Backward, sample {n}" for n in range(1, 5)),
        "Backward",
    ]


def test_the_spec_chooses_the_mode_where_the_option_does_not(nncli):
    accumulated = settings(*XOR, "mode=accumulated")
    by_spec, by_option = (nncli("trace", "negnevitsky-xor", *more) for more in (
        accumulated, ["--mode", "accumulated", *settings(*XOR)]))  # fmt: skip
    assert by_spec == by_option
    assert nncli("trace", "negnevitsky-xor", "--mode", "standard", *accumulated) == nncli(
        "trace", "negnevitsky-xor", *settings(*XOR)
    )


def test_the_mean_and_the_sum_of_the_samples(nncli):
    accumulated = ["trace", "negnevitsky-xor", "--mode", "accumulated", "--only", "loss", *settings(*XOR)]
    assert "(E@s1 + E@s2 + E@s3 + E@s4)/4" in nncli(*accumulated).out
    assert " E@s1 + E@s2 + E@s3 + E@s4 " in nncli(*accumulated, "--set", "conventions.reduction=sum").out


def test_sequential_update_comes_back_to_backward(nncli):
    assert headings(nncli("trace", "rgu")) == [
        "Given", "Forward", "Loss", "Backward", "Update", "Backward", "Update", "After the update",
    ]  # fmt: skip


# How numbers are written


def test_digits(nncli):
    assert re.search(r"^o1 .* 0\.68$", nncli("trace", "lecture", "--digits", "2").out, re.MULTILINE)
    long = nncli("trace", "lecture", "--digits", "17", columns=200).out
    assert re.search(r"^o1 .* 0\.6802671966986485$", long, re.MULTILINE)


def test_decimals(nncli):
    done = nncli("trace", "lecture", "--decimals", "3")
    assert re.search(r"^net_P .* 0\.755$", done.out, re.MULTILINE)
    assert re.search(r"^∂E/∂w3 .* 0\.001$", done.out, re.MULTILINE)
    assert "A = 0.350   B = 0.900   d_O = 0.500\n" in done.out


def test_fractions_are_shown_with_their_decimals(nncli):
    done = nncli("trace", "homework-relu", "--arithmetic", "exact", columns=120)
    assert re.search(r"^E +½·\(d_y − out_y\)² +½·\(1 − 3/10\)² +49/200 = 0\.245$", done.out, re.MULTILINE)
    assert re.search(r"^out_y⁺ .* ≈ 1\.3881$", done.out, re.MULTILINE)


# Parts


@pytest.mark.parametrize("phase", ["given", "forward", "loss", "backward", "update", "after"])
def test_only(nncli, phase):
    done = nncli("trace", "lecture", "--only", phase)
    assert headings(done) == ["After the update" if phase == "after" else phase.capitalize()]
    assert "the update lowered the loss" not in done.out


def test_only_keeps_the_order_of_computing(nncli):
    done = nncli("trace", "lecture", "--only", "update", "--only", "forward")
    assert headings(done) == ["Forward", "Update"]


@pytest.mark.parametrize("text", ["w3+", "w3.new", "w[A,P].new", " w3+ "])
def test_why_takes_ids_and_the_sources_names(nncli, text):
    done = nncli("trace", "lecture", "--why", text)
    assert done.status == 0
    assert done.lines[0] == "Why w3⁺ is what it is"
    symbols = [line.split()[0] for line in done.lines[done.lines.index("") + 2 :]]
    assert symbols == ["net_P", "o1", "net_Q", "o2", "net_O", "o", "error_O", "f′(net_O)", "g", "back_P", "f′(net_P)",
                       "e1", "∂E/∂w3", "Δw3", "w3⁺"]  # fmt: skip
    assert "η = 1" in done.out


def test_why_of_a_number_that_is_given(nncli):
    assert nncli("trace", "lecture", "--why", "w3") == (0, "Why w3 is what it is\nw3 = 0.1\n", "")


def test_why_of_one_step_among_several(nncli):
    done = nncli("trace", "lecture", "--steps", "2", "--why", "loss.after#2", "--only", "after")
    assert done.lines[-1].split()[0] == "E⁺#2"


def test_only_a_phase_of_why(nncli):
    done = nncli("trace", "lecture", "--why", "w3+", "--only", "update")
    assert [line.split()[0] for line in done.lines[3:]] == ["Δw3", "w3⁺"]


def test_set(nncli):
    changes = settings("learning_rate=1/2", "layers[0].weights.A.P=2", 'names["w[A,P]"]=u', "published={}")
    done = nncli("trace", "lecture", *changes)
    assert "u = 2   w4 = 0.8" in done.out
    assert "η = 0.5" in done.out


def test_the_later_setting_wins(nncli):
    assert "η = 3\n" in nncli("trace", "lecture", *settings("learning_rate=2", "learning_rate=3")).out


def test_set_to_nothing_takes_a_field_away(nncli):
    assert headings(nncli("trace", "lecture", *settings("learning_rate="))) == [
        "Given", "Forward", "Loss", "Backward",
    ]  # fmt: skip


def test_no_loss_is_lowered_at_a_rate_of_0(nncli):
    assert nncli("trace", "lecture", *settings("learning_rate=0")).out.endswith("the update did not change the loss.\n")


def test_a_rate_that_is_too_high_raises_the_loss(nncli):
    assert "the update raised the loss by" in nncli("trace", "homework-relu", *settings("learning_rate=9")).out


def test_initial_values_left_out_are_the_same_every_time(nncli):
    random = settings("layers[0].weights=", "initialiser.seed=7", "initialiser.decimals=2")
    once, again = (nncli("trace", "lecture", *random) for _ in range(2))
    assert once == again
    assert once.out != nncli("trace", "lecture", *random, *settings("initialiser.seed=8")).out


@pytest.mark.parametrize("spec", SPECS)
def test_summary(nncli, spec):
    done = nncli("trace", spec, "--summary")
    assert (done.status, done.err) == (0, "")
    assert "norm" in done.out
    assert done.lines[-1] == "no loss" or done.lines[-1].startswith("E = ")


def test_the_summary_agrees_with_the_trace(nncli):
    assert nncli("trace", "lecture", "--summary").lines[-1] == "E = 0.018104"


def test_a_network_too_large_for_a_trace_has_a_summary(nncli):
    ones = ", ".join("1" * 150)
    large = f"""
        title: Large
        inputs: 150
        layers: [{{units: 150, activation: tanh}}, {{units: 1, activation: sigmoid}}]
        loss: squared
        learning_rate: 1
        samples: [{{x: [{ones}], target: 1}}]
        """
    done = nncli("trace", "-", stdin=large)
    assert done.status == 2
    assert done.err.startswith("error[too-large]: this run has more than 20000 steps, more than anybody reads\n")
    summary = nncli("trace", "-", "--summary", stdin=large)
    assert summary.status == 0
    assert "1 sample, 22650 parameters" in summary.lines


def test_a_file_and_standard_input(nncli, here):
    text = nncli("specs", "show", "lecture").out
    (here / "my net.yaml").write_text(text, encoding="utf-8")
    (here / "net").write_text(text, encoding="utf-8")
    bundled = nncli("trace", "lecture")
    assert bundled.status == 0
    assert nncli("trace", "my net.yaml") == bundled
    assert nncli("trace", "net") == bundled
    assert nncli("trace", "-", stdin=text) == bundled
    assert nncli("trace", "-", stdin="\ufeff" + text) == bundled


def test_a_bare_name_means_a_bundled_spec_even_beside_a_folder_of_that_name(nncli, here):
    (here / "lecture").mkdir()
    assert nncli("trace", "lecture").status == 0
