"""IDX files, the format of MNIST: whole numbers from 0 to 255 in an array of any shape.

Two zero bytes, the type (8: one byte a number), the number of dimensions, each dimension as four bytes with the
largest first, and then the numbers, row by row. The whole may be compressed with gzip, whatever the file is called.
"""

import gzip
import io
import math
import struct
import zlib
from pathlib import Path

import numpy as np

from nncli.data.dataset import Array
from nncli.document.reader import read_bytes
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _

MAX_BYTES = 256 << 20
GZIP = b"\x1f\x8b"
ONE_BYTE = 8


def read_idx(path: Path, dimensions: int) -> Array:
    """The array in an IDX file of so many dimensions: of uint8.

    Raises:
        InputError: if the file cannot be read, is damaged, or holds something else.
    """
    file = str(path)
    content = read_bytes(path, file, MAX_BYTES)
    if content.startswith(GZIP):
        content = _unpacked(content, file)
    start = 4 + 4 * dimensions
    if content[:3] != bytes([0, 0, ONE_BYTE]) or len(content) < start:
        message = _("{file} is not an IDX file of whole numbers from 0 to 255: it begins with {bytes}")
        begins = content[:4].hex(" ") or _("nothing")
        raise fault(file, "not-idx", message.format(file=file, bytes=begins))
    if content[3] != dimensions:
        message = _("{file} has {there} dimensions, and not {wanted}")
        message = message.format(file=file, there=content[3], wanted=dimensions)
        raise fault(file, "not-idx", message, _("are the files of pictures and of labels exchanged?"))
    shape = struct.unpack(f">{dimensions}I", content[4:start])
    wanted, there = math.prod(shape), len(content) - start
    if there != wanted:
        message = _("{file} holds {there} numbers where its head says {wanted}")
        help = _("it was not copied whole: fetch it again") if there < wanted else None
        raise fault(file, "damaged", message.format(file=file, there=there, wanted=wanted), help)
    if not wanted:
        raise fault(
            file,
            "damaged",
            _("{file} holds nothing: its head says {shape}").format(file=file, shape="×".join(map(str, shape))),
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def fault(file: str, code: str, message: str, help: str | None = None) -> InputError:
    """What is wrong with a file as a whole."""
    return InputError(Diagnostic(code, message, Place(file), help))


def _unpacked(content: bytes, file: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            unpacked = stream.read(MAX_BYTES + 1)  # a few bytes can unpack to more than fits into memory
    except (OSError, EOFError, zlib.error):
        help = _("it was not copied whole: fetch it again")
        raise fault(file, "damaged", _("{file} is a damaged gzip file").format(file=file), help) from None
    if len(unpacked) > MAX_BYTES:
        message = _("{file} is larger than {most} MiB").format(file=file, most=MAX_BYTES >> 20)
        raise fault(file, "too-large", message)
    return unpacked
