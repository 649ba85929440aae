"""Books that are exported, in every form."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import data

from fellesbok.filing.folder import load
from fellesbok_importers.export.booked_year import collect
from fellesbok_importers.export.csv_lines import csv_of
from fellesbok_importers.export.saft_file import saft_of

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Transaction

FORMATS = ("saft", "csv")


def exported(main: Path, form: str, year: int = 2018, **given: Any) -> bytes:  # noqa: ANN401 -- as collect has them
    """What the export of a year is."""
    export = collect(load(main), year, given.get("on"), given.get("only"))
    return csv_of(export) if form == "csv" else saft_of(export)


def of_year(main: Path, year: int = 2018) -> list[Any]:
    """Every transaction of a year in the books, in an order of its own."""
    entries, errors, _ = loader.load_file(str(main))
    assert not errors
    return sorted(
        outline(e)
        for e in entries
        if isinstance(e, data.Transaction) and e.date.year == year
    )


def outline(entry: Transaction) -> Any:  # noqa: ANN401 -- something to sort and compare
    # What came by way of an export has that as its document, and keeps its own.
    own = str(entry.meta.get("kildedokument", entry.meta.get("document", "")))
    meta = {**entry.meta, "document": "" if "eksport" in own else own}
    return (
        entry.date.isoformat(),
        entry.flag,
        repr(entry.payee),
        entry.narration,
        sorted(entry.tags),
        sorted(entry.links),
        _told(meta),
        [
            (p.account, _plain(p.units), str(p.flag), _told(p.meta or {}))
            for p in entry.postings
        ],
    )


def _plain(amount: Any) -> str:  # noqa: ANN401 -- an amount
    return f"{amount.number.normalize():f} {amount.currency}"


def _told(meta: dict[str, Any]) -> str:
    ours = {
        k: v
        for k, v in meta.items()
        if k not in {"filename", "lineno", "kildedokument"} and not k.startswith("__")
    }
    if not ours.get("document"):
        ours.pop("document", None)
    return repr(sorted((k, _value(v)) for k, v in ours.items()))


def _value(value: Any) -> str:  # noqa: ANN401 -- any value of metadata
    if isinstance(value, Decimal):
        return f"tall {value.normalize():f}"
    return str(value) if isinstance(value, str) else repr(value)
