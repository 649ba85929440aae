"""Statistics (*statistikker*): the file that each names, or its figures as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Observation
from fellesbok.agreement.distribution_key import Statistic
from fellesbok.errors import FileFault
from fellesbok.messages import Text
from fellesbok.rules.document import FileLine
from fellesbok.rules.examined import statistic_path
from fellesbok.rules.statistic_file import Observations
from fellesbok.rules.statistic_file import read_statistic
from fellesbok.rules.statistic_file import statistic_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement import Municipality
    from fellesbok.rules import schema
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location
    from fellesbok.rules.examined import Read
    from fellesbok.rules.proposal import Figures


def read_series(
    name: str,
    written: schema.StatisticModel,
    document: Document,
    municipalities: dict[str, Municipality],
    read: Read,
) -> Statistic:
    """A statistic with its observations, from the file it names or as written."""
    way = ("statistics", name)
    observations: Observations = {}
    place = document.place(document.line_of(way))
    added = _tried_beside(written, document, way)
    if (written.file is None) == (written.values is None) and not added:
        document.fault(
            way,
            "Oppgi enten «file» eller «values» for statistikken «{name}».",
            name=name,
        )
    elif written.file is not None:
        observations = _from_file(name, written.file, document, municipalities, read)
        place = str(statistic_path(document.path, written.file)), 1
        if added:
            observations |= _as_written(written, document, municipalities, way)
    else:
        observations = _as_written(written, document, municipalities, way)
    told = written.title, written.unit, written.source
    return Statistic(name, *told, observations, place)


def _tried_beside(
    written: schema.StatisticModel, document: Document, way: Location
) -> bool:
    """Whether a proposal has figures for a statistic that the rules read from a file.

    They stand beside those of the file, and over those of the same municipality and
    day: a member that joins is not in the file yet.
    """
    of_part = [
        isinstance(document.line_of((*way, field)), FileLine)
        for field in ("file", "values")
    ]
    both = written.file is not None and written.values is not None
    return both and of_part == [False, True]


def tried_twice(
    figures: Figures,
    statistics: Mapping[str, schema.StatisticModel],
    document: Document,
    municipalities: Mapping[str, Municipality],
) -> None:
    """Note each figure that a proposal and a figure by itself say otherwise of.

    Both stand over what the books have, so that one would take the place of the other
    without a word.

    Args:
        figures: Those that are tried by themselves, by the slug of each municipality.
        statistics: All of them, as written.
        document: Where the faults are noted.
        municipalities: By slug.
    """
    slugs = {m.name: m.slug for m in municipalities.values()}
    for name in dict.fromkeys(of for of, _, _ in figures):
        for n, written in enumerate(statistics[name].values or []):
            line = document.line_of(("statistics", name, "values", n))
            slug = slugs.get(written.municipality, written.municipality)
            other = figures.get((name, slug, written.date), written.value)
            if isinstance(line, FileLine) and other != written.value:
                document.fault(
                    line,
                    "{statistic} for {municipality} per {day} prøves som {value} her og"
                    " som {other} for seg, og bare én av dem kan gjelde. Prøv dem hver"
                    " for seg.",
                    statistic=statistics[name].title,
                    municipality=municipalities[slug].name,
                    day=written.date,
                    value=written.value,
                    other=other,
                )


def _from_file(
    name: str,
    file: str,
    document: Document,
    municipalities: dict[str, Municipality],
    read: Read,
) -> Observations:
    line = document.line_of(("statistics", name, "file"))
    path = statistic_path(document.path, file)
    if path is None:
        document.fault(
            line, "Filen «{file}» ligger utenfor mappen til avtalene.", file=file
        )
        return {}
    if isinstance(line, FileLine) and path.suffix.casefold() != ".csv":
        document.fault(line, "Filen «{file}» er ikke en CSV-fil.", file=file)
        return {}
    try:
        text = statistic_text(path, read)
    except OSError:
        document.fault(line, "Finner ikke filen «{file}».", file=file)
        return {}
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        document.faults.append(
            FileFault(str(path), row, Text("Filen er ikke lagret som UTF-8."))
        )
        return {}
    if isinstance(text, Text):
        document.faults.append(FileFault(str(path), 1, text))
        return {}
    observations, faults = read_statistic(
        text, str(path), name=name, municipalities=municipalities
    )
    document.faults.extend(faults)
    return observations


def _as_written(
    written: schema.StatisticModel,
    document: Document,
    municipalities: dict[str, Municipality],
    way: Location,
) -> Observations:
    by_name = {m.name: m.slug for m in municipalities.values()}
    found: Observations = {}
    for n, value in enumerate(written.values or []):
        slug = by_name.get(value.municipality, value.municipality)
        line = document.line_of((*way, "values", n))
        if slug not in municipalities:
            document.fault(line, "Ukjent kommune «{name}».", name=value.municipality)
        elif (slug, value.date) in found:
            document.fault(
                line,
                "{municipality} har to tall for {day}.",
                municipality=municipalities[slug].name,
                day=value.date,
            )
        else:
            found[slug, value.date] = Observation(value.value, value.source or "")
    return found
