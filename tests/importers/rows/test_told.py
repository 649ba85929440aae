"""What a list holds and nobody reads is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.vouchers.from_table import VoucherImporter
from lists_of_people import AGREEMENT
from lists_of_people import HEAD
from lists_of_people import ONE
from lists_of_people import TITLES
from lists_of_people import a_profile
from lists_of_people import booked
from lists_of_people import proposed
from lists_of_people import sum_of
from lists_of_people import workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_column_of_a_few_words_is_told_with_them(tmp_path: Path) -> None:
    rows = "".join(
        f"{n};5.1.2018;195;155;x;1,00;{word}\n"
        for n, word in enumerate(("Manuell", "Faktura", "Faktura", "Manuell"), 1)
    )
    profile = a_profile("amount: Beløp, text: Tekst")
    made = booked(tmp_path, HEAD + "Beløp;Kilde\n" + rows, profile)
    assert made.file.told == ("Kolonner som ikke brukes: Kilde (faktura, manuell).",)


CURRENCIES = {
    "some": ("NOK;1,00", ";2,00", ("1 rader har ingen valuta, enda andre har det;",)),
    "none": (";1,00", ";2,00", ()),
    "all": ("NOK;1,00", "kr;2,00", ()),
}


@pytest.mark.parametrize(("one", "two", "said"), CURRENCIES.values(), ids=CURRENCIES)
def test_a_blank_currency_among_others_is_told(
    tmp_path: Path, one: str, two: str, said: tuple[str, ...]
) -> None:
    text = (
        HEAD + f"Valuta;Beløp\n1;5.1.2018;195;155;x;{one}\n2;5.1.2018;195;155;x;{two}\n"
    )
    made = booked(tmp_path, text, a_profile())
    assert sum_of(made) == "3.00"
    found = [told for told in made.file.told if "valuta" in told]
    assert len(found) == len(said)
    assert not [words for words in said if words not in "".join(found)]


def test_a_note_in_the_margin_is_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [TITLES, [*ONE, None, "obs"]]
    path = workbook(tmp_path / "a.xlsx", Bilag=rows)
    made = VoucherImporter("a", proposed(path), AGREEMENT).booked(str(path))
    assert [str(t) for t in made.file.told] == ["Kolonner som ikke brukes: 8."]
