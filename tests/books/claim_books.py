"""A made-up region whose claims are documented in the tests.

Its municipalities do not exist.  The organisation numbers have right check digits and
are of the series that the register uses for test data; the bank account is made up too.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from stdnum import luhn

from fellesbok.books import load_books
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books

OUTSIDE = "{category: O, reason: Refusjon mellom kommuner er utenfor avgiftsområdet}"
EXEMPT = "{category: E, reason: Unntatt etter merverdiavgiftsloven § 3-6}"
ZERO_RATED = "{category: Z}"
STANDARD = "{category: S, rate: 25 %}"
HOST_INVOICING = """
      address: {street: Kaia 1, postcode: "9990", city: Ytrefjord}
      endpoint: "310000019"
      bank_account: "99990100019"
      in_vat_register: "yes"
"""
PAYER_INVOICING = """
      address: {street: Rådhusveien 2, postcode: "9991", city: Midtfjord}
      endpoint: "310000027"
      buyer_reference: MF-1201
      accounting_cost: "1201-1900"
"""
RULES = """\
region: Fjordene
currency: NOK
municipalities:
  ytrefjord:
    name: Ytrefjord
    organisation_number: "310000019"
    numbers: [{{number: "9901"}}]
    invoicing:{host}
  midtfjord:
    name: Midtfjord
    organisation_number: "310000027"
    numbers: [{{number: "9902"}}]
    invoicing:{payer}
  innfjord:
    name: Innfjord
    organisation_number: "310000035"
    numbers: [{{number: "9903"}}]
parties:
  ferja: {{name: Ferjeselskapet, account: Ferjeselskapet}}
statistics:
  population:
    title: Folketall 1. januar
    unit: innbyggere
    source: Oppdiktet folketall
    values:
      - {{municipality: ytrefjord, date: 2018-01-01, value: 3001}}
      - {{municipality: midtfjord, date: 2018-01-01, value: 1997}}
      - {{municipality: innfjord, date: 2018-01-01, value: 1502}}
      - {{municipality: ytrefjord, date: 2019-01-01, value: 3010}}
      - {{municipality: midtfjord, date: 2019-01-01, value: 1990}}
      - {{municipality: innfjord, date: 2019-01-01, value: 1500}}
keys:
  forty-sixty:
    title: "40/60"
    key:
      parts:
        - {{weight: 40 %, key: equal}}
        - {{weight: 60 %, key: {{statistic: population, date: accounting_year}}}}
cooperations:
  ikt:
    title: IKT-samarbeidet i Fjordene
    account: IKT
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
{until}        participants: [ytrefjord, midtfjord, innfjord]
        host: ytrefjord
        key: forty-sixty
        basis: net
        settlement: {settlement}
        surplus: return_to_participants
        decision: Kommunestyrene i Fjordene, desember 2017
        source: Samarbeidsavtalen § 7
        assumptions:
          - text: Folketallet er det som gjaldt 1. januar i regnskapsåret.
            source: Avtalen nevner ingen dato.
            effect: Ingen i 2018.
        claims:
{advance}          due_days: 30
          vat: {vat}
"""
BUDGET = "{basis: budget, due: [02-15, 05-15, 08-15, 11-15]}"
ACCOUNTS = """\
option "operating_currency" "NOK"
plugin "fellesbok.plugin" "../allocation_rules.yaml"
2018-01-01 open Expenses:IKT NOK
2018-01-01 open Expenses:IKT:Lisenser NOK
2018-01-01 open Expenses:IKT:Drift NOK
2018-01-01 open Income:IKT:Tilskudd:Staten NOK
2018-01-01 open Assets:Bank NOK
2018-01-01 open Income:IKT:Overskudd NOK
2018-01-01 open Liabilities:Uavklart:IKT NOK
2018-01-01 open Liabilities:Merverdiavgift NOK
"""
BUDGET_LINES = """\
2018-01-01 custom "budget" Expenses:IKT:Lisenser "yearly" 900000.00 NOK
2018-01-01 custom "budget" Expenses:IKT:Drift "yearly" 300000.00 NOK
"""
VOUCHERS = """\
2018-03-05 * "Datahuset AS" "Lisenser fagsystem"
  bilag: "2018-101"
  Expenses:IKT:Lisenser   845120.55 NOK
  Assets:Bank            -845120.55 NOK
2018-06-20 * "Nettdrift AS" "Linjer og drift, første halvår"
  bilag: "2018-207"
  Expenses:IKT:Drift      {operations} NOK
  Assets:Bank            -{operations} NOK
2018-09-11 * "Innfjord kommune" "Brannmur kjøpt av Innfjord"
  bilag: "2018-311"
  Expenses:IKT:Drift               42500.00 NOK
  Liabilities:Utlegg:Innfjord:IKT -42500.00 NOK
2018-10-01 * "Staten" "Tilskudd til felles drift"
  bilag: "2018-318"
  Assets:Bank                 60000.00 NOK
  Income:IKT:Tilskudd:Staten -60000.00 NOK
"""
NAMES = ("Ytrefjord", "Midtfjord", "Innfjord")


def make_claim_books(  # noqa: PLR0913 -- what the tests vary
    folder: Path,
    *,
    vat: str = OUTSIDE,
    host: str = HOST_INVOICING,
    payer: str = PAYER_INVOICING,
    advance: str | None = BUDGET,
    operations: str = "391777.10",
    claims: str = "",
    opened_before: bool = False,
    settlement: str = "year",
    until: str = "",
) -> Books:
    """The region's books in a folder, loaded without errors.

    ``claims`` is what more stands in them; ``opened_before`` says that it opens the
    receivable of Midtfjord itself.
    """
    (folder / "ledger").mkdir(parents=True, exist_ok=True)
    rules = RULES.format(
        vat=vat,
        host=host,
        payer=payer,
        advance=f"          advance: {advance}\n" if advance else "",
        settlement=settlement,
        until=f"        to: {until}\n" if until else "",
    )
    (folder / "allocation_rules.yaml").write_text(rules, encoding="utf-8")
    opened = "".join(
        f"2018-01-01 open {account} NOK\n"
        for name in NAMES
        for account in (
            f"Assets:Fordringer:{name}:IKT",
            f"Assets:Krav:{name}:IKT",
            f"Liabilities:Utlegg:{name}:IKT",
            f"Income:IKT:Kommuner:{name}",
        )
        if not (opened_before and account == "Assets:Fordringer:Midtfjord:IKT")
    )
    main = folder / "ledger" / "main.beancount"
    vouchers = VOUCHERS.format(operations=operations)
    text = ACCOUNTS + opened + BUDGET_LINES + vouchers + claims
    main.write_text(text, encoding="utf-8")
    books = load_books(main)
    assert not books.errors, books.errors
    return books


def kid(number: int, year: int = 2018) -> str:
    """A reference with its check digit."""
    digits = f"{year}{number:04d}"
    return digits + str(luhn.calc_check_digit(digits))


def claim(  # noqa: PLR0913 -- what the tests vary
    books: Books,
    number: int,
    kind: ClaimKind,
    amount: str,
    *,
    payer: str = "midtfjord",
    day: date = date(2018, 1, 15),
    due: date = date(2018, 2, 15),
    instalment: str = "",
    set_off: str = "0.00",
    credited: str = "",
    reason: str = "",
    reference: str = "",
    period: str = "2018",
) -> Claim:
    """A claim on a payer of the region."""
    assert books.shared is not None
    agreement = books.shared.agreement
    vat = agreement.cooperations["ikt"].versions[0].claims.vat
    return Claim(
        id=f"ytrefjord-{day.year}-{number:04d}",
        kind=kind,
        cooperation=agreement.cooperations["ikt"],
        payer=agreement.payer(payer),
        host=agreement.municipalities["ytrefjord"],
        day=day,
        due=due,
        period=period,
        instalment=instalment,
        amount=Decimal(amount),
        set_off=Decimal(set_off),
        kid=reference or kid(number, day.year),
        credits=credited,
        reason=reason,
        tax=Decimal("0.00")
        if vat is None or payer == "ytrefjord"
        else kroner(vat.tax_ore(int(Decimal(amount).scaleb(2)))),
    )


def written(made: Claim) -> str:
    """A claim as a transaction of the ledger, as it stands in the books."""
    account = f"{made.payer.account}:{made.cooperation.account}"
    gross = made.amount + made.set_off
    more = f'  termin: "{made.instalment}"\n' if made.instalment else ""
    more += f'  krediterer: "{made.credits}"\n' if made.credits else ""
    more += f'  grunn: "{made.reason}"\n' if made.reason else ""
    set_off = f"  Liabilities:Utlegg:{account}  {made.set_off} NOK\n"
    tax = f"  Liabilities:Merverdiavgift  {-made.tax} NOK\n"
    return (
        f'{made.day} * "Krav" "IKT 2018 – {made.payer.name}" #krav ^krav-{made.id}\n'
        f'  krav: "{made.id}"\n  kravtype: "{made.kind.value}"\n  samarbeid: "IKT"\n'
        f'  kommune: "{made.payer.name}"\n  vert: "Ytrefjord"\n'
        f'  periode: "{made.period}"\n{more}  forfall: {made.due}\n'
        f'  kid: "{made.kid}"\n'
        f"  Assets:Krav:{account}  {made.payable} NOK\n"
        f"{tax if made.tax else ''}"
        f"{set_off if made.set_off else ''}"
        f"  Assets:Fordringer:{account}  {-gross} NOK\n"
    )


def ore(share: str, books: Books, *, budget: bool = False) -> int:
    """What a municipality bears of the accounts or the budget of 2018, in øre."""
    assert books.shared is not None
    results = books.shared.budget_results if budget else books.shared.results
    return results[0].periods[-1].apportionment.amounts_ore[share]


def kroner_text(amount_ore: int) -> str:
    """Øre as text of kroner with two decimals."""
    return str(Decimal(amount_ore).scaleb(-2))


def instalments(books: Books, payer: str = "midtfjord") -> list[Claim]:
    """The four instalments of the payment plan."""
    assert books.shared is not None
    (plan,) = payment_plans(books.shared, [], 2018)
    return [
        claim(
            books,
            row.number,
            ClaimKind.ADVANCE,
            kroner_text(row.amount_ore),
            payer=payer,
            day=date(2018, row.due.month - 1, 15),
            due=row.due,
            instalment=row.label,
        )
        for row in plan.instalments
        if row.payer == payer
    ]


def claimed_year(
    folder: Path,
    *,
    vat: str = OUTSIDE,
    payer: str = PAYER_INVOICING,
    operations: str = "391777.10",
) -> Books:
    """The books with all four instalments of Midtfjord."""
    books = make_claim_books(folder, vat=vat, payer=payer, operations=operations)
    text = "".join(map(written, instalments(books)))
    return make_claim_books(
        folder, vat=vat, payer=payer, operations=operations, claims=text
    )


def settlement(books: Books) -> Claim:
    """What Midtfjord's share of the accounts leaves when the instalments come off."""
    left = ore("midtfjord", books) - ore("midtfjord", books, budget=True)
    return claim(
        books,
        1,
        ClaimKind.SETTLEMENT,
        kroner_text(left),
        day=date(2019, 2, 1),
        due=date(2019, 3, 3),
    )


def credit_note(books: Books) -> Claim:
    """The third instalment, taken back."""
    third = instalments(books)[2]
    return claim(
        books,
        5,
        ClaimKind.CREDIT,
        str(-third.amount),
        day=date(2018, 10, 20),
        due=date(2018, 10, 20),
        instalment=third.instalment,
        credited=third.id,
        reason="Terminen skulle vært krevd i august.",
    )
