"""The page Attestasjon: who sees it, and the one click that is written."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from werkzeug.test import TestResponse

from attested_books import CABLE
from attested_books import SERVER
from attested_books import books
from attested_books import digests
from attested_books import line
from attested_books import objected
from fellesbok.agreement.person_names import normalised
from fellesbok.books import load_books
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import Reader as SignIn
from fellesbok.web.access.sign_in import ReadersFile
from fellesbok.web.approvals import page
from full_disk import assert_whole_or_not_at_all
from pagebook import Reader
from pagebook import reader_of
from pagebook import with_pages
from readers import HASH
from readers import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from werkzeug.test import TestResponse

    from claimbook import Folder

PAGE = "Attestasjon"
TABLE = "Attestasjon og anvisning"
SIGNERS = ("IKT-leder", "Rådmann", "Økonomileder")
OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "nb"}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "today", lambda: date(2018, 5, 2))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = books(tmp_path, SERVER, CABLE)
    with_pages(tmp_path / "ledger" / "main.beancount")
    return found


def as_(folder: Folder, name: str, *, edit: bool = True) -> Reader:
    """Somebody who has signed in: one who keeps the books, or the municipality."""
    names = {normalised(who): SignIn(who, None, HASH) for who in SIGNERS}
    names["midvik"] = SignIn("midvik", "midvik", HASH)
    known = ReadersFile(names, {}, None)
    main = folder.path / "ledger" / "main.beancount"
    app = application(main, edit=edit, access=Access(lambda: known))
    return Reader(app, signed_in(app, name))


def click(reader: Reader, value: str, **more: str) -> TestResponse:
    return reader.client.post(
        f"/{reader.slug}/extension/{PAGE}/attester?time=2018",
        data={"bilag": value, **more},
        headers=OURS,
    )


def written(folder: Folder) -> list[str]:
    """Each attestation in the books, which have no faults."""
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert not loaded.errors
    return [
        " ".join(
            [str(e.date), *(v.value for v in e.values), e.meta["av"], e.meta["sum"]]
        )
        for e in loaded.entries
        if isinstance(e, data.Custom) and e.type == "attestasjon"
    ]


def test_the_page_shows_what_each_voucher_has_and_lacks(folder: Folder) -> None:
    folder.add(line(folder, "B-2", "attestert", "IKT-leder"))
    shown = as_(folder, "Rådmann", edit=False).page(PAGE, time=2018)
    found = shown.table(TABLE)
    assert [*found] == ["B-1", "B-2"]
    assert found["B-1"]["Mangler"] == "ikke attestert; ikke anvist"
    assert found["B-2"]["Attestert av"].startswith("IKT-leder")
    assert found["B-2"]["Mangler"] == ""
    assert "<button" not in shown.text.partition('<table class="fb-table"')[2]


def test_the_page_marks_what_is_objected_to(tmp_path: Path) -> None:
    folder = objected(tmp_path)
    with_pages(tmp_path / "ledger" / "main.beancount")
    found = as_(folder, "Rådmann").page(PAGE, time=2018).table(TABLE)
    marked = "2018-midvik-1: åpen; 2018-sorvik-1: opprettholdt 30.12.2018"
    assert found["B-1"]["Innsigelse"] == marked
    assert found["B-2"]["Innsigelse"] == ""


def test_the_page_tells_what_lacks_in_years_that_the_settlement_takes_along(
    folder: Folder,
) -> None:
    """2018 is not claimed, so 2019 will ask for it: B-1 and B-2 lack something."""
    told = "avregningen for 2019 hviler også på bilag fra år før som ikke er krevd"
    folder.add(CABLE.replace("B-2", "C-1").replace("2018-04-02", "2019-04-02"))
    reader = as_(folder, "Rådmann", edit=False)
    assert (
        f"{told}, og som mangler noe: B-1, B-2." in reader.page(PAGE, time=2019).words
    )
    assert told not in reader.page(PAGE, time=2018).words


def test_one_click_writes_it_with_the_digest_of_the_voucher(folder: Folder) -> None:
    reader = as_(folder, "IKT-leder")
    digest = digests(folder)["B-1"]
    shown = reader.page(PAGE, time=2018)
    assert f'name="bilag" value="attestert:{digest}"' in shown.text
    assert "Du attesterer og anviser som IKT-leder." in shown.words
    done = click(reader, f"attestert:{digest}")
    assert done.status_code == 303
    assert written(folder) == [f"2018-05-02 B-1 attestert IKT-leder {digest}"]
    row = reader.page(PAGE, time=2018).table(TABLE)["B-1"]
    assert row["Mangler"] == "ikke anvist"
    done = click(as_(folder, "Rådmann"), f"anvist:{digest}")
    assert done.status_code == 303
    assert written(folder)[1:] == [f"2018-05-02 B-1 anvist Rådmann {digest}"]


def test_one_click_holds_the_invoice_as_it_was_shown(folder: Folder) -> None:
    """One that was swapped since the page was shown is not signed."""
    main = folder.path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    named = text.replace('bilag: "B-2"', 'bilag: "B-2"\n  document: "faktura.pdf"')
    main.write_text(named, "utf-8")
    invoice = folder.path / "ledger" / "faktura.pdf"
    invoice.write_bytes(b"%PDF-1.7 Kabler")
    digest = digests(folder)["B-2"]

    def shown() -> str:
        page = as_(folder, "IKT-leder").page(PAGE, time=2018).text
        return page.partition(f"attestert:{digest}")[2].partition('"')[0]

    before = shown()
    invoice.write_bytes(b"%PDF-1.7 Kaffe")
    done = click(as_(folder, "IKT-leder"), f"attestert:{digest}{before}")
    assert done.status_code == 409
    assert "Bøkene er endret siden bilaget ble vist" in done.text
    assert not written(folder)
    done = click(as_(folder, "IKT-leder"), f"attestert:{digest}{shown()}")
    assert done.status_code == 303
    file = next((folder.path / "ledger" / "attestert").glob("*.beancount"))
    content = sha256(b"%PDF-1.7 Kaffe").hexdigest()
    line = f'  bilagsdokument: "faktura.pdf sha256:{content}"\n'
    assert line in file.read_text("utf-8")
    assert (
        as_(folder, "Rådmann").page(PAGE, time=2018).table(TABLE)["B-2"]["Mangler"]
        == ""
    )


def test_a_page_that_was_shown_before_tells_of_an_invoice_swapped_since(
    folder: Folder,
) -> None:
    """The files of the books are as they were; who reads again must be able to sign."""
    main = folder.path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    named = text.replace('bilag: "B-2"', 'bilag: "B-2"\n  document: "faktura.pdf"')
    main.write_text(named, "utf-8")
    invoice = folder.path / "ledger" / "faktura.pdf"
    digest, reader = digests(folder)["B-2"], as_(folder, "IKT-leder")
    seen = []
    for content in (b"%PDF-1.7 Kabler", b"%PDF-1.7 Kaffe"):
        invoice.write_bytes(content)
        text = reader.page(PAGE, time=2018).text
        seen.append(text.partition(f"attestert:{digest}")[2].partition('"')[0])
    assert seen[0] != seen[1]
    assert click(reader, f"attestert:{digest}{seen[1]}").status_code == 303


def test_what_is_not_attested_yet_has_no_button_that_approves_it(
    folder: Folder,
) -> None:
    reader = as_(folder, "Rådmann")
    digest = digests(folder)["B-1"]
    assert f'value="anvist:{digest}"' not in reader.page(PAGE, time=2018).text
    done = click(reader, f"anvist:{digest}")
    assert done.status_code == 409
    assert "Bilag B-1 er ikke attestert ennå." in done.text
    assert not written(folder)
    folder.add(line(folder, "B-1", "attestert", "IKT-leder"))
    shown = as_(folder, "Rådmann").page(PAGE, time=2018)
    assert f'value="anvist:{digest}"' in shown.text


def test_without_sign_in_who_it_is_is_chosen(folder: Folder) -> None:
    main = folder.path / "ledger" / "main.beancount"
    reader = Reader(application(main, edit=True))
    digest = digests(folder)["B-2"]
    assert "<option>Økonomileder</option>" in reader.page(PAGE, time=2018).text
    done = click(reader, f"attestert:{digest}", person="Økonomileder")
    assert done.status_code == 303
    assert written(folder) == [f"2018-05-02 B-2 attestert Økonomileder {digest}"]


def test_who_has_signed_in_cannot_sign_as_another(folder: Folder) -> None:
    digest = digests(folder)["B-2"]
    click(as_(folder, "IKT-leder"), f"attestert:{digest}", person="Økonomileder")
    assert written(folder) == [f"2018-05-02 B-2 attestert IKT-leder {digest}"]


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        (
            "Rådmann",
            "attestert",
            (
                "Rådmann kan ikke gjøre dette for IKT-samarbeidet. De som kan:"
                " IKT-leder, Økonomileder."
            ),
        ),
        (
            "Økonomileder",
            "anvist",
            (
                "Økonomileder har gjort det ene for bilag B-1 og kan ikke gjøre"
                " det andre også. Det skal være to forskjellige."
            ),
        ),
        ("IKT-leder", "attestert", "Bilag B-1 er gjort ferdig fra før."),
    ],
)
def test_who_may_not_is_refused_in_words(
    folder: Folder, name: str, kind: str, told: str
) -> None:
    folder.add(line(folder, "B-1", "attestert", "Økonomileder"))
    before = folder.files()
    digest = digests(folder)["B-1"]
    done = click(as_(folder, name), f"{kind}:{digest}")
    if name == "Rådmann":
        digest = digests(folder)["B-2"]
        done = click(as_(folder, name), f"{kind}:{digest}")
    assert done.status_code == 409
    assert told in done.text
    assert folder.files() == before


def test_a_voucher_that_was_changed_since_it_was_shown_is_not_attested(
    folder: Folder,
) -> None:
    reader = as_(folder, "IKT-leder")
    digest = digests(folder)["B-1"]
    main = folder.path / "ledger" / "main.beancount"
    main.write_text(main.read_text("utf-8").replace("12000.00", "21000.00"), "utf-8")
    done = click(reader, f"attestert:{digest}")
    assert done.status_code == 409
    assert "Bøkene er endret siden bilaget ble vist, så ingenting er attestert." in (
        done.text
    )
    assert not written(folder)


@pytest.mark.parametrize("value", ["", "attestert", "slettet:0", "anvist:" + "0" * 64])
def test_what_is_sent_and_means_nothing_writes_nothing(
    folder: Folder, value: str
) -> None:
    done = click(as_(folder, "IKT-leder"), value)
    assert done.status_code in {400, 409}
    assert not written(folder)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://other.example"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_site_attests_nothing(folder: Folder, headers: dict[str, str]) -> None:
    reader = as_(folder, "IKT-leder")
    answer = reader.client.post(
        f"/{reader.slug}/extension/{PAGE}/attester?time=2018",
        data={"bilag": f"attestert:{digests(folder)['B-1']}"},
        headers=headers,
    )
    assert answer.status_code == 403
    assert not written(folder)


@pytest.mark.parametrize(("name", "edit"), [("IKT-leder", False), ("midvik", True)])
def test_who_may_not_write_attests_nothing(
    folder: Folder, name: str, *, edit: bool
) -> None:
    """Without --edit nobody writes, and a municipality never does."""
    done = click(as_(folder, name, edit=edit), f"attestert:{digests(folder)['B-1']}")
    assert done.status_code == 403
    assert not written(folder)


def test_a_stranger_is_sent_to_sign_in(folder: Folder) -> None:
    reader = as_(folder, "IKT-leder")
    stranger = reader.app.test_client()
    answer = stranger.post(
        f"/{reader.slug}/extension/{PAGE}/attester?time=2018", headers=OURS
    )
    assert (answer.status_code, answer.location) == (302, "/logg-inn")


def test_a_municipality_does_not_see_the_attestations(folder: Folder) -> None:
    folder.add(line(folder, "B-2", "attestert", "IKT-leder"))
    shown = as_(folder, "midvik").page(PAGE, time=2018)
    assert "Attestasjoner vises bare for den som fører bøkene." in shown.words
    assert "IKT-leder" not in shown.text


def test_plain_fava_shows_it_and_writes_nothing(folder: Folder) -> None:
    main = folder.path / "ledger" / "main.beancount"
    reader = reader_of(main)
    assert "B-1" in reader.page(PAGE, time=2018).table(TABLE)
    assert click(reader, f"attestert:{digests(folder)['B-1']}").status_code == 403


def test_a_full_disk_leaves_the_books_as_they_were_or_as_they_shall_be(
    tmp_path: Path,
) -> None:
    def begun(where: Path) -> tuple[Folder, Callable[[], TestResponse]]:
        where.mkdir()
        folder = books(where, SERVER, CABLE)
        with_pages(folder.path / "ledger" / "main.beancount")
        reader = as_(folder, "IKT-leder")
        asked = f"attestert:{digests(folder)['B-1']}"
        return folder, lambda: click(reader, asked)

    assert_whole_or_not_at_all(tmp_path, begun, written)
