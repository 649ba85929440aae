"""The years as they are now, each with the lines that share it; none is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.error_texts.inner_contradictions import year_is_left_out
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.sharing.receivables import year_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.lines import Line
    from fellesbok.sharing.findings import Finding
    from fellesbok.sharing.settlement import YearResult

    Year = tuple[Cooperation, tuple[Line, ...]]


@frozen
class Settled:
    """The years as the books are to show them.

    Attributes:
        years: The lines of each year, and of what is carried forward.
        findings: What has come to closed years since they were closed.
        errors: Years that contradict themselves.
        refused: Cooperation (slug) and year of those that have no lines for it.
    """

    years: tuple[Year, ...]
    findings: tuple[Finding, ...] = ()
    errors: tuple[LedgerError, ...] = ()
    refused: frozenset[tuple[str, int]] = frozenset()


@frozen
class Now:
    """A year as it is now."""

    result: YearResult
    lines: tuple[Line, ...]


def years_now(
    agreement: Agreement, results: Sequence[YearResult]
) -> tuple[dict[tuple[str, int], Now], list[LedgerError]]:
    """Each year by cooperation (slug) and year, and an error for each that has none."""
    errors: list[LedgerError] = []
    now: dict[tuple[str, int], Now] = {}
    for r in results:
        try:
            lines = tuple(year_lines(agreement, r))
        except Exception as error:  # noqa: BLE001 -- no fault of ours stops the others
            errors.append(left_out_of(error, r.cooperation, r.year))
        else:
            now[r.cooperation.slug, r.year] = Now(r, lines)
    return now, errors


def open_years(agreement: Agreement, results: Sequence[YearResult]) -> Settled:
    """The years as they are, where none is closed."""
    now, errors = years_now(agreement, results)
    years = tuple((of.result.cooperation, of.lines) for _, of in sorted(now.items()))
    return Settled(years, (), tuple(errors), refused(results, now))


def refused(
    results: Sequence[YearResult], now: dict[tuple[str, int], Now]
) -> frozenset[tuple[str, int]]:
    """The years that have no lines."""
    return frozenset({(r.cooperation.slug, r.year) for r in results} - now.keys())


def left_out_of(error: Exception, cooperation: Cooperation, year: int) -> LedgerError:
    """A contradiction of one year; other years and cooperations stand."""
    source = {"filename": cooperation.place.path, "lineno": cooperation.place.line}
    text = year_is_left_out(error, cooperation.title, year)
    return LedgerError(source, text, of=(cooperation.slug, year))
