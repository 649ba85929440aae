"""A voucher that two cooperations bear is attested by the people of each.

IKT and Brann share an invoice of 12 000 kr.  IKT-leder and Rådmann sign for IKT,
Brannsjef and Rådmann for Brann.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from approval_lines import last_line
from attested_books import TERMS
from attested_books import line
from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.agreement.approval_terms import Approval
from fellesbok.approvals.attested import approvals_of_year
from fellesbok.approvals.writing import CannotApproveError
from fellesbok.approvals.writing import new_line
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.approvals.records import VoucherApproval

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

ROLES = """    attest: [IKT-leder, Økonomileder]
    approve: [Rådmann, Økonomileder]
"""
OF_BRANN = """    attest: [Brannsjef]
    approve: [Rådmann]
"""
SPLIT = """
2018-03-01 * "Leverandør" "Varslingsanlegg"
  bilag: "C-1"
  Expenses:IKT      8000.00 NOK
  Expenses:Brann    4000.00 NOK
  Assets:Bank
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    claims = "claims: {due_days: 30}"
    brann = f"""\
  brann:
    title: Brannvesenet
    account: Brann
    kind: cooperation
    legal_form: not_stated
    versions:
{version(claims=claims + TERMS.replace(ROLES, OF_BRANN))}"""
    written = rules(version(claims=claims + TERMS), others=brann)
    return Folder(tmp_path).write(written, chart("IKT", "Brann"), SPLIT)


def found(folder: Folder, *slugs: str) -> list[VoucherApproval]:
    loaded = folder.load()
    return approvals_of_year(loaded.entries, loaded.settled.agreement, 2018, slugs)


def standing(folder: Folder, *slugs: str) -> dict[str, list[str]]:
    return {
        each.cooperation.slug: [say(text, "nb") for text in each.reasons]
        for each in found(folder, *slugs)
    }


def test_each_cooperation_has_its_own_and_the_books_have_no_fault(
    folder: Folder,
) -> None:
    folder.add(
        line(folder, "C-1", "attestert", "IKT-leder"),
        line(folder, "C-1", "attestert", "Brannsjef", "2018-04-06"),
        line(folder, "C-1", "anvist", "Rådmann", "2018-04-07"),
    )
    assert standing(folder) == {"brann": [], "ikt": []}
    done = folder.run(
        *("claim", "2018", "--settlement", "--date", "2019-01-31", "--dry-run"),
    )
    assert done.exit_code == 0, done.output


def test_what_one_has_is_nothing_to_the_other(folder: Folder) -> None:
    folder.add(line(folder, "C-1", "attestert", "Brannsjef"))
    assert standing(folder) == {
        "brann": ["ikke anvist"],
        "ikt": ["ikke attestert", "ikke anvist"],
    }
    assert standing(folder, "ikt") == {"ikt": ["ikke attestert", "ikke anvist"]}


def test_whom_neither_names_is_an_error_for_both(folder: Folder) -> None:
    folder.add(line(folder, "C-1", "attestert", "Havnesjef"))
    at = last_line(folder)
    told = "Bilag C-1 er attestert av Havnesjef, som avtalen for"
    assert folder.errors() == [
        f"{at}: {told} Brannvesenet ikke nevner. De som kan: Brannsjef.",
        (
            f"{at}: {told} IKT-samarbeidet ikke nevner. De som kan: IKT-leder,"
            " Økonomileder."
        ),
    ]


def test_it_is_approved_after_it_was_attested_for_the_same_cooperation(
    folder: Folder,
) -> None:
    """Rådmann approves it for Brann before Brannsjef has seen it."""
    folder.add(
        line(folder, "C-1", "attestert", "IKT-leder", "2018-04-05"),
        line(folder, "C-1", "anvist", "Rådmann", "2018-04-06"),
    )
    approved = last_line(folder)
    folder.add(line(folder, "C-1", "attestert", "Brannsjef", "2018-04-09"))
    assert folder.errors() == [
        (
            f"{approved}: Bilag C-1 er anvist 06.04.2018, før det ble attestert"
            " 09.04.2018."
        )
    ]


def test_one_click_signs_for_those_who_name_the_person(folder: Folder) -> None:
    shown = found(folder)
    seen, day = shown[0].seen, date(2018, 4, 5)
    made = new_line(shown, seen, Approval.ATTESTED, "Brannsjef", day)
    assert made.values == ["C-1", "attestert"]
    with pytest.raises(CannotApproveError) as refused:
        new_line(shown, seen, Approval.ATTESTED, "Havnesjef", day)
    assert "Havnesjef kan ikke gjøre dette" in refused.value.text
    folder.add(line(folder, "C-1", "attestert", "Brannsjef"))
    with pytest.raises(CannotApproveError) as refused:
        new_line(found(folder), seen, Approval.ATTESTED, "Brannsjef", day)
    assert "gjort ferdig fra før" in refused.value.text
