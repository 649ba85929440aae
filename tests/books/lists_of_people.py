"""Lists as people have them, and what is booked or proposed of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.vouchers.budget_lines import BudgetImporter
from fellesbok_importers.vouchers.from_table import VoucherImporter
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.document_outcome import Outcome
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.vouchers.from_table import Booked


AGREEMENT = read_rules(MADE / "intake" / "allocation_rules.yaml")
HEAD = "Bilagsnr;Bilagsdato;Art;Ansvar;Tekst;"
LIST = """\
title: Liste
attested: {{level: uprøvd, source: Oppdiktet}}
file: {{delimiter: ";", header_row: 1{file}}}
decimal_sign: ","
{top}
columns: {{voucher: Bilagsnr, date: Bilagsdato, art: Art, ansvar: Ansvar, {columns}}}
booking: {{source: liste, host: nordvik{booking}}}
"""


def a_profile(
    columns: str = "amount: Beløp", file: str = "", booking: str = "", top: str = ""
) -> Profile:
    """A profile for a list with the usual columns."""
    extra = {"columns": columns, "top": top}
    extra["file"] = f", {file}" if file else ""
    extra["booking"] = f", {booking}" if booking else ""
    return profile_of(LIST.format(**extra), "p.yaml")


def booked(folder: Path, text: str | bytes, profile: Profile) -> Booked:
    """What becomes of a list."""
    path = folder / "liste.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return VoucherImporter("liste", profile, AGREEMENT).booked(str(path))


def sum_of(made: Booked) -> str:
    """What is booked on the cooperations."""
    return str(sum(made.cooperations.values(), Decimal("0.00")))


def refused(folder: Path, text: str, profile: Profile) -> str:
    """What is said of a list that is refused."""
    with pytest.raises(RejectedError) as told:
        booked(folder, text, profile)
    return str(told.value).replace(f"{folder}/", "").replace("\N{NO-BREAK SPACE}", " ")


def proposed(path: Path) -> Profile:
    """The profile that is proposed, when a person has said who the host is."""
    return filled_in(propose(str(path)).yaml)


def filled_in(text: str) -> Profile:
    """What is proposed, with what a person must say."""
    text = text.replace("# host: …", "host: nordvik")
    return profile_of(text.replace("# source: …", "source: liste"), "p.yaml")


def remarks(path: Path) -> str:
    """What is said beside a proposal."""
    return "\n".join(propose(str(path)).remarks)


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook with those sheets."""
    book_ = openpyxl.Workbook()
    book_.remove(book_.worksheets[0])
    for name, rows in sheets.items():
        sheet = book_.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book_.save(path)
    return path


TITLES: list[object] = ["Bilagsnr", "Bilagsdato", "Art", "Ansvar", "Tekst", "Beløp"]

ONE: list[object] = [1, 20180105, 195, 155, "x", 1200.5]
"""A line below those titles."""
IN_A_SHEET = a_profile(
    "amount: Beløp, text: Tekst", file="kind: xlsx", top="date_form: yyyymmdd"
)


def budget(path: Path, *said: tuple[str, str]) -> Outcome:
    """What becomes of a budget, by the proposal and what a person has said."""
    text = propose(str(path)).yaml
    for asked, answer in (("# host: …", "host: nordvik"), ("# source: …", "source: b")):
        text = text.replace(asked, answer)
    for asked, answer in said:
        assert asked in text, text
        text = text.replace(asked, answer)
    importer = BudgetImporter("b", profile_of(text, "p.yaml"), AGREEMENT)
    return importer.outcome(str(path), [])
