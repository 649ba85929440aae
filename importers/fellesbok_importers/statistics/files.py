"""Figures from Statistics Norway (SSB): JSON-stat2 → the CSV files of the books.

The old service and the new one answer with the same shape, so one reader serves both,
and gives the same file.  Figures are read as exact numbers; a figure that is lacking is
refused, never taken for nought.  What the books have from before is kept as it stands,
source and all; a figure that contradicts it is refused and told.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.documents.dates import YEAR
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Municipality

TABLE = "07459"
MOST_BYTES = 20_000_000
MOST = 10**12
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_REGIONS = ("Region", "region", "KommuneNr")
_TIMES = ("Tid", "tid", "ContentsTid")
_MOST_FIGURES = 1_000_000
_SUMMED = "K-"


@frozen
class Figure:
    """One figure of a municipality on a day, with where it comes from."""

    municipality: str
    number: str
    day: date
    value: str
    source: str


def read_jsonstat(
    content: bytes, path: str, agreement: Agreement, table: str = TABLE
) -> tuple[Figure, ...]:
    """The figures of the region's municipalities in an answer, exact.

    Raises:
        RejectedError: The answer is no JSON-stat2, or a figure is lacking or no whole
            number of at least 1.
    """
    answer = _answer(content, path)
    faults: list[Fault] = []
    by_number = {
        period.number: municipality
        for municipality in agreement.municipalities.values()
        for period in municipality.numbers
    }
    source = f"SSB {table}"
    if _DAY.match(str(answer.get("updated", ""))[:10]):
        source = f"{source}, oppdatert {str(answer['updated'])[:10]}"
    figures = []
    for code, year, value in _cells(answer, path):
        municipality = by_number.get(code.removeprefix(_SUMMED))
        if municipality is None:
            continue
        figure = _figure(municipality, code, year, value, source, path, faults)
        if figure is not None:
            figures.append(figure)
    if not figures and not faults:
        expected = Text("Svaret har ingen av regionens kommuner.")
        faults.append(Fault(path, None, None, "", expected))
    if faults:
        raise RejectedError(faults)
    return tuple(figures)


def _figure(  # noqa: PLR0913, PLR0917 -- one for each thing that may be wrong
    municipality: Municipality,
    code: str,
    year: str,
    value: object,
    source: str,
    path: str,
    faults: list[Fault],
) -> Figure | None:
    """One figure; nought under a number that was not in use then says nothing.

    A number with ``K-`` before it sums the earlier ones too, and is always in use.
    """
    place = f"{municipality.name} {year}"
    if not YEAR.fullmatch(year):
        faults.append(Fault(path, None, place, year, Text("Her skal det stå et år.")))
        return None
    day = date(int(year), 1, 1)
    number = municipality.number_on(day) or code.removeprefix(_SUMMED)
    if value == 0 and number != code and not code.startswith(_SUMMED):
        return None
    if value is None:
        expected = Text("Tallet mangler i svaret. Et tall som mangler, er ikke null.")
        faults.append(Fault(path, None, place, "null", expected))
        return None
    exact = Decimal(value) if isinstance(value, int) else value
    whole = isinstance(exact, Decimal) and exact == exact.to_integral_value()
    if (
        isinstance(value, bool)
        or not whole
        or not isinstance(exact, Decimal)
        or not 1 <= exact < MOST
    ):
        expected = Text("Her skal det stå et helt tall fra 1, med høyst tolv sifre.")
        faults.append(Fault(path, None, place, str(value), expected))
        return None
    return Figure(municipality.name, number, day, str(int(exact)), source)


def _answer(content: bytes, path: str) -> dict[str, Any]:
    """The answer as JSON whose numbers are exact."""
    if len(content) > MOST_BYTES:
        raise RejectedError.of(path, Text("Filen er for stor."))
    try:
        answer = json.loads(
            content, parse_float=Decimal, parse_constant=_no_number, parse_int=_whole
        )
    except (ValueError, RecursionError):
        answer = None
    shaped = (
        isinstance(answer, dict)
        and answer.get("class") == "dataset"
        and isinstance(answer.get("id"), list)
        and isinstance(answer.get("size"), list)
        and isinstance(answer.get("dimension"), dict)
        and isinstance(answer.get("value"), (list, dict))
        and len(answer["id"]) == len(answer["size"])
    )
    if not shaped:
        raise RejectedError.of(path, Text("Filen er ikke et svar i JSON-stat2."))
    found: dict[str, Any] = answer
    return found


def _no_number(_name: str) -> None:
    raise ValueError("NaN")


def _whole(text: str) -> int:
    """A whole number; Python would take its time with a very long one."""
    if len(text) > len("9" * 15):
        raise ValueError(text)
    return int(text)


def _cells(answer: dict[str, Any], path: str) -> Iterator[tuple[str, str, object]]:
    """Municipality number, year and value of every cell.

    Variables besides region and time must have one value each: they are summed by the
    service, not here.
    """
    names = [str(name) for name in answer["id"]]
    categories = [_categories(answer["dimension"].get(name)) for name in names]
    region = _which(names, _REGIONS, path)
    time = _which(names, _TIMES, path)
    size = 1
    for name, codes, stated in zip(names, categories, answer["size"], strict=True):
        size *= max(len(codes), 1)
        alone = len(codes) == 1 or name in {names[region], names[time]}
        if len(codes) != stated or not codes or not alone or size > _MOST_FIGURES:
            expected = Text("Be tjenesten om summen: bare region og tid kan variere.")
            raise RejectedError.of(path, expected, str(stated), column=name)
    values = answer["value"]
    for index, cell in enumerate(product(*categories)):
        if isinstance(values, dict):
            value = values.get(str(index))
        else:
            value = values[index] if index < len(values) else None
        yield cell[region], cell[time], value


def _categories(dimension: object) -> list[str]:
    """The codes of a variable in their order, listed or numbered."""
    category = dimension.get("category") if isinstance(dimension, dict) else None
    index = category.get("index") if isinstance(category, dict) else None
    if isinstance(index, list):
        return [str(code) for code in index]
    if isinstance(index, dict):
        return sorted(map(str, index), key=lambda code: str(index[code]).zfill(9))
    label = category.get("label") if isinstance(category, dict) else None
    return [str(code) for code in label] if isinstance(label, dict) else []


def _which(names: list[str], known: tuple[str, ...], path: str) -> int:
    for name in known:
        if name in names:
            return names.index(name)
    expected = Text("Svaret mangler variabelen {name}.", name=known[0])
    raise RejectedError.of(path, expected, ", ".join(names))


@frozen
class Merged:
    """A file of figures with new ones put in, and how many those are."""

    text: str
    added: int
    kept: int


def merged(
    text: str, path: str, name: str, figures: tuple[Figure, ...], agreement: Agreement
) -> Merged:
    """The file of a statistic with the figures that it lacks, in order.

    Raises:
        RejectedError: A figure contradicts one that the file has.
    """
    columns = ["municipality", "number", "date", name, "source"]
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    if rows and list(rows[0]) != columns:
        expected = Text("Kolonnene skal være {columns}.", columns=", ".join(columns))
        raise RejectedError.of(path, expected, ", ".join(rows[0]), row=1)
    there: dict[tuple[str, str], Mapping[str, str]] = {
        (row["municipality"], row["date"]): row for row in rows
    }
    faults = []
    added = 0
    for figure in figures:
        key = figure.municipality, figure.day.isoformat()
        before = there.get(key)
        if before is None:
            values = (*key[:1], figure.number, key[1], figure.value, figure.source)
            there[key] = dict(zip(columns, values, strict=True))
            added += 1
        elif before[name] != figure.value:
            faults.append(_contradiction(path, before, figure, name))
    if faults:
        raise RejectedError(faults)
    order = {m.name: n for n, m in enumerate(agreement.municipalities.values())}
    ordered = sorted(there, key=lambda key: (order.get(key[0], len(order)), *key))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(there[key] for key in ordered)
    return Merged(out.getvalue(), added, len(figures) - added)


def _contradiction(
    path: str, before: Mapping[str, str], figure: Figure, name: str
) -> Fault:
    return Fault(
        path,
        None,
        f"{figure.municipality} {figure.day}",
        figure.value,
        Text(
            "Bøkene har {before} ({source}). Rett tallet der om det nye er riktig.",
            before=before[name],
            source=before["source"],
        ),
    )
