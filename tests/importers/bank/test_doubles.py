"""Money that two documents tell of is booked once, or asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from bank_documents import Paid
from bank_documents import notice
from bank_documents import statement
from bank_tables import ACCOUNTS
from bank_tables import OWN
from fellesbok.filing.folder import load
from fellesbok.filing.writing import write
from fellesbok_importers.bank.account_statement import BankImporter
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import filing
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.intake.taking_in import preview
from intake_books import add
from intake_previews import previewed
from intake_runs import run
from paid_books import KID
from paid_books import OTHER_KID
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_books import saved
from paid_statements import BANK
from paid_statements import FIRST
from paid_statements import REPEATED
from paid_statements import SECOND
from paid_statements import SUSPENSE
from paid_statements import told
from places import tree

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.bank.doubles import Answer
    from fellesbok_importers.intake.taking_in import Preview

HEAD = "Dato;Tekst;Beløp;KID\n"
BALANCE = f"{OWN}booking: {{host: nordvik}}\n"
TABLE = BALANCE.replace(", balance: Saldo", "")
ONE = notice(Paid("1000.00", reference="R1", kid=KID))
ROW = HEAD + "05.03.2018;Innbetaling;1 000,00;\n"
SUM = HEAD + "05.03.2018;OCR;1 800,00;\n"
BATCH = notice(REPEATED)


@pytest.fixture
def both(main: Path) -> Path:
    """The books with a profile for notices and another for tables, of one account."""
    (main.parent.parent / "profiles" / "tabell.yaml").write_text(TABLE, "utf-8")
    return main


def answer(main: Path, text: str, name: str, said: Answer) -> Preview:
    """Read and write a document when a person has answered."""
    books = load(main)
    path = saved(main, text, name)
    importer = identify(path, importers(books))
    assert isinstance(importer, BankImporter)
    importer.doubles = said
    found = preview(path, importer, books)
    write(filing(found, books)) if found.entries else None
    return found


IN_EITHER_ORDER = {
    "then a table": (ONE, "a.xml", ROW, "b.csv", 2),
    "then a notice": (ROW, "a.csv", ONE, "b.xml", 6),
    "parts then whole": (BATCH, "a.xml", SUM, "b.csv", 2),
    "whole then parts": (SUM, "a.csv", BATCH, "b.xml", 6),
}


@pytest.mark.parametrize("said", ["same", "other"])
@pytest.mark.parametrize("name", IN_EITHER_ORDER)
def test_what_no_balance_proves_is_asked_and_booked_as_answered(
    both: Path, name: str, said: Answer
) -> None:
    first, its_name, then, then_name, row = IN_EITHER_ORDER[name]
    read(both, first, its_name)
    amount = balances(both)[BANK]
    before = tree(both.parent)
    with pytest.raises(RejectedError) as asked:
        read(both, then, then_name)
    (fault,) = asked.value.faults
    assert fault.row == row
    assert "ligner på «" in str(fault)
    assert "Er det den samme betalingen?" in str(fault)
    assert tree(both.parent) == before
    answer(both, then, then_name, said)
    after = balances(both)
    assert after[BANK] == (amount if said == "same" else 2 * amount)
    assert (SUSPENSE in after) == (said == "other"), "the KID pays the claim"


def test_the_parts_of_a_row_that_nobody_has_decided_about_take_its_place(
    both: Path,
) -> None:
    read(both, SUM, "a.csv")
    assert balances(both)[SUSPENSE] == Decimal("-1800.00")
    found = answer(both, BATCH, "b.xml", "same")
    assert "føres hver for seg" in told(found.findings)
    after = balances(both)
    assert after[BANK] == Decimal("1800.00")
    assert not {SUSPENSE, FIRST, SECOND} & set(after)


def test_a_row_that_somebody_has_decided_about_stands(both: Path) -> None:
    read(both, SUM, "a.csv")
    (booked,) = (both.parent / "innlest").glob("*.beancount")
    text = booked.read_text("utf-8").replace(' ! "OCR"', ' * "OCR"')
    assert ' * "OCR"' in text
    booked.write_text(text, "utf-8")
    answer(both, BATCH, "b.xml", "same")
    assert balances(both) == {BANK: Decimal("1800.00"), **_claimed(both)}


def _claimed(main: Path) -> dict[str, Decimal]:
    return {k: v for k, v in balances(main).items() if k != BANK}


BALANCED = (
    "Dato;Tekst;Beløp;Saldo;KID\n"
    "05.03.2018;Innbetaling;1 000,00;1 000,00;\n06.03.2018;Renter;1,00;1 001,00;\n"
)


def test_a_balance_proves_that_it_is_the_same_money(main: Path) -> None:
    (main.parent.parent / "profiles" / "tabell.yaml").write_text(BALANCE, "utf-8")
    read(main, ONE, "a.xml")
    found = read(main, BALANCED, "b.csv")
    assert "er «KID 201800018», som står i bøkene, og føres ikke en gang til" in told(
        found.findings
    )
    assert balances(main)[BANK] == Decimal("1001.00")
    assert FIRST not in balances(main)
    before = tree(main.parent)
    assert read(main, BALANCED, "b.csv").entries == ()
    assert tree(main.parent) == before


def test_a_balance_proves_that_it_is_other_money(main: Path) -> None:
    (main.parent.parent / "profiles" / "tabell.yaml").write_text(BALANCE, "utf-8")
    read(main, ONE, "a.xml")
    text = BALANCED.replace(
        "06.", "05.03.2018;Innbetaling;1 000,00;2 000,00;\n06.", 1
    ).replace(";1 001,00;", ";2 001,00;")
    read(main, text, "b.csv")
    assert balances(main)[BANK] == Decimal("2001.00")


def test_a_balance_of_the_books_proves_that_a_notice_is_the_same(main: Path) -> None:
    """The statement has no reference for the payment, and the notice has."""
    read(main, statement(Paid("1000.00", text="Innbetaling")), "a.xml")
    found = read(main, ONE, "b.xml")
    assert "føres på nytt med det denne filen sier" in told(found.findings)
    after = balances(main)
    assert after[BANK] == Decimal("1000.00")
    assert not {SUSPENSE, FIRST} & set(after), "the notice has the KID"


def test_what_was_entered_by_hand_is_not_booked_again(both: Path) -> None:
    add(
        both,
        '2018-03-05 * "Sørvik" "Ført for hånd"\n'
        "  Assets:Bank              1000.00 NOK\n"
        "  Assets:Krav:Sørvik:IKT  -1000.00 NOK\n",
    )
    with pytest.raises(RejectedError, match="Ført for hånd"):
        read(both, ONE)
    found = answer(both, ONE, "b.xml", "same")
    assert (found.entries, len(found.known)) == ((), 1)
    assert balances(both)[BANK] == Decimal("1000.00")


CERTAIN = {
    "another KID": (ONE, HEAD + f"05.03.2018;Inn;1 000,00;{OTHER_KID}\n", "b.csv"),
    "another reference of the bank": (
        ONE,
        notice(Paid("1000.00", reference="R2", kid=KID)),
        "b.xml",
    ),
    "another day": (ONE, ROW.replace("05.", "06."), "b.csv"),
    "the other way": (ONE, ROW.replace("1 000", "-1 000"), "b.csv"),
}


@pytest.mark.parametrize(("first", "then", "name"), CERTAIN.values(), ids=CERTAIN)
def test_what_is_certainly_another_payment_is_not_asked_about(
    both: Path, first: str, then: str, name: str
) -> None:
    read(both, first, "a.xml")
    found = read(both, then, name)
    assert len([e for e in found.new if isinstance(e, data.Transaction)]) == 1


def test_two_rows_are_not_both_the_one_payment(both: Path) -> None:
    read(both, ONE, "a.xml")
    two = ROW + "05.03.2018;En til;1 000,00;\n"
    answer(both, two, "b.csv", "same")
    assert balances(both)[BANK] == Decimal("2000.00")


def test_the_command_asks_and_does_as_it_is_told(both: Path) -> None:
    read(both, ONE, "a.xml")
    path = saved(both, ROW, "b.csv")
    before = tree(both.parent)
    result = run(import_command, both, "--yes", path)
    assert result.exit_code == 1
    assert "b.csv:2: 1 000,00 kr den 05.03.2018 ligner på" in (
        result.output.replace("\N{NO-BREAK SPACE}", " ")
    )
    assert "Si --doubles same om det er de samme betalingene" in result.output
    result = run(import_command, both, "--dry-run", path)
    assert result.exit_code == 0
    assert "Er det den samme betalingen?" in result.output
    result = run(import_command, both, "--yes", "--doubles", "same", path)
    assert result.exit_code == 0
    assert "Ingenting nytt; bøkene er som før." in result.output
    assert tree(both.parent) == before
    result = run(import_command, both, "--yes", "--doubles", "other", path)
    assert result.exit_code == 0
    assert balances(both)[BANK] == Decimal("2000.00")


def test_a_table_of_a_preset_is_asked_about_too(main: Path) -> None:
    """Without a balance, as that bank gives it."""
    profile = f"like: bank-dnb\nbooking: {{host: nordvik}}\n{ACCOUNTS}"
    (main.parent.parent / "profiles" / "dnb.yaml").write_text(profile, "utf-8")
    read(main, BATCH, "a.xml")
    text = (
        '"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\n'
        '"05.03.2018";"OCR";"05.03.2018";"";"1800,00"\n'
    )
    found = previewed(main, saved(main, text, "b.csv"))
    assert len(found.asked) == 1


def test_on_favas_page_the_entry_asks_itself(both: Path) -> None:
    """There each entry is taken or left by itself."""
    read(both, ONE, "a.xml")
    books = load(both)
    path = saved(both, ROW, "b.csv")
    importer = identify(path, importers(books))
    (entry,) = importer.extract(str(path), list(books.entries))
    assert isinstance(entry, data.Transaction)
    assert entry.flag == "!"
    assert "Er det den samme betalingen?" in entry.meta["forslag"]
