"""Cuts what is written together into names as mathematicians mean them, and remembers where each token stood."""

import unicodedata
from collections.abc import Set
from typing import NoReturn

from nncli.formula import patterns
from nncli.formula.alphabet import ACCENTS, SPELLED, accented, plain
from nncli.formula.functions import ALIASES
from nncli.formula.tokens import WORDS, Token, refuse


class Naming:
    """The tokens so far; `at` is a place in the text in our alphabet."""

    def __init__(self, text: str, vocabulary: Set[str]) -> None:
        self.source, self.vocabulary = text, vocabulary
        self.text, self.places = plain(text)
        self.tokens: list[Token] = []
        self.at = 0
        self.open = 0  # round and square brackets
        self.silent: list[bool] = []  # for each open brace, whether it only groups the letters of a font
        self.fresh = False  # a font was named and its brace is due
        self.accent = ""
        self.environments: list[str] = []  # how each open environment ends
        joined = (name for name in vocabulary if "_" in name or name == "log1p")
        self.long_names = sorted(joined, key=len, reverse=True)

    def word(self, run: str) -> None:
        """One name, one word, or the letters of a product."""
        start = self.at
        for name in self.long_names:
            if self.text.startswith(name, start) and not self.text[start + len(name) :][:1].isalnum():
                self.at = start + len(name)
                self.named(name, start, self.at)
                return
        if chinese := patterns.CHINESE.search(run):
            run = run[: chinese.start()]
        if self.tokens and self.tokens[-1].kind == "^" and run.startswith("T") and run not in self.vocabulary:
            run = "T"
        if len(run) > 1 and patterns.SUMMED_UP_TO.search(self.text, max(0, start - 60), start):
            run = run[0]  # \\sum_{n=1}^N e written without the blank
        self.at += len(run)
        name = unicodedata.normalize("NFC", run)
        name = name if name in self.vocabulary else SPELLED.get(name, name)
        is_call = self.text[self.at : self.at + 1] == "("
        if name in self.vocabulary and (is_call or run.lower() not in WORDS):
            self.named(name, start, self.at)
        elif run.lower() in WORDS and not self.accent:
            self.emit("word", WORDS[run.lower()], start, self.at)
        elif run in patterns.SPELLED_SIGNS and (run != "grad" or patterns.OPERAND.match(self.text, self.at)):
            self.emit(patterns.SPELLED_SIGNS[run], run, start, self.at)
        elif run.endswith("'") and run[:-1] in self.vocabulary - ALIASES.keys() and not run.endswith("''"):
            self.named(run[:-1], start, self.at - 1)  # s' is the transpose of s where nothing is called s'
            self.emit("⊤", "'", self.at - 1, self.at)
        elif not self._cut(run, start):
            self.named(name, start, self.at)

    def _cut(self, run: str, start: int) -> bool:
        """Cuts δij and x1 into name and index, and ss into its letters; False where it is none of these."""
        delta, digits = patterns.DELTA.match(run), patterns.DIGITS.fullmatch(run)
        if delta:
            self.at = start + delta.end()
            self._indexed("δ", "name", delta[1] or delta[2], start)
        elif digits and digits[1] in self.vocabulary:
            if digits[2] == "1" and patterns.TRANSPOSED.match(self.text, self.at):
                self.at -= 1  # s1^T is s times the row of ones
                self.named(digits[1], start, self.at)
            else:
                self._indexed(digits[1], "number", digits[2], start)
        elif (indexed := patterns.INDEXED.fullmatch(run)) and indexed[1] in self.vocabulary:
            self._indexed(indexed[1], "name", indexed[2], start)
        elif len(run) > 1 and all(letter in self.vocabulary for letter in run):
            for n, letter in enumerate(run):
                self.named(letter, start + n, start + n + 1)
        else:
            return False
        return True

    def _indexed(self, name: str, kind: str, index: str, start: int) -> None:
        self.named(name, start, self.at)
        self.emit("_", "_", start, self.at)
        self.emit(kind, index, start, self.at)

    def named(self, name: str, start: int, end: int, kind: str = "name") -> None:
        """A name, with the accent that waits for one."""
        if self.accent:
            name, self.accent = accented(name, self.accent), ""
        self.fresh = False
        self.emit(kind, name, start, end)

    def lowered(self) -> None:
        """What is lowered without braces: one index, two of δ, or the rest of a name such as x_max."""
        start, self.at = self.at, self.at + 1
        match = patterns.SUBSCRIPT.match(self.text, self.at)
        before = self.tokens[-1] if self.tokens and self.tokens[-1].kind == "name" else None
        if match is None or (before is None and not self.tokens):
            self.emit("_", "_", start, self.at)
            return
        letters, known = match["letters"] or "", before is None or before.text in self.vocabulary
        if before and letters in ("hat", "bar", "tilde"):
            self.tokens[-1] = before._replace(
                text=accented(before.text, ACCENTS[letters]), end=self.place(match.end() - 1) + 1
            )
            self.at = match.end()
            return
        is_word = before is not None and before.text.lower() == "softmax" and patterns.OF_PROGRAMS.fullmatch(letters)
        if before and len(letters) > 2 and (is_word or not known):
            self.at = match.end()
            self.tokens[-1] = before._replace(text=f"{before.text}_{letters}", end=self.place(self.at - 1) + 1)
            return
        if match["number"]:
            text, end = match["number"], match.end()
        elif letters in ("max", "min"):
            text, end = letters, match.end("letters")
        else:
            both = before is not None and letters[:2].islower() and len(letters) > 1
            both = both and before is not None and (before.text in "δI" or not known)
            end = match.start("letters") + (2 if both else 1)
            text = self.text[match.start("letters") : end]
            if end == match.end("letters"):
                end = match.end()
                text += match[3]
        self.emit("_", "_", start, start + 1)
        self.emit("number" if match["number"] else "name", text, self.at, end)
        self.at = end

    def emit(self, kind: str, text: str, start: int, end: int) -> None:
        """One more token. What goes on with an equals sign is no new line and no new column."""
        while kind == "=" and self.tokens and self.tokens[-1].kind in (";", ","):
            self.tokens.pop()
        if kind == ";" and self.tokens and self.tokens[-1].kind == "=":
            return
        self.tokens.append(Token(kind, text, self.place(start), self.place(end - 1) + 1))

    def place(self, at: int) -> int:
        """The place in the text as it was written."""
        return self.places[min(at, len(self.places) - 1)]

    def refuse(self, message: str, length: int = 1, help: str = "") -> NoReturn:
        """Ends the reading here."""
        refuse(message, self.source, self.place(self.at), length, help=help)
