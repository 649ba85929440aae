"""A refusal says what this file is and what is wrong with it, in Norwegian."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fava.core import FavaLedger

from bank_documents import Paid
from bank_documents import notice
from bank_documents import statement
from fellesbok.books import load_books
from fellesbok.error_texts.of_beancount import in_norwegian
from fellesbok_importers.intake.commands import import_command
from intake_books import add
from intake_runs import run
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_books import saved
from places import tree

if TYPE_CHECKING:
    from pathlib import Path

GOOD = statement(Paid("1.00", reference="a"))
ENGLISH = ("Premature", "expected", "failed", "Extra", "Start tag", "Duplicate")
EMPTY_NOTICE = notice()
OF_NOTHING = (
    EMPTY_NOTICE[: EMPTY_NOTICE.index("<Ntfctn>")]
    + EMPTY_NOTICE[EMPTY_NOTICE.index("</Ntfctn>") + len("</Ntfctn>") :]
)
REFUSED = {
    "entity bomb": (
        GOOD.replace("?>", '?><!DOCTYPE a [<!ENTITY y "ha">]>', 1),
        "en kontoutskrift fra banken (camt.053)",
        "Filen definerer egne entiteter (DOCTYPE), som kan vokse til hva som helst",
    ),
    "cut off": (GOOD[:-60], "en kontoutskrift fra banken (camt.053)", "og er avkuttet"),
    "cut in a tag": (
        GOOD[:-2],
        "en kontoutskrift fra banken (camt.053)",
        "og er avkuttet",
    ),
    "foreign currency": (
        GOOD.replace("NOK", "EUR"),
        "en kontoutskrift fra banken (camt.053)",
        "Acct/Ccy: Fant «EUR». Bøkene føres i NOK.",
    ),
    "balances off": (
        statement(Paid("1.00", reference="a"), closing="2.00"),
        "en kontoutskrift fra banken (camt.053)",
        "Inngående saldo og postene skal bli utgående saldo. Avvik: -1,00.",
    ),
    "a notice of nothing": (
        OF_NOTHING,
        "en melding fra banken (camt.054)",
        "Filen har verken kontoutskrift (camt.053), melding (054) eller rapport (052).",
    ),
    "another form": (
        GOOD.replace("camt.053.001.08", "pain.001.001.03").replace("Cstmr", "X"),
        "et XML-dokument av typen «pain.001.001.03»",
        "Filen er et XML-dokument av typen «pain.001.001.03». Ingen profil her leser",
    ),
    "nothing": ("", "en tom fil", "Filen er tom."),
    "another account": (
        statement(Paid("1.00", reference="a"), account="15032080119"),
        "en kontoutskrift fra banken (camt.053)",
        "Filen er fra banken, for konto 15032080119, som ingen profil nevner.",
    ),
}


@pytest.mark.parametrize("profiles", [1, 2], ids=["one profile", "two profiles"])
@pytest.mark.parametrize(("text", "kind", "said"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_says_what_the_file_is_and_what_is_wrong(
    main: Path, text: str, kind: str, said: str, profiles: int
) -> None:
    folder = main.parent.parent / "profiles"
    if profiles > 1:
        drift = (folder / "drift.yaml").read_text(encoding="utf-8")
        other = drift.replace("8601 11 17947", "12345678903")
        (folder / "annen.yaml").write_text(other, encoding="utf-8")
    path = saved(main, text)
    result = run(import_command, main, "--yes", path)
    assert result.exit_code == 1
    assert f"utskrift.xml ({kind}) er ikke lest inn:" in result.output
    assert said in result.output
    assert not [word for word in ENGLISH if word in result.output]


def test_a_notice_with_nothing_to_book_ends_well(main: Path) -> None:
    before = tree(main.parent)
    result = run(import_command, main, "--yes", saved(main, EMPTY_NOTICE))
    assert result.exit_code == 0
    assert "ingen posteringer, bare opplysninger" in result.output
    assert "Ingenting nytt; bøkene er som før." in result.output
    assert tree(main.parent) == before


def test_a_balance_that_the_books_would_not_hold_names_the_document(
    main: Path,
) -> None:
    """The bank has 100 kr more than the books before March."""
    early = Paid("7.00", reference="0", day="2018-02-05")
    read(main, statement(early, first="2018-02-01", last="2018-02-28"), "februar.xml")
    march = saved(main, statement(Paid("1.00", reference="a"), opening="107.00"))
    before = tree(main.parent)
    result = run(import_command, main, "--yes", march)
    assert result.exit_code == 1
    assert (
        "utskrift.xml:3: Saldoen stemmer ikke: Assets:Bank skal være 108,00 kr, men er"
        " 8,00 kr (differanse -100,00 kr)."
    ) in result.output.replace("\N{NO-BREAK SPACE}", " ")
    assert not [word for word in ENGLISH if word in result.output]
    assert tree(main.parent) == before


WRONG = {
    "2018-03-01 balance Assets:Bank 5.00 NOK": (
        "Saldoen stemmer ikke: Assets:Bank skal være 5,00 kr, men er 0,00 kr"
        " (differanse -5,00 kr)."
    ),
    (
        "2018-03-01 balance Assets:Bank 0.00 NOK\n"
        "2018-03-01 balance Assets:Bank 5.00 NOK"
    ): "Assets:Bank har to ulike saldoer 01.03.2018",
    '2018-03-01 * "a"\n  Assets:Ukjent  1.00 NOK\n  Assets:Bank  -1.00 NOK': (
        "Kontoen Assets:Ukjent er ikke åpnet."
    ),
    '2018-03-01 * "a"\n  Assets:Bank  1.00 EUR\n  Assets:Bank  -1.00 EUR': (
        "Kontoen Assets:Bank føres ikke i EUR."
    ),
    "2018-03-01 open Assets:Bank NOK": "Kontoen Assets:Bank er åpnet to ganger.",
    '2018-03-01 * "a"\n  Assets:Bank  1.00 NOK\n  Assets:Bank  -2.00 NOK': (
        "Posteringene går ikke i null: -1.00 NOK er til overs."
    ),
}


@pytest.mark.parametrize(("written", "said"), WRONG.items())
def test_beancounts_errors_are_said_in_norwegian_everywhere(
    main: Path, written: str, said: str
) -> None:
    add(main, f"{written}\n")
    found = [fault.message for fault in load_books(main).errors]
    assert any(said in message.replace("\xa0", " ") for message in found)
    shown = [
        in_norwegian(error).message
        for error in FavaLedger(str(main), poll_watcher=True).errors
    ]
    assert any(said in message.replace("\xa0", " ") for message in shown)
