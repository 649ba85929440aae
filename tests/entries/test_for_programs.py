"""One row for each line of a voucher, with its place, as programs read it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.parser.parser import parse_string

from fellesbok.entries.for_programs import posted_lines
from fellesbok.entries.vocabulary import FILE
from settled_years import agreement

if TYPE_CHECKING:
    from fellesbok.entries.for_programs import PostedLine

ROOT = Path("/bok")


def rows(text: str, file: str = "/bok/ledger/2018.beancount") -> list[PostedLine]:
    """The rows of the vouchers in a file."""
    entries, errors, _ = parse_string(text, file, dedent=True)
    assert not errors
    return list(posted_lines(entries, agreement(), ROOT))


def test_a_line_is_told_with_its_voucher_and_its_own_place() -> None:
    cost, paid = rows(
        """
2018-03-01 ! "Leverandør" "Lisenser" #b #a ^l
  bilag: "2018-0001"
  merknad: "Ikke attestert"
  Expenses:IKT:Ansvar-155   100.00 NOK
  Assets:Bank              -100.00 NOK
"""
    )
    assert (cost.year, str(cost.date), cost.voucher) == (
        2018,
        "2018-03-01",
        "2018-0001",
    )
    assert (cost.payee, cost.text, cost.flag) == ("Leverandør", "Lisenser", "!")
    assert (cost.tags, cost.links) == (("a", "b"), ("l",))
    assert (cost.remark, cost.generated) == ("Ikke attestert", False)
    assert (cost.cooperation, cost.cost_centre) == ("IKT", "155")
    assert (cost.amount, cost.quantity) == (Decimal("100.00"), None)
    assert (cost.file, cost.line) == ("ledger/2018.beancount", 5)
    assert (paid.account, paid.amount, paid.line) == ("Assets:Bank", Decimal(-100), 6)
    assert (paid.cooperation, paid.cost_centre) == (None, None)


def test_what_a_line_says_of_its_centre_goes_before_its_account() -> None:
    said, voucher, debt, _ = rows(
        """
2018-03-01 * "Lisenser"
  ansvar: "153"
  Expenses:IKT:Ansvar-155   1.00 NOK
    ansvar: "155"
  Expenses:IKT:Ansvar-155   1.00 NOK
  Liabilities:Gjeld:IKT     1.00 NOK
  Assets:Bank              -3.00 NOK
"""
    )
    assert (said.cost_centre, voucher.cost_centre) == ("155", "153")
    assert (debt.cooperation, debt.cost_centre) == ("IKT", None), "it is no cost"


def test_what_is_no_kroner_is_a_quantity() -> None:
    grant, hours, _, _ = rows(
        """
2018-03-01 * "Tilsagn"
  Assets:Tilskudd:IKT      5.00 NOK.TILSAGN
  Assets:Timer:IKT         2.5 TIMER
  Equity:Motpost          -5.00 NOK.TILSAGN
  Equity:Motpost          -2.5 TIMER
"""
    )
    assert (grant.amount, grant.quantity) == (Decimal(5), None)
    assert (hours.amount, hours.quantity, hours.currency) == (
        None,
        Decimal("2.5"),
        "TIMER",
    )


def test_what_is_generated_has_the_cooperation_that_it_says_and_no_place() -> None:
    text = """
2018-12-31 * "Fordeling" "IKT"
  samarbeid: "{}"
  Assets:Fordringer:Lyngen:IKT   1.00 NOK
  Equity:Annet                  -1.00 NOK
"""
    share, other = rows(text.format("IKT"), FILE)
    assert (share.generated, share.file, share.line) == (True, None, None)
    assert (share.cooperation, other.cooperation) == ("IKT", "IKT")
    written = rows(text.format("IKT"))[1]
    assert written.cooperation is None, "who writes may say what they will"
    assert rows(text.format("Brann"), FILE)[1].cooperation is None


def test_a_file_beside_the_books_is_told_from_them() -> None:
    text = '2018-03-01 * "x"\n  Assets:Bank  1 NOK\n  Equity:Annet  -1 NOK\n'
    assert rows(text, "/felles/a.beancount")[0].file == "../felles/a.beancount"
