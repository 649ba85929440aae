"""What somebody writes in the fields of a voucher (*felter*), read, or every fault.

What can be read two ways is a fault that says so; nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.entries.checks import FIRST_YEAR
from fellesbok.entries.checks import LAST_YEAR
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.new_voucher.next_free import next_free
from fellesbok.new_voucher.next_free import taken_by
from fellesbok.unseen import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.new_voucher.offered import Choices

DAY, NUMBER, PAYEE, WORDS = "dato", "bilag", "leverandoer", "tekst"
COST, AMOUNT, PAID_BY, PAPER = "konto", "beloep", "betalt", "dokument"
NAMES = (DAY, NUMBER, PAYEE, WORDS, COST, AMOUNT, PAID_BY)
"""The fields as they are sent, but for the document."""

LONGEST = {NUMBER: 40, PAYEE: 100, WORDS: 200}
_LONGEST_AMOUNT = 30
_AMOUNT = re.compile(r"([-−]?)([0-9]{1,10})(?:[.,]([0-9]{1,2}))?", re.ASCII)
_TWO_WAYS = re.compile(r"[-−]?[0-9]{1,3}([.,][0-9]{3})+([.,][0-9]+)?", re.ASCII)
_GROUPS = re.compile(
    r"[-−]?[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+([.,][0-9]+)?", re.ASCII
)
_SPACE = re.compile(r"[ \u00a0\u202f]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@frozen
class Written:
    """A voucher as it was written, every field read.

    Attributes:
        day: Its date.
        number: Its number, which is free.
        payee: The supplier; may be blank.
        words: What it is for.
        cost: The account of the cost.
        amount: Kroner, negative where money comes back.
        paid_by: The account that it is paid from.
    """

    day: date
    number: str
    payee: str
    words: str
    cost: str
    amount: Decimal
    paid_by: str


class FieldsError(Exception):
    """Some fields cannot be used; ``faults`` says which, and why."""

    def __init__(self, faults: Mapping[str, Text]) -> None:
        """Keep the messages by the name of their field."""
        self.faults = dict(faults)
        super().__init__("; ".join(faults.values()))


def read_fields(
    sent: Mapping[str, str],
    entries: Entries,
    agreement: Agreement,
    offered: Choices,
) -> Written:
    """The voucher that is written.

    Args:
        sent: The fields by name; one that is not there is blank.
        entries: The books, for which numbers are taken.
        agreement: For whose outlays are whose.
        offered: What can be chosen.

    Raises:
        FieldsError: Some cannot be used; holds every fault.
    """
    faults: dict[str, Text] = {}
    day = _day(sent.get(DAY, ""), faults)
    texts = {name: _text(name, sent.get(name, ""), faults) for name in LONGEST}
    number = _number(texts[NUMBER], day, entries, faults)
    if not texts[WORDS] and WORDS not in faults:
        faults[WORDS] = Text("Skriv hva bilaget gjelder.")
    amount = _amount(sent.get(AMOUNT, ""), faults)
    cost, paid_by = sent.get(COST, ""), sent.get(PAID_BY, "")
    if not offered.is_cost(cost):
        faults[COST] = Text("Velg samarbeid og ansvar.")
    if not offered.is_payer(paid_by):
        faults[PAID_BY] = Text("Velg hvem som har betalt.")
    elif COST not in faults:
        _same_cooperation(cost, paid_by, agreement, faults)
    if faults or day is None or amount is None:
        raise FieldsError(faults)
    return Written(day, number, texts[PAYEE], texts[WORDS], cost, amount, paid_by)


def _day(written: str, faults: dict[str, Text]) -> date | None:
    try:
        if _DAY.fullmatch(written.strip()):
            day = date.fromisoformat(written.strip())
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    except ValueError:
        pass
    faults[DAY] = Text("Skriv datoen som år-måned-dag: 2018-12-31.")
    return None


def _text(name: str, written: str, faults: dict[str, Text]) -> str:
    """One line, its spaces made one."""
    found = one_line(written)
    if found is None:
        faults[name] = Text("Her er det tegn som ikke synes. Skriv det på nytt.")
    elif len(found) > LONGEST[name]:
        faults[name] = Text("Skriv høyst {count} tegn.", count=LONGEST[name])
    return found or ""


def _number(
    written: str, day: date | None, entries: Entries, faults: dict[str, Text]
) -> str:
    """The number, or the next one that is free."""
    if day is None or NUMBER in faults:
        return written
    if not written:
        return next_free(entries, day.year)
    taken = taken_by(entries, day.year, written)
    if taken is not None:
        path, line = taken.place
        faults[NUMBER] = Text(
            "{file}:{line} har bilagsnummer {number} fra før. Det neste ledige i {year}"
            " er {free}.",
            file=Path(path).name,
            line=line,
            number=written,
            year=day.year,
            free=next_free(entries, day.year),
        )
    return written


def _amount(written: str, faults: dict[str, Text]) -> Decimal | None:
    """Kroner and øre; three digits after a sign can be thousands or decimals."""
    found = written.strip()
    is_long = len(found) > _LONGEST_AMOUNT
    if not is_long and _TWO_WAYS.fullmatch(found):
        faults[AMOUNT] = Text(
            "«{written}» kan leses på to måter. Skriv beløpet uten skilletegn for"
            " tusen: 12500,00.",
            written=found,
        )
        return None
    plain = _SPACE.sub("", found) if not is_long and _GROUPS.fullmatch(found) else found
    match = None if is_long else _AMOUNT.fullmatch(plain)
    amount = Decimal(f"{match[2]}.{(match[3] or '').ljust(2, '0')}") if match else None
    if match is None or not amount:
        faults[AMOUNT] = Text("Skriv beløpet som kroner og øre: 12500,00.")
        return None
    return -amount if match[1] else amount


def _same_cooperation(
    cost: str, paid_by: str, agreement: Agreement, faults: dict[str, Text]
) -> None:
    """An outlay for one cooperation is no cost of another: claims set it off there."""
    prefix = f"{agreement.accounts.outlays}:"
    if not paid_by.startswith(prefix):
        return
    _, _, component = paid_by.removeprefix(prefix).partition(":")
    known = agreement.cooperation_by_account
    if component in known and cost.split(":")[1] != component:
        faults[PAID_BY] = Text(
            "Utlegget er for {other}, men kostnaden er en annens.",
            other=known[component].title,
        )
