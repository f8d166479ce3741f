# ruff: noqa: E501  what people write stands as they write it
"""How a sheet lies on its lines: what goes on below a key, lists, blocks of text, headings; and what is told of it."""

import pytest

from nncli.sheets.sheet import Section, Sheet, read_sheet

RELU, SOFTMAX, OVER = "relu-update", "softmax-gradient", "overflow"
PROBLEMS = (RELU, SOFTMAX, "log-softmax-gradient", OVER)


def read(text: str, problems: tuple[str, ...] = PROBLEMS) -> Sheet:
    return read_sheet(text.encode(), "s.yaml", problems)


def plain(entry: object) -> object:
    if isinstance(entry, Section):
        return {key: plain(inner) for key, inner in entry.items()}
    return entry.text if entry.items is None else [plain(item) for item in entry.items]  # type: ignore[attr-defined]


def below(*lines: str) -> object:
    """What a section with these lines holds, set in by two; nothing else is told."""
    sheet = read(f"{RELU}:\n" + "\n".join("  " + line for line in lines) + "\n  z: 9\n")
    assert sheet.diagnostics == ()
    section = sheet.sections[RELU]
    assert section["z"].text == "9"  # type: ignore[union-attr]
    return {key: plain(entry) for key, entry in section.items() if key != "z"}


@pytest.mark.parametrize(
    ("lines", "held"),
    [
        # keys on the line of a key, with more set in below it
        (["o: p: 0.3, q: 0.7"], {"o": {"p": "0.3", "q": "0.7"}}),
        (["o: p: 0.3", "  q: 0.7"], {"o": {"p": "0.3", "q": "0.7"}}),
        (["o: p: 1, q: 2", "  r:", "    e: 1"], {"o": {"p": "1", "q": "2", "r": {"e": "1"}}}),
        # lists: of numbers, of rows, of lists, of keys
        (["W:", "  - [1, 2]", "  - [3, 4]"], {"W": [["1", "2"], ["3", "4"]]}),
        (["W:", "- 1", "- 2"], {"W": ["1", "2"]}),
        (["W:", "  - - 1", "    - 2", "  - - 3", "    - 4"], {"W": [["1", "2"], ["3", "4"]]}),
        (["W:", "  - p: 1", "    r: 3", "  - q: 2"], {"W": {"p": "1", "r": "3", "q": "2"}}),
        (["W:", "  - {p: 1}", "  - {q: 2}"], {"W": {"p": "1", "q": "2"}}),
        (["W:", "  - {p: 1}", "  - 2"], {"W": ["{p: 1}", "2"]}),
        (["W:", "  - x", "    y", "  - 'z", "    w'"], {"W": ["x y", "z w"]}),
        # what begins on the line below its key
        (["a:", "  'x: y'"], {"a": "x: y"}),
        (["a:", "  [1, 2]"], {"a": ["1", "2"]}),
        (["a:", "[1, 2]"], {"a": ["1", "2"]}),
        (["a:", "  x: y w"], {"a": {"x": "y w"}}),
        (["a:", "  some text # c", "  more: of it", "  and"], {"a": "some text\nmore: of it\nand"}),
        (["a: 'x", "    y'"], {"a": "x y"}),
        # a quantity has no keys below it: a line is set in too far
        (["h1.net:", "  h1.out: 0.4"], {"h1.net": "", "h1.out": "0.4"}),
        (["h1.net@s1:", "  h1.out: 0.4"], {"h1.net@s1": "", "h1.out": "0.4"}),
        (["w3+:", "  w4+: 1"], {"w3+": "", "w4+": "1"}),
        (["h1:", "  net: 0.4"], {"h1": {"net": "0.4"}}),
        (["h1", "  net: 0.4"], {"h1": {"net": "0.4"}}),
        # definitions on a line
        (["let: p = softmax(x), m = max(x)"], {"let": {"p": "softmax(x)", "m": "max(x)"}}),
        (["lot: p = softmax(x), m = max(x)"], {"lot": "p = softmax(x), m = max(x)"}),
        # blocks of text, with lines as they stand or put together
        (["a: |", "  x", "    y", "", "  w"], {"a": "x\n  y\n\nw"}),
        (["a: >", "  x", "  y", "", "  w", "    v", "  u"], {"a": "x y\nw\n  v\nu"}),
        (["a: >", "", "  x", "", "", "  y", ""], {"a": "x\n\ny"}),
        (["a: |2", "    x", "   y"], {"a": "x\n y"}),
        (["a: |", "x y w"], {"a": "x y w"}),
        (["a: |"], {"a": ""}),
        (["a: |", "  ```", "  x", "  ```"], {"a": "x"}),
        (["a: |", "", "  x"], {"a": "x"}),
        (["a: |", "  x", "  relu-update", "  y"], {"a": "x\nrelu-update\ny"}),
        (["a: |-", "\tx", "\t  y"], {"a": "x\n  y"}),
        (["a: |", "\u3000\u3000x", "\u3000\u3000\u3000y"], {"a": "x\n y"}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_goes_on_below_a_key(lines: list[str], held: object) -> None:
    assert below(*lines) == held


@pytest.mark.parametrize(
    "lines",
    [
        ["  a: 1", " b: 2", "   c: 3", " d: 4"],
        ["    a: 1", "  b: 2", "  c: 3", " d: 4"],
        ["a: 1", "  b: 2", "c: 3", "d: 4"],
        ["\ta: 1", "    b: 2", "\tc: 3", "  \td: 4"],
        ["- a: 1", "- b: 2", "  c: 3", "* d: 4"],
    ],
)
def test_keys_that_are_set_in_unevenly_stand_beside_each_other(lines: list[str]) -> None:
    section = read(f"{RELU}:\n" + "\n".join(lines)).sections[RELU]
    assert plain(section) == {"a": "1", "b": "2", "c": "3", "d": "4"}


def nested(depth: int) -> str:
    """Keys within keys, so many deep, and an answer."""
    keys = [f"{'  ' * n}k{n}:" for n in range(1, depth + 1)]
    return "\n".join([f"{RELU}:", *keys, "  " * (depth + 1) + "a: 1"])


def test_keys_nest_so_deep_and_no_deeper() -> None:
    for depth in (3, 11):
        entry: object = read(nested(depth)).sections[RELU]
        for n in range(1, depth + 1):
            assert isinstance(entry, Section)
            entry = entry[f"k{n}"]
        assert plain(entry) == {"a": "1"}
    sheet = read(nested(12))
    (fault,) = sheet.faults
    assert (fault.code, fault.message, str(fault.place)) == (
        "too-deep", "this is nested more than 12 deep; it is read as text", "s.yaml:14:27",
    )  # fmt: skip
    assert [answer.text for _path, answer in sheet.sections[RELU].answers()] == ["a: 1"]


TOLD = [
    # the sheet; what it holds; and what is told, each with its place and how far it reaches
    ("relu-update:\n  a: 'x\n  b: 2\n", {RELU: {"a": "x", "b": "2"}}, ["quote 2:6+1: this quote is never closed"]),
    ('relu-update:\n  a: "x y\n    z\n  b: 2\n', {RELU: {"a": "x y z", "b": "2"}}, ["quote 2:6+1: this quote is never closed"]),
    (
        "relu-update:\n  a: 1\nthis is text\nand this\noverflow:\n  b: 1\nmore\n  c: 1\n",
        {RELU: {"a": "1"}, OVER: {"b": "1"}, "more": {"c": "1"}},
        ["no-key 3:1+12: this line has no key, and was not read (write it like 'key: value')"],
    ),
    ("relu-updat:\n  a: 1\n", {RELU: {"a": "1"}}, ["misspelt 1:1+10: 'relu-updat' is read as 'relu-update'"]),
    (
        "overflw:\n  a: 1\noverfow:\n  b: 1\n", {OVER: {"a": "1", "b": "1"}},
        ["misspelt 1:1+7: 'overflw' is read as 'overflow'", "misspelt 3:1+7: 'overfow' is read as 'overflow'"],
    ),
    (
        "relu-update:\n  a: 1\n  overflow:\n    b: 1\n", {RELU: {"a": "1"}, OVER: {"b": "1"}},
        ["indented-heading 3:3+9: this heading is set in; 'overflow' is read as a problem of its own"],
    ),
    ("relu-update:\n  a: 1\n  overflow: x\n", {RELU: {"a": "1", "overflow": "x"}}, []),
    ("My homework\nrelu-update:\n  a: 1\n", {RELU: {"a": "1"}}, ["title 1:1+11: this line is taken for a title"]),
    (
        "My homework\nsecond line\nrelu-update:\n  a: 1\n", {RELU: {"a": "1"}},
        [
            "title 1:1+11: this line is taken for a title",
            "no-key 2:1+11: this line has no key, and was not read (write it like 'key: value')",
        ],
    ),
    (
        "relu-update:\n  a: 1\nrelu-update:\n  a: 2\n", {RELU: {"a": "2"}},
        ["duplicate-key 4:3+1: 'a' is given twice, on line 2 and on line 4; line 4 counts"],
    ),
    (
        "relu-update:\n    a: 1\n  b: 2\nc: 3\n", {RELU: {"a": "1", "b": "2", "c": "3"}},
        ["not-indented 4:1+1: this line is not set in; it is read as part of 'relu-update'"],
    ),
    # JSON that does not close is no heading and no title
    (
        '{"relu-update": {"a": 1}} x\noverflow:\n  b: 1\n', {OVER: {"b": "1"}},
        [
            "no-key 1:1+27: this line has no key, and was not read (write it like 'key: value')",
            "json 1:1+1: this is not quite JSON; it is read line by line",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "held", "told"), TOLD, ids=lambda value: str(value)[:30])
def test_what_is_told(text: str, held: object, told: list[str]) -> None:
    sheet = read(text)
    assert {name: plain(section) for name, section in sheet.sections.items()} == held
    found = []
    for diagnostic in sheet.diagnostics:
        place = diagnostic.place
        assert place is not None
        help = f" ({diagnostic.help})" if diagnostic.help else ""
        found.append(f"{diagnostic.code} {place.line}:{place.column}+{place.length}: {diagnostic.message}{help}")
    assert found == told


WHOLE = [
    # headings of every kind, with all that stands below them as one text, and where that begins
    ("relu-update: 5\n", {RELU: ({"answer": "5"}, "", 1, 1)}),
    ("relu-update: |\n  a: 1\n", {RELU: ({"answer": "a: 1"}, "a: 1", 2, 3)}),
    ("relu-update\n  a: 1\n    b\n", {RELU: ({"a": "1 b"}, "a: 1\n  b", 2, 3)}),
    ("relu-update\na: 1\nb: 2\noverflow\nc: 3\n", {RELU: ({"a": "1", "b": "2"}, "a: 1\nb: 2", 2, 1), OVER: ({"c": "3"}, "c: 3", 5, 1)}),
    ("# relu-update\na: 1\n## overflow\nb: 2\n", {RELU: ({"a": "1"}, "a: 1", 2, 1), OVER: ({"b": "2"}, "b: 2", 4, 1)}),
    ("# overflow\nrelu-update:\n  a: 1\noverflow:\n  b: 1\n", {RELU: ({"a": "1"}, "a: 1", 3, 3), OVER: ({"b": "1"}, "b: 1", 5, 3)}),
    ("  relu-update:\n    a: 1\n  overflow:\n    b: 1\n", {RELU: ({"a": "1"}, "a: 1", 2, 5), OVER: ({"b": "1"}, "b: 1", 4, 5)}),
    ("第1题\na: 1\n第4题\nb: 2\n", {RELU: ({"a": "1"}, "a: 1", 2, 1), OVER: ({"b": "2"}, "b: 2", 4, 1)}),
    ("bonus:\n  a: 1\nrelu-update:\n  b: 1\n", {"bonus": ({"a": "1"}, "a: 1", 2, 3), RELU: ({"b": "1"}, "b: 1", 4, 3)}),
    ("softmax-gradient:\ns_i(1 - s_j)\n", {SOFTMAX: ({"answer": "s_i(1 - s_j)"}, "s_i(1 - s_j)", 2, 1)}),
    ("softmax-gradient:\n  s_i(1\n  - s_j)\n", {SOFTMAX: ({"answer": "s_i(1 - s_j)"}, "s_i(1\n- s_j)", 2, 3)}),
    ("relu-update:\n\n  a: 1\n\nrelu-update:\n  b: 1\n", {RELU: ({"a": "1", "b": "1"}, "  a: 1\nrelu-update:\n  b: 1", 3, 1)}),
    ("relu-update:\noverflow:\n  b: 1\n", {RELU: ({}, "", 1, 1), OVER: ({"b": "1"}, "b: 1", 3, 3)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sections"), WHOLE, ids=lambda value: str(value)[:30])
def test_sections_with_all_that_stands_in_them(text: str, sections: dict[str, tuple]) -> None:
    sheet = read(text)
    assert sheet.diagnostics == ()
    found = {}
    for name, section in sheet.sections.items():
        whole = section.whole
        found[name] = (plain(section), whole.raw, whole.place.line, whole.place.column)
    assert found == sections


def test_who_wrote_it_in_whatever_words() -> None:
    words = "student: Ann\nname: Li\n学号: 7\nlang: zh\n班级: 3\nDate: x\nE-Mail: y\nhomework: ch5\nmood: good\nrelu-update:\n  a: 1\n"
    header = {name: answer.text for name, answer in read(words).header.items()}
    assert header == {
        "student": "Ann", "name": "Li", "id": "7", "language": "zh", "class": "3", "date": "x", "email": "y",
        "assignment": "ch5", "mood": "good",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "header", "section"),
    [
        ("a: 1\nb: 2\n", {}, {"a": "1", "b": "2"}),
        ("student: Ann\na: 1\n", {"student": "Ann"}, {"a": "1"}),
        ("student: Ann\n", {"student": "Ann"}, None),
        ("student: Ann\nonly-one:\n  a: 1\n", {"student": "Ann"}, {"a": "1"}),
        ("mood: good\nonly-one:\n  a: 1\n", {"mood": "good"}, {"a": "1"}),
        ("", {}, None),
    ],
)
def test_a_sheet_with_one_problem_needs_no_heading(text: str, header: object, section: object) -> None:
    sheet = read(text, ("only-one",))
    assert {name: answer.text for name, answer in sheet.header.items()} == header
    assert {name: plain(found) for name, found in sheet.sections.items()} == ({"only-one": section} if section else {})
    # of two problems neither is meant
    other = read(text, ("only-one", "other"))
    assert ("only-one" in other.sections) == ("only-one" in text)


@pytest.mark.parametrize(
    ("text", "header", "sections"),
    [
        (
            '{"student": "Ann", "relu-update": {"a": 1}, "overflow": 5, "mood": "x", "bonus": {"c": 2}}',
            {"student": "Ann", "mood": "x"}, {RELU: {"a": "1"}, OVER: {"answer": "5"}, "bonus": {"c": "2"}},
        ),
        ('{"answers": {"relu-update": {"a": 1}}, "姓名": "Li"}', {"name": "Li"}, {RELU: {"a": "1"}}),
        ('{"student": {"name": "Li"}, "overflow": {"a": 2}}', {"student": '{"name": "Li"}'}, {OVER: {"a": "2"}}),
        ('{"relu-upd": {"a": 1}}', {}, {RELU: {"a": "1"}}),
    ],
)  # fmt: skip
def test_a_sheet_that_is_one_mapping(text: str, header: object, sections: object) -> None:
    sheet = read(text)
    assert {name: answer.text for name, answer in sheet.header.items()} == header
    assert {name: plain(found) for name, found in sheet.sections.items()} == sections
    assert [found.message for found in sheet.diagnostics] == (
        ["'relu-upd' is read as 'relu-update'"] if 'relu-upd"' in text else []
    )
