"""Text to tokens: one list, whichever way the formula was written.

Names are cut as mathematicians mean them: `p_ip_j` and `ss^T` are products, `delta_ij` has two indices, `x_max` and
`\\hat{y}` are single symbols.
"""

from collections.abc import Set

from nncli.formula import patterns
from nncli.formula.alphabet import ACCENTS, FONTS, GREEK, SIGNS, SILENT
from nncli.formula.naming import Naming
from nncli.formula.tokens import MAX_LENGTH, WORDS, Token, refuse
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


class _Scanner(Naming):
    """Goes through the text once."""

    def scan(self) -> list[Token]:
        """All tokens."""
        while self.at < len(self.text):
            sign = self.text[self.at]
            if sign in " $":
                self.at += 1
            elif match := patterns.FULL_STOP.match(self.text, self.at):
                self.at = match.end()
            elif sign == "\n":
                self._newline()
            elif sign == "\\":
                self._command()
            elif sign == "_":
                self.lowered()
            elif patterns.CHINESE.match(sign):
                self._chinese()
            elif match := patterns.WORD.match(self.text, self.at):
                self.word(match[0])
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
            self.emit(";", ";", self.at - 1, self.at)

    def _command(self) -> None:
        for pattern, kind in ((patterns.CASES, "cases"), (patterns.CASES_END, "end")):
            if match := pattern.match(self.text, self.at):
                self.emit(kind, match[0], self.at, match.end())
                self.at = match.end()
                return
        if match := patterns.SETTING.match(self.text, self.at):
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
            self.emit(SIGNS[name], SIGNS[name], start, self.at)
        elif name in GREEK:
            kind = "Σ" if GREEK[name] == "Σ" else "name"
            self.named(GREEK[name], start, self.at, kind)
        elif name in self.vocabulary:
            self.named(name, start, self.at)
        else:
            self.at = start
            message = _("'\\{name}' is not in the LaTeX that is read here").format(name=name)
            self.refuse(message, len(match[0]))

    def _font(self, name: str, start: int) -> None:
        if name.startswith(("math", "bold", "bm", "pmb", "bf")) and (ones := patterns.ONES.match(self.text, self.at)):
            self.at = ones.end()
            self.emit("𝟏", "𝟏", start, self.at)
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
        self.emit(kind, sign, start, self.at)

    def _number(self, digits: str) -> None:
        mantissa, _sign, exponent = digits.lower().partition("e")
        if len(mantissa) > MAX_DIGITS or abs(int(exponent[:4] or 0)) > MAX_DIGITS or len(exponent) > 4:
            self.refuse(_("a number of a formula has at most {n} digits").format(n=MAX_DIGITS), len(digits))
        self.emit("number", digits, self.at, self.at + len(digits))
        self.at += len(digits)

    def _chinese(self) -> None:
        for word in patterns.CHINESE_WORDS:
            if self.text.startswith(word, self.at):
                self.emit("word", WORDS[word], self.at, self.at + len(word))
                self.at += len(word)
                return
        message = _("'{sign}' cannot be read here").format(sign=_shown(self.text[self.at]))
        self.refuse(message, help=_("only the formula is read; leave explanations out, and declare names under let:"))


def _shown(sign: str) -> str:
    """A sign as it can be printed."""
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"
