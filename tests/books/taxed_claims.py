"""Claims of an agreement whose cost centres have different tax categories."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claim_documents import ClaimDocuments
from fellesbok.claim_documents import documents
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim


EXEMPT = "{category: E, reason: Unntatt}"
OUTSIDE = "{category: O, reason: Utenfor avgiftsområdet}"
STANDARD = "{category: S, rate: 25 %}"
INVOICING = """\
    invoicing:
      bank_account: "86011117947"
      endpoint: "840014932"
      buyer_reference: Regnskap
      in_vat_register: "yes"
      address: {street: Gata 1, postcode: "9000", city: Vika}
"""
CENTRES = """\
    cost_centres:
      "155": {title: Drift, account: Ansvar-155}
      "160": {title: Lisenser, account: Ansvar-160}
"""


def terms(vat: str = EXEMPT, advance: str = "", more: str = "") -> str:
    """Cost centre 155 is with tax, the rest as ``vat``."""
    return f"""
{more}claims:
  due_days: 30
{advance}  vat: {vat}
  vat_by_cost_centre:
    "155": {STANDARD}
"""


def agreement(*versions: str) -> str:
    invoicing = dict.fromkeys(("nordvik", "midvik", "sorvik"), INVOICING)
    text = rules(*versions, invoicing=invoicing)
    return text.replace("    versions:\n", f"{CENTRES}    versions:\n")


def accounts() -> str:
    return (
        chart()
        + "2017-01-01 open Expenses:IKT:Ansvar-155 NOK\n"
        + "2017-01-01 open Expenses:IKT:Ansvar-160 NOK\n"
        + "2017-01-01 open Liabilities:Merverdiavgift NOK\n"
    )


def voucher(day: str, centre: str, amount: str) -> str:
    return cost(day, amount, f"IKT:Ansvar-{centre}")


def claim_of(folder: Folder, payer: str, instalment: int | None = None) -> Claim:
    return [
        c
        for c in folder.claims()
        if (c.payer.slug, c.instalment_number) == (payer, instalment)
        and c.kind is not ClaimKind.CREDIT
    ][-1]


def lines(claim: Claim) -> list[str]:
    return [str(line) for line in claim.tax_lines]


def run(folder: Folder, *command: str) -> None:
    done = folder.run(*command, "--yes")
    assert done.exit_code == 0, done.output


def document(folder: Folder, claim: Claim) -> ClaimDocuments:
    return documents(claim, folder.load())


@pytest.fixture
def year(tmp_path: Path) -> Folder:
    """600.01 kr on 155 with tax and 400 kr on 160 exempt; Midvik bears 3 of 10."""
    return Folder(tmp_path).write(
        agreement(version(claims=terms())),
        accounts(),
        voucher("2018-03-01", "155", "600.01"),
        voucher("2018-04-01", "160", "400.00"),
        voucher("2019-01-02", "160", "0.10"),
    )


def single(vat: str, advance: str = "") -> str:
    """One category for the whole claim."""
    return f"claims:\n  due_days: 30\n{advance}  vat: {vat}\n"


def taxed_of(folder: Folder) -> dict[tuple[str, str, str], Decimal]:
    """What each host has claimed of each payer in each category, without tax."""
    found: dict[tuple[str, str, str], Decimal] = {}
    for claim in folder.claims():
        for line in claim.tax_lines:
            key = claim.host.name, claim.payer.name, line.vat.category.value
            found[key] = found.get(key, Decimal(0)) + line.base
    return {key: base for key, base in found.items() if base}


def of_all(*vouchers: str, key: str = "equal") -> tuple[str, ...]:
    """One host, and 3000 kr exempt beside some vouchers."""
    return (
        agreement(version(key=key, claims=terms())),
        accounts(),
        voucher("2018-03-01", "160", "3000.00"),
        *vouchers,
        voucher("2019-01-02", "160", "0.10"),
    )
