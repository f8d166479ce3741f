"""Two independent oracles: a sheet in good YAML reads as the strict reader reads it, and JSON as `json` does."""

import json

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from nncli.document.reader import read_text
from nncli.errors import InputError
from nncli.maths.numeral import Numeral
from nncli.sheets.parts import fold
from nncli.sheets.sheet import Answer, Section, read_sheet

PROBLEMS = ("relu-update", "softmax-gradient", "overflow", "p4")
quick = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])

KEYS = ["h1.net", "w[x1,h1].new", "w3+", "θ4.new", "answer", "did the loss fall?", "discussion", "W1.new"]
KEYS += ["δ1", "float64"]
PARTS = ["h1", "overflows", "logsumexp", "w[A,P]"]  # a key such as h1.net never has keys below it
WORDS = [r"\frac{a}{b}", "p_i", "e^{x_i}", "delta_ij", "f'(net)", "Σ_j", "[1]", "(a", "b)", "a:b", "x#y", "`q`", "$x$"]
WORDS += ["0.36", "1e-3", "100%", "-", "*", "~", "≈", "=", "@", "|", "?"]
WORDS += ["the", "loss", "falls,", "because", "it's", "权值", "下降。", "“好”", "下降，所以", "（见上）"]
text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
NUMBERS = ["0.36", "-4.06e-2", "13/50", "1", "-0.5", "true", "null", "~", "0.30", "yes"]
number = st.sampled_from([*NUMBERS, "?"])
comment = st.sampled_from(["", "", " # note", "   # a: b"])


@st.composite
def flow(draw, depth=0):
    if depth < 3 and draw(st.booleans()):
        return "[" + ", ".join(draw(st.lists(flow(depth + 1), max_size=3))) + "]"
    # No `?` here: YAML reads a mapping in [1, ?], where a student has no answer. That has a test of its own.
    return draw(st.sampled_from([*NUMBERS, "softmax(x)", '"a, b"', "'c'", "x_i", "0.5 - p"]))


@st.composite
def scalar(draw, indent):
    """What may stand behind a key that is set in by `indent`."""
    pad, note = " " * (indent + draw(st.integers(1, 4))), draw(comment)
    words, more = draw(text), draw(text)
    further = st.one_of(text, text.map("  {}".format), st.sampled_from(["", "i = j: 1 - p_i", "# x"]))
    block = [words, *draw(st.lists(further, max_size=4))]
    raw, other = words.replace("\\", "").replace('"', ""), more.replace("\\", "").replace('"', "")
    return draw(
        st.sampled_from(
            [
                note,
                f" {draw(number)}{note}",
                f"   {words}{note}",
                f" {words}\n{pad}{more}",
                f" {words}\n{pad}{more}\n\n{pad}more",
                " '" + words.replace("'", "''") + "'" + note,
                f' "{raw}"{note}',
                f' "{raw}\n{pad}{other}"{note}',
                f" {draw(flow())}{note}",
                f" [[0.1, -0.2],  # row\n{pad}[0.3, 4]]",
                f" {{p: {draw(flow(1))}, float64: {draw(st.sampled_from(NUMBERS))}}}{note}",
                *(
                    f" {sign}{note}\n" + "\n".join(pad + line if line else "" for line in block)
                    for sign in ("|", "|-", "|+", ">", ">-")
                ),
            ]
        )
    )


@st.composite
def block(draw, indent, depth):
    """Keys that are set in by `indent`, with their values."""
    lines = []
    for key in draw(st.lists(st.sampled_from(KEYS + PARTS), min_size=1, max_size=4, unique=True)):
        kind = draw(st.sampled_from(["scalar"] * 4 + ["list"])) if key not in PARTS or depth > 2 else "block"
        lines += draw(st.sampled_from([[], [], [""], [" " * indent + "# comment: here"], ["# at the margin"]]))
        start = " " * indent + draw(st.sampled_from([key, key, f"'{key}'", f'"{key}"'])) + ":"
        if kind == "scalar":
            lines.append(start + draw(scalar(indent)))
        elif kind == "block":
            lines.append(start + draw(comment))
            lines += draw(block(indent + draw(st.integers(1, 4)), depth + 1))
        else:
            further = " " * (indent + draw(st.integers(0, 3)))
            item = st.sampled_from(["0.1", "[1, 2]", "p_i", "'q'", f"- 1\n{further}  - 2"])
            lines += [start, *(f"{further}- {one}" for one in draw(st.lists(item, min_size=1, max_size=3)))]
    return lines


@st.composite
def sheets(draw):
    lines = list(draw(st.sampled_from([[], ["---"], ["# c", ""]])))
    for key in draw(st.lists(st.sampled_from(["assignment", "student", "name", "mood"]), unique=True)):
        lines.append(f"{key}:{draw(scalar(0))}")
    for problem in draw(st.lists(st.sampled_from([*PROBLEMS, "unknown"]), unique=True)):
        lines.append(f"{problem}:{draw(comment)}")
        lines += draw(block(draw(st.integers(1, 4)), 1))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n...\n"]))


def hold(data, entry, where):
    """Hold an entry of the sheet against what the strict reader made of it."""
    if isinstance(data, dict):
        assert isinstance(entry, Section), where
        assert list(data) == list(entry), where
        for key, value in data.items():
            hold(value, entry[key], f"{where}/{key}")
        return
    assert isinstance(entry, Answer), where
    if isinstance(data, list):
        assert entry.items is not None, where
        for value, item in zip(data, entry.items, strict=True):
            hold(value, item, where)
    elif data is None:
        assert entry.blank, where
        assert entry.raw in {"", "~", "null"}, where
    elif isinstance(data, Numeral):
        assert entry.raw == data.text, where
    elif data is True:
        assert entry.raw == "true", where
    elif data[:1] == "“" and entry.raw == data[1:-1]:
        pass  # curly quotes are quotes
    elif entry.items is not None:
        assert entry.raw.split() == data.split(), where  # rows of numbers stay rows
    else:
        assert entry.raw.strip() == data.strip(), where


def hold_places(answer, source):
    """Each character of an answer stands where its place says."""
    for offset, character in enumerate(answer.text):
        place = answer.at(offset)
        assert place.text == source[place.line - 1]
        if not character.isspace():
            assert fold(place.text)[place.column - 1] == character


@quick
@example("relu-update:\n h1.net:\n  0.36\n\n")
@example("relu-update:\n discussion: |2\n    a\n   b\n h1.net: 1\n")
@given(sheets())
def test_good_yaml_reads_as_yaml(sheet):
    try:
        data = read_text(sheet, "s.yaml").data
    except InputError:
        assume(False)
    assume(isinstance(data, dict))
    read = read_sheet(sheet.encode(), "s.yaml", PROBLEMS)
    together = {**read.header, **read.sections}
    assert set(together) == set(data)
    for key, value in data.items():
        if key not in read.header or not isinstance(value, dict):
            hold(value, together[key], key)
    assert read.faults == ()
    for section in read.sections.values():
        for _path, answer in section.answers():
            hold_places(answer, sheet.split("\n"))


@pytest.mark.parametrize(
    ("written", "blank"),
    [("[1, ?]", [False, True]), ("[?, 0.3]", [True, False]), ("{p: ?, q: 1}", [True, False]), ("{p: [?]}", [True])],
)
def test_a_question_mark_in_brackets_is_no_answer(written, blank):
    sheet = read_sheet(f"relu-update:\n  W1.new: {written}\n".encode(), "s.yaml", PROBLEMS)
    entry = sheet.sections["relu-update"]["W1.new"]
    inner = entry.items if isinstance(entry, Answer) else [one for _path, one in entry.answers()]
    assert [all(item.blank for item in one.items or [one]) for one in inner] == blank
    assert sheet.diagnostics == ()


strings = st.one_of(text, st.text(st.sampled_from("ab\n\t\"'\\/中 {}[]:,#-1.é"), max_size=20))
tree = st.recursive(
    st.one_of(strings, st.integers(-99, 99), st.floats(-9, 9), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(st.one_of(st.integers(0, 9), strings), max_size=3),
        st.dictionaries(st.sampled_from(KEYS + PARTS), inner, max_size=4),
    ),
    max_leaves=8,
)
section = st.dictionaries(st.sampled_from(KEYS + PARTS), tree, max_size=4)


def hold_json(data, entry):
    if isinstance(data, dict):
        assert list(entry) == list(data)
        for key, value in data.items():
            hold_json(value, entry[key])
    elif isinstance(data, list):
        assert len(entry.items) == len(data)
        for value, item in zip(data, entry.items, strict=True):
            hold_json(value, item)
    else:
        assert entry.raw == (data if isinstance(data, str) else json.dumps(data))


@quick
@given(
    st.dictionaries(st.sampled_from(PROBLEMS), section, min_size=1),
    st.sampled_from([None, 2, 4]),
    st.booleans(),
)
def test_json_reads_as_json(data, indent, ascii):
    written = json.dumps(data, indent=indent, ensure_ascii=ascii)
    sheet = read_sheet(written.encode(), "s.json", PROBLEMS)
    assert set(sheet.sections) == set(data)
    for name, section in data.items():
        hold_json(section, sheet.sections[name])
    assert sheet.diagnostics == ()
