"""What closed years were and would be now: the difference is carried forward.

For a closed year the books hold what was fixed.  What the year gives now, less what is
fixed and what was corrected before, becomes lines in the first period that is open, one
for each pair of accounts, with the reason::

    2019-12-31 * "Fordeling" "IKT 2019 – Skjervøy: korreksjon for 2018" #korreksjon …
      korrigerer: "2018"
      foer: 604370.96 NOK
      etter: 604900.12 NOK
      aarsak: "bilag 2018-0099 av 30.11.2018, «Lisens», 2 000,00 kr på …, er kommet til"

So a late voucher and a corrected statistic never change what was claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.agreement.settlement_periods import period_ends
from fellesbok.agreement.settlement_periods import period_label
from fellesbok.closing.basis import changes
from fellesbok.closing.basis import fund_rows
from fellesbok.closing.basis import read_basis
from fellesbok.closing.basis import result_rows
from fellesbok.closing.basis import voucher_number
from fellesbok.closing.basis import voucher_rows
from fellesbok.closing.open_years import Settled
from fellesbok.closing.open_years import left_out_of
from fellesbok.closing.open_years import refused
from fellesbok.closing.open_years import years_now
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import HOST
from fellesbok.entries.lines import Line
from fellesbok.entries.vocabulary import FUND
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.noted import read_bytes
from fellesbok.sharing.findings import Finding
from fellesbok.sharing.host_times import host_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.closing.basis import Changes
    from fellesbok.closing.open_years import Now
    from fellesbok.closing.open_years import Year
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.entries.records import Entries
    from fellesbok.sharing.pots import Vouchers
    from fellesbok.sharing.settlement import YearResult

MOST_REASONS = 5

Pair = tuple[str, str, str | None]
"""Two accounts, and the host that has what moves between them to claim."""


def settled(
    entries: Entries,
    agreement: Agreement,
    vouchers: Vouchers,
    results: Sequence[YearResult],
    closed: Sequence[ClosedYear],
) -> Settled:
    """Open years as they are, closed years as they were fixed, and the corrections.

    Vouchers that have come since get a link to the correction.  A closed year that
    cannot be settled now stands as it was fixed, without a correction: what is wrong
    is told anyway.  So does one that contradicts itself.
    """
    now, errors = years_now(agreement, results)
    fixed = {(c.cooperation.slug, c.year): c for c in closed}
    years: list[Year] = []
    found: list[Finding] = []
    for key in sorted(now.keys() | fixed.keys()):
        if key in fixed:
            lines = now[key].lines if key in now else ()
            kept = tuple(_as_now(line, lines) for line in fixed[key].lines)
            years.append((fixed[key].cooperation, kept))
        else:
            years.append((now[key].result.cooperation, now[key].lines))
    for key, year in sorted(fixed.items()):
        if key in now or key not in vouchers.years:
            of = [c for c in closed if c.cooperation.slug == key[0]]
            behind = list(dict.fromkeys(vouchers.links.get(year.link, ())))
            try:
                carry = _Carrying(agreement, year, of, now.get(key))
                if not carry.differs:
                    continue
                lines, since = carry.forward(entries, [entries[i] for i in behind])
                finding = carry.finding(lines, since)
            except Exception as error:  # noqa: BLE001 -- no fault of ours stops the others
                errors.append(left_out_of(error, year.cooperation, year.year))
                continue
            years.append((year.cooperation, lines))
            found.append(finding)
            vouchers.links[year.correction_link] = [
                index for index in behind if _name(entries[index]) in since.vouchers
            ]
    return Settled(tuple(years), tuple(found), tuple(errors), refused(results, now))


def _name(entry: Any) -> tuple[str, str]:  # noqa: ANN401 -- a voucher among any entries
    return voucher_number(entry), entry.date.isoformat()


def _as_now(line: Line, lines: Sequence[Line]) -> Line:
    """The line as it is made now, if it is the same: its words can be translated."""
    return next((other for other in lines if other == line), line)


class _Carrying:
    """Carries what has changed in one closed year to the first open period."""

    def __init__(
        self,
        agreement: Agreement,
        year: ClosedYear,
        closed: Sequence[ClosedYear],
        now: Now | None,
    ) -> None:
        """Hold the year against what is fixed, here and in later years (``closed``)."""
        self._agreement = agreement
        self._year = year
        self._now = now
        self._day, self._label = _open_period(year.cooperation, closed)
        self._before = [
            line
            for other in closed
            for line in other.lines
            if str(line.meta.get(vocabulary.CORRECTS, other.year)) == str(year.year)
        ]
        self._after = now.lines if now else ()
        self._pairs = self._sums()
        self._basis = year.basis
        for other in closed:
            self._basis = other.earlier.get(year.year, self._basis)

    @property
    def differs(self) -> bool:
        """Whether the year gives something else now."""
        return any(before != after for before, after in self._pairs.values())

    def forward(
        self, entries: Entries, behind: Entries
    ) -> tuple[tuple[Line, ...], Changes]:
        """The corrections, and what has changed; ``behind`` are the year's vouchers."""
        now, of = self._now, self._year.cooperation.account
        rows = list(voucher_rows(behind, of, self._agreement))
        rows += fund_rows(entries, self._year.cooperation, self._year.year)
        rows += result_rows(now.result, self._agreement) if now else []
        then = read_basis(read_bytes(self._basis))
        if now is None:  # without vouchers no key is used
            then = [row for row in then if row.kind in {VOUCHER, FUND}]
        since = changes(then, rows)
        first: dict[Pair, Line] = {}
        for line in (*self._before, *self._after):
            first.setdefault(self._pair(line), line)
        lines = tuple(
            self._line(pair, first[pair], before, after, _reason(since))
            for pair, (before, after) in self._pairs.items()
            if before != after
        )
        must_equal(
            "Det som er fastsatt og korrigert, og det året gir nå,",
            kroner(sum(line.amount_ore for line in (*self._before, *lines))),
            kroner(sum(line.amount_ore for line in self._after)),
        )
        return lines, since

    def _pair(self, line: Line) -> Pair:
        """The accounts of a line, and whose time it is of."""
        name = self._agreement.slug_by_name.get(str(line.meta.get(HOST, "")))
        return *line.accounts, name or host_on(self._year.cooperation, line.day)

    def _sums(self) -> dict[Pair, tuple[int, int]]:
        """What stands between each two accounts, before and after, in øre."""
        sums: dict[Pair, tuple[int, int]] = {}
        for number, lines in enumerate((self._before, self._after)):
            for line in lines:
                was, is_now = sums.get(self._pair(line), (0, 0))
                added = (line.amount_ore, 0) if number == 0 else (0, line.amount_ore)
                sums[self._pair(line)] = was + added[0], is_now + added[1]
        return dict(sorted(sums.items(), key=lambda row: (row[0][:2], str(row[0][2]))))

    def _line(
        self, pair: Pair, of: Line, before: int, after: int, reason: Text
    ) -> Line:
        """One correction; ``of`` is a line between the same accounts."""
        year, currency = self._year, self._agreement.currency
        account = year.cooperation.account
        kept = (vocabulary.COOPERATION, vocabulary.MUNICIPALITY, vocabulary.INTERNAL)
        meta: dict[str, Any] = {
            **{name: of.meta[name] for name in kept if name in of.meta},
            vocabulary.PERIOD: self._label,
            vocabulary.CORRECTS: str(year.year),
            vocabulary.BEFORE: Amount(kroner(before), currency),
            vocabulary.AFTER: Amount(kroner(after), currency),
            vocabulary.REASON: reason,
        }
        host = pair[2]
        if host is not None and host != host_on(year.cooperation, self._day):
            meta[HOST] = self._agreement.payer(host).name
        whose = meta.get(vocabulary.MUNICIPALITY, account)
        return Line(
            self._day,
            f"{account} {self._label} – {whose}: korreksjon for {year.year}",
            frozenset({vocabulary.CORRECTION_TAG})
            | (of.tags & frozenset({vocabulary.INTERNAL})),
            of.links | {year.correction_link},
            meta,
            *of.accounts,
            after - before,
        )

    def finding(self, lines: Sequence[Line], since: Changes) -> Finding:
        """What a reader of the closed year must know."""
        prefix = f"{self._agreement.accounts.receivables}:"
        added = sum(
            line.amount_ore * sign
            for line in lines
            for account, sign in zip(line.accounts, (1, -1), strict=True)
            if account.startswith(prefix)
        )
        text = Text(
            "{year} er avsluttet, men {reason}. Det som er krevd, står; i {period} er"
            " det {count} korreksjoner, til sammen {amount} kr.",
            year=self._year.year,
            reason=_reason(since),
            count=len(lines),
            amount=kroner(added),
            period=self._label,
        )
        of = self._year
        return Finding(of.cooperation, of.year, "endret etter avslutning", text)


def _open_period(
    cooperation: Cooperation, closed: Sequence[ClosedYear]
) -> tuple[date, str]:
    """The end and the label of the first settlement period that is not closed."""
    end = period_ends(cooperation, max(year.year for year in closed) + 1)[0]
    return end, period_label(cooperation, end)


def _reason(since: Changes) -> Text:
    """What has changed, the first things by name."""
    if not since.told:
        return Text(
            "ingen bilag, tall eller vilkår er endret: enten er en fastsatt linje"
            " endret, eller øre som ikke går opp, følger av et tidligere år"
        )
    told = list(since.told[:MOST_REASONS])
    if len(since.told) > MOST_REASONS:
        told.append(Text("{count} endringer til", count=len(since.told) - MOST_REASONS))
    return joined(told, "; ")
