""".npz files: Keras's names and plain ones, and what a stranger's archive must not do."""

import io
import random
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from choices import data, told

from nncli.data import npz_file
from nncli.data.dataset import DataSet
from nncli.errors import InputError

X, Y = np.array([[1.0, 2], [3, 4], [5, 6]]), np.array([2, 5, 2])
PICTURES = np.arange(12, dtype=np.uint8).reshape(3, 2, 2) * 20


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(**arrays: Any) -> DataSet:
    np.savez_compressed("t.npz", **arrays)
    return data("t.npz")


def test_x_and_y() -> None:
    table = read(x=X, y=Y)
    assert table.inputs == ("x1", "x2")
    assert table.classes == ("2", "5")
    assert table.train.x.tolist() == X.tolist()
    assert table.train.labels is not None
    assert table.train.labels.tolist() == [0, 1, 0]
    assert table.test is None


def test_kerass_names_and_pictures() -> None:
    table = read(x_train=PICTURES, y_train=Y.astype(np.uint8), x_test=PICTURES[:1], y_test=np.array([5], np.uint8))
    assert table.image == (2, 2)
    assert table.train.x.dtype == np.float32
    np.testing.assert_allclose(table.train.x, PICTURES.reshape(3, 4) / 255, rtol=1e-7)
    assert table.test is not None and table.test.labels is not None
    assert table.test.labels.tolist() == [1]


def test_one_channel_a_column_of_labels_and_pictures_of_floats() -> None:
    table = read(x=(PICTURES / 255)[..., None], y=Y[:, None])
    assert table.image == (2, 2)
    np.testing.assert_allclose(table.train.x, PICTURES.reshape(3, 4) / 255, rtol=1e-6)


def test_text_classes_and_whole_floats() -> None:
    assert read(x=X, y=np.array(["b", "a", "b"])).classes == ("a", "b")
    assert read(x=X, y=np.array([2.0, 10, 2])).classes == ("2", "10")


def test_numbers_to_be_predicted() -> None:
    one, two = read(x=X, y=np.array([0.5, 1, 2])), read(x=X, y=np.array([[0.5, 1], [1, 2], [3, 4]]))
    assert (one.classes, one.outputs, two.outputs) == ((), 1, 2)
    assert two.train.values is not None
    assert two.train.values.tolist() == [[0.5, 1], [1, 2], [3, 4]]


def test_column_order_and_big_endian_numbers() -> None:
    assert read(x=np.asfortranarray(X.astype(">f4")), y=Y).train.x.tolist() == X.tolist()


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "other names": (
        {"a": X, "labels": Y},
        "no-such-array: t.npz has no arrays x and y, nor x_train, y_train, x_test and y_test\n    it has a, labels",
    ),
    "objects": (
        {"x": np.array([[1, None]], dtype=object), "y": Y},
        "pickled: t.npz: x holds Python objects, which are not read: they could run a program\n"
        "    save it as an array of numbers: numpy.asarray(..., dtype=float)",
    ),
    "too many dimensions": (
        {"x": np.zeros((3, 2, 2, 3)), "y": Y},
        "not-numbers: t.npz: x is not rows of numbers or pictures: it has the shape (3, 2, 2, 3) and the type float64",
    ),
    "no rows": (
        {"x": np.zeros((0, 2)), "y": np.zeros(0, int)},
        "not-numbers: t.npz: x is not rows of numbers or pictures: it has the shape (0, 2) and the type float64",
    ),
    "complex numbers": (
        {"x": X.astype(complex), "y": Y},
        "not-numbers: t.npz: x is not rows of numbers or pictures: it has the shape (3, 2) and the type complex128",
    ),
    "a label too few": (
        {"x": X, "y": Y[:2]},
        "not-labels: t.npz: the labels have the shape (2,) and the type int64, for 3 rows\n"
        "    labels are one whole number or one text for each row",
    ),
    "one-hot labels": (
        {"x": X, "y": np.eye(3, dtype=np.int64)},
        "not-labels: t.npz: the labels have the shape (3, 3) and the type int64, for 3 rows\n"
        "    labels are one whole number or one text for each row",
    ),
    "infinity": (
        {"x": np.where(X > 3, np.inf, X), "y": Y},
        "not-finite: t.npz holds numbers that are infinite or missing",
    ),
    "one class": (
        {"x": X, "y": np.array([1, 1, 1])},
        "one-class: every row of t.npz is of the class '1'\n    two classes or more are needed to tell apart",
    ),
    "a test of other width": (
        {"x_train": X, "y_train": Y, "x_test": X[:, :1], "y_test": Y},
        "damaged: t.npz: the rows to train on and to test are not alike",
    ),
    "a class in the test alone": (
        {"x_train": X, "y_train": Y, "x_test": X[:1], "y_test": np.array([3])},
        "damaged: t.npz: the class '3' of the test has no row to train on",
    ),
}


@pytest.mark.parametrize(("arrays", "message"), FAULTS.values(), ids=FAULTS)
def test_faults(arrays: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as error:
        read(**arrays)
    assert told(error.value) == f"t.npz: {message}"


DAMAGED = (
    "t.npz: damaged: t.npz is not an .npz file, or it is damaged\n    fetch it again, or write it with numpy.savez"
)


def archive_of(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return stream.getvalue()


def npy(shape: str, content: bytes) -> bytes:
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + content


def spoilt() -> bytes:
    whole = bytearray(archive_of(x=npy("(3, 2)", X.tobytes()), y=npy("(3,)", X[:, 0].tobytes())))
    whole[whole.index(b"x.npy") + 20] ^= 0xFF  # in the compressed bytes of x
    return bytes(whole)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", DAMAGED),
        (b"not a zip file", DAMAGED),
        (archive_of(x=b"junk", y=b"junk"), "t.npz: damaged: t.npz: x is not an array of NumPy's"),
        (archive_of(x=npy("(3, 2)", b"12345678"), y=b""), "t.npz: damaged: t.npz: x is not whole"),
        (archive_of(x=npy("(-3, -2)", bytes(48)), y=b""), "t.npz: damaged: t.npz: x is not an array of NumPy's"),
        (archive_of(x=npy("(999999999, 9)", b""), y=b""), "t.npz: too-large: t.npz: x is larger than 256 MiB"),
        (archive_of(x=npy("(3, 2)", X.tobytes()), y=npy("(3,)", bytes(24)))[:-30], DAMAGED),
        (spoilt(), DAMAGED),
    ],
    ids=[
        "empty",
        "text",
        "junk in it",
        "cut off",
        "negative shape",
        "promises the earth",
        "no directory",
        "a bit turned",
    ],
)
def test_damage(content: bytes, message: str) -> None:
    Path("t.npz").write_bytes(content)
    with pytest.raises(InputError) as error:
        data("t.npz")
    assert told(error.value) == message


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of zeros for every kilobyte of archive."""
    Path("t.npz").write_bytes(archive_of(x=npy("(1, 2)", bytes(4 << 20)), y=b""))
    monkeypatch.setattr(npz_file, "MAX_BYTES", 1 << 20)
    with pytest.raises(InputError) as error:
        data("t.npz")
    assert told(error.value) == "t.npz: too-large: t.npz: x is larger than 1 MiB"


def test_a_pickle_by_that_name_is_never_run() -> None:
    Path("t.npz").write_bytes(b"cposix\nsystem\n(S'touch ran'\ntR.")
    with pytest.raises(InputError) as error:
        data("t.npz")
    assert told(error.value) == DAMAGED
    assert not Path("ran").exists()


def test_x_in_capitals() -> None:
    assert read(X=X, y=Y).train.x.tolist() == X.tolist()
    assert read(X_train=X, y_train=Y, X_test=X, y_test=Y).test is not None


def test_rows_of_more_numbers_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npz_file, "MAX_POINTS", 3)
    with pytest.raises(InputError) as error:
        read(x=PICTURES, y=Y)
    assert error.value.diagnostics[0].code == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr(npz_file, "MAX_NUMBERS", 11)
    with pytest.raises(InputError) as error:
        read(x=PICTURES, y=Y)
    assert error.value.diagnostics[0].code == "too-large"


def test_bits_that_have_fallen_over_are_told_or_harmless() -> None:
    np.savez("whole.npz", x=X, y=np.array(["b", "a", "b"]))
    whole, dice = Path("whole.npz").read_bytes(), random.Random(7)
    for _try in range(400):
        content = bytearray(whole)
        for _bit in range(dice.choice((1, 1, 2, 9))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        Path("t.npz").write_bytes(content)
        try:
            table = data("t.npz")
        except InputError:
            continue
        assert len(table.train) == 3
