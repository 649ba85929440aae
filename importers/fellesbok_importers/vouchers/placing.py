"""Where a voucher line is booked: ansvar → cooperation → account, by the agreements.

A line on an ansvar that an agreement names is a cost or an income of that cooperation.
The rest of a whole voucher (bank, suppliers, the host's own ansvar) is the host's
business, and becomes what the host has laid out (*utlegg*).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.profiles.account_codes import KOSTRA
from fellesbok_importers.profiles.account_codes import Kind
from fellesbok_importers.profiles.account_codes import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.model import CostCentre
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.line import Line

OUTLAY = "Liabilities:Utlegg"


class CannotPlaceError(ValueError):
    """Nobody has said where a line belongs.

    Attributes:
        column: The code that is in doubt.
        text: The message for people.
        found: What the file says there, where it is more than the code.
    """

    def __init__(self, column: str, text: Text, found: str | None = None) -> None:
        """Keep the message for people."""
        self.column = column
        self.text = text
        self.found = found
        super().__init__(text)


@frozen
class Place:
    """Where a line is booked; ``ansvar`` where the account does not tell it."""

    account: str
    cooperation: str
    ansvar: str | None = None


@frozen
class Placing:
    """Places lines by a profile and the agreements."""

    profile: Profile
    agreement: Agreement

    @cached_property
    def counter_account(self) -> str:
        """The account that bears the other side of every voucher.

        Raises:
            CannotPlaceError: The profile says neither who the host is nor the account.
        """
        booking = self.profile.booking
        if booking.counter_account is not None:
            return booking.counter_account
        host = self.agreement.municipalities.get(booking.host or "")
        if host is not None:
            return f"{OUTLAY}:{host.account}"
        raise CannotPlaceError(
            "booking.host",
            Text(
                "Profilen må si hvem som er vert (host), eller hva motkontoen er"
                " (counter_account). Kommuner: {known}.",
                known=", ".join(self.agreement.municipalities),
            ),
        )

    @cached_property
    def _by_ansvar(self) -> Mapping[str, tuple[tuple[Cooperation, CostCentre], ...]]:
        found: dict[str, tuple[tuple[Cooperation, CostCentre], ...]] = {}
        for cooperation in self.agreement.cooperations.values():
            for code, centre in cooperation.cost_centres.items():
                found[code] = (*found.get(code, ()), (cooperation, centre))
        return found

    def place(self, line: Line, day: date) -> Place | None:
        """Where a line belongs, or ``None`` where it is the host's own business.

        Raises:
            CannotPlaceError: Nobody has said it.
        """
        booking = self.profile.booking
        if not line.ansvar and booking.vouchers == "balanced":
            return None
        meant = self._cooperations(line.ansvar, day)
        if not meant and booking.other_ansvar == "leave_out":
            return None
        if len(meant) != 1:
            raise CannotPlaceError("ansvar", self._whose(line.ansvar, meant))
        own = self._own_account(line.code or line.art)
        if own is None and not self._of_operations(line):
            if booking.other_class == "leave_out":
                return None
            raise CannotPlaceError("art", _of_class(line), line.code or line.art)
        return self._account(line, own, *meant[0])

    def _of_operations(self, line: Line) -> bool:
        """Whether a line is of the operations, as far as the file says."""
        said = line.account_class
        return not said or said in self.profile.booking.operations

    def _cooperations(
        self, code: str, day: date
    ) -> list[tuple[Cooperation, CostCentre]]:
        """Cooperations with that ansvar; those of another host do not count."""
        host = self.profile.booking.host
        meant = []
        for cooperation, centre in self._by_ansvar.get(code, ()):
            version = cooperation.version_on(day)
            other = version is not None and host and version.host not in {None, host}
            if not other:
                meant.append((cooperation, centre))
        return meant

    def _whose(self, code: str, meant: list[tuple[Cooperation, CostCentre]]) -> Text:
        if not code:
            return Text("Linjen må ha et ansvar.")
        if meant:
            return Text(
                "Flere samarbeid har dette ansvaret: {names}. Si i profilen hvem som er"
                " vert.",
                names=", ".join(cooperation.title for cooperation, _ in meant),
            )
        return Text(
            "Ingen avtale nevner dette ansvaret. Legg det til under cost_centres i"
            " allocation_rules.yaml, eller sett other_ansvar: leave_out i profilen."
        )

    def _account(
        self, line: Line, own: str | None, cooperation: Cooperation, centre: CostCentre
    ) -> Place | None:
        kind = self._kind(line)
        if own is not None:
            filled = own.replace("{samarbeid}", cooperation.account)
            account = filled.replace("{ansvar}", centre.account)
            if kind is Kind.CONTRA and _is_income(account, cooperation):
                raise CannotPlaceError("art", _no_income(account, cooperation))
            told = centre.account in account.split(":")[2:]
            return Place(account, cooperation.slug, None if told else centre.code)
        match kind:
            case Kind.COST:
                account = f"Expenses:{cooperation.account}:{centre.account}"
                return Place(account, cooperation.slug)
            case Kind.INCOME:
                account = f"Income:{cooperation.account}"
                return Place(account, cooperation.slug, centre.code)
            case Kind.CONTRA:
                word = self.agreement.accounts.contra
                account = f"Income:{cooperation.account}:{centre.account}:{word}"
                return Place(account, cooperation.slug)
            case Kind.BALANCE:
                return None
            case _:
                raise CannotPlaceError(
                    "art", self._undecided(line.art), line.code or None
                )

    def _own_account(self, art: str) -> str | None:
        """What the profile says of the art; the longest beginning counts."""
        arts = self.profile.booking.arts
        for length in range(len(art), 0, -1):
            if art[:length] in arts:
                return arts[art[:length]]
        return None

    def _kind(self, line: Line) -> Kind:
        """A file without arts holds costs, where it does not say that it is income."""
        if line.art:
            return kind_of(line.art, self.profile.booking.chart or KOSTRA)
        return Kind.INCOME if line.kind == "income" else Kind.COST

    def _undecided(self, art: str) -> Text:
        if art.startswith("750"):
            return Text(
                "Art 750 er kommunenes andeler, som fordelingen fører selv. Si under"
                " arts i profilen hvilken konto innbetalingene skal på."
            )
        return Text(
            "Arten er verken kostnad eller inntekt av drift. Si under arts i profilen"
            " hvilken konto den skal på."
        )


def _of_class(line: Line) -> Text:
    return Text(
        "Kontoklasse {found} er ikke drift (operations) etter profilen. Si under arts"
        " hvilken konto koden skal på, eller sett other_class: leave_out.",
        found=line.account_class,
    )


def _is_income(account: str, cooperation: Cooperation) -> bool:
    """Whether an account of the cooperation is outside income."""
    ours = account.startswith(f"Income:{cooperation.account}")
    return ours and not cooperation.is_contra(account)


def _no_income(account: str, cooperation: Cooperation) -> Text:
    return Text(
        "Arten reduserer kostnaden og er ingen inntekt, men {account} er inntekt i"
        " {cooperation}. Sett kontoen under contra i allocation_rules.yaml, eller gi"
        " arten en annen konto under arts i profilen.",
        account=account,
        cooperation=cooperation.title,
    )
