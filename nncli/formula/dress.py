"""Takes the dress off a formula: wrappers, explanations and words. What is left has every sign where it was."""

from dataclasses import dataclass, field

from nncli.formula.displays import joined
from nncli.formula.explanations import explained
from nncli.formula.headings import headed
from nncli.formula.idioms import plain_program
from nncli.formula.loops import unrolled
from nncli.formula.programs import as_formulas
from nncli.formula.rows import as_columns
from nncli.formula.tokens import MAX_LENGTH
from nncli.formula.wording import parted, without_words
from nncli.formula.wrappers import unwrapped


@dataclass(frozen=True, slots=True)
class Undressed:
    """The formula alone, as long as the text it came from, and what the text declares beside it."""

    text: str
    declarations: dict[str, str] = field(default_factory=dict)


def undressed(text: str, own: frozenset[str] = frozenset()) -> Undressed:
    """`text` without its dress. `own` are the names that have a meaning of their own; they are not declared anew."""
    if len(text) > MAX_LENGTH:
        return Undressed(text)
    formulas = as_formulas(unrolled(plain_program(as_columns(text))), own)
    bare, declarations = explained(parted(headed(unwrapped(joined(formulas)))), own)
    return Undressed(without_words(bare), {key: without_words(body) for key, body in declarations.items()})
