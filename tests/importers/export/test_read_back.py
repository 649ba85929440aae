"""Our own exports are read back as the vouchers that they were."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from beancount.parser import printer
from fava.core import FavaLedger
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import saft_documents
from deep import examples
from exported_books import FORMATS
from exported_books import exported
from exported_books import outline
from fellesbok.filing.folder import load
from fellesbok.unseen import first_unseen
from fellesbok_importers.export.read_back import OwnImporter
from fellesbok_importers.intake.commands import import_command
from intake_books import MARCH
from intake_books import document
from intake_books import open_import_page
from intake_runs import run
from places import tree
from saft_schema import faults_of
from written_out import books_with
from written_out import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Transaction


@pytest.mark.parametrize("form", FORMATS)
def test_the_books_know_their_own_export(tmp_path: Path, form: str) -> None:
    main = books_with(tmp_path / "a")
    changed = document(tmp_path / "a", MARCH.replace("45 000,50", "44 000,00"))
    run(import_command, main, "--yes", changed)
    path = tmp_path / f"eksport.{form}"
    path.write_bytes(exported(main, form))
    before = tree(tmp_path / "a")
    result = run(import_command, main, "--yes", path)
    assert "0 nye, 7 kjente, 0 endrede" in result.output
    assert "Ingenting nytt" in result.output
    assert tree(tmp_path / "a") == before


ACCOUNTS = ("Assets:Bank", "Expenses:IKT:Ansvar-155", "Equity:Memo")
TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \t\n\"\\'=+-@;,<>&æøåÆØÅ«»–×|#^!*"),
        st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]),
    ),
    max_size=40,
).filter(lambda text: first_unseen(text) is None)
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{1,12}", fullmatch=True).filter(
    lambda key: (
        not key.startswith(("document", "kilde", "reverserer", "lineno"))
        and key
        not in {"filename", "periode", "samarbeid", "deltakere", "noekkel", "andel"}
    )
)
NUMBERS = st.decimals(-(10**9), 10**9, places=2)
VALUES = st.one_of(
    TEXTS,
    NUMBERS,
    st.dates(date(1970, 1, 1), date(2100, 1, 1)),
    st.booleans(),
    st.none(),
    st.builds(Amount, NUMBERS, st.just("NOK")),
)
METAS = st.dictionaries(KEYS, VALUES, max_size=4)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,20}", fullmatch=True)


@st.composite
def transactions(draw: st.DrawFn) -> Transaction:
    """Any transaction that is in balance."""
    amounts = draw(st.lists(NUMBERS, min_size=1, max_size=4))
    amounts.append(-sum(amounts, Decimal("0.00")))
    currency = draw(st.sampled_from(["NOK", "NOK", "NOK.TIMER"]))
    accounts = ACCOUNTS if currency == "NOK" else ("Equity:Memo",)
    postings = [
        data.Posting(
            draw(st.sampled_from(accounts)),
            Amount(amount, currency),
            None,
            None,
            draw(st.sampled_from([None, None, "!"])),
            draw(METAS),
        )
        for amount in amounts
    ]
    return data.Transaction(
        draw(METAS) | {"bilag": draw(NAMES)},
        draw(st.dates(date(2018, 1, 1), date(2018, 12, 31))),
        draw(st.sampled_from("*!")),
        draw(st.one_of(st.none(), TEXTS)),
        draw(TEXTS),
        frozenset(draw(st.sets(NAMES, max_size=2))),
        frozenset(draw(st.sets(NAMES, max_size=2))),
        postings,
    )


@settings(
    deadline=None,
    max_examples=examples(8),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    found=st.lists(
        transactions(), min_size=1, max_size=5, unique_by=lambda e: e.meta["bilag"]
    )
)
def test_any_vouchers_come_back_as_they_were(
    tmp_path: Path, found: list[Transaction]
) -> None:
    folder = tmp_path / "a"
    shutil.rmtree(folder, ignore_errors=True)
    main = books_with(folder, "")
    main.write_text(main.read_text("utf-8") + _text(found), encoding="utf-8")
    books = load(main)
    assume(not books.errors)  # Beancount does not take every text in every place.
    whole = [
        entry._replace(
            links=frozenset(x for x in entry.links if not x.startswith("fordeling-"))
        )
        for entry in written(books.entries)
    ]
    importer = OwnImporter(books.agreement)
    for form in FORMATS:
        path = tmp_path / f"eksport.{form}"
        content = exported(main, form)
        path.write_bytes(content)
        if form == "saft":
            assert not faults_of(content)
        back = importer.extract(str(path), [])
        assert sorted(map(outline, written(back))) == sorted(map(outline, whole))
        known = importer.extract(str(path), list(books.entries))
        assert all("__duplicate__" in entry.meta for entry in known)


def _text(entries: Iterable[Transaction]) -> str:
    return "\n".join(map(printer.format_entry, entries))


def test_favas_import_page_reads_saft_and_our_own_exports(tmp_path: Path) -> None:
    main = books_with(tmp_path / "a")
    inbox = tmp_path / "a" / "inn"
    inbox.mkdir()
    (inbox / "eksport.xml").write_bytes(exported(main, "saft"))
    (inbox / "regnskap.xml").write_text(saft_documents.document(), encoding="utf-8")
    (tmp_path / "a" / "profiles" / "vertens-saft.yaml").write_text(
        "like: saft\nbooking: {source: nordvik, host: nordvik}\n", encoding="utf-8"
    )
    open_import_page(main, "../inn")
    ledger = FavaLedger(str(main), poll_watcher=True)
    assert not ledger.ingest.errors
    known = {
        Path(found.name).name: [info.importer_name for info in found.importers]
        for found in ledger.ingest.import_data()
    }
    assert known == {
        "eksport.xml": ["fellesbok.eksport"],
        "regnskap.xml": ["saft.vertens-saft"],
    }
    again = ledger.ingest.extract(str(inbox / "eksport.xml"), "fellesbok.eksport")
    assert len(again) == 5
    assert all("__duplicate__" in entry.meta for entry in again)
    new = ledger.ingest.extract(str(inbox / "regnskap.xml"), "saft.vertens-saft")
    assert [e.meta["bilag"] for e in new] == ["nordvik-K-1", "nordvik-K-2"]
