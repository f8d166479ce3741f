"""Three arithmetics: what each reads, rounds, refuses."""

from decimal import Decimal, InvalidOperation, Overflow
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncli.maths.arithmetic import (
    EXACT,
    FLOAT,
    PRECISE,
    InexactError,
    RoundedArithmetic,
    Rounding,
    as_decimal,
)
from nncli.maths.numeral import Numeral

ARITHMETICS = [FLOAT, EXACT, PRECISE]
every_arithmetic = pytest.mark.parametrize("arithmetic", ARITHMETICS, ids=lambda m: m.name)
TRANSCENDENTAL = ["exp", "expm1", "log", "log1p", "tanh"]

ROUNDED = [
    # value, how, written
    ("0.125", Rounding(2), "0.13"),
    ("-0.125", Rounding(2), "-0.13"),
    ("0.135", Rounding(2), "0.14"),
    ("0.1249999", Rounding(2), "0.12"),
    ("2.5", Rounding(0), "3"),
    ("-2.5", Rounding(0), "-3"),
    ("0.5", Rounding(0), "1"),
    ("0.49", Rounding(0), "0"),
    ("0", Rounding(3), "0"),
    ("9.999", Rounding(2), "10"),
    ("1250", Rounding(-2), "1300"),
    ("0.00012345", Rounding(3, "significant"), "0.000123"),
    ("-0.00012355", Rounding(4, "significant"), "-0.0001236"),
    ("12345", Rounding(2, "significant"), "12000"),
    ("12500", Rounding(2, "significant"), "13000"),
    ("9.96", Rounding(2, "significant"), "10"),
    ("0", Rounding(3, "significant"), "0"),
    ("0.68026719669864", Rounding(2), "0.68"),  # the lecture's o1
    ("-0.0405", Rounding(3), "-0.041"),
]


@pytest.mark.parametrize(("value", "how", "written"), ROUNDED)
def test_ties_go_away_from_zero(value, how, written):
    assert how.apply(Decimal(value)) == Decimal(written)


@given(value=st.decimals(-1000, 1000, places=6), places=st.integers(0, 5))
def test_rounding_is_within_half_a_unit_and_rounds_once(value, places):
    rounded = Rounding(places).apply(value)
    assert abs(rounded - value) <= Decimal(1).scaleb(-places) / 2
    assert Rounding(places).apply(rounded) == rounded
    assert Rounding(places).apply(-value) == -rounded


@given(value=st.decimals(-1000, 1000, places=6).filter(bool), digits=st.integers(1, 6))
def test_significant_digits_are_counted_from_the_first(value, digits):
    rounded = Rounding(digits, "significant").apply(value)
    assert abs(rounded - value) <= Decimal(1).scaleb(value.adjusted() - digits + 1) / 2


@pytest.mark.parametrize(
    ("arithmetic", "text", "value"),
    [
        (FLOAT, "0.1", 0.1),
        (FLOAT, "1/3", 1 / 3),
        (EXACT, "0.1", Fraction(1, 10)),
        (EXACT, "1e-3", Fraction(1, 1000)),
        (EXACT, "1/3", Fraction(1, 3)),
        (PRECISE, "0.1", Decimal("0.1")),
        (PRECISE, "-2.650e-3", Decimal("-0.00265")),
        (PRECISE, "1/3", Decimal("0." + "3" * 50)),
    ],
)
def test_a_numeral_is_worth_its_digits(arithmetic, text, value):
    with arithmetic.context():
        read = arithmetic.read(Numeral(text))
    assert read == value
    assert type(read) is type(value)


@every_arithmetic
def test_constants_are_of_one_kind(arithmetic):
    with arithmetic.context():
        kinds = {type(x) for x in (arithmetic.zero, arithmetic.one, arithmetic.ratio(Fraction(1, 2)))}
        assert len(kinds) == 1
        assert arithmetic.ratio(Fraction(1, 2)) + arithmetic.ratio(Fraction(1, 2)) == arithmetic.one
        assert arithmetic.zero + arithmetic.one == 1


@pytest.mark.parametrize("function", TRANSCENDENTAL)
def test_exact_has_no_transcendental_functions(function):
    with pytest.raises(InexactError):
        getattr(EXACT, function)(Fraction(1, 2))


@pytest.mark.parametrize("function", TRANSCENDENTAL)
@given(x=st.floats(1e-6, 20))
def test_float_and_decimals_agree(function, x):
    with PRECISE.context():
        precise = getattr(PRECISE, function)(Decimal(x))
    assert getattr(FLOAT, function)(x) == pytest.approx(float(precise), rel=1e-14)


def test_exact_gives_up_a_fraction_that_nobody_reads():
    long = EXACT.max_bits + 1
    assert EXACT.finite(Fraction(2, 3))
    assert not EXACT.finite(Fraction(1, 2**long))
    assert not EXACT.finite(Fraction(2**long))
    assert str(Fraction(2**EXACT.max_bits - 1, 2**EXACT.max_bits - 3))  # Python prints what is within


def test_a_fraction_may_have_four_thousand_two_hundred_digits():
    """14,000 bits, in the numerator and in the denominator."""
    for bits, within in ((13_999, True), (14_000, False)):
        assert [EXACT.finite(Fraction(2**bits)), EXACT.finite(Fraction(1, 2**bits))] == [within, within]


def test_what_a_person_wrote_as_a_float_is_taken_by_its_shortest_digits():
    assert EXACT.taken(0.1) == Fraction(1, 10)
    assert EXACT.taken(Fraction(1, 3)) == Fraction(1, 3)
    assert [FLOAT.taken(0.1), PRECISE.taken(Decimal("0.1"))] == [0.1, Decimal("0.1")]


@pytest.mark.parametrize(
    ("value", "how", "written"),
    [
        ("9" * 70 + ".95", Rounding(1), "1" + "0" * 70),
        ("1" * 70 + ".25", Rounding(1), "1" * 70 + ".3"),
        ("1" * 70 + "5", Rounding(70, "significant"), "1" * 69 + "20"),
        ("0." + "4" * 80 + "5", Rounding(80), "0." + "4" * 79 + "5"),
    ],
)
def test_a_number_longer_than_any_context_is_rounded_too(value, how, written):
    assert how.apply(Decimal(value)) == Decimal(written)


def test_decimals_have_fifty_digits_and_round_to_the_even_one():
    with PRECISE.context():
        assert str(PRECISE.one / 3) == "0." + "3" * 50
        assert Decimal("1" * 50) + Decimal("0.5") == Decimal("1" * 49 + "2")
        assert Decimal("1" * 49 + "2") + Decimal("0.5") == Decimal("1" * 49 + "2")
        with pytest.raises(InvalidOperation):
            PRECISE.zero / PRECISE.zero


@pytest.mark.parametrize("x", ["-30", "-1", "-0.25", "0", "0.25", "1", "30"])
def test_tanh_and_its_kin_in_decimals_by_their_definitions(x):
    x = Decimal(x)
    with PRECISE.context():
        up, down = x.exp(), (-x).exp()
        assert abs(PRECISE.tanh(x) - (up - down) / (up + down)) < Decimal("1e-45")
        assert PRECISE.expm1(x) == up - 1
        assert abs(PRECISE.log1p(PRECISE.expm1(x)) - x) < Decimal("1e-35")
        assert abs(PRECISE.log(up) - x) < Decimal("1e-45")


def test_a_logarithm_of_nothing_or_less_is_refused():
    with PRECISE.context():
        for x in ("0", "-1"):
            with pytest.raises(ValueError, match="log of a number that is not positive"):
                PRECISE.log(Decimal(x))
        assert PRECISE.log(Decimal("1e-300")) < -690
        assert PRECISE.finite(Decimal(1))


def test_float_is_finite_or_not():
    assert FLOAT.finite(1e308)
    assert not any(map(FLOAT.finite, (float("inf"), float("-inf"), float("nan"))))


def test_decimals_overflow_and_refuse():
    with PRECISE.context():
        with pytest.raises(Overflow):
            PRECISE.exp(Decimal(10) ** 7)
        with pytest.raises(ValueError, match="not positive"):
            PRECISE.log(Decimal(0))
        with pytest.raises(ZeroDivisionError):
            PRECISE.one / PRECISE.zero


def test_only_what_is_named_is_rounded():
    arithmetic = RoundedArithmetic({"P.out": Rounding(2), "w[A,P].new": Rounding(3, "significant")})
    x = Decimal("0.68026719669864")
    with arithmetic.context():
        assert arithmetic.written("P.out", x) == Decimal("0.68")
        assert arithmetic.written("w[A,P].new", x) == Decimal("0.680")
        assert arithmetic.written("P.net", x) == arithmetic.written("P.out.after", x) == x


def test_default_rounds_all_that_is_not_named():
    arithmetic = RoundedArithmetic({"P.out": Rounding(2)}, Rounding(4))
    x = Decimal("0.68026719669864")
    with arithmetic.context():
        written = [arithmetic.written(id, x) for id in ("P.out", "P.out.after", "P.net")]
    assert written == [Decimal("0.68"), Decimal("0.6803"), Decimal("0.6803")]


@pytest.mark.parametrize("arithmetic", [FLOAT, EXACT], ids=lambda m: m.name)
def test_others_round_nothing(arithmetic):
    assert arithmetic.written("P.out", 0.125) == 0.125


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_as_a_decimal_is_its_shortest_digits(x):
    assert str(as_decimal(x)) == str(Decimal(repr(x)))


def test_a_fraction_as_a_decimal():
    assert as_decimal(Fraction(13, 50)) == Decimal("0.26")
    assert as_decimal(Decimal("0.10")) == Decimal("0.1")
