"""What is answered in Fava's place tells a reader no more than it may know."""

from __future__ import annotations

import csv
import hashlib
import io
from http import HTTPStatus
from typing import TYPE_CHECKING
from typing import Any

from asked_pages import asked_by
from asked_pages import reader
from fellesbok.entries.records import vouchers_in
from fellesbok.tables.csv_file import BYTE_ORDER_MARK
from pagebook import SEEN_BOOKS

if TYPE_CHECKING:
    from werkzeug.test import TestResponse


MAIN = str(SEEN_BOOKS / "ledger" / "main.beancount")


def get(who: str, path: str, **asks: str) -> TestResponse:
    of = reader(who)
    return of.client.get(f"/{of.slug}/{path}", query_string=asks)


def told(answer: TestResponse) -> Any:  # noqa: ANN401 -- whatever JSON holds
    return answer.get_json()["data"]


def test_the_options_are_those_that_concern_a_reader() -> None:
    options = told(get("midvik", "api/options"))
    assert set(options["beancount_options"]) == {
        *("title", "operating_currency", "name_assets", "name_liabilities"),
        *("name_equity", "name_income", "name_expenses"),
    }
    assert options["beancount_options"]["title"] == "Vika"
    assert "import-config" not in options["fava_options"]
    assert str(SEEN_BOOKS) not in str(options)


def test_an_answer_is_downloaded_as_exact_text_and_in_no_other_form() -> None:
    query = (
        "SELECT account, sum(number) WHERE account = 'Expenses:IKT' GROUP BY account"
    )
    answer = get("regnskap", "download-query/query_result.csv", query_string=query)
    text = answer.get_data(as_text=True).removeprefix(BYTE_ORDER_MARK)
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1:] == [["Expenses:IKT", "802345,67"]]
    other = get("regnskap", "download-query/query_result.xlsx", query_string=query)
    assert other.status_code == HTTPStatus.BAD_REQUEST
    wrong = get("regnskap", "download-query/query_result.csv", query_string="SELECT")
    assert wrong.status_code == HTTPStatus.BAD_REQUEST


def test_the_journal_of_a_reader_holds_its_own_entries_alone() -> None:
    own = get("midvik", "download-journal/").get_data(as_text=True)
    assert own.startswith('option "title" "Vika - Journal"\n')
    assert "Assets:Krav:Midvik:IKT" in own
    assert "Assets:Krav:Sørvik" not in own
    assert "90000.00 NOK" in own


def test_who_keeps_the_books_reads_their_files_and_others_what_they_may() -> None:
    whole = told(get("regnskap", "api/source", filename=MAIN))
    text = (SEEN_BOOKS / "ledger" / "main.beancount").read_text("utf-8")
    assert whole["source"] == text
    assert whole["sha256sum"] == hashlib.sha256(text.encode()).hexdigest()
    refused = get("midvik", "api/source", filename=MAIN)
    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert refused.get_json()["error"] == "Filen kan ikke leses her."
    elsewhere = get("midvik", "api/source", filename="/etc/passwd")
    assert elsewhere.status_code == HTTPStatus.FORBIDDEN


def test_an_entry_is_shown_to_those_who_may_see_it() -> None:
    """The claim on Sørvik is in nobody else's books."""
    with asked_by("sorvik") as asked:
        claim = next(
            voucher
            for voucher in vouchers_in(asked.all_entries, generated=False)
            if str(voucher.meta.get("krav")) == "nordvik-2018-0003"
        )
        called = asked.links.entry(claim.entry).rpartition("-")[2]
    found = told(get("sorvik", "api/source_slice", entry_hash=called))
    assert "60000.00 NOK" in found["slice"]
    other = get("midvik", "api/source_slice", entry_hash=called)
    assert other.status_code == HTTPStatus.NOT_FOUND
