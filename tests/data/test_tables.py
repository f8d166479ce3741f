"""Tables as they lie about: what is guessed of them is right, and it is told."""

from pathlib import Path

import numpy as np
import pytest
from choices import told

from nncli.data.csv_file import read_csv, read_inputs
from nncli.data.dataset import DataSet
from nncli.errors import InputError


def read(tmp_path: Path, content: str | bytes, label: str | None = None, **more) -> DataSet:
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_csv(path, "t.csv", label, **more)


def labels(table: DataSet) -> list[str]:
    assert table.train.labels is not None
    return [table.classes[label] for label in table.train.labels]


PLAIN = "a,b,class\n1,2.5,x\n3,4,y\n5,6,x\n"
CALLED = "the columns are called x1, x2, class, and class is learned"
NO_HEADINGS = "the first line is a row like the others, and no headings"
SAME = {  # the table PLAIN in other clothes: its text, what its inputs are called, what is told
    "blanks": ("a b class\n1 2.5 x\n3 4 y\n5 6 x\n", ("a", "b"), ()),
    "several blanks, and at the ends": (" a    b  class\n 1  2.5   x \n 3    4   y\n5 6 x\n", ("a", "b"), ()),
    "blanks and tabs": ("a b\tclass\n1  2.5\tx\n3  4\ty\n5 6\tx\n", ("a", "b"), ()),
    "blanks and decimal commas": ("a b class\n1 2,5 x\n3 4 y\n5 6 x\n", ("a", "b"), ()),
    "no headings": (PLAIN.split("\n", 1)[1], ("x1", "x2"), (NO_HEADINGS, CALLED)),
    "no headings, blanks and decimal commas": ("1 2,5 x\n3 4,0 y\n5 6,0 x\n", ("x1", "x2"), (NO_HEADINGS, CALLED)),
    "an index without a heading": (
        ",a,b,class\n0,1,2.5,x\n1,3,4,y\n2,5,6,x\n",
        ("a", "b"),
        ("column '1' counts or names the rows, and is left out",),
    ),
    "an index with holes, as rows that were filtered leave it": (
        ",a,b,class\n3,1,2.5,x\n7,3,4,y\n8,5,6,x\n",
        ("a", "b"),
        ("column '1' counts or names the rows, and is left out",),
    ),
    "an index that has a heading": (
        "Id,a,b,class\n1,1,2.5,x\n2,3,4,y\n3,5,6,x\n",
        ("a", "b"),
        ("column 'Id' counts or names the rows, and is left out",),
    ),
    "rows with names, as R writes them": (
        'a b class\n"r1" 1 2.5 x\n"r2" 3 4 y\n"r3" 5 6 x\n',
        ("a", "b"),
        ("column '1' counts or names the rows, and is left out",),
    ),
    "an empty column": (
        "a,b,class,\n1,2.5,x,\n3,4,y,\n5,6,x,\n",
        ("a", "b"),
        ("column '4' is empty, and is left out",),
    ),
    "a comma at the end of each row": (
        "a,b,class\n1,2.5,x,\n3,4,y,\n5,6,x,\n",
        ("a", "b"),
        ("column '4' is empty, and is left out",),
    ),
    "dates": (
        "day,a,b,class\n2024-01-02,1,2.5,x\n2024-01-05,3,4,y\n2024-01-05,5,6,x\n",
        ("a", "b"),
        ("column 'day' holds dates, and is left out",),
    ),
    "dates and times in German": (
        "day;a;b;class\n2.1.2024 10:30;1;2,5;x\n5.1.2024 11:00;3;4;y\n5.1.2024 11:00;5;6;x\n",
        ("a", "b"),
        ("column 'day' holds dates, and is left out",),
    ),
    "the label first": (
        "species,a,b\nx,1,2.5\ny,3,4\nx,5,6\n",
        ("a", "b"),
        ("column 'species' is what is learned; 'label' names another",),
    ),
    "the label in the middle, by its name": (
        "a,Target,b\n1,x,2.5\n3,y,4\n5,x,6\n",
        ("a", "b"),
        ("column 'Target' is what is learned; 'label' names another",),
    ),
    "scikit-learn's first line": (
        "3,2,x,y\n1,2.5,0\n3,4,1\n5,6,0\n",
        ("x1", "x2"),
        ("the first line says 3 rows, 2 inputs and the classes x, y", CALLED),
    ),
    "headings with blanks and units": (
        "sepal length (cm),长 度,class\n1,2.5,x\n3,4,y\n5,6,x\n",
        ("sepal length (cm)", "长 度"),
        (),
    ),
    "UTF-16": (PLAIN.encode("utf-16"), ("a", "b"), ("t.csv is read as UTF-16",)),
    "GBK": ("长,宽,class\n1,2.5,x\n3,4,y\n5,6,x\n".encode("gbk"), ("长", "宽"), ("t.csv is read as GBK",)),
    "Windows-1252": (
        "Länge;Höhe;class\n1;2,5;x\n3;4;y\n5;6;x\n".encode("cp1252"),
        ("Länge", "Höhe"),
        ("t.csv is read as Windows-1252",),
    ),
    "a gap": (
        "a,b,class\n1,2.5,x\n?,7,y\n3,4,y\n5,6,x\n,NA,x\n",
        ("a", "b"),
        ("2 of 5 rows have a missing cell and are left out: a 2, b 1",),
    ),
    "a label that is missing": (
        PLAIN + "7,8,\n",
        ("a", "b"),
        ("1 of 4 rows have a missing cell and are left out: class 1",),
    ),
    "a column without a heading": (
        "a,,class\n1,2.5,x\n3,4,y\n5,6,x\n",
        ("a", "column2"),
        ("column 2 has no heading, and is called column2",),
    ),
}


@pytest.mark.parametrize(("content", "inputs", "notes"), SAME.values(), ids=SAME)
def test_one_table_in_the_clothes_it_comes_in(tmp_path, content, inputs, notes):
    table = read(tmp_path, content)
    assert table.inputs == inputs
    assert table.train.x.tolist() == [[1, 2.5], [3, 4], [5, 6]]
    assert labels(table) == ["x", "y", "x"]
    assert table.notes == notes


def test_a_plain_table_says_nothing(tmp_path):
    assert read(tmp_path, PLAIN).notes == ()


@pytest.mark.parametrize(
    ("content", "inputs"),
    [
        ("Id,a,class\n1,1,x\n2,3,y\n4,5,x\n", ("Id", "a")),  # it does not count the rows
        ("a,b,class\n1,1,x\n2,3,y\n3,5,x\n", ("a", "b")),  # it is not called so
        (",b,class\n1.5,1,x\n2.5,3,y\n3.5,5,x\n", ("column1", "b")),
        ("year,size,class\n2019,1,x\n2020,2,y\n", ("year", "size")),
        ("y2019,2020,class\n1,1,x\n2,2,y\n", ("y2019", "2020")),
    ],
)
def test_a_column_that_only_looks_like_an_index_or_a_row_stays(tmp_path, content, inputs):
    assert read(tmp_path, content).inputs == inputs


def test_no_headings_and_the_class_first_as_in_a_collection_of_wines(tmp_path):
    rows = "".join(f"{1 + n % 3},{n * 0.37:.2f},{n * n * 1.1:.1f}\n" for n in range(12))
    table = read(tmp_path, rows)
    assert (table.inputs, table.label, table.classes) == (("x1", "x2"), "class", ("1", "2", "3"))
    assert table.train.x[1].tolist() == [0.37, 1.1]
    assert table.notes[-1] == "the columns are called class, x1, x2, and class is learned"


def test_words_become_inputs_of_0_and_1(tmp_path):
    table = read(tmp_path, "colour,size,class\nred,1,x\ngreen,2,y\nred,3,y\n")
    assert table.inputs == ("colour=green", "colour=red", "size")
    assert table.train.x.tolist() == [[0, 1, 1], [1, 0, 2], [0, 1, 3]]
    assert table.notes == ("column 'colour' holds words: it becomes 2 inputs of 0 and 1, colour=green, colour=red",)


def test_words_that_hardly_come_twice_are_left_out(tmp_path):
    rows = "".join(f"Mr {chr(65 + n)}. Smith,{n},{'xy'[n % 2]}\n" for n in range(20))
    table = read(tmp_path, "name,a,class\n" + rows)
    assert table.inputs == ("a",)
    assert table.notes == ("column 'name' holds 20 different words, too many to stand for categories, and is left out",)


def test_missing_cells_are_filled_with_the_mean(tmp_path):
    table = read(tmp_path, "a,b,class\n1,?,x\n,4,y\n5,6,x\n9,1,\n", missing="mean")
    assert table.train.x.tolist() == [[1, 5], [3, 4], [5, 6]]  # the row without a label has no say
    assert table.notes == (
        "missing cells are filled with their column's mean: a 1, b 1",
        "1 of 4 rows have a missing cell and are left out: class 1",
    )


def test_inputs_that_are_wanted_choose_columns_and_the_gaps_of_others_do_no_harm(tmp_path):
    content = "name,petal length (cm),b,petal width (cm),class\nA,1,?,2,x\nB,3,?,4,y\n"
    table = read(tmp_path, content, wanted=[("petal_width", "petal_length")])
    assert table.inputs == ("petal width (cm)", "petal length (cm)")
    assert table.train.x.tolist() == [[2, 1], [4, 3]]
    assert table.notes == ()


def test_what_is_an_input_is_not_learned(tmp_path):
    table = read(tmp_path, "kind,a,b\nx,1,2\ny,3,4\n", wanted=[("a", "b")])
    assert (table.inputs, table.label) == (("a", "b"), "kind")


def test_words_are_read_as_a_model_learned_them(tmp_path):
    names = ("size", "colour=blue", "colour=red")
    table = read(tmp_path, "colour,size,class\nred,1,x\nred,2,y\n", wanted=[names])
    assert table.inputs == names
    assert table.train.x.tolist() == [[1, 0, 1], [2, 0, 1]]
    with pytest.raises(InputError) as error:
        read(tmp_path, "colour,size,class\nred,1,x\nreed,2,y\n", wanted=[names])
    assert told(error.value) == (
        "t.csv:3: unknown-word: column 'colour': 'reed' is none of the words that the model was trained with\n"
        "    did you mean 'red'?"
    )


def test_words_that_are_numbers_are_read_as_a_model_learned_them(tmp_path):
    table = read(tmp_path, "size,n,class\n1,4,x\n2,5,y\n", wanted=[("size=1", "size=2", "size=XL", "n")])
    assert table.train.x.tolist() == [[1, 0, 0, 4], [0, 1, 0, 5]]


def test_to_predict_every_row_stays(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n?,3\n4,\n")
    with pytest.raises(InputError) as error:
        read_inputs(path, "t.csv", [("a", "b")])
    assert told(error.value) == (
        "t.csv:3: missing-cell: column 'a' is empty here\n    fill it in, or leave the row out\n"
        "t.csv:4: missing-cell: column 'b' is empty here\n    fill it in, or leave the row out"
    )


def test_to_predict_without_headings_position_decides_and_is_told(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("1.5,2.5\n2.5,3.5\n")
    x, notes = read_inputs(path, "t.csv", [("u", "v")])
    assert x.tolist() == [[1.5, 2.5], [2.5, 3.5]]
    assert "'t.csv' has none of the columns u, v" in notes[-1]


def test_too_many_columns_are_refused_before_work_is_done(tmp_path):
    with pytest.raises(InputError) as error:
        read(tmp_path, ",".join(f"c{n}" for n in range(200_000)) + "\n")
    assert told(error.value) == "t.csv:1: too-large: t.csv has 200000 columns, and nncli reads up to 20000"


def test_many_rows_are_read_alike_however_they_are_taken(tmp_path, monkeypatch):
    numbers = np.random.default_rng(1).normal(size=(2500, 3)).round(6)
    rows = "".join(f"{a},{b},{c},{'xy'[n % 2]}\n" for n, (a, b, c) in enumerate(numbers.tolist()))
    content = "a,b,c,class\n" + rows.replace("\n", "\n,,,\n", 1)
    at_once = read(tmp_path, content)
    monkeypatch.setattr("nncli.data.csv_table.AT_ONCE", 7)
    again = read(tmp_path, content)
    assert np.array_equal(at_once.train.x, numbers)
    assert np.array_equal(again.train.x, numbers)
    assert at_once.notes == again.notes
