"""Every spec that comes with the program keeps the promises that its like make."""

import re
from pathlib import Path

import pytest
from networks import worked_examples

from nncli.document.reader import read_file
from nncli.errors import InputError
from nncli.models import feed_forward
from nncli.spec import bundled
from nncli.spec.load import load

SPECS = bundled.names()
FOLDER = Path(__file__).parents[2] / "specs"


def test_the_folder_is_the_checkouts():
    assert bundled.folder() == FOLDER
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == SPECS


@pytest.mark.parametrize("name", SPECS)
def test_a_name_can_be_typed_and_is_no_file_name(name):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@pytest.mark.parametrize("name", SPECS)
def test_a_spec_says_what_it_is_and_where_it_comes_from(name):
    data = read_file(FOLDER / f"{name}.yaml").data
    assert {"title", "about", "source"} <= set(data)
    assert bundled.headline(name) == data["about"]
    for key in ("title", "about"):
        assert "\n" not in data[key]
        assert not data[key].endswith(".")
        assert len(data[key]) <= 110


@pytest.mark.parametrize("name", worked_examples())
def test_a_spec_runs_by_its_name_and_by_its_path(name):
    by_name, by_path = load(bundled.open_spec(name)), load(bundled.open_spec(str(FOLDER / f"{name}.yaml")))
    assert by_name.title == by_path.title
    assert feed_forward.trace(by_name).values == feed_forward.trace(by_path).values


@pytest.mark.parametrize("name", worked_examples())
def test_all_that_a_spec_names_is_in_its_trace(name):
    """Nothing is named, rounded or published in vain."""
    network = load(bundled.open_spec(name))
    trace = feed_forward.trace(network)
    assert [id for id in network.published if id not in trace] == []
    bases = {re.sub(r"(@s\d+)?$", "", id) for id in trace.values}
    assert [id for id in (*network.names.given, *network.rounding) if id not in bases] == []


@pytest.mark.parametrize("name", SPECS)
def test_lines_are_short_and_clean(name):
    for line in bundled.text(name).splitlines():
        assert len(line) <= 120
        assert line == line.rstrip()
        assert "\t" not in line


def test_a_name_that_is_none():
    with pytest.raises(InputError, match="there is no bundled spec 'lectur'"):
        bundled.text("lectur")
