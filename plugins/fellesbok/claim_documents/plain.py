"""A claim's paper as CSV: what is embedded where no PDF can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claim_documents.phrases import WORDS
from fellesbok.claim_documents.tax import tax_label
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.csv_file import ungrouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.claim_documents.content import ClaimPaper


def plain(paper: ClaimPaper, language: str) -> bytes:
    """Everything that the printed claim says of the amount, in two columns or four."""
    return csv_text(list(_rows(paper, language))).encode()


def _rows(paper: ClaimPaper, language: str) -> Iterator[list[str]]:
    def word(name: str) -> str:
        return say(WORDS[name], language)

    yield [f"{say(paper.heading, language)} {paper.number}"]
    yield [say(paper.title, language), show(paper.day, language)]
    for line in (*paper.reckoning.lines, *paper.reckoning.background):
        yield [say(line.label, language), ungrouped(line.amount)]
    for tax in paper.taxes if paper.tax_lines else ():
        base = f"{word('tax_of')} {ungrouped(tax.base)}"
        label = f"{say(tax_label(tax), language)} {base}"
        yield [label, ungrouped(tax.amount)]
    for section in (*paper.attachment.derived, *paper.attachment.sections):
        yield [say(section.title, language)]
        for row in section.rows:
            label = say(row.label, language)
            exact = "" if row.amount_ore is None else show(row.amount_ore / 100, "nb")
            yield [label, exact.replace("\xa0", "")] if exact else [label]
    for name, value in paper.made_of.facts:
        yield [say(name, language), say(value, language)]
    if paper.attachment.vouchers:
        yield [word("voucher"), word("day"), word("text"), word("amount")]
    for voucher in paper.attachment.vouchers:
        day = show(voucher.day, language)
        yield [voucher.number, day, voucher.text, ungrouped(voucher.amount)]
