"""An error of one cooperation keeps those waiting that it reaches, and no others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claimbook import PAYERS
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.claims.tied import Tie
from fellesbok.claims.tied import first_unknown
from fellesbok.claims.tied import waiting_for
from fellesbok.errors import FileFault

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")

DAYS = "claims: {due_days: 30}"
WEIGHTS = "{weights: {nordvik: 5, midvik: 3, sorvik: 2, utvik: 4}}"
POPULATION = "{statistic: population, date: accounting_year}"
OF_2017 = """\
      - {municipality: nordvik, date: 2017-01-01, value: 300}
      - {municipality: midvik, date: 2017-01-01, value: 100}
      - {municipality: sorvik, date: 2017-01-01, value: 100}
"""
STATISTICS = """\
statistics:
  population:
    title: Folketall
    unit: personer
    source: SSB
    values:
      - {municipality: nordvik, date: 2016-01-01, value: 100}
      - {municipality: midvik, date: 2016-01-01, value: 100}
      - {municipality: sorvik, date: 2016-01-01, value: 200}
"""
TO_SKOLE = '\n2018-01-10 custom "fond" "ikt" "overføring" "skole" 400.00 NOK\n'
SKOLE_TO_HAVN = '\n2019-01-10 custom "fond" "skole" "overføring" "havn" 100.00 NOK\n'
MIDVIK_LEAVES = '\n2018-06-01 custom "fond" "skole" "utbetaling" "Midvik"\n'
BY_HAND = """
2018-01-10 * "Flyttet"
  Liabilities:Fond:IKT:Midvik     40.00 NOK
  Liabilities:Fond:Skole:Midvik  -40.00 NOK
"""
OF_BOTH = """
2017-05-03 * "Bil"
  Expenses:IKT      10.00 NOK
  Expenses:Skole    20.00 NOK
  Assets:Bank      -30.00 NOK
"""


def grant(day: str, amount: str) -> str:
    return (
        f'\n{day} * "Tilskudd"\n  Assets:Bank  {amount} NOK\n'
        f"  Income:IKT:Tilskudd:Staten  -{amount} NOK\n"
    )


def terms(key: str = WEIGHTS) -> str:
    of = version("2016-01-01", key=key, claims=DAYS)
    return of.replace("return_to_participants", "fund")


def other(slug: str, title: str) -> str:
    return f"""\
  {slug}:
    title: {title}
    account: {title}
    kind: cooperation
    legal_form: not_stated
    versions:
{terms()}"""


def books(tmp_path: Path, *parts: str, key: str = WEIGHTS, figures: str = "") -> Folder:
    """IKT has left over 400 of 2016 and 1 000 of 2017; Skole and Havn cost."""
    accounts = chart("IKT", "Skole", "Havn").replace("2017-01-01", "2016-01-01")
    accounts += "".join(
        f"2016-01-01 open Income:{of}:{account} NOK\n"
        for of in ("IKT", "Skole", "Havn")
        for account in ("Fond", "TilFond")
    )
    accounts += "".join(
        f"2016-01-01 open Liabilities:Fond:{of}:{name} NOK\n"
        for of in ("IKT", "Skole", "Havn")
        for name in PAYERS.values()
    )
    others = other("skole", "Skole") + other("havn", "Havn")
    return Folder(tmp_path).write(
        rules(terms(key), others=others) + (STATISTICS + figures if figures else ""),
        accounts,
        cost("2016-02-01", "100.00") + grant("2016-03-01", "500.00"),
        cost("2017-02-01", "100.00") + grant("2017-03-01", "1100.00"),
        cost("2018-02-01", "1000.00", "Skole") + cost("2018-02-01", "40.00", "Havn"),
        cost("2019-02-01", "0.00", "Skole"),
        *parts,
    )


def waits(folder: Folder, year: int, at: str = "main") -> list[tuple[str, int]]:
    """Who waits for an error of IKT's year, from which year."""
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert not loaded.errors
    agreement = loaded.settled.agreement
    terms_at = agreement.cooperations["ikt"].versions[0].place.path
    path = str(loaded.main) if at == "main" else terms_at
    faults = {FileFault(path, 1, "Feil"): ("ikt", year)}
    found = waiting_for(faults, loaded.entries, agreement)
    return [(each.slug, each.year) for each in found]


def test_who_moves_nothing_waits_for_nobody(tmp_path: Path) -> None:
    assert waits(books(tmp_path), 2017) == [("ikt", 2017)]


def test_what_is_moved_between_funds_ties_from_that_year_on(tmp_path: Path) -> None:
    folder = books(tmp_path, TO_SKOLE)
    assert waits(folder, 2017) == [("ikt", 2017), ("skole", 2018)]
    assert waits(folder, 2018) == [("ikt", 2018), ("skole", 2018)]


def test_what_was_moved_before_was_moved_of_what_is_known(tmp_path: Path) -> None:
    assert waits(books(tmp_path, TO_SKOLE), 2019) == [("ikt", 2019)]


def test_what_is_moved_on_ties_the_third(tmp_path: Path) -> None:
    folder = books(tmp_path, TO_SKOLE, SKOLE_TO_HAVN)
    assert waits(folder, 2016) == [("ikt", 2016), ("skole", 2018), ("havn", 2019)]


def test_the_fund_that_is_moved_to_ties_the_one_it_comes_from(tmp_path: Path) -> None:
    loaded = load_books(books(tmp_path, TO_SKOLE).path / "ledger" / "main.beancount")
    fault = FileFault("main.beancount", 1, "Feil")
    agreement = loaded.settled.agreement
    own, of_ikt = waiting_for({fault: ("skole", 2017)}, loaded.entries, agreement)
    assert (own.slug, own.year, own.tie) == ("skole", 2017, None)
    assert (of_ikt.slug, of_ikt.year) == ("ikt", 2018)
    assert of_ikt.tie == Tie(date(2018, 1, 10), "ikt", "skole", is_of_funds=True)


def test_what_is_moved_by_hand_ties_too(tmp_path: Path) -> None:
    assert waits(books(tmp_path, BY_HAND), 2017) == [("ikt", 2017), ("skole", 2018)]


@pytest.mark.parametrize(
    ("at", "year", "waiting"),
    [
        ("main", 2017, [("ikt", 2017), ("skole", 2017)]),
        ("terms", 2017, [("ikt", 2017)]),
        ("main", 2016, [("ikt", 2016)]),
    ],
)
def test_a_late_voucher_of_both_is_dated_anew_for_both(
    tmp_path: Path, at: str, year: int, waiting: list[tuple[str, int]]
) -> None:
    assert waits(books(tmp_path, OF_BOTH), year, at) == waiting


@pytest.mark.parametrize(
    "account",
    [
        "Liabilities:Utlegg:Midvik:Skole",
        "Assets:Fordringer:Midvik:Skole",
        "Liabilities:Fond:Skole:Midvik",
    ],
)
def test_a_late_voucher_ties_by_any_account_of_another(
    tmp_path: Path, account: str
) -> None:
    """An outlay is set off, a payment lowers what is claimed, a fund is owned."""
    late = OF_BOTH.replace("  Expenses:Skole    20.00 NOK\n", "").replace(
        "Assets:Bank      -30.00", f"{account}  -10.00"
    )
    folder = books(tmp_path, late)
    assert waits(folder, 2017) == [("ikt", 2017), ("skole", 2017)]


def test_what_another_ones_error_reaches_is_neither_claimed_nor_closed(
    tmp_path: Path,
) -> None:
    """Midvik takes out its part of what Skole got of IKT: 85,71 kr, not 100 kr.

    IKT 2017 lacks its figures: its 1 000 kr are owned by nobody yet, and the 400 kr
    that Skole gets are of 2016 alone.
    """
    folder = books(tmp_path, TO_SKOLE, MIDVIK_LEAVES, key=POPULATION, figures="\n")
    (fault,) = folder.errors()
    assert "IKT-samarbeidet 2017 kan ikke fordeles" in fault
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert first_unknown(loaded.entries, loaded.settled) == {"ikt": 2017, "skole": 2018}
    before = folder.files()
    for words in (("claim", "2018"), ("close", "2018")):
        done = folder.run(*words, "--cooperation", "Skole", "--yes")
        assert done.exit_code == 1
        said = " ".join(done.output.split())
        assert "er rettet: den gjelder IKT-samarbeidet 2017, og dermed Skole." in said
        assert (
            "Det er flyttet mellom fondene til IKT-samarbeidet og Skole den 10.01.2018."
            in said
        )
    assert folder.files() == before
    done = folder.run("claim", "2018", "--yes")
    assert done.exit_code == 0, done.output
    path = folder.path / "allocation_rules.yaml"
    known = Folder(folder.path, ("IKT-samarbeidet 2017",))
    assert {claim.cooperation.slug for claim in known.claims()} == {"havn"}
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + OF_2017)
    done = folder.run("claim", "2018", "--cooperation", "Skole", "--yes")
    assert done.exit_code == 0, done.output
    asked = {c.payer.slug: str(c.amount) for c in folder.claims() if c.amount > 20}
    assert asked == {"nordvik": "500.00", "midvik": "214.29", "sorvik": "200.00"}


def test_a_claim_that_another_ones_error_reaches_is_not_taken_back(
    tmp_path: Path,
) -> None:
    folder = books(tmp_path, TO_SKOLE, key=POPULATION, figures=OF_2017)
    assert folder.run("claim", "2018", "--cooperation", "Skole", "--yes").exit_code == 0
    number = folder.claims()[0].id
    path = folder.path / "allocation_rules.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(OF_2017, ""))
    done = folder.run("credit", number, "--reason", "Feil", "--yes")
    assert done.exit_code == 1
    assert "Rett feilene i bøkene først" in done.output


def test_a_closed_year_is_known_whatever_its_figures_are_now(tmp_path: Path) -> None:
    """IKT 2017 is closed; then its figures go."""
    folder = books(tmp_path, TO_SKOLE, key=POPULATION, figures=OF_2017)
    for year in ("2016", "2017"):
        done = folder.run("close", year, "--cooperation", "IKT", "--yes")
        assert done.exit_code == 0, done.output
    path = folder.path / "allocation_rules.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(OF_2017, ""))
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert ("ikt", 2017) in loaded.settled.left_out
    assert first_unknown(loaded.entries, loaded.settled) == {}
