"""Verdicts as JSON, for other programs: a source's figures, and the gradients of a network.

{"schema": 1, "sources": [{"spec", "title", "convention", "first_fault", "remarks",
                           "figures": [{"id", "symbol", "printed", "computed", "verdict", "note"}]}]}
{"schema": 1, "spec", "of", "gradients": [{"id", "bp", "reverse", "central", "error", "verdict"}]}
"""

import json
from collections.abc import Sequence
from typing import Any

from nncli.grade.source import Judgement
from nncli.models.model import Model
from nncli.render.forms.json import SCHEMA, number
from nncli.trace.gradients import Row


def figures_json(judged: Sequence[tuple[str, Model, Judgement]]) -> str:
    """The published figures of some specs, each as read from a name or a file."""
    return _written({"schema": SCHEMA, "sources": [_source(*each) for each in judged]})


def _source(spec: str, model: Model, judgement: Judgement) -> dict[str, Any]:
    figures = [
        {
            "id": c.id,
            "symbol": model.names.symbol(c.id),
            "printed": c.printed.text,
            "computed": number(c.value),
            "verdict": c.verdict.value,
            "note": c.slip or c.note or None,
        }
        for c in judgement.comparisons
    ]
    return {
        "spec": spec,
        "title": model.title,
        "convention": judgement.convention or None,
        "first_fault": judgement.first_fault,
        "remarks": list(judgement.remarks),
        "figures": figures,
    }


def gradients_json(spec: str, rows: Sequence[Row], of: int) -> str:
    """The gradients that were checked, of so many."""
    gradients = [
        {
            "id": row.number,
            "bp": number(row.bp),
            "reverse": number(row.reverse),
            "central": number(row.central),
            "error": row.error,
            "verdict": row.verdict.value,
        }
        for row in rows
    ]
    return _written({"schema": SCHEMA, "spec": spec, "of": of, "gradients": gradients})


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
