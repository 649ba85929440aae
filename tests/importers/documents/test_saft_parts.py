"""An export in parts is read whole, and each part once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.documents.saft import SaftReader
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.from_saft import SaftImporter
from saft_documents import MARCH
from saft_documents import Voucher
from saft_documents import document
from saft_profile import AGREEMENT
from saft_profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok_importers.documents.saft_lines import SaftVoucher


def in_parts(
    folder: Path,
    *,
    whole: bool,
    parts: Sequence[tuple[Voucher, ...]] = (MARCH[:1], MARCH[1:]),
) -> list[Path]:
    """An export of some files, each with the sums of the whole or with its own."""
    folder.mkdir(parents=True, exist_ok=True)
    everything = document(tuple(each for part in parts for each in part))
    paths = []
    for number, vouchers in enumerate(parts, start=1):
        text = document(vouchers)
        if whole:
            for name in ("NumberOfEntries", "TotalDebit", "TotalCredit"):
                stated = re.compile(f"<{name}>[^<]*</{name}>")
                of_all = stated.search(everything)
                assert of_all is not None
                text = stated.sub(of_all[0], text)
        paths.append(
            folder / f"SAF-T Financial_974760673_2019_{number}_{len(parts)}.xml"
        )
        paths[-1].write_text(text, encoding="utf-8")
    return paths


@pytest.mark.parametrize("whole", [True, False])
def test_each_part_of_an_export_is_booked(tmp_path: Path, *, whole: bool) -> None:
    total = Decimal(0)
    for path in in_parts(tmp_path, whole=whole):
        made = SaftImporter("nordvik", profile(), AGREEMENT).booked(str(path))
        total += made.cooperations["ikt"]
    assert total == Decimal("46250.50")


def test_a_part_whose_others_are_not_there_is_refused(tmp_path: Path) -> None:
    first, second = in_parts(tmp_path, whole=True)
    second.unlink()
    with pytest.raises(RejectedError) as told:
        SaftImporter("nordvik", profile(), AGREEMENT).booked(str(first))
    assert "NumberOfEntries: Fant «3». Filen er del 1 av 2, og summene er av flere" in (
        str(told.value)
    )
    assert f"Legg {second.name} i samme mappe" in str(told.value)


def test_parts_that_are_not_the_whole_are_refused(tmp_path: Path) -> None:
    first, second = in_parts(tmp_path, whole=True)
    second.write_text(
        second.read_text(encoding="utf-8").replace("45000.50", "45000.00"),
        encoding="utf-8",
    )
    said = "TotalDebit: Fant «46 255,50». Linjene i filen blir til sammen 46 255,00."
    with pytest.raises(RejectedError) as told:
        SaftImporter("nordvik", profile(), AGREEMENT).booked(str(first))
    assert said in str(told.value).replace("\N{NO-BREAK SPACE}", " ")


def test_each_part_is_read_once_for_itself_and_once_for_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many parts there are: each may be many megabytes."""
    parts = [(replace(MARCH[0], number=str(number)),) for number in range(1, 6)]
    paths = in_parts(tmp_path, whole=True, parts=parts)
    readings: Counter[str] = Counter()
    real = SaftReader.vouchers

    def counted(self: SaftReader) -> Iterator[SaftVoucher]:
        readings[self.path] += 1
        return real(self)

    monkeypatch.setattr(SaftReader, "vouchers", counted)
    for path in paths:
        SaftImporter("nordvik", profile(), AGREEMENT).booked(str(path))
    assert len(readings) == len(parts)
    assert set(readings.values()) == {2}
