"""Whether a file can be read as a profile says, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.vouchers.from_table import VoucherImporter
from lists_of_people import AGREEMENT
from lists_of_people import HEAD
from lists_of_people import a_profile

if TYPE_CHECKING:
    from pathlib import Path


def test_a_profile_that_nearly_fits_says_why_it_does_not(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    text = f"{HEAD}Beløp;Debet\n1;13.1.2018;195;155;x;1,00;\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RejectedError) as told:
        identify(path, [VoucherImporter("nordvik", a_profile(), AGREEMENT)])
    first, second = str(told.value).replace(f"{tmp_path}/", "").splitlines()
    assert first == "liste.csv: Profilen «nordvik» ligner, men kan ikke lese filen."
    assert second.startswith("liste.csv:1: Debet: Profilen leser beløpet fra «Beløp»")
