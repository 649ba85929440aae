"""The next year is made ready whole, once, and only after the year before."""

from __future__ import annotations

import io
import json
import re
import shutil
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from begun_books import VOUCHER
from begun_books import given_to_init
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok import web
from fellesbok.books import load_books
from fellesbok.budgets.next_year import raised
from fellesbok.cli import main
from fellesbok.filing.several import JOURNAL
from fellesbok_importers.statistics import ssb
from pagebook import reader_of
from places import HOUSE
from places import MADE
from written_books import TERMS

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

    from click.testing import Result

GIVEN = given_to_init("Brann")


def run(folder: Path, *words: str, typed: str | None = None) -> Result:
    command = [words[0], "--books", str(folder), *words[1:]]
    return CliRunner().invoke(main, command, input=typed)


def year(folder: Path, *words: str) -> str:
    """The command, which ends with 0; what it says, without hard spaces."""
    done = run(folder, "year", *words)
    assert done.exit_code == 0, done.output
    return done.output.replace("\xa0", " ")


def said(done: Result, code: int = 1) -> str:
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output.replace("\xa0", " ")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git/" not in str(path) and "cache" not in path.name
    }


def begun(folder: Path) -> Path:
    """A region's first books, with a voucher and a budget."""
    done = CliRunner().invoke(main, ["init", str(folder), *GIVEN])
    assert done.exit_code == 0, done.output
    with (folder / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(VOUCHER)
    return folder


@pytest.fixture
def region(tmp_path: Path) -> Path:
    return begun(tmp_path / "bok")


def plain(folder: Path) -> Folder:
    """Books that have everything in their main file."""
    folder.mkdir()
    return Folder(folder).write(rules(version(claims=TERMS)), chart())


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


def test_a_budget_that_somebody_has_begun_is_theirs(region: Path) -> None:
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            '2026-01-01 custom "budget" Income:Felles-IT:Salg "yearly" -5.00 NOK\n'
        )
        file.write("2026-01-01 open Income:Felles-IT:Salg NOK\n")
        file.write(
            '2027-01-01 custom "budget" Expenses:Felles-IT "yearly" 90000.00 NOK\n'
        )

    told = year(region, "2027", "--yes")

    assert "Felles-IT har et budsjett for 2027 fra før" in told
    assert "hadde budsjett året før, men ikke nå: Income:Felles-IT:Salg" in told
    assert b"budget" not in (region / "ledger/2027/felles-it.beancount").read_bytes()


def test_a_budget_of_hours_is_its_cooperations(region: Path) -> None:
    """Brann has hours alone in 2027, Felles IT in 2026; neither is of the other."""
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            "2026-01-01 open Equity:Memo:Felles-IT:Egeninnsats TIMER\n"
            "2026-01-01 open Equity:Memo:Brann:Egeninnsats TIMER\n"
            '2026-01-01 custom "budget" Equity:Memo:Felles-IT:Egeninnsats "yearly"'
            " -70.00 TIMER\n"
            '2027-01-01 custom "budget" Equity:Memo:Brann:Egeninnsats "yearly"'
            " -80.00 TIMER\n"
        )

    told = year(region, "2027", "--yes")

    assert "Memo har et budsjett" not in told
    assert (
        "felles-it.beancount:22: budsjettet for Equity:Memo:Felles-IT:Egeninnsats er"
        " ikke ført videre: det er ført i TIMER." in told
    )


def test_a_line_in_another_unit_is_no_lack_of_a_line(region: Path) -> None:
    """Positions are written first, and hours, of which there were some before, too."""
    line = '-01-01 custom "budget" Equity:Memo:Brann:Egeninnsats "yearly" -7.00'
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write(
            "2026-01-01 open Equity:Memo:Brann:Egeninnsats\n"
            f"2026{line} TIMER\n2027{line} STILLINGER\n2027{line} TIMER\n"
        )

    told = year(region, "2027", "--yes")

    assert "hadde budsjett året før, men ikke nå" not in told


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


@pytest.mark.parametrize(
    "index", ["mye", "NaN", "Infinity", "1e9", "1e2", "٣", "-51", "103,5", "1E-99999"]
)
def test_an_index_that_is_no_percentage_is_refused(region: Path, index: str) -> None:
    assert "er ikke en prosentsats" in said(
        run(region, "year", "2027", f"--index={index}"), 2
    )


def test_books_with_faults_get_no_new_year(region: Path) -> None:
    (region / "ledger/2026/brann.beancount").write_text("2026-01-01 open Feil\n")

    assert "Rett feilene" in said(run(region, "year", "2027", "--yes"))
    assert not (region / "ledger/2027").exists()


@given(
    amount=st.decimals(-(10**9), 10**9, places=2),
    index=st.decimals(-100, 1000, places=4),
)
def test_a_raised_amount_is_the_nearest_ore(amount: Decimal, index: Decimal) -> None:
    number, off = raised(amount, index)

    exact = Fraction(amount) * (100 + Fraction(index)) / 100
    assert Fraction(number) - off == exact
    assert abs(off) <= Fraction(1, 200)
    assert (Fraction(number) * 100).denominator == 1
    if abs(off) == Fraction(1, 200):
        assert abs(Fraction(number)) > abs(exact)


def test_rounding_is_told(region: Path) -> None:
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write('2026-01-01 custom "budget" Expenses:Brann "yearly" 0.10 NOK\n')

    told = year(region, "2027", "--index", "5", "--dry-run")

    assert "1 beløp er avrundet til nærmeste øre" in told
    assert "Til sammen er 0,005 kr lagt til." in told


def test_no_percentage_is_added_to_what_others_decide(region: Path) -> None:
    """A grant and the use of a fund stand; own income is raised like the cost."""
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        for account, amount in (
            ("Tilskudd:Staten", "-40000.00"),
            ("Fond", "-10000.00"),
            ("Salg", "-1000.00"),
        ):
            name = f"Income:Felles-IT:{account}"
            file.write(f'2026-01-01 custom "budget" {name} "yearly" {amount} NOK\n')
            file.write(f"2026-01-01 open {name} NOK\n")

    told = year(region, "2027", "--index", "3,5", "--yes")

    assert (region / "ledger/2027/felles-it.beancount").read_text().splitlines()[
        2:
    ] == [
        (
            "; Budsjettet for 2027, etter det for 2026 med 3,5 % tillegg, ikke på"
            " tilskudd og fond"
        ),
        '2027-01-01 custom "budget" Expenses:Felles-IT "yearly" 103500.00 NOK',
        '2027-01-01 custom "budget" Income:Felles-IT:Fond "yearly" -10000.00 NOK',
        '2027-01-01 custom "budget" Income:Felles-IT:Salg "yearly" -1035.00 NOK',
        (
            '2027-01-01 custom "budget" Income:Felles-IT:Tilskudd:Staten "yearly"'
            " -40000.00 NOK"
        ),
    ]
    assert (
        "Prosenten er ikke lagt på tilskudd, som står med beløpet fra året før:"
        " Income:Felles-IT:Tilskudd:Staten." in told
    )
    assert "ikke lagt på bruk av fond" in told


def test_nothing_is_said_of_grants_where_no_percentage_is_added(region: Path) -> None:
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        name = "Income:Felles-IT:Tilskudd:Staten"
        file.write(f'2026-01-01 custom "budget" {name} "yearly" -4.00 NOK\n')
        file.write(f"2026-01-01 open {name} NOK\n")

    assert "Prosenten" not in year(region, "2027", "--yes")


def test_a_budget_is_not_written_unseen_in_a_year_that_is_begun(region: Path) -> None:
    """Brann has a budget for 2027; what Felles IT has none for is shown, and asked."""
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write('2027-01-01 custom "budget" Expenses:Brann "yearly" 1.00 NOK\n')
    said_once = (
        "Felles IT: budsjettet for 2026 er ikke ført videre, for 2027 er begynt uten."
        " «fellesbok year 2027» uten --yes viser det, og spør."
    )
    made_at = region / "ledger/2027/felles-it.beancount"

    assert said_once in " ".join(year(region, "2027", "--yes").split())
    assert "budget" not in made_at.read_text()
    asked = said(run(region, "year", "2027", typed="j\n"), 0)
    assert said_once not in " ".join(asked.split())
    assert '"yearly" 100000.00 NOK' in made_at.read_text()


def test_claims_of_the_year_before_begin_no_year(region: Path) -> None:
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            '2027-01-05 * "Innbetaling"\n  Assets:Bank:Lyngen  1.00 NOK\n'
            "  Assets:Uplassert\n"
        )

    year(region, "2027", "--yes")

    made_at = region / "ledger/2027/felles-it.beancount"
    assert '"yearly" 100000.00 NOK' in made_at.read_text()


def test_months_keep_their_months_and_a_revision_counts(region: Path) -> None:
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write(
            '2026-01-01 custom "budget" Expenses:Brann "monthly" 10.00 NOK\n'
            '2026-07-01 custom "budget" Expenses:Brann "monthly" 20.00 NOK\n'
        )
    with (region / "ledger/2026/felles-it.beancount").open("a") as file:
        file.write(
            '2026-09-01 custom "budget" Expenses:Felles-IT "yearly" 120000.00 NOK\n'
        )

    year(region, "2027", "--yes")

    assert (region / "ledger/2027/brann.beancount").read_text().splitlines()[3:] == [
        '2027-01-01 custom "budget" Expenses:Brann "monthly" 10.00 NOK',
        '2027-07-01 custom "budget" Expenses:Brann "monthly" 20.00 NOK',
    ]
    assert "120000.00" in (region / "ledger/2027/felles-it.beancount").read_text()


def test_money_of_one_year_alone_is_told_and_left_out(region: Path) -> None:
    with (region / "ledger/2026/brann.beancount").open("a") as file:
        file.write(
            '2026-01-01 custom "budget" Expenses:Brann "yearly" 10.00 NOK\n'
            "  overfoert: 4.00 NOK\n"
        )

    told = year(region, "2027", "--yes")

    assert "en del av beløpet er overført fra året før det" in told
    assert (region / "ledger/2027/brann.beancount").read_text() == "; Brann 2027\n"


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


def taken_in(folder: Path, by: str) -> Path:
    """A region whose main file takes 2026 in by one line of its own."""
    begun(folder)
    path = folder / "ledger/main.beancount"
    text = re.sub(r'include "2026/.*\n', "", path.read_text())
    path.write_text(f'{text}include "{by}"\n')
    return folder


def by_pattern(folder: Path) -> Path:
    """A region whose main file takes everything in by a pattern of the year."""
    return taken_in(folder, "2026/*.beancount")


def by_any_pattern(folder: Path) -> Path:
    """A region whose main file takes in every year's folder at once."""
    return taken_in(folder, "20*/*.beancount")


def by_index(folder: Path) -> Path:
    """A region with a file that takes the year's files in."""
    taken_in(folder, "2026.beancount")
    files = sorted((folder / "ledger/2026").glob("*.beancount"))
    lines = [f'include "2026/{file.name}"\n' for file in files]
    (folder / "ledger/2026.beancount").write_text("".join(lines))
    return folder


def with_crlf(folder: Path) -> Path:
    """A region whose files come from Windows."""
    begun(folder)
    for path in (folder / "ledger").rglob("*.beancount"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


def without_last_end(folder: Path) -> Path:
    """A region whose files end in the middle of a line."""
    begun(folder)
    for path in (folder / "ledger").rglob("*.beancount"):
        path.write_bytes(path.read_bytes().rstrip(b"\n"))
    return folder


def in_main(folder: Path) -> Path:
    """Books without a file of any year."""
    plain(folder).add(budget("1000.00"), cost("2018-03-01", "600.00"))
    return folder


def copied(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        return shutil.copytree(MADE / name, folder)

    return make


def house(folder: Path) -> Path:
    """The real books of 2018."""
    for name in ("ledger", "queries"):
        shutil.copytree(HOUSE / name, folder / name)
    shutil.copy(HOUSE / "allocation_rules.yaml", folder)
    return folder


BOOKS = {
    "init": (begun, 2027),
    "pattern": (by_pattern, 2027),
    "any pattern": (by_any_pattern, 2027),
    "index": (by_index, 2027),
    "crlf": (with_crlf, 2027),
    "no last end": (without_last_end, 2027),
    "main file": (in_main, 2019),
    "house": (house, 2019),
    "three years": (copied("three_years"), 2022),
    "clean": (copied("clean_books"), 2019),
    "ordinary": (copied("ordinary_books"), 2025),
    "settled": (copied("settled_books"), 2026),
    "seen": (copied("seen_books"), 2019),
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_year_twice_is_a_year_once(name: str, tmp_path: Path) -> None:
    """And the books, the years before too, are as sound as they were."""
    make, next_year = BOOKS[name]
    folder = make(tmp_path / "bok")
    main_file = folder / "ledger/main.beancount"
    was = load_books(main_file)
    assert not was.errors
    before = files(folder)

    for number in (next_year, next_year + 1):
        year(folder, str(number), "--index", "2.5", "--yes")
        once = files(folder)
        again = year(folder, str(number), "--yes")
        assert f"Alt for {number} er på plass." in again
        assert files(folder) == once

    for path, content in before.items():
        assert once[path].startswith(content), path
    now = load_books(main_file)
    assert not now.errors
    written = {str(e) for e in was.entries if e.meta["filename"] != "<fordeling>"}
    assert written <= {str(e) for e in now.entries}
    checked = run(folder, "check")
    assert checked.exit_code == 0, checked.output
    ends = {
        line[-2:] == b"\r\n"
        for name in once
        if name.endswith(".beancount")
        for line in io.BytesIO(once[name]).readlines()[:-1]
    }
    assert ends == {name == "crlf"}


def test_every_page_opens_in_the_new_year(region: Path) -> None:
    year(region, "2027", "--yes")

    reader = reader_of(region / "ledger/main.beancount")

    for name in web.__all__:
        assert reader.page(name, time="2027").tree.xpath("//h1"), name


def test_an_index_file_gets_an_index_file(tmp_path: Path) -> None:
    folder = by_index(tmp_path / "bok")

    year(folder, "2027", "--yes")

    assert 'include "2027/brann.beancount"' in (
        (folder / "ledger/2027.beancount").read_text()
    )
    assert (
        (folder / "ledger/main.beancount")
        .read_text()
        .endswith('include "2026.beancount"\ninclude "2027.beancount"\n')
    )


def test_a_file_of_two_years_is_told_and_left(region: Path) -> None:
    (region / "ledger/2025-2026.beancount").write_text("; to år\n")
    (region / "ledger/sesong-2026-27.beancount").write_text("; sesong\n")
    with (region / "ledger/main.beancount").open("a") as file:
        file.write(
            'include "2025-2026.beancount"\ninclude "sesong-2026-27.beancount"\n'
        )

    told = year(region, "2027", "--yes")

    assert "2025-2026.beancount er for flere år" in told
    assert "sesong-2026-27.beancount er for flere år" in told
    assert sorted(p.name for p in (region / "ledger").glob("*.beancount")) == [
        "2025-2026.beancount",
        "accounts.beancount",
        "main.beancount",
        "sesong-2026-27.beancount",
    ]


def test_a_gap_between_years_is_filled(tmp_path: Path) -> None:
    folder = plain(tmp_path / "bok").add(
        cost("2018-03-01", "600.00"), cost("2020-03-01", "600.00"), budget("1000.00")
    )

    told = year(folder.path, "2019", "--yes")

    assert "2019.beancount (ny)" in told
    assert "1000.00" in (folder.path / "ledger/2019.beancount").read_text()


def test_a_year_behind_a_link_is_refused(region: Path, tmp_path: Path) -> None:
    (tmp_path / "annet").mkdir()
    (region / "ledger/2027").symlink_to(tmp_path / "annet")

    assert "ligger bak en lenke" in said(run(region, "year", "2027", "--yes"))
    assert not list((tmp_path / "annet").iterdir())


def test_a_file_that_cannot_be_taken_in_stops_all_of_it(region: Path) -> None:
    begun_at = region / "ledger/2027/brann.beancount"
    begun_at.parent.mkdir()
    begun_at.write_text(VOUCHER.replace("2026", "2027").replace("Felles-IT", "Brann"))
    before = files(region)

    told = said(run(region, "year", "2027", "--yes"))

    assert "nye feil, så ingenting er skrevet" in told
    assert "Statistikken «population» mangler tall" in told
    assert files(region) == before


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"{}",
        b'{"main": "main.beancount", "files": [["../x.beancount", null, "%s"]],'
        b' "folders": []}' % (b"0" * 64),
        b'{"main": "main.beancount", "files": [["/x.beancount", 0, "%s"]],'
        b' "folders": []}' % (b"0" * 64),
        b'{"main": "main.beancount", "files": [["documents/a.pdf", null, "%s"]],'
        b' "folders": []}' % (b"0" * 64),
        b'{"main": "main.beancount", "files": [], "folders": ["../.."]}',
        b'{"main": "other.beancount", "files": [], "folders": []}',
    ],
)
def test_a_journal_that_is_not_ours_is_left(region: Path, journal: bytes) -> None:
    (region / "ledger" / JOURNAL).write_bytes(journal)
    before = files(region)

    assert "er ødelagt, eller er ikke skrevet av fellesbok her" in said(
        run(region, "year", "2027", "--yes")
    )
    assert files(region) == before


def test_a_journal_takes_back_only_what_was_written(region: Path) -> None:
    victim = region / "ledger/2026/brann.beancount"
    before = victim.read_bytes()
    said_of = {
        "main": "main.beancount",
        "files": [["2026/brann.beancount", 0, "0" * 64]],
        "folders": [],
    }
    (region / "ledger" / JOURNAL).write_text(json.dumps(said_of))

    told = said(run(region, "check"), 0)

    assert "2026/brann.beancount er endret siden, og er latt ligge." in told
    assert victim.read_bytes() == before


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
