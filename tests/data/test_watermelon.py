"""The watermelon tables against the figures that the book prints."""

import numpy as np
import pytest
from choices import data

# Table 4.5, watermelon 3.0α: density, sugar.
GOOD = ".697 .460 .774 .376 .634 .264 .608 .318 .556 .215 .403 .237 .481 .149 .437 .211"
BAD = ".666 .091 .243 .267 .245 .057 .343 .099 .639 .161 .657 .198 .360 .370 .593 .042 .719 .103"
BOOK = np.array([float(n) for n in f"{GOOD} {BAD}".split()]).reshape(17, 2)


@pytest.mark.parametrize("name", ["watermelon-3a", "watermelon-3"])
def test_density_and_sugar_are_the_books(name: str) -> None:
    melons = data(name)
    assert melons.inputs[-2:] == ("density", "sugar")
    np.testing.assert_array_equal(melons.train.x[:, -2:], BOOK)
    assert melons.train.labels is not None
    assert [melons.classes[label] for label in melons.train.labels] == ["good"] * 8 + ["bad"] * 9


def test_each_category_is_one_hot() -> None:
    melons = data("watermelon-3")
    assert len(melons.inputs) == 19
    categories = {name.split("_")[0] for name in melons.inputs[:-2]}
    assert categories == {"colour", "stem", "knock", "texture", "navel", "touch"}
    for category in categories:
        columns = [n for n, name in enumerate(melons.inputs) if name.startswith(category + "_")]
        assert (melons.train.x[:, columns].sum(axis=1) == 1).all()


def test_the_books_counts_of_table_4_3() -> None:
    """Chapter 4 works out the information gain of these: 6 green, 6 dark, 5 pale; of 9 clear ones 7 are good."""
    melons = data("watermelon-3")
    count = dict(zip(melons.inputs, melons.train.x.sum(axis=0).tolist(), strict=True))
    assert [count[f"colour_{c}"] for c in ("green", "dark", "pale")] == [6, 6, 5]
    assert [count[f"texture_{c}"] for c in ("clear", "faint", "blurred")] == [9, 5, 3]
    assert [count[f"stem_{c}"] for c in ("curled", "bent", "straight")] == [8, 7, 2]
    assert [count[f"knock_{c}"] for c in ("muffled", "dull", "crisp")] == [10, 5, 2]
    assert [count[f"navel_{c}"] for c in ("hollow", "dented", "flat")] == [7, 6, 4]
    assert [count[f"touch_{c}"] for c in ("hard", "soft")] == [12, 5]
    clear = melons.train.x[:, melons.inputs.index("texture_clear")] == 1
    assert melons.train.labels is not None
    assert melons.train.labels[clear].sum() == 7


def test_the_book_s_gain_of_texture() -> None:
    """Gain(D, 纹理) = 0.381 and Gain(D, 色泽) = 0.109, page 77."""
    melons = data("watermelon-3")
    assert melons.train.labels is not None
    good = melons.train.labels

    def entropy(labels: np.ndarray) -> float:
        shares = np.bincount(labels, minlength=2) / len(labels)
        return -float(sum(p * np.log2(p) for p in shares if p))

    def gain(category: str) -> float:
        columns = [n for n, name in enumerate(melons.inputs) if name.startswith(category + "_")]
        parts = [good[melons.train.x[:, n] == 1] for n in columns]
        return entropy(good) - sum(len(part) / 17 * entropy(part) for part in parts)

    # the book's own figures, to its three digits; stem, knock, navel, touch are 0.143, 0.141, 0.289, 0.006
    figures = {"texture": 0.381, "colour": 0.109, "stem": 0.143, "knock": 0.141, "navel": 0.289, "touch": 0.006}
    assert {name: round(gain(name), 3) for name in figures} == pytest.approx(figures, abs=0.0011)


def test_a_line_separates_the_five_and_no_single_number_does() -> None:
    five = data("watermelon-5")
    assert "our choice" in five.about
    assert five.train.labels is not None
    good = five.train.labels == 1
    assert good.tolist() == [True, True, True, False, False]
    x = five.train.x
    assert (x @ [0.225, 0.35] > 0.165).tolist() == good.tolist()
    for column in x.T:
        low, high = (column[~good].min(), column[~good].max()), (column[good].min(), column[good].max())
        assert low[0] < high[1] and high[0] < low[1]
