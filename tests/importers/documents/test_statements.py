"""What a bank says is booked, shown or asked about; nothing is lost without a word."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from bank_documents import Paid
from bank_documents import notice
from bank_documents import report
from bank_documents import statement
from bank_documents import together
from fellesbok.messages import Text
from fellesbok_importers.faults import RejectedError
from intake_books import tree
from intake_previews import previewed
from paid_books import KID
from paid_books import OTHER_KID
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import only
from paid_books import read
from paid_books import saved
from paid_statements import BANK
from paid_statements import FIRST
from paid_statements import REPEATED
from paid_statements import SECOND
from paid_statements import SUSPENSE
from paid_statements import told

if TYPE_CHECKING:
    from pathlib import Path


# One payment of several claims


def test_a_payment_of_two_claims_settles_both(main: Path) -> None:
    both = (KID, "1000.00"), (OTHER_KID, "800.00")
    found = read(main, statement(Paid("1800.00", reference="R1", remitted=both)))
    assert balances(main) == {
        BANK: Decimal("1800.00"),
        "Assets:Fordringer:Sørvik:IKT": Decimal("-1000.00"),
        "Assets:Fordringer:Ytrevik:IKT": Decimal("-800.00"),
    }
    assert not found.findings
    parts = [e.meta for e in found.new if isinstance(e, data.Transaction)]
    assert [meta["krav"] for meta in parts] == [
        "nordvik-2018-0001",
        "nordvik-2018-0002",
    ]


def test_parts_of_two_claims_leave_the_rest_of_each(main: Path) -> None:
    both = (KID, "600.00"), (OTHER_KID, "100.00")
    found = read(main, statement(Paid("700.00", reference="R1", remitted=both)))
    left = balances(main)
    assert (left[FIRST], left[SECOND]) == (Decimal("400.00"), Decimal("700.00"))
    assert "400,00 kr gjenstår" in told(found.findings)
    assert "700,00 kr gjenstår" in told(found.findings)


@pytest.mark.parametrize(
    "both",
    [
        ((KID, ""), (OTHER_KID, "")),
        ((KID, "1000.00"), (OTHER_KID, "")),
        ((KID, "1000.00"), (OTHER_KID, "1.00")),
    ],
    ids=["no amounts", "one amount", "amounts of something else"],
)
def test_two_claims_whose_amounts_cannot_be_told_are_asked_about(
    main: Path, both: tuple[tuple[str, str], ...]
) -> None:
    entry = only(read(main, statement(Paid("1800.00", reference="R1", remitted=both))))
    assert (entry.flag, entry.postings[1].account) == ("!", SUSPENSE)
    assert entry.meta["forslag"] == (
        "Flere krav passer: nordvik-2018-0001 (Assets:Krav:Sørvik:IKT),"
        " nordvik-2018-0002 (Assets:Krav:Ytrevik:IKT)."
    )
    assert entry.meta["kid"] == f"{KID} {OTHER_KID}"


def test_a_claim_and_a_kid_of_nobody_is_asked_about(main: Path) -> None:
    both = (KID, ""), ("202100020", "")
    entry = only(read(main, statement(Paid("1000.00", reference="R1", remitted=both))))
    assert (entry.flag, entry.postings[1].account) == ("!", SUSPENSE)
    assert (
        "uten beløp for hver. Ett krav er nevnt: nordvik-2018-0001"
        in (entry.meta["forslag"])
    )


def test_the_same_kid_twice_is_one_claim(main: Path) -> None:
    twice = (KID, "400.00"), (f"{KID[:4]} {KID[4:]}", "600.00")
    entry = only(read(main, statement(Paid("1000.00", reference="R1", remitted=twice))))
    assert entry.meta["krav"] == "nordvik-2018-0001"


def test_a_kid_and_a_text_of_two_claims_are_asked_about(main: Path) -> None:
    paid = Paid("800.00", reference="R1", kid=KID, text="nordvik-2018-0002")
    entry = only(read(main, statement(paid)))
    assert "Flere krav passer" in entry.meta["forslag"]


def test_a_credit_note_comes_off_what_is_paid_of_another(main: Path) -> None:
    both = (KID, "1000.00"), ("202100020", "-200.00")
    read(main, statement(Paid("800.00", reference="R1", remitted=both)))
    after = balances(main)
    assert FIRST not in after
    assert after[SUSPENSE] == Decimal("200.00")


def test_a_payment_of_two_claims_is_known_whatever_document_tells_of_it(
    main: Path,
) -> None:
    both = (KID, "1000.00"), (OTHER_KID, "800.00")
    read(main, notice(Paid("1800.00", reference="R1", remitted=both)), "melding.xml")
    assert len(read(main, statement(Paid("1800.00", reference="R1"))).known) == 2
    assert balances(main)[BANK] == Decimal("1800.00")


# Batches whose payments bear the batch's reference, or another document's


TURNED = Paid("1800.00", reference="B1", parts=REPEATED.parts[::-1])
WHOLE = Paid("1800.00", reference="B1", text="OCR")
NAMELESS = Paid("1800.00", parts=REPEATED.parts)
OTHERWISE = Paid("1800.00", reference="0305OCR", text="OCR")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (notice(REPEATED), statement(WHOLE)),
        (statement(WHOLE), notice(REPEATED)),
        (notice(REPEATED), statement(TURNED)),
        (statement(TURNED), notice(REPEATED)),
        (notice(NAMELESS), statement(WHOLE)),
        (statement(WHOLE), notice(NAMELESS)),
        (notice(REPEATED), statement(OTHERWISE)),
        (statement(OTHERWISE), notice(REPEATED)),
    ],
)
def test_a_batch_is_booked_once_in_either_order(
    main: Path, first: str, then: str
) -> None:
    read(main, first, "en.xml")
    read(main, then, "to.xml")
    after = balances(main)
    assert after[BANK] == Decimal("1800.00")
    assert not {SUSPENSE, FIRST, SECOND} & set(after)
    before = tree(main.parent)
    assert read(main, first, "en.xml").entries == ()
    assert read(main, then, "to.xml").entries == ()
    assert tree(main.parent) == before


def test_a_batch_known_by_day_and_sum_is_told(main: Path) -> None:
    read(main, notice(REPEATED), "melding.xml")
    found = read(main, statement(OTHERWISE))
    assert "0305OCR, 1 800,00 kr den 05.03.2018, står i bøkene" in told(found.findings)


def test_another_payment_of_the_same_day_and_sum_is_another(main: Path) -> None:
    """The statement has both, the batch by its own reference: nothing is guessed."""
    read(main, notice(REPEATED), "melding.xml")
    read(main, statement(WHOLE, OTHERWISE))
    assert balances(main)[BANK] == Decimal("3600.00")


def test_a_notice_that_no_balance_proves_is_asked_about_and_not_skipped(
    main: Path,
) -> None:
    read(main, notice(REPEATED), "melding.xml")
    with pytest.raises(RejectedError) as asked:
        read(main, notice(OTHERWISE), "to.xml")
    assert (
        "1 800,00 kr den 05.03.2018 ligner på «KID 201800018 + KID 201800026»"
    ) in str(asked.value).replace("\N{NO-BREAK SPACE}", " ")


# The day


def test_a_booking_time_with_a_zone_is_booked_on_its_day(main: Path) -> None:
    moment = "<BookgDt><DtTm>2018-03-05T23:30:00Z</DtTm></BookgDt>"
    entry = only(read(main, statement(Paid("1.00", reference="a", booked=moment))))
    assert str(entry.date) == "2018-03-06"


@pytest.mark.parametrize(
    ("booked", "day", "said"),
    [
        (
            "<ValDt><Dt>2018-03-07</Dt></ValDt>",
            "2018-03-07",
            "1 poster har ingen bokføringsdato; valuteringsdatoen er brukt",
        ),
        ("", "2018-03-31", "dagen for utgående saldo er brukt"),
        ("<ValDt><Dt>2018-04-02</Dt></ValDt>", "2018-03-31", "utgående saldo"),
    ],
    ids=["value date", "nothing", "value date after the balance"],
)
def test_an_entry_without_a_booking_date_is_booked_and_told(
    main: Path, booked: str, day: str, said: str
) -> None:
    found = read(main, statement(Paid("1.00", reference="a", booked=booked)))
    assert str(only(found).date) == day
    assert said in told(found.findings)
    assert balances(main)[BANK] == Decimal("1.00")


def test_a_notice_without_any_day_is_refused(main: Path) -> None:
    text = notice(Paid("1.00", reference="a", booked=""))
    with pytest.raises(RejectedError, match="verken bokføringsdato eller"):
        read(main, text)


# What is valid


OTHER_ACCOUNT = "15032080119"


def test_the_statement_of_another_account_is_told_of_and_not_read(main: Path) -> None:
    other = statement(Paid("9.00", reference="b"), account=OTHER_ACCOUNT)
    text = together(statement(Paid("1.00", reference="a")), other)
    found = read(main, text)
    assert balances(main)[BANK] == Decimal("1.00")
    assert told(found.findings) == (
        "Filen har også konto 15032080119, som profilen ikke nevner: 1 poster, til"
        " sammen 9,00 NOK, er ikke lest."
    )


def test_a_fault_of_another_account_refuses_nothing(main: Path) -> None:
    wrong = statement(Paid("9.00"), account=OTHER_ACCOUNT, closing="8.00")
    found = read(main, together(statement(Paid("1.00", reference="a")), wrong))
    assert "15032080119" in told(found.findings)
    assert balances(main)[BANK] == Decimal("1.00")


def test_a_payment_in_two_statements_of_a_file_is_booked_once(main: Path) -> None:
    week = statement(Paid("1.00", reference="a"), last="2018-03-05")
    later = Paid("2.00", day="2018-03-06", reference="b")
    month = statement(Paid("1.00", reference="a"), later)
    read(main, together(week, month))
    assert balances(main)[BANK] == Decimal("3.00")


def test_a_reference_on_two_payments_of_a_file_is_refused(main: Path) -> None:
    week = statement(Paid("1.00", reference="a"), last="2018-03-05")
    month = statement(Paid("3.00", reference="a"))
    with pytest.raises(RejectedError, match="står på to ulike betalinger i filen"):
        read(main, together(week, month))


DAY = {"first": "2018-03-05", "last": "2018-03-05"}
MORNING = statement(Paid("100.00", reference="a"), **DAY)
EVENING = statement(Paid("50.00", reference="b"), opening="100.00", **DAY)


@pytest.mark.parametrize(
    "text", [together(MORNING, EVENING), together(EVENING, MORNING)]
)
def test_two_statements_of_a_day_hold_the_last_balance(main: Path, text: str) -> None:
    found = read(main, text)
    (balance,) = [e for e in found.new if isinstance(e, data.Balance)]
    assert (str(balance.date), balance.amount.number) == (
        "2018-03-06",
        Decimal("150.00"),
    )
    assert not found.findings
    assert balances(main)[BANK] == Decimal("150.00")


def test_statements_of_a_day_that_do_not_hang_together_are_refused(main: Path) -> None:
    apart = statement(Paid("50.00", reference="b"), opening="700.00", **DAY)
    with pytest.raises(RejectedError, match="henger ikke sammen"):
        read(main, together(MORNING, apart))


def test_a_later_statement_of_a_day_that_is_booked_says_what_to_do(main: Path) -> None:
    read(main, MORNING, "morgen.xml")
    with pytest.raises(RejectedError) as error:
        read(main, EVENING, "kveld.xml")
    assert "«2018-03-06 balance Assets:Bank» først" in str(error.value)


def test_the_balance_before_the_first_statement_waits_for_a_person(main: Path) -> None:
    text = statement(Paid("300.00", reference="a"), opening="1000.00")
    found = read(main, text)
    assert balances(main)[BANK] == Decimal("1300.00")
    assert balances(main)[SUSPENSE] == Decimal("-1300.00")
    opening, *_ = [e for e in found.new if isinstance(e, data.Transaction)]
    assert (opening.flag, opening.narration) == ("!", "Inngående saldo")
    assert "Inngående saldo, 1 000,00 kr, står på Liabilities:Uplassert" in told(
        found.findings
    )
    again = read(main, text)
    assert (again.entries, again.findings) == ((), ())


def test_an_overdrawn_account_begins_below_nought(main: Path) -> None:
    read(main, statement(Paid("300.00", reference="a"), opening="-1000.00"))
    assert balances(main)[BANK] == Decimal("-700.00")


def test_an_earlier_statement_that_comes_later_begins_before_it(main: Path) -> None:
    march = statement(Paid("1.00", reference="b"), opening="1000.00")
    february = statement(
        Paid("200.00", reference="a", day="2018-02-05"),
        opening="800.00",
        first="2018-02-01",
        last="2018-02-28",
    )
    read(main, march, "mars.xml")
    read(main, february, "februar.xml")
    assert balances(main)[BANK] == Decimal("1001.00")
    assert read(main, march, "mars.xml").entries == ()


def test_what_is_not_booked_yet_is_told(main: Path) -> None:
    waiting = Paid("20.00", status="PDNG"), Paid("5.00", status="INFO")
    found = read(main, _with(statement(Paid("1.00", reference="a")), waiting))
    assert "2 poster er ikke bokført i banken ennå (25,00 kr)" in told(found.findings)
    assert balances(main)[BANK] == Decimal("1.00")


def _with(text: str, more: tuple[Paid, ...]) -> str:
    """A statement with entries that do not change its balance."""
    other = notice(*more)
    entries = other[other.index("<Ntry>") : other.index("</Ntfctn>")]
    return text.replace("</Stmt>", f"{entries}</Stmt>")


def test_a_report_of_the_day_so_far_is_shown_and_not_booked(main: Path) -> None:
    paid = Paid("1000.00", reference="a", kid=KID, name="Sørvik")
    before = tree(main.parent)
    found = read(main, report(paid, Paid("-30.00", status="PDNG")))
    assert found.entries == ()
    assert tree(main.parent) == before
    assert "foreløpig rapport (camt.052); den vises, og føres ikke" in told(
        found.controls
    )
    assert "05.03.2018 1 000,00 kr Sørvik – 201800018" in told(found.controls)
    assert "1 poster er ikke bokført i banken ennå (-30,00 kr)" in told(found.findings)


def test_a_notice_without_entries_ends_well(main: Path) -> None:
    found = read(main, notice())
    assert found.entries == ()
    assert "ingen posteringer, bare opplysninger" in told(found.controls)


def test_a_balance_without_an_opening_one_is_told_and_held(main: Path) -> None:
    text = statement(Paid("1.00", reference="a"))
    start, end = text.index("<Bal>"), text.index("</Bal>") + len("</Bal>")
    found = read(main, text[:start] + text[end:])
    assert told(found.controls).startswith(
        "Konto 86011117947: 1,00 kr inn og 0,00 kr ut; 1,00 kr per 31.03.2018. Filen"
        " har ingen inngående saldo."
    )
    assert [e for e in found.new if isinstance(e, data.Balance)]


# Batches that cannot be split


CHARGED = Paid(
    "1797.00",
    reference="B1",
    parts=(
        Paid("1000.00", kid=KID, charges="1.00"),
        Paid("800.00", kid=OTHER_KID, charges="2.00"),
    ),
)
UNKNOWN_CHARGE = Paid("1796.00", reference="B1", parts=CHARGED.parts)
OUT = Paid(
    "-1526.00",
    reference="B1",
    parts=(Paid("-1000.00"), Paid("-500.00", charges="26.00")),
)
ALONE = Paid(
    "999.00", reference="R1", parts=(Paid("1000.00", kid=KID, charges="1.00"),)
)


def test_charges_that_are_said_to_the_ore_leave_no_claim_open(main: Path) -> None:
    found = read(main, statement(CHARGED))
    after = balances(main)
    assert after[BANK] == Decimal("1797.00")
    assert not {FIRST, SECOND} & set(after)
    assert after[SUSPENSE] == Decimal("3.00"), "the charge waits for a person"
    fee = [e for e in found.new if isinstance(e, data.Transaction)][-1]
    assert (fee.flag, fee.narration, fee.meta["bunke"]) == (
        "!",
        "Gebyr",
        "bank/86011117947/B1",
    )
    before = tree(main.parent)
    assert read(main, statement(CHARGED)).entries == ()
    assert tree(main.parent) == before


@pytest.mark.parametrize(
    ("paid", "waits", "rest"),
    [
        (OUT, "1526.00", "1000.00"),
        (ALONE, "1.00", "0.00"),
        (replace(ALONE, amount="1000.00"), "0.00", "0.00"),
        (replace(ALONE, amount="990.00"), "0.00", "10.00"),
    ],
    ids=["money out", "one payment", "nothing kept", "another difference"],
)
def test_a_charge_is_what_the_bank_has_kept_and_nothing_else(
    main: Path, paid: Paid, waits: str, rest: str
) -> None:
    read(main, statement(paid))
    after = balances(main)
    assert after[BANK] == Decimal(paid.amount)
    assert after.get(SUSPENSE, Decimal(0)) == Decimal(waits)
    assert after.get(FIRST, Decimal(0)) == Decimal(rest)


def test_the_charge_is_the_batchs_in_a_notice_and_a_statement(main: Path) -> None:
    read(main, notice(CHARGED), "melding.xml")
    read(main, statement(replace(CHARGED, parts=(), text="OCR")))
    assert balances(main)[BANK] == Decimal("1797.00")


FOREIGN = Paid(
    "3000.00",
    reference="B1",
    parts=(Paid("100.00", currency="EUR"), Paid("200.00", kid=KID, currency="EUR")),
)


@pytest.mark.parametrize("batch", [UNKNOWN_CHARGE, FOREIGN])
def test_a_batch_that_cannot_be_split_is_booked_as_the_bank_did(
    main: Path, batch: Paid
) -> None:
    found = read(main, statement(batch))
    entry = only(found)
    assert entry.postings[0].units.number == Decimal(batch.amount)
    assert (entry.flag, entry.postings[1].account) == ("!", SUSPENSE)
    assert "nordvik-2018-0001" in entry.meta["forslag"]
    assert "har 2 betalinger som ikke kan deles opp på øret" in told(found.findings)


def test_the_parts_of_a_batch_that_came_unsplit_take_its_place(main: Path) -> None:
    """A batch without amounts, and then one that has them."""
    text = notice(REPEATED)
    detail = text.index("<TxDtls>")
    without = text[:detail] + text[detail:].replace(
        '<Amt Ccy="NOK">1000.00</Amt>', ""
    ).replace('<Amt Ccy="NOK">800.00</Amt>', "")
    read(main, without, "uten.xml")
    assert balances(main)[SUSPENSE] == Decimal("-1800.00")
    read(main, text, "med.xml")
    after = balances(main)
    assert after[BANK] == Decimal("1800.00")
    assert not {SUSPENSE, FIRST, SECOND} & set(after)


def test_nothing_is_shown_as_nought_below_nought(main: Path) -> None:
    text = statement(Paid("1.00", reference="a"), Paid("-1.00", reference="b"))
    found = previewed(main, saved(main, text))
    said = told((*found.controls, *found.findings))
    assert "0,00" in said
    assert "-0,00" not in said
    assert str(Text("{x}", x=Decimal("-0.00"))) == "0,00"
