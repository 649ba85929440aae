"""The next year is made ready whole, once, and only after the year before."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from typing import Any

import pytest

from claimbook import budget
from claimbook import cost
from fellesbok import web
from fellesbok.books import load_books
from fellesbok_importers.statistics import ssb
from new_years import files
from new_years import plain
from new_years import region as region  # noqa: PLC0414 -- a fixture
from new_years import run
from new_years import said
from new_years import year
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_year_after_the_first_is_ready_for_vouchers(region: Path) -> None:
    told = year(region, "2027", "--index", "3,5", "--yes")

    assert (region / "ledger/2027/felles-it.beancount").read_text() == (
        "; Felles IT 2027\n"
        "\n"
        "; Budsjettet for 2027, etter det for 2026 med 3,5 % tillegg\n"
        '2027-01-01 custom "budget" Expenses:Felles-IT "yearly" 103500.00 NOK\n'
    )
    assert (region / "ledger/2027/brann.beancount").read_text() == "; Brann 2027\n"
    main_text = (region / "ledger/main.beancount").read_text()
    assert main_text.endswith(
        'include "2026/brann.beancount"\n'
        'include "2027/felles-it.beancount"\ninclude "2027/brann.beancount"\n'
    )
    assert "tall per 01.01.2027 mangler for Lyngen, Gáivuotna, Storfjord" in told
    assert "hentes med «fellesbok year 2027 --fetch»." in told
    assert "Brann: a konto regnes av budsjettet, og 2027 har ikke noe" in told
    assert "Felles IT: a konto" not in told
    assert "Slik står bøkene 31.12.2026:" in told
    assert re.search(r"Eiendel: Bank +-12 500,00", told)
    checked = run(region, "check")
    assert "Ingen feil. Fra fordelingen: 3 funn." in said(checked, 0)


def test_a_second_time_changes_nothing(region: Path) -> None:
    year(region, "2027", "--yes")
    before = files(region)

    told = year(region, "2027", "--index", "9", "--yes")

    assert "Alt for 2027 er på plass." in told
    assert files(region) == before


def test_nothing_is_written_before_somebody_says_so(region: Path) -> None:
    before = files(region)

    shown = year(region, "2027", "--dry-run")
    refused = run(region, "year", "2027", typed="n\n")

    assert "Ingenting er skrevet (--dry-run)." in shown
    assert '+ include "2027/brann.beancount"' in shown
    assert "Ingenting er skrevet." in said(refused, 0)
    assert files(region) == before


def test_it_is_said_in_english(region: Path) -> None:
    told = year(region, "2027", "--language", "en", "--yes")

    assert "2027/brann.beancount (new)" in told
    assert "figures for 1 January 2027 are missing for Lyngen, Gáivuotna" in told
    assert "The books as they stand on 31 December 2026:" in told
    assert "Everything for 2027 is in place." in year(
        region, "2027", "--language", "en"
    )


def test_a_year_that_is_begun_by_hand_is_completed(region: Path) -> None:
    begun_at = region / "ledger/2027/brann.beancount"
    begun_at.parent.mkdir()
    own = '2027-01-05 * "Renter"\n  Assets:Uplassert  1.00 NOK\n  Assets:Bank:Lyngen'
    begun_at.write_text(own)

    told = year(region, "2027", "--yes")

    assert "2027/brann.beancount (tas inn som den er)" in told
    assert begun_at.read_text() == own
    assert len(load_books(region / "ledger/main.beancount").errors) == 0
    assert "Alt for 2027 er på plass." in year(region, "2027")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2026", "Bøkene begynner i 2026, så 2026 har ikke noe år før seg"),
        ("1900", "Bøkene begynner i 2026, så 1900 har ikke noe år før seg"),
        (
            "2035",
            "Bøkene har ikke 2034, som 2035 skulle lages av: det siste året før er",
        ),
    ],
)
def test_a_year_follows_the_year_before(
    region: Path, asked: str, expected: str
) -> None:
    before = files(region)

    assert expected in said(run(region, "year", asked, "--yes"))
    assert files(region) == before


def test_books_with_faults_get_no_new_year(region: Path) -> None:
    (region / "ledger/2026/brann.beancount").write_text("2026-01-01 open Feil\n")

    assert "Rett feilene" in said(run(region, "year", "2027", "--yes"))
    assert not (region / "ledger/2027").exists()


def test_claims_of_the_year_before_begin_no_year(region: Path) -> None:
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            '2027-01-05 * "Innbetaling"\n  Assets:Bank:Lyngen  1.00 NOK\n'
            "  Assets:Uplassert\n"
        )

    year(region, "2027", "--yes")

    made_at = region / "ledger/2027/felles-it.beancount"
    assert '"yearly" 100000.00 NOK' in made_at.read_text()


def test_a_new_member_gets_its_accounts_once(region: Path) -> None:
    path = region / "allocation_rules.yaml"
    text = path.read_text()
    head, brann = text.split("  brann:\n")
    begins = brann.index("      - from: 2026-01-01")
    terms = brann[begins:]
    brann = brann.replace("[gaivuotna, lyngen, storfjord]", "[lyngen, storfjord]")
    brann += terms.replace("2026-01-01", "2027-01-01", 1)
    path.write_text(f"{head}  brann:\n{brann}")
    accounts = region / "ledger/accounts.beancount"
    lines = accounts.read_text().splitlines()
    accounts.write_text(
        "\n".join(
            x
            for x in lines
            if "Gáivuotna:Brann" not in x and "Brann:Kommuner:Gáivuotna" not in x
        )
        + "\n"
    )

    year(region, "2027", "--yes")

    opened = [
        line
        for line in (region / "ledger/2027/brann.beancount").read_text().splitlines()
        if " open " in line
    ]
    assert opened == [
        "2027-01-01 open Assets:Fordringer:Gáivuotna:Brann NOK",
        "2027-01-01 open Assets:Krav:Gáivuotna:Brann NOK",
        "2027-01-01 open Income:Brann:Kommuner:Gáivuotna NOK",
    ]
    year(region, "2028", "--yes")
    assert b" open " not in (region / "ledger/2028/brann.beancount").read_bytes()


def test_an_agreement_that_ends_is_told(region: Path) -> None:
    path = region / "allocation_rules.yaml"
    text = path.read_text()
    head, brann = text.split("  brann:\n")
    brann = brann.replace(
        "from: 2026-01-01", "from: 2026-01-01\n        to: 2026-12-31"
    )
    path.write_text(
        f"{head}  brann:\n{brann}".replace("host: lyngen", "host: not_stated")
    )

    told = year(region, "2027", "--yes")

    assert "avtalen har ingen vilkår for 2027: de siste gjelder til 31.12.2026" in told
    assert "verten er ikke oppgitt, så ingenting kan kreves" in told
    assert not (region / "ledger/2027/brann.beancount").exists()


def test_every_page_opens_in_the_new_year(region: Path) -> None:
    year(region, "2027", "--yes")

    reader = reader_of(region / "ledger/main.beancount")

    for name in web.__all__:
        assert reader.page(name, time="2027").tree.xpath("//h1"), name


def test_a_gap_between_years_is_filled(tmp_path: Path) -> None:
    folder = plain(tmp_path / "bok").add(
        cost("2018-03-01", "600.00"), cost("2020-03-01", "600.00"), budget("1000.00")
    )

    told = year(folder.path, "2019", "--yes")

    assert "2019.beancount (ny)" in told
    assert "1000.00" in (folder.path / "ledger/2019.beancount").read_text()


def answer_of(code: str, value: int) -> bytes:
    return json.dumps(
        {
            "class": "dataset",
            "id": ["Region", "Tid"],
            "size": [3, 1],
            "dimension": {
                "Region": {
                    "category": {"index": {"K-5536": 0, "K-5540": 1, "K-5538": 2}}
                },
                "Tid": {"category": {"index": {code: 0}}},
            },
            "value": [value, value + 1, value + 2],
        }
    ).encode()


def test_what_lacks_is_fetched_where_it_is_asked_for(
    region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def ask(address: str, question: Any) -> bytes:  # noqa: ANN401 -- as ssb has it
        asked.append((address, question))
        return answer_of("2027", 2700)

    monkeypatch.setattr(ssb, "_ask", ask)

    told = year(region, "2027", "--fetch", "--yes")

    assert len(asked) == 1
    assert "3 nye tall" in told
    assert "tall per 01.01.2027 mangler" not in told
    assert "Alt for 2027 er på plass." in year(region, "2027", "--fetch")
    assert len(asked) == 1


def test_without_a_net_the_year_is_made_and_the_lack_told(
    region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*_: object) -> bytes:
        raise OSError("no net")

    monkeypatch.setattr(ssb, "_ask", ask)

    told = year(region, "2027", "--fetch", "--yes")

    assert "SSB svarer ikke" in told
    assert "tall per 01.01.2027 mangler" in told
    assert (region / "ledger/2027/brann.beancount").exists()
