"""A data set as the text of a CSV file that `csv_file` reads back."""

import csv
import io

from nncli.data.dataset import DataSet


def csv_text(data: DataSet) -> str:
    """The training rows: a line of headings, the inputs first and what is learned last; every number in full."""
    rows = data.train
    values = 0 if rows.values is None else rows.values.shape[1]
    headings = [data.label] if values < 2 else [f"{data.label}{n + 1}" for n in range(values)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*data.inputs, *headings])
    for n, x in enumerate(rows.x):
        learned = [data.classes[rows.labels[n]]] if rows.labels is not None else []
        learned += [] if rows.values is None else [str(value) for value in rows.values[n]]
        writer.writerow([*(str(value).removesuffix(".0") for value in x), *learned])
    return text.getvalue()
