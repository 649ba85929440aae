"""Where a figure stands in the books, and what a reader must know of it (*kilder*)."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from heapq import nlargest
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.tables import STATED_SUM
from fellesbok.claims import is_claim
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import KIND
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.declared import CHECK_SUM
from fellesbok.entries.declared import KEY_FIGURE
from fellesbok.entries.declared import LEFT_BLANK
from fellesbok.entries.records import Voucher
from fellesbok.entries.tables import OBJECTION
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.messages import Text
from fellesbok.objections.tables import OBJECTIONS
from fellesbok.report import anchors
from fellesbok.report.contents import Source
from fellesbok.report.contents import SourceGroup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Record
    from fellesbok.objections import Objection
    from fellesbok.report.anchors import Leading
    from fellesbok.report.gather import Year
    from fellesbok.tables import values
    from fellesbok.tables.targets import Basis

MOST_SOURCES = 12
"""More of a line are counted, not listed: the books themselves list them all."""

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
    basis: Basis | None = None
    anchor_of: Mapping[int, str] = field(default_factory=dict)
    """The sources of the last line, by the identity of their entries."""

    @property
    def anchor(self) -> str:
        """Where all the cooperation's sources begin."""
        return anchors.of_sources(self.cooperation.slug)

    def leading(self, line: values.Line) -> Leading:
        """What the figures of a line lead to; what stands behind it is a group.

        Lines that stand behind one account have one group, the first that is met.
        """
        for basis in anchors.bases_of(line):
            if basis is not self.basis:
                self.add_basis(basis)
        return anchors.behind(
            self.groups[-1].anchor if self.groups else self.anchor,
            self.anchor_of,
            anchors.of_blanks(self.cooperation.slug),
            self.anchor,
        )

    def add_basis(self, basis: Basis) -> None:
        """The budget and the largest vouchers of a line."""
        posted = [part for part in basis.parts if isinstance(part[0], Voucher)]

        def size(part: tuple[Voucher, Decimal | None, str]) -> tuple[object, ...]:
            return (abs(part[1] or 0), *_order(part[0]))

        shown = nlargest(MOST_SOURCES, posted, key=size)
        shown.sort(key=lambda part: _order(part[0]))
        others = [part for part in basis.parts if not isinstance(part[0], Voucher)]
        parts = [*others, *shown]
        found = [self._source(*part) for part in parts]
        self.add(basis.title, found, len(posted) - len(shown))
        self.basis = basis
        self.anchor_of = {
            id(part[0].entry): source.anchor
            for part, source in zip(parts, found, strict=True)
        }

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

    def add_objections(self, objected: Iterable[Objection]) -> str:
        """The lines of some objections: the anchor of the group."""
        found = []
        for each in objected:
            self.count += 1
            source = Source(
                anchor=f"kilde-{self.cooperation.slug}-{self.count}",
                kind=OBJECTION.title,
                number=each.id,
                day=each.day,
                text=each.reason,
                amount=each.amount,
                unit="",
                place=self.year.place(*each.place),
                quote="",
                remarks=(),
            )
            found.append(source)
        return self.add(OBJECTIONS, found)

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
