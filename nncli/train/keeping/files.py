"""Files of a run: written whole or not at all, and read without running anything that is in them."""

import io
import os
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np

from nncli.errors import Diagnostic, InputError, Place
from nncli.train.arrays.layout import Array
from nncli.words import _

ZIP = b"PK\3\4"  # what a zip file begins with, and an .npz is one
# What NumPy and zipfile raise where bytes are not as they should be; the last two for encrypted or unknown packing.
DAMAGED = (
    OSError, EOFError, KeyError, SyntaxError, MemoryError, OverflowError, struct.error, zipfile.BadZipFile, zlib.error,
    RuntimeError, NotImplementedError,
)  # fmt: skip


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside its place and moves it there: whoever looks sees the old one or the new one, never half.

    Raises:
        InputError: if it cannot be written; the old file stays.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if not isinstance(error, OSError):  # the second Ctrl-C
            raise
        message = _("{file} cannot be written: {reason}").format(file=path, reason=error.strerror)
        raise InputError(Diagnostic("cannot-write", message)) from None


def npz(arrays: dict[str, Array]) -> bytes:
    """Arrays as the bytes of an .npz file."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]  # NumPy's own stub takes the names for its options
    return buffer.getvalue()


def read_npz(path: Path) -> dict[str, Array]:
    """The arrays of an .npz file; pickles are refused, for reading one runs what it says.

    Raises:
        InputError: if there is no such file, or it is no .npz, is damaged, or holds a pickle.
    """

    def unusable(code: str, message: str, help: str | None = None) -> InputError:
        return InputError(Diagnostic(code, message.format(file=path), Place(str(path)), help))

    try:
        with path.open("rb") as file:
            if file.read(len(ZIP)) != ZIP:  # NumPy takes whatever it does not know for a pickle
                raise unusable("not-npz", _("{file} is no .npz file, or is damaged"))
            file.seek(0)
            with np.load(file, allow_pickle=False) as archive:
                return {name: archive[name] for name in archive.files}
    except FileNotFoundError:
        raise unusable("no-such-file", _("there is no file {file}")) from None
    except ValueError as error:
        if "pickle" in str(error).lower():
            message = _("{file} holds pickled objects, and reading those would run what they say")
            raise unusable("pickle", message, _("nncli writes and reads plain arrays alone")) from None
        raise unusable("not-npz", _("{file} is no .npz file, or is damaged")) from None
    except DAMAGED:
        raise unusable("not-npz", _("{file} is no .npz file, or is damaged")) from None
