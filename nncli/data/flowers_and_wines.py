"""The two tables that every course begins with: Fisher's irises, and wines by their chemistry.

150 irises of three species by four lengths in cm; 178 wines of three cultivars by thirteen measurements. Both are
those that scikit-learn distributes: its irises are Fisher's own, of which UCI's copy has two wrong.
"""

from dataclasses import replace
from pathlib import Path

from nncli.data.csv_file import read_csv
from nncli.data.dataset import DataSet
from nncli.words import N_, _

FILES = Path(__file__).parent / "files"
ABOUT = {
    "iris": N_("150 irises of three species by the lengths of their petals and sepals"),
    "wine": N_("178 wines of three cultivars by thirteen measurements"),
}
SOURCES = {
    "iris": N_("R. A. Fisher, Iris, UCI Machine Learning Repository, 1936, doi 10.24432/C56C76"),
    "wine": N_("S. Aeberhard and M. Forina, Wine, UCI Machine Learning Repository, 1992, doi 10.24432/C5PC7J"),
}


def flowers_or_wines(name: str) -> DataSet:
    """`iris` or `wine`; nothing is scaled."""
    data = read_csv(FILES / f"{name}.csv", name)
    return replace(data, about=_(ABOUT[name]), source=_(SOURCES[name]), licence="CC BY 4.0")
