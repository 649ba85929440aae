"""The page Nytt bilag: who may, what is shown first, and what is then in the books."""

from __future__ import annotations

import io
import re
from threading import Event
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse
from werkzeug.test import encode_multipart

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.books import load_books
from fellesbok.compare.one_voucher import try_voucher
from fellesbok.new_voucher.attached_paper import MOST_BYTES
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import Reader as SignIn
from fellesbok.web.access.sign_in import ReadersFile
from fellesbok.web.new_voucher.held import MOST
from fellesbok.web.new_voucher.held import Held
from fellesbok.web.new_voucher.held import Shelf
from full_disk import assert_whole_or_not_at_all
from pagebook import Reader
from pagebook import Shown
from pagebook import reader_of
from pagebook import with_pages
from readers import HASH
from readers import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from werkzeug.test import TestResponse

    from fellesbok.books import Books
    from fellesbok.compare.one_voucher import Tried

PATIENCE_SECONDS = 20
PAGE = "Bilag"
OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "nb"}
PDF = b"%PDF-1.4\n%%EOF\n"
SENT = {
    "dato": "2018-04-01",
    "bilag": "",
    "leverandoer": "Leverandør AS",
    "tekst": "Lisenser",
    "konto": "Expenses:IKT",
    "beloep": "120,00",
    "betalt": "Assets:Bank",
}


def books(path: Path, *more: str) -> Folder:
    numbered = cost("2018-03-01", "600.00").replace(
        '"Kostnad"', '"Kostnad"\n  bilag: "2018-0007"'
    )
    (path / "ledger" / "documents").mkdir(parents=True)
    folder = Folder(path).write(
        rules(), 'option "documents" "documents"\n', chart(), numbered, *more
    )
    with_pages(path / "ledger" / "main.beancount")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return books(tmp_path / "bok")


def alone(folder: Folder, *, edit: bool = True) -> Reader:
    """Who keeps the books, where nobody has to sign in."""
    return Reader(application(folder.path / "ledger/main.beancount", edit=edit))


def as_(folder: Folder, name: str, *, edit: bool = True) -> Reader:
    """Somebody who has signed in: one who keeps the books, or a municipality."""
    names = {who: SignIn(who, None, HASH) for who in ("leder", "vikar")}
    names["midvik"] = SignIn("midvik", "midvik", HASH)
    known = ReadersFile(names, {}, None)
    main = folder.path / "ledger" / "main.beancount"
    app = application(main, edit=edit, access=Access(lambda: known))
    return Reader(app, signed_in(app, name))


def post(
    reader: Reader, endpoint: str, fields: dict[str, Any], **headers: str
) -> TestResponse:
    return reader.client.post(
        f"/{reader.slug}/extension/{PAGE}/{endpoint}",
        data=fields,
        headers={**OURS, **headers},
    )


def shown(reader: Reader, **changed: object) -> Shown:
    done = post(reader, "vis", {**SENT, **changed})
    return Shown(done.status_code, done.get_data(as_text=True))


def token(page: Shown, name: str = "vist") -> str:
    found = re.search(f'name="{name}" value="([^"]+)"', page.text)
    assert found, page.words
    return found[1]


def paper(name: str = "faktura.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def written(folder: Folder) -> list[data.Transaction]:
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert not loaded.errors, loaded.errors
    return [
        e
        for e in loaded.entries
        if isinstance(e, data.Transaction) and "skrevet" in e.meta["filename"]
    ]


def test_a_voucher_is_shown_and_then_written_as_it_was_shown(folder: Folder) -> None:
    reader, before = alone(folder), folder.files()

    page = shown(reader, dokument=paper())

    assert page.status == 200
    assert folder.files() == before, "nothing is written by looking"
    assert "Slik vil det stå" in page.words
    text = page.tree.xpath("//pre")[0].text
    assert 'bilag: "2018-0008"' in text
    row = page.table("Virkning")
    assert row, page.words
    done = post(reader, "skriv", {"vist": token(page)})
    assert done.status_code == 303
    assert done.location.endswith("/extension/Bilag/?skrevet=2018-0008")
    [entry] = written(folder)
    [path] = (folder.path / "ledger" / "skrevet").glob("*.beancount")
    assert path.read_text() == text
    assert str(path.relative_to(folder.path)) in page.words
    assert (entry.payee, entry.narration) == ("Leverandør AS", "Lisenser")
    [document] = (folder.path / "ledger" / "documents").rglob("*.pdf")
    assert document.read_bytes() == PDF
    after = reader.client.get(done.location, headers=OURS).get_data(as_text=True)
    assert "Bilaget er skrevet i bøkene, med nummer" in after


def test_what_has_been_written_is_not_written_again(folder: Folder) -> None:
    reader = alone(folder)
    sent = {"vist": token(shown(reader))}

    assert post(reader, "skriv", sent).status_code == 303
    again = post(reader, "skriv", sent)

    assert again.status_code == 409
    assert "Bilaget er skrevet allerede" in again.get_data(as_text=True)
    assert len(written(folder)) == 1


def test_books_that_were_changed_meanwhile_are_not_written_in(folder: Folder) -> None:
    reader = alone(folder)
    page = shown(reader)
    folder.add(cost("2018-05-01", "1.00"))
    before = folder.files()

    done = post(reader, "skriv", {"vist": token(page)})

    assert done.status_code == 409
    assert "Bøkene er endret siden bilaget ble vist" in done.get_data(as_text=True)
    assert folder.files() == before


def test_every_fault_stands_at_its_field_and_the_document_is_kept(
    folder: Folder,
) -> None:
    reader = alone(folder)

    page = shown(reader, beloep="12.500", tekst="", dokument=paper("kvittering.pdf"))

    assert "kan leses på to måter" in page.words
    assert "Skriv hva bilaget gjelder." in page.words
    assert len(page.tree.xpath("//*[@aria-invalid]")) == 2
    assert 'name="vist"' not in page.text
    assert 'value="Leverandør AS"' in page.text
    held = {"holdt": token(page, "holdt")}
    assert "kvittering.pdf" in shown(reader, **held).words
    without = shown(reader, **held, uten="1")
    assert "kvittering.pdf" not in without.words


def test_a_number_that_is_taken_is_refused(folder: Folder) -> None:
    page = shown(alone(folder), bilag="2018-0007")

    assert "har bilagsnummer 2018-0007 fra før" in page.words
    assert 'name="vist"' not in page.text


def test_what_check_would_say_is_said_with_file_and_line(tmp_path: Path) -> None:
    """An assertion that the voucher would break, and an account that opens later."""
    folder = books(
        tmp_path / "bok",
        "2018-06-01 open Expenses:IKT:Sen NOK\n",
        "2018-12-31 balance Assets:Bank -600.00 NOK\n",
    )
    reader = alone(folder)

    page = shown(reader, konto="Expenses:IKT:Sen")

    assert "Bøkene ville fått feil" in page.words
    assert "Saldoen stemmer ikke: Eiendel: Bank skal være -600,00 kr" in page.words
    assert re.search(r"main\.beancount:\d+: Saldoen", page.words)
    assert re.search(
        r"\.beancount:\d+: Kontoen Kostnad: IKT-samarbeidet, Sen", page.words
    )
    assert 'name="vist"' not in page.text
    assert not (folder.path / "ledger" / "skrevet").exists()


@pytest.mark.parametrize(
    "words",
    ['"', "\\", '\\"', "a\r2018-01-01 open Assets:Ny", "b\n2018-01-01 open Assets:Ny"],
)
def test_what_is_written_in_a_field_is_a_text_and_nothing_else(
    folder: Folder, words: str
) -> None:
    reader = alone(folder)

    page = shown(reader, tekst=words, leverandoer=words)
    post(reader, "skriv", {"vist": token(page)})

    [entry] = written(folder)
    assert entry.narration == entry.payee == " ".join(words.split())
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    opened = {e.account for e in loaded.entries if isinstance(e, data.Open)}
    assert "Assets:Ny" not in opened


def test_markup_is_shown_as_it_is_written(folder: Folder) -> None:
    page = shown(alone(folder), tekst="<script>alert(1)</script>", bilag="<b>1")

    assert "<script>alert" not in page.text
    assert "<b>1" not in page.text


def test_a_message_of_a_voucher_that_is_not_there_is_not_shown(folder: Folder) -> None:
    page = alone(folder).page(PAGE, skrevet="ring 22 22 22 22")

    assert page.status == 200
    assert "22 22 22" not in page.words


@pytest.mark.parametrize("endpoint", ["vis", "skriv"])
def test_who_reads_a_part_of_the_books_is_refused(
    folder: Folder, endpoint: str
) -> None:
    reader = as_(folder, "midvik")

    assert post(reader, endpoint, dict(SENT)).status_code == 403
    for form in ("", "csv", "xlsx", "pdf"):
        address = f"/{reader.slug}/extension/{PAGE}/{form}"
        assert reader.client.get(address, headers=OURS).status_code == 403, form


@pytest.mark.parametrize("endpoint", ["vis", "skriv"])
def test_books_that_are_open_for_reading_are_not_written_in(
    folder: Folder, endpoint: str
) -> None:
    reader = as_(folder, "leder", edit=False)

    assert post(reader, endpoint, dict(SENT)).status_code == 403
    page = reader.page(PAGE)
    assert "fellesbok serve --edit" in page.words
    assert "<form" not in page.text.partition("<h1")[2]


def test_plain_fava_writes_nothing(folder: Folder) -> None:
    reader = reader_of(folder.path / "ledger" / "main.beancount")

    assert "fellesbok serve --edit" in reader.page(PAGE).words
    assert post(reader, "vis", dict(SENT)).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://andre.example"},
        {"Host": "andre.example"},
    ],
)
def test_another_page_writes_nothing(folder: Folder, headers: dict[str, str]) -> None:
    reader = alone(folder)
    sent = {"vist": token(shown(reader))}

    assert post(reader, "skriv", sent, **headers).status_code in {403, 421}
    assert post(reader, "vis", dict(SENT), **headers).status_code in {403, 421}
    assert not written(folder)


def test_a_request_that_says_nothing_of_where_it_is_from_is_refused(
    folder: Folder,
) -> None:
    reader = alone(folder)
    sent = {"vist": token(shown(reader))}

    done = reader.client.post(f"/{reader.slug}/extension/{PAGE}/skriv", data=sent)

    assert done.status_code == 403


def test_one_reader_writes_nothing_that_another_was_shown(folder: Folder) -> None:
    first = as_(folder, "leder")
    second = Reader(first.app, signed_in(first.app, "vikar"))
    sent = {"vist": token(shown(first))}

    assert post(second, "skriv", sent).status_code == 409
    assert not written(folder)
    assert post(first, "skriv", sent).status_code == 303


@pytest.mark.parametrize("sent", [{}, {"vist": ""}, {"vist": "x" * 5000}])
def test_a_number_that_was_never_given_writes_nothing(
    folder: Folder, sent: dict[str, str]
) -> None:
    assert post(alone(folder), "skriv", sent).status_code == 409
    assert not written(folder)


def test_what_is_too_large_is_refused_in_words(folder: Folder) -> None:
    reader = alone(folder)

    for size, status in ((MOST_BYTES + 300_000, 413), (MOST_BYTES + 1, 200)):
        sent = {**SENT, "dokument": FileStorage(*paper(content=b"0" * size))}
        boundary, body = encode_multipart(sent)  # the client leaves a file open
        done = reader.client.post(
            f"/{reader.slug}/extension/{PAGE}/vis",
            data=body,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers=OURS,
        )

        assert done.status_code == status
        assert "Filen er for stor: høyst 10 MB." in done.get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.html", b"<script>"), ("a.exe", b"MZ"), ("a.pdf", b""), ("b.svg", b"<svg/>")],
)
def test_a_document_that_is_none_is_refused(
    folder: Folder, name: str, content: bytes
) -> None:
    page = shown(alone(folder), dokument=paper(name, content))

    assert 'id="fb-dokument-feil"' in page.text
    assert 'name="vist"' not in page.text


def test_a_document_is_filed_by_no_name_that_leads_elsewhere(folder: Folder) -> None:
    reader, before = alone(folder), set(folder.files())

    page = shown(reader, dokument=paper("../../../ledger/main.beancount"))
    post(reader, "skriv", {"vist": token(page)})

    new = sorted(set(folder.files()) - before)
    assert [name.startswith("ledger/documents/Expenses/IKT/") for name in new] == [
        True,
        False,
        False,
    ]
    assert len(written(folder)) == 1


def test_fava_that_fetches_the_shown_voucher_anew_gets_empty_fields(
    folder: Folder,
) -> None:
    reader = alone(folder)

    done = reader.client.get(f"/{reader.slug}/extension/{PAGE}/vis", headers=OURS)

    assert done.status_code == 303
    assert done.location.endswith(f"/extension/{PAGE}/")


def test_what_is_held_is_bounded() -> None:
    shelf = Shelf()

    tokens = [shelf.put(Held("leder", None)) for _ in range(MOST + 5)]

    assert len(set(tokens)) == len(tokens)
    assert [shelf.find(each, "leder") is None for each in tokens[:6]] == [
        *[True] * 5,
        False,
    ]
    assert shelf.find(tokens[-1], "vikar") is None


def test_a_full_disk_leaves_the_books_as_they_were_or_as_they_shall_be(
    tmp_path: Path,
) -> None:
    def begun(where: Path) -> tuple[Folder, Callable[[], TestResponse]]:
        folder = books(where)
        reader = alone(folder)
        sent = {"vist": token(shown(reader, dokument=paper()))}
        return folder, lambda: post(reader, "skriv", sent)

    assert_whole_or_not_at_all(tmp_path, begun, written)


def test_who_looks_at_a_voucher_holds_up_nobody(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Short and long pages and another's preview are answered while one is tried."""
    done, inside = Event(), Event()

    def slow(before: Books, entries: Any) -> Tried:  # noqa: ANN401 -- as the real one
        if not inside.is_set():
            inside.set()
            assert done.wait(PATIENCE_SECONDS)
        return try_voucher(before, entries)

    monkeypatch.setattr("fellesbok.web.new_voucher.page.try_voucher", slow)
    first = as_(folder, "leder")
    other = Reader(first.app, signed_in(first.app, "vikar"))
    asking = Thread(target=lambda: shown(first))
    asking.start()
    assert inside.wait(PATIENCE_SECONDS)
    answered = [other.page("Oversikt").status, shown(other).status]
    is_tried = asking.is_alive()
    done.set()
    asking.join()
    assert answered == [200, 200]
    assert is_tried
