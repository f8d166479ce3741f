"""The Chinese catalogue is whole, fresh, and keeps what is filled in."""

import ast
import gettext
import re

import pytest

from nncli import words

babel = pytest.importorskip("babel", reason="the catalogue is checked where Babel is installed (extra 'test')")
update = pytest.importorskip("update_catalogue")


def pairs() -> list[tuple[str, str]]:
    flat = []
    for message in update.committed():
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            flat += [(ids[-1], string) for string in strings]
    return flat


def test_every_sentence_of_the_program_is_in_the_catalogue_and_no_other() -> None:
    known = {message.id for message in update.committed() if message.id}
    wanted = {message.id for message in update.extracted() if message.id}
    assert (wanted - known, known - wanted) == (set(), set()), "python tests/words/update_catalogue.py"


def said() -> set[str]:
    """Every sentence in a call of `_`, `N_` or `ngettext`, found by Python's own parser."""
    calls = (
        node
        for file in (update.ROOT / "nncli").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in update.KEYWORDS
    )
    first = (call.args[0] for call in calls if call.args)
    return {text.value for text in first if isinstance(text, ast.Constant) and text.value}


def test_no_sentence_stands_where_it_is_not_found() -> None:
    """Babel does not look into f-strings, nor into a call within a call."""
    ids = (message.id for message in update.extracted() if message.id)
    assert said() - {id[0] if isinstance(id, tuple) else id for id in ids} == set()


def test_every_sentence_has_a_translation() -> None:
    assert [id for id, string in pairs() if not string] == []


def test_the_compiled_catalogue_is_fresh() -> None:
    with update.PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    said = set(compiled._catalog.values())  # the header with its dates and versions is left aside
    assert [id for id, string in pairs() if string not in said] == [], "python tests/words/update_catalogue.py"


def test_translations_keep_what_is_filled_in() -> None:
    for id, string in pairs():
        assert set(re.findall(r"\{\w*\}", id)) == set(re.findall(r"\{\w*\}", string)), id
        assert (id[:1] == " ", id[-1:] == "\n") == (string[:1] == " ", string[-1:] == "\n"), id


def test_the_program_speaks_it() -> None:
    try:
        words.speak("zh")
        assert words._("correct") == "正确"
    finally:
        words.speak("en")
    assert words._("correct") == "correct"
