"""The published examples, figure by figure: as their sources print them, and as binary64 computes them."""

from decimal import Decimal

import pytest
from networks import worked_examples

from nncli.maths.arithmetic import FLOAT, RoundedArithmetic
from nncli.models.feed_forward import trace
from nncli.models.sources import compare_with_source
from nncli.spec.bundled import open_spec
from nncli.spec.load import load
from nncli.trace.published import Verdict


def network(name):
    return load(open_spec(name))


def run(name, **options):
    return trace(network(name), **options)


def chain_of(name):
    """The run as its source writes it down."""
    spec = network(name)
    return trace(spec, arithmetic=RoundedArithmetic(spec.rounding, spec.default_rounding))


def verdicts(name):
    return {figure.id: figure.verdict for figure in compare_with_source(network(name))}


def rounded(value, printed):
    """`value` at the decimals of `printed`, by half a unit."""
    exponent = Decimal(printed).as_tuple().exponent
    return abs(Decimal(value) - Decimal(printed)) <= Decimal(1).scaleb(exponent) / 2


# quantity, as the slide prints it, binary64
LECTURE = [
    ("P.net", "0.755", 0.755),
    ("P.out", "0.68", 0.6802671966986485),
    ("Q.net", "0.68", 0.68),
    ("Q.out", "0.6637", 0.6637386974043528),
    ("O.net", "0.80133", 0.801444986673512),
    ("O.out", "0.69", 0.6902834929076443),
    ("O.error", "-0.19", -0.1902834929076443),
    ("O.delta", "-0.0406", -0.040681125112339026),
    ("w1+", "0.2724", 0.2723259650612822),
    ("w2+", "0.8731", 0.8729983630089926),
    ("e1", "-2.650e-3", -0.0026544890308847417),
    ("e2", "-8.156e-3", -0.008171645064129868),
    ("w3+", "0.0991", 0.0990709288391903),
    ("w4+", "0.7976", 0.7976109598722038),
    ("w5+", "0.3971", 0.3971399242275546),
    ("w6+", "0.5927", 0.592645519442283),
    ("P.net.after", "0.7525", 0.7525246889787001),
    ("P.out.after", "0.6797", 0.6797285672285043),
    ("Q.net.after", "0.6724", 0.6723799409776988),
    ("Q.out.after", "0.6620", 0.662035862797593),
    ("O.net.after", "0.7631", 0.7630639625257697),
    ("O.out.after", "0.6820", 0.6820185832642942),
    ("O.error.after", "-0.1820", -0.1820185832642942),
]
ONLY_BY_THE_CHAIN = {"O.net", "O.delta", "P.delta", "Q.delta", "w[P,O].new", "w[Q,O].new", "w[B,Q].new"}


@pytest.mark.parametrize(("name", "printed", "binary64"), LECTURE)
def test_the_lecture_in_binary64(name, printed, binary64):
    assert run("lecture").find(name).value == pytest.approx(binary64, rel=1e-12)


@pytest.mark.parametrize(("name", "printed", "binary64"), LECTURE)
def test_the_slides_rounding_chain_gives_every_printed_figure(name, printed, binary64):
    assert rounded(chain_of("lecture").find(name).value, printed)


def test_the_slide_prints_what_only_its_chain_gives():
    trace = run("lecture")
    assert {trace.find(name).id for name, printed, _ in LECTURE if not rounded(trace.find(name).value, printed)} == (
        ONLY_BY_THE_CHAIN
    )
    assert [f"{trace.find(name).value:.4f}" for name in ("w1+", "w2+", "w6+")] == ["0.2723", "0.8730", "0.5926"]


def test_the_slide_writes_down_four_rounded_numbers():
    chain = chain_of("lecture")
    written = {"o1": "0.68", "o2": "0.6637", "o": "0.69", "g": "-0.0406"}
    assert {name: str(chain.find(name).value) for name in written} == written
    assert chain.find("o1.after").value != Decimal("0.68")  # nothing is rounded in the second forward pass


def test_the_lectures_verdicts():
    expected = {run("lecture").find(name).id: Verdict.MATCHES for name, *_ in LECTURE}
    assert verdicts("lecture") == expected | dict.fromkeys(ONLY_BY_THE_CHAIN, Verdict.CHAIN)


RGU_SEQUENTIAL = {
    "P.delta": -0.00240962, "Q.delta": -0.00792648, "w3+": 0.099156632665, "w4+": 0.797831341139,
    "w5+": 0.397225731703, "w6+": 0.592866167236, "O.out.after": 0.682031203,
}  # fmt: skip
RGU_PRINTED = {
    "w1+": "0.272392", "w2+": "0.87305", "δ1": "-2.406e-3", "w3+": "0.09916", "w4+": "0.7978", "w5+": "0.3972",
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), RGU_SEQUENTIAL.items())
def test_the_handout_in_binary64(name, value):
    digits = len(str(value).split(".")[1])
    assert run("rgu").find(name).value == pytest.approx(value, abs=0.5001 * 10**-digits)


@pytest.mark.parametrize(("name", "printed"), RGU_PRINTED.items())
def test_the_handouts_chain_gives_its_figures(name, printed):
    assert rounded(chain_of("rgu").find(name).value, printed)


def test_the_handouts_two_odd_figures():
    chain = chain_of("rgu")
    assert chain.find("δ2").value == Decimal("-0.007912")  # printed: -7.916e-3
    assert chain.find("w6+").value == pytest.approx(Decimal("0.59288"), abs=Decimal("5e-6"))  # printed: 0.5928
    found = verdicts("rgu")
    odd = {id: verdict for id, verdict in found.items() if verdict not in (Verdict.MATCHES, Verdict.CHAIN)}
    assert odd == {"Q.delta": Verdict.KNOWN_SLIP, "w[B,Q].new": Verdict.TRUNCATED}
    [slip] = [figure for figure in compare_with_source(network("rgu")) if figure.slip]
    assert slip.id == "Q.delta"


def test_the_handout_goes_back_with_the_new_weights():
    handout, lecture = run("rgu"), run("lecture")
    assert handout["w[P,O].new"].value == lecture["w[P,O].new"].value
    expected = handout["O.delta"].value * handout["w[P,O].new"].value
    assert handout["P.back"].value == pytest.approx(expected, rel=1e-15)
    assert handout["P.back"].value != lecture["P.back"].value


HAN_KAMBER = {
    "I4": "-0.7", "O4": "0.332", "I5": "0.1", "O5": "0.525", "I6": "-0.105", "O6": "0.474", "Err6": "0.1311",
    "Err5": "-0.0065", "Err4": "-0.0087", "w46+": "-0.261", "w56+": "-0.138", "w14+": "0.192", "w15+": "-0.306",
    "w24+": "0.4", "w25+": "0.1", "w34+": "-0.508", "w35+": "0.194", "θ6+": "0.218", "θ5+": "0.194", "θ4+": "-0.408",
}  # fmt: skip


@pytest.mark.parametrize(("name", "printed"), HAN_KAMBER.items())
def test_han_and_kamber_with_their_rounding(name, printed):
    assert rounded(chain_of("han-kamber").find(name).value, printed)


def test_han_and_kambers_one_figure_that_needs_the_chain():
    assert [id for id, verdict in verdicts("han-kamber").items() if verdict is not Verdict.MATCHES] == ["u6.delta"]
    assert f"{run('han-kamber').find('Err6').value:.4f}" == "0.1312"


NEGNEVITSKY = {
    "y3": "0.5250", "y4": "0.8808", "y5": "0.5097", "e": "-0.5097", "δ5": "-0.1274", "δ3": "0.0381", "δ4": "-0.0147",
    "w13+": "0.5038", "w14+": "0.8985", "w23+": "0.4038", "w24+": "0.9985", "w35+": "-1.2067", "w45+": "1.0888",
    "θ3+": "0.7962", "θ4+": "-0.0985", "θ5+": "0.3127",
}  # fmt: skip


@pytest.mark.parametrize(("name", "printed"), NEGNEVITSKY.items())
def test_negnevitsky_in_binary64(name, printed):
    assert rounded(run("negnevitsky-xor").find(name).value, printed)


MAZUR = {
    "h1.net": 0.3775, "h1.out": 0.593269992, "h2.out": 0.596884378, "o1.net": 1.105905967, "o1.out": 0.75136507,
    "o2.out": 0.772928465, "o1.loss": 0.274811083, "o2.loss": 0.023560026, "loss.before": 0.298371109,
    "o1.slope": 0.186815602, "w5.grad": 0.082167041, "w5+": 0.35891648, "w6+": 0.408666186, "w7+": 0.511301270,
    "w8+": 0.561370121, "h1.slope": 0.241300709, "w1.grad": 0.000438568, "w1+": 0.149780716, "w2+": 0.19956143,
    "w3+": 0.24975114, "w4+": 0.29950229,
}  # fmt: skip


@pytest.mark.parametrize(("name", "printed"), MAZUR.items())
def test_mazur_in_binary64(name, printed):
    assert run("mazur").find(name).value == pytest.approx(printed, abs=0.51e-8)


def test_mazurs_biases_stay():
    trace = run("mazur")
    assert not any(step.id.startswith("b[") for step in trace.steps if step.phase in ("backward", "update"))
    assert trace.learned == tuple(f"w[{a},{b}]" for b, a in (
        ("h1", "i1"), ("h1", "i2"), ("h2", "i1"), ("h2", "i2"), ("o1", "h1"), ("o1", "h2"), ("o2", "h1"), ("o2", "h2"),
    ))  # fmt: skip


def test_mazurs_last_figure_is_of_the_other_order():
    odd = {id: verdict for id, verdict in verdicts("mazur").items() if verdict is not Verdict.MATCHES}
    assert odd == {"loss.after": Verdict.OTHER_ORDER}


def test_xor_by_relu_as_goodfellow_prints_it():
    trace = run("xor-relu")
    hidden = [[trace[f"{unit}.out@s{sample}"].value for unit in ("h1", "h2")] for sample in (1, 2, 3, 4)]
    assert hidden == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert [trace[f"y.out@s{sample}"].value > 0 for sample in (1, 2, 3, 4)] == [False, True, True, False]
    assert trace.learned == ()


@pytest.mark.parametrize("name", worked_examples())
def test_every_published_figure_is_explained(name):
    assert not any(figure.verdict.is_failure for figure in compare_with_source(network(name)))


@pytest.mark.parametrize("name", worked_examples())
def test_every_bundled_spec_runs_in_its_own_arithmetic(name):
    spec = network(name)
    assert trace(spec, arithmetic=FLOAT).steps
    assert trace(spec, arithmetic=RoundedArithmetic(spec.rounding, spec.default_rounding)).steps
