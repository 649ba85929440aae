"""An account in the words of the agreements (*konto i klartekst*), for who reads.

What it leads to is still the account by its name in the books.  A text that tells of an
account has it as a value of its own, so that nothing is looked for in prose.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import MEMO
from fellesbok.messages import Text
from fellesbok.tables import Line

if TYPE_CHECKING:
    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.agreement.model import Agreement
    from fellesbok.tables import Cell
    from fellesbok.tables import Table

ROOTS = {
    "Expenses": Text("Kostnad"),
    "Income": Text("Inntekt"),
    "Assets": Text("Eiendel"),
    "Liabilities": Text("Gjeld"),
    "Equity": Text("Egenkapital"),
}
"""What the five kinds of account are called, by Beancount's names for them."""


_ACCOUNT = re.compile(rf"(?:{'|'.join(ROOTS)})(?::[^\W_a-zæøå][^\W_]*(?:-[^\W_]*)*)+")
"""The whole name of an account, as Beancount reads it."""


def in_words(text: str, agreement: Agreement) -> str:
    """A text whose values that are accounts stand in the words of the agreements.

    A text that is the name of an account and nothing else is told in words too.
    """
    if isinstance(text, Text):
        if not text.values:
            return text
        values = {
            name: in_words(value, agreement) if isinstance(value, str) else value
            for name, value in text.values.items()
        }
        return Text(text.template, **values)
    if ":" in text and _ACCOUNT.fullmatch(text):
        return readable_account(text, agreement)
    return text


def readable_account(account: str, agreement: Agreement) -> Text | str:
    """What an account is of: «Fordring: Nordreisa, IKT-samarbeidet»."""
    kinds = _kinds(agreement.accounts)
    parts = account.split(":")
    for length in (2, 1):
        kind = kinds.get(":".join(parts[:length]))
        if kind is not None:
            rest = [_named(part, agreement) for part in parts[length:]]
            if not rest:
                return kind
            return Text("{kind}: {rest}", kind=kind, rest=", ".join(rest))
    return account


def table_in_words(table: Table, agreement: Agreement) -> Table:
    """A table for who reads: what is an account stands in the words of agreements."""

    def said(cell: Cell) -> Cell:
        if isinstance(cell.value, str):
            return replace(cell, value=in_words(cell.value, agreement))
        return cell

    lines = (Line(tuple(map(said, line.cells)), line.role) for line in table.lines)
    return replace(table, lines=tuple(lines))


@cache
def _kinds(words: AccountNames) -> dict[str, Text]:
    """What accounts are called, by how their names begin."""
    return {
        words.receivables: Text("Fordring"),
        words.claims: Text("Krav"),
        words.outlays: Text("Utlegg"),
        words.accrued: Text("Påløpt"),
        words.tax: Text("Merverdiavgift"),
        words.grants: Text("Tilskudd til gode"),
        words.restricted_funds: Text("Bundet fond"),
        words.funds: Text("Fond"),
        words.undecided: Text("Uavklart"),
        words.owed_to_grantor: Text("Skyldig tilskudd"),
        MEMO: Text("Til orientering"),
        **ROOTS,
    }


def _named(part: str, agreement: Agreement) -> str:
    """A cooperation by its title, a payer by its name, else the words as they are."""
    cooperation = agreement.cooperation_by_account.get(part)
    if cooperation is not None:
        return cooperation.title
    return agreement.name_by_account.get(part) or part.replace("-", " ")
