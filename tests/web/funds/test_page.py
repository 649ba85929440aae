"""The page of funds: who owns them on a day, and one fund with its movements."""

from __future__ import annotations

import pytest

from asked_pages import asked_by
from fellesbok.web import Fond
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown


def shown(who: str = "regnskap", time: str = "2018", **asks: str) -> Shown:
    """What the page shows, before it is laid out."""
    with asked_by(who, time=time, **asks) as asked:
        return Fond.__new__(Fond).shown(asked)


def closing(found: Shown) -> dict[str, str]:
    """What each owns at the end of the year, by the first table."""
    lines = found.tables[0].lines
    return {str(line.cells[1].value): str(line.cells[-1].value) for line in lines}


def test_the_fund_of_the_surplus_is_owned_equally() -> None:
    """740 000 and 32 000 kr in grants, 600 000 kr used: 172 000 kr, half each."""
    assert closing(shown()) == {
        "Nordvik": "86000.00",
        "Midvik": "86000.00",
        "Sum": "172000.00",
    }


def test_a_municipality_sees_its_own_part_and_one_that_has_none_is_told_so() -> None:
    assert closing(shown("midvik")) == {"Midvik": "86000.00", "Sum": "86000.00"}
    assert shown("sorvik").tables == ()
    (note,) = shown("sorvik").values["notes"]
    assert note.startswith("Ingenting er ført på fond.")


def test_before_anything_is_set_aside_there_is_no_fund() -> None:
    """The surplus is set aside on 31 December, and the last voucher is of October."""
    assert shown(time="").tables == ()
    assert shown(time="2017").tables == ()


def test_one_cooperation_s_fund_has_its_movements_and_the_way_back() -> None:
    found = shown(samarbeid="velferd")
    assert found.title == "Fondet til Velferdsteknologi i Vika"
    assert found.arguments == {"samarbeid": "velferd"}
    assert len(found.tables) == 2
    assert [str(text) for text, _ in found.values["ways"]] == ["Alle fond"]
    assert shown().values["ways"] == []


def test_a_cooperation_without_a_fund_and_one_that_there_is_none_of() -> None:
    assert shown(samarbeid="ikt").tables == ()
    with pytest.raises(CannotShowError, match="Ukjent samarbeid «brann»"):
        shown(samarbeid="brann")


def test_a_filter_that_hides_all_is_told_as_the_reason() -> None:
    (note,) = shown(account="Expenses:IKT").values["notes"]
    assert note.startswith("Filteret skjuler alt som er ført på fond")


def test_each_fund_is_a_picture_with_a_bar_for_each_owner() -> None:
    (fund,) = shown().values["funds"]
    assert "Nordvik" in fund.picture.said
    assert "Midvik" in fund.picture.said
