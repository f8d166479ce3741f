"""`nncli explain`: a code, all codes, a code that there is not; each example brings its code about."""

import json
import shlex

import pytest

from nncli.explanations.table import EXPLANATIONS


def test_a_code_is_explained(nncli):
    assert nncli("explain", "unknown-unit") == (
        0,
        "unknown-unit\n"
        "Weights or other numbers are given for a unit that is not there.\n"
        "Correct the name; the message lists the units.\n"
        "\n"
        "For example\n"
        "    net.yaml:\n"
        "        title: t\n"
        "        inputs: [a]\n"
        "        layers: [{units: [y], activation: tanh, weights: {z: {y: 1}}}]\n"
        "        samples: [{x: [1]}]\n"
        "    $ nncli trace net.yaml\n",
        "",
    )


@pytest.mark.parametrize("given", ["error[unknown-unit]", "error[unknown-unit]:", "[unknown-unit]", "Unknown-Unit "])
def test_a_code_may_be_copied_with_what_is_around_it(nncli, given):
    assert nncli("explain", given) == nncli("explain", "unknown-unit")


def test_all_codes_are_listed(nncli):
    done = nncli("explain")
    listed = [line.split()[0] for line in done.lines if line and not line.startswith(" ")]
    assert done.status == 0
    assert set(EXPLANATIONS) <= set(listed)


def test_a_tab_can_be_seen(nncli):
    assert "        \\tunits: 1\n" in nncli("explain", "tab").out


@pytest.mark.parametrize(
    ("given", "help"),
    [("unknown-kee", "did you mean 'unknown-key'?"), ("zzz", "'nncli explain' lists all codes")],
)
def test_there_is_no_such_code(nncli, given, help):
    done = nncli("explain", given)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"error[no-such-code]: there is no error code '{given}'\n    {help}\n"


def test_it_speaks_chinese(nncli):
    out = nncli("explain", "unknown-unit", "--lang", "zh").out
    assert "给不存在的神经元写了权值或别的数。" in out
    assert "例如" in out


def test_as_json(nncli):
    (one,) = json.loads(nncli("explain", "tab", "--format", "json").out)["codes"]
    assert one["code"] == "tab"
    assert one["files"] == {"net.yaml": "layers:\n\tunits: 1\n"}
    assert len(json.loads(nncli("explain", "--format", "json").out)["codes"]) == len(EXPLANATIONS)


@pytest.mark.parametrize("code", [code for code, one in EXPLANATIONS.items() if one.example])
def test_an_example_brings_its_code_about(nncli, here, code):
    explained = EXPLANATIONS[code]
    for name, text in explained.files.items():
        (here / name).write_text(text, encoding="utf-8")
    told = []
    for command in explained.example:
        program, *words = shlex.split(command)
        assert program == "nncli"
        done = nncli(*words)
        assert done.status < 70
        told.append(f"error[{code}]" in done.err or f'"code": "{code}"' in done.out)
    assert told == [False] * (len(told) - 1) + [True]
