"""Text to tokens: one list, whichever way the formula was written.

Names are cut as mathematicians mean them: `p_ip_j` and `ss^T` are products, `delta_ij` has two indices, `x_max` and
`\\hat{y}` are single symbols.
"""

from collections.abc import Set

from nncli.formula import patterns
from nncli.formula.alphabet import ACCENTS, FONTS, GREEK, SIGNS, SILENT
from nncli.formula.naming import Naming
from nncli.formula.tokens import ELSE, MAX_LENGTH, WORDS, Token, refuse
from nncli.words import _

MAX_DIGITS = 30
_ENVIRONMENTS = (
    (patterns.CASES, "cases"),
    (patterns.MATRIX, "matrix"),
    (patterns.MATRIX_END, "end"),
    (patterns.CASES_END, "end"),
)
# Behind these a line goes on on the next.
_OPEN_ENDS = frozenset(
    {"+", "-", "*", "/", "⊙", "⊗", "^", "_", "=", ",", ":", ";", "(", "[", "{", "Σ", "cases", "word", "matrix"}
)


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
            elif self._is_behind_part() and (match := patterns.METHOD.match(self.text, self.at)):
                self.emit("method", match[1], self.at, match.end())
                self.at = match.end()
            elif match := patterns.NUMBER.match(self.text, self.at):
                self._number(match[0])
            elif match := patterns.SIGN.match(self.text, self.at):
                self._sign(match[0])
            else:
                self.refuse(_("'{sign}' cannot be read here").format(sign=_shown(sign)), help=self._hint(sign))
        return self.tokens

    def _hint(self, sign: str) -> str:
        if sign == "|":
            return _("write abs(…) for an absolute value")
        return ""

    def _is_behind_part(self) -> bool:
        """Whether the last token closes a part of a formula right before this place: there `.sum()` may follow."""
        return (
            bool(self.tokens)
            and self.tokens[-1].kind in ("name", ")", "]")
            and self.tokens[-1].end == self.place(self.at)
        )

    def _newline(self) -> None:
        """A line of its own begins where it says something of its own; else a long formula goes on."""
        self.at += 1
        line = self.text[self.at :].split("\n", 1)[0].strip()
        if not self.tokens or self.silent or self.open > 0 or not line:
            return
        before = self.tokens[-1]
        if before.kind in (":", "*", "/", "⊙", "^", "_", "-", "+", "cases") or (
            before.kind == "word" and before.text != ELSE
        ):
            return
        if patterns.ANY_RELATION.search(line) or not (
            patterns.GOES_ON.match(line) or self.tokens[-1].kind in _OPEN_ENDS
        ):
            kind = ":" if self._is_condition_alone() else ";"
            self.emit(kind, "\n", self.at - 1, self.at)

    def _is_condition_alone(self) -> bool:
        """Whether the line so far is `i = j`, `当 i ≠ j` or `otherwise` and no more."""
        at = len(self.tokens)
        while at and self.tokens[at - 1].kind not in (";", "cases"):
            at -= 1
        kinds = [token.kind for token in self.tokens[at:] if token.kind not in ("(", ")", "[", "]", "{", "}")]
        words = [token.text for token in self.tokens[at:] if token.kind == "word"]
        kinds = [kind for kind in kinds if kind not in ("word", ",")]
        return kinds in (["name", "=", "name"], ["name", "!=", "name"]) or (not kinds and words == [ELSE])

    def _command(self) -> None:
        for pattern, kind in _ENVIRONMENTS:
            if match := pattern.match(self.text, self.at):
                ends = kind == "end"
                if not ends:
                    self.environments.append({"cases": "end", "matrix": "end matrix"}[kind])
                meant = self.environments.pop() if ends and self.environments else kind
                self.emit(meant, match[0], self.at, match.end())
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
