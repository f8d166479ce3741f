"""`nncli export RUN --to torch`: two files or none, and none that was there before is touched."""

from pathlib import Path

import pytest

SPEC = """
title: small
inputs: 2
layers: [{units: 1, activation: sigmoid, biases: random}]
loss: squared
learning_rate: 0.1
samples: [{x: [1, 2], target: [1]}]
training: {epochs: 1}
"""


@pytest.fixture
def trained(nncli, here):
    """An empty folder with a run in it."""
    (here / "small.yaml").write_text(SPEC)
    assert nncli("train", "small.yaml", "--out", "run-0.1", "-q").status == 0
    return here


def files(folder):
    return {file.name for file in folder.iterdir()} - {"small.yaml", "run-0.1"}


def test_two_files(nncli, trained):
    done = nncli("export", "run-0.1", "--to", "torch")
    assert (done.status, done.err) == (0, "")
    said = "wrote run-0.1.py and run-0.1.npz; to check them where torch is: python run-0.1.py\n"
    assert done.out == said
    assert files(trained) == {"run-0.1.py", "run-0.1.npz"}


@pytest.mark.parametrize(
    ("name", "arrays"),
    [("my.net.py", "my.net.npz"), ("net", "net.npz"), ("no module.py", "no module.npz"), ("a.npz", "a.npz.npz")],
)
def test_any_name(nncli, trained, name, arrays):
    assert nncli("export", "run-0.1", "--to", "torch", "-o", name).status == 0
    assert files(trained) == {name, arrays}
    compile(Path(name).read_bytes(), name, "exec")
    assert f'with_name("{arrays}")' in Path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("there", ["a.py", "a.npz"])
def test_a_file_that_is_there_stays_and_no_other_comes(nncli, trained, there):
    Path(there).write_text("mine")
    done = nncli("export", "run-0.1", "--to", "torch", "-o", "a.py")
    message = f"error[file-exists]: {there} is already there, and is left as it is\n    name another file with -o\n"
    assert (done.status, done.out, done.err) == (2, "", message)
    assert files(trained) == {there}
    assert Path(there).read_text() == "mine"


@pytest.mark.parametrize("name", [".", "..", "run-0.1", "no/where.py"])
def test_no_file_where_none_can_be(nncli, trained, name):
    done = nncli("export", "run-0.1", "--to", "torch", "-o", name)
    assert done.status == 2
    assert done.err.startswith("error[")
    assert files(trained) == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to try it with")
@pytest.mark.parametrize("broken", ["a.npz", "a.py"])
def test_a_disk_that_is_full_leaves_nothing(nncli, trained, monkeypatch, broken):
    """The file is opened, and then nothing more fits."""
    real = Path.open

    def full(path, mode="r", *arguments, **more):
        if path.name != broken or mode != "xb":
            return real(path, mode, *arguments, **more)
        real(path, mode).close()
        return real(Path("/dev/full"), "wb")

    monkeypatch.setattr(Path, "open", full)
    done = nncli("export", "run-0.1", "--to", "torch", "-o", "a.py")
    assert (done.status, done.err) == (2, f"error[cannot-write]: {broken} cannot be written: No space left on device\n")
    assert files(trained) == set()
