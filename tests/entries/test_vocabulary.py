"""Words that stand in the books, and how they are put together."""

from __future__ import annotations

import pytest

from fellesbok.entries.vocabulary import correction_link
from fellesbok.entries.vocabulary import metadata
from fellesbok.entries.vocabulary import shared_link
from fellesbok.entries.vocabulary import voucher_number


@pytest.mark.parametrize(
    ("written", "number"),
    [("2018-7", "2018-7"), ("", ""), (None, ""), (0, "0"), (153, "153")],
)
def test_a_voucher_has_the_number_that_is_written(written: object, number: str) -> None:
    """A zero is a number, and so is what is written without quotation marks."""
    assert voucher_number({"bilag": written}) == number
    assert voucher_number({}) == ""


def test_what_belongs_together_has_one_link_a_year_and_a_cooperation() -> None:
    assert shared_link(2018, "ikt") == "fordeling-2018-ikt"
    assert correction_link(2018, "ikt") == "korreksjon-2018-ikt"


def test_generated_entries_come_after_all_that_is_written_in_their_order() -> None:
    first, second = (metadata(number, {"kommune": "Lyngen"}) for number in (0, 1))
    assert first["filename"] == "<fordeling>"
    assert second["lineno"] == first["lineno"] + 1 == 1_000_001
    assert first["kommune"] == "Lyngen"
