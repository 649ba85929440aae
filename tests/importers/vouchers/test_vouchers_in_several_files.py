"""A voucher number is used once in an export, in however many files it comes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles.by_column import profile_of
from fellesbok_importers.vouchers.from_saft import SaftImporter
from places import MADE
from saft_documents import MARCH
from saft_documents import document

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.vouchers.from_table import Booked

AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")
OWN = "like: saft\nbooking: {source: nordvik, host: nordvik}\n"
FIRST, SECOND = MARCH[:2]


def parts(folder: Path, *documents: str) -> list[Path]:
    """Files of one export, by their names."""
    of = len(documents)
    paths = [folder / f"SAF-T_974760673_2019_{n}_{of}.xml" for n in range(1, of + 1)]
    for path, text in zip(paths, documents, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def booked(path: Path) -> Booked:
    profile = profile_of(OWN, "profil.yaml")
    return SaftImporter("nordvik", profile, AGREEMENT).booked(str(path))


def test_a_number_that_two_parts_use_is_refused_in_both(tmp_path: Path) -> None:
    """The second one would take the place of the first, as a changed voucher."""
    again = replace(SECOND, number=FIRST.number)
    one, two = parts(tmp_path, document((FIRST,)), document((again,)))
    for path, other in ((one, two), (two, one)):
        with pytest.raises(RejectedError) as refused:
            booked(path)
        (fault,) = refused.value.faults
        row = 1 + next(
            index
            for index, text in enumerate(path.read_text("utf-8").splitlines())
            if "<Transaction>" in text
        )
        assert (fault.row, fault.column, fault.found) == (row, "TransactionID", "1")
        assert f"Bilag 1 står også i {other.name}, rad " in str(fault)
        assert "Et nummer brukes én gang." in str(fault)


def test_a_number_of_another_journal_is_another_number(tmp_path: Path) -> None:
    again = replace(SECOND, number=FIRST.number)
    paths = parts(tmp_path, document((FIRST,)), document((again,), journal="B"))
    total = sum((booked(path).cooperations["ikt"] for path in paths), Decimal(0))
    assert total == Decimal("46250.50")


def test_a_part_that_is_not_there_uses_no_number(tmp_path: Path) -> None:
    one, two = parts(tmp_path, document((FIRST,)), document((SECOND,)))
    two.unlink()
    assert booked(one).cooperations["ikt"] == Decimal("1250.00")
