"""A cooperation in plain values, read from the rules as text.  Nothing is shared here.

Everything is øre, days and fractions.  Keys are compared by value, and a name for a key
is no part of its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from fractions import Fraction
from typing import Any

FOREVER = date(2999, 12, 31)
ONE_DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half_year": 6}


@dataclass(frozen=True)
class Equal:
    pass


@dataclass(frozen=True)
class Statistic:
    """``day`` is a date, or the words of the year with month and day."""

    name: str
    day: date | tuple[str, int, int]


@dataclass(frozen=True)
class Shares:
    of: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Weights:
    of: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Parts:
    parts: tuple[tuple[Fraction, Key], ...]


@dataclass(frozen=True)
class Group:
    """``payers`` is ``None`` for the participants; without a key, the collective."""

    share: Fraction
    payers: frozenset[str] | None
    key: Key | None
    collective: str | None


@dataclass(frozen=True)
class Groups:
    groups: tuple[Group, ...]


Amounts = Fraction | tuple[tuple[str, Fraction], ...] | None
"""The same for all, one for each, or none."""


@dataclass(frozen=True)
class Bounded:
    key: Key
    minimum: Amounts
    maximum: Amounts


@dataclass(frozen=True)
class Threshold:
    ore: Fraction
    above: Key


@dataclass(frozen=True)
class Base:
    base: Amounts
    rest: Key


@dataclass(frozen=True)
class FixedAmounts:
    """``period`` is the first and last day of what they are for, if not a year."""

    of: tuple[tuple[str, Fraction], ...]
    period: tuple[date, date] | None = None


@dataclass(frozen=True)
class Price:
    ore: Fraction
    statistic: Statistic


@dataclass(frozen=True)
class Steps:
    steps: tuple[tuple[Fraction | None, Fraction], ...]
    statistic: Statistic


@dataclass(frozen=True)
class NothingShared:
    pass


Key = (
    Equal
    | Statistic
    | Shares
    | Weights
    | Parts
    | Groups
    | Bounded
    | Threshold
    | Base
    | FixedAmounts
    | Price
    | Steps
    | NothingShared
)


@dataclass(frozen=True)
class CentreRule:
    key: Key | None
    participants: frozenset[str] | None


@dataclass(frozen=True)
class Version:
    """Terms from the first to the last day, both included."""

    first: date
    last: date
    participants: frozenset[str]
    host: str | None
    key: Key
    net: bool
    settlement: str
    surplus: str
    centres: Mapping[str, CentreRule]


@dataclass(frozen=True)
class Voucher:
    """A cost (or income, as a positive amount) with what the voucher says itself.

    ``first`` and ``last`` are the days of service, both included.
    """

    day: date
    ore: int
    first: date
    last: date
    income: bool = False
    centre: str = ""
    members: frozenset[str] | None = None
    key: str | None = None
    bearer: str | None = None


@dataclass(frozen=True)
class Cooperation:
    slug: str
    versions: tuple[Version, ...]
    names: Mapping[str, Key]
    figures: Mapping[tuple[str, str, date], Fraction]

    def on(self, day: date) -> Version:
        """The terms of a day; there must be some."""
        return self.versions[self.place(day)]

    def place(self, day: date) -> int:
        """Which of the versions holds on a day, from 0."""
        return next(n for n, v in enumerate(self.versions) if v.first <= day <= v.last)

    def covers(self, day: date) -> bool:
        """Whether there are terms on a day."""
        return any(v.first <= day <= v.last for v in self.versions)


def days(first: date, last: date) -> list[date]:
    """Every single day."""
    return [first + ONE_DAY * n for n in range((last - first).days + 1)]


def year_days(year: int) -> list[date]:
    """Every day of a year."""
    return days(date(year, 1, 1), date(year, 12, 31))


def ore(text: object) -> Fraction:
    """Kroner as written → øre."""
    return Fraction(str(text)) * 100


def share(text: object) -> Fraction:
    """``40 %`` or ``2/5``."""
    written = str(text)
    if written.endswith("%"):
        return Fraction(written.removesuffix("%").strip()) / 100
    return Fraction(written)


def read_cooperation(rules: Mapping[str, Any], slug: str) -> Cooperation:
    """One cooperation of the rules; ``rules`` is the file with every value as text."""
    named = rules.get("keys", {})
    figures = {
        (name, row["municipality"], date.fromisoformat(str(row["date"]))): Fraction(
            str(row["value"])
        )
        for name, series in rules.get("statistics", {}).items()
        for row in series.get("values", ())
    }
    written = rules["cooperations"][slug]["versions"]
    firsts = [date.fromisoformat(str(v["from"])) for v in written]
    lasts = [
        date.fromisoformat(str(v["to"])) if "to" in v else following - ONE_DAY
        for v, following in zip(written, [*firsts[1:], FOREVER], strict=True)
    ]
    versions = tuple(
        Version(
            first,
            last,
            frozenset(v["participants"]),
            None if v["host"] == "not_stated" else v["host"],
            read_key(v["key"], named),
            v["basis"] == "net",
            v["settlement"],
            v["surplus"],
            {
                code: CentreRule(
                    read_key(rule["key"], named) if "key" in rule else None,
                    frozenset(rule["participants"]) if "participants" in rule else None,
                )
                for code, rule in v.get("cost_centre_rules", {}).items()
            },
        )
        for v, first, last in zip(written, firsts, lasts, strict=True)
    )
    names: dict[str, Key] = {n: read_key(k["key"], named) for n, k in named.items()}
    return Cooperation(slug, versions, {**names, "equal": Equal()}, figures)


def read_key(  # noqa: C901, PLR0911, PLR0912 -- one case a kind of key
    written: Any,  # noqa: ANN401 -- as it stands in the file
    named: Mapping[str, Any],
) -> Key:
    """A key as written, names replaced by what they stand for."""
    match written:
        case "equal":
            return Equal()
        case "not_stated" | {"not_stated": _} | {"nothing_shared": _}:
            return NothingShared()
        case str():
            return read_key(named[written]["key"], named)
        case {"price": price}:
            return Price(ore(price), _statistic(written))
        case {"steps": steps}:
            return Steps(
                tuple(
                    (
                        Fraction(str(s["up_to"])) if "up_to" in s else None,
                        ore(s["amount"]),
                    )
                    for s in steps
                ),
                _statistic(written),
            )
        case {"statistic": _}:
            return _statistic(written)
        case {"shares": of}:
            return Shares(tuple(sorted((p, share(s)) for p, s in of.items())))
        case {"weights": of}:
            return Weights(tuple(sorted((p, Fraction(str(w))) for p, w in of.items())))
        case {"amounts": of}:
            amounts = tuple(sorted((p, ore(a)) for p, a in of.items()))
            return FixedAmounts(amounts, _period(written))
        case {"parts": parts}:
            return Parts(
                tuple((share(p["weight"]), read_key(p["key"], named)) for p in parts)
            )
        case {"groups": groups}:
            return Groups(tuple(_group(g, named) for g in groups))
        case {"bounded": inner}:
            return Bounded(
                read_key(inner, named),
                _amounts(written.get("minimum")),
                _amounts(written.get("maximum")),
            )
        case {"threshold": amount, "above": above}:
            return Threshold(ore(amount), read_key(above, named))
        case {"base": base, "rest": rest}:
            return Base(_amounts(base), read_key(rest, named))
    raise ValueError(written)


def _period(written: Mapping[str, Any]) -> tuple[date, date] | None:
    """The agreement period of amounts; its days stand with them."""
    if written["per"] == "year":
        return None
    first, last = (date.fromisoformat(str(written[name])) for name in ("from", "to"))
    return first, last


def _statistic(written: Mapping[str, Any]) -> Statistic:
    day = written["date"]
    if isinstance(day, dict):
        month, number = str(day["day"]).split("-")
        return Statistic(written["statistic"], (day["year"], int(month), int(number)))
    if day in {"accounting_year", "year_before"}:
        return Statistic(written["statistic"], (day, 1, 1))
    return Statistic(written["statistic"], date.fromisoformat(str(day)))


def _group(written: Mapping[str, Any], named: Mapping[str, Any]) -> Group:
    payers = written["payers"]
    key = read_key(written["key"], named)
    return Group(
        share(written["share"]),
        None if payers == "participants" else frozenset(payers),
        None if isinstance(key, NothingShared) else key,
        written.get("collective"),
    )


def _amounts(written: object) -> Amounts:
    if written is None:
        return None
    if isinstance(written, Mapping):
        return tuple(sorted((p, ore(a)) for p, a in written.items()))
    return ore(written)
