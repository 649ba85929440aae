"""An invoice that is read by a profile, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.invoices.reading import InvoiceImporter
from fellesbok_importers.profiles import profile_of
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement


RULES = HOUSE / "allocation_rules.yaml"
PROFILE = "like: ehf\nbooking: {host: nordreisa}\n"


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return read_rules(RULES)


@pytest.fixture
def importer(agreement: Agreement) -> InvoiceImporter:
    return InvoiceImporter("nordreisa", profile_of(PROFILE, "ehf.yaml"), agreement)


def saved(folder: Path, text: str) -> Path:
    path = folder / "faktura.xml"
    path.write_text(text, encoding="utf-8")
    return path


def told(importer: InvoiceImporter, path: Path) -> list[str]:
    """What is told beside the voucher, without the sums."""
    return [
        text.replace("\N{NO-BREAK SPACE}", " ")
        for text in importer.outcome(str(path), []).findings
    ]


CODE = "<cbc:InvoiceTypeCode>{}</cbc:InvoiceTypeCode>"
