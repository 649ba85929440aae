"""What a page is asked: the year, the period, the payer and the cooperation."""

from __future__ import annotations

from datetime import date

import pytest

from asked_pages import asked_by
from fellesbok.web.frame import CannotShowError


def test_without_a_period_the_newest_year_that_is_shared_is_shown() -> None:
    with asked_by() as asked:
        assert (asked.year, asked.period, asked.years) == (2018, "2018", (2018,))
        assert asked.days == (date(2018, 1, 1), date(2019, 1, 1))
        assert asked.is_whole(2018)
        assert not asked.is_narrowed
        assert len(asked.entries) < len(asked.all_entries)


def test_a_part_of_a_year_lies_in_it_and_is_not_all_of_it() -> None:
    """Nothing is charged in the first half: the year's shares are dated at its end."""
    with asked_by(time="2018-01 - 2018-06") as asked:
        assert asked.days == (date(2018, 1, 1), date(2018, 7, 1))
        assert asked.calendar_year() == 2018
        assert not asked.is_whole(2018)
        with pytest.raises(CannotShowError, match=r"År med tall: 2018\."):
            asked.one_year()


def test_several_years_are_no_year() -> None:
    with asked_by(time="2017 - 2019") as asked:
        assert asked.is_whole(2018)
        assert asked.calendar_year() == 2018  # the only one that has figures
    with (
        asked_by(time="2019 - 2020") as later,
        pytest.raises(CannotShowError),
    ):
        later.calendar_year()


def test_a_filter_narrows_what_is_shown_and_not_what_may_be_read() -> None:
    with asked_by(account="Assets:Krav", kommune="midvik") as asked:
        assert asked.is_narrowed
        assert asked.arguments == {"kommune": "midvik"}
        assert len(asked.entries) < len(asked.in_period)
        payer = asked.payer_or_reader()
        assert payer is not None
        assert payer.name == "Midvik"


def test_a_pattern_that_cannot_be_read_is_told_as_the_filter_that_is_wrong() -> None:
    with (
        pytest.raises(CannotShowError, match="Kontofilteret kan ikke leses") as told,
        asked_by(account="(Assets"),
    ):
        pytest.fail("it was read")
    assert told.value.wrong == "account"


def test_payers_and_cooperations_are_found_by_slug_and_name() -> None:
    with asked_by() as asked:
        assert asked.payer("SØRVIK") == asked.payer("sorvik")
        assert asked.cooperation("IKT") == asked.cooperation("ikt")
        with pytest.raises(CannotShowError, match="Nordvik, Midvik, Sørvik") as told:
            asked.payer("østvik")
        assert told.value.wrong == "kommune"
        with pytest.raises(CannotShowError, match=r"Kjente: IKT, Velferd\.") as told:
            asked.cooperation("brann")
        assert told.value.wrong == "samarbeid"


def test_a_municipality_asks_for_itself_and_sees_no_other() -> None:
    with asked_by("sorvik") as asked:
        assert [payer.slug for payer in asked.payers()] == ["sorvik"]
        assert asked.payer_or_reader() == asked.payer("sorvik")
        with pytest.raises(CannotShowError):
            asked.payer("midvik")
        with pytest.raises(CannotShowError, match="bare for den som fører bøkene"):
            asked.approvals()


def test_what_is_charged_decides_who_is_a_payer_besides_the_municipalities() -> None:
    with asked_by() as asked:
        assert {payer.slug for payer in asked.payers()} == {
            *("nordvik", "midvik", "sorvik", "staten", "fylket")
        }
        charged = [payer.slug for payer in asked.charged_payers(asked.entries)]
        assert charged == ["nordvik", "midvik", "sorvik"]


def test_why_there_is_no_figure_to_explain_is_told() -> None:
    with asked_by() as asked:
        ikt, sorvik = asked.cooperation("ikt"), asked.payer("sorvik")
        assert "Sørvik" in asked.explained(ikt, sorvik).title
        with pytest.raises(CannotShowError, match="betaler ikke for"):
            asked.explained(asked.cooperation("velferd"), sorvik)


def test_what_is_worked_out_of_the_same_books_is_made_once() -> None:
    with asked_by() as one:
        shares = one.every_share()
    with asked_by() as other:
        assert other.every_share() is shares
