"""Forms of ours in a real browser, which says where a request comes from.

A test client says what it is told to; what a browser says depends on what our pages
have asked of it.
"""

from __future__ import annotations

import threading
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from attested_books import CABLE
from attested_books import SERVER
from attested_books import books
from browser import browser as browser  # noqa: PLC0414 -- a fixture
from fellesbok.books import load_books
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.serving import serve
from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in import ReadersFile
from pagebook import with_pages
from readers import HASH
from readers import WORD

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


LONG = "Felles ordning for oppfolging av kommunale tjenester"
EDGES = "each => each.map(choice => choice.getBoundingClientRect().right)"


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("", ("Virkning", "Attestasjon", "Bilag")),
        ("Nordvik", ("Virkning", "Kommuneoppgave")),
    ],
)
def test_long_names_widen_no_choice_on_a_phone(
    who: str, pages: tuple[str, ...], browser: Browser, tmp_path: Path
) -> None:
    """Payers, cooperations, proposals and those who sign, wherever one is chosen."""
    (tmp_path / "bok").mkdir()
    folder = books(tmp_path / "bok", SERVER, CABLE)
    agreements = folder.path / "allocation_rules.yaml"
    text = agreements.read_text(encoding="utf-8")
    for name, longer in (
        ("name: Nordvik", f"name: Nordvik {LONG}\n    account: Nordvik"),
        ("title: IKT", f"title: IKT {LONG}"),
        ("Økonomileder]", f"Økonomileder {LONG}]"),
    ):
        assert name in text
        text = text.replace(name, longer)
    agreements.write_text(text, encoding="utf-8")
    (folder.path / "forslag").mkdir()
    (folder.path / "forslag" / f"{LONG}.yaml").write_text("region: Vika\n")
    (tmp_path / "inn").mkdir()
    known = ReadersFile({"nordvik": Reader("Nordvik", "nordvik", HASH)}, {}, None)
    app = application(
        with_pages(folder.path / "ledger" / "main.beancount"),
        edit=True,
        access=Access((lambda: known) if who else None),
        objections=tmp_path / "inn" if who else None,
    )
    ready: Queue[str] = Queue()
    options = {"host": "127.0.0.1", "port": 0, "ready": ready.put, "edit": True}
    threading.Thread(target=serve, args=(app,), kwargs=options, daemon=True).start()
    address = ready.get(timeout=60)
    context = browser.new_context(
        locale="nb-NO", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    if who:
        page.goto(f"{address}logg-inn")
        page.fill("#name", "nordvik")
        page.fill("#password", WORD)
        page.get_by_role("button", name="Logg inn").click()
    else:
        page.goto(address)
    page.wait_for_selector("article")
    slug = page.url.split("/")[3]
    for name in pages:
        page.goto(f"{address}{slug}/extension/{name}/")
        page.wait_for_selector("article select", state="attached")
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        edges = page.locator("article select").evaluate_all(EDGES)
        assert edges, name
        assert max(edges) <= 390, name
    context.close()


def test_somebody_signs_in_attests_and_signs_out(
    browser: Browser, tmp_path: Path
) -> None:
    books(tmp_path, SERVER, CABLE)
    main = with_pages(tmp_path / "ledger" / "main.beancount")
    known = ReadersFile({"ikt-leder": Reader("IKT-leder", None, HASH)}, {}, None)
    app = application(main, edit=True, access=Access(lambda: known))
    ready: Queue[str] = Queue()
    options = {"host": "127.0.0.1", "port": 0, "ready": ready.put, "edit": True}
    threading.Thread(target=serve, args=(app,), kwargs=options, daemon=True).start()
    address = ready.get(timeout=60)
    context = browser.new_context(locale="nb-NO")
    page = context.new_page()
    page.goto(f"{address}logg-inn")
    page.fill("#name", "IKT-leder")
    page.fill("#password", WORD)
    page.get_by_role("button", name="Logg inn").click()
    page.wait_for_selector("aside")
    page.get_by_role("link", name="Attestasjon").first.click()
    row = page.locator("tr", has_text="B-2")
    row.get_by_role("button", name="Attester").click()
    page.get_by_text("1 av 2 bilag har det avtalen krever").wait_for()
    page.get_by_role("button", name="Logg ut").click()
    page.locator("#password").wait_for()
    context.close()
    written = [
        (entry.meta["av"], entry.meta["sum"])
        for entry in load_books(main).entries
        if "sum" in entry.meta
    ]
    assert [who for who, _ in written] == ["IKT-leder"]


def test_a_voucher_is_written_by_keyboard_on_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    books(tmp_path, SERVER, CABLE)
    main = with_pages(tmp_path / "ledger" / "main.beancount")
    (tmp_path / "kvittering.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    app = application(main, edit=True)
    ready: Queue[str] = Queue()
    options = {"host": "127.0.0.1", "port": 0, "ready": ready.put, "edit": True}
    threading.Thread(target=serve, args=(app,), kwargs=options, daemon=True).start()
    context = browser.new_context(
        locale="nb-NO", viewport={"width": 390, "height": 844}, color_scheme="dark"
    )
    page = context.new_page()
    address = ready.get(timeout=60)
    page.goto(address)
    page.wait_for_selector("article")
    page.goto(f"{address}{page.url.split('/')[3]}/extension/Bilag/")
    page.fill("#fb-dato", "2018-06-01")
    page.fill("#fb-tekst", "Kabel")
    page.select_option("#fb-konto", "Expenses:IKT")
    page.select_option("#fb-betalt", "Assets:Bank")
    page.set_input_files("#fb-dokument", tmp_path / "kvittering.pdf")
    page.fill("#fb-beloep", "10,00")
    page.keyboard.press("Enter")
    page.get_by_text("Slik vil det stå").wait_for()
    wide = "document.querySelector('article').scrollWidth <= window.innerWidth"
    assert page.evaluate(wide)
    page.get_by_role("button", name="Skriv i bøkene").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Bilaget er skrevet i bøkene").wait_for()
    assert "ERROR" not in page.locator("header").inner_text()
    context.close()
    found = [e for e in load_books(main).entries if "skrevet" in e.meta["filename"]]
    assert len(found) == 2
