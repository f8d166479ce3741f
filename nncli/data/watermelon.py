"""The watermelon data of Zhou's *Machine Learning*: is a melon good, by its look, its sound and two measurements?

3.0 is the book's table 4.3: six categories, density and sugar content, 17 melons. 3.0α is its two numbers alone. Of
figure 5.9 ("2 attributes, 5 samples") the book does not say which five: those here are our choice.
"""

import csv
from pathlib import Path

import numpy as np

from nncli.data.dataset import DataSet, Rows
from nncli.words import N_, _

FILE = Path(__file__).parent / "files" / "watermelon-3.csv"
# The categories of the table, in its own words and in ours: each becomes an input that is 0 or 1.
CATEGORIES = {
    "色泽": ("colour", {"青绿": "green", "乌黑": "dark", "浅白": "pale"}),
    "根蒂": ("stem", {"蜷缩": "curled", "稍蜷": "bent", "硬挺": "straight"}),
    "敲声": ("knock", {"浊响": "muffled", "沉闷": "dull", "清脆": "crisp"}),
    "纹理": ("texture", {"清晰": "clear", "稍糊": "faint", "模糊": "blurred"}),
    "脐部": ("navel", {"凹陷": "hollow", "稍凹": "dented", "平坦": "flat"}),
    "触感": ("touch", {"硬滑": "hard", "软粘": "soft"}),
}
NUMBERS = {"密度": "density", "含糖率": "sugar"}
CLASSES = ("bad", "good")
YES = "是"
# Melons 10 and 16 lie left of the good ones and below them: a line separates the five, but neither number alone does.
FIVE = (1, 3, 6, 10, 16)
ABOUT = {
    "watermelon-3": N_("17 melons by six categories, density and sugar: watermelon 3.0"),
    "watermelon-3a": N_("17 melons by density and sugar: watermelon 3.0α"),
    "watermelon-5": N_("five of the 17 melons for the book's figure 5.9; which five is our choice"),
}


def watermelon(name: str) -> DataSet:
    """`watermelon-3`, `watermelon-3a` or `watermelon-5`: rows in the book's order, the eight good melons first."""
    with FILE.open(encoding="utf-8", newline="") as file:
        melons = list(csv.DictReader(file))
    if name == "watermelon-5":
        melons = [melon for melon in melons if int(melon["编号"]) in FIVE]
    categories = CATEGORIES if name == "watermelon-3" else {}
    inputs = [f"{ours}_{value}" for ours, values in categories.values() for value in values.values()]
    rows = []
    for melon in melons:
        one_hot = [
            float(melon[heading] == value) for heading, (_ours, values) in categories.items() for value in values
        ]
        rows.append([*one_hot, *(float(melon[heading]) for heading in NUMBERS)])
    return DataSet(
        name=name,
        about=_(ABOUT[name]),
        source=_("Zhou Zhihua, Machine Learning (周志华, 机器学习), 2016, tables 4.3 and 4.5"),
        licence=None,
        inputs=(*inputs, *NUMBERS.values()),
        classes=CLASSES,
        train=Rows(np.array(rows), np.array([int(melon["好瓜"] == YES) for melon in melons])),
    )
