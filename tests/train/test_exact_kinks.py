"""What is exactly at a kink as written is told, for training computes in floats."""

from networks import network_of, one_unit

from nncli.train.readings.kinks import at_kinks


def at(x, activation="relu"):
    layer = {"units": ["y"], "activation": activation, "weights": [[3]], "biases": [-0.3]}
    samples = [{"x": [value], "target": [1]} for value in x]
    return network_of({"inputs": ["x"], "layers": [layer], "loss": "squared", "learning_rate": 1, "samples": samples})


def test_a_net_of_0_that_floats_miss_is_found_in_every_sample():
    assert [step.id for step in at_kinks(at([0.1]))] == ["y.net"]
    assert [step.id for step in at_kinks(at([0.5, 0.1, 0.1]))] == ["y.net@s2", "y.net@s3"]
    [step] = at_kinks(at([0.1], "step"))
    assert (step.value, step.instead) == (0, 3 * 0.1 - 0.3)


def test_nothing_is_said_where_floats_and_digits_agree():
    assert at_kinks(at([0.5])) == []
    assert at_kinks(at([0.1], "sigmoid")) == []  # it has no kink
    assert at_kinks(one_unit("relu", 0)) == []


def test_large_networks_are_left_alone():
    assert at_kinks(at([0.1] * 10_001)) == []


def test_what_overflows_is_told_elsewhere():
    layer = {"units": ["y"], "activation": "relu", "weights": [[1e300]], "biases": [0]}
    samples = [{"x": [1e300], "target": [1]}]
    spec = {"inputs": ["x"], "layers": [layer], "loss": "squared", "learning_rate": 1, "samples": samples}
    assert at_kinks(network_of(spec)) == []
