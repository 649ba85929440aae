"""Payments from the bank pay the claims that they name, and nothing by a guess."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import notice
from bank_documents import statement
from fellesbok.messages import say
from fellesbok_importers.faults import RejectedError
from intake_books import add
from intake_books import claim
from intake_previews import previewed
from paid_books import KID
from paid_books import OTHER_KID
from paid_books import balances
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import only
from paid_books import read
from paid_books import saved

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "paid",
    [
        Paid("1000.00", reference="a", kid=KID),
        Paid("1000.00", reference="a", kid="2018 00018"),
        Paid("1000.00", reference="a", text="Krav-nordvik-2018-0001, takk"),
        Paid("1000.00", reference="a", text="gjelder nordvik-2018-0001."),
    ],
)
def test_a_payment_that_names_a_claim_pays_it(main: Path, paid: Paid) -> None:
    found = read(main, statement(paid))
    entry = only(found)
    assert entry.flag == "*"
    assert entry.links == {"krav-nordvik-2018-0001"}
    assert entry.meta["krav"] == "nordvik-2018-0001"
    assert found.findings == ()
    assert "Assets:Krav:Sørvik:IKT" not in balances(main)


@pytest.mark.parametrize(
    ("amount", "said"),
    [("400.00", "600,00 kr gjenstår"), ("1200.00", "200,00 kr for mye")],
)
def test_a_wrong_amount_is_booked_as_paid_and_told(
    main: Path, amount: str, said: str
) -> None:
    found = read(main, statement(Paid(amount, reference="a", kid=KID)))
    (finding,) = found.findings
    assert said in finding
    rest = balances(main)["Assets:Krav:Sørvik:IKT"]
    assert rest == Decimal(1000) - Decimal(amount)


def test_two_parts_pay_a_claim(main: Path) -> None:
    parts = (
        Paid("400.00", reference="a", kid=KID),
        Paid("600.00", reference="b", kid=KID),
    )
    found = read(main, statement(*parts))
    assert len(found.findings) == 1, "only the first leaves something"
    assert "Assets:Krav:Sørvik:IKT" not in balances(main)


def test_a_payment_that_is_taken_back_opens_the_claim_again(main: Path) -> None:
    read(main, statement(Paid("1000.00", reference="a", kid=KID)))
    back = Paid("-1000.00", reference="b", kid=KID, day="2018-04-02", returned=True)
    text = statement(back, opening="1000.00", first="2018-04-01", last="2018-04-30")
    found = read(main, text, "april.xml")
    assert "tatt tilbake" in found.findings[0]
    assert balances(main)["Assets:Krav:Sørvik:IKT"] == Decimal("1000.00")


def test_money_out_with_a_kid_like_ours_is_somebody_elses(main: Path) -> None:
    entry = only(read(main, statement(Paid("-1000.00", reference="a", kid=KID))))
    assert entry.postings[1].account == "Liabilities:Uplassert"


def test_of_claims_with_the_same_kid_the_hosts_own_is_paid(main: Path) -> None:
    other = claim("sorvik-2018-0001", "Nordvik", "5.00", kid=KID, host="Sørvik")
    add(main, other)
    entry = only(read(main, statement(Paid("1000.00", reference="a", kid=KID))))
    assert entry.meta["krav"] == "nordvik-2018-0001"


def test_a_claim_of_another_host_is_told_of_and_not_paid(main: Path) -> None:
    other = claim("sorvik-2018-0009", "Nordvik", "5.00", kid="201800091", host="Sørvik")
    add(main, other)
    entry = only(read(main, statement(Paid("5.00", reference="a", kid="201800091"))))
    assert entry.flag == "!"
    assert entry.postings[1].account == "Liabilities:Uplassert"
    assert "en annen verts" in entry.meta["forslag"]


def test_a_kid_beside_that_of_another_open_claim_waits(main: Path) -> None:
    """All of it was booked on the one, and the other left open."""
    paid = Paid("1800.00", reference="a", kid=KID, text=f"Og KID {OTHER_KID}")
    entry = only(read(main, statement(paid)))
    assert entry.flag == "!"
    assert "Flere krav passer" in entry.meta["forslag"]
    assert balances(main)["Assets:Krav:Sørvik:IKT"] == Decimal("1000.00")


def test_a_kid_that_its_own_text_says_again_pays_its_claim(main: Path) -> None:
    paid = Paid("1000.00", reference="a", kid=KID, text=f"Betaler KID {KID}")
    assert only(read(main, statement(paid))).meta["krav"] == "nordvik-2018-0001"


def test_who_pays_the_claim_of_another_is_told(main: Path) -> None:
    """The reference decides; a KID that was copied from the wrong line is seen."""
    paid = Paid("1000.00", reference="a", kid=KID, name="Nordvik kommune")
    found = read(main, statement(paid))
    assert only(found).meta["krav"] == "nordvik-2018-0001"
    told = "Krav nordvik-2018-0001 er på en annen enn Nordvik, som har betalt det."
    assert any(told in each for each in found.findings)


def test_one_payment_of_a_larger_entry_waits(main: Path) -> None:
    """The bank may tell of one of several: the rest was booked on its claim too."""
    text = statement(Paid("1800.00", reference="a", kid=KID))
    before, within = text.split("<TxDtls>")
    part = within.replace("1800.00", "1000.00", 1)
    found = read(main, f"{before}<TxDtls>{part}")
    entry = only(found)
    assert entry.flag == "!"
    assert balances(main)["Assets:Krav:Sørvik:IKT"] == Decimal("1000.00")
    told = [
        say(each, "nb").replace("\N{NO-BREAK SPACE}", " ") for each in found.findings
    ]
    assert any("er på 1 800,00 kr, men betalingen" in each for each in told), told


def test_a_text_that_names_two_claims_waits(main: Path) -> None:
    text = "nordvik-2018-0001 og nordvik-2018-0002"
    entry = only(read(main, statement(Paid("1800.00", reference="a", text=text))))
    assert entry.flag == "!"
    assert "nordvik-2018-0002 (Assets:Krav:Ytrevik:IKT)" in entry.meta["forslag"]


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (
            Paid("1000.00", name="Sørvik kommune"),
            "Samme betaler og beløp som krav nordvik-2018-0001",
        ),
        (Paid("3.00", name="SØRVIK KOMMUNE"), "Betaleren er Sørvik, med åpne krav"),
        (Paid("3.00", name="Nordvik"), "Betaleren er Nordvik, uten åpne krav."),
        (Paid("800.00", name="Noen"), "Samme beløp som krav nordvik-2018-0002"),
        (Paid("3.00", text=f"kid {KID} takk"), "Teksten nevner KID for krav"),
        (Paid("3.00", kid="201800019"), "Kontrollsifferet i KID stemmer ikke."),
        (Paid("3.00", name="Noen"), None),
        (Paid("3.00", name="Sørvik og Ytrevik"), None),
    ],
)
def test_what_speaks_for_a_claim_is_a_suggestion(
    main: Path, paid: Paid, said: str | None
) -> None:
    entry = only(read(main, statement(paid)))
    assert (entry.flag, entry.postings[1].account) == ("!", "Liabilities:Uplassert")
    suggestion = entry.meta.get("forslag")
    assert suggestion is None if said is None else said in suggestion


def test_a_payer_is_known_by_its_account(main: Path) -> None:
    rules = main.parent.parent / "allocation_rules.yaml"
    text = rules.read_text(encoding="utf-8").replace(
        '    organisation_number: "943350833"\n',
        '    organisation_number: "943350833"\n'
        '    invoicing: {bank_account: "12345678911"}\n',
    )
    rules.write_text(text.replace("12345678911", "15032080119"), encoding="utf-8")
    paid = Paid("3.00", name="Økonomi", account="NO2315032080119")
    entry = only(read(main, statement(paid)))
    assert "Betaleren er Sørvik" in entry.meta["forslag"]


def test_a_claim_that_is_paid_is_suggested_no_more(main: Path) -> None:
    """In the same document: the second of two equal payments stands alone."""
    first = Paid("1000.00", reference="a", kid=KID)
    second = Paid("1000.00", reference="b", name="Sørvik")
    entries = read(main, statement(first, second)).new
    suggested = [e.meta.get("forslag") for e in entries if "kilde" in (e.meta or {})]
    assert suggested == [None, "Betaleren er Sørvik, uten åpne krav."]


def test_a_payment_that_was_entered_by_hand_is_asked_about(main: Path) -> None:
    add(
        main,
        '2018-03-05 * "Sørvik" "Ført for hånd"\n'
        "  Assets:Bank              1000.00 NOK\n"
        "  Assets:Krav:Sørvik:IKT  -1000.00 NOK\n",
    )
    text = notice(Paid("1000.00", reference="a", kid=KID))
    (*_, asked) = previewed(main, saved(main, text)).findings
    assert "Ført for hånd" in asked


def test_a_norwegian_iban_is_the_same_account(main: Path) -> None:
    text = statement(Paid("1.00", reference="a"), account="NO0786011117947")
    read(main, text)
    assert read(main, statement(Paid("1.00", reference="a"))).entries == ()


def test_an_account_that_no_profile_has_is_told(main: Path) -> None:
    text = statement(Paid("1.00", reference="a"), account="15032080119")
    with pytest.raises(RejectedError, match="15032080119"):
        read(main, text)
