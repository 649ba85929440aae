"""Who attested a voucher as it is, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from approval_lines import last_line
from approval_lines import standing
from attested_books import CABLE
from attested_books import SERVER
from attested_books import TERMS
from attested_books import approved
from attested_books import books
from attested_books import line
from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.approvals.attested import approvals_of_year

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


UNNUMBERED = 'har ikke bilagsnummer. Skriv «bilag: "…"» på bilaget i main.beancount:{}'


def test_a_voucher_under_the_limit_is_attested_and_need_not_be_approved(
    tmp_path: Path,
) -> None:
    """9 999.99 kr is one øre under 10 000."""
    assert standing(approved(tmp_path)) == {"B-1": [], "B-2": []}


def test_a_voucher_at_the_limit_is_approved_too(tmp_path: Path) -> None:
    cable = CABLE.replace("9999.99", "10000.00")
    folder = books(tmp_path, cable)
    folder.add(line(folder, "B-2", "attestert", "IKT-leder"))
    assert standing(folder) == {"B-2": ["ikke anvist"]}


def test_the_whole_voucher_is_held_against_the_limit(tmp_path: Path) -> None:
    """Two lines of 5 000 kr are one invoice of 10 000."""
    split = CABLE.replace(
        "  Expenses:IKT     9999.99 NOK\n",
        "  Expenses:IKT     5000.00 NOK\n  Expenses:IKT     5000.00 NOK\n",
    )
    folder = books(tmp_path, split)
    assert standing(folder) == {"B-2": ["ikke attestert", "ikke anvist"]}


def test_what_nobody_did_is_lacking_both_ways(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    assert standing(folder) == {
        "B-1": ["ikke attestert", "ikke anvist"],
        "B-2": ["ikke attestert"],
    }


def test_a_voucher_without_a_number_cannot_be_attested(tmp_path: Path) -> None:
    folder = books(tmp_path, CABLE.replace('  bilag: "B-2"\n', ""))
    assert standing(folder) == {"": [UNNUMBERED.format(last_line(folder, "Kabler"))]}


@pytest.mark.parametrize(
    ("number", "lacks"),
    [
        ("", {"": [UNNUMBERED]}),
        ("0", {"0": ["ikke attestert"]}),
    ],
)
def test_an_empty_number_is_none_and_zero_is_one(
    tmp_path: Path, number: str, lacks: dict[str, list[str]]
) -> None:
    folder = books(tmp_path, CABLE.replace('"B-2"', number))
    line = last_line(folder, "Kabler")
    told = {of: [why.format(line) for why in found] for of, found in lacks.items()}
    assert standing(folder) == told


def test_a_changed_voucher_can_be_attested_anew(tmp_path: Path) -> None:
    folder = approved(tmp_path)
    main = tmp_path / "ledger" / "main.beancount"
    main.write_text(main.read_text("utf-8").replace("Kabler", "Kabel"), "utf-8")
    folder.add(line(folder, "B-2", "attestert", "IKT-leder", "2018-05-01"))
    assert standing(folder)["B-2"] == []
    assert "endret etter" not in folder.run("check").output


def test_what_is_signed_before_its_date_counts_and_is_told(tmp_path: Path) -> None:
    """Rent is dated ahead; a date that is mistyped looks the same."""
    folder = books(tmp_path, CABLE)
    folder.add(line(folder, "B-2", "attestert", "IKT-leder", "2018-04-01"))
    assert standing(folder) == {"B-2": []}
    said = "1 er attestert eller anvist før datoen på bilaget."
    assert said in folder.run("approvals", "2018").output
    later = approved(tmp_path)
    assert said not in later.run("approvals", "2018").output


def test_an_accrual_that_is_taken_back_waits_for_nobody(tmp_path: Path) -> None:
    folder = books(
        tmp_path,
        "2017-01-01 open Liabilities:Påløpt:IKT NOK\n",
        '\n2018-03-01 custom "paaloept" "ikt" Expenses:IKT 100.00 NOK\n'
        '  id: "strøm"\n  bilag: "P-1"\n  venter: "faktura"\n',
        CABLE.replace('bilag: "B-2"', 'bilag: "B-2"\n  erstatter: "strøm"'),
    )
    loaded = folder.load()
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2018)
    assert [each.number for each in found] == ["P-1", "B-2"]


def test_what_an_accrual_lacks_is_said_and_is_enough(tmp_path: Path) -> None:
    """It has no voucher before the bill comes, so it gets a number of its own."""
    opened = "2017-01-01 open Liabilities:Påløpt:IKT NOK\n"
    accrual = (
        '\n2018-03-01 custom "paaloept" "ikt" Expenses:IKT 100.00 NOK\n'
        '  id: "s"\n  venter: "faktura"\n'
    )
    folder = books(tmp_path, opened, accrual)
    line = last_line(folder, "paaloept")
    expected = (
        'har ikke bilagsnummer. Skriv «bilag: "…"» rett under linjen «paaloept»'
        f" i main.beancount:{line}: det påløpte attesteres som et bilag, til fakturaen"
        " kommer"
    )
    assert standing(folder) == {"": [expected]}
    folder = books(tmp_path, opened, f'{accrual}  bilag: "P-1"\n')
    assert standing(folder) == {"P-1": ["ikke attestert"]}


@pytest.mark.parametrize(
    ("claims", "last", "lacks"),
    [
        # No terms hold on the bill's day: those that share it ask.
        ("claims: {due_days: 30}" + TERMS, "2020-12-31", ["Rådmann"]),
        # The terms of the bill's day ask for nothing, and those that share it do.
        ("claims: {due_days: 30}" + TERMS, "", ["Rådmann"]),
        # The terms of the bill's day ask, and decide who may.
        ("claims: {due_days: 30}", "", ["Ordfører"]),
    ],
)
def test_a_bill_is_attested_by_the_terms_of_its_day_or_of_its_service(
    tmp_path: Path, claims: str, last: str, lacks: list[str]
) -> None:
    """The bill of 1 February 2021 is for December 2020."""
    bill = CABLE.replace("2018-04-02", "2021-02-01").replace("9999.99", "10000.00")
    bill = bill.replace('"B-2"', '"B-2"\n  periode: "2020-12-01/2020-12-31"')
    first = version(claims=claims, last="2020-12-31")
    others = TERMS.replace("Rådmann", "Ordfører") if TERMS not in claims else ""
    second = version("2021-01-01", claims="claims: {due_days: 30}" + others)
    folder = Folder(tmp_path).write(rules(first, *([] if last else [second])), chart())
    loaded = folder.add(bill).load()
    agreement = loaded.settled.agreement
    (found,) = approvals_of_year(loaded.entries, agreement, 2021)
    assert found.lacking == found.needed
    assert len(found.needed) == 2
    assert [found.terms.may_approve[0]] == lacks
