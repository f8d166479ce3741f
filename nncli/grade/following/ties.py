"""Slips that a number cannot tell apart are kept open, all of them, until later numbers decide."""

from collections.abc import Iterator
from dataclasses import replace

from nncli.grade.following.student import Student
from nncli.grade.results import Stated
from nncli.models.slips import Slip


def readings(student: Student) -> Iterator[tuple[Slip, ...]]:
    """All that the student may be taken to make: what is believed first, then with one tie decided otherwise."""
    if student.ties:
        yield student.active
    for n, tie in enumerate(student.ties):
        for alternative in tie.alternatives[1:]:
            yield student.with_tie(n, alternative)


def decide(student: Student, id: str, number: Stated) -> None:
    """Drops from every tie what this number contradicts, where something in the tie agrees with it."""
    for n, tie in enumerate(student.ties):
        if len(tie.alternatives) < 2:
            continue
        agreeing = tuple(
            alternative for alternative in tie.alternatives
            if student.fits(id, number, student.world(student.with_tie(n, alternative)))
        )  # fmt: skip
        if agreeing and len(agreeing) < len(tie.alternatives):
            student.ties[n] = replace(tie, alternatives=agreeing)
            ids = tuple(dict.fromkeys(slip.id for alternative in agreeing for slip in alternative))
            for charged in tie.charged:
                if charged in student.done:
                    student.done[charged] = replace(student.done[charged], slips=ids)
                if charged in student.charged:
                    student.charged[charged] = replace(student.charged[charged], slips=ids)
