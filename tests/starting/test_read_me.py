"""What lies beside the first books says what nobody has answered, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from begun_plans import ANSWERS
from begun_plans import agreement_of
from begun_plans import plan
from fellesbok.starting.read_me import read_me_text

if TYPE_CHECKING:
    from pathlib import Path

IT, FIRE = ANSWERS["cooperations"]


def to_do(folder: Path, **changed: object) -> str:
    of = plan(**changed)
    text = read_me_text(of, agreement_of(folder, of))
    return text.partition("## Dette må noen se etter")[2].partition("##")[0]


def test_what_is_not_stated_is_asked_for_by_cooperation(tmp_path: Path) -> None:
    said = to_do(tmp_path)
    assert "Brann: hvem er vert? Uten vert kreves ingenting." in said
    assert "Brann: hvor mange dager er det å betale på" in said
    assert "Felles IT: a konto regnes av budsjettet. Skriv det for 2026." in said
    assert "Felles IT: hvem er vert?" not in said
    assert "Felles IT: hvor mange dager" not in said


def test_a_host_without_a_bank_account_is_asked_for_one(tmp_path: Path) -> None:
    assert "kontonummeret kravene betales til" not in to_do(tmp_path)
    said = to_do(tmp_path, municipalities=["Lyngen", "Kåfjord", "Storfjord"])
    assert "Lyngen: kontonummeret kravene betales til" in said
    assert "Kåfjord: kontonummeret" not in said


def test_without_advances_no_budget_is_asked_for(tmp_path: Path) -> None:
    said = to_do(tmp_path, cooperations=[IT | {"instalments": "0"}])
    assert "a konto" not in said


def test_figures_that_are_not_published_are_told_of(tmp_path: Path) -> None:
    """Only where a key shares by them; the list has those of 2018."""
    assert "Folketallet" not in to_do(tmp_path, year="2999")
    by_people = [IT | {"key": "folketall"}]
    of = plan(cooperations=by_people, year="2018")
    assert of.newest_population >= 2018
    newest = of.newest_population
    (tmp_path / "ledger/statistics").mkdir(parents=True)
    figures = tmp_path / "ledger/statistics/population.csv"
    figures.write_text("municipality,date,value\n", encoding="utf-8")
    agreement = agreement_of(tmp_path, plan())
    assert "Folketallet: lista" not in read_me_text(of, agreement)
    later = plan(cooperations=by_people, year=str(newest + 1))
    assert f"Folketallet: lista går til {newest}." in read_me_text(later, agreement)


def test_the_commands_it_names_are_of_the_first_cooperation(tmp_path: Path) -> None:
    of = plan()
    text = read_me_text(of, agreement_of(tmp_path, of))
    assert "Skriv et bilag i `ledger/2026/felles-it.beancount`" in text
    assert "`fellesbok explain Felles-IT Kåfjord --year 2026`" in text
    assert "Assets:Bank:Lyngen  -12500.00 NOK" in text
