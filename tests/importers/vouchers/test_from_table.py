"""Voucher exports: each folder of ``books/intake`` with a document and its profile."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import entries_text
from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles import read_profile
from fellesbok_importers.rows.sheet import Row
from fellesbok_importers.vouchers.from_table import VoucherImporter
from fellesbok_importers.vouchers.from_table import book
from fellesbok_importers.vouchers.writing import vouchers_of
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fellesbok_importers.vouchers.from_table import Booked

FOLDER = MADE / "intake"
CASES = sorted(path.parent for path in FOLDER.glob("*/profile.yaml"))
AGREEMENT = read_rules(FOLDER / "allocation_rules.yaml")


def booked(folder: Path) -> Booked:
    """What the importer makes of the document of a case."""
    importer = VoucherImporter("case", read_profile(folder / "profile.yaml"), AGREEMENT)
    return importer.booked(str(next(folder.glob("document.*"))))


def amounts(postings: Iterable[Any]) -> list[Decimal]:
    """The amounts of postings."""
    return [posting.units.number for posting in postings]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_document_becomes_what_is_expected(
    folder: Path, *, update_golden: bool
) -> None:
    texts = {"expected.beancount": "", "expected.errors": ""}
    try:
        texts["expected.beancount"] = entries_text(booked(folder).transactions)
    except RejectedError as refused:
        said = str(refused).replace(f"{folder}/", "")
        texts["expected.errors"] = f"{said}\n"
    for name, text in texts.items():
        path = folder / name
        if update_golden and text:
            path.write_text(text, encoding="utf-8")
        elif update_golden:
            path.unlink(missing_ok=True)
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == expected


@pytest.mark.parametrize(
    "folder",
    [case for case in CASES if (case / "expected.beancount").exists()],
    ids=lambda folder: folder.name,
)
def test_what_is_booked_is_what_the_file_says(folder: Path) -> None:
    """Every transaction is in balance, and nothing of the cooperations is lost."""
    made = booked(folder)
    for entry in made.transactions:
        assert sum(amounts(entry.postings)) == 0
    placed = [
        posting
        for entry in made.transactions
        for posting in entry.postings
        if "rad" in (posting.meta or {})
    ]
    assert sum(amounts(placed)) == sum(made.cooperations.values())
    assert len(made.transactions) + len(made.left_out) == len(made.file.vouchers)
    identities = [entry.meta["kilde"] for entry in made.transactions]
    assert len(set(identities)) == len(identities)


LINES = st.lists(
    st.tuples(
        st.integers(min_value=1, max_value=6),
        st.sampled_from(["153", "155"]),
        st.integers(min_value=-(10**9), max_value=10**9),
    ),
    min_size=1,
    max_size=30,
)


@given(lines=LINES)
def test_no_line_and_no_ore_is_lost(lines: list[tuple[int, str, int]]) -> None:
    profile = profile_of(
        "like: art-ansvar-funksjon\nbooking: {source: x, host: nordvik}\n", "p.yaml"
    )
    heading = Row(1, ("Bilag", "Dato", "Art", "Ansvar", "Beløp"))
    rows = [
        Row(number, (str(nr), "1.3.2018", "120", ansvar, f"{Decimal(ore) / 100:.2f}"))
        for number, (nr, ansvar, ore) in enumerate(lines, start=2)
    ]
    rows = [
        Row(r.number, (*r.cells[:4], str(r.cells[4]).replace(".", ","))) for r in rows
    ]
    file = vouchers_of([heading, *rows], "x.csv", profile)
    made = book(file, profile, AGREEMENT)
    total = sum(ore for _, _, ore in lines)
    assert sum(made.cooperations.values(), Decimal(0)) == Decimal(total) / 100
    assert file.debit - file.credit == Decimal(total) / 100
    assert sum(len(voucher.lines) for voucher in file.vouchers) == len(lines)
    assert len(made.transactions) == len({nr for nr, _, _ in lines})
