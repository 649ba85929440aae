"""A books folder of one year in an invented region, as large as is asked for.

The agreements stand in ``allocation_rules.yaml`` beside this file; accounts and
vouchers are made for whatever cooperations are found there.  The same number of
vouchers always gives the same files.
"""

from __future__ import annotations

import random
from datetime import date
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation

YEAR = 2024
RULES = Path(__file__).parent / "allocation_rules.yaml"
PLUGIN = 'plugin "fellesbok.plugin" "../allocation_rules.yaml"\n'

GRANTS = 0.01
OWN_INCOME = 0.01
WITH_TAX = 0.4
OVERRIDDEN = 0.02

SUPPLIES = ("Lisenser", "Vakttillegg", "Drivstoff", "Leie av lokaler", "Kurs", "Utstyr")


def write_books(folder: Path, vouchers: int) -> tuple[Path, Path]:
    """Write the books, and give the two ways into the same files.

    Returns:
        The ledger as it is used, and the ledger without the plugin's line.
    """
    agreement = read_rules(RULES)
    year = folder / "ledger" / str(YEAR)
    year.mkdir(parents=True)
    (folder / RULES.name).write_text(RULES.read_text("utf-8"), "utf-8")
    accounts = folder / "ledger" / "accounts.beancount"
    accounts.write_text("".join(_accounts(agreement)), "utf-8")
    for slug, text in _vouchers(agreement, vouchers).items():
        (year / f"{slug}.beancount").write_text(text, "utf-8")
    head = 'option "title" "Målestrøket"\noption "operating_currency" "NOK"\n'
    files = ["accounts", *(f"{YEAR}/{slug}" for slug in agreement.cooperations)]
    includes = "".join(f'include "{file}.beancount"\n' for file in files)
    ours = folder / "ledger" / "main.beancount"
    plain = folder / "ledger" / "plain.beancount"
    ours.write_text(head + PLUGIN + includes, "utf-8")
    plain.write_text(head + includes, "utf-8")
    return ours, plain


def _accounts(agreement: Agreement) -> Iterator[str]:
    """Open whatever may be needed."""
    names = ["Assets:Bank", "Assets:Merverdiavgift", "Liabilities:Utlegg:Ikke-oppgitt"]
    payers = [*agreement.municipalities.values(), *agreement.parties.values()]
    names.extend(f"Liabilities:Utlegg:{payer.account}" for payer in payers)
    for cooperation in agreement.cooperations.values():
        ours = cooperation.account
        names.extend((f"Expenses:{ours}", f"Income:{ours}:Egeninntekt"))
        names.extend(_cost_accounts(cooperation))
        names.extend((f"Income:{ours}:Tilskudd:Staten", f"Income:{ours}:Overskudd"))
        names.extend((f"Income:{ours}:Fond", f"Liabilities:Uavklart:{ours}"))
        names.append(f"Liabilities:Tilskudd:{ours}")
        for payer in payers:
            names.append(f"Assets:Fordringer:{payer.account}:{ours}")
            names.append(f"Income:{ours}:Kommuner:{payer.account}")
            names.append(f"Liabilities:Fond:{ours}:{payer.account}")
    for name in dict.fromkeys(names):
        yield f"{YEAR - 1}-01-01 open {name} NOK\n"


def _vouchers(agreement: Agreement, vouchers: int) -> dict[str, str]:
    """The text of each cooperation's file; the first cooperation is the largest."""
    chance = random.Random(YEAR)  # noqa: S311 -- the same books every time
    cooperations = list(agreement.cooperations.values())
    parts = range(len(cooperations), 0, -1)
    texts: dict[str, list[str]] = {c.slug: [] for c in cooperations}
    for number in range(vouchers):
        day = date(YEAR, 1, 1) + timedelta(days=number * 366 // vouchers)
        (cooperation,) = chance.choices(cooperations, parts)
        text = _voucher(agreement, cooperation, chance, number, day)
        texts[cooperation.slug].append(text)
    return {slug: "\n".join(parts) for slug, parts in texts.items()}


def _voucher(
    agreement: Agreement,
    cooperation: Cooperation,
    chance: random.Random,
    number: int,
    day: date,
) -> str:
    """One voucher: a grant, own income, or a cost with or without value added tax."""
    amount = Decimal(chance.randrange(100_00, 50_000_00)).scaleb(-2)
    kind = chance.random()
    account = f"Income:{cooperation.account}"
    if kind < GRANTS:
        rows = [(f"{account}:Tilskudd:Staten", -amount), ("Assets:Bank", amount)]
        return _entry(number, day, "Staten", "Tilskudd", [], rows)
    if kind < GRANTS + OWN_INCOME:
        rows = [(f"{account}:Egeninntekt", -amount), ("Assets:Bank", amount)]
        return _entry(number, day, "Innbyggere", "Egenbetaling", [], rows)
    payee = f"Leverandør {chance.randrange(300)} AS"
    narration = f"{chance.choice(SUPPLIES)} {day:%m/%Y}"
    wishes = []
    if chance.random() < OVERRIDDEN:
        wishes.append(_override(agreement, cooperation, chance, day))
    rows = [(chance.choice(_cost_accounts(cooperation)), amount)]
    if chance.random() < WITH_TAX:
        rows.append(("Assets:Merverdiavgift", (amount / 4).quantize(Decimal("0.01"))))
    host = cooperation.versions[-1].host
    who = agreement.payer(host).account if host else "Ikke-oppgitt"
    rows.append(
        (f"Liabilities:Utlegg:{who}", -sum((row[1] for row in rows), Decimal(0)))
    )
    return _entry(number, day, payee, narration, wishes, rows)


def _cost_accounts(cooperation: Cooperation) -> list[str]:
    """The accounts that costs are booked on."""
    account = f"Expenses:{cooperation.account}"
    centres = cooperation.cost_centres.values()
    return [f"{account}:{centre.account}" for centre in centres] or [account]


def _override(
    agreement: Agreement, cooperation: Cooperation, chance: random.Random, day: date
) -> str:
    """A line of metadata that says something else than the agreement."""
    version = cooperation.version_on(day)
    assert version is not None
    assert version.participants is not None
    bearer, other, *_ = (agreement.payer(slug).name for slug in version.participants)
    choices = [
        f'periode: "{YEAR}-01-01/{YEAR}-12-31"',
        'noekkel: "inhabitants"',
        f'betaler: "{bearer}"',
        f'deltakere: "{bearer}, {other}"\n  noekkel: "forty-sixty"',
        *(f'ansvar: "{code}"' for code in cooperation.cost_centres),
    ]
    return chance.choice(choices)


def _entry(  # noqa: PLR0913, PLR0917 -- the parts of one entry
    number: int,
    day: date,
    payee: str,
    narration: str,
    wishes: list[str],
    rows: list[tuple[str, Decimal]],
) -> str:
    """The entry as a person or an importer writes it."""
    lines = [f'{day} * "{payee}" "{narration}"', f'  bilag: "{number + 1:06}"']
    lines.extend(f"  {wish}" for wish in wishes)
    lines.extend(f"  {account:<44} {amount:>12} NOK" for account, amount in rows)
    return "\n".join(lines) + "\n"
