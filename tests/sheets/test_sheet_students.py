"""Sheets as students write them, Chinese and English, each with all that must be read of it."""

from dataclasses import dataclass

import pytest

from nncli.sheets.sheet import Section, read_sheet

PROBLEMS = ("overflow", "softmax-gradient", "log-softmax-gradient", "relu-update", "lecture-update")


@dataclass(frozen=True)
class Case:
    sheet: str | bytes
    header: dict
    sections: dict
    told: tuple[str, ...] = ()


MODEL = Case(
    """assignment: ch5
student: 张三 PB20000001
relu-update:            # one section per problem
  h1.net: 0.36
  w[x1,h1].new: 0.47
  W1.new: [[0.47, -0.5], [0.705, 0.2]]
  w3+: 0.0991           # names of the source, with +
  did the loss fall?: yes
softmax-gradient:
  let: {p: softmax(x)}
  answer: p_i*(delta_ij - p_j)
log-softmax-gradient:
  answer: |
    i = j: 1 - p_i
    i != j: -p_j
overflow:
  softmax:
    overflows: {float64: 709.78, float32: 88.72}
    stable: exp(x_i - m)/sum_j exp(x_j - m)
  discussion: >
    The terms grow
    without bound.
""",
    {"assignment": "ch5", "student": "张三 PB20000001"},
    {
        "relu-update": {
            "h1.net": "0.36",
            "w[x1,h1].new": "0.47",
            "W1.new": [["0.47", "-0.5"], ["0.705", "0.2"]],
            "w3+": "0.0991",
            "did the loss fall?": "yes",
        },
        "softmax-gradient": {"let": {"p": "softmax(x)"}, "answer": "p_i*(delta_ij - p_j)"},
        "log-softmax-gradient": {"answer": "i = j: 1 - p_i\ni != j: -p_j"},
        "overflow": {
            "softmax": {
                "overflows": {"float64": "709.78", "float32": "88.72"},
                "stable": "exp(x_i - m)/sum_j exp(x_j - m)",
            },
            "discussion": "The terms grow without bound.",
        },
    },
)

FULL_WIDTH = Case(
    """第五章作业
姓名：李四
学号：ＰＢ２００００００２
relu-update：
　　h1.net：０．３６，h1.out：０．３６
　　w[x1，h1].new：０．４７
　　w₃⁺：≈0.0991
　　W1.new：［［0.47，−0.5］，［0.705，0.2］］
　　损失下降了吗：是的，降低了
softmax-gradient：
　　let：｛p：softmax（x）｝
　　answer：“p_i*（delta_ij − p_j）”
""",
    {"name": "李四", "id": "PB20000002"},
    {
        "relu-update": {
            "h1.net": "0.36",
            "h1.out": "0.36",
            "w[x1,h1].new": "0.47",
            "w3+": "≈0.0991",
            "W1.new": [["0.47", "-0.5"], ["0.705", "0.2"]],
            "损失下降了吗": "是的,降低了",
        },
        "softmax-gradient": {"let": {"p": "softmax(x)"}, "answer": "p_i*(delta_ij - p_j)"},
    },
    ("title",),
)

MARKDOWN = Case(
    r"""# Homework 5.1

**student**: Ann Miller

## relu-update

- **h1.net**: `0.36`
- **h1.out:** 0.36
* w[x1,h1].new: **0.47**
- did the loss fall?: *yes*

## softmax-gradient

```yaml
let: {p: softmax(x)}
answer: $\frac{\partial s_i}{\partial x_j} = p_i(\delta_{ij} - p_j)$
```

## log-softmax-gradient

answer: $$
\delta_{ij} - p_j
$$
""",
    {"student": "Ann Miller"},
    {
        "relu-update": {"h1.net": "0.36", "h1.out": "0.36", "w[x1,h1].new": "0.47", "did the loss fall?": "*yes*"},
        "softmax-gradient": {
            "let": {"p": "softmax(x)"},
            "answer": r"\frac{\partial s_i}{\partial x_j} = p_i(\delta_{ij} - p_j)",
        },
        "log-softmax-gradient": {"answer": r"\delta_{ij} - p_j"},
    },
)

EQUALS = Case(
    """Assignment: ch5
Name: Bob
relu-update:
h1.net = 0.6*0.6 = 0.36
h1.out=0.36
w[x1,h1].new := 0.47
h2.net 0.1
h2.out	0.1
h3.net: 0.2  h3.out: 0.2
o.net: ?
did the loss fall? : yes
softmax-gradient
p_i(1 - p_j)
""",
    {"assignment": "ch5", "name": "Bob"},
    {
        "relu-update": {
            "h1.net": "0.6*0.6 = 0.36",
            "h1.out": "0.36",
            "w[x1,h1].new": "0.47",
            "h2.net": "0.1",
            "h2.out": "0.1",
            "h3.net": "0.2",
            "h3.out": "0.2",
            "o.net": "?",
            "did the loss fall?": "yes",
        },
        "softmax-gradient": {"answer": "p_i(1 - p_j)"},
    },
)

JSON = Case(
    r"""{
    "assignment": "ch5", "student": {"name": "王五", "id": "PB3"},
    "relu-update": {"h1.net": 0.36, "W1.new": [[0.47, -0.5], [0.705, 0.2]], "loss fell": true},
    "softmax-gradient": {"answer": "\\frac{e^{x_i}}{\\sum_k e^{x_k}}"},
    "log-softmax-gradient": {"answer": "i = j: 1 - p_i\nelse: -p_j \u2260 0"}
}""",
    {"assignment": "ch5", "student": '{"name": "王五", "id": "PB3"}'},
    {
        "relu-update": {"h1.net": "0.36", "W1.new": [["0.47", "-0.5"], ["0.705", "0.2"]], "loss fell": "true"},
        "softmax-gradient": {"answer": r"\frac{e^{x_i}}{\sum_k e^{x_k}}"},
        "log-softmax-gradient": {"answer": "i = j: 1 - p_i\nelse: -p_j ≠ 0"},
    },
)

BROKEN_JSON = Case(
    r"""{
    "student": "赵六",
    "relu-update": {
        "h1.net": 0.36
        "h1.out": 0.36,
        "W1.new": [
            [0.47, -0.5],
            [0.705, 0.2],
        ],
        "loss fell: "yes",
    },
    "softmax-gradient": {
        "answer": "\frac{a}{b}",
    }
""",
    {"student": "赵六"},
    {
        "relu-update": {
            "h1.net": "0.36",
            "h1.out": "0.36",
            "W1.new": [["0.47", "-0.5"], ["0.705", "0.2"]],
            "loss fell": "yes",
        },
        "softmax-gradient": {"answer": r"\frac{a}{b}"},
    },
    ("json",),
)

UNQUOTED = Case(
    r"""student: 孙七
softmax-gradient:
  let:
    p = softmax(x)
  answer: {e^{x_i}}/{\sum_k e^{x_k}} * (\delta_{ij} - p_j)
log-softmax-gradient:
  answer:
    当 i = j 时：1 - p_i
    否则：-p_j
overflow:
  softmax:
    overflows: float64：709.78，float32：88.72
    stable: `exp(x_i - m)/sum_j exp(x_j - m)`，其中 m = max_j x_j
  logsumexp:
    stable: "m + \log \sum_j \exp(x_j - m)"
  discussion: 指数函数增长太快：x > 709 时 float64 上溢，
    得到 inf；两个 inf 相除是 nan。
    解决办法：先减去最大值。
""",
    {"student": "孙七"},
    {
        "softmax-gradient": {
            "let": {"p": "softmax(x)"},
            "answer": r"{e^{x_i}}/{\sum_k e^{x_k}} * (\delta_{ij} - p_j)",
        },
        "log-softmax-gradient": {"answer": "当 i = j 时:1 - p_i\n否则:-p_j"},
        "overflow": {
            "softmax": {
                "overflows": {"float64": "709.78", "float32": "88.72"},
                "stable": "`exp(x_i - m)/sum_j exp(x_j - m)`,其中 m = max_j x_j",
            },
            "logsumexp": {"stable": r"m + \log \sum_j \exp(x_j - m)"},
            "discussion": "指数函数增长太快:x > 709 时 float64 上溢,\n得到 inf;两个 inf 相除是 nan。\n"
            "解决办法:先减去最大值",
        },
    },
)

UNTIDY = Case(
    """student: Carl
  relu-update:
      h1.net: 0.36
     h1.out: 0.36
\t  h2.net: 0.1
    h2.out:
     o.net: 0.5
    softmax-gradient:
     answer: p_i
overflow:
 discussion: |
     first

       second
   third
 softmax:
    overflows:
        float64: 709.78
        float32: 88.72
    stable: x
""",
    {"student": "Carl"},
    {
        "relu-update": {"h1.net": "0.36", "h1.out": "0.36", "h2.net": "0.1", "h2.out": "", "o.net": "0.5"},
        "softmax-gradient": {"answer": "p_i"},
        "overflow": {
            "discussion": "first\n\n  second\nthird",
            "softmax": {"overflows": {"float64": "709.78", "float32": "88.72"}, "stable": "x"},
        },
    },
    ("indented-heading", "indented-heading"),
)

WORD = Case(
    "Student:\xa0Dora\r\n"
    "relu–update:\r\n"
    "•\xa0h1.net:\xa00.36\r\n"
    "•\xa0h1.out = −0.36\r\n"
    "1.\xa0w[x1,h1].new: “0.47”\r\n"
    "2.\xa0𝛿1: –4.06×10⁻²\r\n"
    "softmax–gradient:\r\n"
    "answer: ‘𝑝_𝑖(1 − 𝑝_𝑗)’\r\n",
    {"student": "Dora"},
    {
        "relu-update": {"h1.net": "0.36", "h1.out": "-0.36", "w[x1,h1].new": "0.47", "δ1": "-4.06×10⁻²"},
        "softmax-gradient": {"answer": "p_i(1 - p_j)"},
    },
)

TWICE = Case(
    """student: Eve
relu-update:
  h1.net: 0.35
  h1.out: 0.36
  # no, this is right:
  h1.net: 0.36
  h1.out:
relu-update:
  o.net: 0.5
lecture-updat:
  w3+: 0.87
""",
    {"student": "Eve"},
    {"relu-update": {"h1.net": "0.36", "h1.out": "0.36", "o.net": "0.5"}, "lecture-update": {"w3+": "0.87"}},
    ("duplicate-key", "duplicate-key", "misspelt"),
)

GBK = Case(
    "学生：周八\nrelu-update：\n  h1.net：0.36\n  损失下降了吗：没有下降\n".encode("gbk"),
    {"student": "周八"},
    {"relu-update": {"h1.net": "0.36", "损失下降了吗": "没有下降"}},
    ("encoding",),
)

FORGOTTEN = Case(
    """student: Fay
relu-update:
  h1.net: 0.36
  W1.new: [[0.47, -0.5], [0.705, 0.2]
  note: "see my notebook
  (the one from last week)
  h1.out: 0.36
  ***
  o.net: 0.5
softmax-gradient:
  answer: 'p_i*(delta_ij - p_j)
log-softmax-gradient:
  answer: p_i]
""",
    {"student": "Fay"},
    {
        "relu-update": {
            "h1.net": "0.36",
            "W1.new": [["0.47", "-0.5"], ["0.705", "0.2"]],
            "note": "see my notebook",
            "h1.out": "0.36",
            "o.net": "0.5",
        },
        "softmax-gradient": {"answer": "p_i*(delta_ij - p_j)"},
        "log-softmax-gradient": {"answer": "p_i]"},
    },
    ("bracket", "quote", "no-key", "no-key", "quote"),
)

BLANK = Case(
    """# Homework 5.1
assignment: ch5
student:

# One BP update
relu-update:
  # at least 3 significant digits
  h1.net:
  h1.out:
   h2.net: 0.36
  h2.out:
  loss fell:    # yes or no

softmax-gradient:
  let:
  answer:

overflow:
  softmax:
    overflows: {float64: , float32: }
    let:
    stable:
  discussion:
""",
    {"assignment": "ch5", "student": ""},
    {
        "relu-update": {"h1.net": "", "h1.out": "", "h2.net": "0.36", "h2.out": "", "loss fell": ""},
        "softmax-gradient": {"let": "", "answer": ""},
        "overflow": {
            "softmax": {"overflows": {"float64": "", "float32": ""}, "let": "", "stable": ""},
            "discussion": "",
        },
    },
)

CASES = {name: case for name, case in globals().items() if isinstance(case, Case)}


def plain(entry):
    if isinstance(entry, Section):
        return {key: plain(inner) for key, inner in entry.items()}
    return entry.text if entry.items is None else [plain(item) for item in entry.items]


@pytest.mark.parametrize("name", CASES)
def test_sheet(name):
    case = CASES[name]
    data = case.sheet.encode() if isinstance(case.sheet, str) else case.sheet
    sheet = read_sheet(data, "s.yaml", PROBLEMS)
    assert {key: answer.text for key, answer in sheet.header.items()} == case.header
    assert {key: plain(section) for key, section in sheet.sections.items()} == case.sections
    assert tuple(d.code for d in sheet.diagnostics) == case.told


DISPLAYS = {
    "behind the key": ["answer: $$", "p_i(1 - p_j)", "$$"],
    "below the key": ["answer:", "$$", "p_i(1 - p_j)", "$$"],
    "set in": ["answer:", "  $$", "  p_i(1 - p_j)", "  $$"],
    "in TeX's brackets": [r"answer: \[", "p_i(1 - p_j)", r"\]"],
    "without a key": ["$$", "p_i(1 - p_j)", "$$"],
}


@pytest.mark.parametrize("margin", ["", "  "])
@pytest.mark.parametrize("name", DISPLAYS)
def test_a_displayed_formula(name, margin):
    lines = ["softmax-gradient:", *(margin + line for line in DISPLAYS[name]), "overflow:", "  discussion: none"]
    sheet = read_sheet("\n".join(lines).encode(), "s.yaml", PROBLEMS)
    assert plain(sheet.sections["softmax-gradient"]) == {"answer": "p_i(1 - p_j)"}
    assert plain(sheet.sections["overflow"]) == {"discussion": "none"}
