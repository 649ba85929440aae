"""The terms of attesting and approving, version by version, as the page Avtaler has it.

From 2018 every voucher is attested and those of 10 000 kr approved; from 2019 nothing
is said; from 2020 only approving is asked for, and nothing waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attested_books import TERMS
from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.agreement.approval_tables import approval_in_words
from fellesbok.agreement.approval_tables import approval_table
from fellesbok.messages import say
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

DUE = "claims: {due_days: 30}"
LATER = """
approval:
  approved_from: 0
  roles: {approve: [Rådmann]}
"""
TITLE = "Attestasjon og anvisning av bilag"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path).write(
        rules(
            version(claims=DUE + TERMS, last="2018-12-31"),
            version("2019-01-01", claims=DUE, last="2019-12-31"),
            version("2020-01-01", claims=DUE + LATER),
        ),
        chart(),
    )


def test_each_version_says_who_from_what_amount_and_what_waits(folder: Folder) -> None:
    main = with_pages(folder.path / "ledger" / "main.beancount")
    rows = reader_of(main).page("Avtaler", samarbeid="ikt").rows(TITLE)
    assert rows == [
        [
            *("Fra", "Til", "Attesteres", "Kan attestere", "Anvises", "Kan anvise"),
            "Mens et bilag mangler det",
        ],
        [
            *("01.01.2018", "31.12.2018", "alle bilag", "IKT-leder, Økonomileder"),
            *("fra 10000,00 kr", "Rådmann, Økonomileder"),
            "Avregninger kreves ikke, og året avsluttes ikke.",
        ],
        [
            *("01.01.2019", "31.12.2019", "", "", "", ""),
            "Avtalen sier ikke noe om attestasjon her.",
        ],
        [
            *("01.01.2020", "", "kreves ikke", "ingen", "alle bilag", "Rådmann"),
            "Krav og avslutning sier fra om det, og går videre.",
        ],
    ]


@pytest.mark.parametrize(
    ("required", "told"),
    [
        ("[claim]", "Avregninger kreves ikke; avslutning sier fra."),
        ("[close]", "Året avsluttes ikke; krav sier fra."),
    ],
)
def test_what_waits_is_what_the_agreement_says(
    tmp_path: Path, required: str, told: str
) -> None:
    terms = TERMS.replace("[claim, close]", required)
    folder = Folder(tmp_path).write(rules(version(claims=DUE + terms)), chart())
    cooperation = folder.load().settled.agreement.cooperations["ikt"]
    (table,) = approval_table(cooperation)
    assert say(str(table.lines[0].cells[-1].value), "nb") == told


def test_an_agreement_that_says_nothing_of_it_has_no_such_table(
    tmp_path: Path,
) -> None:
    folder = Folder(tmp_path).write(rules(version(claims=DUE)), chart())
    cooperation = folder.load().settled.agreement.cooperations["ikt"]
    assert approval_table(cooperation) == []


def test_a_clause_can_be_of_it(tmp_path: Path) -> None:
    clause = (
        "\nclauses:\n"
        '  - {number: "§ 9", text: "To personer.", source: Avtalen, of: [approval]}\n'
    )
    folder = Folder(tmp_path).write(
        rules(version(claims=DUE + TERMS + clause)), chart()
    )
    terms = folder.load().settled.agreement.cooperations["ikt"].versions[0].approval
    assert terms is not None
    said = say(approval_in_words(terms), "nb").replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Attesteres: alle bilag (IKT-leder, Økonomileder); Anvises: fra 10 000,00 kr"
        " (Rådmann, Økonomileder); Avregninger kreves ikke, og året avsluttes ikke."
    )
    main = with_pages(folder.path / "ledger" / "main.beancount")
    page = reader_of(main).page("Avtaler", samarbeid="ikt")
    assert "To personer." in page.text
