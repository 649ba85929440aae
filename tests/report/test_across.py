"""What each payer owes, and what all of them owe together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.report.html import html
from fellesbok.tables.values import added
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.report import Report


def test_what_payers_owe_has_a_sum_and_nothing_per_inhabitant_is_added(
    of_2018: Report,
) -> None:
    *lines, total = of_2018.across[1].rows
    assert total.role == "total"
    *sums, each = total.cells
    columns = zip(*(line.cells[:-1] for line in lines), strict=True)
    assert [cell.value for cell in sums] == [
        added(cell.value for cell in column) for column in columns
    ]
    assert each.value is None


def test_parties_stand_with_a_comma_between_them_however_many(of_2018: Report) -> None:
    page = html(of_2018, "nb")
    for made in of_2018.pages:
        facts = dict(made.facts)
        (parties,) = facts["Samarbeidsparter"]
        assert ";" not in parties
        assert f"<td>{parties}</td>".replace("&", "&amp;") in page
    assert "; tilskudd trekkes fra" in page
