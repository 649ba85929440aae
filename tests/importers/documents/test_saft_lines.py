"""A line of SAF-T keeps its codes, and is cut where it is shared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from saft_documents import MARCH
from saft_documents import Line
from saft_documents import document
from saft_profile import booked

if TYPE_CHECKING:
    from pathlib import Path


def test_codes_texts_and_the_row_are_kept(tmp_path: Path) -> None:
    first, second = booked(tmp_path, document()).transactions
    meta = first.postings[0].meta
    assert meta is not None
    assert {k: meta[k] for k in ("art", "funksjon", "mva", "rad")} == {
        "art": "195",
        "funksjon": "120",
        "mva": "1",
        "rad": str(meta["lineno"]),
    }
    lines = document().splitlines()
    assert "<AccountID>195</AccountID>" in lines[meta["lineno"] - 1]
    assert second.postings[0].meta is not None
    assert second.postings[0].meta["prosjekt"] == "9001"


def test_a_line_that_is_shared_between_two_ansvar_becomes_two(tmp_path: Path) -> None:
    shared = (
        "<Analysis><AnalysisType>A</AnalysisType><AnalysisID>155</AnalysisID>"
        "<DebitAnalysisAmount><Amount>600.00</Amount></DebitAnalysisAmount></Analysis>"
        "<Analysis><AnalysisType>A</AnalysisType><AnalysisID>153</AnalysisID>"
        "<DebitAnalysisAmount><Amount>400.00</Amount></DebitAnalysisAmount></Analysis>"
    )
    line = "<AccountID>195</AccountID>"
    whole = document(
        (
            replace(
                MARCH[0],
                lines=(
                    Line("195", "1000.00"),
                    MARCH[0].lines[2],
                    Line("2400", "250.00"),
                ),
            ),
        )
    )
    (made,) = booked(
        tmp_path,
        whole.replace(line, line + shared, 2).replace(
            f"<Account>{line}{shared}", f"<Account>{line}"
        ),
    ).transactions
    assert [
        (posting.account, posting.units and posting.units.number)
        for posting in made.postings
    ] == [
        ("Expenses:IKT:Ansvar-155", Decimal("600.00")),
        ("Expenses:IKT:Ansvar-153", Decimal("400.00")),
        ("Liabilities:Utlegg:Nordvik", Decimal("-1000.00")),
    ]


def test_a_line_that_is_shared_between_two_projects_becomes_two(
    tmp_path: Path,
) -> None:
    """And so is one that is no cooperation's left as it is."""
    shared = "".join(
        f"<Analysis><AnalysisType>P</AnalysisType><AnalysisID>{code}</AnalysisID>"
        f"<DebitAnalysisAmount><Amount>{part}</Amount></DebitAnalysisAmount></Analysis>"
        for code, part in (("9001", "45000.00"), ("9002", "0.50"))
    )
    text = document()
    begin = text.index("<Analysis><AnalysisType>P")
    end = text.index("</Analysis>", begin) + len("</Analysis>")
    text = text[:begin] + shared + text[end:]
    text = text.replace(
        "<AccountID>1920</AccountID><D", f"<AccountID>1920</AccountID>{shared}<D"
    )
    made = booked(tmp_path, text)
    assert [
        (p.units and p.units.number, (p.meta or {}).get("prosjekt"))
        for p in made.transactions[1].postings
    ] == [
        (Decimal("45000.00"), "9001"),
        (Decimal("0.50"), "9002"),
        (Decimal("-45000.50"), None),
    ]
