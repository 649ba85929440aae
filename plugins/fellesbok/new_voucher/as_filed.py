"""A voucher that was written field by field, as the transaction that is filed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.filing.listing import Listing
from fellesbok.filing.writing import DOCUMENT
from fellesbok.filing.writing import Filing
from fellesbok.filing.writing import text_of_filing
from fellesbok.messages import Text

if TYPE_CHECKING:
    from fellesbok.entries.records import Entry
    from fellesbok.filing.folder import Books
    from fellesbok.filing.writing import Paper
    from fellesbok.new_voucher.fields import Written

VOUCHERS = Listing(
    "skrevet",
    "; Bilag som er skrevet på siden Bilag. Skrives av «fellesbok serve --edit».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så bilaget er ikke skrevet. Prøv igjen"
        " når de er ferdige."
    ),
    Text(
        "Bøkene er endret siden bilaget ble vist, så det er ikke skrevet. Vis det på"
        " nytt."
    ),
    is_whole=False,
)


def filing_of(written: Written, paper: Paper | None, books: Books) -> Filing:
    """What is put into the books, and its document with it."""
    papers = () if paper is None else (replace(paper, account=written.cost),)
    entry = transaction(written, papers[0].name if papers else "", books)
    source = f"{VOUCHER}-{written.number}"
    return Filing(books, papers, written.day, source, (entry,), VOUCHERS)


def transaction(written: Written, document: str, books: Books) -> Entry:
    """The voucher: the cost, and who paid it."""
    meta = {VOUCHER: written.number, **({DOCUMENT: document} if document else {})}
    accounts = written.cost, written.paid_by
    return drafting.voucher(
        drafting.at("<bilag>", 0, meta),
        written.day,
        written.payee or None,
        written.words,
        drafting.moved(*accounts, written.amount, books.agreement.currency),
    )


def tried(filing: Filing) -> tuple[str, str, tuple[Any, ...]]:
    """What will be written: the file, its text, and the voucher as it is read there.

    The document is not there yet, so the voucher is tried without the way to it.
    """
    name, text = text_of_filing(filing)
    entries, _, _ = parser.parse_string(text, report_filename=name)
    without = tuple(
        e._replace(meta={k: v for k, v in e.meta.items() if k != DOCUMENT})
        for e in transactions(entries)
    )
    return name, text, without
