"""CSV files as students have them."""

import csv
import io
import math
from pathlib import Path

import numpy as np
import pytest
from choices import data, told
from hypothesis import given
from hypothesis import strategies as st

from nncli.data import csv_table
from nncli.data.csv_file import read_csv
from nncli.data.csv_kinds import INDEX_HEADINGS
from nncli.data.csv_numbers import is_missing, read_number
from nncli.data.csv_target import LABEL_NAMES
from nncli.data.csv_text import csv_text
from nncli.data.dataset import DataSet, Rows
from nncli.errors import InputError

GOOD = "a,b,class\n1,2,yes\n3,4.5,no\n-1e-3,+2.,yes\n"


def read(tmp_path: Path, content: str | bytes, label: str | None = None) -> DataSet:
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_csv(path, "t.csv", label)


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        GOOD.rstrip("\n"),
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.replace("\n", "\n\n"),
        "\n" + GOOD + "  \n",
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace(",", " , "),
        GOOD.replace(",", ";").replace(".", ","),
        '"a","b","class"\n"1","2","yes"\n3,"4.5",no\n"-1e-3",2,"yes"\n',
    ],
    ids=[
        "plain", "no newline at the end", "byte order mark", "CRLF", "CR", "blank lines", "blank at both ends",
        "semicolons", "tabs", "spaces", "decimal commas", "quoted",
    ],
)  # fmt: skip
def test_one_table_in_many_writings(tmp_path: Path, content: str) -> None:
    table = read(tmp_path, content)
    assert table.inputs == ("a", "b")
    assert table.label == "class"
    assert table.classes == ("no", "yes")
    assert table.train.x.tolist() == [[1, 2], [3, 4.5], [-0.001, 2]]
    assert table.train.labels is not None
    assert table.train.labels.tolist() == [1, 0, 1]


def test_another_column_is_learned(tmp_path: Path) -> None:
    table = read(tmp_path, "kind,x,y\nb,1,2\na,3,4\n", label="kind")
    assert table.inputs == ("x", "y")
    assert table.classes == ("a", "b")
    assert table.train.x.tolist() == [[1, 2], [3, 4]]


def test_a_cell_may_hold_a_delimiter_and_a_heading_too(tmp_path: Path) -> None:
    table = read(tmp_path, '"x, in m; y",class\n1,"yes, ""very"""\n2,no\n')
    assert table.inputs == ("x, in m; y",)
    assert table.classes == ("no", 'yes, "very"')


def test_chinese_headings_and_classes(tmp_path: Path) -> None:
    table = read(tmp_path, "密度,含糖率,好瓜\n0.697,0.460,是\n0.666,0.091,否\n")
    assert table.inputs == ("密度", "含糖率")
    assert table.classes == ("否", "是")


@pytest.mark.parametrize(
    ("labels", "classes", "learned"),
    [
        ("10 9 -1", ("-1", "9", "10"), [2, 1, 0]),
        ("1 1.0 2", ("1", "2"), [0, 0, 1]),
        ("0.1 0.9 0.1", ("0.1", "0.9"), [0, 1, 0]),
        ("10 9 x", ("10", "9", "x"), [0, 1, 2]),
        ("1.5 2 3 1.5", (), [1.5, 2, 3, 1.5]),
        ("1,5 2 3 1,5", (), [1.5, 2, 3, 1.5]),
    ],
)
def test_classes_or_numbers(tmp_path: Path, labels: str, classes: tuple[str, ...], learned: list[float]) -> None:
    table = read(tmp_path, "a;y\n" + "".join(f"0;{label}\n" for label in labels.split()))
    assert table.classes == classes
    rows = table.train
    if classes:
        assert rows.labels is not None
        assert rows.labels.tolist() == learned
    else:
        assert rows.values is not None
        assert rows.values.tolist() == [[value] for value in learned]


FAULTS = {
    "an empty file": ("", "t.csv: empty: t.csv is empty"),
    "nothing but blank lines": ("\n  \n\n", "t.csv: empty: t.csv is empty"),
    "headings alone": ("a,class\n", "t.csv: empty: t.csv has no rows under its headings"),
    "two columns of one name": ("a,b, a\n1,2,x\n", "t.csv:1: same-name: two columns are called 'a'"),
    "one column": (
        "class\nyes\n",
        "t.csv:1: too-few: there is one column, and two are needed: an input and what is learned\n"
        "    between cells stand commas, semicolons, tabs or blanks",
    ),
    "text in an input": (
        "a,class\n1,x\nred,y\n",
        "t.csv:3: not-a-number: column 'a': 'red' is not a number\n"
        "    a column of which most cells are words becomes inputs of 0 and 1; this one has more numbers",
    ),
    "long text in an input": (
        f"a,class\n1,x\n{'w' * 50},y\n",
        f"t.csv:3: not-a-number: column 'a': '{'w' * 40}…' is not a number\n"
        "    a column of which most cells are words becomes inputs of 0 and 1; this one has more numbers",
    ),
    "a missing cell in every row": (
        "a,b,class\n,1,x\n2,?,y\n3,4, \n",
        "t.csv: missing-cell: 3 of 3 rows have a missing cell and are left out: a 1, b 1, class 1\n"
        "    'missing: mean' fills them; 'inputs' can name the columns that are whole",
    ),
    "not numbers, each column told once": (
        "a,b,class\n1,1,x\n2,-inf,y\n1e999,1_000,y\n3,2,x\n4,NaN,y\n5,3,x\n",
        "t.csv:4: not-a-number: column 'a': '1e999' is not a number\n"
        "t.csv:3: not-a-number: column 'b': '-inf' is not a number, and neither is 1 cell more\n"
        "    fill it in, or leave the row out",
    ),
    "a decimal comma between commas": (
        'a,class\n"0,5",x\n1,y\n',
        "t.csv:2: not-a-number: column 'a': '0,5' is not a number\n"
        "    write a decimal point; a decimal comma is read where semicolons, tabs or blanks stand between the cells",
    ),
    "ragged rows": (
        "a,b,class\n1,2,x\n1,2\n\n1,2,3,x\n",
        "t.csv:3: ragged: this row has 2 cells, and there are 3 headings\n"
        "t.csv:5: ragged: this row has 4 cells, and there are 3 headings",
    ),
    "a quotation mark that does not end": (
        'a,class\n1,x\n2,"y\n3,x\n',
        "t.csv:3: not-csv: from here on this is not CSV: unexpected end of data\n"
        '    a cell with a quotation mark in it is written "like ""this"""',
    ),
    "one class": (
        "a,class\n1,x\n2,x\n",
        "t.csv: one-class: every row of t.csv is of the class 'x'\n    two classes or more are needed to tell apart",
    ),
    "a word among numbers to be predicted": (
        "a,y\n0,1.5\n0,2.5\n0,3.5\n0,low\n0,4\n",
        "t.csv:5: not-a-number: column 'y': 'low' is not a number, as the other labels are",
    ),
    "text in no encoding": (
        b"a,class\n1,x\xff\xff\x81\n",
        "t.csv:2:4: not-utf8: this is not UTF-8: byte 0xFF, number 12 of the file\n"
        "    save the file as UTF-8; Chinese text from an older Windows program is often GBK",
    ),
    "a workbook": (
        b"PK\x03\x04\x14\x00\x06\x00",
        "t.csv: not-text: t.csv is not a text file\n    save the table as CSV",
    ),
    "something binary": (b"\x89PNG\r\n\x1a\n\0\0\0\r", "t.csv: not-text: t.csv is not a text file"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), FAULTS.values(), ids=FAULTS)
def test_faults(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, content)
    assert told(error.value) == message


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, GOOD, label="clas")
    assert told(error.value) == "t.csv:1: no-such-column: t.csv has no column 'clas'\n    did you mean 'class'?"
    with pytest.raises(InputError) as error:
        read(tmp_path, GOOD, label="zzz")
    assert told(error.value) == "t.csv:1: no-such-column: t.csv has no column 'zzz'\n    it has a, b, class"


def test_the_first_twenty_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, "a,class\n" + "1,2,3,x\n" * 50)
    assert len(error.value.diagnostics) == 21
    assert told(error.value).endswith("t.csv: too-many-faults: there may be more faults; the checking ends here")


def test_a_row_over_several_lines_is_named_by_its_first(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, 'class,a\n"two\nlines",1\n"and\ntwo",red\n', label="class")
    assert [str(d.place) for d in error.value.diagnostics] == ["t.csv:4"]


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "MAX_BYTES", 1 << 20)
    with pytest.raises(InputError) as error:
        read(tmp_path, "a,class\n" + "1,x\n" * (1 << 18))
    assert told(error.value) == "t.csv: too-large: t.csv is larger than 1 MiB"


@pytest.mark.parametrize("name", ["xor", "watermelon-3", "watermelon-3a", "circle", "plane", "multi-gauss", "digits"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    ours = data(name)
    again = read(tmp_path, csv_text(ours))
    assert again.inputs == ours.inputs
    assert again.classes == ours.classes
    np.testing.assert_array_equal(again.train.x, ours.train.x)
    for theirs, known in ((again.train.labels, ours.train.labels), (again.train.values, ours.train.values)):
        assert (theirs is None) == (known is None)
        assert known is None or np.array_equal(theirs, known)


NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8).filter(
    lambda name: (
        name.strip() == name
        and read_number(name, decimal_comma=True) is None
        and not is_missing(name)
        and name.casefold() not in {*LABEL_NAMES, *INDEX_HEADINGS}
    )
)


@given(st.data())
def test_any_table_is_read_back(tmp_path_factory: pytest.TempPathFactory, draw: st.DataObject) -> None:
    headings = draw.draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    classes = draw.draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    rows = draw.draw(st.integers(len(classes), 8))
    x = np.array(draw.draw(st.lists(NUMBERS, min_size=rows * (len(headings) - 1), max_size=rows * (len(headings) - 1))))
    labels = np.arange(rows) % len(classes)
    ours = DataSet(
        "t", "", "", None, tuple(headings[:-1]), tuple(sorted(classes)),
        Rows(x.reshape(rows, -1), labels), label=headings[-1],
    )  # fmt: skip
    again = read(tmp_path_factory.mktemp("t"), csv_text(ours))
    assert (again.inputs, again.classes, again.label) == (ours.inputs, ours.classes, ours.label)
    np.testing.assert_array_equal(again.train.x, ours.train.x)
    assert again.train.labels is not None
    assert again.train.labels.tolist() == labels.tolist()


@given(st.binary(max_size=200) | st.text(alphabet='a1,;\t"\n\r.é-', max_size=60).map(str.encode))
def test_any_bytes_are_a_table_or_a_fault_that_is_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    try:
        table = read(tmp_path_factory.mktemp("t"), content)
    except InputError as error:
        assert error.diagnostics
    else:
        assert all(math.isfinite(number) for number in table.train.x.flat)
        assert len(table.train) <= len(list(csv.reader(io.StringIO(content.decode("utf-8-sig")))))
