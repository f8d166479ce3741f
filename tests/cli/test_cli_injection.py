"""What stands in a user's files reaches the terminal as text, and never as a command to it."""

import json
import re

import numpy as np
import pytest

from nncli.render.forms.safe import visible

pytestmark = pytest.mark.usefixtures("here")
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eabc\u2066\r"
STEERS = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
OURS = re.compile(r"\x1b\[[\d;]*m")  # colours


def clean(done):
    text = OURS.sub("", done.out + done.err)
    return "\x1b" not in text and not STEERS.search(text)


@pytest.fixture(params=["csv", "npz"])
def table(request, here):
    if request.param == "csv":
        rows = [f"{n},{n * n % 5},{EVIL if n % 2 else 'no'}" for n in range(30)]
        (here / "t.csv").write_text(f'"h{EVIL}",b,"c{EVIL}"\n'.replace("\r", "") + "\n".join(rows).replace("\r", ""))
        return "t.csv"
    y = np.array([EVIL if n % 2 else "no" for n in range(30)])
    np.savez(here / "t.npz", x=np.arange(60.0).reshape(30, 2) % 7, y=y)
    return "t.npz"


@pytest.mark.parametrize("terminal", [True, False])
def test_cells_headings_and_classes(nncli, table, terminal):
    spec = {
        "title": "t", "inputs": 2, "layers": [{"units": 2, "activation": "softmax", "biases": "random"}],
        "loss": "cross_entropy", "learning_rate": 0.1, "data": table, "training": {"epochs": 2},
    }  # fmt: skip
    with open("t.yaml", "w") as file:  # noqa: PTH123
        json.dump(spec, file)
    done = [
        nncli("data", "show", table, columns=300, terminal=terminal),
        nncli("train", "t.yaml", "--out", "run", "-q", columns=300, terminal=terminal),
        nncli("evaluate", "run", columns=300, terminal=terminal),
        nncli("evaluate", "run", table, columns=300, terminal=terminal),
        nncli("predict", "run", table, columns=300, terminal=terminal),
        nncli("new", table, "-o", "new.yaml", columns=300, terminal=terminal),
        nncli("train", "new.yaml", "--epochs", "1", "--no-save", "-q", columns=300, terminal=terminal),
    ]
    assert [each.status for each in done] == [0] * 7, [each.err for each in done]
    assert all(map(clean, done))
    assert any("␛]0;owned" in each.out for each in done)
    if terminal:
        assert clean(nncli("predict", "run", table, "--format", "csv", terminal=True))
        assert clean(nncli("data", "write", table, "-", terminal=True))


@pytest.mark.parametrize(
    "arguments",
    [
        ["train", EVIL], ["trace", f"{EVIL}.yaml"], ["data", "show", EVIL], ["new", EVIL], ["evaluate", EVIL],
        ["train", "xor", "--mode", EVIL], ["train", "xor", "--set", EVIL], ["train", "xor", "--epochs", EVIL],
        ["grade", EVIL], [EVIL],
    ],
)  # fmt: skip
def test_names_and_options(nncli, arguments):
    done = nncli(*arguments, terminal=True)
    assert done.status == 2
    assert clean(done)


def test_a_file_by_an_evil_name(nncli, here):
    name = EVIL.replace("/", "") + ".csv"
    (here / name).write_text("a,b,class\n1,2,x\nred,3,y\n2,3,y\n")
    done = nncli("data", "show", name, terminal=True)
    assert (done.status, clean(done)) == (2, True)


def test_what_is_ours_stays():
    assert visible("η·∂E/∂w\tx₁′\n密度 ä") == "η·∂E/∂w\tx₁′\n密度 ä"
    assert visible("\x00\x1b\x7f\x85\u202e\udcff") == "␀␛␡���"
