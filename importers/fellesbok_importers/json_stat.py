"""Tables of Statistics Norway (*Statistisk sentralbyrå*) in the form JSON-stat 2.0.

The answer comes from outside: it is read with exact numbers and within bounds, and a
figure that is missing is refused, never taken for a zero.  The old and the new service
of Statistics Norway are asked in different ways and answer alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any
from typing import NoReturn

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError

MOST_BYTES = 20_000_000
MOST_CELLS = 1_000_000
REGION, TIME = "Region", "Tid"


@dataclass(frozen=True)
class Figure:
    """One figure: a region's code without the letter of its list, a year, the value."""

    region: str
    year: int
    value: int


@dataclass(frozen=True)
class Answer:
    """A table that was answered, and the day on which it was brought up to date."""

    title: str
    updated: str
    figures: tuple[Figure, ...]


def read_answer(content: bytes, path: str) -> Answer:
    """The figures of a table with regions and years.

    Args:
        content: The answer as it came.
        path: What it is called in messages.

    Raises:
        RejectedError: It is not such a table, or a figure is missing, not whole, or
            negative; holds every fault.
    """
    table = _table(content, path)
    names, codes = _dimensions(table, path)
    count = prod(len(of) for of in codes)
    if count > MOST_CELLS:
        _refuse(path, "size", str(count), Text("Tabellen er for stor."))
    figures: list[Figure] = []
    faults: list[Fault] = []
    region, time = names.index(REGION), names.index(TIME)
    for number, cell in enumerate(product(*codes)):
        where = " ".join(cell)
        value = _value(table["value"], number)
        if value is None:
            status = _value(table.get("status") or {}, number)
            text = Text("Tallet mangler ({status}).", status=str(status or "–"))
            faults.append(Fault(path, None, where, "null", text))
        elif not isinstance(value, int) or isinstance(value, bool) or value < 0:
            text = Text("Skal være et helt tall som ikke er negativt.")
            faults.append(Fault(path, None, where, str(value), text))
        elif not cell[time].isdigit():
            text = Text("Skal være et årstall.")
            faults.append(Fault(path, None, TIME, cell[time], text))
        else:
            code = cell[region].rpartition("-")[2]
            figures.append(Figure(code, int(cell[time]), value))
    if faults:
        raise RejectedError(faults)
    updated = str(table.get("updated", ""))[:10]
    return Answer(str(table.get("label", "")), updated, tuple(figures))


def _table(content: bytes, path: str) -> dict[str, Any]:
    """The answer as an object, with numbers as they are written."""
    if len(content) > MOST_BYTES:
        _refuse(path, None, f"{len(content)} B", Text("Filen er for stor."))
    try:
        table = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=lambda name: _refuse(
                path, "value", name, Text("Skal være et tall.")
            ),
            object_pairs_hook=lambda pairs: _once(pairs, path),
        )
    except (ValueError, RecursionError) as error:
        _refuse(path, None, str(error)[:80], Text("Filen er ikke gyldig JSON."))
    if not isinstance(table, dict) or table.get("class") != "dataset":
        _refuse(path, "class", "", Text("Skal være et datasett i JSON-stat 2."))
    if not isinstance(table.get("value"), list | dict):
        _refuse(path, "value", "", Text("Tabellen har ingen tall."))
    return table


def _dimensions(table: dict[str, Any], path: str) -> tuple[list[str], list[list[str]]]:
    """The names of the dimensions, and each one's codes in the table's order."""
    names, sizes = table.get("id"), table.get("size")
    dimensions = table.get("dimension")
    if (
        not isinstance(names, list)
        or not isinstance(sizes, list)
        or not isinstance(dimensions, dict)
        or len(names) != len(sizes)
        or not {REGION, TIME} <= set(map(str, names))
    ):
        text = Text("Tabellen skal ha regioner (Region) og år (Tid).")
        _refuse(path, "id", str(names), text)
    codes: list[list[str]] = []
    for name, size in zip(names, sizes, strict=True):
        found = _codes(dimensions.get(name))
        if len(found) != size:
            text = Text("Skal ha {size} koder.", size=str(size))
            _refuse(path, str(name), str(len(found)), text)
        if name not in {REGION, TIME} and size != 1:
            text = Text("Skal ikke være delt opp: hent tabellen uten denne variabelen.")
            _refuse(path, str(name), ", ".join(found[:3]), text)
        codes.append(found)
    return names, codes


def _codes(dimension: Any) -> list[str]:  # noqa: ANN401 -- whatever stands there
    """The codes of a dimension, whose order is a list or a place for each."""
    if not isinstance(dimension, dict):
        return []
    category = dimension.get("category")
    index = category.get("index") if isinstance(category, dict) else None
    if isinstance(index, dict):
        places = {k: v for k, v in index.items() if isinstance(v, int)}
        return sorted(places, key=lambda code: places[code])
    if isinstance(index, list):
        return [str(code) for code in index]
    labels = category.get("label") if isinstance(category, dict) else None
    return list(labels) if isinstance(labels, dict) and len(labels) == 1 else []


def _value(values: Any, number: int) -> Any:  # noqa: ANN401 -- whatever stands there
    """A value by its number, in a list or in an object that leaves out the missing."""
    if isinstance(values, dict):
        return values.get(str(number))
    if isinstance(values, list):
        return values[number] if number < len(values) else None
    return None


def _once(pairs: list[tuple[str, Any]], path: str) -> dict[str, Any]:
    """An object in which nothing is said twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse(path, None, "", Text("Et navn står to ganger i samme objekt."))
    return found


def _refuse(path: str, column: str | None, found: str, expected: Text) -> NoReturn:
    raise RejectedError([Fault(path, None, column, found, expected)])
