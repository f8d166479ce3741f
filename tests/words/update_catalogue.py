"""Brings the catalogue up to date with the sentences of the program: extract, merge, compile.

    python tests/words/update_catalogue.py

New sentences come into nncli/locale/zh_CN/LC_MESSAGES/nncli.po without a translation: write it there and run this
again. The compiled nncli.mo is committed too, so that an installation needs no compiler.
"""

from io import BytesIO
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
PO = ROOT / "nncli/locale/zh_CN/LC_MESSAGES/nncli.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Every sentence of the program, and what the bundled homework and specs say of themselves."""
    catalogue = Catalog(project="nncli", locale="zh_CN", fuzzy=False)
    for file, line, message, _comments, _context in extract_from_dir(
        str(ROOT / "nncli"), [("**.py", "python")], keywords=KEYWORDS
    ):
        catalogue.add(message, locations=[(f"nncli/{file}", line)])
    for path in sorted((ROOT / "homework").glob("*/assignment.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for part in (data, *data["problems"]):
            for key in ("title", "statement"):
                if key in part:
                    catalogue.add(part[key], locations=[(str(path.relative_to(ROOT)), 1)])
    for path in sorted((ROOT / "specs").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key in ("title", "source", "about"):
            if key in data:
                catalogue.add(data[key], locations=[(str(path.relative_to(ROOT)), 1)])
        for figure in data.get("published", {}).values():
            if isinstance(figure, dict):
                catalogue.add(figure["slip"], locations=[(str(path.relative_to(ROOT)), 1)])
    return catalogue


def committed() -> Catalog:
    """The catalogue with its translations."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def po_text(catalogue: Catalog) -> bytes:
    """The catalogue as it is committed: sorted, without dates and line numbers, so that differences mean something."""
    buffer = BytesIO()
    write_po(
        buffer, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True
    )
    kept = [line for line in buffer.getvalue().split(b"\n") if not line.startswith((b'"POT-Creation', b'"PO-Revision'))]
    return b"\n".join(kept)


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> None:
    """Extracts, merges, writes and says what is left to do."""
    catalogue = committed() if PO.exists() else Catalog(locale="zh_CN")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_text(catalogue))
    PO.with_suffix(".mo").write_bytes(mo_bytes(committed()))
    missing = [
        message.id
        for message in catalogue
        if message.id and not (all(message.string) if message.pluralizable else message.string)
    ]
    print(f"{len(catalogue)} sentences, {len(missing)} without a translation")  # noqa: T201  # it is a script


if __name__ == "__main__":
    main()
