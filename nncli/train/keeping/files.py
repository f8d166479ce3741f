"""Files of a run: written whole or not at all, and read without running anything that is in them."""

import io
import os
from contextlib import suppress
from pathlib import Path

import numpy as np

from nncli.data.npz import DamagedError, PickledError, read_arrays
from nncli.document.reader import read_bytes
from nncli.errors import Diagnostic, InputError, Place
from nncli.train.arrays.layout import Array
from nncli.words import _

MAX_BYTES = 1 << 30  # of a checkpoint or a model


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
    """The arrays of an .npz file that `npz` wrote; pickles are refused, for reading one runs what it says.

    Nothing is unpacked that is larger than the file itself: a run is kept uncompressed.

    Raises:
        InputError: if there is no such file, or it is no .npz, is damaged, or holds a pickle.
    """
    file = str(path)
    try:
        return read_arrays(read_bytes(path, file, MAX_BYTES), MAX_BYTES, packed=False)
    except PickledError:
        message = _("{file} holds pickled objects, and reading those would run what they say").format(file=file)
        help = _("nncli writes and reads plain arrays alone")
        raise InputError(Diagnostic("pickle", message, Place(file), help)) from None
    except DamagedError:
        message = _("{file} is no .npz file, or is damaged").format(file=file)
        raise InputError(Diagnostic("not-npz", message, Place(file))) from None
