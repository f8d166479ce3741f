import json
import os
import string
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nncli.document import events, scalars
from nncli.document.reader import Document, parse_loc, read_file, read_text
from nncli.errors import InputError, Place
from nncli.maths.numeral import Numeral

pytestmark = pytest.mark.usefixtures("loader")
# The loader is set once for all examples of a property: nothing in an example changes it.
once = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=2000)


def read(text):
    return read_text(text, "f.yaml")


def faults(text, reading=read):
    with pytest.raises(InputError) as caught:
        reading(text)
    return [f"{d.place}: {d.code}: {d.message}" for d in caught.value.diagnostics]


# What words mean


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((word, None) for word in ("~", "null", "Null", "NULL", "")),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, word) for word in ("on", "off", "yes", "No", "y", "nULL", "tRUE", "inf", "nan", ".NAn", ".iNF")),
        *((word, word) for word in ("1_000", "0b11", "0o8", "0xG", "-0x1F", "0X1F", "1:30", "2024-01-01", "1e", "e5")),
        *((word, word) for word in (".", "+", "--1", "1.2.3", ".e3", "13/50", "1,5", "=", "5 .", "１", "一")),
        *((word, Numeral(word)) for word in ("0", "-0", "017", "+5", "0.30", "-4.06e-2", "1e-3", "1E+3", "-.5e3")),
        *((word, Numeral(word)) for word in (".5", "5.", "+.5", "1e308", "5e-324", "0e99", "0.0", "9" * 300)),
        ("0o17", Numeral("15")),
        ("0x1F", Numeral("31")),
        ('"0.30"', "0.30"),
        ("'true'", "true"),
        ("''", ""),
        ("|\n  1", "1"),
        (">-\n  null", "null"),
    ],
)
def test_scalar(text, value):
    data = read(f"a: {text}").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("text", [".inf", "-.inf", "+.Inf", ".INF"])
def test_infinity(text):
    assert faults(f"- 1\n- {text}") == [
        "f.yaml:2:3: not-finite: infinity is not a number a network can compute with",
    ]


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_not_a_number(text):
    assert faults(f"a: {text}") == [f"f.yaml:1:4: not-finite: {text} ('not a number') cannot be computed with"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1e309", "number-range: 1e309 is out of range"),
        ("-1e99999", "number-range: -1e99999 is out of range"),
        ("1e-400", "number-range: 1e-400 is out of range"),
        ("9" * 350, f"number-range: {'9' * 39}… is out of range"),
        ("9" * 401, "number-too-long: this number is too long"),
        ("1e00005", "number-too-long: this number is too long"),
        ("0x" + "f" * 401, "number-too-long: this number is too long"),
        ("0x" + "f" * 350, "number-too-long: this number is too long"),
        ("0o" + "7" * 350, f"number-range: {str(int('7' * 350, 8))[:39]}… is out of range"),
    ],
)
def test_number_out_of_range(text, message):
    assert faults(f"a: {text}") == [f"f.yaml:1:4: {message}"]


def test_keys_are_text_as_written():
    assert read("1: a\n0x1F: b\ntrue: c\nnull: d\n.inf: e\n017: f\n").data == dict(
        zip(["1", "0x1F", "true", "null", ".inf", "017"], "abcdef", strict=True)
    )


def test_aliases_repeat_a_value():
    document = read("a: &x [1, {b: 2}]\nc: *x\nd: [*x]\n")
    value = [Numeral("1"), {"b": Numeral("2")}]
    assert document.data == {"a": value, "c": value, "d": [value]}
    assert document.place(("c",)) == Place("f.yaml", 2, 4, 2, "c: *x")
    assert document.place(("c", 1, "b")) == Place("f.yaml", 1, 15, 1, "a: &x [1, {b: 2}]")
    assert document.place(("d", 0)) == Place("f.yaml", 3, 5, 2, "d: [*x]")


def test_a_document_may_have_its_marks():
    assert read("\ufeff%YAML 1.2\n---\n# c\na: 1\n...\n").data == {"a": Numeral("1")}


def test_json_with_tabs_is_yaml():
    assert read('{\n\t"a":\t[1,\t2],\t# c\n\t"b": "c"\n}\n').data == {"a": [Numeral("1"), Numeral("2")], "b": "c"}


# Where values stand

SAMPLE = """\
title: "XOR, by hand"  # a comment
inputs: [x1, x2]
layers:
  - name: hidden  # first
    weights: [[0.15, -0.20],
              [1e-3, .5]]
  -
    name: output
loss: {kind: squared, reduction: sum}
note: |  # kept as it is
  some
  text

long: some words
  that go on
quoted: 'some words
  that go on'
empty:
anchored: &here   0.5
名称: 异或
? spelt
: out
"""


@pytest.mark.parametrize(
    ("loc", "line", "key", "value"),
    [
        ((), 1, 'title: "XOR, by hand"', 'title: "XOR, by hand"'),
        (("title",), 1, "title", '"XOR, by hand"'),
        (("inputs",), 2, "inputs", "[x1, x2]"),
        (("inputs", 1), 2, "x2", "x2"),
        (("layers",), (3, 4), "layers", "- name: hidden"),
        (("layers", 0), 4, "name: hidden", "name: hidden"),
        (("layers", 0, "name"), 4, "name", "hidden"),
        (("layers", 0, "weights"), 5, "weights", "[[0.15, -0.20]"),
        (("layers", 0, "weights", 0), 5, "[0.15, -0.20]", "[0.15, -0.20]"),
        (("layers", 0, "weights", 0, 1), 5, "-0.20", "-0.20"),
        (("layers", 0, "weights", 1, 1), 6, ".5", ".5"),
        (("layers", 1), 8, "name: output", "name: output"),
        (("layers", 1, "name"), 8, "name", "output"),
        (("loss",), 9, "loss", "{kind: squared, reduction: sum}"),
        (("loss", "reduction"), 9, "reduction", "sum"),
        (("note",), 10, "note", "|"),
        (("long",), 14, "long", "some words"),
        (("quoted",), 16, "quoted", "'some words"),
        (("anchored",), 19, "anchored", "0.5"),
        (("名称",), 20, "名称", "异或"),
        (("spelt",), (21, 22), "spelt", "out"),
        (("layers", 0, "no such", 3), 4, "name: hidden", "name: hidden"),
        (("layers", 9), (3, 4), "layers", "- name: hidden"),
        (("loss", 0), 9, "loss", "{kind: squared, reduction: sum}"),
    ],
)
def test_place(loc, line, key, value):
    document = read(SAMPLE)
    lines = line if isinstance(line, tuple) else (line, line)
    for place, number, text in (
        (document.place(loc, key=True), lines[0], key),
        (document.place(loc), lines[1], value),
    ):
        assert (place.file, place.line) == ("f.yaml", number)
        assert place.text == document.lines[number - 1]
        assert place.text[place.column - 1 :][: place.length] == text


def test_every_key_of_the_sample_has_its_place():
    document = read(SAMPLE)
    for key in document.data:
        place = document.place((key,), key=True)
        assert place.text[place.column - 1 :][: place.length] == key


def test_the_place_of_nothing_is_behind_its_colon():
    assert read(SAMPLE).place(("empty",)) == Place("f.yaml", 18, 7, 1, "empty:")


def test_places_count_every_line_end():
    document = read("a: 1\r\nb: 2\rc: 3\n\nd: 4\u2028e: 5")
    assert [document.place((key,)).line for key in "abcde"] == [1, 2, 3, 5, 6]
    assert document.lines == ("a: 1", "b: 2", "c: 3", "", "d: 4", "e: 5")


# Values from elsewhere


def test_with_value():
    document = read("rate: 0.5\nlayers: [{units: 2}, {units: 3}]\n")
    changed = document.with_value(("layers", 1, "units"), "[7, {b: x}]", "--set layers[1].units")
    assert changed.data["layers"] == [{"units": Numeral("2")}, {"units": [Numeral("7"), {"b": "x"}]}]
    assert document.data["layers"][1] == {"units": Numeral("3")}
    for below in ((), (0,), (1, "b"), (1, "no such")):
        assert changed.place(("layers", 1, "units", *below)) == Place("--set layers[1].units")
    assert changed.place(("layers", 1, "units", 1, "b"), key=True) == Place("--set layers[1].units")
    assert changed.place(("layers", 1, "units"), key=True) == document.place(("layers", 1, "units"), key=True)
    assert changed.place(("layers", 1)) == document.place(("layers", 1))
    assert changed.place(("rate",)) == document.place(("rate",))


def test_with_value_makes_missing_keys():
    document = read("a: {}\n").with_value(("a", "b", "c"), "1", "--set a.b.c=1").with_value(("d",), "x：1", "--set d")
    assert document.data == {"a": {"b": {"c": Numeral("1")}}, "d": "x：1"}
    assert document.place(("a", "b"), key=True) == Place("--set a.b.c=1")
    assert document.place(("d",), key=True) == Place("--set d")
    again = document.with_value(("a", "b", "e"), "", "again")
    assert again.data["a"] == {"b": {"c": Numeral("1"), "e": None}}
    assert again.place(("a", "b", "e")) == Place("again")
    assert again.place(("a", "b", "c")) == Place("--set a.b.c=1")


def test_with_value_changes_one_of_two_aliases():
    document = read("a: &x {k: 1}\nb: *x\n").with_value(("b", "k"), "2", "o")
    assert document.data == {"a": {"k": Numeral("1")}, "b": {"k": Numeral("2")}}
    assert document.place(("a", "k")).line == 1


def test_with_value_replaces_everything():
    document = read("a: 1\n").with_value((), "[2]", "o")
    assert document.data == [Numeral("2")]
    assert document.place((0,)) == Place("o")


def test_with_value_reaches_a_key_of_digits():
    assert read('"0": a\n').with_value(parse_loc("0"), "b", "o").data == {"0": "b"}


@pytest.mark.parametrize(
    ("loc", "text", "fault"),
    [
        (("a", 2), "1", "o: no-such-place: a has no item 2: it has 2, numbered from 0"),
        (("a", 2, "b"), "1", "o: no-such-place: a has no item 2: it has 2, numbered from 0"),
        (("a", "x"), "1", "o: no-such-place: a is a list: its items have numbers, and no names"),
        (("a", 0, "x"), "1", "o: no-such-place: a[0] is a single value: nothing stands inside it"),
        (("c", "x"), "1", "o: no-such-place: c is a single value: nothing stands inside it"),
        ((0,), "1", "o: no-such-place: the file is a mapping: it has keys, and no item 0"),
        (("x", 0), "1", "o: no-such-place: x is a mapping: it has keys, and no item 0"),
        (("x.y", 0), "1", 'o: no-such-place: ["x.y"] is a mapping: it has keys, and no item 0'),
        (("c",), "[1", "o: yaml-syntax: this '[' is never closed"),
        (("c",), ".inf", "o: not-finite: infinity is not a number a network can compute with"),
        (("c",) * 33, "1", "o: too-deep: this is nested more than 32 deep"),
        (("c",) * 32, "[1]", "o: too-deep: this is nested more than 32 deep"),
    ],
)
def test_with_value_refuses(loc, text, fault):
    document = read("a: [1, 2]\nc:\n")
    assert faults(text, lambda value: document.with_value(loc, value, "o")) == [fault]


@pytest.mark.parametrize(
    ("text", "loc"),
    [
        ("a", ("a",)),
        ("layers[0].activation", ("layers", 0, "activation")),
        ("layers.0.activation", ("layers", 0, "activation")),
        ("[0][12]", (0, 12)),
        ("0", (0,)),
        ("007.x", ("007", "x")),
        ('names["w[A,P]"]', ("names", "w[A,P]")),
        ("names.'w.1'[0]", ("names", "w.1", 0)),
        ('"a.b".c', ("a.b", "c")),
        ('a["0"]', ("a", "0")),
        ("学习率.最小", ("学习率", "最小")),
        ("learning rate", ("learning rate",)),
    ],
)
def test_parse_loc(text, loc):
    assert parse_loc(text) == loc


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("", ""), (".", "."), (".a", ".a"), ("a.", "."), ("a..b", "..b"), ("a[", "["), ("a[0", "[0"), ("a[x]", "[x]"),
        ("a[-1]", "[-1]"), ("a]", "]"), ("a[0]b", "b"), ('a["b]', '["b]'), ('a"b"', '"b"'), ("a[]", "[]"),
        ("a[1234567890]", "[1234567890]"),
    ],
)  # fmt: skip
def test_parse_loc_refuses(text, rest):
    with pytest.raises(InputError) as caught:
        parse_loc(text)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place) == ("bad-path", None)
    assert fault.message == f"'{text}' is not the way to a value: '{rest}' cannot be read"
    assert fault.help == "write it like layers[0].activation"


# Files


def test_read_file(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    assert read_file(path) == read_file(path)
    assert read_file(path).file == str(path)
    document = read_file(path, name="given.yaml")
    assert (document.file, document.lines, document.data) == ("given.yaml", ("a: 1",), {"a": Numeral("1")})
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty: f holds no data"),
        (b"# only\n\n  # comments\n", "empty: f holds no data"),
        (b"---\n", "empty: f holds no data"),
        ("a: 1".encode("utf-16"), "not-utf8: f is UTF-16 text, and not UTF-8"),
        (b"\xfe\xff\x00a", "not-utf8: f is UTF-16 text, and not UTF-8"),
        ("a: 1".encode("utf-32"), "not-utf8: f is UTF-32 text, and not UTF-8"),
        (b"# " + b"x" * 2**20, "too-large: f is larger than 1 MiB"),
    ],
)
def test_content_that_cannot_be_read(tmp_path, content, fault):
    path = tmp_path / "f"
    path.write_bytes(content)
    assert faults(path, lambda p: read_file(p, name="f")) == [f"f: {fault}"]


def test_text_that_is_too_large():
    assert faults("#" * (2**20 + 1)) == ["f.yaml: too-large: f.yaml is larger than 1 MiB"]


def test_gbk_is_told_with_its_place(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"a: 1\r\n" + "é: ".encode() + "名称".encode("gbk") + b"\nb: 2")
    with pytest.raises(InputError) as caught:
        read_file(path, name="f")
    (fault,) = caught.value.diagnostics
    assert (fault.code, str(fault.place)) == ("not-utf8", "f:2:4")
    assert fault.message == "this is not UTF-8: byte 0xC3, number 11 of the file"
    assert fault.help == "save the file as UTF-8; Chinese text from an older Windows program is often GBK"
    assert fault.place.text.startswith("é: \ufffd")


def test_paths_that_cannot_be_read(tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("a: 1")
    for path, fault in (
        (tmp_path / "none.yaml", "no-such-file: there is no file f"),
        (tmp_path / "file" / "below", "no-such-file: there is no file f"),
        (Path("a\0b"), "no-such-file: f cannot be the name of a file"),
        (tmp_path, "is-a-folder: f is a folder, not a file"),
        (Path("/dev/zero"), "not-a-file: f is a device or a pipe, not a file"),
        (tmp_path / "pipe", "not-a-file: f is a device or a pipe, not a file"),
        (loop, "cannot-read: f cannot be read: Too many levels of symbolic links"),
        (tmp_path / ("x" * 300), "cannot-read: f cannot be read: File name too long"),
    ):
        assert faults(path, lambda p: read_file(p, name="f")) == [f"f: {fault}"]


def test_standard_input_is_not_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        read_file(Path("-"))
    assert caught.value.diagnostics[0].help == "standard input is not read here; give the name of a file"


def test_a_file_without_permission(tmp_path, monkeypatch):
    path = tmp_path / "f"
    path.write_text("a: 1")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root, who runs the tests in a container, may read everything
    assert faults(path, lambda p: read_file(p, name="f")) == [
        "f: no-permission: f may not be read: permission denied",
    ]


# Strangers' files

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[" * 30_000, "f.yaml:1:33: too-deep: this is nested more than 32 deep"),
        ("[\n" * 30_000, "f.yaml:33:1: too-deep: this is nested more than 32 deep"),
        ("{" * 60_000, "f.yaml:1:33: too-deep: this is nested more than 32 deep"),
        ("- " * 30_000, "f.yaml:1:65: too-deep: this is nested more than 32 deep"),
        ("? " * 30_000, "f.yaml:1:65: too-deep: this is nested more than 32 deep"),
        ("".join(" " * n + "a:\n" for n in range(500)), "f.yaml:33:33: too-deep: this is nested more than 32 deep"),
        (LAUGHS, "f.yaml:5:10: too-many-aliases: the aliases repeat more than 10000 values"),
        ("a: &a 1\nb: [" + "*a, " * 40 + "]", "f.yaml:2:133: too-many-aliases: there are more than 32 aliases"),
        (
            "a: &a [[[[[[[[[[[[1]]]]]]]]]]]]\nb: &b [[[[[[[[[[*a]]]]]]]]]]\nc: [[[[[[[[[[*b]]]]]]]]]]\n",
            "f.yaml:3:14: too-deep: this is nested more than 32 deep",
        ),
        ("x" * 10_000 + ": 1", "f.yaml:1:1: yaml-syntax: this key is longer than 1024 characters"),
        ("a: 1\n'" + "x" * 10_000 + "': 1", "f.yaml:2:1: yaml-syntax: this key is longer than 1024 characters"),
        ("- !x y\n" * 10_000, "f.yaml:50:3: too-many-faults: there may be more faults; the reading ends here"),
        ("\x01" * 10_000, "f.yaml:1:50: too-many-faults: there may be more faults; the reading ends here"),
        ("%YAML 1." + "9" * 9000, None),
    ],
    ids=lambda value: None if value is None else value[:12].strip(),
)
def test_bombs(text, fault):
    started = time.process_time()
    found = faults(text)
    assert time.process_time() - started < 1
    assert fault is None or found[-1] == fault


def test_too_many_values():
    assert faults("- 1\n" * 100_000) == ["f.yaml:100000:3: too-many-values: there are more than 100000 values"]


def test_as_deep_as_allowed():
    assert read("[" * 32 + "]" * 32).data


TEXT = st.text(
    st.one_of(
        st.sampled_from(string.printable[:95] + "\n\t"),
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"),
    ),
    max_size=40,
).filter(lambda text: text.strip() == text and "<<" not in text and "：" not in text and "\u3000" not in text)
NUMBER = st.one_of(st.integers(-(10**300), 10**300), st.floats(allow_nan=False, allow_infinity=False))
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBER, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=20,
)


def python(data):
    """Our data as json would give it."""
    if isinstance(data, Numeral):
        return float(data) if set(data.text) & set(".e") else int(data.text)
    if isinstance(data, list):
        return [python(item) for item in data]
    return {key: python(item) for key, item in data.items()} if isinstance(data, dict) else data


def words(data):
    """Every text in `data` that a YAML 1.1 writer may leave without quotes."""
    if isinstance(data, list):
        return [word for item in data for word in words(item)]
    return [word for item in data.values() for word in words(item)] if isinstance(data, dict) else [data]


def is_text(word):
    try:
        return isinstance(scalars.plain(word), str)
    except scalars.ScalarError:
        return False


@once
@given(VALUE, st.sampled_from([None, 0, 2, "\t"]))
def test_json_is_read_as_json(data, indent):
    assert python(read(json.dumps(data, ensure_ascii=False, indent=indent)).data) == data


@once
@given(VALUE)
def test_what_pyyaml_writes_is_read(data):
    # PyYAML leaves 0o17 and 1e3 without quotes: texts in YAML 1.1, and numbers in 1.2.
    assume(all(is_text(word) for word in words(data) if isinstance(word, str) and word))
    assert python(read_text(yaml.safe_dump({"a": data}, allow_unicode=True), "f").data) == {"a": data}


TOKENS = st.lists(
    st.sampled_from([
        *"abx1.-:,[]{}?'\"&*!|>#%@`~=<\\/ \n\t\r：，　", ": ", "- ", "? ", "\n  ", "\n- ", "a: ", "&a ", "*a", "!t ",
        "---\n", "...\n", "%YAML 1.2\n", "<<: ", ".inf", "1e9999", "\\U00110000", "\\ud800", "\\x", "\u2028", "\ufeff",
        "\0", "😀",
    ]),
    max_size=25,
).map("".join)  # fmt: skip


@once
@given(st.one_of(st.text(), TOKENS, TOKENS.map('"{}"'.format), TOKENS.map("a: [{}".format)))
def test_any_text_is_read_or_refused(text):
    try:
        document = read(text)
    except InputError as error:
        for fault in error.diagnostics:
            assert fault.message
            assert fault.place is not None
            assert fault.place.line is None or fault.place.column <= len(fault.place.text) + 1
    else:
        assert document.place(()).line


def test_a_file_of_60_lines_is_read_at_once(loader):
    layer = "  - name: h  # a layer\n    units: 2\n    weights: [[0.15, -0.20], [1e-3, .5]]\n    bias: [0.35]\n"
    text = "title: XOR\ninputs: [x1, x2]\nrate: 0.5\nlayers:\n" + layer * 14
    assert text.count("\n") == 60
    best = min(_timed(text) for _ in range(20))
    assert best < (0.025 if loader is events.PureLoader else 0.005)


def _timed(text):
    started = time.process_time()
    read(text)
    return time.process_time() - started
