"""A file of sums, and what must be said of it before it is a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.profiles import profile_of
from lists_of_people import budget
from lists_of_people import proposed
from lists_of_people import remarks

if TYPE_CHECKING:
    from pathlib import Path


BUDGET = (
    "konto;konto_tekst;ansvar;tjeneste;rekneskap_2016;budsjett_2018\n"
    "10100;Løn;155;12000;0;8 064 469\n16000;Brukarbetaling;155;12000;0;-723 281\n"
    "10100;Løn;999;12000;0;5\n42900;Mva;155;12000;0;0\n"
)


def test_an_open_budget_is_booked_when_the_year_is_said(tmp_path: Path) -> None:
    """Costs and income apart, and what is none of ours is told with its sum."""
    path = tmp_path / "budsjett.csv"
    path.write_text(BUDGET.replace("42900", "14290"), encoding="utf-8")
    made = budget(
        path,
        ("# year: …", "year: 2018"),
        ("# art_form: …", "art_form: class_art\n  other_ansvar: leave_out"),
    )
    found = [(str(e.date), *[v.value for v in e.values]) for e in made.entries]  # type: ignore[union-attr]
    assert [(day, account, str(amount)) for day, account, _, amount in found] == [
        ("2018-01-01", "Expenses:IKT:Ansvar-155", "8064469.00 NOK"),
        ("2018-01-01", "Income:IKT", "-723281.00 NOK"),
    ]
    assert [str(text).replace("\N{NO-BREAK SPACE}", " ") for text in made.controls] == [
        "Filen har 4 linjer, til sammen 7 341 193,00 kr.",
        "1 linjer (5,00 kr) angår ingen av samarbeidene og føres ikke.",
        "Kolonner som ikke brukes: konto_tekst, rekneskap_2016.",
    ]


def test_an_open_budget_is_not_booked_before_the_year_is_said(tmp_path: Path) -> None:
    path = tmp_path / "budsjett.csv"
    path.write_text(BUDGET, encoding="utf-8")
    assert "skriv year" in remarks(path)
    with pytest.raises(RejectedError, match="året selv"):
        proposed(path)


def test_the_accounts_beside_a_budget_are_for_control(tmp_path: Path) -> None:
    path = tmp_path / "budsjett.csv"
    path.write_text(BUDGET, encoding="utf-8")
    text = propose(str(path), use="totals").yaml
    assert "use: totals\n" in text
    assert 'amount: "rekneskap_2016"\n' in text
    profile = profile_of(text, "p.yaml")
    assert profile.columns.voucher is None


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("art;ansvar;tjeneste_nr;beloep", "use: budget"),
        ("ansvar;tjeneste;budsjett_2017;budsjett_2018", "budsjett_2017, budsjett_2018"),
        ("avdeling;tjeneste;2018;2019", "2018, 2019"),
    ],
)
def test_which_sums_are_meant_is_asked(tmp_path: Path, heading: str, said: str) -> None:
    path = tmp_path / "summer.csv"
    path.write_text(f"{heading}\n429;155;120;1\n429;155;120;2\n", encoding="utf-8")
    assert said in remarks(path)
    with pytest.raises(RejectedError):
        proposed(path)


def test_income_without_an_art_is_income(tmp_path: Path) -> None:
    """Bergen writes what is income and what is cost in a column, and no art."""
    path = tmp_path / "budsjett.csv"
    path.write_text(
        "ansvar;inntekt-utgift;budsjett\n155;Utgift; 900 \n155;Inntekt; -100 \n",
        encoding="utf-8",
    )
    made = budget(path, ("# year: …", "year: 2018"))
    assert [e.values[0].value for e in made.entries] == [  # type: ignore[union-attr]
        "Expenses:IKT:Ansvar-155",
        "Income:IKT",
    ]
