"""Assignments that teachers write."""

from nncli.explanations.explanation import Explanation
from nncli.words import N_

ASSIGNMENTS = (
    Explanation(
        "bad-question",
        N_("A formula problem of an assignment cannot be differentiated, or its symbols are not declared."),
        N_("Mend 'function', 'variable', 'given' or 'let'; the place is told."),
        ("nncli homework lint a.yaml",),
        {
            "a.yaml": (
                "title: t\n"
                "problems:\n"
                "- {id: p, kind: formula, title: t, statement: s, points: 1, function: sum(x +, v"
                "ariable: x}\n"
            )
        },
    ),
    Explanation(
        "no-samples",
        N_("A question needs its sample written out, and the spec takes its samples from a data set."),
        N_("Write them under 'samples:' in place of 'data:'."),
        ("nncli homework lint a.yaml",),
        {
            "a.yaml": (
                "title: t\n"
                "problems:\n"
                "- {id: p, kind: update, title: t, statement: s, points: 1, spec: watermelon, ask"
                "s: [net]}\n"
            )
        },
    ),
    Explanation(
        "spec-at-fault",
        N_("The spec that a problem names has faults of its own, told beside it."),
        N_("Mend the spec first."),
        ("nncli homework lint a.yaml",),
        {
            "a.yaml": (
                "title: t\n"
                "problems:\n"
                "- {id: p, kind: update, title: t, statement: s, points: 1, spec: b.yaml, asks: ["
                "net]}\n"
            ),
            "b.yaml": "title: t\n",
        },
    ),
    Explanation(
        "two-questions",
        N_("A formula problem has 'question' and 'function', and one of them is the question."),
        N_("Leave one of the two out."),
        ("nncli homework lint a.yaml",),
        {
            "a.yaml": (
                "title: t\n"
                "problems:\n"
                "- {id: p, kind: formula, title: t, statement: s, points: 1, question: softmax-gr"
                "adient, function: sum(x), variable: x}\n"
            )
        },
    ),
    Explanation(
        "unknown-slip",
        N_("'shares' names a slip that is not known."),
        N_("Correct its name; the message offers the nearest."),
        ("nncli homework lint a.yaml",),
        {
            "a.yaml": (
                "title: t\n"
                "problems:\n"
                "- {id: p, kind: formula, title: t, statement: s, points: 1, question: softmax-gr"
                "adient, shares: {sine: 0.5}}\n"
            )
        },
    ),
)
