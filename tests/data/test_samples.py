"""A data set's rows as the samples of a network."""

import numpy as np
import pytest
from choices import data, told

from nncli.data.samples import with_samples
from nncli.document.reader import read_text
from nncli.errors import InputError
from nncli.models import feed_forward
from nncli.spec.load import load
from nncli.spec.study import Study

LEARNS = "loss: squared\nlearning_rate: 1\n"


def network(source: str, inputs: int = 2, outputs: int = 1, more: str = LEARNS, activation: str = "sigmoid") -> Study:
    text = (
        f"title: t\ninputs: {inputs}\nlayers: [{{units: {outputs}, activation: {activation}}}]\n{more}data: {source}\n"
    )
    return load(read_text(text, "t.yaml"))


def written(of: Study) -> list[tuple[list[str], list[str] | None]]:
    return [([str(n) for n in e.x], None if e.target is None else [str(n) for n in e.target]) for e in of.samples]


def test_gate_with_one_output() -> None:
    assert written(with_samples(network("xor"), data("xor"), 3)) == [
        (["0", "0"], ["0"]),
        (["0", "1"], ["1"]),
        (["1", "0"], ["1"]),
    ]


def test_the_targets_of_the_spec_and_those_of_tanh() -> None:
    own = network("{name: xor, targets: [0.1, 0.9]}")
    assert [target for _x, target in written(with_samples(own, data("xor"), 2))] == [["0.1"], ["0.9"]]
    tanh = network("xor", outputs=2, activation="tanh")
    assert [target for _x, target in written(with_samples(tanh, data("xor"), 2))] == [["1", "-1"], ["-1", "1"]]


def test_without_a_loss_there_are_no_targets_and_no_outputs_to_fit() -> None:
    assert written(with_samples(network("xor", outputs=3, more=""), data("xor"), 1)) == [(["0", "0"], None)]


def test_every_number_is_kept_in_full() -> None:
    gauss = data("gauss")
    samples = with_samples(network("gauss"), gauss, 20).samples
    np.testing.assert_array_equal([[float(n) for n in e.x] for e in samples], gauss.train.x[:20])


def test_a_trace_runs_on_them() -> None:
    ready = with_samples(network("watermelon-3a"), data("watermelon-3a"), 1000)
    assert len(ready.samples) == 17
    steps = feed_forward.trace(ready, sample=1).steps
    assert {step.id: step.value for step in steps if step.phase == "given"}["x1"] == 0.697


def test_data_that_does_not_fit() -> None:
    with pytest.raises(InputError) as error:
        with_samples(network("digits"), data("digits"), 10)
    assert told(error.value).startswith("inputs-do-not-fit: the data set 'digits' has 64 inputs, and the network has 2")
    with pytest.raises(InputError) as error:
        with_samples(network("xor", outputs=3), data("xor"), 10)
    assert told(error.value).startswith("outputs-do-not-fit: the data set 'xor' has 2 classes, and the network has 3")
