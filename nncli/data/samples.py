"""Rows of a data set as samples written out, so that everything that reads samples can read a data set."""

from dataclasses import replace

import numpy as np

from nncli.data.coding import coding_for
from nncli.data.dataset import Array, DataSet
from nncli.data.fitting import fitted
from nncli.maths.numeral import Numeral
from nncli.models.layers.layer import Row
from nncli.models.model import Example
from nncli.spec.study import Study


def with_samples(network: Study, data: DataSet, limit: int) -> Study:
    """The network with the first `limit` training rows as its samples; without a loss they have no targets.

    Raises:
        InputError: if the data does not fit the network's inputs or outputs.
    """
    data = fitted(data, network.inputs)
    rows = data.train.take(slice(limit))
    x = _numerals(rows.x)
    if network.loss is None:
        return replace(network, samples=tuple(Example(of_x, None) for of_x in x))
    choice, last = network.data, network.layers[-1]
    targets = choice.targets if choice else None
    coding = coding_for(data, len(last.units), last.activation.name, network.loss.name, targets)
    pairs = zip(x, _numerals(coding.encode(rows)), strict=True)
    return replace(network, samples=tuple(Example(of_x, target) for of_x, target in pairs))


def _numerals(numbers: Array) -> list[Row]:
    """The rows of an array (n, k) by the shortest digits that mean their numbers: 1 and not 1.0."""
    different, places = np.unique(numbers, return_inverse=True)  # a picture has few: a thousand are written at once
    numerals = [Numeral(str(number).removesuffix(".0")) for number in different]
    return [tuple(numerals[place] for place in row.tolist()) for row in places.reshape(numbers.shape)]
