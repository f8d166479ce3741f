"""The drawing of a network as this terminal, or this pipe, can show it."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nncli.models.model import Model
    from nncli.render.numbers import NumberFormat


def picture_of(
    model: "Model", columns: int, numbers: "NumberFormat | None" = None, *, plain: bool = False
) -> list[str]:
    """Its lines; in ASCII where they are to be plain, or the encoding of the output has no signs for frames."""
    from nncli.render.pictures.network.drawing import picture_lines
    from nncli.render.pictures.network.signs import can_show

    return picture_lines(model, columns, ascii=plain or not can_show(sys.stdout.encoding), numbers=numbers)
