"""Every sentence that a user reads goes through `_()`, so that a catalogue can say it in another language.

The lookup follows gettext: the language comes from LANGUAGE, LC_ALL, LC_MESSAGES or LANG, and a sentence without a
translation is given in English. `speak()` chooses a language for the rest of the run.
"""

import gettext
from collections.abc import Iterable
from functools import reduce
from pathlib import Path

LANGUAGES = {"en": "en", "zh": "zh_CN"}
FOLDER = Path(__file__).parent / "locale"
_catalogue = gettext.translation("nncli", FOLDER, fallback=True)


def _(sentence: str) -> str:
    """The sentence in the reader's language."""
    return _catalogue.gettext(sentence) if sentence else ""  # gettext says its own header for nothing


def in_every_language(sentence: str) -> list[str]:
    """A sentence of a table as each language says it: what a student may have copied from a page in any of them."""
    catalogues = (gettext.translation("nncli", FOLDER, [code], fallback=True) for code in LANGUAGES.values())
    return list(dict.fromkeys([sentence, *(catalogue.gettext(sentence) for catalogue in catalogues if sentence)]))


def ngettext(one: str, many: str, n: int) -> str:
    """The form of the sentence that fits n."""
    return _catalogue.ngettext(one, many, n)


def listing(words: Iterable[str]) -> str:
    """`a, b, c` with the signs of the reader's language."""
    return _(", ").join(words)


def clauses(parts: Iterable[str]) -> str:
    """`one thing; another` with the signs of the reader's language."""
    return _("; ").join(parts)


def sentences(said: Iterable[str]) -> str:
    """`One sentence. Another.`, with a blank between them where the reader's language has one."""
    joint = _("{before} {then}")
    return reduce(lambda before, then: joint.format(before=before, then=then) if before else then, said, "")


def of(subject: str, said: str) -> str:
    """`subject: what is said of it` with the signs of the reader's language."""
    return _("{subject}: {said}").format(subject=subject, said=said)


def N_(sentence: str) -> str:  # noqa: N802  # gettext's own name for it
    """Marks a sentence of a table for the catalogue; `_()` translates it where it is said."""
    return sentence


def speak(language: str) -> None:
    """From here on sentences are said in `language`, one of LANGUAGES."""
    global _catalogue  # noqa: PLW0603  # the language is the one thing that the whole program shares
    _catalogue = gettext.translation("nncli", FOLDER, [LANGUAGES[language]], fallback=True)
