"""An amount is what Beancount reads, or it is refused: its lexer has the last word."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core.amount import Amount
from beancount.core.data import Transaction
from beancount.parser import parser

from deep import FIRST
from deep import examples
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import refuse_lie
from handed_out import sealed_again

if TYPE_CHECKING:
    from pathlib import Path

DRAWN = 2000
SIGNS = [
    "NOK",
    "NOK",
    "/",
    "/",
    "-",
    "-",
    "+",
    "*",
    "(",
    ")",
    ",",
    ".",
    " ",
    "  ",
    "\t",
]
SIGNS += ["5", "12", "100.00", "2018", "1,000", "A", "N", "'", "_", "@", "{", "}", "X"]
ODD = ["3/12NOK", "4/5.NOK", "12/NOK", "2018-5-5 NOK", "100,00 NOK", "1000,000 NOK"]
ODD += ["1,0,0 NOK", "300.00 NOK NOK", "300.00 NOK 5", "300.00 NOK\u00a0"]
"""What one reader takes for an amount in kroner, and Beancount does not."""
RIGHT = {
    "300.00NOK": 30000,
    "300.NOK": 30000,
    "1,300.00 NOK": 130000,
    "--300 NOK": 30000,
    "900.00 / 3 NOK": 30000,
    "900.00/3 NOK": 30000,
    "(900.00 / (3))NOK": 30000,
    "300.00 NOK ; /5NOK, og 5,0": 30000,
}
OUTLAY = """
2018-05-01 * "Nettverk"
  Expenses:X  3000.00 NOK
  Liabilities:Utlegg:Vik:X  -3000.00 NOK
{others}"""


def posted(amount: str) -> str:
    """A voucher whose cost is written so."""
    return f'2018-05-01 * "x"\n  Expenses:X  {amount}\n  Assets:Bank\n'


def in_beancount(amount: str) -> tuple[Any, Any] | None:
    """The number and currency that Beancount reads; nothing where it cannot."""
    entries, errors, _ = parser.parse_string(posted(amount))
    if errors or not entries:
        return None
    (entry,) = entries
    assert isinstance(entry, Transaction)
    units = entry.postings[0].units
    return (units.number, units.currency) if isinstance(units, Amount) else None


def test_what_is_read_is_what_beancount_reads() -> None:
    """Or it is refused, or left to Beancount and listed."""
    chance, read = random.Random(FIRST), 0  # noqa: S311 -- can be repeated
    for _ in range(examples(DRAWN)):
        written = "".join(chance.choices(SIGNS, k=chance.randint(2, 7)))
        amount = f"{chance.choice(['100.00', '12', '3', ''])}{written}"
        rows = tuple(posted(amount).split("\n"))
        deep = verify_deep.postings(rows).get(2)
        small = verify.postings(rows)[0].get(2)
        theirs = in_beancount(amount)
        if deep and deep["ore"] is not None and deep["currency"] and not deep["odd"]:
            assert theirs, amount
            less = abs(deep["ore"] - Fraction(theirs[0]) * 100)
            assert less < Fraction(1, 10**9), amount  # of 28 figures
            assert deep["unit"] == theirs[1], amount
            read += 1
        if small and small[1] is not None and theirs:
            assert (small[1], small[4]) == (Fraction(theirs[0]) * 100, theirs[1])
    assert read > examples(DRAWN) // 50


@pytest.mark.parametrize("amount", RIGHT)
def test_an_amount_may_be_written_in_many_ways(tmp_path: Path, amount: str) -> None:
    hand_out(tmp_path / "bok", posted(amount))
    assert not accepted(tmp_path / "bok")
    assert sum(charged(tmp_path / "bok")) == 100001 + RIGHT[amount]


@pytest.mark.parametrize("amount", ODD)
def test_what_can_be_read_in_two_ways_is_refused(tmp_path: Path, amount: str) -> None:
    hand_out(tmp_path / "bok", posted("300.00 NOK"))
    proof = tmp_path / "bok" / "bevis"
    books = proof / "bok~main.beancount.txt"
    books.write_text(books.read_text("utf-8").replace("300.00 NOK", amount), "utf-8")
    sealed_again(proof)
    with pytest.raises(verify_deep.DiffersError, match="kan leses på to måter"):
        verify_deep.certificate(proof, "x-2018-nes.json", set())


@pytest.mark.parametrize(
    "others",
    [
        "  Assets:Bank  100.00 - 200.00 /5NOK\n  Equity:Start  100.00 /5NOK\n",
        "  Assets:Bank  -300/12NOK\n  Equity:Start  300/12NOK\n",
    ],
)
def test_a_currency_with_a_slash_is_none_to_divide_by(
    tmp_path: Path, others: str
) -> None:
    """In books that are right: who paid was told by what was no amount in kroner."""
    key = "{threshold: 5000, above: equal}"
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, OUTLAY.format(others=others), key=key)
    other = OUTLAY.replace("Vik", "Nes").format(others="")
    hand_out(lie, other + "\n" * others.count("\n"), key=key)
    assert charged(right) != charged(lie)
    with pytest.raises(verify_deep.DiffersError, match="to måter"):
        accepted(right)
    refuse_lie(right, lie, "kan leses på to måter")


def test_so_it_is_on_a_directive_of_our_own(tmp_path: Path) -> None:
    """The programme refuses such an accrued cost; it is not 300 kroner."""
    accrued = '\n2018-11-01 custom "paaloept" "x" Expenses:X 300.00 NOK\n'
    accrued += '  id: "a"\n  venter: "faktura"\n  leverandoer: "L"\n'
    hand_out(tmp_path / "bok", accrued)
    assert not accepted(tmp_path / "bok")
    proof = tmp_path / "bok" / "bevis"
    books = proof / "bok~main.beancount.txt"
    told = books.read_text("utf-8").replace("300.00 NOK", "1500.00 /5NOK")
    books.write_text(told, "utf-8")
    sealed_again(proof)
    with pytest.raises(verify_deep.DiffersError, match="kan leses på to måter"):
        verify_deep.certificate(proof, "x-2018-nes.json", set())
