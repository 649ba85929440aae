"""Lines about the source of the books: words, figures, and whether they can be read."""

from __future__ import annotations

from decimal import Decimal

from beancount.parser.parser import parse_string

from fellesbok.entries.declared import Declared
from fellesbok.entries.declared import declared

ENTRIES, ERRORS, _ = parse_string(
    """
2018-12-31 custom "nøkkeltall" "ikt" "Pris" 12.50 NOK "time"
2018-12-31 custom "nøkkeltall" "ikt" "Brukere" 12 "stk"
2018-12-31 custom "nøkkeltall" "ikt"
2018-12-31 custom "rapportering"
2018-12-31 custom "kontrollsum" "ikt" "kostnad" "regnskap" 800.00 NOK
2018-12-31 custom "kontrollsum" "ikt" "kostnad" "begge" 800.00 NOK
2018-12-31 custom "blank" "ikt" "kostnad" "budsjett"
""",
    dedent=True,
)


def test_the_books_load() -> None:
    assert not ERRORS


def lines(kind: str) -> list[Declared]:
    """The lines of a kind."""
    return list(declared(ENTRIES, kind))


def test_a_key_figure_is_an_amount_or_a_number_or_lacks() -> None:
    price, users, nothing = lines("nøkkeltall")
    assert (price.value, price.is_amount, price.word(3)) == (
        Decimal("12.50"),
        True,
        "time",
    )
    assert price.amount == (Decimal("12.50"), "NOK")
    assert price.texts == ["Pris", "time"]
    assert (users.value, users.is_amount, users.amount) == (Decimal(12), False, None)
    assert users.words == ["ikt", "Brukere", "12", "stk"]
    assert (nothing.value, nothing.is_amount, nothing.word(1)) == (None, False, "")
    assert [line.is_readable for line in (price, users, nothing)] == [True, True, False]


def test_a_line_without_words_has_none() -> None:
    (said,) = lines("rapportering")
    assert (said.words, said.word(0), said.is_readable) == ([], "", True)


def test_a_sum_and_a_blank_name_a_column() -> None:
    assert [line.is_readable for line in lines("kontrollsum")] == [True, False]
    assert [line.is_readable for line in lines("blank")] == [True]
    assert lines("kontrollsum")[0].amount == (Decimal("800.00"), "NOK")
