"""Who attested and approved each voucher, by the rows that say so."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from fellesbok.agreement.approval_terms import Approval
from fellesbok_importers.vouchers.signed import SignedVouchers


class Reader:
    """Reads rows that are mappings, and keeps what is rejected."""

    def __init__(self) -> None:
        self.said: list[tuple[int, str, str]] = []
        self.profile = SimpleNamespace(
            booking=SimpleNamespace(people={"OLA": "Ola Nordmann"})
        )
        self.finder = self

    def text(self, row: Any, name: str) -> str:  # noqa: ANN401 -- a stand-in
        return str(row.cells.get(name, ""))

    def label(self, name: str) -> str:
        return name

    def day(self, row: Any, name: str) -> date | None:  # noqa: ANN401 -- a stand-in
        written = self.text(row, name)
        return date.fromisoformat(written) if written else None

    def reject(self, row: int, label: str, found: str, _expected: object) -> None:
        self.said.append((row, label, found))


def noted(*rows: dict[str, str]) -> tuple[list[tuple[Approval, str, int]], list[Any]]:
    reader: Any = Reader()
    vouchers = SignedVouchers(reader)
    for number, cells in enumerate(rows, 2):
        row: Any = SimpleNamespace(number=number, cells=cells)
        vouchers.note("7", row)
    found = [(s.approval, s.person, s.row) for s in vouchers.of("7")]
    return found, reader.said


BY, ON, APPROVED_BY, APPROVED_ON = (
    "attested_by",
    "attested_on",
    "approved_by",
    "approved_on",
)
OLA = {BY: "OLA", ON: "2018-01-05"}


def test_the_first_row_that_says_it_counts_and_people_have_their_names() -> None:
    found, said = noted(OLA, OLA)
    assert found == [(Approval.ATTESTED, "Ola Nordmann", 2)]
    assert said == []


def test_attested_comes_first_whatever_row_says_it() -> None:
    approved = {APPROVED_BY: "Kari", APPROVED_ON: "2018-01-06"}
    found, _ = noted(approved, OLA)
    assert [approval for approval, _, _ in found] == [
        Approval.ATTESTED,
        Approval.APPROVED,
    ]
    assert found[1][1] == "Kari"


def test_two_rows_of_one_voucher_that_say_different_things_are_told() -> None:
    found, said = noted(OLA, {BY: "Kari", ON: "2018-01-05"}, {**OLA, ON: "2018-01-06"})
    assert found == [(Approval.ATTESTED, "Ola Nordmann", 2)]
    assert said == [(3, BY, "Kari"), (4, BY, "Ola Nordmann")]


def test_a_day_without_a_person_is_told_and_a_row_without_both_says_nothing() -> None:
    assert noted({ON: "2018-01-05"}) == ([], [(2, BY, "")])
    assert noted({}) == ([], [])
