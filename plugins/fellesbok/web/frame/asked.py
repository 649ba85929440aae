"""What a page is asked to show: the books as filters and the reader leave them."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from fava.context import g
from flask import request

from fellesbok.approvals import approvals_of_year
from fellesbok.explanation import NothingToExplainError
from fellesbok.explanation import explain
from fellesbok.explanation import find_cooperation
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.sharing import statement
from fellesbok.web.frame.links import Links
from fellesbok.web.frame.worked_out import once
from fellesbok.web.limits.patterns import Patterns
from fellesbok.web.rendering import page_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import MutableMapping
    from collections.abc import Sequence

    from fava.core import FavaLedger

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.approvals import VoucherApproval
    from fellesbok.entries.records import Entries
    from fellesbok.explanation import Explanation


T = TypeVar("T")


class CannotShowError(Exception):
    """There is nothing to show; ``text`` says why, and what there is.

    ``wrong`` names the argument that is to blame, so that no link repeats it.
    """

    def __init__(self, text: Text, *, wrong: str = "") -> None:
        """Keep the message."""
        self.text = text
        self.wrong = wrong
        super().__init__(text)


@frozen
class Asked:
    """What a page may show and what it is asked for.

    Attributes:
        entries: The entries that Fava's filters leave; where no period is asked for,
            those of the newest year, as sums over years mislead.
        in_period: Those of the same period, whatever the other filters hide.
        as_written: Those that the filters on account and text leave, of all days.  In
            a period, Fava puts opening balances in the place of what is before it.
        days: The first day of the period, and the day after its last.
        all_entries: All that the reader may read.
        options: Beancount's options.
        shared: The agreements and the settled years that the reader may read.
        years: Every year in which something is shared.
        year: The one year that is shown, or ``None`` where the period is another.
        period: The period as the reader wrote it, or the year.
        filters: Fava's filters in the address: ``account``, ``filter``, ``time``.
        arguments: Everything else that the address asks for.
        language: ``nb`` or ``en``.
        reader: The slug of a municipality that is signed in as itself; ``None`` reads
            everything.
        links: Addresses in Fava.
        worked_out: What was worked out before of the same books for the same reader.
        loaded_texts: The files that the reader may read whole, as they were loaded.
    """

    entries: Entries
    in_period: Entries
    as_written: Entries
    days: tuple[date, date]
    all_entries: Entries
    options: Mapping[str, Any]
    shared: Shared
    years: tuple[int, ...]
    year: int | None
    period: str
    filters: Mapping[str, str]
    arguments: Mapping[str, str]
    language: str
    reader: str | None
    links: Links
    worked_out: MutableMapping[Hashable, Any] = field(default_factory=dict)
    loaded_texts: Mapping[str, str] = field(default_factory=dict)

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """What rests on all that the reader may read, made for the first who asks.

        Args:
            what: All that it depends on beside the books and the reader.
            make: Makes it.
        """
        return once(self.worked_out, what, make)

    def payers(self) -> list[Payer]:
        """Everybody whose shares the reader may see, municipalities first."""
        known = self.shared.agreement.payers
        return [p for p in known if self.reader in {None, p.slug}]

    def charged_payers(self, entries: Entries) -> list[Payer]:
        """The municipalities, and the others that are charged in some entries."""
        charged = {share.municipality for share in statement.shares(entries)}
        known = self.shared.agreement.municipalities
        return [p for p in self.payers() if p.slug in known or p.name in charged]

    def payer(self, wanted: str, *, of: Cooperation | None = None) -> Payer:
        """A payer by slug or name; of a cooperation, one whose share may be seen.

        Raises:
            CannotShowError: There is none such that the reader may see.
        """
        payers = self.payers()
        if of is not None:
            every = self.shared.agreement.payers
            payers = [p for p in every if self.shared.may_see(of, p.slug)]
        for payer in payers:
            if wanted.casefold() in {payer.slug, payer.name.casefold()}:
                return payer
        raise CannotShowError(
            Text(
                "Ukjent kommune «{name}». Velg en av disse: {known}.",
                name=wanted,
                known=", ".join(p.name for p in payers),
            ),
            wrong="kommune",
        )

    def payer_or_reader(self) -> Payer | None:
        """Who is asked for (``kommune``), or who asks; ``None`` for all.

        Raises:
            CannotShowError: There is none such that the reader may see.
        """
        wanted = self.arguments.get("kommune", "").strip() or self.reader
        return self.payer(wanted) if wanted else None

    def cooperation(self, wanted: str) -> Cooperation:
        """A cooperation by slug, account component or title.

        Raises:
            CannotShowError: There is none such that the reader takes part in.
        """
        found = find_cooperation(self.shared.agreement, wanted)
        if found is not None:
            return found
        known = self.shared.agreement.cooperations.values()
        raise CannotShowError(
            Text(
                "Ukjent samarbeid «{name}». Kjente: {known}.",
                name=wanted,
                known=", ".join(c.account for c in known) or Text("ingen"),
            ),
            wrong="samarbeid",
        )

    def explained(self, cooperation: Cooperation, payer: Payer) -> Explanation:
        """Every step of what a payer bears of a cooperation in the year.

        Raises:
            CannotShowError: There is no such figure; it says what there is.
        """
        try:
            return explain(
                self.all_entries,
                self.shared,
                cooperation=cooperation.slug,
                municipality=payer.slug,
                year=self.one_year(),
                everything=True,
            )
        except NothingToExplainError as error:
            raise CannotShowError(error.text, wrong="kommune") from None

    def every_share(self) -> list[statement.Share]:
        """The shares of all years, as far as the reader may see them."""
        return self.once(
            "andeler i alle år", lambda: statement.shares(self.all_entries)
        )

    def approvals(self) -> list[VoucherApproval]:
        """What the vouchers of the year have and lack, where an agreement wants it.

        Raises:
            CannotShowError: Who asks does not keep the books.
        """
        if self.reader is not None:
            raise CannotShowError(
                Text("Attestasjoner vises bare for den som fører bøkene.")
            )
        agreement = self.shared.agreement
        return approvals_of_year(self.all_entries, agreement, self.calendar_year())

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter hides a part of what may be read of the period."""
        return bool(self.filters.keys() - {"time"})

    def one_year(self) -> int:
        """The year that is shown.

        Raises:
            CannotShowError: The period is not one year.
        """
        if self.year is None:
            raise CannotShowError(
                Text(
                    "Denne siden viser ett år om gangen, og «{period}» er ikke et år"
                    " med tall. År med tall: {years}.",
                    period=self.period,
                    years=", ".join(map(str, self.years)) or Text("ingen"),
                )
            )
        return self.year

    def calendar_year(self) -> int:
        """The year that is shown, or the one that the period lies in.

        In a year in which nothing is shared yet, there can be budgets and payments.

        Raises:
            CannotShowError: The period is not one year or a part of one.
        """
        if self.year is None and self.period:
            first, after = self.days
            if first.year == (after - timedelta(days=1)).year:
                return first.year
        return self.one_year()

    def is_whole(self, year: int) -> bool:
        """Whether every day of a year is in the period."""
        first, after = self.days
        return first <= date(year, 1, 1) and after > date(year, 12, 31)


def asked_of(ledger: FavaLedger) -> Asked:
    """What the current request asks of a ledger.

    Raises:
        CannotShowError: Nothing is shared, or the period has no figures.
        fava.core.filters.FilterError: A filter cannot be read.
    """
    shared = ledger.options.get(OPTION)
    if not isinstance(shared, Shared):
        raise CannotShowError(
            Text("Ingenting er fordelt før feilene i avtalene er rettet.")
        )
    filters = {
        name: request.args[name]
        for name in ("account", "filter", "time")
        if request.args.get(name)
    }
    try:
        # Fava takes a pattern with a mistake for an account that is not there.
        Patterns().compile(filters.get("account", ""), Patterns.IGNORECASE)
        filtered = g.filtered
    except (re.error, Patterns.error):
        text = Text(
            "Kontofilteret kan ikke leses. Skriv navnet på en konto, eller begynnelsen"
            " av det. Er det et mønster, må hver parentes og klamme lukkes; sett \\"
            " foran dem som skal leses som de står."
        )
        raise CannotShowError(text, wrong="account") from None
    worked_out: dict[Hashable, Any] = getattr(ledger, "worked_out", {})
    years = once(worked_out, "years", lambda: _years(ledger.all_entries))
    entries: Sequence[Any] = filtered.entries
    period = filters.get("time", "")
    shown = years if not period else _years(entries)
    year = shown[-1] if shown and (not period or len(shown) == 1) else None
    if not period and year is not None:
        period = str(year)
        entries = ledger.get_filtered(
            filters.get("account"), filters.get("filter"), period
        ).entries
    whole = ledger.get_filtered(None, None, period or None)
    as_written = ledger.get_filtered(filters.get("account"), filters.get("filter"))
    if not filters.keys() - {"time"}:
        entries = whole.entries  # the very same: nobody need go through both
    days = whole.date_range
    return Asked(
        entries=entries,
        in_period=whole.entries,  # type: ignore[arg-type]
        as_written=as_written.entries,  # type: ignore[arg-type]
        days=(days.begin, days.end) if days else (date.min, date.max),
        all_entries=ledger.all_entries,  # type: ignore[arg-type]
        options=ledger.options,
        shared=shared,
        years=years,
        year=year,
        period=period,
        filters=filters,
        arguments={k: v for k, v in request.args.items() if k not in filters},
        language=page_language(),
        reader=getattr(ledger, "reader", None),
        links=Links(ledger, filters),
        worked_out=worked_out,
        loaded_texts=getattr(ledger, "loaded_texts", {}),
    )


def _years(entries: Iterable[Any]) -> tuple[int, ...]:
    """The years in which somebody is charged."""
    shares = statement.shares(list(entries))
    return tuple(sorted({share.day.year for share in shares}))
