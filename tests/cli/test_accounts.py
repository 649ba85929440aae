"""Accounts that agreements, vouchers and claims need are opened once, on the right day.

The books are those of the claims, with a chart that holds next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimbook import Folder
from claimbook import budget
from claimbook import cost
from claimbook import rules
from fellesbok.books import load_books

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "ledger/main.beancount"


def opened(folder: Folder) -> dict[str, str]:
    """Each account that the books open, and from which day."""
    lines = (
        line.split()
        for name, content in folder.files().items()
        if name.startswith("ledger")
        for line in content.decode().splitlines()
    )
    found = [(words[2], words[0]) for words in lines if words[1:2] == ["open"]]
    assert len(found) == len(dict(found)), "an account is opened twice"
    return dict(found)


def books(tmp_path: Path, *parts: str) -> Folder:
    return Folder(tmp_path).write(
        rules(), budget("1000.00"), cost("2018-03-01", "600.00"), *parts
    )


def test_books_without_a_chart_can_be_shared_and_claimed_after_it(
    tmp_path: Path,
) -> None:
    folder = books(tmp_path)

    done = folder.run("accounts", "--yes")

    assert done.exit_code == 0, done.output
    assert opened(folder) == dict.fromkeys(
        (
            "Assets:Bank",
            "Expenses:IKT",
            *(
                f"{start}{name}{end}"
                for name in ("Midvik", "Nordvik", "Sørvik")
                for start, end in (
                    ("Assets:Fordringer:", ":IKT"),
                    ("Assets:Krav:", ":IKT"),
                    ("Income:IKT:Kommuner:", ""),
                )
            ),
        ),
        "2018-01-01",
    )
    folder.load()  # without faults
    claimed = folder.run("claim", "2018", "--yes")
    assert claimed.exit_code == 0, claimed.output
    assert len(folder.claims()) == 3
    again = folder.run("accounts", "--yes")
    assert again.output == "Alle kontoer som avtalene og bilagene trenger, er åpne.\n"


def test_an_account_is_opened_once_from_the_first_year_that_it_is_used_in(
    tmp_path: Path,
) -> None:
    folder = books(tmp_path, cost("2020-05-02", "60.00"), cost("2016-12-31", "6.00"))
    folder.path.joinpath("allocation_rules.yaml").write_text(
        rules().replace("2018-01-01", "2016-01-01"), encoding="utf-8"
    )

    assert folder.run("accounts", "--yes").exit_code == 0

    days = opened(folder)
    assert days["Expenses:IKT"] == days["Assets:Krav:Midvik:IKT"] == "2016-01-01"
    folder.load()


def test_what_is_to_be_opened_is_shown_first_with_its_first_use(tmp_path: Path) -> None:
    folder = books(tmp_path, "2018-01-01 open Assets:Bank NOK")
    before = folder.files()

    shown = folder.run("accounts", "--dry-run")
    refused = folder.run("accounts", typed="n\n")

    assert shown.exit_code == 0
    rows = [line.split() for line in shown.stdout.splitlines()]
    first = ["01.03.2018,", "main.beancount:7"]
    assert ["01.01.2018", "Expenses:IKT", "NOK", *first] in rows
    assert "Ingenting er skrevet (--dry-run)." in shown.output
    assert "Åpne 10 kontoer?" in refused.output
    assert folder.files() == before


def test_one_account_is_asked_for_as_one(tmp_path: Path) -> None:
    folder = books(tmp_path)
    folder.run("accounts", "--yes")
    folder.add(cost("2018-04-01", "5.00", of="Assets:Kasse"))

    refused = folder.run("accounts", typed="n\n")

    assert "Åpne kontoen?" in refused.output


def test_a_slip_of_the_pen_is_shown_beside_the_account_that_it_resembles(
    tmp_path: Path,
) -> None:
    folder = books(tmp_path)
    folder.run("accounts", "--yes")
    folder.add(cost("2018-04-01", "5.00", of="Assets:Bnak"))

    done = folder.run("accounts", "--dry-run")

    (row,) = [line for line in done.stdout.splitlines() if "Bnak" in line]
    assert row.split()[-1] == "Assets:Bank"


def test_an_account_that_opens_too_late_is_somebodys_own_line(tmp_path: Path) -> None:
    folder = books(tmp_path, "2018-06-01 open Assets:Bank NOK")

    done = folder.run("accounts", "--yes")

    assert done.exit_code == 1
    assert (
        "! main.beancount:11: kontoen Assets:Bank er åpen fra 01.06.2018, men brukes"
        " fra 01.03.2018. Sett åpningen til 2018-01-01."
    ) in done.output
    assert "1 kontoer må rettes for hånd." in done.output
    assert opened(folder)["Assets:Bank"] == "2018-06-01"
    assert opened(folder)["Expenses:IKT"] == "2018-01-01"


def test_an_account_that_closes_too_early_is_told_of(tmp_path: Path) -> None:
    folder = books(
        tmp_path,
        "2018-01-01 open Assets:Bank NOK",
        "2018-02-01 close Assets:Bank",
    )

    done = folder.run("accounts", "--yes")

    assert done.exit_code == 1
    assert (
        "! main.beancount:12: kontoen Assets:Bank er stengt fra 01.02.2018, men brukes"
        " 01.03.2018. Flytt eller ta bort stengingen."
    ) in done.output


def test_what_may_be_said_of_a_closed_account_is_no_fault(tmp_path: Path) -> None:
    """A last voucher on the day that it is closed, and a balance and a note later."""
    folder = books(
        tmp_path,
        "2018-01-01 open Assets:Gammel NOK",
        '2018-06-30 * "Siste"\n  Assets:Gammel  5.00 NOK\n  Assets:Bank',
        '2018-06-30 * "Siste"\n  Assets:Gammel  -5.00 NOK\n  Assets:Bank',
        "2018-06-30 close Assets:Gammel",
        "2018-07-01 balance Assets:Gammel  0.00 NOK",
        '2018-07-02 note Assets:Gammel "Avsluttet"',
    )

    done = folder.run("accounts", "--yes")

    assert done.exit_code == 0, done.output
    folder.load()  # Beancount finds no fault either


def test_faults_that_come_to_light_by_it_are_shown_and_stop_nothing(
    tmp_path: Path,
) -> None:
    """A balance that nobody could hold before is held, and does not hold."""
    folder = books(
        tmp_path,
        "2018-12-31 balance Assets:Fordringer:Midvik:IKT  1.00 NOK",
    )

    done = folder.run("accounts", "--yes")

    assert done.exit_code == 0, done.output
    faults = load_books(folder.path / MAIN).errors
    assert [fault.line for fault in faults] == [11]


def test_an_account_in_two_currencies_may_hold_both(tmp_path: Path) -> None:
    folder = books(
        tmp_path,
        '2018-05-01 * "Timer"\n  Assets:Timer  5 TIME\n  Equity:Timer  -5 TIME',
        '2018-05-02 * "Mil"\n  Assets:Timer  5 MIL\n  Equity:Mil  -5 MIL',
    )

    folder.run("accounts", "--yes")

    (made,) = (folder.path / "ledger" / "kontoer").glob("*.beancount")
    lines = [line.split() for line in made.read_text(encoding="utf-8").splitlines()]
    currencies = {words[2]: words[3:] for words in lines if words[1:2] == ["open"]}
    assert currencies["Assets:Timer"] == []
    assert currencies["Equity:Timer"] == ["TIME"]
    assert currencies["Equity:Mil"] == ["MIL"]


def test_the_fault_of_a_missing_account_names_the_command(tmp_path: Path) -> None:
    folder = books(tmp_path)

    done = folder.run("check")

    assert "Kjør «fellesbok accounts», eller legg til i kontoplanen:" in done.output
