"""nncli from Python: the docstrings' examples, the numbers of the commands, and how it shows itself."""

import doctest
import subprocess
import sys
from fractions import Fraction
from html.parser import HTMLParser

import pytest

import nncli
from nncli import api
from nncli.errors import InputError, SpecError

ONE = {
    "title": "one <unit>", "inputs": ["x"],
    "layers": [{"units": ["y"], "activation": "identity", "weights": [["1/3"]]}],
    "loss": "squared", "learning_rate": 0.5, "samples": [{"x": [3], "target": [0]}, {"x": [1], "target": [2]}],
}  # fmt: skip


class Cells(HTMLParser):
    """The texts of a fragment's cells, row by row; checks that every element is closed."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.open, self.paragraphs = [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag in ("p", "h4"):
            self.paragraphs.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if any(tag in ("td", "th") for tag in self.open):
            self.rows[-1][-1] += data.replace("\xa0", " ")
        elif any(tag in ("p", "h4") for tag in self.open):
            self.paragraphs[-1] += data


def html_of(shown):
    return Cells(shown._repr_mimebundle_()["text/html"])


def test_the_examples_of_the_docstrings_hold():
    result = doctest.testmod(api, extraglobs={"nncli": nncli})
    assert result.attempted >= 8
    assert result.failed == 0


def test_the_package_offers_functions_though_rooms_bear_their_names():
    import nncli.grade.grading
    import nncli.trace.trace
    import nncli.train.loop

    assert nncli.trace("lecture")["o"] == api.trace("lecture")["o"]
    assert nncli.train(ONE, epochs=2, learning_rate=0.01).loss == api.train(ONE, epochs=2, learning_rate=0.01).loss
    assert nncli.grade("ch5", "relu-update: {h1.net: 0.36}").report.points > 0
    assert nncli.load is api.load
    assert nncli.trace.trace.Trace.__name__ == "Trace"  # and the rooms are rooms all the same
    assert nncli.train.loop.Loop.__name__ == "Loop"
    assert nncli.grade.grading.grade_file.__name__ == "grade_file"


def test_a_function_is_there_before_its_room_is_imported():
    said = "import nncli; print(nncli.trace('lecture')['P.net'], nncli.grade.__name__)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("0.755")


def test_a_mapping_is_a_spec_and_changes_replace_keys():
    assert nncli.trace(ONE, exact=True)["w[x,y].new"] == Fraction(1, 3) - Fraction(3, 2)
    assert nncli.trace(ONE, exact=True, sample=2)["y.out"] == Fraction(1, 3)
    assert nncli.trace(ONE, exact=True, learning_rate=0)["w[x,y].new"] == Fraction(1, 3)
    assert nncli.trace(nncli.load(ONE), steps=2)["w[x,y].new#2"] == pytest.approx(5 / 12)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"spec": "lecture", "sample": 2}, "the spec has only one sample"),
        ({"spec": ONE, "sample": 0}, "the spec has samples 1 to 2"),
        ({"spec": ONE, "sample": 3}, "the spec has samples 1 to 2"),
        ({"spec": "perceptron-and", "mode": "standard"}, "'mode' means nothing for a model of the system 'perceptron'"),
        ({"spec": "lectur"}, "lectur"),
    ],
)
def test_what_cannot_be_is_told(how, message):
    with pytest.raises(InputError, match=message):
        nncli.trace(**how)


def test_a_fault_of_a_mapping_is_told_by_its_key():
    with pytest.raises(SpecError, match=r"layers\[0\]"):
        nncli.load(ONE | {"layers": [{"units": 1, "activation": "sigmoyd"}]})


def test_a_trace_shows_itself_as_its_table():
    run = nncli.trace(ONE)
    assert ["E", "½·(d_y − out_y)²", "½·(0 − 1)²", "0.5"] in html_of(run).rows
    assert "½·(d_y − out_y)²" in str(run)
    assert html_of(run).paragraphs[0] == "one <unit>"  # escaped, and read back
    assert [row[0] for row in html_of(run.why("w[x,y].new")).rows][-1] == "w[x,y]⁺"


def test_a_trained_network_can_be_asked():
    run = nncli.train(ONE, epochs=200, learning_rate=0.05)
    assert run.outputs([3]).tolist() == [[pytest.approx(3 * run.parameters["w[x,y]"])]]
    assert run.history["epoch"][-1] == 200
    assert run.loss == run.history["loss"][-1]
    assert run.accuracy is None
    with pytest.raises(InputError, match="these rows have 2 numbers, and the network has 1 inputs"):
        run.outputs([[1, 2]])


def test_inputs_are_scaled_as_in_training():
    run = nncli.train("watermelon", epochs=20, data={"name": "watermelon-3a", "standardise": True})
    setup = run.outcome.setup
    rows = setup.train.examples.x * setup.data.scaling.deviation + setup.data.scaling.mean
    expected = setup.passes(run.outcome.parameters).outputs(setup.train.examples.x)
    assert run.outputs(rows) == pytest.approx(expected)


def test_a_sheet_is_graded_from_its_text_and_from_its_file(tmp_path):
    text = "relu-update:\n  h1.net: 0.36\n  h1.out: 0.37\n"
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    report, from_file = nncli.grade("ch5", text), nncli.grade("ch5", tmp_path / "s.yaml")
    assert report.report.points == from_file.report.points > 0
    assert "0.37" in str(report)
    assert "expected" not in str(report)
    assert "expected" in str(nncli.grade("ch5", text, key=True))


def test_verdicts_show_themselves():
    found = nncli.verify("mazur")
    assert not found.judgement.is_failure
    assert ["E", "0.298371109", "0.29837110876", "matches"] in html_of(found).rows
