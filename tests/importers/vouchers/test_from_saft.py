"""SAF-T becomes vouchers in the books, by what its profile says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import click
import pytest
from beancount.core import data

from casebook import entries_text
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake import reading_in
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.intake.commands import profile_command
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.vouchers.from_saft import SaftImporter
from intake_books import make_books
from intake_runs import numbers
from intake_runs import run
from places import tree
from saft_documents import MARCH
from saft_documents import document
from saft_profile import AGREEMENT
from saft_profile import OWN
from saft_profile import booked
from saft_profile import profile
from saft_profile import refused

if TYPE_CHECKING:
    from pathlib import Path


def test_a_document_becomes_one_transaction_per_voucher(tmp_path: Path) -> None:
    made = booked(tmp_path, document())
    assert (
        entries_text([made.transactions[0]])
        == """\
2018-03-14 * "Datahuset AS" "Lisenser; Mva"
  bilag: "nordvik-K-1"
  kilde: "nordvik/K/2018/1"
  avtrykk: "7cf7eb8469b01093"
  Expenses:IKT:Ansvar-155      1000.00 NOK
    rad: "49"
    art: "195"
    funksjon: "120"
    mva: "1"
  Expenses:IKT:Ansvar-155       250.00 NOK
    rad: "50"
    art: "429"
    funksjon: "120"
  Liabilities:Utlegg:Nordvik  -1250.00 NOK
"""
    )


PROFILES = {
    "saft: {dimensions: {ansvar: []}}\n": "saft.dimensions.ansvar: Si hvilken",
    "columns: {art: X}\n": "columns: En fil av denne formen har ingen kolonner",
    "booking: {vouchers: one_sided}\n": "vouchers må være balanced.",
}


@pytest.mark.parametrize("own", PROFILES)
def test_a_profile_that_makes_no_sense_is_refused(own: str) -> None:
    text = f"like: saft\n{own}"
    with pytest.raises(RejectedError) as told:
        profile(text)
    assert PROFILES[own] in str(told.value)


def test_a_profile_without_a_source_is_refused() -> None:
    text = (
        "title: x\nattested: {level: uprøvd, source: x}\nuse: saft\n"
        "saft: {dimensions: {ansvar: [A]}}\nbooking: {vouchers: balanced}\n"
    )
    with pytest.raises(RejectedError, match="Navnet på kildesystemet må oppgis"):
        profile(text)


def test_the_series_and_the_art_are_what_the_profile_says(tmp_path: Path) -> None:
    own = (
        "like: saft\nsaft: {art: grouping_code, series: %s,"
        " dimensions: {ansvar: [A]}}\nbooking: {source: n, host: nordvik, series: Z}\n"
    )
    text = document().replace("AccountID>195<", "AccountID>4195<")
    for series, expected in (
        ("journal", "n/K/2018/1"),
        ("voucher_type", "n/LF/2018/1"),
        ("none", "n/Z/2018/1"),
    ):
        first = booked(tmp_path, text, own % series).transactions[0]
        assert first.meta["kilde"] == expected
        assert first.postings[0].meta is not None
        assert first.postings[0].meta["art"] == "195"


def test_the_command_reads_shows_and_books_it(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    (tmp_path / "profiles" / "nordvik-saft.yaml").write_text(OWN, encoding="utf-8")
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    result = run(import_command, main, "--yes", path)
    said = result.output.replace("\N{NO-BREAK SPACE}", " ")
    assert "(saft.nordvik-saft): 3 nye, 0 kjente, 0 endrede" in said
    assert "1 bilag angår ingen av samarbeidene" in said
    assert "Serie «K» i 2018 mangler bilag 3." in said
    assert "IKT-samarbeidet: 46 250,50 kr" in said
    assert numbers(main) == ["nordvik-K-1", "nordvik-K-2"]
    again = run(import_command, main, "--yes", path)
    assert "Ingenting nytt" in again.output
    older = document(version="1.10").replace("1000.00", "900.00")
    path.write_text(older.replace("1250.00", "1150.00").replace("46255.50", "46155.50"))
    changed = run(import_command, main, "--yes", path)
    assert "0 nye, 1 kjente, 1 endrede" in changed.output
    assert numbers(main)[1:] == [
        "nordvik-K-1-reversert",
        "nordvik-K-1-v2",
        "nordvik-K-2",
    ]


def test_a_large_document_shows_that_it_is_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = make_books(tmp_path)
    monkeypatch.setattr(reading_in, "ROWS_BETWEEN_SIGNS", 1)
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    importer = SaftImporter("x", profile(), AGREEMENT)
    assert importer.length(str(path)) == 3
    lengths: list[int] = []
    real = click.progressbar

    def bar(**given: Any) -> Any:  # noqa: ANN401 -- as click has it
        lengths.append(given["length"])
        return real(**given)

    monkeypatch.setattr(click, "progressbar", bar)
    own = tmp_path / "min.yaml"
    own.write_text(OWN, encoding="utf-8")
    run(import_command, main, "--dry-run", "--profile", own, path)
    assert lengths == [3]


def test_a_profile_is_proposed_for_it(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    result = run(profile_command, main, path)
    assert "like: saft" in result.output
    assert "Filen har dimensjonene: A (Avdeling), F (Funksjon), P (Prosjekt)." in (
        result.output
    )


def test_a_document_that_is_refused_changes_nothing(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    (tmp_path / "profiles" / "nordvik-saft.yaml").write_text(OWN, encoding="utf-8")
    path = tmp_path / "regnskap.xml"
    path.write_text(document(version="1.00"), encoding="utf-8")
    before = tree(tmp_path)
    result = run(import_command, main, "--yes", path)
    assert result.exit_code == 1
    assert "fellesbok leser SAF-T Regnskap" in result.output
    assert tree(tmp_path) == before


def test_the_importer_answers_beangulp(tmp_path: Path) -> None:
    path = tmp_path / "regnskap.xml"
    path.write_text(document(), encoding="utf-8")
    importer = SaftImporter("nordvik", find_profile("saft"), AGREEMENT)
    assert importer.identify(str(path))
    assert not importer.identify(str(tmp_path / "finnes-ikke.xml"))
    assert str(importer.date(str(path))) == "2018-03-21"
    with pytest.raises(RejectedError, match="hvem som er vert"):
        importer.extract(str(path), [])
    own = SaftImporter("nordvik", profile(), AGREEMENT)
    assert own.account(str(path)) == "Liabilities:Utlegg:Nordvik"
    entries = own.extract(str(path), [])
    assert all(isinstance(entry, data.Transaction) for entry in entries)
    again = own.extract(str(path), [])
    own.deduplicate(again, entries)
    assert all("__duplicate__" in entry.meta for entry in again)


@pytest.mark.parametrize(
    ("number", "journal", "identity"),
    [
        ("2018/1", "K", "nordvik/K/2018/2018%2F1"),
        ("A 1", "K", "nordvik/K/2018/A%201"),
        ("1", "Inngående faktura", "nordvik/Inngående%20faktura/2018/1"),
        ("1", "K/2018", "nordvik/K%2F2018/2018/1"),
        ("5%", "K", "nordvik/K/2018/5%"),
        ("%2F", "K", "nordvik/K/2018/%252F"),
    ],
)
def test_a_number_may_have_spaces_and_slashes(
    tmp_path: Path, number: str, journal: str, identity: str
) -> None:
    """The identity tells them apart; what a bookkeeper sees is as it was written."""
    first = replace(MARCH[0], number=number)
    made = booked(tmp_path, document((first,), journal=journal))
    meta = made.transactions[0].meta
    assert meta["kilde"] == identity
    assert meta["bilag"] == f"nordvik-{journal}-{number}"


def test_the_class_before_the_art_is_asked_about(tmp_path: Path) -> None:
    text = document((MARCH[1],)).replace(">010<", ">17101<")
    assert "AccountID: Fant «17101». Kodene i filen kan leses på to måter" in refused(
        tmp_path, text
    )
    own = OWN.replace("host: nordvik}", "host: nordvik, art_form: class_art}")
    posted = booked(tmp_path, text, own).transactions[0].postings[0]
    assert posted.account == "Income:IKT:Ansvar-153:Kostnadsreduksjon"
