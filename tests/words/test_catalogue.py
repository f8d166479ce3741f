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


# What stands in a Chinese sentence as it stands in code: in double quotation marks of the text, or in brackets [ ].
CODE = re.compile(r"\[[^\]]*\]|\{[^}]*\}|“[^”]*”|`[^`]*`|\"[^\"]*\"|[A-Za-z0-9_./*-]+: ?[A-Za-z0-9_{[.]\S*")
FAULTS_OF_PUNCTUATION = {
    "a half-width sign behind a Chinese one": r"[一-龥”）][,:;?!]",
    "a half-width bracket at a Chinese sign": r"\((?=[一-龥])|(?<=[一-龥])\)",
    "a blank behind a full-width sign": r"[：，（；。？！、] ",
    "a blank before a full-width sign": r" [：，；。？！、）]",
    "a quotation mark of another kind": r"(?<![\w])'[^'\n]+'(?![\w])|[「」『』‘’]",
    "a blank at a quotation mark": r" “|” ",
}
# One word for one thing: the word on the left is said with that on the right.
ONE_WORD = {
    r"单元(?!格)": "神经元", "自带": "内置", "评阅": "批改", "连带": "承前错", "权重": "权值", "阀值": "阈值",
    "隐藏层": "隐层", "学习速率": "学习率", "反向传播算法": "误差逆传播", "批阅": "批改",
}  # fmt: skip


def chinese() -> list[str]:
    return [string for _id, string in pairs() if re.search("[一-龥]", string)]


@pytest.mark.parametrize("fault", FAULTS_OF_PUNCTUATION)
def test_chinese_is_punctuated_as_chinese(fault: str) -> None:
    pattern = FAULTS_OF_PUNCTUATION[fault]
    said = chinese() if "quotation" in fault else [CODE.sub("x", string) for string in chinese()]
    assert [string for string in said if re.search(pattern, string)] == []


@pytest.mark.parametrize("word", ONE_WORD)
def test_one_thing_has_one_word(word: str) -> None:
    assert [string for string in chinese() if re.search(word, string)] == [], ONE_WORD[word]


def test_a_planted_fault_is_seen() -> None:
    planted = ["数值溢出, 见下", "数值(见下)", "数值： 1", "见 'nncli data'", "见 “数据” 一节", "数值 ，见下"]
    for sentence in planted:
        assert any(re.search(pattern, sentence) for pattern in FAULTS_OF_PUNCTUATION.values()), sentence


def test_what_bundled_specs_say_of_themselves_is_chinese() -> None:
    of_specs = [m for m in update.committed() if m.id and any("specs/" in file for file, _line in m.locations)]
    assert len(of_specs) > 40
    assert [m.id for m in of_specs if not re.search("[一-龥]", m.string)] == []
