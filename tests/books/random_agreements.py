"""Whole agreements with vouchers, drawn by seed.

Everything the schema allows is drawn: keys inside keys, versions that change something
or nothing, vouchers with days, participants, key and payer of their own, refunds, late
and early ones, grants.  Left out is what can be read two ways.
``python tests/random_agreements.py 2000`` prints what is drawn.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

from deep import FIRST
from drawn_books import CENTRES
from drawn_books import MUNICIPALITIES
from drawn_books import PARTIES
from drawn_books import SETTLEMENTS
from drawn_books import Draw
from drawn_books import payer_name
from drawn_changes import sets_amounts
from oracle import Cooperation
from oracle import Voucher
from oracle import plain
from oracle.lines import lines_of
from oracle.nodes import has_threshold
from oracle.nodes import inner_keys

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

LEAVES = ("equal", "statistic", "weights", "shares")
SURPLUS = ("return_to_participants", "fund", "owed_to_grantor", "not_stated")
MIDDLE = "07-01"
ONE_DAY = timedelta(days=1)


def draw(seed: int) -> Draw:
    """The agreement and the vouchers of a seed; the same on every machine."""
    return _Drawing(seed).draw()


def draw_bounded(seed: int) -> tuple[list[str], dict[str, Any]]:
    """Participants, and a key with bounds for them, as it is written."""
    drawing = _Drawing(seed)
    return list(drawing.all), drawing.bounded()


class _Drawing:
    """One draw: first the frame, then keys that fit it, then vouchers that fit both."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = random.Random(seed)  # noqa: S311 -- chance that can be repeated
        self.seldom = random.Random(f"seldom {seed}")  # noqa: S311 -- as above
        self.all = sorted(MUNICIPALITIES)[: self.random.randint(2, 5)]
        self.years = 2020 + self.random.choice((0, 0, 1, 1, 1, 2))
        self.scale = self.random.choice((100_00, 30_000_00, 30_000_00, 900_000_00))
        self.always = list(self.all)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def seldom_is(self, one_in: int) -> bool:
        """By chance of its own, so that what is drawn else stays as it is."""
        return self.seldom.randrange(one_in) == 0

    def draw(self) -> Draw:
        frames = self._frames()
        self.always = [
            p for p in self.all if all(p in frame["participants"] for frame in frames)
        ]
        key, other = (self._rare() or key for key in (self._root(), self._root()))
        self.named = {"k0": key, "k1": self._inner(2), "k2": self._inner(1)}
        by_name = self.chance(40)
        centres = self._centres()
        basis = "net" if self.chance(80) else "gross"
        surplus = self.random.choice(SURPLUS)
        for frame in frames:
            changed = frame.pop("changed")
            if changed == "key":
                key, other = other, key
                by_name = False
            frame["key"] = "k0" if by_name else key
            frame["basis"], frame["surplus"] = basis, surplus
            if centres:
                frame["cost_centre_rules"] = centres
            frame |= {"decision": f"Sak {frame['from']}", "source": "test"}
        self.draw_ = Draw(self.seed, self._rules(frames), ())
        return replace(self.draw_, vouchers=tuple(self._vouchers()))

    # ------------------------------------------------------------------ the frame

    def _frames(self) -> list[dict[str, Any]]:
        """Who takes part when, who is host, how it is settled."""
        first = date(2020, 1, 1)
        if self.chance(15):
            first += timedelta(days=self.random.randint(1, 120))
        members = [p for p in self.all if self.chance(75)] or list(self.all)
        now: dict[str, Any] = {
            "from": str(first),
            "participants": sorted(members),
            "host": self.random.choice(members),
            "settlement": self.random.choices(SETTLEMENTS, (35, 15, 20, 28, 2))[0],
            "changed": "",
        }
        frames = [dict(now)]
        for day in self._cuts(first):
            change = self.random.choice(
                ("nothing", "host", "enters", "leaves", "key", "settlement")
            )
            others = [p for p in self.all if p not in now["participants"]]
            if change == "host":
                now["host"] = self.random.choice(self.all)
            elif change == "enters" and others:
                entered = self.random.choice(others)
                now["participants"] = sorted([*now["participants"], entered])
            elif change == "leaves" and len(now["participants"]) > 1:
                left = self.random.choice(now["participants"])
                now["participants"] = [p for p in now["participants"] if p != left]
            elif change == "settlement":
                now["settlement"] = self.random.choice(SETTLEMENTS)
            frames.append({**now, "from": str(day), "changed": change})
        return frames

    def _cuts(self, first: date) -> list[date]:
        found = set()
        for _ in range(self.random.choice((0, 0, 1, 1, 1, 2))):
            day = date(self.random.randint(2020, self.years), 1, 1)
            day += timedelta(days=self.random.randrange(365))
            found.add(day.replace(day=1) if self.chance(60) else day)
        return sorted(day for day in found if day > first)

    def _centres(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for code in CENTRES:
            if not self.chance(15):
                continue
            rule: dict[str, Any] = {"key": self._inner(1)}
            if len(self.always) > 1 and self.chance(50):
                self.random.shuffle(self.always)
                some = sorted(self.always[: self.random.randint(1, len(self.always))])
                rule = {"key": self._within(some), "participants": some}
            found[code] = rule
        return found

    def _within(self, some: list[str]) -> Any:  # noqa: ANN401 -- as it is written
        """A key for a cost centre with participants of its own."""
        before = self.always, self.all
        self.always, self.all = some, some
        key = self._inner(1)
        self.always, self.all = before
        return key

    # -------------------------------------------------------------------- the keys

    def _root(self) -> Any:  # noqa: ANN401 -- as it is written
        """A key for a version: of any kind, mostly one that is not linear."""
        kind = self.random.choices(
            ("inner", "base", "linear", "fixed"), (57, 18, 18, 7)
        )
        match kind[0]:
            case "base":
                base: Any = self._each(5, 60, self.all) if self.chance(50) else None
                return {
                    "base": base or self._amount(5, 60),
                    "rest": self._inner(2) if self.chance(60) else self._linear(1),
                }
            case "linear":
                return self._linear(2)
            case "fixed" if self.always == self.all:
                return self._fixed()
            case _:
                return self._inner(3)

    def _rare(self) -> dict[str, Any] | None:
        """In few agreements, a key that shares nothing, or sums for some years."""
        match self.seldom.randrange(24):
            case 0:
                word = self.seldom.choice(("nothing_shared", "not_stated"))
                return {word: "Det er ikke sagt hvorfor."}
            case 1 if self.always == self.all:
                sums = {p: f"{self.seldom.randint(1, 10**7)}.37" for p in self.all}
                period = {
                    "from": self.seldom.choice(("2019-07-01", "2020-03-15")),
                    "to": self.seldom.choice(("2021-06-30", "2024-02-29")),
                }
                return {"amounts": sums, "per": "agreement_period", **period}
            case 2 if self.always == self.all:
                sums = {p: f"{self.seldom.randint(1, 10**6)}" for p in self.all}
                return {"amounts": sums, "per": "year"}
            case _:
                return None

    def _fixed(self) -> Any:  # noqa: ANN401 -- as it is written
        by = {"statistic": "population", "date": self._day_of("accounting_year")}
        steps = [{"up_to": 400, "amount": self._amount(1, 40)}]
        return self.random.choice(
            (
                {"amounts": self._each(10, 90, self.all), "per": "year"},
                {"price": "3.08", **by},
                {"steps": [*steps, {"amount": self._amount(20, 90)}], **by},
            )
        )

    def _inner(self, depth: int) -> Any:  # noqa: ANN401 -- as it is written
        """A key that is not linear, with at most that many keys inside each other."""
        kinds = ["threshold", "bounded", "bounded"]
        kinds += ["parts", "groups"] if depth > 1 else []
        again = self._inner(depth - 1) if depth > 1 else self._linear(1)
        match self.random.choice(kinds):
            case "threshold":
                above = again if self.chance(60) else self._linear(1)
                return {"threshold": self._amount(5, 120), "above": above}
            case "parts":
                weights = self.random.choice((("40 %", "60 %"), ("1/3", "2/3")))
                keys = [again, self._inner(1) if self.chance(30) else self._linear(1)]
                self.random.shuffle(keys)
                pairs = zip(weights, keys, strict=True)
                return {"parts": [{"weight": w, "key": k} for w, k in pairs]}
            case "groups":
                return self._groups(again)
            case _:
                return self.bounded()

    def bounded(self) -> dict[str, Any]:
        """A key that is linear, within bounds for some or for all."""
        inner = self._linear(2)
        payers = [*self.always, *_listed(inner)]
        key: dict[str, Any] = {"bounded": inner}
        if self.chance(60):
            some = self.chance(50) and payers
            low: Any = self._each(1, 25, self._some(payers)) if some else None
            key["minimum"] = low or self._amount(1, 18)
        if self.chance(60) or "minimum" not in key:
            some = self.chance(65) and payers
            high: Any = self._each(46, 150, self._some(payers)) if some else None
            key["maximum"] = high or self._amount(80, 260)
        return key

    def _groups(self, inside: Any) -> Any:  # noqa: ANN401 -- as it is written
        """Participants and parties; what is not linear stands in one of them."""
        parties = list(PARTIES[: self.random.randint(1, 2)])
        theirs: dict[str, Any] = {"payers": parties, "key": "equal"}
        ours: dict[str, Any] = {"payers": "participants", "key": inside}
        if self.chance(25):
            low = self._each(1, 20, parties[:1])
            theirs["key"] = {"bounded": "equal", "minimum": low}
            if self.chance(50):
                theirs["key"] = {"threshold": self._amount(5, 50), "above": "equal"}
                ours["key"] = self._linear(1)
        elif self.chance(20):
            theirs |= {"key": "not_stated", "collective": parties[0]}
        shares = self.random.choice((("54.2 %", "45.8 %"), ("50 %", "1/2")))
        return {
            "groups": [
                {"share": share, **group}
                for share, group in zip(shares, (ours, theirs), strict=True)
            ]
        }

    def _linear(self, depth: int) -> Any:  # noqa: ANN401 -- as it is written
        if depth > 1 and self.chance(35):
            one, other = self._linear(1), self._linear(1)
            if self.chance(50):
                return {
                    "groups": [
                        {"share": "3/4", "payers": "participants", "key": one},
                        {"share": "1/4", "payers": ["fylket"], "key": "equal"},
                    ]
                }
            return {
                "parts": [
                    {"weight": "40 %", "key": one},
                    {"weight": "60 %", "key": other},
                ]
            }
        leaf = self.random.choice(LEAVES)
        if leaf == "shares" and self.always == self.all and self.chance(50):
            some = self.random.sample(range(1, 30), len(self.all))
            whole = sum(some)
            pairs = zip(self.all, some, strict=True)
            return {"shares": {p: f"{part}/{whole}" for p, part in pairs}}
        if leaf == "statistic":
            day = self.random.choice(("accounting_year", "year_before", "2020-01-01"))
            return {"statistic": "population", "date": self._day_of(day)}
        if leaf == "weights":
            return {"weights": {p: self.random.randint(1, 9) for p in self.all}}
        return "equal"

    def _day_of(self, day: str) -> str | dict[str, str]:
        """A day of figures; 1 January of a year is at times another one of it."""
        if day.startswith("20") or not self.seldom_is(4):
            return day
        return {"day": MIDDLE, "year": day}

    def _amount(self, low: int, high: int) -> str:
        """Some percent of what a payer would bear of a cost like those drawn."""
        part = self.random.randint(low, high) * self.scale // 100
        ore = part * 2 // len(self.all)
        return f"{ore // 100}.{ore % 100:02d}" if self.chance(30) else str(ore // 100)

    def _each(self, low: int, high: int, payers: Sequence[str]) -> dict[str, str]:
        return {payer: self._amount(low, high) for payer in payers}

    def _some(self, payers: Sequence[str]) -> list[str]:
        return sorted(self.random.sample(payers, self.random.randint(1, len(payers))))

    # ---------------------------------------------------------------- the vouchers

    def _vouchers(self) -> list[Voucher]:
        of = self.draw_.cooperation
        grants = self.chance(14)
        refunds = not grants and self.chance(45)
        found: list[Voucher] = []
        for number in range(self.random.choice((1, 2, 3, 4, 4, 5, 6, 8))):
            day = self._day(of, 2020 if number == 0 else None)
            first, last = self._service(of, day)
            ore = self.random.randint(1, self.scale * 2)
            if self.chance(40):
                ore = max(100, ore // 100_00 * 100_00)
            voucher = Voucher(day, ore, first, last)
            if refunds and found and self.chance(35):
                found.append(self._refund(found))
                continue
            found.append(self._bearer(of, self._wishes(of, voucher), grants=grants))
        if grants:
            voucher = self.random.choice(found)
            part = voucher.ore * self.random.randint(5, 130) // 100
            day = self._later(voucher.day)
            grant = replace(voucher, ore=part, income=True, day=day)
            if not voucher.centre and self.chance(60):
                grant = Voucher(day, part, day, day, income=True)
            found.append(grant)
        return found

    def _day(self, of: Cooperation, year: int | None) -> date:
        """A day of the books on which there are terms."""
        year = year or self.random.randint(2020, self.years)
        first = max(of.versions[0].first, date(year, 1, 1))
        last = date(year, 12, 31)
        return first + ONE_DAY * self.random.randint(0, (last - first).days)

    def _later(self, day: date) -> date:
        return day + ONE_DAY * self.random.randint(
            0, (date(day.year, 12, 31) - day).days
        )

    def _service(self, of: Cooperation, day: date) -> tuple[date, date]:
        """Most vouchers are for their own day; some for other days, or other years."""
        begin = of.versions[0].first
        kind = self.random.choices(
            ("day", "year", "late", "early", "long"), (55, 17, 22, 3, 3)
        )[0]
        if kind == "day":
            return day, day
        year = day.year + {"late": -1, "early": 1}.get(kind, 0)
        days = [date(year, 1, 1) + ONE_DAY * self.random.randrange(365) for _ in "12"]
        if self.chance(25):
            days = [date(year, 1, 1), date(year, 12, 31)]
        if kind == "long":
            days[1] += timedelta(days=200)
        first, last = max(begin, min(days)), max(days)
        return (first, last) if first <= last else (day, day)

    def _wishes(self, of: Cooperation, voucher: Voucher) -> Voucher:
        """What the voucher says against the agreement."""
        centres = of.versions[0].centres
        if centres and self.chance(50):
            voucher = replace(voucher, centre=self.random.choice(sorted(centres)))
        keys = _keys_of(of, voucher)
        sets = [key for key in keys if sets_amounts(key)]
        name = self.random.choice(("k1", "k2", "equal"))
        if self.chance(8) and not _has_shares(of.names[name]):
            voucher = replace(voucher, key=name)
        elif sets or any(map(_has_shares, keys)):
            return voucher
        members = set.intersection(
            *(set(_members(of, voucher, day)) for day in _service_days(voucher))
        )
        if members and self.chance(30):
            some = frozenset(self._some(sorted(members)))
            voucher = replace(voucher, members=some)
        return voucher

    def _bearer(self, of: Cooperation, voucher: Voucher, *, grants: bool) -> Voucher:
        """Say who paid, where a threshold asks for it; else the host of the day has."""
        if not self._has_threshold(voucher):
            return voucher
        payers = [*self.all, *PARTIES[:1]]
        if any(map(sets_amounts, _keys_of(of, voucher))):
            return voucher  # whether such a one may say who paid is said nowhere
        if not grants and self.chance(35):
            return replace(voucher, bearer=self.random.choice(payers))
        return voucher

    def _has_threshold(self, voucher: Voucher) -> bool:
        return any(map(has_threshold, _keys_of(self.draw_.cooperation, voucher)))

    def _refund(self, found: list[Voucher]) -> Voucher:
        """Some or all of a cost paid back, mostly for its days of service."""
        of = self.random.choice([v for v in found if v.ore > 0])
        ore = of.ore if self.chance(30) else self.random.randint(1, of.ore)
        refund = replace(of, ore=-ore, day=self._later(of.day))
        if of.bearer is None and self._has_threshold(of) and self.chance(70):
            refund = replace(refund, bearer=self.draw_.cooperation.on(of.day).host)
        same_day = refund.first == of.day == refund.last
        if same_day and self.chance(30) and len(self.draw_.versions) == 1:
            return replace(refund, first=refund.day, last=refund.day)
        return refund

    # ------------------------------------------------------------------- the rules

    def _rules(self, versions: list[dict[str, Any]]) -> dict[str, Any]:
        people = {p: self.random.randint(1, 900) for p in MUNICIPALITIES}
        rules: dict[str, Any] = {
            "region": "Test",
            "currency": "NOK",
            "municipalities": {
                slug: {
                    "name": payer_name(slug),
                    "organisation_number": number,
                    "numbers": [{"number": f"{1000 + place}"}],
                }
                for place, (slug, number) in enumerate(MUNICIPALITIES.items())
            },
            "parties": {slug: {"name": payer_name(slug)} for slug in PARTIES},
            "keys": {
                name: {"title": f"Nøkkel {name}", "key": key}
                for name, key in self.named.items()
            },
            "cooperations": {
                "x": {
                    "title": "X",
                    "account": "X",
                    "kind": "cooperation",
                    "legal_form": "not_stated",
                    "cost_centres": {
                        code: {"account": account, "title": account}
                        for code, account in CENTRES.items()
                    },
                    "versions": versions,
                }
            },
            "statistics": {
                "population": {
                    "title": "Folketall",
                    "unit": "stk",
                    "source": "test",
                    "values": [
                        {
                            "municipality": payer,
                            "date": f"{year}-01-01",
                            "value": people[payer] + self.random.randint(0, 40),
                        }
                        for payer in people
                        for year in range(2018, 2026)
                    ]
                    + [
                        {
                            "municipality": payer,
                            "date": f"{year}-{MIDDLE}",
                            "value": people[payer] + self.seldom.randint(0, 40),
                        }
                        for payer in people
                        for year in range(2018, 2026)
                    ],
                }
            },
        }
        return rules


# ------------------------------------------------------------------------- helpers


def _listed(key: Any) -> list[str]:  # noqa: ANN401 -- as it is written
    """Parties that stand in the groups of a key."""
    if not isinstance(key, dict) or "groups" not in key:
        return []
    lists = [g["payers"] for g in key["groups"] if g["payers"] != "participants"]
    return sorted({payer for some in lists for payer in some})


def _service_days(voucher: Voucher) -> list[date]:
    return plain.days(voucher.first, voucher.last)


def _members(of: Cooperation, voucher: Voucher, day: date) -> frozenset[str]:
    version = of.on(day)
    rule = version.centres.get(voucher.centre)
    return (rule and rule.participants) or version.participants


def _keys_of(of: Cooperation, voucher: Voucher) -> set[plain.Key]:
    """The keys that a voucher is shared by."""
    return {line.unit.account.key for line in lines_of(of, voucher)}


def _has_shares(key: plain.Key) -> bool:
    return isinstance(key, plain.Shares) or any(map(_has_shares, inner_keys(key)))


def count(seeds: Iterable[int]) -> Counter[str]:
    """How many draws have each trait."""
    return Counter(trait for seed in seeds for trait in draw(seed).traits)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    drawn = count(range(FIRST, FIRST + number))
    for trait, times in sorted(drawn.items(), key=lambda t: (-t[1], t[0])):
        print(f"{100 * times / number:6.1f} %  {trait}")  # noqa: T201 -- a command
