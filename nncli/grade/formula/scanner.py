"""Text to tokens: one list, whichever way the formula was written.

Names are cut as mathematicians mean them: `p_ip_j` and `ss^T` are products, `delta_ij` has two indices, `x_max` and
`\\hat{y}` are single symbols.
"""

import unicodedata
from collections.abc import Set
from typing import NoReturn

from nncli.grade.formula import patterns
from nncli.grade.formula.alphabet import ACCENTS, FONTS, GREEK, SIGNS, SILENT, SPELLED, accented, plain
from nncli.grade.formula.tokens import MAX_LENGTH, WORDS, Token, refuse
from nncli.words import _

MAX_DIGITS = 30


def tokenize(text: str, vocabulary: Set[str]) -> list[Token]:
    """The tokens of `text`. The `vocabulary` are the names that have a meaning.

    Raises:
        InputError: a sign that is none of ours, or more text than a formula has.
    """
    if len(text) > MAX_LENGTH:
        message = _("a formula of {n} characters is too long; the limit is {limit}")
        refuse(message.format(n=len(text), limit=MAX_LENGTH), text, 0, code="formula-too-large")
    return _Scanner(text, vocabulary).scan()


class _Scanner:
    """Goes through the text once; `at` is a place in the text in our alphabet."""

    def __init__(self, text: str, vocabulary: Set[str]) -> None:
        self.source, self.vocabulary = text, vocabulary
        self.text, self.places = plain(text)
        self.tokens: list[Token] = []
        self.at = 0
        self.open = 0  # round and square brackets
        self.silent: list[bool] = []  # for each open brace, whether it only groups the letters of a font
        self.fresh = False  # a font was named and its brace is due
        self.accent = ""
        self.long_names = sorted((name for name in vocabulary if "_" in name), key=len, reverse=True)

    def scan(self) -> list[Token]:
        """All tokens."""
        while self.at < len(self.text):
            sign = self.text[self.at]
            if sign in " $" or (sign in ".。" and not self.text[self.at + 1 :].strip(" \n$")):
                self.at += 1
            elif sign == "\n":
                self._newline()
            elif sign == "\\":
                self._command()
            elif sign == "_":
                self._lowered()
            elif patterns.CHINESE.match(sign):
                self._chinese()
            elif match := patterns.WORD.match(self.text, self.at):
                self._word(match[0])
            elif match := patterns.NUMBER.match(self.text, self.at):
                self._number(match[0])
            elif match := patterns.SIGN.match(self.text, self.at):
                self._sign(match[0])
            else:
                self.refuse(_("'{sign}' cannot be read here").format(sign=_shown(sign)), help=self._hint(sign))
        return self.tokens

    def _hint(self, sign: str) -> str:
        if sign == "." and self.text[self.at : self.at + 2] == ".T":
            return _("write p^T for the transpose of p")
        if sign == "|":
            return _("write abs(…) for an absolute value")
        return ""

    def _newline(self) -> None:
        """A line of its own begins where it says something of its own; else a long formula goes on."""
        self.at += 1
        line = self.text[self.at :].split("\n", 1)[0]
        if self.tokens and not self.silent and self.open <= 0 and patterns.ANY_RELATION.search(line):
            self._emit(";", ";", self.at - 1, self.at)

    def _command(self) -> None:
        for pattern, kind in ((patterns.CASES, "cases"), (patterns.CASES_END, "end")):
            if match := pattern.match(self.text, self.at):
                self._emit(kind, match[0], self.at, match.end())
                self.at = match.end()
                return
        match = patterns.COMMAND.match(self.text, self.at)
        if match is None:
            self.refuse(_("'{sign}' cannot be read here").format(sign="\\"))
        name, start = match[1], self.at
        self.at = match.end()
        if name in FONTS:
            self._font(name, start)
        elif name in ACCENTS:
            self.fresh, self.accent = True, ACCENTS[name]
        elif name in SILENT:
            self._skip_point(name)
        elif name in SIGNS:
            self._emit(SIGNS[name], SIGNS[name], start, self.at)
        elif name in GREEK:
            kind = "Σ" if GREEK[name] == "Σ" else "name"
            self._named(GREEK[name], start, self.at, kind)
        elif name in self.vocabulary:
            self._named(name, start, self.at)
        else:
            self.at = start
            message = _("'\\{name}' is not in the LaTeX that is read here").format(name=name)
            self.refuse(message, len(match[0]))

    def _font(self, name: str, start: int) -> None:
        if name.startswith(("math", "bold", "bm", "pmb", "bf")) and (ones := patterns.ONES.match(self.text, self.at)):
            self.at = ones.end()
            self._emit("𝟏", "𝟏", start, self.at)
            return
        self.fresh = True

    def _skip_point(self, name: str) -> None:
        """`\\left.` and `\\right.` are brackets that are not there."""
        if name in ("left", "right") and self.text[self.at : self.at + 1] == ".":
            self.at += 1

    def _sign(self, sign: str) -> None:
        start, self.at = self.at, self.at + len(sign)
        kind = patterns.SAME.get(sign, sign)
        self.open += (kind in "([") - (kind in ")]")
        if kind == "{":
            self.silent.append(self.fresh)
            if self.fresh:
                self.fresh = False
                return
        elif kind == "}" and self.silent and self.silent.pop():
            self.accent = ""
            return
        self._emit(kind, sign, start, self.at)

    def _number(self, digits: str) -> None:
        mantissa, _sign, exponent = digits.lower().partition("e")
        if len(mantissa) > MAX_DIGITS or abs(int(exponent[:4] or 0)) > MAX_DIGITS or len(exponent) > 4:
            self.refuse(_("a number of a formula has at most {n} digits").format(n=MAX_DIGITS), len(digits))
        self._emit("number", digits, self.at, self.at + len(digits))
        self.at += len(digits)

    def _chinese(self) -> None:
        for word in patterns.CHINESE_WORDS:
            if self.text.startswith(word, self.at):
                self._emit("word", WORDS[word], self.at, self.at + len(word))
                self.at += len(word)
                return
        self.refuse(_("'{sign}' cannot be read here").format(sign=_shown(self.text[self.at])))

    def _word(self, run: str) -> None:
        """One name, one word, or the letters of a product."""
        start = self.at
        for name in self.long_names:
            if self.text.startswith(name, start) and not self.text[start + len(name) :][:1].isalnum():
                self.at = start + len(name)
                self._named(name, start, self.at)
                return
        if chinese := patterns.CHINESE.search(run):
            run = run[: chinese.start()]
        if self.tokens and self.tokens[-1].kind == "^" and run.startswith("T") and run not in self.vocabulary:
            run = "T"
        self.at += len(run)
        name = unicodedata.normalize("NFC", run)
        name = name if name in self.vocabulary else SPELLED.get(name, name)
        if name in self.vocabulary:
            self._named(name, start, self.at)
        elif run.lower() in WORDS and not self.accent:
            self._emit("word", WORDS[run.lower()], start, self.at)
        elif run in patterns.SPELLED_SIGNS:
            self._emit(patterns.SPELLED_SIGNS[run], run, start, self.at)
        elif not self._cut(run, start):
            self._named(name, start, self.at)

    def _cut(self, run: str, start: int) -> bool:
        """Cuts δij and x1 into name and index, and ss into its letters; False where it is none of these."""
        delta, digits = patterns.DELTA.match(run), patterns.DIGITS.fullmatch(run)
        if delta:
            self.at = start + delta.end()
            self._indexed("δ", "name", delta[1] or delta[2], start)
        elif digits and digits[1] in self.vocabulary:
            if digits[2] == "1" and patterns.TRANSPOSED.match(self.text, self.at):
                self.at -= 1  # s1^T is s times the row of ones
                self._named(digits[1], start, self.at)
            else:
                self._indexed(digits[1], "number", digits[2], start)
        elif len(run) > 1 and all(letter in self.vocabulary for letter in run):
            for n, letter in enumerate(run):
                self._named(letter, start + n, start + n + 1)
        else:
            return False
        return True

    def _indexed(self, name: str, kind: str, index: str, start: int) -> None:
        self._named(name, start, self.at)
        self._emit("_", "_", start, self.at)
        self._emit(kind, index, start, self.at)

    def _named(self, name: str, start: int, end: int, kind: str = "name") -> None:
        if self.accent:
            name, self.accent = accented(name, self.accent), ""
        self.fresh = False
        self._emit(kind, name, start, end)

    def _lowered(self) -> None:
        """What is lowered without braces: one index, two of δ, or the rest of a name such as x_max."""
        start, self.at = self.at, self.at + 1
        match = patterns.SUBSCRIPT.match(self.text, self.at)
        before = self.tokens[-1] if self.tokens and self.tokens[-1].kind == "name" else None
        if match is None or (before is None and not self.tokens):
            self._emit("_", "_", start, self.at)
            return
        letters, known = match["letters"] or "", before is None or before.text in self.vocabulary
        if before and letters in ("hat", "bar", "tilde"):
            self.tokens[-1] = before._replace(
                text=accented(before.text, ACCENTS[letters]), end=self._place(match.end() - 1)
            )
            self.at = match.end()
            return
        if before and not known and len(letters) > 2:
            self.at = match.end()
            self.tokens[-1] = before._replace(text=f"{before.text}_{letters}", end=self._place(self.at - 1) + 1)
            return
        if match["number"]:
            text, end = match["number"], match.end()
        elif letters in ("max", "min"):
            text, end = letters, match.end("letters")
        else:
            both = before is not None and len(letters) > 1 and (before.text in "δI" or not known)
            end = match.start("letters") + (2 if both else 1)
            text = self.text[match.start("letters") : end]
            if end == match.end("letters"):
                end = match.end()
                text += match[3]
        self._emit("_", "_", start, start + 1)
        self._emit("number" if match["number"] else "name", text, self.at, end)
        self.at = end

    def _emit(self, kind: str, text: str, start: int, end: int) -> None:
        self.tokens.append(Token(kind, text, self._place(start), self._place(end - 1) + 1))

    def _place(self, at: int) -> int:
        return self.places[min(at, len(self.places) - 1)]

    def refuse(self, message: str, length: int = 1, help: str = "") -> NoReturn:
        """Ends the reading here."""
        refuse(message, self.source, self._place(self.at), length, help=help)


def _shown(sign: str) -> str:
    """A sign as it can be printed."""
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"
