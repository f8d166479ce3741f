"""Formulas that students write."""

from nncli.explanations.explanation import Explanation
from nncli.words import N_

FORMULAS = (
    Explanation(
        "bad-case",
        N_("A case of a formula compares something other than the two indices of the question."),
        N_("Write 'i = j: …' and 'i != j: …'."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": 'softmax-gradient: "i = 2: p_i; i != 2: 0"\n'},
    ),
    Explanation(
        "circular",
        N_("A name of 'let' is declared by itself."),
        N_("Declare it by what the question gives."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": ("softmax-gradient:\n  let: {q: q + 1}\n  answer: q\n")},
    ),
    Explanation(
        "formula-too-large",
        N_("The formula is longer or deeper than anybody writes."),
        N_("Write it shorter, with a sum sign or with 'let'."),
    ),
    Explanation(
        "name-taken",
        N_("'let' declares a name that has a meaning already, such as exp."),
        N_("Choose another name."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": ("softmax-gradient:\n  let: {exp: x_i}\n  answer: exp\n")},
    ),
    Explanation(
        "no-meaning",
        N_("The formula can be read, and means nothing: shapes do not go together, or a sum has no index."),
        N_("Look at which index belongs to which letter."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": "softmax-gradient: diag(p) + sum(diag(p), p)\n"},
    ),
    Explanation(
        "two-readings",
        N_("The formula may be read in two ways that differ."),
        N_("Set brackets, or write a multiplication sign."),
    ),
    Explanation(
        "unbound-index",
        N_("An index is neither one of the question's nor under a sum."),
        N_("Write the sum that it belongs to, or use the question's indices."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": "softmax-gradient: p_i*(delta_ij - p_m)\n"},
    ),
    Explanation(
        "unknown-symbol",
        N_("A letter of the formula is not known here."),
        N_("Use the letters of the question, or declare it under 'let:'."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": "softmax-gradient: p_i*(zeta - p_j)\n"},
    ),
    Explanation(
        "unreadable-formula",
        N_("The formula cannot be read: a sign, a bracket or a factor is missing at the caret."),
        N_("Write it as on paper: p_i*(delta_ij - p_j), in LaTeX or as NumPy would."),
        ("nncli grade ch5 s.yaml --format json",),
        {"s.yaml": "softmax-gradient: p_i*(delta_ij -\n"},
    ),
)
