"""On a left side `ds_i/dx_j` is ∂s_i/∂x_j."""

import re

from nncli.formula.cursor import Vocabulary
from nncli.formula.tokens import CONSTANTS, Token


def with_signs_of_derivatives(tokens: list[Token], names: Vocabulary) -> list[Token]:
    """The tokens with ∂ where d stands for it."""
    found: list[Token] = []
    for token in tokens:
        name = token.text
        if token.kind != "name" or name in names.words or not name.startswith("d"):
            found.append(token)
        elif name == "d":
            found.append(token._replace(kind="∂"))
        elif name[1:] in names.words - CONSTANTS or re.fullmatch(r"[^\W\d_]", name[1:]):
            found += [
                token._replace(kind="∂", end=token.start + 1),
                token._replace(text=name[1:], start=token.start + 1),
            ]
        else:
            found.append(token)
    return found
