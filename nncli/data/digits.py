"""The handwritten digits that come with the program: 1797 pictures of 8×8 points, each point from 0 to 16.

Forty-three people wrote them; a point counts the black ones of a 4×4 block of the scanned picture. It is the test part
of UCI's "Optical Recognition of Handwritten Digits", in the order in which scikit-learn distributes it.
"""

from pathlib import Path

import numpy as np

from nncli.data.dataset import DataSet, Rows
from nncli.words import _

FILE = Path(__file__).parent / "files" / "digits.npz"
SIDE = 8
DARKEST = 16


def digits() -> DataSet:
    """The digits; every input is scaled to 0 … 1."""
    with np.load(FILE, allow_pickle=False) as arrays:
        x, y = arrays["x"] / DARKEST, arrays["y"].astype(int)
    return DataSet(
        name="digits",
        about=_("1797 handwritten digits of 8×8 points"),
        source=_(
            "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, "
            "1998, doi 10.24432/C50P49"
        ),
        licence="CC BY 4.0",
        inputs=tuple(f"p{row}_{column}" for row in range(SIDE) for column in range(SIDE)),
        classes=tuple(str(digit) for digit in range(10)),
        train=Rows(x, y),
        image=(SIDE, SIDE),
    )
