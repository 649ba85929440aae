"""Which voucher a transaction is, and whether the books have it as it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from beancount.parser.parser import parse_string

from fellesbok_importers.vouchers.identity import DUPLICATE
from fellesbok_importers.vouchers.identity import digest_of
from fellesbok_importers.vouchers.identity import mark_known
from fellesbok_importers.vouchers.identity import reversal_of
from fellesbok_importers.vouchers.identity import same
from fellesbok_importers.vouchers.identity import sort_out
from fellesbok_importers.vouchers.identity import standing


def voucher(
    number: str = "7", year: int = 2018, amount: str = "10.00", **meta: str
) -> Any:  # noqa: ANN401 -- as Beancount reads it
    said = {"kilde": f"liste/{year}/{number}", "bilag": number, **meta}
    lines = "".join(f'  {name}: "{value}"\n' for name, value in said.items() if value)
    (entry,), errors, _ = parse_string(
        f'{year}-01-05 * "Ola" "Bok" ^lenke\n{lines}'
        f"  Expenses:IKT  {amount} NOK\n  Assets:Bank  -{amount} NOK\n"
    )
    assert not errors
    return entry


def test_a_voucher_is_new_known_changed_or_has_no_number() -> None:
    there = standing([voucher("1"), voucher("2")])
    known, changed = voucher("1"), voucher("2", amount="11.00")
    new, without = voucher("3"), voucher("4", kilde="")
    found = sort_out([known, changed, new, without], there)
    assert (found.new, found.known, found.unnumbered) == ((new,), (known,), (without,))
    assert found.changed == ((there["liste/2018/2"], changed),)


def test_what_the_document_says_decides_where_both_tell_it() -> None:
    """Though the accountant has since moved the money to another account."""
    moved = voucher(amount="12.00", avtrykk="a")
    assert same(voucher(avtrykk="a"), moved)
    assert not same(voucher(avtrykk="b"), voucher(avtrykk="a"))
    assert same(voucher(), voucher(avtrykk="a"))
    assert not same(voucher(), moved)


def test_a_reversal_takes_the_voucher_away_and_stands_for_nothing() -> None:
    before = voucher()
    reversal = reversal_of(before, "ny.csv", 9)
    assert standing([before, reversal]) == {}
    again = voucher(amount="12.00")._replace(meta={**before.meta, "bilag": "7-ny"})
    assert standing([before, reversal, again]) == {"liste/2018/7": again}


def test_the_same_number_of_another_year_is_another_voucher() -> None:
    before, other = voucher(year=2018), voucher(year=2019)
    reversal = reversal_of(before, "ny.csv", 9)
    assert standing([before, other, reversal]) == {"liste/2019/7": other}


def test_a_reversal_takes_back_every_krone_with_what_was_said_of_the_voucher() -> None:
    before = voucher(ansvar="155", document="bilag.pdf")
    made = reversal_of(before, "ny.csv", 9)
    postings: list[Any] = made.postings
    amounts = [posting.units.number for posting in postings]
    assert amounts == [Decimal("-10.00"), Decimal("10.00")]
    assert made.narration == "Reversert: Bok"
    assert made.links == frozenset()
    assert made.meta == {
        "filename": "ny.csv",
        "lineno": 9,
        "kilde": "liste/2018/7",
        "ansvar": "155",
        "bilag": "7-reversert",
        "reverserer": "7",
    }


def test_what_the_books_have_is_marked_and_what_is_changed_is_not() -> None:
    there = [voucher("1"), voucher("2")]
    known, changed = voucher("1"), voucher("2", amount="11.00")
    mark_known([known, changed], there)
    assert known.meta[DUPLICATE] is there[0]
    assert DUPLICATE not in changed.meta
    assert sort_out([known], {}).known == (known,)


@pytest.mark.parametrize("said", [("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c")])
def test_a_digest_is_of_the_parts_and_not_of_their_letters_in_a_row(
    said: tuple[str, ...],
) -> None:
    others = {("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c")} - {said}
    assert digest_of(*said) not in {digest_of(*other) for other in others}
    assert len(digest_of(*said)) == 16
