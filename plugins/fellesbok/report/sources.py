"""Where a figure stands in the books, and what a reader must know of it (*kilder*)."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from heapq import nlargest
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.periods import budget_period
from fellesbok.budgets.tables import STATED_SUM
from fellesbok.claims.written import is_claim
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import KIND
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import days_told
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.messages import Text
from fellesbok.report.contents import Source
from fellesbok.report.contents import SourceGroup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement.model import Cooperation
    from fellesbok.budgets.figures import Line
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Record
    from fellesbok.report.gather import Year

MOST_SOURCES = 12
"""More of a line are counted, not listed: the books themselves list them all."""

PERIOD = "periode"
STATUS = "status"
UNKNOWN_COLUMN = "uavklart"
COLUMN_UNKNOWN = Text("kolonnen er ikke oppgitt")

KINDS: dict[str, str] = {
    CHECK_SUM: STATED_SUM.title,
    LEFT_BLANK: Text("Står blank"),
    KEY_FIGURE: Text("Nøkkeltall"),
    REPORTING: Text("Rapportering"),
}


@dataclass
class Sources:
    """The sources of one cooperation, numbered as they are met."""

    year: Year
    cooperation: Cooperation
    groups: list[SourceGroup]
    count: int = 0

    @property
    def anchor(self) -> str:
        """Where all the cooperation's sources begin."""
        return f"kilder-{self.cooperation.slug}"

    def add_line(self, title: str, lines: Sequence[Line]) -> tuple[str, list[Source]]:
        """The budget and the largest vouchers of a line: their anchor, and each."""
        budgets = [
            (line.budget_line.line, line.budget, line.currency)
            for line in lines
            if line.budget_line is not None
        ]
        posted = [
            (voucher, amount, line.currency)
            for line in lines
            for voucher, amount in line.posted
        ]
        shown = nlargest(
            MOST_SOURCES, posted, key=lambda row: (abs(row[1]), *_order(row[0]))
        )
        shown.sort(key=lambda row: _order(row[0]))
        found = [self._source(*row) for row in budgets]
        found += [self._source(*row) for row in shown]
        return self.add(title, found, len(posted) - len(shown)), found

    def add_declared(self, kind: str, lines: Sequence[Declared]) -> list[Source]:
        """What the source says besides of the cooperation."""
        found = [
            self._source(line, line.amount[0] if line.amount else None, "")
            for line in lines
        ]
        if found:
            self.add(KINDS[kind], found)
        return found

    def add_amounts(
        self,
        title: str,
        amounts: Sequence[tuple[Voucher, Decimal | None]],
        unit: str = "",
    ) -> str:
        """Vouchers with what each says of something; all are listed."""
        found = [
            replace(self._source(voucher, amount, ""), unit=unit)
            for voucher, amount in amounts
        ]
        return self.add(title, found)

    def add(self, title: str, found: Sequence[Source], more: int = 0) -> str:
        """A group of sources: its anchor."""
        anchor = f"linje-{self.cooperation.slug}-{len(self.groups) + 1}"
        self.groups.append(SourceGroup(anchor, title, tuple(found), more))
        return anchor

    def _source(
        self, written: Declared | Voucher, amount: Decimal | None, currency: str
    ) -> Source:
        self.count += 1
        meta = written.meta
        narration = ""
        if isinstance(written, Voucher):
            kind: str = _kind(written)
            narration = written.text
        else:
            kind = KINDS.get(written.kind, Text("Budsjettlinje"))
            if written.kind in KINDS:
                narration = ", ".join(written.texts)
        return Source(
            anchor=f"kilde-{self.cooperation.slug}-{self.count}",
            kind=kind,
            number=voucher_number(meta) or str(meta.get(ID, "")),
            day=written.day,
            text=narration,
            amount=amount,
            unit=self.year.unit(currency) if currency else "",
            place=self.year.place_of(written),
            quote=quoted(meta.get("sitat", ""), meta.get("tekstlinje", "")),
            remarks=_remarks(meta),
        )


def marks(metas: Iterable[Mapping[str, Any]], year: int) -> tuple[str, ...]:
    """What a reader must know of a figure that is made of these entries.

    A period is told where every entry has one and they are not the year together.
    """
    found: list[str] = []
    first, last, all_have = date.max, date.min, True
    for meta in metas:
        if meta.get("avrundet"):
            found.append(Text("avrundet"))
        if str(meta.get("kolonne")) == UNKNOWN_COLUMN:
            found.append(COLUMN_UNKNOWN)
        if meta.get(STATUS):
            found.append(str(meta[STATUS]))
        if meta.get("gjentatt"):
            found.append(Text("gjentatt"))
        days = days_told(meta.get(PERIOD)) if all_have else None
        if days is None:
            all_have = False
        else:
            first, last = min(first, days[0]), max(last, days[1])
    whole = (date(year, 1, 1), date(year, 12, 31))
    if all_have and first <= last and (first, last) != whole:
        found.append(Text("gjelder {first}–{last}", first=first, last=last))
    return tuple(dict.fromkeys(found))


def unstated(budget: Mapping[str, Any]) -> tuple[Text, ...]:
    """What a budget line says of days that nobody has stated."""
    days = budget_period(budget)
    if days is None or (days.first and days.last):
        return ()
    if days.last is not None:
        return (Text("gjelder til {last}, første dag ikke oppgitt", last=days.last),)
    if days.first is not None:
        return (Text("gjelder fra {first}, siste dag ikke oppgitt", first=days.first),)
    return (Text("tidsrommet er ikke oppgitt"),)


def marks_of_budgets(lines: Iterable[Line], year: int) -> tuple[str, ...]:
    """What a reader must know of the budgets of some lines: their days, above all."""
    metas = [n.budget_line.line.meta for n in lines if n.budget_line is not None]
    found = [(*marks([meta], year), *unstated(meta)) for meta in metas]
    return tuple(dict.fromkeys(mark for each in found for mark in each))


def _kind(voucher: Voucher) -> Text:
    """What a transaction is, and whether somebody has written it."""
    if voucher.is_generated:
        return Text("Ført av fordelingen")
    if not is_claim(voucher.entry):
        return Text("Bilag")
    takes_back = str(voucher.meta.get(KIND)) == ClaimKind.CREDIT.value
    return Text("Kreditnota") if takes_back else Text("Krav")


def quoted(quote: str, line: str) -> Text | str:
    """The words of the source and their line in it."""
    if quote and line:
        return Text("«{quote}» (linje {line})", quote=quote, line=line)
    return f"«{quote}»" if quote else ""


def _remarks(meta: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    if str(meta.get("sikkerhet")) == "rekkefølge":
        found.append(Text("Kolonnen er lest av rekkefølgen."))
    if meta.get("mulig_kolonne"):
        found.append(Text("Mulig kolonne: {column}.", column=meta["mulig_kolonne"]))
    if meta.get("merknad"):
        found.append(str(meta["merknad"]))
    return tuple(found)


def _order(written: Record) -> tuple[date, str, int]:
    return written.day, *written.place
