"""`nncli plot`: every kind in the terminal and as a figure, and what it says to bad input."""

import re
import sys
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

import pytest

from nncli.render.pictures.maps import map_size

WITHOUT = "figures are drawn where matplotlib is installed (extra 'plot')"
SPECS = {
    "melons": """
        title: Watermelon 3.0α
        data: {name: watermelon-3a}
        inputs: [density, sugar]
        layers: [{units: 3, activation: sigmoid}, {units: 1, activation: sigmoid}]
        loss: squared
        learning_rate: 1
        training: {epochs: 120}
    """,
    "spiral": """
        title: Spiral
        data: {name: spiral, rows: 60, test: 0.5, features: [x, y, x^2]}
        inputs: [p, q, r]
        layers: [{units: [g, h], activation: relu}, {units: 1, activation: tanh}]
        loss: squared
        learning_rate: 0.01
        training: {epochs: 5}
    """,
    "corners": """
        title: Corners
        inputs: [u, v]
        layers: [{units: 4, activation: tanh}, {units: [red, green, blue], activation: softmax}]
        samples:
          - {x: [0, 0], target: [1, 0, 0]}
          - {x: [1, 0], target: [0, 1, 0]}
          - {x: [0, 1], target: [0, 0, 1]}
        loss: cross_entropy
        learning_rate: 0.5
        training: {epochs: 100}
    """,
    "parabola": """
        title: Parabola
        inputs: [t]
        layers: [{units: 3, activation: tanh}, {units: 1, activation: identity}]
        samples: [{x: [-1], target: [1]}, {x: [0], target: [0]}, {x: [1], target: [1.5]}]
        loss: squared
        learning_rate: 0.05
        training: {epochs: 20}
    """,
    "two-numbers": """
        title: Two numbers
        inputs: [u, v, extra]
        layers: [{units: [plus, less], activation: identity}]
        samples: [{x: [0, 0, 1], target: [0, 0]}, {x: [1, 2, 3], target: [3, -1]}, {x: [2, 1, 2], target: [3, 1]}]
        loss: squared
        learning_rate: 0.05
        training: {epochs: 20}
    """,
}
PICTURES = [
    ("melons", "loss"),
    ("melons", "loss", "--accuracy"),
    ("melons", "loss", "--log"),
    ("melons", "boundary"),
    ("melons", "boundary", "--inputs", "sugar"),
    ("melons", "boundary", "--rounds", "25,50,100"),
    ("melons", "rounds"),
    ("melons", "units"),
    ("melons", "units", "--layer", "y"),
    ("melons", "weights"),
    ("spiral", "boundary"),
    ("spiral", "units"),
    ("corners", "boundary"),
    ("corners", "rounds"),
    ("parabola", "boundary"),
    ("parabola", "rounds"),
    ("parabola", "units"),
    ("two-numbers", "boundary", "--inputs", "u,v"),
    ("two-numbers", "weights"),
]
named = pytest.mark.parametrize("picture", PICTURES, ids="_".join)


@pytest.fixture(scope="module")
def runs(nncli, tmp_path_factory):
    """A folder with a run of each spec, by the spec's name."""
    folder = tmp_path_factory.mktemp("runs")
    for name, spec in SPECS.items():
        file = folder / f"{name}.yaml"
        file.write_text(spec, encoding="utf-8")
        done = nncli("train", str(file), "--out", str(folder / name), "-q")
        assert done.status == 0, done.err
    return folder


def plot(nncli, runs, picture, *more, **how):
    name, *arguments = picture
    return nncli("plot", str(runs / name), *arguments, *more, **how)


@named
@pytest.mark.parametrize("columns", [30, 80, 140])
def test_in_a_pipe_a_picture_is_plain_and_fits(nncli, runs, picture, columns):
    done = plot(nncli, runs, picture, columns=columns)
    assert (done.status, done.err) == (0, "")
    assert "\x1b" not in done.out
    assert not re.search("[\u2500-\u25ff\u2800-\u28ff]", done.out)
    assert max(map(len, done.lines)) <= columns
    assert [line for line in done.lines if line != line.rstrip()] == []


@named
def test_in_a_terminal_it_has_colours(nncli, runs, picture):
    done = plot(nncli, runs, picture, terminal=True)
    assert (done.status, done.err) == (0, "")
    assert "\x1b[" in done.out
    assert max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in done.lines) <= 80


@pytest.mark.parametrize("world", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colour_gets_what_a_pipe_gets(nncli, runs, world):
    for picture in (("melons", "boundary"), ("melons", "loss")):
        assert plot(nncli, runs, picture, terminal=True, **world) == plot(nncli, runs, picture)


def test_sixteen_colours_are_too_few_for_a_map(nncli, runs):
    page = plot(nncli, runs, ("melons", "boundary"), terminal=True, TERM="xterm", COLORTERM="", WT_SESSION="")
    assert "▀" not in page.out
    many = plot(nncli, runs, ("melons", "boundary"), terminal=True, TERM="xterm", COLORTERM="truecolor")
    assert "▀" in many.out


def test_the_loss_by_itself_is_the_default(nncli, runs):
    assert plot(nncli, runs, ("melons",)) == plot(nncli, runs, ("melons", "loss"))
    assert "kept: epoch 120" in plot(nncli, runs, ("melons",)).out


def test_maps_to_the_letter(nncli, runs, snapshot):
    assert plot(nncli, runs, ("corners", "boundary"), "--width", "50", "--height", "10").out == snapshot
    assert plot(nncli, runs, ("melons", "rounds"), "--rounds", "1,119").out == snapshot


def test_the_title_says_which_round_it_really_is(nncli, runs, tmp_path):
    history = plot(nncli, runs, ("melons", "rounds"), "--rounds", "10,9999").out
    assert "epoch 10 " in history
    assert "epoch 120" in history


def test_what_is_held_is_said(nncli, runs):
    done = plot(nncli, runs, ("two-numbers", "boundary"), "--inputs", "u,extra")
    assert "held at their training means: v 1" in done.out


def test_another_title(nncli, runs):
    assert plot(nncli, runs, ("melons",), "--title", "Melons").lines[0] == "Melons"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["bondary"], "error[bad-option]: KIND takes loss, boundary, rounds, units or weights, not\n'bondary'\n"
                      "    did you mean 'boundary'?\n"),
        (["units", "--layer", "h2"], "error[no-such-layer]: there is no layer 'h2'\n    there are h1, y\n"),
        (["boundary", "--inputs", "densty,sugar"],
         "error[no-such-input]: there is no input 'densty'\n    did you mean 'density'?\n"),
        (["loss", "--rounds", "3"], "error[bad-option]: --rounds goes with boundary or rounds, not with loss\n"),
        (["boundary", "--log"], "error[bad-option]: --log goes with loss, not with boundary\n"),
        (["rounds", "--rounds", "1,two"],
         "error[bad-option]: --rounds takes epochs such as 25,50,100, not '1,two'\n"),
        (["rounds", "--rounds", ",".join(["1"] * 17)], "error[bad-option]: --rounds takes up to 16 epochs\n"),
        (["--width", "3"], "error[bad-option]: --width takes 20 to 1000\n"),
        (["--height", "nan"], "error[bad-option]: --height takes 4 to 500\n"),
        (["-o", "new.png", "--width", "100"], "error[bad-option]: --width takes 2 to 40 inches\n"),
        (["-o", "new.jpg"], "error[bad-option]: a figure's name ends in .png, .svg or .pdf, and not as in\n"
                            "'new.jpg'\n"),
    ],
)  # fmt: skip
def test_bad_input(nncli, runs, arguments, complaint):
    assert nncli("plot", str(runs / "melons"), *arguments) == (2, "", complaint)


def test_accuracy_where_there_is_none(nncli, runs):
    done = plot(nncli, runs, ("parabola", "loss"), "--accuracy")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("error[bad-option]: this run has no accuracy")


def test_more_inputs_than_a_plane_has(nncli, runs):
    assert plot(nncli, runs, ("two-numbers", "boundary")) == (
        2,
        "",
        "error[bad-option]: the network has 3 inputs: choose two of them with --inputs\n"
        "    for example --inputs v,extra\n",
    )


def test_no_run(nncli, here):
    done = nncli("plot", "nothing")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("error[no-run]: nothing is no folder of a run")


def test_a_run_without_a_checkpoint(nncli, runs, here):
    (here / "run").mkdir()
    (here / "run/spec.yaml").write_text((runs / "melons/spec.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    done = nncli("plot", "run")
    assert done.status == 2
    assert done.err.startswith("error[no-checkpoint]")


def test_a_network_without_hidden_layers_shows_its_outputs(nncli, runs):
    done = plot(nncli, runs, ("two-numbers", "units"), "--inputs", "u,v")
    assert done.lines[1].split() == ["plus", "less"]


def test_without_matplotlib_figures_are_an_extra(nncli, runs, here):
    with mock.patch.dict(sys.modules, {"matplotlib": None}):
        done = plot(nncli, runs, ("melons", "loss"), "-o", "new.png")
        assert done == (
            2,
            "",
            "error[missing-extra]: figures are drawn by matplotlib, which is not installed\n"
            "    python -m pip install 'backprop-chalkboard[plot]'\n",
        )
        assert plot(nncli, runs, ("melons", "boundary")).status == 0
    assert not Path("new.png").exists()


class TestFigures:
    @pytest.fixture(autouse=True)
    def drawn(self, here):
        pytest.importorskip("matplotlib", reason=WITHOUT)

    @named
    def test_every_picture_is_an_svg_whose_text_is_text(self, nncli, runs, picture):
        done = plot(nncli, runs, picture, "-o", "new.svg")
        assert done == (0, "wrote new.svg\n", "")
        root = ElementTree.parse("new.svg").getroot()
        texts = {"".join(e.itertext()).strip() for e in root.iter("{http://www.w3.org/2000/svg}text")}
        title = re.search("title: (.*)", SPECS[picture[0]])[1]
        assert title in texts

    def test_the_labels_are_the_spec_s_own(self, nncli, runs):
        plot(nncli, runs, ("melons", "boundary"), "-o", "new.svg")
        text = Path("new.svg").read_text(encoding="utf-8")
        for label in ("density", "sugar", "bad", "good", "epoch 120", "output y1"):
            assert f">{label}<" in text, label

    @pytest.mark.parametrize(
        ("ending", "magic"), [("png", b"\x89PNG\r\n\x1a\n"), ("pdf", b"%PDF-"), ("svg", b"<?xml"), ("PNG", b"\x89PNG")]
    )
    def test_each_kind_of_file_and_the_same_bytes_again(self, nncli, runs, ending, magic):
        files = [Path(f"{n}.{ending}") for n in range(2)]
        for file in files:
            plot(nncli, runs, ("melons", "boundary"), "-o", str(file), "--dpi", "50")
        one, two = (file.read_bytes() for file in files)
        assert one.startswith(magic)
        assert one == two

    def test_size_and_dpi(self, nncli, runs):
        plot(nncli, runs, ("melons",), "-o", "new.png", "--width", "4", "--height", "3", "--dpi", "100")
        header = Path("new.png").read_bytes()[16:24]
        assert (int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")) == (400, 300)

    def test_a_file_that_is_there_stays(self, nncli, runs):
        Path("new.png").write_text("mine", encoding="utf-8")
        done = plot(nncli, runs, ("melons",), "-o", "new.png")
        assert done == (
            2,
            "",
            "error[file-exists]: new.png is already there, and is left as it is\n    name another file\n",
        )
        assert Path("new.png").read_text(encoding="utf-8") == "mine"

    def test_a_folder_that_is_not_there(self, nncli, runs):
        done = plot(nncli, runs, ("melons",), "-o", "nowhere/new.png")
        assert (done.status, done.out) == (2, "")
        assert done.err == "error[cannot-write]: nowhere/new.png cannot be written: No such file or\ndirectory\n"

    def test_signs_that_no_font_has_are_told_of(self, nncli, runs):
        done = plot(nncli, runs, ("melons",), "-o", "new.png", "--title", "\U0001f349\ue123")
        assert done.lines[0] == "wrote new.png"
        assert done.lines[1].startswith("No font here has all its signs")

    def test_matplotlib_is_left_as_it_was(self, nncli, runs):
        import matplotlib as mpl

        before = dict(mpl.rcParams)
        with mock.patch.dict(sys.modules, {"matplotlib.pyplot": None}):  # nor is its window system looked at
            assert plot(nncli, runs, ("melons", "boundary"), "-o", "new.png").status == 0
        assert dict(mpl.rcParams) == before


def test_the_size_of_panels():
    assert map_size(80, 1, None) == (60, 20, 1)
    columns, _rows, beside = map_size(140, 4, None)
    assert (beside, 4 * columns + 9 <= 140) == (4, True)
    assert map_size(80, 4, None)[2] == 2  # and not three and one
