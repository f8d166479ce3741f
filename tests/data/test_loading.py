"""What a spec may ask of its data, and what it may not."""

from pathlib import Path

import numpy as np
import pytest
from choices import choice, data, told

from nncli.data.loading import load_data, named
from nncli.errors import InputError
from nncli.spec.data import DATA_NAMES, DataChoice


@pytest.mark.parametrize("name", DATA_NAMES)
def test_every_set_says_what_it_is_and_fits_itself(name: str) -> None:
    whole = data(name)
    assert whole.name == name
    assert whole.about and whole.source
    rows = whole.train
    assert rows.x.shape == (len(rows), len(whole.inputs))
    assert rows.x.dtype == np.float64
    assert np.isfinite(rows.x).all()
    assert len(set(whole.inputs)) == len(whole.inputs)
    if whole.classes:
        assert rows.labels is not None and rows.values is None
        assert set(rows.labels.tolist()) == set(range(len(whole.classes)))
        assert sum(whole.counts()) == len(rows)
        assert whole.outputs == 0
    else:
        assert rows.labels is None and rows.values is not None
        assert rows.values.shape == (len(rows), whole.outputs) == (len(rows), 1)
    assert whole.validation is None and whole.test is None and whole.scaling is None


FAULTS = {
    "more rows than there are": (
        "{name: digits, rows: 2000}",
        "too-few-rows: 'digits' has 1797 rows, and not 2000\n    'rows' is how many of them to take",
    ),
    "more rows than are made": (
        "{name: spiral, rows: 1000001}",
        "out-of-range: a playground set has up to 1000000 rows, and not 1000001",
    ),
    "noise that the playground does not have": (
        "{name: spiral, noise: 0.6}",
        "out-of-range: noise goes from 0 to 0.5",
    ),
    "a misspelt name, which is taken for a file": (
        "digts",
        "digts: no-such-data: there is no file digts, and no data set of that name\n    did you mean 'digits'?",
    ),
    "nothing like a name": (
        "my/own.csv",
        "my/own.csv: no-such-data: there is no file my/own.csv, and no data set of that name\n"
        "    'nncli data' lists the data sets by name",
    ),
    "MNIST by name": (
        "mnist",
        "mnist: no-such-data: there is no file mnist, and no data set of that name\n"
        "    MNIST does not come with the program: name the folder that holds its four files",
    ),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_there(text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        data(text)
    assert told(error.value) == message


def test_neither_name_nor_file() -> None:
    with pytest.raises(InputError) as error:
        load_data(DataChoice(), 0)
    assert told(error.value) == "no-data: give one of 'name' and 'file', and not both"


def test_an_unknown_name() -> None:
    with pytest.raises(InputError) as error:
        named("circles")
    assert told(error.value) == "no-such-data: there is no data set 'circles'\n    did you mean 'circle'?"


def test_a_file_is_looked_for_beside_the_spec_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, here = tmp_path / "beside", tmp_path / "here"
    for folder, value in ((beside, 1), (here, 2)):
        folder.mkdir()
        (folder / "t.csv").write_text(f"a,class\n{value},0\n{value},1\n")
    (here / "only.csv").write_text("a,class\n3,0\n3,1\n")
    monkeypatch.chdir(here)
    assert data("t.csv", base=beside).train.x.tolist() == [[1], [1]]
    assert data("t.csv").train.x.tolist() == [[2], [2]]
    assert data("only.csv", base=beside).train.x.tolist() == [[3], [3]]
    with pytest.raises(InputError) as error:
        data("onl.csv")
    assert told(error.value).endswith("did you mean 'only.csv'?")


def test_single_precision(tmp_path: Path) -> None:
    single = load_data(choice("{name: plane, test: 0.2, standardise: true}"), 0, dtype=np.float32)
    assert single.test is not None and single.test.values is not None
    assert {single.train.x.dtype, single.test.x.dtype, single.test.values.dtype} == {np.dtype(np.float32)}
    (tmp_path / "large.csv").write_text("a,class\n1e39,0\n1,1\n")
    with pytest.raises(InputError) as error:
        load_data(choice("large.csv"), 0, tmp_path, np.float32)
    assert told(error.value) == "out-of-range: 'large.csv' has numbers that are too large for float32"
