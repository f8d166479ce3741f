"""A figure into a file that is not there yet: PNG, SVG or PDF, the same bytes for the same figure."""

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nncli.errors import Diagnostic, InputError
from nncli.words import _

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# What else a file would say of itself: the day it was made, which changes, and the program's version.
METADATA: dict[str, dict[str, Any]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": "nncli"},
    ".pdf": {"CreationDate": None, "ModDate": None, "Creator": "nncli", "Producer": None},
}
ENDINGS = tuple(METADATA)
DPI = 200


def save(figure: "Figure", path: Path, dpi: float = DPI) -> bool:
    """Writes the figure by the ending of `path`; False if it has signs that none of the fonts here can show.

    Raises:
        InputError: if the file is there already, or cannot be written.
    """
    content, whole = figure_bytes(figure, path.suffix.lower(), dpi)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise there_already(path) from None
    except OSError as error:
        path.unlink(missing_ok=True)  # half a figure is none
        message = _("{file} cannot be written: {reason}").format(file=path, reason=error.strerror)
        raise InputError(Diagnostic("cannot-write", message)) from None
    return whole


def figure_bytes(figure: "Figure", ending: str, dpi: float = DPI) -> tuple[bytes, bool]:
    """The file's content, and whether the fonts here have all its signs."""
    from nncli.render.pictures.figures.style import styled

    out = io.BytesIO()
    with styled(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        figure.savefig(out, format=ending.removeprefix("."), dpi=dpi, metadata=METADATA[ending])
    missing = [warning for warning in caught if "missing from font" in str(warning.message)]
    return out.getvalue(), not missing or ending == ".svg"  # whoever opens an SVG has fonts of their own


def there_already(path: Path) -> InputError:
    """A file is in the way, and stays."""
    message = _("{file} is already there, and is left as it is").format(file=path)
    return InputError(Diagnostic("file-exists", message, help=_("name another file")))
