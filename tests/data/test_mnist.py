"""A folder of IDX files: small ones made here, and the real MNIST where NNCLI_MNIST names its folder."""

import gzip
import os
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from choices import data, told

from nncli.data import idx
from nncli.errors import InputError

TRAIN = np.arange(5 * 2 * 3).reshape(5, 2, 3) * 8
TEST = np.full((2, 2, 3), 255)
NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


def idx_bytes(array: np.ndarray) -> bytes:
    head = bytes([0, 0, 8, array.ndim]) + b"".join(struct.pack(">I", n) for n in array.shape)
    return head + array.astype(np.uint8).tobytes()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with MNIST's four files in `mini`."""
    monkeypatch.chdir(tmp_path)
    mini = tmp_path / "mini"
    mini.mkdir()
    arrays = (TRAIN, np.array([3, 7, 7, 3, 9]), TEST, np.array([9, 7]))
    for name, array in zip(NAMES, arrays, strict=True):
        (mini / name).write_bytes(idx_bytes(array))
    return mini


def packed(folder: Path) -> None:
    for name in NAMES:
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
        (folder / name).unlink()


def dotted(folder: Path) -> None:
    for name in NAMES:
        (folder / name).rename(folder / name.replace("-idx", ".idx"))


def packed_under_a_plain_name(folder: Path) -> None:
    for name in NAMES:
        (folder / name).write_bytes(gzip.compress((folder / name).read_bytes()))


@pytest.mark.parametrize("change", [lambda folder: None, packed, dotted, packed_under_a_plain_name])
def test_the_four_files(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    mini = data("mini")
    assert mini.inputs == ("p0_0", "p0_1", "p0_2", "p1_0", "p1_1", "p1_2")
    assert mini.image == (2, 3)
    assert mini.classes == ("3", "7", "9")
    assert mini.train.x.dtype == np.float32
    np.testing.assert_allclose(mini.train.x, TRAIN.reshape(5, 6) / 255, rtol=1e-7)
    assert mini.train.labels is not None
    assert mini.train.labels.tolist() == [0, 1, 1, 0, 2]
    assert mini.test is not None and mini.test.labels is not None
    assert mini.test.x.tolist() == [[1] * 6] * 2
    assert mini.test.labels.tolist() == [2, 1]


def test_its_own_test_is_kept(folder: Path) -> None:
    mini = data("{file: mini, rows: 4, validation: 0.5}")
    assert mini.validation is not None and mini.test is not None
    assert (len(mini.train), len(mini.validation), len(mini.test)) == (2, 2, 2)
    with pytest.raises(InputError) as error:
        data("{file: mini, test: 0.1}")
    assert told(error.value) == "has-a-test: 'mini' has a test part of its own\n    leave 'test' out"


def spoil(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)


IMAGES, LABELS = NAMES[:2]
WHOLE = idx_bytes(TRAIN)
FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut off": (
        lambda folder: spoil(folder, IMAGES, WHOLE[:-7]),
        f"mini/{IMAGES}: damaged: mini/{IMAGES} holds 23 numbers where its head says 30\n"
        "    it was not copied whole: fetch it again",
    ),
    "too long": (
        lambda folder: spoil(folder, IMAGES, WHOLE + b"x"),
        f"mini/{IMAGES}: damaged: mini/{IMAGES} holds 31 numbers where its head says 30",
    ),
    "a head that promises the earth": (
        lambda folder: spoil(folder, IMAGES, WHOLE[:4] + b"\xff" * 12),
        f"mini/{IMAGES}: damaged: mini/{IMAGES} holds 0 numbers where its head says 79228162458924105385300197375\n"
        "    it was not copied whole: fetch it again",
    ),
    "cut off within gzip": (
        lambda folder: spoil(folder, IMAGES, gzip.compress(os.urandom(999))[:-500]),
        f"mini/{IMAGES}: damaged: mini/{IMAGES} is a damaged gzip file\n    it was not copied whole: fetch it again",
    ),
    "garbage within gzip": (
        lambda folder: spoil(folder, IMAGES, b"\x1f\x8b\x08\x00" + b"garbage" * 9),
        f"mini/{IMAGES}: damaged: mini/{IMAGES} is a damaged gzip file\n    it was not copied whole: fetch it again",
    ),
    "another magic number": (
        lambda folder: spoil(folder, IMAGES, b"\0\0\x0d\x03" + WHOLE[4:]),
        f"mini/{IMAGES}: not-idx: mini/{IMAGES} is not an IDX file of whole numbers from 0 to 255: "
        "it begins with 00 00 0d 03",
    ),
    "an empty file": (
        lambda folder: spoil(folder, IMAGES, b""),
        f"mini/{IMAGES}: not-idx: mini/{IMAGES} is not an IDX file of whole numbers from 0 to 255: "
        "it begins with nothing",
    ),
    "labels for pictures": (
        lambda folder: spoil(folder, IMAGES, idx_bytes(np.arange(40))),
        f"mini/{IMAGES}: not-idx: mini/{IMAGES} has 1 dimensions, and not 3\n"
        "    are the files of pictures and of labels exchanged?",
    ),
    "a label too few": (
        lambda folder: spoil(folder, LABELS, idx_bytes(np.array([1, 2, 3, 4]))),
        f"mini/{LABELS}: damaged: mini/{LABELS} holds 4 labels for 5 pictures",
    ),
    "pictures of two sizes": (
        lambda folder: spoil(folder, NAMES[2], idx_bytes(np.zeros((2, 3, 3)))),
        f"mini/{NAMES[2]}: damaged: the pictures to train on and to test are not of one size",
    ),
    "a class in the test alone": (
        lambda folder: spoil(folder, NAMES[3], idx_bytes(np.array([3, 4]))),
        "mini: damaged: mini: the class '4' of the test has no row to train on",
    ),
    "one class": (
        lambda folder: spoil(folder, LABELS, idx_bytes(np.full(5, 7))),
        "mini: one-class: every row of mini is of the class '7'\n    two classes or more are needed to tell apart",
    ),
    "two files that are not there": (
        lambda folder: [(folder / name).unlink() for name in NAMES[2:]] and None,
        "mini: no-such-file: the folder mini has no file t10k-images-idx3-ubyte\n    with or without the ending .gz\n"
        "mini: no-such-file: the folder mini has no file t10k-labels-idx1-ubyte\n    with or without the ending .gz",
    ),
}


@pytest.mark.parametrize(("change", "message"), FAULTS.values(), ids=FAULTS)
def test_faults(folder: Path, change: Callable[[Path], None], message: str) -> None:
    change(folder)
    with pytest.raises(InputError) as error:
        data("mini")
    assert told(error.value) == message


def test_what_unpacks_to_more_than_is_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idx, "MAX_BYTES", 1 << 20)
    spoil(folder, IMAGES, gzip.compress(WHOLE[:4] + bytes(2 << 20)))
    with pytest.raises(InputError) as error:
        data("mini")
    assert told(error.value) == f"mini/{IMAGES}: too-large: mini/{IMAGES} is larger than 1 MiB"


def test_one_of_the_four(folder: Path) -> None:
    with pytest.raises(InputError) as error:
        data(f"mini/{IMAGES}")
    assert told(error.value) == (
        f"mini/{IMAGES}: one-of-four: mini/{IMAGES} is one of MNIST's four files\n"
        "    name the folder that holds all four: train-images, train-labels, t10k-images and t10k-labels"
    )


def test_the_real_one() -> None:
    real = os.environ.get("NNCLI_MNIST")
    if not real:
        pytest.skip("NNCLI_MNIST names no folder with the real MNIST")
    mnist = data(f"{{file: '{real}'}}")
    assert mnist.train.x.shape == (60000, 784)
    assert mnist.counts() == (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
    assert mnist.test is not None and mnist.test.labels is not None
    assert np.bincount(mnist.test.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert mnist.train.x.mean() == pytest.approx(0.1307, abs=5e-5)
    assert mnist.train.x.std() == pytest.approx(0.3081, abs=5e-5)


HOSTILE = {
    "no pictures at all": ((0, 2, 3), b"", "damaged", "holds nothing: its head says 0×2×3"),
    "pictures that are 0 wide": ((5, 2, 0), b"", "damaged", "holds nothing: its head says 5×2×0"),
    "more than a file can hold": ((4_000_000_000,) * 3, b"1", "damaged", "holds 1 numbers where"),
    "pictures wider than any screen": ((5, 1, 300_000), bytes(1_500_000), "too-large", "reads up to 262144"),
}  # fmt: skip


@pytest.mark.parametrize(("shape", "content", "code", "message"), HOSTILE.values(), ids=HOSTILE)
def test_heads_that_promise_what_is_not_there(
    folder: Path, shape: tuple[int, ...], content: bytes, code: str, message: str
) -> None:
    head = bytes([0, 0, 8, 3]) + b"".join(struct.pack(">I", n) for n in shape)
    for name in (NAMES[0], NAMES[2]):
        (folder / name).write_bytes(head + content)
    (folder / NAMES[3]).write_bytes(idx_bytes(np.array([3, 7, 7, 3, 9])))
    with pytest.raises(InputError) as error:
        data("mini")
    assert error.value.diagnostics[0].code == code
    assert message in error.value.diagnostics[0].message


@pytest.mark.parametrize("name", NAMES)
def test_a_pipe_in_place_of_a_file_is_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(InputError) as error:
        data("mini")
    assert error.value.diagnostics[0].code == "not-a-file"
