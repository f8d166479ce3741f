"""Does a sheet belong to this assignment, and does it hold an answer? If not, that is told, and it is no zero."""

import re

from nncli.errors import Diagnostic, InputError, Place
from nncli.grade.assignment import Assignment
from nncli.grade.unplaced import unplaced
from nncli.sheets.parts import fold
from nncli.sheets.sheet import Sheet
from nncli.words import _, in_every_language

_ID = re.compile(r"[a-z][a-z0-9_.-]*", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|\d+|[\u3400-\u9fff]")


def refuse_other_sheets(assignment: Assignment, sheet: Sheet) -> None:
    """Refuses what would only be a report of zeros.

    Raises:
        InputError: if the sheet says that it is another assignment's, or nothing on it is answered.
    """
    stated = sheet.header.get("assignment")
    if stated is not None and not stated.blank and _is_another(assignment, stated.raw):
        message = _("{file} is a sheet of '{stated}', not of '{id}'").format(
            file=sheet.file, stated=stated.raw.strip()[:60], id=assignment.id
        )
        help = _("grade it with its own assignment, or correct its line 'assignment:'")
        raise InputError(Diagnostic("other-assignment", message, stated.place, help))
    is_blank = all(section.blank for section in sheet.sections.values()) and not unplaced(assignment, sheet)
    if is_blank and not sheet.faults:
        message = _("nothing is answered in {file}").format(file=sheet.file)
        raise InputError(Diagnostic("empty-sheet", message, Place(sheet.file)))


def _is_another(assignment: Assignment, stated: str) -> bool:
    """Whether `stated` names some other assignment: by an id, or by a number, that is not this one's."""
    plain = fold(stated).casefold().strip(" \t\"'`*。.")
    words = set(_WORD.findall(plain))
    own = {*_WORD.findall(assignment.id.casefold())}
    for title in in_every_language(assignment.title):
        own |= set(_WORD.findall(fold(title).casefold()))
    if words <= own or assignment.id.casefold() in plain:
        return False
    numbers = {word for word in words if word.isdigit() and len(word) < 3}  # 2026 is a year
    if numbers:
        return not numbers & own
    return _ID.fullmatch(plain) is not None
