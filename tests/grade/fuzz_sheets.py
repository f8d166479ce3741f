"""A longer fuzz run over sheets and formulas, guided by coverage. Not collected by pytest; run it by hand:

    python -m pip install atheris
    python tests/grade/fuzz_sheets.py -max_total_time=600

Any exception, and any problem that the grader could not grade for a fault of its own, is a finding.
"""

import sys

import atheris

with atheris.instrument_imports(include=["nncli"]):
    from nncli.grade.grading import grade
    from nncli.grade.homework import open_assignment
    from nncli.sheets.sheet import read_sheet

ASSIGNMENT = open_assignment("ch5")
PROBLEMS = [problem.id for problem in ASSIGNMENT.problems]
# What leads past the first lines of the reader, chosen by the first byte.
HEADS = [
    b"",
    *(f"{id}:\n  ".encode() for id in PROBLEMS),
    b"softmax-gradient:\n  answer: ",
    b"relu-update:\n  W1.new: ",
]


def one_input(data: bytes) -> None:
    """Grades one sheet."""
    if not data:
        return
    sheet = read_sheet(HEADS[data[0] % len(HEADS)] + data[1:], "fuzz.yaml", PROBLEMS)
    report = grade(ASSIGNMENT, sheet)
    assert "internal" not in {diagnostic.code for diagnostic in report.diagnostics}, report.diagnostics


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
