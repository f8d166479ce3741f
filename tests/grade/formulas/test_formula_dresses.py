# ruff: noqa: E501  what people write stands as they write it
"""Every dress of a right formula is right or for a human, never wrong; no dress of a wrong formula makes it right.

Which formulas are right is settled by Python's own floats, before any of them is dressed.
"""

import math
import os
import random
from itertools import product

import pytest
from grade.formulas.dresses import CASES, LETTERS, any_dress, one_at_a_time

from nncli.grade.formulas.judge import judge_formula
from nncli.grade.formulas.questions import LOG_SOFTMAX_GRADIENT, SOFTMAX_GRADIENT, Question

OPEN = {"undecided", "unreadable"}
ALL_OF_THEM = bool(os.environ.get("NNCLI_ALL_DRESSES"))  # every wrong formula in every dress: some minutes
# Factors and brackets of formulas, each with its Python text.
FACTORS = [
    ("{si}", "s[i]"), ("{sj}", "s[j]"), ("", "1"), ("{si}{sj}", "s[i]*s[j]"), ("{si}^2", "s[i]**2"), ("2{si}", "2*s[i]"),
    ("-{si}", "-s[i]"),
]  # fmt: skip
BRACKETS = [
    ("({d} - {sj})", "((i == j) - s[j])"), ("({d} - {si})", "((i == j) - s[i])"), ("({d} + {sj})", "((i == j) + s[j])"),
    ("(1 - {sj})", "(1 - s[j])"), ("(1 - {si})", "(1 - s[i])"), ("({sj} - {d})", "(s[j] - (i == j))"), ("(-{sj})", "(-s[j])"),
    ("({d} - {si}{sj})", "((i == j) - s[i]*s[j])"), ("({d} - 2{sj})", "((i == j) - 2*s[j])"), ("(1 - {d} - {sj})", "(1 - (i == j) - s[j])"),
    ("({d} {si} - {sj})", "((i == j)*s[i] - s[j])"), ("({d}({d} - {sj}))", "((i == j)*((i == j) - s[j]))"),
    ("({d} - {sj} + 1)", "((i == j) - s[j] + 1)"), ("({si} - {sj})", "(s[i] - s[j])"), ("{d}", "(i == j)"),
    ("({d} - {sj}^2)", "((i == j) - s[j]**2)"), ("({d}/2 - {sj})", "((i == j)/2 - s[j])"), ("({sj} - 1)", "(s[j] - 1)"),
    ("({d} {sj} - {si})", "((i == j)*s[j] - s[i])"), ("({d} - {sj}/2)", "((i == j) - s[j]/2)"),
]  # fmt: skip
ON = [
    ("{si}(1 - {si})", "s[i]*(1 - s[i])"),
    ("{si}", "s[i]"),
    ("1 - {si}", "1 - s[i]"),
    ("{si}({si} - 1)", "s[i]*(s[i] - 1)"),
]
BESIDE = [("-{si}{sj}", "-s[i]*s[j]"), ("{si}{sj}", "s[i]*s[j]"), ("-{sj}", "-s[j]"), ("0", "0"), ("-{si}", "-s[i]")]
KEYS = {SOFTMAX_GRADIENT: "s[i]*((i == j) - s[j])", LOG_SOFTMAX_GRADIENT: "(i == j) - s[j]"}


def _values(python: str) -> list[float]:
    draw, found = random.Random(5), []
    code = compile(python, "formula", "eval")
    for n in (2, 3, 4):
        powers = [math.exp(draw.uniform(-2, 2)) for _place in range(n)]
        s = [power / sum(powers) for power in powers]
        found += [eval(code, {"s": s, "i": i, "j": j}) for i in range(n) for j in range(n)]
    return found


def _is_key(python: str, question: Question) -> bool:
    return all(abs(a - b) < 1e-12 for a, b in zip(_values(python), _values(KEYS[question]), strict=True))


ALL = [(f"{a}{b}", f"({x})*{y}") for (a, x), (b, y) in product(FACTORS, BRACKETS)] + [
    (f"{a} {sign} {b}", f"({x}) {sign} ({y})")
    for (a, x), (b, y), sign in product([("{d}", "(i == j)"), ("{si}{d}", "s[i]*(i == j)"), ("1", "1"), ("{si}", "s[i]")],
                                        [("{sj}", "s[j]"), ("{si}", "s[i]"), ("{si}{sj}", "s[i]*s[j]"), ("{si}^2", "s[i]**2")], "+-")
]  # fmt: skip
RIGHT = {question: [ours for ours, python in ALL if _is_key(python, question)] for question in KEYS}
WRONG = {question: [ours for ours, python in ALL if not _is_key(python, question)] for question in KEYS}
QUESTIONS = pytest.mark.parametrize("question", KEYS, ids=lambda question: question.id)
DRESSES = list(one_at_a_time(random.Random(11)))


def test_there_are_enough_of_both() -> None:
    assert all(len(formulas) >= 160 for formulas in WRONG.values())
    assert sum(map(len, WRONG.values())) >= 330
    assert all(len(formulas) >= 2 for formulas in RIGHT.values())


@QUESTIONS
@pytest.mark.parametrize(("name", "dress"), DRESSES, ids=lambda value: value if isinstance(value, str) else "")
def test_no_wrong_formula_passes_in_any_dress(name: str, dress: object, question: Question) -> None:
    formulas = WRONG[question] if ALL_OF_THEM else random.Random(name).sample(WRONG[question], 8)
    texts = [dress.put_on(formula, question is LOG_SOFTMAX_GRADIENT) for formula in formulas]  # type: ignore[attr-defined]
    assert [text for text in texts if judge_formula(question, text).kind == "correct"] == []


@QUESTIONS
def test_every_wrong_formula_in_dresses_drawn_for_it(question: Question) -> None:
    draw = random.Random(17)
    for formula in WRONG[question]:
        for _time in range(3 if ALL_OF_THEM else 1):
            text = any_dress(draw).put_on(formula, question is LOG_SOFTMAX_GRADIENT)
            assert judge_formula(question, text).kind != "correct", text


@QUESTIONS
def test_every_dress_of_a_right_formula_is_right_or_open(question: Question) -> None:
    draw, read, total = random.Random(23), 0, 0
    dresses = [dress for _name, dress in DRESSES] + [any_dress(draw) for _time in range(20)]
    for dress, formula in product(dresses, RIGHT[question][:2]):
        text = dress.put_on(formula, question is LOG_SOFTMAX_GRADIENT)
        verdict = judge_formula(question, text)
        assert verdict.kind in {"correct"} | OPEN, (text, verdict)
        read += verdict.kind == "correct"
        total += 1
    assert read >= 0.9 * total, (read, total)


@QUESTIONS
@pytest.mark.parametrize("cases", CASES)
def test_cases_in_every_dress(cases: str, question: Question) -> None:
    draw, read, total = random.Random(cases), 0, 0
    for (on, on_python), (beside, beside_python) in product(ON, BESIDE):
        letter = draw.choice([letter for letter in LETTERS if letter.name != "f"])  # f may be the logarithm
        filled = [part.format(si=letter.fill("i"), sj=letter.fill("j")) for part in (on, beside)]
        text = cases.format(*filled)
        kind = judge_formula(question, text).kind
        if _is_key(f"({on_python}) if i == j else ({beside_python})", question):
            assert kind in {"correct"} | OPEN, text
            read, total = read + (kind == "correct"), total + 1
        else:
            assert kind != "correct", text
    assert read == total == 1
