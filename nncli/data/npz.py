"""The one door through which .npz files come in: measured before they are unpacked, and never believed.

An .npz is a zip archive with an array in each entry: a magic word, a version, the length of a head, the head, the
numbers. The head is a Python literal that says type, order and shape. It is parsed here, within bounds, and what it
says must be what the archive holds; only then is memory taken. Arrays of Python objects are refused: reading them
would run what they say.
"""

import ast
import io
import math
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from lzma import LZMAError
from typing import Any

import numpy as np

from nncli.data.dataset import Array
from nncli.errors import Diagnostic, Place
from nncli.words import _

ZIP = b"PK\3\4"  # what a zip file begins with
MAGIC = b"\x93NUMPY"
MAX_HEAD = 10_000  # bytes, as NumPy has it
MAX_ARRAYS = 1_000
MAX_DIMENSIONS = 8
# A type that holds numbers or text: byte order, kind, bytes (characters for U).
_TYPE = re.compile(r"[<>|=]?(?:b1|[iu][1248]|f[248]|c(?:8|16)|U\d{1,9})")
# What zipfile and its decompressors raise over bytes that are no archive, or no longer one.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, LZMAError, struct.error, EOFError, KeyError, NotImplementedError, RuntimeError,
    OSError, ValueError, OverflowError, UnicodeError,
)  # fmt: skip


class DamagedError(Exception):
    """The bytes are no .npz file, or no longer a whole one. `array` is the one that is at fault, if it is one."""

    def __init__(self, array: str | None = None) -> None:
        super().__init__(array)
        self.array = array


class NotWholeError(DamagedError):
    """An array of which there is less, or more, than its head says."""


class PickledError(DamagedError):
    """An array of Python objects."""


class TooLargeError(DamagedError):
    """An array, or all of them together, would take more than is allowed."""


@dataclass(frozen=True)
class _Head:
    dtype: np.dtype[Any]
    fortran: bool
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """Bytes that the numbers take."""
        return math.prod(self.shape) * self.dtype.itemsize


def read_arrays(content: bytes, most: int, names: "set[str] | None" = None, *, packed: bool = True) -> dict[str, Array]:
    """The arrays in the bytes of an .npz file, of `names` only those.

    Each takes up to `most` bytes, and all together twice that.

    Without `packed`, entries that are compressed are refused: then nothing is larger than the file itself.

    Raises:
        DamagedError: if that is what the bytes are; PickledError and TooLargeError are of its kind.
    """
    if not content.startswith(ZIP):
        raise DamagedError
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            there = [entry.filename.removesuffix(".npy") for entry in entries]
            if len(entries) > MAX_ARRAYS or len(set(there)) < len(there):
                raise DamagedError
            wanted = [
                (name, entry) for name, entry in zip(there, entries, strict=True) if names is None or name in names
            ]  # fmt: skip
            if not packed and any(entry.compress_type != zipfile.ZIP_STORED for _name, entry in wanted):
                raise DamagedError
            heads = {name: _head(archive, entry, name, most) for name, entry in wanted}
            if sum(head.size for head in heads.values()) > 2 * most:
                raise TooLargeError
            return {name: _array(archive, entry, heads[name], name) for name, entry in wanted}
    except DAMAGE:
        raise DamagedError from None


def names_in(content: bytes) -> list[str]:
    """The names of the arrays in the bytes of an .npz file.

    Raises:
        DamagedError: if they are none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [name.removesuffix(".npy") for name in archive.namelist()][:MAX_ARRAYS]
    except DAMAGE:
        raise DamagedError from None


def _head(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, most: int) -> _Head:
    """The head of an entry, which must be as long as the head says."""
    with archive.open(entry) as stream:
        first, length = _start(stream.read(12), name)
        stream.seek(first)
        head = _parsed(stream.read(length), name)
    if max(head.size, entry.file_size - first - length) > most:
        raise TooLargeError(name)
    if entry.file_size != first + length + head.size:
        raise NotWholeError(name)
    return head


def _start(begins: bytes, name: str) -> tuple[int, int]:
    """Where the head of an array begins, and how long it is."""
    version = begins[6:8]
    if begins[:6] != MAGIC or len(begins) < 12 or version not in (b"\1\0", b"\2\0", b"\3\0"):
        raise DamagedError(name)
    first, form = (10, "<H") if version == b"\1\0" else (12, "<I")
    length = int(struct.unpack(form, begins[8:first])[0])
    if length > MAX_HEAD:
        raise DamagedError(name)
    return first, length


def _parsed(text: bytes, name: str) -> _Head:
    try:
        said = ast.literal_eval(text.decode("utf-8").strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise DamagedError(name) from None
    if not isinstance(said, dict) or set(said) != {"descr", "fortran_order", "shape"}:
        raise DamagedError(name)
    kind, fortran, shape = said["descr"], said["fortran_order"], said["shape"]
    if (isinstance(kind, str) and "O" in kind) or isinstance(kind, list):
        raise PickledError(name)
    fits = isinstance(kind, str) and _TYPE.fullmatch(kind) and isinstance(fortran, bool) and isinstance(shape, tuple)
    if not fits or len(shape) > MAX_DIMENSIONS or not all(type(n) is int and 0 <= n < 1 << 48 for n in shape):
        raise DamagedError(name)
    dtype = np.dtype(kind)
    if math.prod(n for n in shape if n) * max(1, dtype.itemsize) >= 1 << 62:  # NumPy counts even what is empty
        raise DamagedError(name)
    return _Head(dtype, fortran, shape)


def _array(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, head: _Head, name: str) -> Array:
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise NotWholeError(name)
    if not head.size:
        return np.zeros(head.shape, head.dtype)
    numbers: Array = np.frombuffer(content, head.dtype, offset=entry.file_size - head.size)
    if head.dtype.kind == "U" and (numbers.view(np.uint32 if head.dtype.isnative else ">u4") > 0x10FFFF).any():
        raise DamagedError(name)  # it is no character, and Python would fail when it is looked at
    return numbers.reshape(head.shape, order="F" if head.fortran else "C")


def diagnosed(error: DamagedError, file: str, most: int) -> Diagnostic:
    """What is wrong with a file."""
    place, of = Place(file), {"file": file, "key": error.array, "most": most >> 20}
    if isinstance(error, PickledError):
        message = _("{file}: {key} holds Python objects, which are not read: they could run a program")
        help = _("save it as an array of numbers: numpy.asarray(..., dtype=float)")
        return Diagnostic("pickled", message.format(**of), place, help)
    if isinstance(error, TooLargeError):
        message = _("{file}: {key} is larger than {most} MiB") if error.array else _("{file} is larger than {most} MiB")
        return Diagnostic("too-large", message.format(**of), place)
    if isinstance(error, NotWholeError):
        return Diagnostic("damaged", _("{file}: {key} is not whole").format(**of), place)
    if error.array:
        return Diagnostic("damaged", _("{file}: {key} is not an array of NumPy's").format(**of), place)
    message = _("{file} is not an .npz file, or it is damaged").format(**of)
    return Diagnostic("damaged", message, place, _("fetch it again, or write it with numpy.savez"))
