"""Fava's view of the books for one reader is of the files as they were loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from readers import signed_in
from readers import with_sign_in
from viewed_books import main as main  # noqa: PLC0414 -- a fixture
from viewed_books import until

if TYPE_CHECKING:
    from pathlib import Path


def test_a_document_is_what_lay_there_when_the_books_were_loaded(
    tmp_path: Path,
) -> None:
    """What takes its place may be another's, for as long as the books have errors."""
    document = tmp_path / "ledger" / "faktura.txt"
    document.parent.mkdir()
    document.write_text("egen", "utf-8")
    head = 'option "title" "Vika"\noption "operating_currency" "NOK"\n'
    named = '2018-03-01 document Expenses:IKT "faktura.txt"\n'
    Folder(tmp_path).write(rules(), chart(), head, cost("2018-03-01", "10.00"), named)
    main = tmp_path / "ledger" / "main.beancount"
    app = with_sign_in(main, slugs=["midvik"])
    views, client = app.config["LEDGERS"], signed_in(app, "midvik")

    def read() -> tuple[int, str]:
        with client.get(f"/vika/document/?filename={document}") as answer:
            return answer.status_code, answer.get_data(as_text=True)

    assert read() == (200, "egen")
    good = main.read_bytes()
    main.write_bytes(good + b"\n2018-05-01 * feil\n")
    until(lambda: read()[0] == 200 and views._shown.given.stale)
    document.write_text("HEMMELIG", "utf-8")
    status, text = read()
    assert status == 409
    assert "HEMMELIG" not in text
    main.write_bytes(good)
    until(lambda: read() == (200, "HEMMELIG"))
