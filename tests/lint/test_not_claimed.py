"""What a payer is to bear and is not asked for, and what is not billed yet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from audited_books import CLEAN
from audited_books import COLLECTIVE
from audited_books import NO_GRANT
from audited_books import SURPLUS
from audited_books import YEAR_IS_OVER
from audited_books import Books
from audited_books import Case
from audited_books import each
from audited_books import memo
from audited_books import must_find
from audited_books import posted

if TYPE_CHECKING:
    from pathlib import Path


def closed(each: str) -> str:
    """The year closed with that much for each of two."""
    charged = Decimal(each) * 2
    lines = [
        '2018-12-31 custom "avsluttet" "ikt" 2018',
        '  document: "main.beancount"',  # any file will do
        "  antall-linjer: 2",
        f"  fordelt: {charged} NOK",
        f"  sum: {charged} NOK",
    ]
    for name, slug in (("Nordvik", "nordvik"), ("Sørvik", "sorvik")):
        accounts = f"Assets:Fordringer:{name}:IKT Income:IKT:Kommuner:{name}"
        lines += [
            f'2018-12-31 custom "fastsatt" "ikt" {accounts} {each} NOK',
            '  merker: "#fordeling"',
            f'  lenker: "^fordeling-2018-ikt ^fordeling-2018-ikt-{slug}"',
            '  samarbeid: "IKT"',
            f'  kommune: "{name}"',
            '  periode: "2018"',
            '  noekkel: "likt"',
            f"  grunnlag: {charged} NOK",
            '  andel: "1/2"',
        ]
    return "\n".join(["", *lines, ""])


SURPLUS_LINE = f"        {SURPLUS}\n"
ON_ACCOUNT = {
    SURPLUS_LINE: SURPLUS_LINE
    + "        claims: {advance: {basis: budget, due: [05-01]}, due_days: 30}\n"
}
"""Half of the budget of 1 000 falls due on the day of the only voucher."""


def settled(amount: str) -> str:
    """The settlement of Sørvik, claimed the year after."""
    return f"""
2019-01-01 * "Krav" "IKT 2018" #krav ^krav-nordvik-2019-0001
  krav: "nordvik-2019-0001"
  kravtype: "avregning"
  samarbeid: "IKT"
  kommune: "Sørvik"
  vert: "Nordvik"
  periode: "2018"
  forfall: 2019-01-31
  kid: "201900016"
  Assets:Krav:Sørvik:IKT         {amount} NOK
  Assets:Fordringer:Sørvik:IKT  -{amount} NOK
"""


ANOTHER_ACCOUNT = "Liabilities:Avsatt:IKT"
NAMED_OTHERWISE = {
    "currency: NOK\n": "currency: NOK\naccounts: {accrued: Liabilities:Avsatt}\n"
}
ON_ANOTHER_ACCOUNT = f"2018-01-01 open {ANOTHER_ACCOUNT}\n" + CLEAN.replace(
    "Liabilities:Utlegg:Nordvik", ANOTHER_ACCOUNT
)

CASES = [
    Case(
        ("krav-ikke-reist", "kommunene", "1010.5"),
        Books(CLEAN + memo("Driftsstøtte:Alle", "0.00", "RAPPORTERT")),
        Books(CLEAN + memo("Driftsstøtte:Alle", "-1010.50", "RAPPORTERT")),
    ),
    Case(
        ("krav-ikke-reist", "staten", "404.2"),
        Books(CLEAN + NO_GRANT, COLLECTIVE),
        Books(CLEAN, COLLECTIVE),
    ),
    Case(
        ("stoette-avvik", "", "10.5"),
        Books(CLEAN + memo("Driftsstøtte:Alle", "-1000.00", "RAPPORTERT")),
        Books(CLEAN + memo("Driftsstøtte:Alle", "-1010.50", "RAPPORTERT")),
    ),
    Case(
        ("ikke-fakturert", "", "1010.5"),
        Books(CLEAN.replace("Liabilities:Utlegg:Nordvik", "Liabilities:Påløpt:IKT")),
        Books(
            CLEAN.replace("Liabilities:Utlegg:Nordvik", "Liabilities:Påløpt:IKT")
            + posted("Liabilities:Påløpt:IKT", "1010.50")
        ),
    ),
    Case(
        ("ikke-fakturert", "", "1010.5"),
        Books(ON_ANOTHER_ACCOUNT, NAMED_OTHERWISE),
        Books(ON_ANOTHER_ACCOUNT + posted(ANOTHER_ACCOUNT, "1010.50"), NAMED_OTHERWISE),
    ),
    Case(
        ("ikke-fakturert", "", "1010.5"),
        Books(CLEAN.replace('"Drift"\n', '"Drift" #paalopt\n')),
        Books(),
    ),
    Case(
        ("ikke-avregnet", "sorvik", "5.25"),
        Books(CLEAN + settled("500.00")),
        Books(CLEAN + settled("505.25")),
    ),
    Case(
        ("ikke-avregnet", "resultat", "-10"),
        Books(CLEAN + settled("505.25") + posted("Income:IKT:Fond", "10.00")),
        Books(CLEAN + settled("505.25")),
    ),
    Case(
        ("a-konto-ikke-krevd", "sorvik", "500"),
        Books(CLEAN, ON_ACCOUNT),
        Books(
            CLEAN, {SURPLUS_LINE: ON_ACCOUNT[SURPLUS_LINE].replace("05-01", "05-02")}
        ),
    ),
    Case(
        ("a-konto-ikke-krevd", "sorvik", "500"),
        Books(CLEAN + YEAR_IS_OVER, ON_ACCOUNT),
        Books(CLEAN + YEAR_IS_OVER + settled("505.25"), ON_ACCOUNT),
    ),
    Case(
        ("etter-avslutning", "2018", "10.5"), Books(CLEAN + closed("500.00")), Books()
    ),
]


@each(CASES)
def test_a_rule_finds_what_it_is_about_and_nothing_else(
    tmp_path: Path, case: Case
) -> None:
    must_find(tmp_path, case)
