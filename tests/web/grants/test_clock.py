"""A grant's clock says in words what it draws, and draws nothing that is not stated."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from asked_pages import asked_by
from fellesbok.web.grants.chosen import grant_rows
from fellesbok.web.grants.clock import clock_svg
from fellesbok.web.grants.clock import figure_text
from fellesbok.web.grants.clock import period_text
from pagebook import NBSP

if TYPE_CHECKING:
    from fellesbok.grants.records import GrantOnDay


@cache
def rows(day: date = date(2018, 10, 31)) -> tuple[GrantOnDay, GrantOnDay]:
    """A grant with all its terms, and one of which little is stated."""
    with asked_by() as asked:
        one, other = grant_rows(asked, day)
    return one, other


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_the_words_tell_the_period_what_is_earned_and_the_limits() -> None:
    """430 000 and 310 000 kr are earned, and 75 % of 900 000 kr is paid before."""
    said = plain(clock_svg(rows()[0], "nb").said)
    assert said.startswith("Perioden 01.01.2018 – 30.06.2019. ")
    assert "740 000,00 kr" in said
    assert "400 000,00 kr" in said
    assert "675 000,00 kr" in said
    assert "900 000,00 kr" in said


def test_what_is_not_stated_is_said_so_and_is_no_zero() -> None:
    little = rows()[1]
    assert period_text(little) == "Perioden er ikke oppgitt"
    assert figure_text(little, "committed").endswith(": ikke oppgitt")
    assert plain(figure_text(little, "received")).endswith(" 50 000,00 kr")


def test_the_day_moves_along_the_period() -> None:
    """It stands at its place among 545 days, and never beyond the last deadline."""
    early = "".join(clock_svg(rows(date(2018, 1, 1))[0], "nb").parts)
    late = "".join(clock_svg(rows()[0], "nb").parts)
    assert 'class="now"' in early
    assert early != late
    assert "01.01.2018" in early
    assert "31.10.2018" in late


def test_a_deadline_that_is_met_is_drawn_as_met() -> None:
    """One report came in September; a report, the last day and the end are open."""
    svg = "".join(clock_svg(rows()[0], "nb").parts)
    assert svg.count('class="met"') == 1
    assert svg.count('class="due"') == 3


def test_a_grant_without_a_period_has_no_bar_of_time() -> None:
    svg = "".join(clock_svg(rows()[1], "nb").parts)
    assert 'class="now"' not in svg
    assert "Perioden er ikke oppgitt" in svg
