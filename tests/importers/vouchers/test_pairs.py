"""Arts that even each other out, and what is told of a document where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.parser.parser import parse_string

from fellesbok_importers.vouchers.pairs import pair_findings
from settled_years import agreement

if TYPE_CHECKING:
    from fellesbok.messages import Text


def told(*lines: tuple[str, str, str]) -> list[Text]:
    """What is told of a voucher with these accounts, arts and amounts."""
    postings = "".join(
        f'  {account}  {amount} NOK\n    art: "{art}"\n'
        for account, art, amount in lines
    )
    read: Any = parse_string(f'2018-01-05 * "Bilag"\n{postings}')
    entries, errors, _ = read
    assert not errors
    return list(pair_findings(entries, agreement()))


def test_tax_that_is_refunded_in_full_is_not_told_of() -> None:
    assert told(("Expenses:IKT", "429", "25.00"), ("Income:IKT", "729", "-25.00")) == []


def test_what_is_not_refunded_is_told_with_what_is_left_to_share() -> None:
    """25 + 5 less 20: the arts count by their first three digits."""
    (text,) = told(
        ("Expenses:IKT", "429", "25.00"),
        ("Expenses:IKT", "42912", "5.00"),
        ("Income:IKT", "729", "-20.00"),
    )
    assert (text.values["spent"], text.values["back"]) == (30, -20)
    assert text.values["rest"] == 10


def test_depreciation_is_told_of_also_where_it_is_only_taken_back() -> None:
    (text,) = told(("Income:IKT", "990", "-7.00"))
    assert (text.values["cost"], text.values["rest"]) == ("590", -7)
    assert told(("Income:IKT", "729", "-7.00")) == []


def test_what_is_of_no_cooperation_or_no_result_is_left_out() -> None:
    assert told(("Expenses:Andre", "429", "25.00"), ("Assets:IKT", "429", "5.00")) == []
