"""`nncli new`: from a table to a trained network, from a shape to a trace, in two commands."""

import pytest

from nncli.spec.data import DATA_NAMES

pytestmark = pytest.mark.usefixtures("here")
ROWS = [f"{n % 7},{n * n % 5},{'ab'[n % 2]}" for n in range(80)]
TABLES = {
    "classes": "u,v,class\n" + "\n".join(ROWS),
    "no headings": "\n".join(ROWS),
    "few rows": "u,v,class\n" + "\n".join(ROWS[:4]),
    "headings with units, in Chinese, with signs": "sepal length (cm),密度,品 种\n" + "\n".join(ROWS),
    "headings that are no names": "2019,100%,class\n".replace("2019", "y 2019") + "\n".join(ROWS),
    "reserved names": "loss,eta,class\n" + "\n".join(ROWS),
    "classes that are called like inputs": "a,b,class\n" + "\n".join(ROWS),
    "classes that are no names": "u,v,class\n" + "\n".join(ROWS).replace("a", "1st").replace("b", 'two: #2 "'),
    "words": "colour,v,class\n" + "\n".join(f"{('red', 'blue')[n % 2]},{n},{'ab'[n % 2]}" for n in range(30)),
    "numbers": "u,v,price\n" + "\n".join(f"{n % 7},{n % 5},{n / 80}" for n in range(80)),
    "large numbers": "u,v,price\n" + "\n".join(f"{n % 7},{n % 5},{n * 5000}" for n in range(80)),
    "few large numbers": "x,price\n1,10\n2,20\n3,30\n4,40\n",
    "the label first": "kind,u,v\n" + "\n".join(f"{'ab'[n % 2]},{n / 7:.3f},{n / 3:.2f}" for n in range(40)),
    "a comment that would break out": '"u # : \n- evil: [",v,class\n' + "\n".join(ROWS),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_becomes_a_spec_that_trains(nncli, here, table):
    (here / "t.csv").write_text(table)
    done = nncli("new", "t.csv")
    assert (done.status, done.out) == (0, "wrote t.yaml; try: nncli train t.yaml\n")
    done = nncli("train", "t.yaml", "--epochs", "5", "--out", "run", columns=200)
    assert (done.status, "error" in done.err) == (0, False), (here / "t.yaml").read_text() + done.err
    assert "none of the columns" not in done.err  # what it names, it finds
    assert nncli("evaluate", "run", "t.csv").status == 0


def test_what_it_learns(nncli, here):
    (here / "t.csv").write_text(TABLES["few large numbers"])
    assert nncli("new", "t.csv").status == 0
    text = (here / "t.yaml").read_text()
    assert "activation: identity" in text and "softmax" not in text
    (here / "t.csv").write_text(TABLES["classes"])
    assert nncli("new", "t.csv", "-o", "u.yaml").status == 0
    text = (here / "u.yaml").read_text()
    assert "inputs: [u, v]" in text and "softmax" in text and "standardise: true" in text and "test: 0.2" in text


@pytest.mark.parametrize("name", DATA_NAMES)
def test_every_data_set_has_a_spec(nncli, name):
    assert nncli("new", name, "-o", "s.yaml").status == 0
    done = nncli("train", "s.yaml", "--epochs", "1", "--no-save", "-q")
    assert (done.status, done.err) == (0, "")


def test_the_table_is_found_from_where_the_spec_lies(nncli, here):
    (here / "data").mkdir()
    (here / "specs").mkdir()
    (here / "data" / "t.csv").write_text(TABLES["classes"])
    assert nncli("new", "data/t.csv", "-o", "specs/t.yaml").status == 0
    assert '"../data/t.csv"' in (here / "specs" / "t.yaml").read_text()
    assert nncli("train", "specs/t.yaml", "--epochs", "1", "--no-save", "-q").status == 0


def test_nothing_is_overwritten(nncli, here):
    (here / "t.csv").write_text(TABLES["classes"])
    (here / "t.yaml").write_text("mine")
    done = nncli("new", "t.csv")
    assert (done.status, (here / "t.yaml").read_text()) == (2, "mine")
    assert done.err == (
        "error[file-exists]: t.yaml is already there, and is left as it is\n    name another file with -o\n"
    )


def test_a_shape_becomes_a_spec_that_can_be_traced(nncli, here):
    done = nncli("new", "2-3-1", "--activation", "relu")
    assert (done.status, done.out) == (0, "wrote 2-3-1.yaml; try: nncli trace 2-3-1.yaml\n")
    assert "3 relu → 1 identity" in nncli("trace", "2-3-1.yaml").out
    assert nncli("check", "2-3-1.yaml").status == 0
    assert nncli("new", "2-3-1", "--activation", "relu", "-o", "-").out == (here / "2-3-1.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["2-3-1", "--activation", "rleu"], "did you mean 'relu'?"),
        (["2-3-1", "--label", "y"], "error[bad-option]: --label means nothing for a shape"),
        (["iris", "--activation", "relu"], "error[bad-option]: --activation means nothing for a table"),
        (["2-300-1"], "error[out-of-range]: 2-300-1 is not a network to trace"),
        (["nothing.csv"], "error[no-such-data]"),
    ],
)
def test_what_it_cannot_write(nncli, here, arguments, complaint):
    done = nncli("new", *arguments, columns=200)
    assert (done.status, complaint in done.err) == (2, True), done.err
    assert not list(here.iterdir())


@pytest.mark.parametrize("command", ["train", "trace", "check"])
def test_a_table_in_place_of_a_spec_names_the_way(nncli, here, command):
    (here / "t.csv").write_text(TABLES["classes"])
    assert nncli(command, "t.csv").err == (
        "t.csv: error[a-table]: t.csv is a table, and no spec: it says nothing of a\nnetwork\n"
        "    'nncli new t.csv' writes a spec for it\n"
    )
