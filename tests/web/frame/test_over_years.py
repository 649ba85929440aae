"""What payers bear over the years, where no filter hides a part of it."""

from __future__ import annotations

from dataclasses import replace

from asked_pages import asked_by
from fellesbok.agreement.distribution_key import Equal
from fellesbok.web.frame.over_years import over_years
from settled_years import agreement
from settled_years import version
from shares_by_hand import share

VIKA = agreement(version(Equal()))
LYNGEN = VIKA.payer("lyngen")


def told(**asks: str) -> list[tuple[int, str]]:
    """Year and kroner per inhabitant: 2 877 people in 2018, and 2 847 in 2019."""
    shares = [
        share("Lyngen", "2877.00"),
        share("Lyngen", "5694.00", 2019),
        share("Kafjord", "1.00"),
    ]
    with asked_by(**asks) as asked:
        of = replace(
            asked,
            shared=replace(asked.shared, agreement=VIKA),
            worked_out={"andeler i alle år": shares},
        )
        return [(each.year, str(each.each)) for each in over_years(of, [LYNGEN])]


def test_every_year_is_told_whatever_period_is_asked_for() -> None:
    assert told() == [(2018, "1.00"), (2019, "2.00")]
    assert told(time="2018") == told()


def test_a_filter_that_hides_a_part_leaves_no_years() -> None:
    assert told(account="Assets") == []
    assert told(filter="#krav") == []
