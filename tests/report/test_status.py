"""A report says whether it is preliminary or final."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

from report_panels import REGION
from report_panels import panels
from report_panels import report
from report_panels import rows

if TYPE_CHECKING:
    from pathlib import Path


def test_a_final_report_tells_what_has_come_since() -> None:
    made = report()
    assert made.status.startswith("Endelig rapport: 2024 ble avsluttet 15.03.2025.")
    assert "som 3 korreksjoner, til sammen 10\u00a0000,00 kr" in made.status
    panel = panels(made)["status"]
    assert [row.texts[1] for row in panel.rows[:2]] == [date(2025, 3, 15)] * 2
    assert "bilag 2024-0105" in str(panel.rows[0].texts[2])
    assert rows(panel)["Legevakten i Fjordene"] == ["987500.50", "10000.00"]
    assert rows(panel)["Viltlaget"] == ["60000.00", None]


def test_a_report_is_preliminary_until_every_cooperation_is_closed(
    tmp_path: Path,
) -> None:
    """One of two is closed: the lines about Viltlaget are taken out."""
    books = tmp_path / "books"
    shutil.copytree(REGION, books)
    (closing,) = (books / "ledger" / "avsluttet").glob("*.beancount")
    text = closing.read_text("utf-8")
    head = text.index('2025-03-15 custom "avsluttet" "viltlag"')
    closing.write_text(text[:head], "utf-8")
    made = report(books=books)
    assert made.status == (
        "Foreløpig rapport: 1 av 2 samarbeid med bilag er avsluttet for 2024."
    )
    assert panels(made)["status"].rows[1].texts[1] == "nei"
    assert report(2025).status.startswith("Foreløpig rapport: 0 av 1")
