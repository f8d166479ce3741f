"""Files of a run: whole or not at all, and nothing in them is run or believed."""

import errno
import io
import os
import pickle
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

from nncli.errors import InputError
from nncli.train.keeping.files import npz, read_npz, write_whole


def told(act, *arguments):
    with pytest.raises(InputError) as caught:
        act(*arguments)
    [fault] = caught.value.diagnostics
    return fault.code, fault.message, fault.help


def test_arrays_come_back_bit_for_bit(tmp_path):
    arrays = {
        "a": np.array([0.1, -0.0, 5e-324, np.inf, np.nan]), "b.c": np.float32([[1 / 3]]), "n": np.array(7),
        "text": np.array("η"), "none": np.zeros((0, 3)),
    }  # fmt: skip
    write_whole(tmp_path / "a.npz", npz(arrays))
    found = read_npz(tmp_path / "a.npz")
    assert {n: (a.dtype, a.shape, a.tobytes()) for n, a in found.items()} == {
        n: (a.dtype, a.shape, a.tobytes()) for n, a in arrays.items()
    }


@pytest.mark.parametrize("stage", ["open", "fsync", "replace"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, stage, failure):
    file = tmp_path / "model.npz"
    write_whole(file, b"old")

    def fail(*_arguments):
        raise failure

    monkeypatch.setattr(*{"open": (Path, "open"), "fsync": ("os.fsync",), "replace": (Path, "replace")}[stage], fail)
    if isinstance(failure, OSError):
        message = f"{file} cannot be written: No space left on device"
        assert told(write_whole, file, b"new") == ("cannot-write", message, None)
    else:
        with pytest.raises(KeyboardInterrupt):
            write_whole(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_where_there_is_no_folder(tmp_path):
    file = tmp_path / "no" / "model.npz"
    message = f"{file} cannot be written: No such file or directory"
    assert told(write_whole, file, b"") == ("cannot-write", message, None)


class Trap:
    """What a pickle may do while it is read."""

    def __reduce__(self):
        return Path.touch, (Path("trapped"),)


def npy(array, **options):
    out = io.BytesIO()
    np.save(out, array, **options)
    return out.getvalue()


def with_object():
    out = io.BytesIO()
    np.savez(out, a=np.array([Trap()], object))
    return out.getvalue()


def zipped(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


WHOLE = npz({"a": np.arange(50.0), "b": np.array("x")})
NO_NPZ = {
    "empty": b"",
    "text": b"hello\n",
    "a program": b"\x7fELF\0\0\0",
    "half of it": WHOLE[: len(WHOLE) // 2],
    "its end is gone": WHOLE[:-10],
    "a pickle": pickle.dumps({"a": 1}),
    "a single array": npy(np.arange(3)),
    "two letters": b"PK",
    "noise behind them": b"PK\3\4" + bytes(range(256)),
    "an array cut short": zipped("a.npy", npy(np.arange(50.0))[:-8]),
    "no header": zipped("a.npy", b"\x93NUMPY\x01\x00"),
    "a header that is code": zipped("a.npy", b"\x93NUMPY\x01\x00\x20\x00" + b"print(open('/'))".ljust(31) + b"\n"),
    "a header of too many numbers": zipped("a.npy", npy(np.arange(2.0)).replace(b"(2,)", b"(9" + b"9" * 15 + b",)")),
}  # fmt: skip


@pytest.mark.parametrize("content", NO_NPZ.values(), ids=NO_NPZ)
def test_what_is_no_npz(tmp_path, content):
    file = tmp_path / "model.npz"
    file.write_bytes(content)
    assert told(read_npz, file) == ("not-npz", f"{file} is no .npz file, or is damaged", None)


def test_a_pickle_is_not_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("model.npz").write_bytes(with_object())
    assert told(read_npz, Path("model.npz")) == (
        "pickle", "model.npz holds pickled objects, and reading those would run what they say",
        "nncli writes and reads plain arrays alone",
    )  # fmt: skip
    assert not Path("trapped").exists()


def test_a_file_that_is_not_there(tmp_path):
    file = tmp_path / "model.npz"
    assert told(read_npz, file) == ("no-such-file", f"there is no file {file}", None)


def test_a_folder(tmp_path):
    assert told(read_npz, tmp_path)[0] == "is-a-folder"


@pytest.mark.parametrize("packed", [False, True])
def test_a_bit_that_has_fallen_over_is_noticed_or_harmless(tmp_path, packed):
    """Never an exception of another kind."""
    whole, file, dice = io.BytesIO(), tmp_path / "model.npz", random.Random(5)
    (np.savez_compressed if packed else np.savez)(whole, a=np.arange(50.0), b=np.array("x"))
    for _try in range(400):
        content = bytearray(whole.getvalue())
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        file.write_bytes(content)
        try:
            read_npz(file)
        except InputError as error:
            assert error.diagnostics[0].code in ("not-npz", "pickle")


def stored(name, content, kind=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def headed(head, content=b""):
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + content


HOSTILE = {
    "zeros that unpack to a thousand times the file": stored("a.npy", npy(np.zeros(1 << 22)), zipfile.ZIP_DEFLATED),
    "a head that ends in a quotation": stored("a.npy", headed(b"{'descr': '<f8', 'shape': (1,), 'fortran_order")),
    "a head that is nested without end": stored("a.npy", headed(b"(" * 9000)),
    "a head of another kind": stored("a.npy", headed(b"{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", bytes(8))),
    "a shape of truth": stored("a.npy", headed(b"{'descr': '<f8', 'fortran_order': True, 'shape': (True,)}", bytes(8))),
    "a time": stored("a.npy", npy(np.zeros(3, "M8[s]"))),
    "an empty array as large as the world": stored(
        "a.npy", headed(b"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 281474976710655, 281474976710655)}")
    ),
    "a name without an array": stored("a.txt", b"hello"),
    "letters that are none": stored(
        "a.npy", headed(b"{'descr': '<U1', 'fortran_order': False, 'shape': (1,)}", b"\xff" * 4)
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_would_take_more_than_it_is(tmp_path, content, monkeypatch):
    file = tmp_path / "model.npz"
    file.write_bytes(content)
    monkeypatch.setattr(np, "zeros", pytest.fail)  # no memory is taken
    assert told(read_npz, file) == ("not-npz", f"{file} is no .npz file, or is damaged", None)


def test_one_name_twice(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        for _time in range(2):
            archive.writestr("a.npy", npy(np.arange(3)))
    (tmp_path / "model.npz").write_bytes(out.getvalue())
    assert told(read_npz, tmp_path / "model.npz")[0] == "not-npz"


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "model.npz")
    assert told(read_npz, tmp_path / "model.npz")[0] == "not-a-file"
