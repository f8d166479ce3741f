"""The recorder writes steps down; the trace keeps them and finds them."""

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from nncli.errors import InputError, TraceError
from nncli.maths.arithmetic import EXACT, FLOAT, RoundedArithmetic, Rounding
from nncli.maths.expression import Call, Constant, Product, Reference
from nncli.maths.functions import FUNCTIONS
from nncli.maths.numeral import Numeral
from nncli.models.feed_forward import trace
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.trace.quantities import Names
from nncli.trace.recorder import MAX_STEPS, Recorder


@pytest.fixture
def lecture():
    return trace(load(open_spec("lecture")))


def recorded(arithmetic=FLOAT, **given):
    recorder = Recorder(arithmetic, Names({"x.out": "o"}))
    return recorder, {name: recorder.given(name, Numeral(text)) for name, text in given.items()}


def test_a_formula_goes_in_and_a_reference_comes_out():
    recorder, q = recorded(x="3", y="0.5")
    product = recorder.record("p", "forward", q["x"] * q["y"] + q["x"])
    assert product == Reference("p")
    assert recorder.value(product) == 4.5
    run = recorder.trace(("x",))
    assert [step.id for step in run.steps] == ["x", "y", "p"]
    assert run["p"].inputs == ("x", "y")
    assert run["p"].phase == "forward"
    assert run["x"].formula is None
    assert run.learned == ("x",)


def test_what_is_rounded_is_what_is_kept():
    recorder, q = recorded(RoundedArithmetic({"p": Rounding(1)}), x="0.25")
    rounded = recorder.record("p@s1#2", "forward", q["x"] * 1)
    assert str(recorder.value(rounded)) == "0.3"
    carried = recorder.record("p.after@s1#2", "forward", q["x"] * 1)
    assert str(recorder.value(carried)) == "0.25"


@pytest.mark.parametrize(
    ("arithmetic", "formula"),
    [
        (FLOAT, lambda x: x * x),
        (FLOAT, lambda x: x**2),
        (FLOAT, lambda x: x / (x - x)),
        (FLOAT, lambda x: x * x - x * x),
        (FLOAT, lambda x: Call(FUNCTIONS["exp"], (x,))),
        (FLOAT, lambda x: Call(FUNCTIONS["log"], (-x,))),
        (EXACT, lambda x: x / (x - x)),
        (EXACT, lambda x: x**90),
        (RoundedArithmetic(), lambda x: x / (x - x)),
        (RoundedArithmetic(), lambda x: (x - x) / (x - x)),
        (RoundedArithmetic(), lambda x: Call(FUNCTIONS["exp"], (x,))),
        (RoundedArithmetic(), lambda x: Call(FUNCTIONS["log"], (-x,))),
    ],
)
def test_a_number_out_of_range_names_its_step(arithmetic, formula):
    with arithmetic.context():
        recorder, q = recorded(arithmetic, x="1e200")
        with pytest.raises(TraceError) as caught:
            recorder.record("x.out", "forward", formula(q["x"]))
    [fault] = caught.value.diagnostics
    assert fault.code == "overflow"
    assert fault.message.startswith("overflow at step x.out: o = ")
    assert len(fault.message) < 400


@pytest.mark.parametrize(
    ("arithmetic", "help"),
    [
        (FLOAT, "smaller weights, inputs or a smaller learning rate keep the numbers in range"),
        (RoundedArithmetic(), "smaller weights, inputs or a smaller learning rate keep the numbers in range"),
        (EXACT, "exact fractions grow with every product: use --arithmetic float or rounded, or fewer --steps"),
    ],
)
def test_what_helps_against_a_number_out_of_range_depends_on_the_arithmetic(arithmetic, help):
    with arithmetic.context():
        recorder, q = recorded(arithmetic, x="1e200")
        with pytest.raises(TraceError) as caught:
            recorder.record("x.out", "forward", q["x"] / (q["x"] - q["x"]))
    assert caught.value.diagnostics[0].help == help


def test_a_given_number_out_of_range_is_told_too():
    recorder, _q = recorded()
    with pytest.raises(TraceError) as caught:
        recorder.given("x", Numeral("1e999"))
    [fault] = caught.value.diagnostics
    assert fault.code == "overflow"
    assert fault.message == "x = 1e999 is beyond the range of this arithmetic"
    assert fault.help == "smaller weights, inputs or a smaller learning rate keep the numbers in range"


def test_a_great_fraction_is_told_by_its_number_of_digits():
    """2^900 = 8.45·10^270 has 271 digits and 901 bits; one power less is still written out."""
    recorder, q = recorded(EXACT, x=str(2**900), y=str(2**899), z=f"1/{2**900}")
    with pytest.raises(TraceError) as caught:
        recorder.record("p", "forward", (q["x"] + q["y"] + q["z"]) / (q["x"] - q["x"]))
    numbers = caught.value.diagnostics[0].message
    assert "(a fraction of 271 digits) + 4.226e+270 + (a fraction of 271 digits)" in numbers


def test_nobody_writes_minus_nought():
    recorder, q = recorded(x="-1", y="0")
    assert str(recorder.value(recorder.record("p", "forward", q["x"] * q["y"]))) == "0.0"


def test_a_number_without_a_fraction_names_its_step():
    recorder, q = recorded(EXACT, x="1")
    with pytest.raises(TraceError) as caught:
        recorder.record("x.out", "forward", Call(FUNCTIONS["tanh"], (q["x"],)))
    [fault] = caught.value.diagnostics
    assert fault.code == "no-exact-value"
    assert fault.message == "step x.out has no exact value: o = tanh(x) is not a fraction"


def test_a_long_formula_is_cut_short_in_the_message():
    recorder, q = recorded(x="1e308")
    with pytest.raises(TraceError, match="…") as caught:
        recorder.record("x.out", "forward", sum((q["x"] * q["x"] for _ in range(99)), q["x"]))
    assert len(str(caught.value)) < 400
    numbers = caught.value.diagnostics[0].message.removeprefix("overflow at step x.out: o = ").partition("…")[0]
    assert len(numbers) == 200
    assert numbers.startswith("1e+308 + 1e+308·1e+308 + 1e+308·1e+308")


def test_two_hundred_signs_of_a_formula_are_shown_whole():
    """Each factor adds `1e+308·`: seven signs."""
    recorder, q = recorded(x="1e308", y="1e10")
    for factors, cut in ((28, False), (29, True)):  # 27·7 + 6 = 195, 28·7 + 6 = 202
        with pytest.raises(TraceError) as caught:
            recorder.record("x.out", "forward", Product((q["x"],) * factors))
        assert ("…" in caught.value.diagnostics[0].message) is cut
    for constant, end in (("1234567890.5", "1234567890.5"), ("12345678901.5", "12345678901.…")):  # 200 signs, 201
        with pytest.raises(TraceError) as caught:  # 26·7 + 6 + 12
            recorder.record("x.out", "forward", Product((q["x"],) * 26) * q["y"] * Constant(Fraction(constant)))
        message = caught.value.diagnostics[0].message.removeprefix("overflow at step x.out: o = ")
        assert message.partition(" is beyond")[0] == "1e+308·" * 26 + "1e+10·" + end


def test_twenty_thousand_steps_are_as_many_as_anybody_reads():
    assert MAX_STEPS == 20_000
    recorder, _q = recorded()
    for n in range(20_000):
        recorder.given(f"x{n}", Numeral("1"))
    with pytest.raises(TraceError) as caught:
        recorder.given("last", Numeral("1"))
    [fault] = caught.value.diagnostics
    assert fault.message == "this run has more than 20000 steps, more than anybody reads"


def test_a_recorder_without_phases_ends_in_a_trace_without():
    recorder, _q = recorded(x="1")
    run = recorder.trace(("x",))
    assert (run.phases, run.ending, run.names.name("x.out")) == ({}, None, "o")
    assert run.values == {"x": 1.0}


def test_the_first_step_too_many_is_refused():
    recorder, q = recorded(x="1")
    for n in range(MAX_STEPS - 1):
        recorder.record(f"p{n}", "forward", q["x"])
    with pytest.raises(TraceError) as caught:
        recorder.record("last", "forward", q["x"])
    assert caught.value.diagnostics[0].code == "too-large"


def test_a_trace_is_frozen(lecture):
    step = lecture["P.out"]
    with pytest.raises(FrozenInstanceError):
        lecture.steps = ()
    with pytest.raises(AttributeError):
        step.value = 0
    with pytest.raises(TypeError):
        lecture.values["P.out"] = 0
    with pytest.raises(TypeError):
        del lecture.by_id["P.out"]
    assert isinstance(lecture.steps, tuple)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("w1", "w[P,O]"), ("w1+", "w[P,O].new"), ("w1.grad", "w[P,O].grad"), ("w1.step", "w[P,O].step"),
        ("w[P,O].new", "w[P,O].new"), ("w[P,O]+", "w[P,O].new"), ("g", "O.delta"), ("o1", "P.out"),
        ("o1.after", "P.out.after"), ("o1+", "P.out.after"), ("O.error.after", "O.error.after"), ("eta", "eta"),
        ("loss.before", "loss.before"), (" g ", "O.delta"),
    ],
)  # fmt: skip
def test_a_step_is_found_by_its_id_or_its_name(lecture, text, id):
    assert lecture.find(text) is lecture[id]
    assert id in lecture


@pytest.mark.parametrize("text", ["P.ot", "w9+", "zzzzzz", "", "w1@s2", "w[P,O].new#2", "P.out.after.after"])
def test_a_step_that_is_not_there_is_told(lecture, text):
    with pytest.raises(InputError) as caught:
        lecture.find(text)
    [fault] = caught.value.diagnostics
    assert fault.code == "unknown-quantity"
    assert f"'{text}'" in fault.message


def test_the_nearest_step_is_offered(lecture):
    with pytest.raises(InputError) as caught:
        lecture.find("P.ot")
    assert "'P.out'" in caught.value.diagnostics[0].help


def test_one_of_several_samples_is_offered():
    network = load(open_spec("xor-relu"))
    with pytest.raises(InputError) as caught:
        trace(network).find("h1.out")
    assert "h1.out@s1, h1.out@s2" in caught.value.diagnostics[0].help


def test_six_of_many_samples_are_offered():
    recorder, q = recorded(x="1")
    for n in range(1, 9):
        recorder.record(f"h.out@s{n}", "forward", q["x"])
    with pytest.raises(InputError) as caught:
        recorder.trace(()).find("h.out")
    offered = ", ".join(f"h.out@s{n}" for n in range(1, 7))
    assert caught.value.diagnostics[0].help == f"there is one for each sample or update: {offered}"


def test_ancestors_lead_from_what_is_given_to_the_step(lecture):
    chain = [step.id for step in lecture.ancestors("P.out")]
    assert chain == ["A", "B", "w[A,P]", "w[B,P]", "P.net", "P.out"]
    everything = list(lecture.ancestors("loss.after"))
    seen = set()
    for step in everything:
        assert seen.issuperset(step.inputs)
        seen.add(step.id)
    assert everything[-1].id == "loss.after"
    assert "P.loss" not in seen
    assert [step.id for step in lecture.ancestors("eta")] == ["eta"]


def test_exact_values_are_fractions_of_the_digits():
    run = trace(load(open_spec("homework-relu")), arithmetic=EXACT)
    assert run["w[x1,h1]"].value == Fraction(2, 5)
    assert all(isinstance(step.value, Fraction) for step in run.steps)
