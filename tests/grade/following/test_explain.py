"""What explains a number: whole sheets on one linear unit, each verdict by hand. See `small_nets` for the right one."""

import pytest
from small_nets import LINEAR, judged, linear, n, of

from nncli.grade.results import Remark, Verdict

NET, OUT, ERROR, LOSS, DELTA = "y1.net", "y1.out", "y1.error", "loss.before", "y1.delta"
G1, G2, GB = "w[x1,y1].grad", "w[x2,y1].grad", "b[y1].grad"
S1 = "w[x1,y1].step"
W1, W2, B = "w[x1,y1].new", "w[x2,y1].new", "b[y1].new"
CORRECT, CARRIED, SLIP, WRONG = Verdict.CORRECT, Verdict.CARRIED, Verdict.SLIP, Verdict.WRONG


def lines(sheet, programs=LINEAR, digits=0, asked=(), carried=0.75):
    """Verdict, share, slips, remarks of each number, in the order of computing."""
    stated = {id: value if hasattr(value, "half_unit") else n(value) for id, value in sheet.items()}
    found = judged(stated, programs, digits, asked, carried=carried)
    return [(j.verdict, j.share, j.slips, j.remarks) for j in found.values() if j.stated]


def slip(*ids):
    return SLIP, 0.0, ids, ()


def same(*ids):
    return CARRIED, 0.75, ids, (Remark.SAME_SLIP,)


RIGHT, FOLLOWS, NO = (CORRECT, 1.0, (), ()), (CARRIED, 0.75, (), ()), (WRONG, 0.0, (), ())
TWO = ("rate-twice", "delta-as-gradient")
LEFT_OUT = (CARRIED, 0.0, ("nothing-updated",), (Remark.FOLLOWS_NOTHING,))
EMPTY = (CARRIED, 0.0, (), (Remark.FOLLOWS_NOTHING,))
CONTRADICTS = (CORRECT, 1.0, (), (Remark.CONTRADICTS_OWN,))


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ({NET: 1.75, OUT: 1.75, ERROR: -0.5, LOSS: 0.125, DELTA: -0.5, G1: 1.0, W1: 0.0}, [RIGHT] * 7),
        # A slip at its first step, and what follows from the number there.
        ({OUT: 1.75, ERROR: 0.5, DELTA: 0.5, G1: -1.0}, [RIGHT, slip("target-output-swapped"), FOLLOWS, FOLLOWS]),
        ({ERROR: 0.5, DELTA: 0.5}, [slip("target-output-swapped", "offset-sign-in-net"), FOLLOWS]),
        ({LOSS: 0.25}, [slip("loss-without-half")]),
        # Nothing explains 7; what follows from it follows, and what is right does not.
        ({NET: 7.0, OUT: 7.0, ERROR: -5.75, DELTA: -0.5}, [NO, FOLLOWS, FOLLOWS, CONTRADICTS]),
        # The loss fits no formula; nothing follows from it.
        ({LOSS: 7.0, DELTA: -0.5}, [NO, RIGHT]),
        # δ is known, and both gradients of it: the rate is taken twice, in all three.
        (
            {DELTA: -0.5, G1: 1.0, G2: 0.5, W1: 0.25, W2: 0.125, B: 0.375},
            [RIGHT, RIGHT, RIGHT, slip("rate-twice"), same("rate-twice"), same("rate-twice")],
        ),
        # In one of them only.
        ({DELTA: -0.5, G1: 1.0, G2: 0.5, W1: 0.25, W2: 0.0, B: 0.25}, [*[RIGHT] * 3, slip("rate-twice"), RIGHT, RIGHT]),
        # Without gradients 0.25 is also halved, or δ alone; w2 = 0 agrees with δ in place of the gradient.
        ({W1: 0.25}, [slip("rate-twice", "gradient-halved", "delta-as-gradient")]),
        ({W1: 0.25, W2: 0.0}, [slip("delta-as-gradient"), RIGHT]),
        ({W1: 0.25, W2: 0.125}, [slip("rate-twice", "gradient-halved"), same("rate-twice")]),
        # To leave all as it was is no work the second time either.
        ({ERROR: -0.5, W1: 0.5, W2: 0.25, B: 0.5}, [RIGHT, slip("nothing-updated"), LEFT_OUT, LEFT_OUT]),
        # Two slips at once where all the rest confirms them; not where it does not, or where there is none.
        ({ERROR: -0.5, W1: 0.375, W2: 0.125, B: 0.375}, [RIGHT, slip(*TWO), same(*TWO), same(*TWO)]),
        ({ERROR: -0.5, W1: 0.375, W2: 0.125, B: 7.0}, [RIGHT, NO, slip("rate-twice", "gradient-halved"), NO]),
        ({ERROR: -0.5, W1: 0.375}, [RIGHT, NO]),
        ({ERROR: -0.5, W1: 0.375, B: 0.25}, [RIGHT, NO, RIGHT]),
        # Inputs or weights: the net alone cannot tell, what follows can.
        ({NET: 1.5}, [slip("inputs-interchanged", "weights-interchanged")]),
        (
            {NET: 1.5, ERROR: -0.25, G1: 0.25, G2: 0.5},
            [slip("inputs-interchanged"), FOLLOWS, FOLLOWS, RIGHT],
        ),
        (
            {NET: 1.5, ERROR: -0.25, G1: 0.5, G2: 0.25, W1: 0.0, W2: 0.375},
            [slip("weights-interchanged"), FOLLOWS, FOLLOWS, FOLLOWS, RIGHT, FOLLOWS],
        ),
        # The inputs are right in what follows, so it is the weights; their interchange is not kept up.
        ({NET: 1.5, ERROR: -0.25, G1: 0.5, G2: 0.25}, [slip("weights-interchanged"), FOLLOWS, FOLLOWS, FOLLOWS]),
        # A slip of writing: what goes on is what was meant, or what is written.
        ({NET: -1.75, OUT: 1.75}, [slip("sign-lost"), RIGHT]),
        ({NET: -1.75, OUT: 7.0}, [slip("sign-lost"), NO]),
        ({NET: -1.75, OUT: -1.75, ERROR: 3.0}, [slip("sign-lost"), FOLLOWS, FOLLOWS]),
        # An error of 0 is a fault that makes what follows empty; of the bias that is forgotten it is the slip's own.
        ({NET: 1.75, OUT: 1.25, ERROR: 0.0, DELTA: 0.0}, [RIGHT, NO, EMPTY, EMPTY]),
        ({NET: 1.25, OUT: 1.25, ERROR: 0.0, DELTA: 0.0}, [slip("offset-forgotten-in-net"), FOLLOWS, FOLLOWS, FOLLOWS]),
    ],
)  # fmt: skip
def test_a_sheet(sheet, found):
    assert lines(sheet) == found


def test_what_a_tie_charges_is_told_again_when_a_later_number_decides():
    """The step is asked and not written down: it is charged, first with three slips, then with one."""
    found = judged({W1: n(0.25), W2: n(0.0)}, asked=[S1, W1, W2], carried=0.75)
    step, new, other = (found[id] for id in (S1, W1, W2))
    assert (step.verdict, step.slips, step.remarks) == (SLIP, ("delta-as-gradient",), (Remark.HIDDEN,))
    assert (new.verdict, new.share, new.slips, new.at) == (CARRIED, 0.75, ("delta-as-gradient",), S1)
    assert other.verdict is CORRECT


def narrow(rate, *, half, value, digits=2):
    """w1 = 4.5 − η, the error alone being stated before it: two rounded steps lie between."""
    layer = {"units": 1, "activation": "identity", "weights": [[4.5], [0.25]], "biases": [0.5]}
    programs = linear(layers=[layer], learning_rate=rate, samples=[{"x": [2, 1], "target": [9.25]}])
    return judged({W1: n(value, half)}, programs, digits)[W1]


@pytest.mark.parametrize(
    ("value", "half", "slips"),
    [
        (3.5, 0.005, ("rate-forgotten",)), (3.505, 0.005, ("rate-forgotten",)), (3.50508, 0.005, ("rate-forgotten",)),
        (3.50512, 0.005, ()),  # not to its last digit
        (3.5, 0.0124, ("rate-forgotten",)), (3.5, 0.0126, ()),  # the right one is four halves of a unit away
        (3.55, 0.005, ()),
    ],
)  # fmt: skip
def test_right_as_rounding_goes_but_to_the_last_digit_what_a_slip_gives(value, half, slips):
    """η = 0.95: 3.55, and 3.5 with η forgotten; an error that is off by 0.05 would do as much."""
    found = narrow(0.95, half=half, value=value)
    assert (found.verdict, found.slips) == (CORRECT, slips)
    assert found.remarks == ((Remark.LOOKS_LIKE,) if slips else ())


@pytest.mark.parametrize(
    ("value", "half", "told"),
    [
        (1.7, 0.05, True), (1.8, 0.05, True),  # rounded
        (1.6, 0.1, True), (1.9, 0.1, False), (1.85, 0.1, True),  # cut off, but not up
        (1.375, 0.1875, False), (1.375, 0.188, True),  # a whole unit is not cut off
        (2.0, 0.49, True), (2.0, 0.5, False), (1.0, 0.5, False),  # a bare figure is no writing of another number
        (2.5, 0.05, False),
    ],
)  # fmt: skip
def test_too_few_digits_is_said_of_what_could_be_the_number(value, half, told):
    """Net 1.75 at four digits."""
    found = judged({NET: n(value, half)}, digits=4)[NET]
    assert (found.verdict, found.share, found.stated) == (WRONG, 0.0, n(value, half))
    assert found.remarks == ((Remark.TOO_FEW_DIGITS,) if told else ())


def test_too_few_digits_of_what_follows_from_ones_own():
    """From an output 1.0 follows an error 0.25, while −0.5 is right."""
    found = judged({OUT: n(1.0), ERROR: n(0.2, 0.05)}, digits=4)[ERROR]
    assert (found.own, found.remarks) == (0.25, (Remark.TOO_FEW_DIGITS,))


@pytest.mark.parametrize(("half", "named"), [(0.03, True), (0.031, False)])
def test_an_interchange_that_one_number_alone_shows_has_to_be_known_to_a_fiftieth(half, named):
    """Net 1.5 with the inputs interchanged, or the weights; with weights that are alike it is the inputs alone."""
    assert bool(judged({NET: n(1.5, half)}, digits=2)[NET].slips) is named


def test_what_lies_between_a_step_and_the_numbers_that_are_stated():
    plain, stated = of({}), of({OUT: n(1.75)})
    assert set(plain.frontier(DELTA)) == {ERROR, "y1.slope", OUT, NET}
    assert set(stated.frontier(DELTA)) == {ERROR, "y1.slope"}
    assert plain.frontier(NET) == []
    plain.tainted |= {NET: True, LOSS: False}
    stated.tainted |= {NET: True, OUT: False, ERROR: False}
    assert plain.faults_before(DELTA) == [NET]
    assert set(stated.faults_before(DELTA)) == {OUT, ERROR}
    assert plain.faults_before(NET) == []


def test_without_names_is_what_the_program_cannot_compute():
    """A net that no number holds: it is wrong, and nothing else is touched."""
    found = judged({NET: n(1e308), OUT: n(1e308), LOSS: n(0.125)})
    assert [j.verdict for j in found.values()] == [WRONG, CARRIED, CORRECT]


@pytest.mark.parametrize(
    ("gradients", "slip"), [((0.25, 0.5), "inputs-interchanged"), ((0.5, 0.25), "offset-forgotten-in-net")]
)
def test_of_two_causes_of_one_net_it_is_the_one_that_explains_more(gradients, slip):
    """With b = 0.25 the net is 1.5: without it 1.25, with the inputs interchanged 0.5 + 0.5 + 0.25 as well."""
    layer = {"units": 1, "activation": "identity", "weights": [[0.5], [0.25]], "biases": [0.25]}
    programs = linear(layers=[layer], samples=[{"x": [2, 1], "target": [1.0]}])
    sheet = {NET: n(1.25), ERROR: n(-0.25)} | dict(zip((G1, G2), map(n, gradients), strict=True))
    found = list(judged(sheet, programs).values())
    assert found[0].slips == (slip,)
    assert [j.share for j in found] == [0, 1, 1, 1]


def test_honest_rounding_beyond_the_first_order_is_right():
    """A product of two numbers with the widest bands: it follows, though it is further from the truth than that."""
    assert lines({OUT: n(1.75, 0.05), ERROR: n(-0.55, 0.005), DELTA: n(-0.55, 0.005)}, digits=2) == [RIGHT] * 3


def test_a_fault_that_is_made_again_is_a_fault_to_what_follows():
    """Both nets of one layer by 1.3 of the right one: the second is the same fault, and what follows is carried."""
    units = [{"units": 2, "activation": "identity", "weights": [[0.5, 1], [0.25, 2]]}]
    programs = linear(layers=units, samples=[{"x": [2, 1], "target": [1, 1]}])  # nets 1.25 and 4
    sheet = {"y1.net": n(1.625), "y2.net": n(5.2), "y1.out": n(1.625), "y2.out": n(5.2), "y2.error": n(-4.2)}
    found = judged(sheet, programs, carried=0.75)
    assert [(found[id].verdict, found[id].share, found[id].remarks) for id in sheet] == [
        (WRONG, 0.0, ()), (CARRIED, 0.75, (Remark.SAME_FAULT,)), *[(CARRIED, 0.75, ())] * 3
    ]  # fmt: skip


def test_in_an_exact_question_a_hair_is_a_fault():
    assert lines({NET: 1.75 + 1e-6}) == [NO]
    assert lines({NET: 1.75 + 1e-9}) == [RIGHT]
