"""A blank sheet, word for word."""

import json
from pathlib import Path

from nncli.document.reader import read_text
from nncli.grade.assignment import load_assignment
from nncli.grade.blank import blank_sheet

PROBLEMS = [
    {
        "id": "gradient", "kind": "formula", "title": "Gradient", "statement": "word " * 20, "points": 1,
        "question": "softmax-gradient",
    },
    {
        "id": "update", "kind": "update", "title": "Update", "statement": "By hand.", "points": 1, "spec": "lecture",
        "asks": ["out", "w3+"], "digits": 3, "questions": ["loss-fell"], "practice": True,
    },
    {
        "id": "silent", "kind": "update", "title": "Update", "statement": "Again.", "points": 1, "spec": "lecture",
        "asks": ["delta"],
    },
    {
        "id": "range", "kind": "overflow", "title": "Overflow", "statement": "Where?", "points": 1,
        "functions": ["logsumexp"],
    },
]  # fmt: skip
SHEET = f"""\
# Homework
# Write each answer behind its colon. What you leave empty counts as not answered.
# Numbers: 0.69, -4.06e-2, 13/50. Steps may be left out; what follows shows whether they were right.
assignment: hw
student:

# Gradient
# {"word " * 18}word
# word
gradient:
  # by component, by cases or as a matrix; abbreviations under let, for example
  #   let: {{r: sqrt(x)}}
  #   answer: delta_ij/(2*r_i)     (the gradient of sqrt(x_i))
  let:
  answer:

# Update (practice)
# By hand.
update:
  # at least 3 significant digits
  o1:
  o2:
  o:
  w3.new:
  loss fell:    # yes or no

# Update
# Again.
silent:
  # at least 4 significant digits
  g:
  e1:
  e2:

# Overflow
# Where?
range:
  logsumexp:
    # the x from which exp(x) overflows, and the x below which it underflows to 0
    overflows: {{float64: , float32: }}
    underflows: {{float64: , float32: }}
    # a formula that does not overflow; abbreviations such as m under let
    let:
    stable:
  discussion:
"""


def test_a_blank_sheet_asks_for_everything_and_tells_how_to_write_it():
    document = read_text(json.dumps({"title": "Homework", "problems": PROBLEMS}), "a.yaml")
    assert blank_sheet(load_assignment(document, "hw", Path())) == SHEET
