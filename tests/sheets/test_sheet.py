"""One test for each kindness of the sheet's reader, with the exact result."""

import pytest

from nncli.errors import InputError
from nncli.sheets.sheet import ANSWER, Answer, Section, read_sheet, read_sheet_file

PROBLEMS = ("relu-update", "softmax-gradient", "log-softmax-gradient", "overflow")


def read(text, problems=PROBLEMS, parts=()):
    return read_sheet(text.encode() if isinstance(text, str) else text, "s.yaml", problems, parts)


def plain(entry):
    """The texts of an entry, as plain data; a list where there are items."""
    if isinstance(entry, Section):
        return {key: plain(inner) for key, inner in entry.items()}
    return entry.text if entry.items is None else [plain(item) for item in entry.items]


def said(sheet):
    return [f"{d.place}: {d.code}" for d in sheet.diagnostics]


def inside(*lines):
    """What a section with these lines holds; the sheet has nothing else to say."""
    sheet = read("relu-update:\n" + "\n".join("  " + line for line in lines))
    assert sheet.diagnostics == ()
    return plain(sheet.sections["relu-update"])


# Keys


@pytest.mark.parametrize(
    "line",
    [
        "h1.net: 0.36",
        "h1.net：0.36",
        "h1.net： 0.36",
        "h1.net :0.36",
        "h1.net:0.36",
        "h1.net = 0.36",
        "h1.net=0.36",
        "h1.net＝０．３６",
        "h1.net := 0.36",
        "h1.net 0.36",
        "h1.net\t0.36",
        "- h1.net: 0.36",
        "* h1.net: 0.36",
        "• h1.net：0.36",
        "1. h1.net: 0.36",
        "（1）h1.net：0.36",
        "1、h1.net：0.36",
        "**h1.net**: 0.36",
        "**h1.net:** 0.36",
        "`h1.net`: 0.36",
        "'h1.net': 0.36",
        '"h1.net":0.36',
        "“h1.net”：0.36",
        "ｈ１．ｎｅｔ：0.36",
        "h1.net:: 0.36",
        "h1.net: 0.36,",
        "h1.net: 0.36;",
        "h1.net：0.36。",
        "h1.net: 0.36 # by hand",
        "h1.net: 0.36 ＃ 手算",
        "h1.net: `0.36`",
        "h1.net: **0.36**",
        "h1.net: $0.36$",
        "h1.net: $$0.36$$",
        r"h1.net: \(0.36\)",
        "h1.net: “0.36”",
        "h1.net: ０．３６",
        "h1.net: 0。36",
        "h1.net: 𝟎.𝟑𝟔",
        "h1.net:\xa00.36",
        "h1.net:\u30000.36",
        "h1.net: 0.3\u200b6",
        "h1.net:\n    0.36",
        "h1.net: |\n    0.36",
    ],
)
def test_one_answer(line):
    assert inside(line) == {"h1.net": "0.36"}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("w[A,P].new", "w[A,P].new"),
        ("w[A, P].new", "w[A,P].new"),
        ("w[A，P].new", "w[A,P].new"),
        ("w【A，P】.new", "w[A,P].new"),
        ("w₃⁺", "w3+"),
        ("w3+", "w3+"),
        ("θ4.new", "θ4.new"),
        ("𝜃4", "θ4"),
        ("did the loss fall?", "did the loss fall?"),
        ("损失下降了吗", "损失下降了吗"),
        ("P.out.after@s2#3", "P.out.after@s2#3"),
    ],
)
def test_keys(written, key):
    assert inside(f"{written}: 0.2723") == {key: "0.2723"}


@pytest.mark.parametrize(
    "line",
    [
        "h1.net：0.36，h1.out：0.4",
        "h1.net: 0.36, h1.out: 0.4",
        "h1.net = 0.36; h1.out = 0.4;",
        "h1.net: 0.36 h1.out: 0.4",
        "h1.net: 0.36\th1.out: 0.4",
        "h1.net：0.36、h1.out：0.4",
        "h1.net=0.36,h1.out=0.4",
    ],
)
def test_several_on_a_line(line):
    assert inside(line) == {"h1.net": "0.36", "h1.out": "0.4"}


def test_several_on_a_line_with_vectors_and_blanks():
    line = "h1.net: 0.6*0.6 = 0.36, w[x1,h1].new: ?, b.new: [0.1, 0.2], o+: 13/50"
    assert inside(line) == {"h1.net": "0.6*0.6 = 0.36", "w[x1,h1].new": "?", "b.new": ["0.1", "0.2"], "o+": "13/50"}


def test_a_sentence_is_not_several():
    line = "discussion: 因为：学习率太大，所以：发散"
    assert inside(line) == {"discussion": "因为:学习率太大,所以:发散"}


# Formulas


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"\frac{e^{x_i}}{\nu}"', r"\frac{e^{x_i}}{\nu}"),
        (r"'\frac{a}{b}'", r"\frac{a}{b}"),
        (r"\frac{e^{x_i}}{\sum_k e^{x_k}}", r"\frac{e^{x_i}}{\sum_k e^{x_k}}"),
        (r"“p_i*（delta_ij − p_j）”", "p_i*(delta_ij - p_j)"),
        (r'"\\frac{a}{b}"', r"\frac{a}{b}"),
        (r'"\theta \beta \rho \nabla \frac12"', r"\theta \beta \rho \nabla \frac12"),
        (r'"a \\ b \frac{1}{2}"', r"a \\ b \frac{1}{2}"),
        (r'"say \"p\""', 'say "p"'),
        ("'f''(net)'", "f'(net)"),
        ("f’(net)*x", "f'(net)*x"),
        ("`p_i*(1 - p_j)`", "p_i*(1 - p_j)"),
        ("$p_i$ and $p_j$", "$p_i$ and $p_j$"),
        ("{e^{x_i}}/{s}", "{e^{x_i}}/{s}"),
        ("{e^{x_i}}", "{e^{x_i}}"),
        ("[p_i - y_i]*x_j", "[p_i - y_i]*x_j"),
        ("(a + b)*(c, d)", "(a + b)*(c, d)"),
        ("%x", "%x"),
        ("@x", "@x"),
        ("* x", "* x"),
        ("- p_i", "- p_i"),
        ("> 0", "> 0"),
        ("w#4 + x", "w#4 + x"),
        ("x: y", "x: y"),
        ("i = j: 1 - p_i", "i = j: 1 - p_i"),
        ("𝑝_𝑖 + ℎ", "p_i + h"),
        ('"p_i" if i = j', '"p_i" if i = j'),
    ],
)
def test_formula(written, text):
    assert inside(f"answer: {written}") == {"answer": text}


@pytest.mark.parametrize(
    "lines",
    [
        ("answer: |", "  i = j: 1 - p_i", "  i != j: -p_j"),
        ("answer: |", "i = j: 1 - p_i", "i != j: -p_j"),
        ("answer:", "  i = j: 1 - p_i", "  i != j: -p_j"),
        ("answer:", "i = j: 1 - p_i", "i != j: -p_j"),
        ("answer: i = j: 1 - p_i", "  i != j: -p_j"),
        ("answer: i = j: 1 - p_i", "i != j: -p_j"),
        ("i = j: 1 - p_i", "i != j: -p_j"),
        ("answer: '", "  i = j: 1 - p_i", "", "  i != j: -p_j'"),
    ],
)
def test_cases(lines):
    assert inside(*lines) == {ANSWER: "i = j: 1 - p_i\ni != j: -p_j"}


def test_cases_in_chinese():
    lines = ("answer:", "  当 i = j 时：1 − p_i", "  否则：−p_j", "stable: x")
    assert inside(*lines) == {"answer": "当 i = j 时:1 - p_i\n否则:-p_j", "stable": "x"}


def test_raw_is_kept_for_free_text():
    sheet = read("overflow:\n  discussion: 因为：下溢（0）。\n  answer: $p_i＋1$，\n")
    discussion, answer = sheet.sections["overflow"].values()
    assert (discussion.raw, discussion.text) == ("因为：下溢（0）。", "因为:下溢(0)")
    assert (answer.raw, answer.text) == ("$p_i＋1$，", "p_i+1")


def test_prose_goes_on_in_the_next_line():
    sheet = read(
        "overflow:\n  discussion: the terms are small, the learning rate as well\nand so the loss falls\n\n  note: x\n"
    )
    text = "the terms are small, the learning rate as well and so the loss falls"
    assert plain(sheet.sections["overflow"]) == {"discussion": text, "note": "x"}


def test_definitions():
    assert inside("let: p = softmax(x), m = max(x, y)", "answer: p_i") == {
        "let": {"p": "softmax(x)", "m": "max(x, y)"},
        "answer": "p_i",
    }
    assert inside("let:", "  p = softmax(x)", "answer: p_i") == {"let": {"p": "softmax(x)"}, "answer": "p_i"}
    assert inside("let: {p：softmax（x），q=1}") == {"let": {"p": "softmax(x)", "q": "1"}}


# Vectors, matrices, mappings

MATRIX = [["0.47", "-0.5"], ["0.705", "0.2"]]


@pytest.mark.parametrize(
    "lines",
    [
        ("W1.new: [[0.47, -0.5], [0.705, 0.2]]",),
        ("W1.new：［［0.47，−0.5］，［0.705，0.2］］",),
        ("W1.new: 【【0.47、-0.5】、【0.705、0.2】】",),
        ("W1.new: [[0.47, -0.5],", "         [0.705, 0.2]]"),
        ("W1.new: [", "  [0.47, -0.5],  # first row", "  [0.705, 0.2],", "]"),
        ("W1.new:", "  [[0.47, -0.5],", "   [0.705, 0.2]]"),
        ("W1.new:", "  - [0.47, -0.5]", "  - [0.705, 0.2]"),
        ("W1.new:", "- [0.47, -0.5]", "- [0.705, 0.2]"),
        ("W1.new:", "  - - 0.47", "    - -0.5", "  - - 0.705", "    - 0.2"),
        ("W1.new: [[0.47 -0.5] [0.705 0.2]]",),
        ("W1.new: [0.47 -0.5; 0.705 0.2]",),
        ("W1.new: 0.47 -0.5; 0.705 0.2",),
        ("W1.new:", "  0.47 -0.5", "  0.705 0.2"),
        ("W1.new: [[0.47, -0.5], [0.705, 0.2]],",),
    ],
)
def test_matrix(lines):
    assert inside(*lines) == {"W1.new": MATRIX}


@pytest.mark.parametrize(
    "written",
    ["[0.1, ?, -3e-2]", "[0.1 ? -3e-2]", "(0.1, ?, -3e-2)", "0.1, ?, -3e-2", "[0.1; ?; -3e-2]", "[0.1，？，−3e-2]"],
)
def test_vector(written):
    sheet = read(f"relu-update:\n  h.out: {written}")
    answer = sheet.sections["relu-update"]["h.out"]
    assert plain(answer) == ["0.1", "?", "-3e-2"]
    assert [item.blank for item in answer.items] == [False, True, False]


def test_a_missing_item_keeps_its_place():
    assert inside("h.out: [0.1, , 0.3,]") == {"h.out": ["0.1", "", "0.3"]}


@pytest.mark.parametrize(
    "lines",
    [
        ("overflows: {float64: 709.78, float32: 88.72}",),
        ("overflows：｛float64：709.78，float32：88.72｝",),
        ("overflows: {float64:709.78,float32:88.72}",),
        ("overflows: {float64 = 709.78; float32 = 88.72}",),
        ("overflows: float64: 709.78, float32: 88.72",),
        ("overflows: float64 = 709.78，float32 = 88.72",),
        ("overflows:", "  float64: 709.78", "  float32: 88.72"),
        ("overflows", "  float64: 709.78", "  float32: 88.72"),
        ("overflows:", "  - float64: 709.78", "  - float32: 88.72"),
        ("overflows: [{float64: 709.78}, {float32: 88.72}]",),
        ("overflows: {", "  float64: 709.78,", "  float32: 88.72", "}"),
    ],
)
def test_mapping(lines):
    assert inside(*lines) == {"overflows": {"float64": "709.78", "float32": "88.72"}}


def test_a_comma_without_a_key_belongs_to_the_text():
    assert inside("let: {p: softmax(x), where x is the net, q: f(a, b)}") == {
        "let": {"p": "softmax(x), where x is the net", "q": "f(a, b)"}
    }


# Blanks


@pytest.mark.parametrize(
    "blank",
    ["", " ", "?", "？", "-", "—", "——", "~", "null", "不会", "不会。", "N/A", "todo", "…", "...", "''", "# later"],
)
def test_blank(blank):
    sheet = read(f"relu-update:\n  h1.net: {blank}\n  h1.out: 0.4\n")
    answers = sheet.sections["relu-update"]
    assert [answer.blank for answer in answers.values()] == [True, False]
    assert sheet.faults == ()


def test_the_answer_0_is_not_blank():
    assert not read("relu-update:\n  h1.net: 0\n").sections["relu-update"]["h1.net"].blank


# Sections

GOOD = {"relu-update": {"h1.net": "0.36"}, "softmax-gradient": {"answer": "p_i"}}


@pytest.mark.parametrize(
    "text",
    [
        "relu-update:\n  h1.net: 0.36\nsoftmax-gradient:\n  answer: p_i\n",
        "relu-update:\nh1.net: 0.36\nsoftmax-gradient:\nanswer: p_i\n",
        "relu-update：\n\th1.net: 0.36\nsoftmax-gradient：\n\tanswer: p_i\n",
        "  relu-update:\n    h1.net: 0.36\n  softmax-gradient:\n    answer: p_i\n",
        "relu-update\n  h1.net: 0.36\nsoftmax-gradient\n  answer: p_i\n",
        "ReLU_Update:\n  h1.net: 0.36\nSoftmax Gradient:\n  answer: p_i\n",
        "## relu-update\nh1.net: 0.36\n\n## softmax-gradient:\nanswer: p_i\n",
        "**relu-update**:\n  h1.net: 0.36\n**softmax-gradient:**\n  answer: p_i\n",
        "【relu-update】\nh1.net: 0.36\n[softmax-gradient]\nanswer: p_i\n",
        "1. relu-update:\n  h1.net: 0.36\n2. softmax-gradient:\n  answer: p_i\n",
        "- relu-update:\n    h1.net: 0.36\n- softmax-gradient:\n    answer: p_i\n",
        "```yaml\nrelu-update:\n  h1.net: 0.36\nsoftmax-gradient:\n  answer: p_i\n```\n",
        "---\nrelu-update:\n  h1.net: 0.36\n---\nsoftmax-gradient:\n  answer: p_i\n...\n",
        "relu-update: {h1.net: 0.36}\nsoftmax-gradient: {answer: p_i}\n",
        "relu-update: h1.net: 0.36\nsoftmax-gradient: p_i\n",
        "relu-update:\n  h1.net: 0.36\nsoftmax-gradient:\n  p_i\n",
        "relu-update:\nh1.net: 0.36\nsoftmax-gradient:\np_i\n",
        '{"relu-update": {"h1.net": 0.36}, "softmax-gradient": {"answer": "p_i"}}',
        '{"answers": {"relu-update": {"h1.net": 0.36}, "softmax-gradient": "p_i"}}',
        "relu-update:\r\n  h1.net: 0.36\r\nsoftmax-gradient:\r\n  answer: p_i\r\n",
        "relu-update:\r  h1.net: 0.36\rsoftmax-gradient:\r  answer: p_i",
        "\ufeffrelu-update:\n  h1.net: 0.36\nsoftmax-gradient:\n  answer: p_i\n",
        "relu-update:\n\u3000h1.net：0.36\nsoftmax-gradient：\n\xa0\xa0answer：p_i\n",
    ],
)
def test_sections(text):
    sheet = read(text)
    assert plain(Section(sheet.sections, None, None, None)) == GOOD
    assert sheet.diagnostics == ()


def test_a_heading_that_is_set_in():
    sheet = read("relu-update:\n  h1.net: 0.36\n  softmax-gradient:\n    answer: p_i\n")
    assert {name: plain(section) for name, section in sheet.sections.items()} == GOOD
    assert said(sheet) == ["s.yaml:3:3: indented-heading"]


def test_a_part_with_the_name_of_a_problem_stays_inside():
    text = "overflow:\n  softmax:\n    stable: x\n"
    assert list(read(text, ("overflow", "softmax")).sections) == ["overflow", "softmax"]
    sheet = read(text, ("overflow", "softmax"), parts=("softmax",))
    assert plain(sheet.sections["overflow"]) == {"softmax": {"stable": "x"}}
    sheet = read(text + "softmax:\n  answer: y\n", ("overflow", "softmax"))
    assert plain(sheet.sections["overflow"]) == {"softmax": {"stable": "x"}}
    assert plain(sheet.sections["softmax"]) == {"answer": "y"}


@pytest.mark.parametrize(
    "name", ["relu-updat", "relu-updatee", "relu-upadte", "relu-ubdate", "elu-update", "rrelu-update", "erlu-update"]
)
def test_a_misspelt_heading(name):
    sheet = read(f"{name}:\n  h1.net: 0.36\n")
    assert plain(sheet.sections["relu-update"]) == {"h1.net": "0.36"}
    assert [d.message for d in sheet.remarks] == [f"'{name}' is read as 'relu-update'"]


@pytest.mark.parametrize(
    "name", ["lu-update", "relu-up", "relu-dateup", "relu-update-ok", "rleu-updaet", "update-relu"]
)
def test_a_heading_that_can_mean_one_problem_alone(name):
    """A near name, a beginning, more behind it, its words in another order."""
    sheet = read(f"{name}:\n  h1.net: 0.36\n")
    assert plain(sheet.sections["relu-update"]) == {"h1.net": "0.36"}
    assert list(sheet.sections) == ["relu-update"]
    assert [(d.code, d.message) for d in sheet.remarks] == [("misspelt", f"'{name}' is read as 'relu-update'")]
    taken = read(f"relu-update:\n  h1.net: 1\n{name}:\n  h1.net: 0.36\n")
    assert plain(taken.sections["relu-update"]) == {"h1.net": "1"}
    assert plain(taken.sections[name]) == {"h1.net": "0.36"}


@pytest.mark.parametrize(
    "name", ["lute-upd", "relay", "re", "rule-of-thumb", "tanh-update", "gradient", "softmax-slope"]
)
def test_a_heading_that_is_too_far_off_or_can_mean_several_is_another(name):
    sheet = read(f"{name}:\n  h1.net: 0.36\n")
    assert {key: plain(section) for key, section in sheet.sections.items()} == {name: {"h1.net": "0.36"}}
    assert sheet.remarks == ()


def test_json_may_write_any_sign_by_its_number():
    r"""A sign beyond U+FFFF takes two: \ud83d\ude00 is U+1F600, and \ud800\udc00 the first of them, U+10000."""
    sheet = read(r'{"student": "\u4e2d \ud83d\ude00 \ud800\udc00", "relu-update": {"h1.net": 0.5}}')
    assert sheet.header["student"].text == "中 \U0001f600 \U00010000"
    assert said(sheet) == []


def test_another_number_is_another_problem():
    assert list(read("exercise-3:\n  a: 1\n", ("exercise-1", "exercise-2")).sections) == ["exercise-3"]


def test_an_answer_that_is_not_set_in():
    sheet = read("relu-update:\n  h1.net: 0.36\nh1.out: 0.4\n h2.net: 0.1\nsoftmax-gradient:\n  answer: p_i\n")
    assert plain(sheet.sections["relu-update"]) == {"h1.net": "0.36", "h1.out": "0.4", "h2.net": "0.1"}
    assert said(sheet) == ["s.yaml:3:1: not-indented"]


def test_inconsistent_indentation():
    lines = ("    h1.net: 0.1", "   h1.out: 0.2", " h2.net: 0.3", "\th2.out: 0.4", "  o.net:", "   o.out: 0.5")
    sheet = read("relu-update:\n" + "\n".join(lines))
    assert plain(sheet.sections["relu-update"]) == {
        "h1.net": "0.1", "h1.out": "0.2", "h2.net": "0.3", "h2.out": "0.4", "o.net": "", "o.out": "0.5",
    }  # fmt: skip
    assert sheet.diagnostics == ()


def test_a_sheet_with_one_problem_needs_no_heading():
    sheet = read("name: Li\nh1.net: 0.36\n", ("relu-update",))
    assert plain(sheet.sections["relu-update"]) == {"h1.net": "0.36"}
    assert {key: answer.text for key, answer in sheet.header.items()} == {"name": "Li"}


def test_a_section_as_one_text():
    section = read("overflow:\n  softmax:\n      a: 1\n      b: 2  # c\n").sections["overflow"]
    assert section["softmax"].whole.raw == "a: 1\nb: 2  # c"
    assert [path for path, _answer in section.answers()] == [("softmax", "a"), ("softmax", "b")]
    assert section["softmax"]["a"].whole is section["softmax"]["a"]


# Who wrote it


def test_header():
    sheet = read(
        "第五章作业\n姓名：张三\n学号: ＰＢ２０\nassignment: ch5\n语言：zh\nmood: fine\nrelu-update:\n  a: 1\n班级：3\n"
    )
    assert {key: answer.text for key, answer in sheet.header.items()} == {
        "name": "张三", "id": "PB20", "assignment": "ch5", "language": "zh", "mood": "fine", "class": "3",
    }  # fmt: skip
    assert said(sheet) == ["s.yaml:1:1: title"]


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode(encoding):
    sheet = read("姓名：张三\nrelu-update:\n  h1.net：0.36\n".encode(encoding))
    assert (sheet.header["name"].text, sheet.diagnostics) == ("张三", ())


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_what_a_chinese_editor_saves(encoding):
    sheet = read("姓名：张三\nrelu-update:\n  h1.net：0.36\n".encode(encoding))
    assert sheet.header["name"].text == "张三"
    assert plain(sheet.sections["relu-update"]) == {"h1.net": "0.36"}
    assert [(d.code, d.help) for d in sheet.remarks] == [("encoding", "save it as UTF-8")]
    assert sheet.faults == ()


def test_one_bad_byte_does_not_make_it_gbk():
    data = "姓名：张三\nrelu-update:\n  h1.net: 0.36\n  h1.out: 0.4".encode().replace(b"0.4", b"0.4\xff")
    sheet = read(data)
    assert sheet.header["name"].text == "张三"
    assert sheet.sections["relu-update"]["h1.net"].text == "0.36"
    assert said(sheet) == ["s.yaml:4:14: character"]


# Faults: one diagnostic each, and the answers before and after are read


@pytest.mark.parametrize(
    ("line", "told", "read_as"),
    [
        ("W.new: [[0.1, 0.2], [0.3, 0.4]", "bracket", [["0.1", "0.2"], ["0.3", "0.4"]]),
        ("W.new: [0.1, 0.2", "bracket", ["0.1", "0.2"]),
        ("W.new: [0.1, 0.2]]", "bracket", ["0.1", "0.2"]),
        ("W.new: {p: 0.1, q: 0.2", "bracket", {"p": "0.1", "q": "0.2"}),
        ('W.new: "0.1', "quote", "0.1"),
        ("W.new: !!python/name:os.system x", "tag", "!!python/name:os.system x"),
        ("W.new: *alias", "tag", "*alias"),
        ("W.new: &anchor 0.1", "tag", "&anchor 0.1"),
        ("W.new: 0.1\x07", "character", "0.1\ufffd"),
    ],
)
def test_fault(line, told, read_as):
    sheet = read(f"relu-update:\n  h1.net: 0.36\n  {line}\n  h1.out: 0.4\n")
    assert plain(sheet.sections["relu-update"]) == {"h1.net": "0.36", "W.new": read_as, "h1.out": "0.4"}
    assert [d.code for d in sheet.diagnostics] == [told]
    assert sheet.diagnostics[0].place.line == 3


def test_lines_without_a_key_are_one_fault():
    sheet = read("relu-update:\n  h1.net: 0.36\n  ;; x\n  ;; y\n  h1.out: 0.4\n")
    assert plain(sheet.sections["relu-update"]) == {"h1.net": "0.36", "h1.out": "0.4"}
    assert [(str(d.place), d.code, d.message, d.help) for d in sheet.faults] == [
        ("s.yaml:3:3", "no-key", "this line has no key, and was not read", "write it like 'key: value'")
    ]


def test_the_same_key_twice():
    sheet = read("relu-update:\n  a: 1\n  b: 2\n  a: 3\n  b: ?\nrelu-update:\n  c: 4\n")
    assert plain(sheet.sections["relu-update"]) == {"a": "3", "b": "2", "c": "4"}
    assert [d.message for d in sheet.remarks] == [
        "'a' is given twice, on line 2 and on line 4; line 4 counts",
        "'b' is given twice, on line 3 and on line 5; line 3 counts",
    ]


JSON = """{
  "student": "张三",
  "relu-update": {
    "h1.net": 0.36,
    "W1.new": [
      [0.47, -0.5],
      [0.705, 0.2]
    ],
    "did the loss fall?": true
  },
  "softmax-gradient": {"let": {"p": "softmax(x)"}, "answer": "p_i"}
}
"""


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("0.36,", "0.36"),
        ("},", "}"),
        ("}\n}\n", "}\n"),
        ("true\n", "true,\n"),
        ('"h1.net"', '"h1.net'),
        ("{\n  ", "{{\n  "),
    ],
)
def test_broken_json_is_read_line_by_line(good, bad):
    whole, broken = read(JSON), read(JSON.replace(good, bad, 1))
    assert whole.diagnostics == ()
    assert plain(whole.sections["relu-update"])["W1.new"] == MATRIX
    assert {k: plain(v) for k, v in broken.sections.items()} == {k: plain(v) for k, v in whole.sections.items()}
    assert "json" in [d.code for d in broken.remarks] or bad == "true,\n"


# Places


def test_places():
    text = "relu-update:\n  h1.net：  “0.36 + x”  # note\n  answer: |\n    i = j: 1\n    else: 2\n"
    net, answer = read(text).sections["relu-update"].values()
    assert (net.key.line, net.key.column, net.key.length) == (2, 3, 6)
    assert (net.place.line, net.place.column, net.place.length) == (2, 13, 8)
    assert (net.at(7).line, net.at(7).column) == (2, 20)
    assert net.place.text == "  h1.net：  “0.36 + x”  # note"
    second = answer.text.index("2")
    assert (answer.at(second).line, answer.at(second).column, answer.at(second, 99).length) == (5, 11, 1)


def test_places_behind_escapes_and_wrappers():
    answer = read('relu-update:\n  a: "\\\\frac{x}{y} z"\n  b: $$ x + y $$\n').sections["relu-update"]
    assert answer["a"].text == "\\frac{x}{y} z"
    assert answer["a"].at(answer["a"].text.index("z")).column == 20
    assert answer["b"].at(answer["b"].text.index("y")).column == 13


# The file


def test_file(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_bytes(b"relu-update:\n  h1.net: 0.36\n")
    sheet = read_sheet_file(path, PROBLEMS, name="Li")
    assert (sheet.file, plain(sheet.sections["relu-update"])) == ("Li", {"h1.net": "0.36"})
    assert sheet.sections["relu-update"]["h1.net"].place.file == "Li"


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="there is no file"):
        read_sheet_file(tmp_path / "none", PROBLEMS)
    (tmp_path / "big").write_bytes(b"a" * (1 << 20) + b"b")
    with pytest.raises(InputError, match="larger than 1 MiB"):
        read_sheet_file(tmp_path / "big", PROBLEMS)
    with pytest.raises(InputError, match="is a folder"):
        read_sheet_file(tmp_path, PROBLEMS)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# nothing\n", b"\xef\xbb\xbf", b"---\n...\n"])
def test_nothing(data):
    sheet = read(data)
    assert (dict(sheet.header), dict(sheet.sections), sheet.diagnostics) == ({}, {}, ())


def test_nothing_of_it_can_be_changed():
    sheet = read("a: 1\nrelu-update:\n  b: 2\n")
    for mapping in (sheet.header, sheet.sections, sheet.sections["relu-update"].entries):
        with pytest.raises(TypeError):
            mapping["x"] = 1
    with pytest.raises(AttributeError):
        sheet.header["a"].text = "2"
    assert isinstance(sheet.header["a"], Answer)
