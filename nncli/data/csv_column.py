"""One column of a table as it is read: its numbers in a flat array, and every cell that is none by its word."""

from array import array
from collections.abc import Sequence

import numpy as np

from nncli.data.csv_numbers import is_missing, read_number
from nncli.data.dataset import Array

NUMBER = -1  # the code of a cell that is a number


class Column:
    """The cells of a column so far. Each different word is kept once, with the line on which it first stands.

    With `every_word` the words of numbers are kept too: classes are called as they are written.
    """

    def __init__(self, heading: str, *, decimal_comma: bool, every_word: bool = False) -> None:
        self.heading = heading
        self.words: dict[str, tuple[int, int]] = {}  # word: its code, the line of its first cell
        self._numbers, self._codes = array("d"), array("q")
        self._of_words: list[float] = []  # the number that each word spells, NaN where it is none
        self._decimal_comma, self._every_word = decimal_comma, every_word

    def extend(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        """More cells, each with the line of its row. A million take a second, as long as few are words of their own."""
        if self._every_word or not self._take_numbers(cells):
            self._take_words([cell.strip() for cell in cells], lines)

    def _take_numbers(self, cells: Sequence[str]) -> bool:
        """Takes cells that are numbers one and all."""
        try:
            numbers = np.array(list(map(float, cells)))
        except ValueError:
            if not self._decimal_comma:
                return False
            with_points = [cell if "." in cell else cell.replace(",", ".", 1) for cell in cells]
            try:
                numbers = np.array(list(map(float, with_points)))
            except ValueError:
                return False
        if not np.isfinite(numbers).all() or "_" in "".join(cells):  # 1_000 is a number to Python alone
            return False
        self._numbers.frombytes(numbers.tobytes())
        self._codes.frombytes(np.full(len(cells), NUMBER, np.int64).tobytes())
        return True

    def _take_words(self, cells: list[str], lines: Sequence[int]) -> None:
        if not self.words.keys() >= set(cells):
            for text, line in zip(cells, lines, strict=True):
                if text not in self.words:
                    self.words[text] = (len(self.words), line)
                    number = read_number(text, decimal_comma=self._decimal_comma)
                    self._of_words.append(np.nan if number is None else number)
        codes = np.array([self.words[text][0] for text in cells], np.int64)
        numbers = np.array(self._of_words)[codes]
        if not self._every_word:
            codes[~np.isnan(numbers)] = NUMBER
        self._numbers.frombytes(numbers.tobytes())
        self._codes.frombytes(codes.tobytes())

    @property
    def numbers(self) -> Array:
        """(n,) with NaN where a cell is no number."""
        return np.frombuffer(self._numbers, np.float64)

    @property
    def codes(self) -> Array:
        """(n,) the words' codes, NUMBER where a number stands."""
        return np.frombuffer(self._codes, np.int64)

    @property
    def missing(self) -> Array:
        """(n,) whether the cell says that there is no value."""
        empty = [code for word, (code, _line) in self.words.items() if is_missing(word)]
        found: Array = np.isin(self.codes, empty)
        return found

    def strange(self) -> dict[str, int]:
        """The words that are neither numbers nor missing, each with its first line."""
        return {
            word: line
            for word, (_code, line) in self.words.items()
            if not is_missing(word) and read_number(word, decimal_comma=self._decimal_comma) is None
        }

    def texts(self) -> Array:
        """(n,) the cells as they are written; numbers whose words were not kept by their shortest digits."""
        words = np.array([*self.words, ""], dtype=object)  # code NUMBER takes the last, and is written over
        found: Array = words[self.codes]
        is_number = self.codes == NUMBER
        if is_number.any():
            numbers, places = np.unique(self.numbers[is_number], return_inverse=True)
            shortest = [repr(number).removesuffix(".0") for number in numbers.tolist()]
            found[is_number] = np.array(shortest, dtype=object)[places]
        return found
