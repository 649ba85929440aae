"""What a voucher's own metadata says against the agreement: who, by which key, when.

Each reading gives a value or notes what is wrong; nothing is shared here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Protocol

from fellesbok.agreement.distribution_key import EQUAL
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import named_in_groups
from fellesbok.agreement.distribution_key import sets_amounts
from fellesbok.agreement.terms import keys_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import DistributionKey

COST_CENTRE = "ansvar"
PARTICIPANTS = "deltakere"
KEY = "noekkel"
SERVICE_PERIOD = "periode"
BEARER = "betaler"
REPLACES = "erstatter"
VAT = "avgift"
OVERRIDES = frozenset(
    {COST_CENTRE, PARTICIPANTS, KEY, SERVICE_PERIOD, BEARER, REPLACES, VAT}
)

FARTHEST = timedelta(days=3653)
"""How far from its own date a voucher's service may be; farther is a slip."""

Wishes = Mapping[str, object]


class Note(Protocol):
    """Notes that something is wrong with a voucher."""

    def __call__(self, entry: Transaction, template: str, /, **values: object) -> None:
        """Give the message's template and its values."""


class OverrideReader:
    """Reads metadata of vouchers (*overstyring*) against the agreements."""

    def __init__(
        self, agreement: Agreement, note: Note, accrued: Collection[str] = ()
    ) -> None:
        """Look names up in the agreements; send faults to ``note``.

        ``accrued`` are the accruals that a voucher may replace, by id.
        """
        self._agreement = agreement
        self._note = note
        self._accrued = accrued
        self._told: Transaction | None = None
        self._payers_of: dict[str, frozenset[str | None]] = {}

    def cooperation(self, entry: Transaction, posting: Posting) -> Cooperation | None:
        """The cooperation whose cost or income a posting is."""
        component = posting.account.split(":")[1]
        cooperation = self._agreement.cooperation_by_account.get(component)
        if cooperation is None:
            self._note(
                entry,
                "Kontoen {account} hører ikke til noe samarbeid: «{component}» står"
                " ikke som «account» i avtalene.",
                account=posting.account,
                component=component,
            )
        return cooperation

    def version(
        self, entry: Transaction, cooperation: Cooperation | None, day: date
    ) -> Version | None:
        """The terms that hold on a day."""
        if cooperation is None:
            return None
        version = cooperation.version_on(day)
        if version is None:
            self._note(
                entry,
                "{cooperation} har ingen avtale som gjelder {day}.",
                cooperation=cooperation.title,
                day=day,
            )
        return version

    def replaced(self, entry: Transaction, wishes: Wishes) -> None:
        """A voucher replaces an accrual that there is; said once for a voucher."""
        if REPLACES not in wishes or wishes[REPLACES] in self._accrued:
            return
        if entry is self._told:
            return
        self._told = entry
        self._note(
            entry,
            "Bilaget erstatter «{id}», som ikke er en påløpt kostnad. Kjente: {known}.",
            id=wishes[REPLACES],
            known=", ".join(sorted(filter(None, self._accrued))) or "–",
        )

    def members(
        self,
        entry: Transaction,
        written: object,
        version: Version,
    ) -> tuple[str, ...]:
        """Slugs of the participants a voucher names; each must be a participant."""
        members = set()
        for name in str(written).split(","):
            slug = self.payer(entry, name)
            if slug is None:
                continue
            if version.participants is not None and slug not in version.participants:
                self._note(
                    entry,
                    "«{name}» deltar ikke i samarbeidet per {day}, og kan ikke stå i"
                    " «deltakere».",
                    name=name.strip(),
                    day=entry.date,
                )
                continue
            members.add(slug)
        return tuple(sorted(members))

    def key(
        self, entry: Transaction, written: object, *, instead_of: DistributionKey
    ) -> DistributionKey:
        """The named key that a voucher asks for, or the agreement's if it cannot be.

        An amount that is set once a year cannot be asked for by one voucher.
        """
        if str(written) == EQUAL:
            return Equal()
        key = self._agreement.keys.get(str(written))
        if key is None:
            self._note(
                entry,
                "Ukjent nøkkel «{name}» på bilaget. Kjente nøkler: {known}.",
                name=written,
                known=", ".join([EQUAL, *sorted(self._agreement.keys)]),
            )
            return instead_of
        if sets_amounts(key) and key != instead_of:
            self._note(
                entry,
                "Nøkkelen «{name}» setter faste beløp for året og kan ikke brukes på"
                " ett bilag.",
                name=written,
            )
            return instead_of
        return key

    def payer(self, entry: Transaction, written: object) -> str | None:
        """The slug behind a name on a voucher."""
        slug = self._agreement.slug_by_name.get(str(written).strip())
        if slug is None:
            self._note(
                entry,
                "Ukjent betaler «{name}» på bilaget: ikke blant kommunene eller de"
                " andre partene.",
                name=str(written).strip(),
            )
        return slug

    def bearer(
        self, entry: Transaction, written: object, cooperation: Cooperation
    ) -> str | None:
        """Who paid a cost: a payer of the cooperation, now or under other terms."""
        slug = self.payer(entry, written)
        payers = self._payers_of.get(cooperation.slug)
        if payers is None:
            payers = self._payers_of[cooperation.slug] = _payers_of(cooperation)
        if slug not in payers:
            self._note(
                entry,
                "«{name}» er ingen betaler i {cooperation}, og kan ikke stå som"
                " «betaler».",
                name=str(written).strip(),
                cooperation=cooperation.title,
            )
            return None
        return slug

    def cost_centre(
        self,
        entry: Transaction,
        cooperation: Cooperation,
        account: str,
        wishes: Wishes,
    ) -> str:
        """The code of the cost centre that metadata or the account tells, or blank."""
        if COST_CENTRE in wishes:
            code = str(wishes[COST_CENTRE])
            if code not in cooperation.cost_centres:
                self._note(
                    entry,
                    "Ansvar «{code}» er ikke blant ansvarene til {cooperation}.",
                    code=code,
                    cooperation=cooperation.title,
                )
            return code
        components = account.split(":")[2:]
        centres = cooperation.cost_centre_by_account
        return next((centres[c] for c in components if c in centres), "")

    def service_days(
        self, entry: Transaction, written: object
    ) -> tuple[date, date] | None:
        """First and last day of service: ``2018-06-01/2018-12-31``, a day, or none."""
        if written is None:
            return entry.date, entry.date
        try:
            first, _, last = str(written).partition("/")
            days = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            days = (date.max, date.min)
        if days[1] < days[0]:
            self._note(
                entry,
                "«periode: {found}» er ikke et tidsrom. Skriv første og siste dag:"
                ' "2018-06-01/2018-12-31".',
                found=written,
            )
            return None
        if any(abs(day - entry.date) > FARTHEST for day in days):
            self._note(
                entry,
                "«periode: {found}» er mer enn ti år fra bilagets dato, {day}.",
                found=written if isinstance(written, date) else str(written),
                day=entry.date,
            )
            return None
        return days


def _payers_of(cooperation: Cooperation) -> frozenset[str | None]:
    """All that pay under some terms of a cooperation, and nobody."""
    payers: set[str | None] = {None, *cooperation.ever}
    for version in cooperation.versions:
        payers.update([version.host], *map(named_in_groups, keys_of(version)))
    return frozenset(payers)
