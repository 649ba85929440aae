"""A statistic in a CSV file → observations, with the line of every fault.

The columns are ``municipality``, ``date``, the value (named as the statistic, or
``value``), and optionally ``number`` and ``source``.  The text comes from outside: it
is read as text, and anything that is not a date and a number is refused.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from fellesbok.agreement.distribution_key import Observation
from fellesbok.errors import FileFault
from fellesbok.messages import Text
from fellesbok.messages import quoted
from fellesbok.rules.examined import as_text
from fellesbok.rules.examined import no_text
from fellesbok.rules.scalars import to_day
from fellesbok.rules.scalars import to_figure
from fellesbok.system.differences import is_odd
from fellesbok.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.agreement import Municipality
    from fellesbok.rules.examined import Read

MOST_BYTES = 5_000_000
"""More no file of figures is."""
MOST_FAULTS = 100
"""So many faults of a file are told at once."""

Observations = dict[tuple[str, date], Observation]


def statistic_text(path: Path, read: Read) -> str | Text:
    """What a file of figures says, or why it is not read.

    Raises:
        OSError: It cannot be read.
        UnicodeDecodeError: It is no text.
    """
    if is_odd(path):
        return Text("Det er ikke en vanlig fil.")
    if path.stat().st_size > MOST_BYTES:
        count = MOST_BYTES // 1_000_000
        return Text("Filen er for stor: høyst {count} MB.", count=count)
    content = read(path)
    return no_text(content) or as_text(content)


def read_statistic(
    text: str,
    path: str,
    *,
    name: str,
    municipalities: Mapping[str, Municipality],
) -> tuple[Observations, list[FileFault]]:
    """The observations in a CSV text by municipality and date, and every fault."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    by_name = {m.name: m.slug for m in municipalities.values()}
    found: Observations = {}
    first_line: dict[tuple[str, date], int] = {}
    faults: list[FileFault] = []

    def fault(line: int, template: str, /, **values: object) -> None:
        faults.append(FileFault(path, line, Text(template, **values)))

    if (place := next(unseen(text), None)) is not None:
        fault(
            text.count("\n", 0, place) + 1,
            "Her er et tegn som ikke kan ses (U+{code}), og som kan få teksten til å se"
            " ut som en annen. Ta det bort.",
            code=f"{ord(text[place]):04X}",
        )
    try:
        columns = rows.fieldnames or []
        column = name if name in columns else "value"
        missing = sorted({"municipality", "date", column} - set(columns))
        if missing:
            fault(
                1,
                "Filen mangler kolonnen {columns}. Den har {found}.",
                columns=", ".join(missing),
                found=quoted(", ".join(columns)) or Text("ingen"),
            )
            return found, faults
        for twice in sorted({c for c in columns if c and columns.count(c) > 1}):
            fault(
                1,
                "Filen har to kolonner som heter {column}. Gi dem hvert sitt navn.",
                column=quoted(twice),
            )
        for row in rows:
            line = rows.line_num
            if len(faults) >= MOST_FAULTS:
                fault(
                    line,
                    "Filen har flere feil enn de {count} som er nevnt. Rett dem først.",
                    count=MOST_FAULTS,
                )
                break
            try:
                _check_cells(row, len(columns))
                municipality = _municipality(row, by_name, municipalities)
                day = to_day((row["date"] or "").strip())
                value = to_figure((row[column] or "").strip())
                _check_number(row, municipality, day)
            except ValueError as error:
                faults.append(FileFault(path, line, _message(error)))
                continue
            if (municipality.slug, day) in found:
                fault(
                    line,
                    "{municipality} har to tall for {day}: her og på linje {first}.",
                    municipality=municipality.name,
                    day=day,
                    first=first_line[municipality.slug, day],
                )
                continue
            first_line[municipality.slug, day] = line
            source = (row.get("source") or "").strip()
            found[municipality.slug, day] = Observation(value, source)
    except csv.Error:
        fault(
            rows.line_num or 1,
            "Filen er ikke gyldig CSV: et anførselstegn er ikke lukket, eller en celle"
            " er på mer enn {most} tegn.",
            most=csv.field_size_limit(),
        )
    return found, faults


def _municipality(
    row: Mapping[str, str | None],
    by_name: Mapping[str, str],
    municipalities: Mapping[str, Municipality],
) -> Municipality:
    written = (row["municipality"] or "").strip()
    slug = by_name.get(written, written)
    if slug not in municipalities:
        raise ValueError(Text("Ukjent kommune «{name}».", name=quoted(written)))
    return municipalities[slug]


def _check_cells(row: Mapping[str, str | None], columns: int) -> None:
    """Refuse a row with more cells than columns: of «12,5» the half would be lost."""
    more = row.get(None)  # type: ignore[call-overload]  # the reader keeps them there
    if more:
        raise ValueError(
            Text(
                "Raden har {found} felt, men filen har {columns} kolonner. Skriv"
                " desimaler med punktum, og tekst med komma i anførselstegn.",
                found=columns + len(more),
                columns=columns,
            )
        )


def _check_number(
    row: Mapping[str, str | None], municipality: Municipality, day: date
) -> None:
    """Refuse a municipality number that was not the municipality's on that day."""
    written = (row.get("number") or "").strip()
    expected = municipality.number_on(day)
    if written and expected and written != expected:
        raise ValueError(
            Text(
                "{municipality} hadde kommunenummer {expected} per {day}, ikke"
                " {found}.",
                municipality=municipality.name,
                expected=expected,
                day=day,
                found=quoted(written),
            )
        )


def _message(error: ValueError) -> str:
    """The text for people in a refusal, whichever way it was raised."""
    if isinstance(error, PydanticCustomError) and error.context:
        text: str = error.context["text"]
        return text
    message: str = error.args[0]
    return message
