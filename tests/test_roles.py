"""Every page, answer and file for each who can sign in: their own and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fellesbok import statement
from readers import ACCOUNTANT
from readers import MUNICIPALITIES
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from flask import Flask

BOOKS = Path(__file__).parents[1] / "ledger" / "main.beancount"
SLUG = "interkommunale-samarbeid-i-nord-troms"
PAGES = (
    "Fordeling",
    "Kommuneoppgave",
    "Forklaring",
    "Krav",
    "Tilskudd",
    "Fond",
    "Avtaler",
    "Budsjett",
    "Funn",
)
COOPERATIONS = ("", "ikt", "skadefelling", "kommuneveterinaer", "innkjop")
FAVAS = (
    "api/journal",
    "api/journal_page?page=1&order=asc",
    "api/income_statement",
    "api/balance_sheet",
    "api/trial_balance",
    "api/statistics",
    "api/documents",
    "api/events",
    "api/commodities",
    "api/ledger_data",
    "api/options",
    "api/errors",
    "api/narrations",
    "api/source",
    "api/account_report?a=Assets:Fordringer",
    "api/account_report?a=Income&r=balances",
    "api/query?query_string=SELECT+*+FROM+allocations",
    "api/query?query_string=SELECT+*+FROM+budget_allocations",
    "api/query?query_string=SELECT+*+FROM+budget_vs_accounts",
    "api/query?query_string=SELECT+account,+position,+narration",
    "api/query?query_string=PRINT",
    "download-journal/",
    "download-query/query_result.csv?query_string=SELECT+*+FROM+allocations",
)


@pytest.fixture(scope="module")
def app() -> Flask:
    return with_sign_in(BOOKS)


def addresses() -> Iterator[str]:
    for page in PAGES:
        for cooperation in COOPERATIONS:
            asks = f"?time=2018&samarbeid={cooperation}"
            for form in ("", "csv"):
                yield f"extension/{page}/{form}{asks}"
            for payer in MUNICIPALITIES:
                yield f"extension/{page}/{asks}&kommune={payer}"
    yield from FAVAS


def written(amount: Decimal) -> set[str]:
    """The ways an amount stands on pages, in files and in answers to programs."""
    norwegian = f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return {str(amount), f"{amount:,}", norwegian, str(amount).replace(".", ",")}


@pytest.mark.parametrize("slug", MUNICIPALITIES)
def test_a_municipality_finds_nobody_elses_share_anywhere(
    app: Flask, slug: str
) -> None:
    """The øre of a share are its finger-print: no other figure ends just so."""
    whole = app.config["LEDGERS"]._ledger(app.config["LEDGERS"]._shown, None)
    shares = statement.shares(whole.all_entries)
    names = whole.options["fellesbok"].agreement.municipalities
    own = {s.amount for s in shares if s.municipality == names[slug].name}
    others = {
        s.amount
        for s in shares
        if s.amount not in own and s.amount != s.amount.to_integral_value()
    }
    assert others
    secrets = {text for amount in others for text in written(amount)}
    client = signed_in(app, slug)
    for address in addresses():
        answer = client.get(f"/{SLUG}/{address}")
        assert answer.status_code in {200, 400, 403, 500}, address
        told = [text for text in secrets if text in answer.text]
        assert not told, f"{address} tells {told}"


@pytest.mark.parametrize("name", [ACCOUNTANT, *MUNICIPALITIES])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "asks", ["", "?time=2018", "?time=tull", "?time=1999", "?kommune=oslo"]
)
def test_every_page_is_framed_for_everybody(
    app: Flask, name: str, page: str, asks: str
) -> None:
    answer = signed_in_once(app, name).get(f"/{SLUG}/extension/{page}/{asks}")
    assert answer.status_code == 200
    assert '<div class="fb"' in answer.text
    assert "<h1>" in answer.text


CLIENTS: dict[tuple[int, str], object] = {}


def signed_in_once(app: Flask, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Signing in is slow on purpose."""
    return (
        CLIENTS.setdefault((id(app), name), signed_in(app, name))
        if (
            id(app),
            name,
        )
        not in CLIENTS
        else CLIENTS[id(app), name]
    )


def test_the_accountant_reads_all(app: Flask) -> None:
    client = signed_in_once(app, ACCOUNTANT)
    text = client.get(f"/{SLUG}/extension/Fordeling/csv?time=2018").text
    assert "865709,61" in text
    assert "384194,13" in text


def test_source_is_what_was_loaded_and_may_be_read(app: Flask) -> None:
    """Skadefelling is everybody's; IKT is not Lyngen's."""
    client = signed_in_once(app, "lyngen")
    folder = BOOKS.parent / "2018"

    def read(name: str) -> int:
        asks = {"filename": str(folder / name)}
        return int(client.get(f"/{SLUG}/api/source", query_string=asks).status_code)

    assert read("skadefelling.beancount") == 200
    assert read("ikt.beancount") == 403
    assert read("../../allocation_rules.yaml") == 403
    assert read("/etc/passwd") == 403
