"""What a spec says under `data:`, as the reader leaves it."""

from pathlib import Path

from nncli.data.dataset import DataSet
from nncli.data.loading import load_data
from nncli.document.reader import read_text
from nncli.errors import NncliError
from nncli.spec.data import DataChoice, plain_data


def choice(text: str) -> DataChoice:
    """`name: digits` or `xor`, written as in a spec."""
    return DataChoice.model_validate(plain_data(read_text(text, "spec.yaml").data))


def data(text: str, seed: int = 0, base: Path | None = None) -> DataSet:
    return load_data(choice(text), seed, base)


def told(error: NncliError) -> str:
    """All of an error in plain text: place, code, message, and the help on a line of its own."""
    lines = []
    for d in error.diagnostics:
        lines.append(f"{d.place}: {d.code}: {d.message}" if d.place else f"{d.code}: {d.message}")
        lines += [f"    {d.help}"] if d.help else []
    return "\n".join(lines)
