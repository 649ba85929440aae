"""A document comes into the books whole or not at all, whatever happens on the way."""

from __future__ import annotations

import os
import threading
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data

from faulty import Counting
from faulty import full
from faulty import kill
from faulty import nothing
from faulty import some
from fellesbok.filing import disk
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.folder import find_main
from fellesbok.filing.folder import load
from fellesbok.filing.writing import document_name
from fellesbok.filing.writing import recover
from fellesbok.filing.writing import write
from fellesbok.messages import Text
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import filing
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.intake.taking_in import preview
from fellesbok_importers.vouchers.from_table import Booked
from fellesbok_importers.vouchers.from_table import VoucherImporter
from intake_books import MARCH
from intake_books import document
from intake_books import folders
from intake_books import make_books
from intake_previews import previewed
from intake_previews import read_in
from places import tree
from systems import needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fellesbok.filing.writing import Filing
    from fellesbok_importers.intake.taking_in import Preview


def vouchers(main: Path) -> list[Any]:
    """The vouchers of the books, which must be without faults."""
    entries, errors, _ = loader.load_file(str(main))
    assert not [error.message for error in errors]
    return [e for e in entries if isinstance(e, data.Transaction) and "bilag" in e.meta]


def test_vouchers_their_document_and_a_link_come_in(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    found = read_in(main, path)
    assert found.totals == {"IKT-samarbeidet": Decimal("46250.50")}
    assert found.control is not None
    assert (found.control.rows, found.control.debit) == (3, Decimal("46250.50"))
    booked = vouchers(main)
    assert [e.meta["bilag"] for e in booked] == ["nordvik-1", "nordvik-2"]
    for entry in booked:
        there = (tmp_path / "ledger" / "innlest" / entry.meta["document"]).resolve()
        assert there.read_bytes() == path.read_bytes()
    entries, _, _ = loader.load_file(str(main))
    filed = [e for e in entries if isinstance(e, data.Document)]
    assert [(e.account, e.filename.rpartition("/")[2]) for e in filed] == [
        ("Liabilities:Utlegg:Nordvik", "2018-03-20.mars.csv")
    ]


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    read_in(main, path)
    before = tree(tmp_path)
    again = read_in(main, path)
    assert (len(again.known), again.entries) == (2, ())
    assert tree(tmp_path) == before


def test_two_equal_vouchers_with_numbers_of_their_own_are_two(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    read_in(main, document(tmp_path, "1;1.3.2018;190;155;120;;Leie;500,00\n"))
    rows = "1;1.3.2018;190;155;120;;Leie;500,00\n2;1.3.2018;190;155;120;;Leie;500,00\n"
    found = read_in(main, document(tmp_path, rows))
    assert (len(found.known), len(found.new)) == (1, 1)
    assert len(vouchers(main)) == 2


def test_a_changed_voucher_is_reversed_and_booked_anew_each_time(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    read_in(main, document(tmp_path))
    first = (tmp_path / "ledger" / "innlest").glob("*")
    kept = {path: path.read_bytes() for path in first}
    for number, amount in enumerate(("46 000,50", "47 000,50"), start=2):
        found = read_in(main, document(tmp_path, MARCH.replace("45 000,50", amount)))
        assert (len(found.changes), len(found.known), len(found.new)) == (1, 1, 0)
        assert "nordvik-2" in " ".join(found.findings)
        numbers = [e.meta["bilag"] for e in vouchers(main)]
        assert numbers.count(f"nordvik-2-v{number}") == 1
    total = sum(
        posting.units.number
        for entry in vouchers(main)
        for posting in entry.postings
        if posting.account == "Expenses:IKT:Ansvar-153"
    )
    assert total == Decimal("47000.50")
    for path, content in kept.items():
        assert path.read_bytes() == content, "what is booked is never overwritten"
    before = tree(tmp_path)
    read_in(main, tmp_path / "mars.csv")
    assert tree(tmp_path) == before


def test_a_better_text_in_the_books_makes_no_other_voucher(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    read_in(main, path)
    for file in (tmp_path / "ledger" / "innlest").glob("*.beancount"):
        text = file.read_text(encoding="utf-8").replace("Lønn", "Lønn, felles stilling")
        file.write_text(text, encoding="utf-8")
    assert previewed(main, path).entries == ()


def test_what_somebody_decided_about_a_voucher_follows_it(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    read_in(main, document(tmp_path))
    for file in (tmp_path / "ledger" / "innlest").glob("*.beancount"):
        text = file.read_text(encoding="utf-8")
        decided = '  bilag: "nordvik-2"\n  deltakere: "Nordvik, Sørvik"\n'
        file.write_text(text.replace('  bilag: "nordvik-2"\n', decided), "utf-8")
    read_in(main, document(tmp_path, MARCH.replace("45 000,50", "1,00")))
    members = {e.meta["bilag"]: e.meta.get("deltakere") for e in vouchers(main)}
    assert members == {
        "nordvik-1": None,
        "nordvik-2": "Nordvik, Sørvik",
        "nordvik-2-reversert": "Nordvik, Sørvik",
        "nordvik-2-v2": "Nordvik, Sørvik",
    }


def test_gaps_and_vouchers_that_have_gone_are_told(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    (tmp_path / "profiles" / "nordvik.yaml").write_text(
        "like: art-ansvar-funksjon\n"
        "booking: {source: nordvik, host: nordvik, vouchers: balanced}\n",
        encoding="utf-8",
    )
    row = "{0};1.3.2018;190;155;120;;Leie;500,00\n{0};1.3.2018;200;;120;;Bank;-500,00\n"
    rows = "".join(row.format(number) for number in (1, 2, 5, 9))
    findings = read_in(main, document(tmp_path, rows)).findings
    assert findings == (
        "Serie «» i 2018 mangler bilag 3 til 4.",
        "Serie «» i 2018 mangler bilag 6 til 8.",
    )
    rows = "".join(row.format(number) for number in (1, 2, 9))
    said = previewed(main, document(tmp_path, rows)).findings
    assert (
        "Bilag nordvik-5 av 01.03.2018 står i bøkene, men ikke lenger i filen." in said
    )


def whole_series(main: Path) -> Callable[..., Preview]:
    """Reads exports of whole vouchers; those ``alone`` are not the cooperations'."""
    (main.parent.parent / "profiles" / "nordvik.yaml").write_text(
        "like: art-ansvar-funksjon\n"
        "booking: {source: nordvik, host: nordvik, vouchers: balanced}\n",
        encoding="utf-8",
    )

    def read(name: str, *numbers: int, alone: tuple[int, ...] = ()) -> Preview:
        other = "{0};1.3.2018;200;;120;;Bank;{1}500,00\n"
        ours = "{0};1.3.2018;190;155;120;;Leie;500,00\n"
        rows = "".join(
            (ours if number in numbers else other).format(number, "")
            + other.format(number, "-")
            for number in sorted({*numbers, *alone})
        )
        return read_in(main, document(main.parent.parent, rows, name))

    return read


def test_a_series_goes_on_from_file_to_file(tmp_path: Path) -> None:
    read = whole_series(make_books(tmp_path))
    assert read("mars.csv", 1, 2).findings == ()
    assert read("april.csv", 3, 6, alone=(4, 5)).findings == (), "4 and 5 are no gap"
    assert read("juni.csv", 9, 10).findings == (
        "Serie «» i 2018 mangler bilag 7 til 8.",
    )
    before = tree(tmp_path)
    assert read("juni.csv", 9, 10).entries == ()
    assert tree(tmp_path) == before
    assert read("mai.csv", 7).findings == ("Serie «» i 2018 mangler bilag 8.",)
    assert read("mai2.csv", 8).findings == ()


def test_a_number_that_was_somebody_elses_is_asked_about(tmp_path: Path) -> None:
    read = whole_series(make_books(tmp_path))
    read("mars.csv", 1, alone=(2,))
    (said,) = read("april.csv", 2, 3).findings
    assert "sto i en tidligere fil" in said


def test_a_number_that_comes_again_on_another_day_is_asked_about(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    read_in(main, document(tmp_path))
    found = previewed(main, document(tmp_path, MARCH.replace("20.3.2018", "4.5.2018")))
    (said,) = found.findings
    assert "hadde datoen 20.03.2018 og har nå 04.05.2018" in said


def test_a_change_of_one_year_leaves_the_same_number_of_another(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    later = MARCH.replace("2018", "2019")
    read_in(main, document(tmp_path))
    read_in(main, document(tmp_path, later, "2019.csv"))
    read_in(main, document(tmp_path, MARCH.replace("45 000,50", "46 000,50")))
    assert previewed(main, document(tmp_path, later, "2019.csv")).entries == ()
    changed = later.replace("45 000,50", "47 000,50")
    (change,) = previewed(main, document(tmp_path, changed, "2019.csv")).changes
    assert change.before.date.year == change.after.date.year == 2019


def test_a_voucher_that_leaves_the_cooperations_is_reversed_and_may_come_back(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    read = whole_series(main)
    read("mars.csv", 1, 2, 3)
    found = read("mars.csv", 1, 3, alone=(2,))
    assert found.findings == (
        "Bilag nordvik-2 har ikke lenger linjer for samarbeidene. Det reverseres.",
    )
    assert [e.meta["bilag"] for e in found.new] == ["nordvik-2-reversert"]
    assert read("mars.csv", 1, 3, alone=(2,)).entries == ()
    assert [e.meta["bilag"] for e in read("mars.csv", 1, 2, 3).new] == ["nordvik-2-v2"]
    assert read("mars.csv", 1, 2, 3).entries == ()
    rents = [p.units.number for e in vouchers(main) for p in e.postings[:1]]
    assert sum(rents) == 3 * 500


def test_an_account_that_is_not_open_is_told_with_the_line_to_add(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    text = main.read_text(encoding="utf-8")
    line = "2018-01-01 open Expenses:IKT:Ansvar-153 NOK\n"
    main.write_text(text.replace(line, ""), encoding="utf-8")
    with pytest.raises(RejectedError, match="2018-01-01 open Expenses:IKT:Ansvar-153"):
        previewed(main, document(tmp_path))


def test_books_that_would_get_new_faults_are_left_as_they_are(tmp_path: Path) -> None:
    """A balance that the vouchers contradict: nothing is written."""
    main = make_books(tmp_path)
    with main.open("a", encoding="utf-8") as file:
        file.write("2018-12-31 balance Expenses:IKT:Ansvar-153 0 NOK\n")
    path = document(tmp_path)
    before = tree(tmp_path)
    with pytest.raises(CannotFileError, match="ingenting er skrevet"):
        read_in(main, path)
    assert tree(tmp_path) == before


def test_books_that_changed_since_the_preview_are_not_written_to(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    books = load(main)
    found = preview(path, identify(path, importers(books)), books)
    with main.open("a", encoding="utf-8") as file:
        file.write("; en ny linje\n")
    before = tree(tmp_path)
    with pytest.raises(CannotFileError, match="endret siden"):
        write(filing(found, books))
    assert tree(tmp_path) == before


def test_a_document_that_is_changed_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is filed would not be what the vouchers were made of."""
    main = make_books(tmp_path)
    path = document(tmp_path)
    real = VoucherImporter.booked

    def booked(importer: VoucherImporter, name: str) -> Booked:
        found = real(importer, name)
        document(tmp_path, MARCH.replace("45 000,50", "46 000,50"))
        return found

    monkeypatch.setattr(VoucherImporter, "booked", booked)
    with pytest.raises(RejectedError, match="Filen ble endret mens den ble lest"):
        previewed(main, path)


def test_only_one_can_read_in_at_a_time(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    before = tree(tmp_path)
    with (
        locked(main.parent, Text("opptatt")),
        pytest.raises(
            CannotFileError,
            match="skriver i bøkene akkurat nå, så ingenting er lest inn",
        ),
    ):
        read_in(main, path)
    assert tree(tmp_path) == before


def test_of_many_at_the_same_moment_one_writes(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    books = load(main)
    found = preview(path, identify(path, importers(books)), books)
    refused = []

    def one() -> None:
        try:
            write(filing(found, books))
        except CannotFileError as error:
            refused.append(error)

    threads = [threading.Thread(target=one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 4
    assert len(vouchers(main)) == 2


def steps_of_an_import(folder: Path) -> int:
    main = make_books(folder)
    books = load(main)
    path = document(folder)
    wanted = filing(preview(path, identify(path, importers(books)), books), books)
    with pytest.MonkeyPatch.context() as patch:
        counting = Counting(patch, nothing, 0)
        write(wanted)
    return counting.calls


@needs("fork")
@pytest.mark.parametrize("earlier", [False, True], ids=["first", "later"])
def test_a_crash_at_any_step_leaves_the_old_books_or_the_new(
    tmp_path: Path, *, earlier: bool
) -> None:
    """Killed before each call of ``os``; the next import finds old or new, and ends."""
    steps = steps_of_an_import(tmp_path / "count")
    assert steps > 20, "the journal, three files, their folders"
    seen = set()
    for at in some(steps):
        folder = tmp_path / f"{earlier}-{at}"
        main = make_books(folder)
        if earlier:
            read_in(main, document(folder, "9;1.2.2018;190;155;120;;Leie;5,00\n"))
        before = len(vouchers(main))
        path = document(folder)
        books = load(main)
        wanted = filing(preview(path, identify(path, importers(books)), books), books)
        child = os.fork()
        if child == 0:
            with pytest.MonkeyPatch.context() as patch:
                Counting(patch, kill, at)
                write(wanted)
            os._exit(0)
        os.waitpid(child, 0)
        found = len(vouchers(main)) - before
        assert found in {0, 2}, f"step {at} left a part"
        seen.add(found)
        read_in(main, path)
        assert len(vouchers(main)) - before == 2
        assert recover(main) is False, f"step {at} left something behind"
        left = [n for n in tree(folder) if disk.BESIDE in n or "kontroll" in n]
        assert not left, f"step {at} left {left}"
        documents = [n for n in tree(folder) if n.startswith("ledger/documents")]
        assert len(documents) == 1 + earlier
    assert seen == {0, 2}


def test_a_disk_that_is_full_at_any_step_leaves_the_books_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = steps_of_an_import(tmp_path / "count")
    refused = tried = 0
    for at in some(steps):
        folder = tmp_path / str(at)
        main = make_books(folder)
        path = document(folder)
        books = load(main)
        wanted = filing(preview(path, identify(path, importers(books)), books), books)
        before, had = tree(folder), folders(folder)
        tried += 1
        with monkeypatch.context() as patch:
            Counting(patch, full, at)
            said = _said(wanted)
        if said is not None:
            refused += 1
            assert "disken er full" in said
            recover(main)  # where the disk was full while it tidied up
            assert tree(folder) == before, f"step {at}"
            assert folders(folder) == had, f"step {at}"
        else:
            assert len(vouchers(main)) == 2
    assert refused > tried / 2


def _said(wanted: Filing) -> str | None:
    """Why nothing was written, or nothing where it was."""
    try:
        write(wanted)
    except CannotFileError as error:
        return error.text
    return None


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("mars.csv", "2018-03-20.mars.csv"),
        ("../../etc/passwd", "2018-03-20.passwd"),
        ("a b;rm -rf.csv", "2018-03-20.a-b-rm--rf.csv"),
        ("…", "2018-03-20.dokument"),
        (".skjult", "2018-03-20.skjult"),
        ("år 2018.csv", "2018-03-20.år-2018.csv"),
    ],
)
def test_a_document_is_filed_under_a_safe_name(
    tmp_path: Path, name: str, filed: str
) -> None:
    assert document_name(str(tmp_path / name), date(2018, 3, 20)) == filed


def test_the_books_are_found_from_below(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    assert find_main(tmp_path) == main.resolve()
    assert find_main(main) == main.resolve()
    assert find_main(tmp_path / "profiles") == main.resolve()


def test_books_without_the_plugin_are_told_so(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    text = main.read_text(encoding="utf-8")
    main.write_text(text.replace("plugin ", "; plugin "), encoding="utf-8")
    with pytest.raises(CannotFileError, match="plugin"):
        load(main)
