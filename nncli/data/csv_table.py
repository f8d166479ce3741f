"""The rows of a CSV file as they are read: numbers in one flat array, labels, and every cell that is at fault."""

from array import array

from nncli.data.csv_labels import Labels, read_number
from nncli.errors import Diagnostic, InputError, Place
from nncli.words import _, ngettext

MAX_FAULTS = 20
MAX_SHOWN = 40  # characters of a cell


class Table:
    """The rows read so far, and what is wrong with them."""

    def __init__(self, file: str, headings: list[str], target: int | None, *, decimal_comma: bool) -> None:
        self.numbers = array("d")  # row by row
        self.labels = Labels(decimal_comma=decimal_comma)
        self.rows = 0
        self.faults: list[Diagnostic] = []
        self._file, self._headings, self._target, self._decimal_comma = file, headings, target, decimal_comma

    def add(self, line: int, row: list[str]) -> None:
        """One more row, which begins at this line.

        Raises InputError where there are too many faults.
        """
        if len(row) != len(self._headings):
            cells = ngettext("{n} cell", "{n} cells", len(row)).format(n=len(row))
            message = _("this row has {cells}, and there are {n} headings").format(cells=cells, n=len(self._headings))
            self._fault(line, "ragged", message)
            return
        self.rows += 1
        for n, cell in enumerate(row):
            if n == self._target:
                self.labels.add(cell.strip(), line)
                if not cell.strip():
                    self._empty(line, n)
                continue
            number = read_number(cell, decimal_comma=self._decimal_comma)
            if number is None:
                self._not_a_number(line, n, cell.strip())
            self.numbers.append(0.0 if number is None else number)

    def _not_a_number(self, line: int, n: int, cell: str) -> None:
        if not cell:
            self._empty(line, n)
            return
        shown = cell if len(cell) <= MAX_SHOWN else cell[:MAX_SHOWN] + "…"
        message = _("column '{column}': '{cell}' is not a number").format(column=self._headings[n], cell=shown)
        help = None
        if cell.strip("+-").casefold() in ("nan", "inf", "infinity", "na", "n/a", "null", "?"):
            help = _("fill it in, or leave the row out")
        elif "," in cell:
            help = _("write a decimal point; a decimal comma is read where semicolons or tabs stand between the cells")
        elif cell[0] not in "+-.0123456789":
            help = _("inputs are numbers; a category becomes a column of 0 and 1 for each of its values")
        self._fault(line, "not-a-number", message, help)

    def _empty(self, line: int, n: int) -> None:
        message = _("column '{column}' is empty here").format(column=self._headings[n])
        self._fault(line, "missing-cell", message, _("fill it in, or leave the row out"))

    def _fault(self, line: int, code: str, message: str, help: str | None = None) -> None:
        told = {fault.help for fault in self.faults}  # what to do is said once
        self.faults.append(Diagnostic(code, message, Place(self._file, line), None if help in told else help))
        if len(self.faults) == MAX_FAULTS:
            message = _("there may be more faults; the checking ends here")
            raise InputError([*self.faults, Diagnostic("too-many-faults", message, Place(self._file))])
