"""A small spec to be broken, and what the user is told of it."""

import io
from textwrap import dedent

from rich.console import Console

from nncli.document.reader import parse_loc, read_text
from nncli.errors import NncliError
from nncli.render.pages.diagnostics import diagnostics_page
from nncli.spec.load import load

SMALL = """\
title: Small
inputs: [A, B]
layers:
  - name: hidden
    units: [P, Q]
    activation: sigmoid
    weights: [[0.1, 0.4], [0.8, 0.6]]
  - units: [O]
    activation: sigmoid
    weights: [[0.3], [0.9]]
loss: squared
learning_rate: 1
samples:
  - x: [0.35, 0.9]
    target: [0.5]
"""
W1, W2 = "weights: [[0.1, 0.4], [0.8, 0.6]]", "weights: [[0.3], [0.9]]"
HIDDEN, OUTPUT = f"activation: sigmoid\n    {W1}", f"activation: sigmoid\n    {W2}"
LAYERS = SMALL[SMALL.index("layers:") : SMALL.index("loss:")]


def small(*changes, more=""):
    """The small spec with some words changed, and more lines behind it."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text + more


def shown(error):
    """An error as it is shown at 100 columns."""
    page = io.StringIO()
    Console(file=page, width=100, highlight=False, markup=False, emoji=False).print(
        diagnostics_page(error.diagnostics, 100)
    )
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def told(text, *settings):
    """What is said about a spec, after `--set` as given; nothing if it is fine."""
    try:
        document = read_text(text, "small.yaml")
        for setting in settings:
            key, _equals, value = setting.partition("=")
            document = document.with_value(parse_loc(key), value, f"--set {setting}")
        load(document)
    except NncliError as error:
        return shown(error)
    return ""


def every(**groups):
    """The cases of `groups`, each a table of broken specs with what is told, for `parametrize`."""
    cases = {f"{group}: {name}": case for group, table in groups.items() for name, case in table.items()}
    return {
        "argnames": ("text", "expected"),
        "argvalues": [(text, dedent(expected).strip()) for text, expected in cases.values()],
        "ids": list(cases),
    }
