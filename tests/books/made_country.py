"""A made-up country: 356 municipalities, 66 regional councils, 1 200 cooperations.

Each council has a books folder of its own, of ten years.  Names, figures and vouchers
are drawn by a seed, so that the same country is made wherever it is made; no name is
that of a municipality in Norway.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from stdnum.no import orgnr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 2024
COUNCILS = 66
MUNICIPALITIES = 356
COOPERATIONS = 1_200
YEARS = range(2015, 2025)
CHANGED = date(2020, 1, 1)
"""From this day the second terms of some cooperations hold."""

STARTS = (
    *("Alve", "Bjørk", "Brat", "Drag", "Eske", "Furu", "Gaupe", "Hegre", "Isrand"),
    *("Jerv", "Kveld", "Lauv", "Mose", "Nype", "Orre", "Perle", "Rype", "Siv", "Tyri"),
    *("Ulve", "Vinter", "Ørne", "Åker"),
)
ENDS = (
    *("bakken", "berget", "bukta", "dalen", "fjellet", "holmen", "lia", "marka"),
    *("myra", "neset", "odden", "sletta", "stranda", "tangen", "vika", "ødegården"),
)
SERVICES = (
    *("IKT", "Brann", "Legevakt", "Barnevern", "Renovasjon", "PPT", "Arkiv"),
    *("Innkjøp", "Skatt", "Landbruk", "Revisjon", "Vann", "Krisesenter", "Kulturskole"),
    *("Byggesak", "Geodata", "Friluftsråd", "Veterinær", "Jordmor"),
)
SUPPLIES = ("Lisenser", "Vakttillegg", "Drivstoff", "Leie av lokaler", "Kurs", "Utstyr")
WITHOUT_KEY = 17
"""One of so many cooperations has no key that anybody has stated."""

PLUGIN = 'plugin "fellesbok.plugin" "../allocation_rules.yaml"\n'
HEAD = 'option "title" "{title}"\noption "operating_currency" "NOK"\n' + PLUGIN


@dataclass(frozen=True)
class Municipality:
    """A made-up municipality; inhabitants are those of the first year."""

    slug: str
    name: str
    number: str
    inhabitants: int


@dataclass(frozen=True)
class Service:
    """A cooperation of a council, and what is the key of its first and second terms."""

    name: str
    members: tuple[Municipality, ...]
    keys: tuple[str, ...]
    settlement: str

    @property
    def slug(self) -> str:
        """Its name in small letters of ASCII."""
        return in_ascii(self.name)


@dataclass(frozen=True)
class Council:
    """A regional council (*regionråd*): its municipalities and cooperations."""

    name: str
    municipalities: tuple[Municipality, ...]
    services: tuple[Service, ...]

    @property
    def slug(self) -> str:
        """What its folder is called."""
        return in_ascii(self.name).replace(" ", "-")


def in_ascii(name: str) -> str:
    """A name in small letters that every system has."""
    return name.lower().translate({ord("æ"): "ae", ord("ø"): "oe", ord("å"): "aa"})


def country(councils: int = COUNCILS) -> tuple[Council, ...]:
    """The councils, or the first so many of them; which does not change what they are.

    Municipalities and cooperations are dealt out as evenly as whole numbers go.
    """
    chance = random.Random(SEED)  # noqa: S311 -- the same country every time
    names = [start + end for start, end in product(STARTS, ENDS)]
    chance.shuffle(names)
    found = []
    for number in range(COUNCILS):
        first, last = (MUNICIPALITIES * n // COUNCILS for n in (number, number + 1))
        members = tuple(
            Municipality(
                in_ascii(names[place]),
                names[place],
                str(6001 + place),
                chance.randrange(900, 30_000),
            )
            for place in range(first, last)
        )
        begun, ended = (COOPERATIONS * n // COUNCILS for n in (number, number + 1))
        services = tuple(
            _service(chance, SERVICES[place - begun], members, place)
            for place in range(begun, ended)
        )
        found.append(Council(f"{members[0].name}rådet", members, services))
    return tuple(found[:councils])


def _service(
    chance: random.Random, name: str, members: tuple[Municipality, ...], place: int
) -> Service:
    """A cooperation of all the council's municipalities or some, by a key of many."""
    some = sorted(chance.sample(members, chance.randint(3, len(members))), key=_slug)
    if place % WITHOUT_KEY == 0:
        return Service(name, tuple(some), ("{not_stated: Ingen vet det}",), "year")
    parts = ", ".join(f"{each.slug}: {n}" for n, each in enumerate(some, start=1))
    kinds = (
        "equal",
        "inhabitants",
        "forty-sixty",
        "{base: 10000, rest: inhabitants}",
        '{price: "37.50", statistic: population, date: accounting_year}',
        f"{{weights: {{{parts}}}}}",
    )
    keys = [chance.choice(kinds)]
    if chance.random() < 0.3:
        keys.append("forty-sixty")
    settled = chance.choice(("year", "quarter", "month"))
    return Service(name, tuple(some), tuple(keys), settled)


def _slug(municipality: Municipality) -> str:
    return municipality.slug


def organisation_number(number: int) -> str:
    """A number of nine digits that adds up, and that nobody has: theirs begin 8 or 9.

    Every tenth or so has no check digit and is passed over.
    """
    begun = 10 * (10_000_000 + 2 * number)
    return next(n for n in map(str, range(begun, begun + 20)) if orgnr.is_valid(n))


def write_country(folder: Path, vouchers: int, councils: int = COUNCILS) -> list[Path]:
    """Write a books folder for each council, each of so many vouchers; give them."""
    return [write_council(folder, each, vouchers) for each in country(councils)]


def write_council(folder: Path, council: Council, vouchers: int) -> Path:
    """Write the books of a council in a folder of its own, and give it."""
    root = folder / council.slug
    ledger = root / "ledger"
    ledger.mkdir(parents=True)
    _write(root / "allocation_rules.yaml", "".join(_rules(council)))
    _write(ledger / "accounts.beancount", "".join(_accounts(council)))
    names = ["accounts", *map(str, YEARS)]
    includes = "".join(f'include "{name}.beancount"\n' for name in names)
    _write(ledger / "main.beancount", HEAD.format(title=council.name) + includes)
    chance = random.Random(f"{SEED} {council.slug} {vouchers}")  # noqa: S311 -- likewise
    for year in YEARS:
        first, last = (vouchers * (year + n - YEARS[0]) // len(YEARS) for n in (0, 1))
        text = "\n".join(
            [*_budgets(council, year), *_vouchers(council, chance, year, last - first)]
        )
        _write(ledger / f"{year}.beancount", text)
    return root


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _rules(council: Council) -> Iterator[str]:
    """The agreements of a council, as people write them."""
    yield f"region: {council.name}\ncurrency: NOK\n\nmunicipalities:\n"
    for each in council.municipalities:
        yield f"  {each.slug}:\n    name: {each.name}\n"
        yield f'    organisation_number: "{organisation_number(int(each.number))}"\n'
        yield f'    numbers: [{{number: "{each.number}"}}]\n'
    yield "\nstatistics:\n  population:\n    title: Folketall 1. januar\n"
    yield "    unit: innbyggere\n    source: Oppdiktet\n    values:\n"
    for year in YEARS:
        for each in council.municipalities:
            value = each.inhabitants * (1000 + 7 * (year - YEARS[0])) // 1000
            yield f"      - {{municipality: {each.slug}, date: {year}-01-01,"
            yield f" value: {value}}}\n"
    yield "\nkeys:\n  inhabitants:\n    title: folketall\n"
    yield "    key: {statistic: population, date: accounting_year}\n"
    yield "  forty-sixty:\n    title: 40/60\n    key:\n      parts:\n"
    yield "        - {weight: 40 %, key: equal}\n"
    yield "        - {weight: 60 %, key: inhabitants}\n\ncooperations:\n"
    for service in council.services:
        yield f"  {service.slug}:\n    title: {service.name} i {council.name}\n"
        yield f"    account: {service.name}\n    kind: cooperation\n"
        yield "    legal_form: not_stated\n    versions:\n"
        for first, key in zip((date(2010, 1, 1), CHANGED), service.keys, strict=False):
            yield f"      - from: {first}\n        participants: "
            yield f"[{', '.join(map(_slug, service.members))}]\n"
            yield f"        host: {service.members[0].slug}\n        key: {key}\n"
            yield f"        basis: net\n        settlement: {service.settlement}\n"
            yield "        surplus: return_to_participants\n"
            yield "        decision: not_stated\n        source: Oppdiktet\n"


def _accounts(council: Council) -> Iterator[str]:
    """Open whatever may be needed."""
    payers = [each.name for each in council.municipalities]
    names = ["Assets:Bank", *(f"Liabilities:Utlegg:{payer}" for payer in payers)]
    for service in council.services:
        ours = service.name
        names += [f"Expenses:{ours}", f"Income:{ours}:Tilskudd:Staten"]
        names += [f"Income:{ours}:Overskudd", f"Liabilities:Uavklart:{ours}"]
        names += [f"Liabilities:Tilskudd:{ours}"]
        for payer in payers:
            names.append(f"Assets:Fordringer:{payer}:{ours}")
            names.append(f"Income:{ours}:Kommuner:{payer}")
    for name in names:
        yield f"{YEARS[0] - 1}-01-01 open {name} NOK\n"


def _budgets(council: Council, year: int) -> Iterator[str]:
    """What each cooperation is to cost in a year."""
    for place, service in enumerate(council.services):
        amount = f"{200_000 + 10_000 * place}.00 NOK"
        account = f"Expenses:{service.name}"
        yield f'{year}-01-01 custom "budget" {account} "yearly" {amount}'


def _vouchers(
    council: Council, chance: random.Random, year: int, count: int
) -> Iterator[str]:
    """The vouchers of a year: costs paid by the host, and now and then a grant."""
    for number in range(count):
        day = date(year, 1, 1) + timedelta(days=number * 365 // count)
        service = chance.choice(council.services)
        amount = Decimal(chance.randrange(100_00, 50_000_00)).scaleb(-2)
        if chance.random() < 0.01:
            payee, text = "Staten", "Tilskudd"
            rows = (f"Income:{service.name}:Tilskudd:Staten", "Assets:Bank")
            amount = -amount
        else:
            payee = f"Leverandør {chance.randrange(300)} AS"
            text = f"{chance.choice(SUPPLIES)} {day:%m/%Y}"
            host = service.members[0].name
            rows = (f"Expenses:{service.name}", f"Liabilities:Utlegg:{host}")
        yield f'{day} * "{payee}" "{text}"\n  bilag: "{number + 1:05}"'
        yield f"  {rows[0]:<44} {amount:>12} NOK"
        yield f"  {rows[1]:<44} {-amount:>12} NOK\n"
