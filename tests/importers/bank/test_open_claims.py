"""What is left of claims when a payment comes: as ``fellesbok open`` tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bank_documents import Paid
from bank_documents import notice
from fellesbok_importers.bank.suggest import SUGGESTION
from intake_books import add
from intake_books import claim
from intake_previews import previewed
from paid_books import KID
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import only
from paid_books import saved

if TYPE_CHECKING:
    from pathlib import Path

LATER = "201800034"


def told(main: Path, *paid: Paid) -> list[str]:
    """What is told of the payments of a notice."""
    found = previewed(main, saved(main, notice(*paid)))
    return [str(text).replace("\N{NO-BREAK SPACE}", " ") for text in found.findings]


def pay(main: Path, amount: str, link: str = "", line: str = "") -> None:
    """Sørvik has paid, and somebody has booked it by hand.

    Args:
        main: The books.
        amount: Kroner.
        link: What the voucher says that it pays.
        line: What its line on the claims says that it pays.
    """
    add(
        main,
        f'2018-03-01 * "Sørvik"{link}\n  Assets:Bank  {amount} NOK\n'
        f"  Assets:Krav:Sørvik:IKT  -{amount} NOK\n{line}",
    )


def test_a_payment_of_two_claims_is_counted_once(main: Path) -> None:
    """Sørvik has paid 1 200 kr of 1 000 kr and 800 kr; 600 kr are left of those."""
    second = claim("nordvik-2018-0003", "Sørvik", "800.00", kid=LATER)
    add(main, second.replace("1 av 4", "2 av 4"))
    pay(main, "1200.00", " ^krav-nordvik-2018-0001 ^krav-nordvik-2018-0003")
    (said,) = told(main, Paid("500.00", reference="a", kid=LATER))
    assert said.endswith("betalt med 500,00 kr av 600,00 kr; 100,00 kr gjenstår.")


def test_a_claim_that_is_named_on_the_line_is_paid(main: Path) -> None:
    """Its number stands on the line; the bank brings the money once more."""
    pay(main, "1000.00", line='    krav: "nordvik-2018-0001"\n')
    (said,) = told(main, Paid("1000.00", reference="a", kid=KID))
    assert said.endswith("men 0,00 kr sto igjen: 1 000,00 kr for mye.")


def test_a_line_that_names_no_claim_of_its_account_is_what_the_voucher_says(
    main: Path,
) -> None:
    """The line has a number of another system; the link says what is paid."""
    pay(main, "1000.00", " ^krav-nordvik-2018-0001", '    krav: "4711"\n')
    (said,) = told(main, Paid("1000.00", reference="a", kid=KID))
    assert said.endswith("men 0,00 kr sto igjen: 1 000,00 kr for mye.")


def test_money_that_names_no_claim_gives_way_to_what_does(main: Path) -> None:
    """The 1 000 kr by hand are counted on the next claim then, and nothing is over."""
    pay(main, "1000.00")
    assert told(main, Paid("1000.00", reference="a", kid=KID)) == []


def test_a_kid_of_two_hosts_is_asked_about_where_the_payer_is_the_others(
    main: Path,
) -> None:
    """Ytrevik's claim from Sørvik has the same KID: it may have paid to Nordvik."""
    other = claim("sorvik-2018-0001", "Ytrevik", "500.00", kid=KID, host="Sørvik")
    add(main, other.replace(":IKT", ":Brann").replace('"IKT', '"Brann'))
    text = notice(Paid("500.00", reference="a", kid=KID, name="Ytrevik"))
    entry = only(previewed(main, saved(main, text)))
    assert entry.postings[1].account == "Liabilities:Uplassert"
    assert "nordvik-2018-0001" in entry.meta[SUGGESTION]
    assert "sorvik-2018-0001" in entry.meta[SUGGESTION]
    ours = notice(Paid("500.00", reference="a", kid=KID, name="Sørvik"))
    entry = only(previewed(main, saved(main, ours)))
    assert entry.postings[1].account == "Assets:Krav:Sørvik:IKT"
