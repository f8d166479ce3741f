"""Every code that the program can print is explained, and no other is."""

import re
from pathlib import Path

import pytest
from codes_in_source import codes_in_source

from nncli.explanations.table import EXPLANATIONS, GROUPS
from nncli.words import in_every_language

TESTS = Path(__file__).parents[1]
SOURCE = codes_in_source()
# No example of a few lines brings these about: they need another file than text, the fault of a machine, a long file, a
# package that is not there, or somebody who stops the program.
WITHOUT_EXAMPLE = {
    *("cannot-read", "no-permission", "number-too-long", "too-many-faults"),
    *("too-many-values", "not-utf8", "missing-extra", "stopped", "damaged", "has-a-test", "no-data"),
    *("no-such-array", "not-idx", "not-labels", "not-numbers", "not-text", "one-of-four", "pickled", "no-checkpoint"),
    *("no-model", "not-npz", "pickle", "wrong-checkpoint", "wrong-model", "character", "encoding"),
    *("internal", "key-too-long", "too-many-lines", "formula-too-large", "two-readings"),
}


def test_the_table_and_the_source_have_the_same_codes() -> None:
    assert set(EXPLANATIONS) - SOURCE.codes == set()
    assert SOURCE.codes - set(EXPLANATIONS) == set()
    assert len(EXPLANATIONS) == sum(map(len, GROUPS.values())), "a code is explained twice"


def test_every_diagnostic_has_a_code_that_can_be_read_from_the_source() -> None:
    assert SOURCE.unread == []


def test_a_new_code_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'def door(place, code="by-default"): raise E(Diagnostic(code, "m"))\n'
        'def f(odd):\n    which = "one-way" if odd else "other-way"\n    door(1, which)\n    door(2, code="by-name")\n'
        'CODE, M = "of-module", "m"\nE(Diagnostic(CODE, M))\nE(Diagnostic(name(), M))\n'
    )
    found = codes_in_source(tmp_path)
    assert found.codes == {"by-default", "one-way", "other-way", "by-name", "of-module"}
    assert len(found.unread) == 1


def test_every_error_that_the_tests_show_is_explained() -> None:
    shown = {
        code
        for file in TESTS.rglob("*.py")
        if file != Path(__file__)
        for code in re.findall(r"error\[([a-z][a-z0-9-]+)\]", file.read_text(encoding="utf-8"))
    }
    assert len(shown) > 30
    assert shown - set(EXPLANATIONS) - {"code"} == set()


def test_the_codes_without_example_are_these() -> None:
    assert {code for code, one in EXPLANATIONS.items() if not one.example} == WITHOUT_EXAMPLE


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_an_explanation_is_whole_sentences_in_both_languages(code: str) -> None:
    for said in (EXPLANATIONS[code].meaning, EXPLANATIONS[code].remedy):
        english, chinese = in_every_language(said)
        assert english.endswith(".")
        assert chinese.endswith("。")
