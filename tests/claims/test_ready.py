"""A year that cannot be shared keeps its own claims waiting, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.claims.written import claims

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("no_documents")

MEMBERS = "[midvik, nordvik]"
OVER = '\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'
OTHER = """  havn:
    title: Havn
    account: Havn
    kind: cooperation
    legal_form: not_stated
    versions:
"""
MINIMUM = "{bounded: equal, minimum: 500}"
THRESHOLD = "{threshold: 500, above: equal}"


def terms(key: str) -> str:
    due = "claims: {due_days: 30}"
    return version("2018-01-01", MEMBERS, host="midvik", key=key, claims=due)


def books(tmp_path: Path, key: str, *parts: str) -> Folder:
    """IKT by a key, and Havn equally; Havn cost 400 in 2018."""
    of_havn = cost("2018-03-01", "400.00", "Havn")
    text = rules(terms(key), others=OTHER + terms("equal"))
    accounts = chart("IKT", "Havn") + "2017-01-01 open Equity:Start NOK\n"
    return Folder(tmp_path).write(text, accounts, of_havn, *parts)


def written(folder: Folder) -> tuple[Claim, ...]:
    """The claims, also of books with a fault."""
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    return claims(loaded.entries, loaded.settled.agreement)


def claimed(folder: Folder) -> list[tuple[str, str, str, str]]:
    return [
        (c.cooperation.account, c.period, c.payer.slug, str(c.amount))
        for c in written(folder)
    ]


OF_HAVN = [("Havn", "2018", "midvik", "200.00"), ("Havn", "2018", "nordvik", "200.00")]


def test_minimums_above_the_cost_stop_that_agreement_alone(tmp_path: Path) -> None:
    """Two minimums of 500 and a cost of 600: IKT waits, and Havn is claimed."""
    folder = books(tmp_path, MINIMUM, cost("2018-02-01", "600.00"), OVER)
    done = folder.run("claim", "2018", "--yes")
    assert done.exit_code == 0, done.output
    assert claimed(folder) == OF_HAVN
    text = (folder.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    line = text.splitlines().index("      - from: 2018-01-01") + 1
    assert (
        f"IKT-samarbeidet: ingenting kreves for 2018 eller senere før feilen i"
        f" allocation_rules.yaml:{line} er rettet." in done.output
    )
    alone = folder.run("claim", "2018", "--cooperation", "IKT", "--yes")
    assert alone.exit_code == 1
    assert claimed(folder) == OF_HAVN


def test_a_year_that_has_just_begun_does_not_stop_the_year_before(
    tmp_path: Path,
) -> None:
    """2018 cost 3 000; of 2019 there is one voucher of 10 so far."""
    folder = books(
        tmp_path, MINIMUM, cost("2018-02-01", "3000.00"), cost("2019-01-03", "10.00")
    )
    done = folder.run("claim", "2018", "--cooperation", "IKT", "--yes")
    assert done.exit_code == 0, done.output
    assert claimed(folder) == [
        ("IKT", "2018", "midvik", "1500.00"),
        ("IKT", "2018", "nordvik", "1500.00"),
    ]
    later = folder.run("claim", "2019", "--cooperation", "IKT", "--yes")
    assert later.exit_code == 1
    assert "ingenting kreves for 2019 eller senere" in later.output
    first = written(folder)[1].id
    assert folder.run("credit", first, "--reason", "Feil", "--yes").exit_code == 0


def test_a_claim_of_the_year_that_waits_is_not_credited(tmp_path: Path) -> None:
    folder = books(tmp_path, MINIMUM, cost("2018-02-01", "3000.00"), OVER)
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    number = next(c.id for c in written(folder) if c.cooperation.account == "IKT")
    folder.add(cost("2018-12-31", "-2500.00"))
    before = folder.files()
    refused = folder.run("credit", number, "--reason", "x", "--yes")
    assert refused.exit_code == 1
    assert "Rett feilene i bøkene først" in refused.output
    assert folder.files() == before


def test_another_fault_stops_all(tmp_path: Path) -> None:
    folder = books(
        tmp_path,
        MINIMUM,
        cost("2018-02-01", "600.00"),
        OVER,
        "\n2019-01-01 balance Assets:Bank 1.00 NOK\n",
    )
    assert folder.run("claim", "2018", "--yes").exit_code == 1
    assert not claimed(folder)


def test_a_cost_that_nobody_is_known_to_have_paid_is_not_passed_over(
    tmp_path: Path,
) -> None:
    """The threshold's 500 is borne by who paid 1 000, and the voucher does not say it.

    The 300 that Midvik paid was shared, and claimed as if it was all of the year.
    """
    unknown = cost("2018-02-01", "1000.00").replace("Assets:Bank", "Equity:Start")
    folder = books(tmp_path, THRESHOLD, unknown, cost("2018-04-01", "300.00"), OVER)
    done = folder.run("claim", "2018", "--yes")
    assert done.exit_code == 0, done.output
    assert claimed(folder) == OF_HAVN
    said = done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert "IKT-samarbeidet 2018: 1 000,00 kr har ingen betaler" in said
    assert "Skriv «betaler:» på bilaget." in said
