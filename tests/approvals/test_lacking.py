"""What a claim or a closing rests on lacks an attestation, and what that stops."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from approvals_by_hand import voucher
from attested_books import CABLE
from attested_books import SERVER
from attested_books import TERMS
from attested_books import books
from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.agreement.approval_terms import Step
from fellesbok.approvals.lacking import RestsOn
from fellesbok.approvals.lacking import approvals_behind
from fellesbok.approvals.lacking import lacking_of
from fellesbok.approvals.lacking import told
from fellesbok.approvals.lacking import whole_year

if TYPE_CHECKING:
    from pathlib import Path


def lacking(folder: Folder, *parts: RestsOn) -> tuple[list[str], bool]:
    loaded = folder.load()
    agreement = loaded.settled.agreement
    behind = approvals_behind(loaded.entries, agreement, "ikt", parts)
    found, is_stopped = lacking_of(behind, Step.CLAIM)
    return [each.number for each in found], is_stopped


def until(day: date) -> RestsOn:
    return RestsOn(day.year, day, day, "nordvik")


def test_a_part_of_the_year_waits_for_its_own_vouchers_alone(tmp_path: Path) -> None:
    """The whole year rests on every voucher, whenever it is dated."""
    folder = books(tmp_path, SERVER, CABLE)
    assert lacking(folder, whole_year(2018)) == (["B-1", "B-2"], True)
    assert lacking(folder, until(date(2018, 3, 1))) == (["B-1"], True)
    assert lacking(folder, until(date(2018, 1, 1))) == ([], False)


def test_each_year_that_is_asked_for_has_its_own_vouchers(tmp_path: Path) -> None:
    later = CABLE.replace("2018-04-02", "2020-04-02")
    folder = books(tmp_path, SERVER, later)
    assert lacking(folder, whole_year(2020)) == (["B-2"], True)
    both = lacking(folder, whole_year(2020), whole_year(2018))
    assert both == (["B-1", "B-2"], True)


def test_a_former_host_waits_for_the_late_bill_of_its_own_time(tmp_path: Path) -> None:
    """Nordvik is host until July.  B-2 is dated in August and is for May."""
    claims = "claims: {due_days: 30}" + TERMS
    later = version("2018-07-01", host="midvik", claims=claims)
    late = CABLE.replace("2018-04-02", "2018-08-10")
    of_may = late.replace('"B-2"', '"B-2"\n  periode: "2018-05-01/2018-05-31"')
    on_the_line = late.replace(
        "9999.99 NOK", '9999.99 NOK\n    periode: "2018-05-01/2018-05-31"'
    )
    end, last = date(2018, 6, 30), date(2018, 12, 31)
    for bill, found in (
        (of_may, ["B-2"]),
        (on_the_line, ["B-2"]),
        (late, []),  # of Midvik's time
    ):
        folder = Folder(tmp_path).write(
            rules(version(claims=claims, last="2018-06-30"), later), chart(), bill
        )
        asked = RestsOn(2018, end, last, "nordvik")
        assert lacking(folder, asked) == (found, bool(found))
        # The shares that are asked for do not reach so far.
        assert lacking(folder, RestsOn(2018, end, end, "nordvik")) == ([], False)


def test_what_lacks_is_told_voucher_by_voucher_and_then_what_waits() -> None:
    found = [voucher(), voucher("9999.99", number="")]
    said = [t.replace("\N{NO-BREAK SPACE}", " ") for t in told(found, is_stopped=True)]
    begins = "IKT: bilag 7 fra 01.05.2018 på 12 000,00 kr: ikke "
    assert said[:2] == [f"{begins}attestert.", f"{begins}anvist."]
    assert said[2].startswith("IKT: bilag – fra")
    assert said[3] == (
        "IKT venter til bilagene er attestert og anvist slik avtalen krever. Se"
        " «fellesbok approvals 2018»."
    )
    assert len(list(told(found, is_stopped=False))) == 3
    assert list(told([], is_stopped=True)) == []
