"""What a statement adds up to is shown before it is booked, and must hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import statement
from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from intake_previews import previewed
from paid_books import KID
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_books import saved
from paid_statements import told
from places import tree

if TYPE_CHECKING:
    from pathlib import Path


def test_what_the_statement_adds_up_to_is_shown(main: Path) -> None:
    text = statement(
        Paid("1000.00", reference="a", kid=KID), Paid("-30.00", reference="b")
    )
    found = previewed(main, saved(main, text))
    shown = [str(text).replace("\N{NO-BREAK SPACE}", " ") for text in found.controls]
    assert shown == [
        (
            "Konto 86011117947: 0,00 kr + 1 000,00 kr inn − 30,00 kr ut = 970,00 kr"
            " per 31.03.2018."
        ),
        "IKT-samarbeidet: 1 000,00 kr innbetalt på krav og fordringer.",
        "Uplassert på Liabilities:Uplassert: -30,00 kr (1).",
    ]


def test_an_opening_balance_that_the_books_have_not_is_told_and_refused(
    main: Path,
) -> None:
    read(
        main,
        statement(Paid("7.00", reference="0", day="2018-02-05"), last="2018-02-28"),
    )
    text = statement(Paid("1.00", reference="a"), opening="100.00")
    found = previewed(main, saved(main, text))
    assert "93,00" in found.findings[0]
    assert "i avvik" in found.findings[0]
    before = tree(main.parent)
    with pytest.raises(CannotFileError, match="ingenting er skrevet"):
        read(main, text)
    assert tree(main.parent) == before


def test_nothing_is_shown_as_nought_below_nought(main: Path) -> None:
    text = statement(Paid("1.00", reference="a"), Paid("-1.00", reference="b"))
    found = previewed(main, saved(main, text))
    said = told((*found.controls, *found.findings))
    assert "0,00" in said
    assert "-0,00" not in said
    assert str(Text("{x}", x=Decimal("-0.00"))) == "0,00"
