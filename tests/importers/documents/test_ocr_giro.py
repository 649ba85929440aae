"""Payments by KID in Nets' form pay claims, once, whatever the bank's own file says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import statement
from fellesbok_importers.documents.ocr_giro import read_ocr_giro
from fellesbok_importers.faults import RejectedError
from paid_books import KID
from paid_books import OTHER_KID
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_statements import FIRST
from paid_statements import SECOND
from paid_statements import SUSPENSE
from paid_statements import told
from places import tree

if TYPE_CHECKING:
    from pathlib import Path

BANK = "Assets:Bank"
ACCOUNT = "86011117947"


@dataclass(frozen=True)
class Giro:
    """One payment in the file; an amount below nought is taken back."""

    amount: str
    kid: str
    day: str = "050318"
    serial: int = 0
    payer: str = "15032080119"
    text: str = ""


def ocr_file(
    *payments: Giro, transmission: int = 1, account: str = ACCOUNT, more: str = ""
) -> str:
    """A transmission with one assignment, its counts and sums in order."""
    lines = []
    total = 0
    for number, paid in enumerate(payments, 1):
        ore = int(Decimal(paid.amount).scaleb(2))
        total += ore
        sign = "-" if ore < 0 else "0"
        kind = "20" if ore < 0 else "13"
        begin = f"NY09{kind}"
        lines += [
            f"{begin}30{number:07}{paid.day}01320{paid.serial or number:05}{sign}"
            f"{abs(ore):017}{paid.kid:>25}" + "0" * 6,
            f"{begin}31{number:07}{'0' * 10}{number:09}{'0' * 7}{paid.day}"
            f"{paid.payer}" + "0" * 22,
        ]
        if paid.text:
            lines.append(f"{begin}32{number:07}{paid.text:40}" + "0" * 25)
    counts = f"{len(payments):08}"
    day = payments[-1].day if payments else "050318"
    assignment = [
        f"NY0900200010085660000001{account}" + "0" * 45,
        *lines,
        f"NY090088{counts}{len(lines) + 2:08}{total:017}{day * 3}" + "0" * 21,
    ]
    others = more.splitlines()
    records = len(assignment) + len(others) + 2
    return "\n".join(
        [
            f"NY00001000008080{transmission:07}00010200" + "0" * 49,
            *assignment,
            *others,
            f"NY000089{counts}{records:08}{total:017}{day}" + "0" * 33,
            "",
        ]
    )


BOTH = ocr_file(Giro("1000.00", KID), Giro("800.00", OTHER_KID))


def test_a_file_of_records_is_eighty_characters_wide() -> None:
    assert {len(line) for line in BOTH.splitlines()} == {80}


def test_payments_by_kid_pay_the_claims(main: Path) -> None:
    found = read(main, BOTH, "ocr.txt")
    after = balances(main)
    assert after[BANK] == Decimal("1800.00")
    assert not {SUSPENSE, FIRST, SECOND} & set(after)
    assert found.day is not None
    assert str(found.day) == "2018-03-05"
    before = tree(main.parent)
    assert read(main, BOTH, "ocr.txt").entries == ()
    assert tree(main.parent) == before


def test_a_payment_without_our_kid_waits(main: Path) -> None:
    found = read(main, ocr_file(Giro("5.00", "", text="Takk for sist")), "ocr.txt")
    (entry, *_) = found.new
    assert (entry.flag, entry.narration) == ("!", "Takk for sist")  # type: ignore[union-attr]
    assert balances(main)[SUSPENSE] == Decimal("-5.00")


def test_a_payment_that_is_taken_back_opens_the_claim(main: Path) -> None:
    paid = Giro("1000.00", KID), Giro("-1000.00", KID)
    read(main, ocr_file(*paid), "ocr.txt")
    assert balances(main)[FIRST] == Decimal("1000.00")


WHOLE = Paid("1800.00", reference="OCR0503", text="OCR-giro")


def test_the_banks_statement_after_the_file_books_it_once(main: Path) -> None:
    read(main, BOTH, "ocr.txt")
    found = read(main, statement(WHOLE))
    assert "står i bøkene som betalingene i en bunke" in told(found.findings)
    assert balances(main)[BANK] == Decimal("1800.00")


def test_the_file_after_the_banks_statement_takes_it_apart(main: Path) -> None:
    read(main, statement(WHOLE))
    found = read(main, BOTH, "ocr.txt")
    assert "føres hver for seg" in told(found.findings)
    after = balances(main)
    assert after[BANK] == Decimal("1800.00")
    assert not {SUSPENSE, FIRST, SECOND} & set(after)
    assert read(main, statement(WHOLE)).entries == ()


def test_two_files_with_the_same_serial_numbers_are_two(main: Path) -> None:
    """Some senders do not number: day, amount, KID, archive and account tell."""
    one = ocr_file(Giro("400.00", KID, serial=1))
    two = ocr_file(Giro("600.00", KID, serial=1), transmission=2)
    read(main, one, "en.txt")
    read(main, two, "to.txt")
    after = balances(main)
    assert (after[BANK], FIRST in after) == (Decimal("1000.00"), False)


def test_a_file_that_is_sent_again_is_known(main: Path) -> None:
    read(main, BOTH, "en.txt")
    again = ocr_file(Giro("1000.00", KID), Giro("800.00", OTHER_KID), transmission=7)
    assert read(main, again, "to.txt").entries == ()


def test_mandates_are_told_of_and_not_read(main: Path) -> None:
    mandates = "\n".join(
        [
            "NY2124200000000000000002" + ACCOUNT + "0" * 45,
            "NY21947000000011" + " " * 18 + "55405419J" + "0" * 37,
            "NY2124880000000100000003" + "0" * 56,
        ]
    )
    text = ocr_file(Giro("5.00", KID), more=mandates)
    end = text.rindex("NY000089")
    text = f"{text[:end]}NY00008900000002{text[end + 16 :]}"
    found = read(main, text, "ocr.txt")
    assert "Oppdrag 0000002 er av tjeneste 21" in told(found.findings)
    assert balances(main)[BANK] == Decimal("5.00")


WRONG = {
    "sum of the assignment": (
        BOTH.replace("00000000000180000050318050318", "00000000000180001050318050318"),
        "7: 88: Fant «1 800,01». Betalingene er til sammen 1 800,00 kr. Avvik: 0,01.",
    ),
    "sum of the transmission": (
        BOTH.replace("00000000000180000050318000", "00000000000179999050318000"),
        "Betalingene er til sammen 1 800,00 kr. Avvik: -0,01.",
    ),
    "number of payments": (
        BOTH.replace("NY09008800000002", "NY09008800000003"),
        "88: Fant «00000003». Filen har 2 betalinger.",
    ),
    "number of lines": (
        BOTH.replace("NY0000890000000200000008", "NY0000890000000200000009"),
        "8: 89: Fant «00000009». Filen har 8 linjer.",
    ),
    "cut off": ("\n".join(BOTH.splitlines()[:-1]), "Filen er kuttet: sluttlinjen"),
    "cut in a line": (BOTH[:200], "En linje skal begynne med NY og ha 80 tegn."),
    "an amount": (BOTH.replace("00000000000100000 ", "000000000001000,0 "), "i øre"),
    "a day": (BOTH.replace("30000000105", "30000000135"), "Datoen finnes ikke."),
    "the assignment not ended": (
        "\n".join(line for line in BOTH.splitlines() if line[6:8] != "88"),
        "Sluttlinjen for oppdraget (88) mangler.",
    ),
    "a payment without its first line": (
        "\n".join(line for line in BOTH.splitlines() if line[4:8] != "1330"),
        "Betalingen begynner med en linje av type 30.",
    ),
    "more after the end": (BOTH + BOTH, "Etter sluttlinjen (89)"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_not_whole_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "ocr.txt"
    path.write_text(text, encoding="iso-8859-1")
    with pytest.raises(RejectedError) as error:
        read_ocr_giro(path)
    assert said in str(error.value).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("count", ["0000000x", "\xb2" * 8, " " * 8, "-0000001"])
def test_a_count_of_mandates_that_is_no_number_is_told_at_its_line(
    main: Path, count: str
) -> None:
    """Raised digits are letters of the file's alphabet, and no count."""
    path = main.parent.parent / "fil.txt"
    mandates = [
        "NY2124200000000000000002" + ACCOUNT + "0" * 45,
        "NY21947000000011" + " " * 18 + "55405419J" + "0" * 37,
        f"NY212488{count}00000003" + "0" * 56,
    ]
    lines = ocr_file().splitlines()
    lines[-1:-1] = mandates
    path.write_text("\n".join(lines) + "\n", encoding="iso-8859-1")
    with pytest.raises(RejectedError) as refused:
        read_ocr_giro(path)
    row = len(lines) - 1
    said = [str(fault) for fault in refused.value.faults if fault.row == row]
    assert len(said) == 1
    assert "Skal være antall betalinger, antall linjer og sum i øre." in said[0]


def test_a_file_of_another_account_is_told(main: Path) -> None:
    with pytest.raises(RejectedError, match="15032080119, som ingen profil nevner"):
        read(main, ocr_file(Giro("5.00", KID), account="15032080119"), "ocr.txt")
