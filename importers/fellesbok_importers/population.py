"""The population (*folketall*) of Statistics Norway's table 07459, into the books.

The figures are of 1 January.  What stands in the books is never changed on the way: a
figure that is another now is told of, and replaced only if that is asked for.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Municipality
    from fellesbok_importers.json_stat import Answer

TABLE = "07459"
COLUMNS = ("municipality", "number", "date", "population", "source")

Row = dict[str, str]
Place = tuple[str, str]
"""A municipality's name and a day."""


@dataclass(frozen=True)
class Change:
    """A figure that is new in the books, or another than the one that stands there."""

    municipality: str
    day: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """What the file becomes, and what is new in it."""

    text: str
    added: tuple[Change, ...]
    changed: tuple[Change, ...]


def wanted_numbers(agreement: Agreement) -> list[str]:
    """The numbers of the municipalities that are in use, by which to ask."""
    return sorted(
        max(municipality.numbers, key=lambda period: period.first_day).number
        for municipality in agreement.municipalities.values()
    )


def propose(
    answer: Answer, agreement: Agreement, text: str, path: str, *, replace: bool
) -> Proposal:
    """What the file of population becomes.

    Args:
        answer: The table that was answered.
        agreement: Which municipalities there are, by which numbers.
        text: The file as it is; empty if there is none.
        path: What the answer is called in messages.
        replace: Put figures that are others now in the place of those in the file.

    Raises:
        RejectedError: A region is no municipality of ours, or one of ours is missing.
    """
    by_number = {
        period.number: municipality
        for municipality in agreement.municipalities.values()
        for period in municipality.numbers
    }
    _check_regions(answer, agreement, by_number, path)
    rows = _rows(text)
    before = {(row["municipality"], row["date"]): row for row in rows}
    added: list[Change] = []
    changed: list[Change] = []
    source = f"SSB {TABLE}" + (
        f", oppdatert {answer.updated}" if answer.updated else ""
    )
    for figure in answer.figures:
        municipality = by_number[figure.region]
        day = date(figure.year, 1, 1)
        place = municipality.name, str(day)
        old = before.get(place)
        if old is not None and old["population"] == str(figure.value):
            continue
        known = "" if old is None else old["population"]
        (changed if old else added).append(Change(*place, known, str(figure.value)))
        if old is None or replace:
            before[place] = _row(municipality, day, figure.value, source)
    return Proposal(
        _written(before, agreement), tuple(sorted(added, key=_order)), tuple(changed)
    )


def _check_regions(
    answer: Answer,
    agreement: Agreement,
    by_number: Mapping[str, Municipality],
    path: str,
) -> None:
    """Every region is a municipality of ours, and each of ours has every year."""
    faults = [
        Fault(path, None, "Region", code, Text("Er ingen av kommunene i avtalene."))
        for code in sorted({f.region for f in answer.figures} - by_number.keys())
    ]
    years = sorted({figure.year for figure in answer.figures})
    found = {
        (by_number[f.region].slug, f.year)
        for f in answer.figures
        if f.region in by_number
    }
    for municipality in agreement.municipalities.values():
        missing = [str(y) for y in years if (municipality.slug, y) not in found]
        if missing:
            text = Text(
                "{municipality} mangler tall for {years}.",
                municipality=municipality.name,
                years=", ".join(missing),
            )
            faults.append(Fault(path, None, "Region", "", text))
    if faults:
        raise RejectedError(faults)


def _rows(text: str) -> list[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [dict(row) for row in reader]


def _row(municipality: Municipality, day: date, value: int, source: str) -> Row:
    number = municipality.number_on(day) or ""
    values = (municipality.name, number, str(day), str(value), source)
    return dict(zip(COLUMNS, values, strict=True))


def _written(rows: Mapping[Place, Row], agreement: Agreement) -> str:
    """The file: municipalities in the order of the agreements, and by day."""
    names = [m.name for m in agreement.municipalities.values()]

    def place(row: Mapping[str, str]) -> tuple[int, str]:
        name = row["municipality"]
        return (names.index(name) if name in names else len(names)), row["date"]

    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in sorted(rows.values(), key=place):
        writer.writerow(row)
    return file.getvalue()


def _order(change: Change) -> tuple[str, str]:
    return change.day, change.municipality
