# ruff: noqa: E501  what people write stands as they write it
"""What a line says: the key, the value, and how sure that is; bullets, titles and the cases of a formula."""

import pytest

from nncli.sheets.keys import (
    MAX_KEY,
    apart,
    behind_bullet,
    has_figures,
    inner_keys,
    is_block,
    is_case,
    is_name,
    keyed,
    pairs,
    title,
    without_comment,
)
from nncli.sheets.parts import Stretch


def line(text: str) -> Stretch:
    return Stretch.of(text, ((0, 0, 0),))


YAML, NAME, SURE, OPEN = "yaml", "name", "sure", "open"
KEYED = [
    # the line; key and value as they stand, the key as meant, and what is known of them
    ("a: 1", "a", "1", "a", {YAML, NAME, SURE}), ("a： 1", "a", "1", "a", {YAML, NAME, SURE}),
    ("a:1", "a", "1", "a", {NAME, SURE}), ("a :1", "a", "1", "a", {NAME, SURE}), ("a=1", "a", "1", "a", {NAME, SURE}),
    ("a := 1", "a", "1", "a", {NAME, SURE}), ("a ≈ 1", "a", "1", "a", {NAME, SURE}),
    ("a: x", "a", "x", "a", {YAML, NAME}), ("a: 1, 2", "a", "1, 2", "a", {YAML, NAME}),
    ("a: (1, 2)", "a", "(1, 2)", "a", {YAML, NAME, SURE}), ("a: [x", "a", "[x", "a", {YAML, NAME, SURE}),
    ("a: {x", "a", "{x", "a", {YAML, NAME, SURE}), ("a: 不会", "a", "不会", "a", {YAML, NAME, SURE}),
    ("a: 0.3 # c", "a", "0.3 # c", "a", {YAML, NAME, SURE}), ("∂E: 1", "∂E", "1", "∂E", {YAML, NAME, SURE}),
    ("a:", "a", "", "a", {YAML, NAME, SURE, OPEN}), ("a: |", "a", "|", "a", {YAML, NAME, SURE, OPEN}),
    ("a: >-", "a", ">-", "a", {YAML, NAME, SURE, OPEN}), ("a: #c", "a", "#c", "a", {YAML, NAME, SURE, OPEN}),
    ("a: | x", "a", "| x", "a", {YAML, NAME}), ("w[x1, h1].new: 1", "w[x1, h1].new", "1", "w[x1,h1].new", {YAML, NAME, SURE}),
    ("a b: 1", "a b", "1", "a b", {YAML}), ("a b：c", "a b", "c", "a b", {YAML}), ("1: 2", "1", "2", "1", {YAML}),
    ("a: b: 1", "a", "b: 1", "a", {YAML, NAME}), ("a：b: 1", "a", "b: 1", "a", {YAML, NAME}),
    ("a: b：1", "a", "b：1", "a", {YAML, NAME}),
    ("i = j: 1 - p_i", "i = j", "1 - p_i", "i = j", {YAML}), ("a = 1: 2", "a = 1", "2", "a = 1", {YAML}),
    ("p = 0.3, q = 0.7", "p", "0.3, q = 0.7", "p", {NAME}), ("w[a:b]=1: 2", "w[a:b]=1", "2", "w[a:b]=1", {YAML}),
    # in quotes, in bold
    ("'a b': 1", "a b", "1", "a b", {YAML}), ("'a' : 1", "a", "1", "a", {YAML, NAME, SURE}),
    ('"a"=1', "a", "1", "a", {NAME, SURE}), ('"a\\"b": 1', '"a\\"b"', "1", 'a\\"b', {YAML}),
    ("**a:** 1", "a", "1", "a", {YAML, NAME, SURE}), ("**a: **: 1", "a", "1", "a", {YAML, NAME, SURE}),
    ("**a**: 1", "**a**", "1", "a", {YAML, NAME, SURE}), ("`a`: 1", "`a`", "1", "a", {YAML, NAME, SURE}),
    ("[1, 2]: x", "[1, 2]", "x", "[1,2]", {YAML}),
    # a key is as long as a key may be
    ("x" * MAX_KEY + ": 1", "x" * MAX_KEY, "1", "x" * MAX_KEY, {YAML, NAME, SURE}),
    ("x" * MAX_KEY + "：1", "x" * MAX_KEY, "1", "x" * MAX_KEY, {YAML, NAME, SURE}),
    ("x" * MAX_KEY + "=1", "x" * MAX_KEY, "1", "x" * MAX_KEY, {NAME, SURE}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "value", "name", "known"),
    KEYED,
    ids=lambda value: "+".join(sorted(value))[:20] if isinstance(value, set) else value[:20],
)
def test_a_key_and_its_value(text: str, key: str, value: str, name: str, known: set[str]) -> None:
    found = keyed(line(text))
    assert found is not None
    assert (found.key.raw, found.value.raw, found.name) == (key, value, name)
    flags = {YAML: found.yaml, NAME: found.is_name, SURE: found.is_sure, OPEN: found.opens_block}
    assert {flag for flag, holds in flags.items() if holds} == known
    # both stand where they stood
    for part in (found.key, found.value):
        (_offset, _line, column), *_more = part.marks
        assert text[column : column + len(part.raw)] == part.raw


@pytest.mark.parametrize(
    "text",
    [
        "a == 1", "a==1", "a::1", "a:/1", "http://x", "'a: b'", "{a: 1}", "[a:b]: 1", "[1, 2]", "a b:1", "a b = 1", "a =",
        "# a: 1", "a # b: 1", ": 1", "：1", "'' : 1", "a", "", "x" * (MAX_KEY + 1) + "=1", "x" * (MAX_KEY + 2) + "：1",
    ],
)  # fmt: skip
def test_a_line_without_a_key(text: str) -> None:
    assert keyed(line(text)) is None


def test_a_name_and_a_number_with_blanks_between_them() -> None:
    found = {
        text: apart(line(text)) for text in ("a 1", "a\t .5", "a  -1", "a ≈1", "w[x1, h1] 0.6*0.2 = 0.12", "a (1+2)")
    }
    assert [(one.key.raw, one.value.raw, one.yaml) for one in found.values() if one] == [
        ("a", "1", False), ("a", ".5", False), ("a", "-1", False), ("a", "≈1", False),
        ("w[x1, h1]", "0.6*0.2 = 0.12", False), ("a", "(1+2)", False),
    ]  # fmt: skip
    assert [apart(line(text)) for text in ("a x", "a 1, 2", "b c 1", "a1", "a 1e", "a 不会", "a [1, 2]", "")] == [
        None
    ] * 8


def _read(several: list) -> dict[str, str]:
    return {one.name: one.value.raw for one in several}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a: 1, b: 2", {"a": "1", "b": "2"}),
        ("a=1 b=2", {"a": "1", "b": "2"}),
        ("a: 1; b: 2; c: 3;", {"a": "1", "b": "2", "c": "3"}),
        ("a := 1,, b = -2", {"a": "1", "b": "-2"}),
        ("a: ?, b: 不会", {"a": "?", "b": "不会"}),
        ("a: 0.6*0.2 = 0.12, b: [1, 2]", {"a": "0.6*0.2 = 0.12", "b": "[1, 2]"}),
        ("a: 1", {}),
        ("a: 1, b", {}),
        ("a: 1, b: x", {}),
        ("a: 1, b: ", {}),
        ("x, a: 1, b: 2", {}),
        ("a: 1 b:: 2", {}),
        ("a==1, b=2", {}),
        ("a: '1', b: 2", {}),
        ('a: "1", b: 2', {}),
        ("a:/1, b: 2", {}),
    ],
)
def test_several_on_a_line(text: str, read: dict[str, str]) -> None:
    assert _read(pairs(line(text))) == read
    assert not any(one.yaml for one in pairs(line(text)))
    assert _read(inner_keys(line(text))) == (read or ({"a": "1"} if text == "a: 1" else {}))


def test_keys_inside_a_value() -> None:
    inner = {text: _read(inner_keys(line(text))) for text in ("p: 0.3", "p:0.3", "'p': 0.3", "p: [1]", "p:", "p: |")}
    assert list(inner.values()) == [{"p": "0.3"}, {"p": "0.3"}, {"p": "0.3"}, {"p": "[1]"}, {"p": ""}, {"p": "|"}]
    for text in ("p: x", "p = 0.3", "i = j: 1", "a b: 1", "0.3", "p:[1] x"):
        assert inner_keys(line(text)) == []


@pytest.mark.parametrize(
    ("bullets", "rest"),
    [
        ("- ", "a"), ("* ", "a"), ("• ", "a"), ("➢ ", "a"), ("1. ", "a"), ("12. ", "a"), ("1) ", "a"), ("(1) ", "a"), ("1、", "a"),
        ("1, ", "a"), ("- 1. ", "a"), ("1. - ", "a"), ("", "-a"), ("", "1.a"), ("", "123. a"), ("", "1.5 a"), ("", "100) a"), ("", "a - b"),
    ],
)  # fmt: skip
def test_bullets_are_passed_over(bullets: str, rest: str) -> None:
    assert behind_bullet(bullets + rest) == len(bullets)


@pytest.mark.parametrize(
    "written",
    ["relu-update", "ReLU_update", "## ReLU update ##", "**ReLU update**:", "`relu update`", "1. ReLU update", "relu  - update",
     "- relu_update", "  RELU－UPDATE  ", "[relu-update]", "# 1. relu update:"],
)  # fmt: skip
def test_a_title_is_the_same_however_it_is_dressed(written: str) -> None:
    assert title(written) == "relu-update"


@pytest.mark.parametrize(
    "text",
    ["1", "", "#x", "1 2", "[1, 2]", "(1; 2)", "1e-3", "[1e-3]", "0.6*0.2=0.12", "?", "- ", "不会", "no idea", "1 # c", "'1'", '"1"',
     "1,", "1;", "≈1", "1²", "1%", "[[1,2],[3,4]]", "1…2", "1 # a b"],
)  # fmt: skip
def test_what_is_made_of_numbers(text: str) -> None:
    assert has_figures(line(text))


@pytest.mark.parametrize("text", ["x", "1, 2", "e", "1e", "[a]", "[1", "1]", "x1", "1 a", "1#a"])
def test_what_is_not(text: str) -> None:
    assert not has_figures(line(text))


def test_the_signs_of_a_block_of_text() -> None:
    assert all(is_block(text) for text in ("|", ">", "|-", ">+", "|2", "|2-", "|-2", "|  # c", "| #c"))
    assert not any(is_block(text) for text in ("", "| x", "|# c", "x|", "|234", "||"))


@pytest.mark.parametrize(
    ("text", "found", "alone"),
    [
        # whether it is a case rather than the key that is found; and whether it is one, found or not
        ("i = j: 1", True, True), ("i ≠ j: 1", True, True), ("i \\ne j: 1", True, True), ("i\\neq j: x", True, True),
        ("否则: 0", True, True), ("其他: 0", True, True), ("x < 0: 1", True, True), ("x ∈ S: 1", True, True), ("x≥0:1", True, True),
        ("else : x", True, True), ("Else: x", False, True), ("otherwise: x", True, True), ("otherwise: 0", False, True), ("where otherwise: y", True, True),
        ("a: 1", False, False), ("a: x = y: z", False, False), ("a b: x", False, False), ("1 - p = q", False, False), ("no = 1", False, False),
        ("x" * (2 * MAX_KEY - 2) + "=:", False, True), ("x" * (2 * MAX_KEY - 1) + "=:", False, False),
    ],
)  # fmt: skip
def test_the_cases_of_a_formula(text: str, found: bool, alone: bool) -> None:
    stretch = line(text)
    assert is_case(stretch, None) is alone
    assert is_case(stretch, keyed(stretch)) is (found if keyed(stretch) else alone)


def test_comments_stand_behind_a_blank() -> None:
    cut = [without_comment(line(text)).raw for text in ("a # b", "#x", "a#b", "a  #", "x", " # ", "a # b # c")]
    assert cut == ["a", "", "a#b", "a", "x", "", "a"]


def test_names() -> None:
    assert all(
        is_name(text) for text in ("a", "w[x1,h1].new", "∂E", "a'", "a-b", "w3+", "P.out.after@s2#3", "δ1", "w₃⁺")
    )
    assert not any(is_name(text) for text in ("", "a b", "1a", "w[x1", "a=b", "权值", "[a]"))
