"""What is said of a document: where, what was found, and by how much it is off."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.messages import Text
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.faults import must_be_readable
from fellesbok_importers.faults import shortened

if TYPE_CHECKING:
    from pathlib import Path

SUM = Text("Linjene over blir til sammen {sum}.", sum=Decimal("100.00"))


def test_a_fault_says_its_place_what_stands_there_and_how_much_is_off() -> None:
    fault = Fault("a.csv", 7, "Beløp", "99,50", SUM, Decimal("-0.50"))
    assert str(fault) == (
        "a.csv:7: Beløp: Fant «99,50». Linjene over blir til sammen 100,00."
        " Avvik: -0,50."
    )


def test_what_is_about_a_whole_file_has_no_line_and_no_column() -> None:
    assert str(Fault("a.csv", None, None, "", Text("Filen er for stor."))) == (
        "a.csv: Filen er for stor."
    )


def test_a_refusal_holds_every_fault_in_the_order_of_the_document() -> None:
    faults = [Fault("a.csv", row, None, "", Text("Feil.")) for row in (3, 2)]
    refused = RejectedError(iter(faults))
    assert refused.faults == tuple(faults)
    assert str(refused) == "a.csv:3: Feil.\na.csv:2: Feil."


def test_what_is_shown_is_one_short_line_of_what_can_be_seen() -> None:
    """No letter of a document moves the cursor or hides what comes after it."""
    assert shortened("x" * 80) == "x" * 80
    assert shortened("x" * 81) == "x" * 79 + "…"
    assert shortened("1\u00a0234\u202f5") == "1 234 5"
    assert shortened("a\x1b[2J\nb\u202e") == "a\ufffd[2J\ufffdb\ufffd"


def test_a_file_that_is_not_there_or_is_none_is_refused_in_words(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(RejectedError, match="Finner ikke filen"):
        must_be_readable(path)
    with pytest.raises(RejectedError, match=r"Filen kan ikke leses|ikke en vanlig fil"):
        must_be_readable(tmp_path)
    path.touch()
    must_be_readable(path)
