"""Who attested and approved a voucher comes in with the export that says so.

IKT is ansvar 155.  Every voucher must be attested, and those of 10 000 kr approved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attested_books import digests
from attested_books import terms
from claimbook import Folder
from claimbook import chart
from fellesbok.approvals.attested import approvals_of_year
from fellesbok_importers.intake.commands import import_command
from intake_runs import run

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

ACCOUNTS = """
2017-01-01 open Expenses:IKT:Ansvar-155 NOK
2017-01-01 open Liabilities:Utlegg:Nordvik NOK
"""
PROFILE = """
like: art-ansvar-funksjon
title: Bilagsliste med attestasjon
columns:
  attested_by: Attestert av
  attested_on: Attestert
  approved_by: Anvist av
  approved_on: Anvist
booking:
  source: nordvik
  host: nordvik
  people: {KAHA: IKT-leder}
"""
HEADING = (
    "Bilag;Dato;Art;Ansvar;Funksjon;Prosjekt;Tekst;Beløp;"
    "Attestert av;Attestert;Anvist av;Anvist\n"
)
SERVER = "1;01.03.2018;195;155;120;;Server;12000,00"
CABLE = "2;02.04.2018;195;155;120;;Kabler;9999,99"
BY_KAHA = ";KAHA;05.03.2018"
BY_CHIEF = ";Rådmann;06.03.2018"
NOBODY = ";;"


class Books:
    """Books, and the exports of Nordvik that are read into them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        written = terms().replace(
            "    legal_form: not_stated\n",
            "    legal_form: not_stated\n"
            "    cost_centres: {155: {account: Ansvar-155, title: Felles}}\n",
        )
        self.folder = Folder(path).write(written, chart(), ACCOUNTS)
        (path / "profiles").mkdir()
        self.profile(PROFILE)

    def profile(self, text: str) -> None:
        (self.path / "profiles" / "nordvik.yaml").write_text(text, "utf-8")

    def read(self, *rows: str, heading: str = HEADING) -> Result:
        export = self.path / "bilag.csv"
        export.write_text(heading + "".join(f"{row}\n" for row in rows), "utf-8")
        main = self.path / "ledger" / "main.beancount"
        given = (export, "--profile", "nordvik", "--yes")
        return run(import_command, main, *given)

    def standing(self) -> dict[str, tuple[str, str, str]]:
        """Each voucher: who attested, who approved, and what it lacks."""
        loaded = self.folder.load()
        assert not loaded.errors
        return {
            each.number: (
                each.attested.person if each.attested else "",
                each.approved.person if each.approved else "",
                "; ".join(map(str, each.reasons)),
            )
            for each in approvals_of_year(
                loaded.entries, loaded.settled.agreement, 2018
            )
        }

    def lines(self) -> list[str]:
        """The lines of attestation as they stand in the files."""
        files = sorted((self.path / "ledger" / "innlest").glob("*.beancount"))
        return [
            line
            for file in files
            for line in file.read_text("utf-8").splitlines()
            if '"attestasjon"' in line
        ]


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path)


def test_who_attested_and_approved_comes_in_with_the_voucher(books: Books) -> None:
    done = books.read(SERVER + BY_KAHA + BY_CHIEF, CABLE + NOBODY + NOBODY)
    assert done.exit_code == 0, done.output
    assert books.standing() == {
        "nordvik-1": ("IKT-leder", "Rådmann", ""),
        "nordvik-2": ("", "", "ikke attestert"),
    }
    assert books.lines() == [
        '2018-03-05 custom "attestasjon" "nordvik-1" "attestert"',
        '2018-03-06 custom "attestasjon" "nordvik-1" "anvist"',
    ]
    assert "+ 05.03.2018 attestasjon nordvik-1: attestert – IKT-leder" in done.output


def test_the_digest_is_of_the_voucher_as_it_is_booked(books: Books) -> None:
    books.read(SERVER + BY_KAHA + BY_CHIEF)
    known = digests(books.folder)["nordvik-1"]
    file = next((books.path / "ledger" / "innlest").glob("*.beancount"))
    text = file.read_text("utf-8")
    assert text.count(f'sum: "{known}"') == 2
    file.write_text(text.replace("12000.00", "12001.00"), "utf-8")
    assert books.standing()["nordvik-1"][2] == (
        "endret etter at det ble attestert 05.03.2018; "
        "endret etter at det ble anvist 06.03.2018"
    )


def test_a_file_that_says_nothing_of_it_attests_nothing(books: Books) -> None:
    books.profile(
        PROFILE.replace("  people: {KAHA: IKT-leder}\n", "").replace(
            PROFILE[PROFILE.index("columns:") : PROFILE.index("booking:")], ""
        )
    )
    done = books.read(SERVER + BY_KAHA + BY_CHIEF)
    assert done.exit_code == 0, done.output
    assert books.lines() == []
    assert (
        "Kolonner som ikke brukes: Attestert av, Attestert, Anvist av, Anvist."
        in done.output
    )


def test_what_is_attested_later_comes_in_later_and_once(books: Books) -> None:
    books.read(SERVER + NOBODY + NOBODY)
    assert books.lines() == []
    done = books.read(SERVER + BY_KAHA + NOBODY)
    assert "1 nye, 1 kjente" in done.output
    assert books.standing()["nordvik-1"] == ("IKT-leder", "", "ikke anvist")
    done = books.read(SERVER + BY_KAHA + NOBODY, CABLE + NOBODY + NOBODY)
    done = books.read(SERVER + BY_KAHA + BY_CHIEF, CABLE + NOBODY + NOBODY)
    assert books.lines() == [
        '2018-03-05 custom "attestasjon" "nordvik-1" "attestert"',
        '2018-03-06 custom "attestasjon" "nordvik-1" "anvist"',
    ]
    again = books.read(SERVER + BY_KAHA + BY_CHIEF, CABLE + NOBODY + NOBODY)
    assert "Ingenting nytt; bøkene er som før." in again.output


def test_a_changed_voucher_is_signed_as_it_is_now(books: Books) -> None:
    books.read(SERVER + BY_KAHA + BY_CHIEF)
    done = books.read(SERVER.replace("12000", "13000") + ";KAHA;09.03.2018;;")
    assert done.exit_code == 0, done.output
    assert books.standing()["nordvik-1-v2"] == ("IKT-leder", "", "ikke anvist")


def test_a_voucher_that_was_moved_in_the_books_is_not_what_was_signed(
    books: Books,
) -> None:
    """Whoever signs in the other system has seen the voucher as it was there."""
    books.read(SERVER + NOBODY + NOBODY)
    file = next((books.path / "ledger" / "innlest").glob("*.beancount"))
    text = file.read_text("utf-8")
    file.write_text(text.replace("Expenses:IKT:Ansvar-155", "Expenses:IKT"), "utf-8")
    done = books.read(SERVER + BY_KAHA + BY_CHIEF)
    assert (
        "Bilag nordvik-1 er endret i bøkene siden det ble lest inn, så det som filen"
        " sier om attestasjon, er ikke tatt med. Det må attesteres på nytt."
        in done.output
    )
    assert books.lines() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('  avtrykk: "', '  deltakere: "Midvik"\n  avtrykk: "'),
        ('  avtrykk: "', '  noekkel: "innbyggere"\n  avtrykk: "'),
        ('  avtrykk: "', '  periode: "2017-12-01/2017-12-31"\n  avtrykk: "'),
        ('* "Server"', '* "Noe helt annet"'),
        ('* "Server"', '* "Ny leverandør" "Server"'),
        ("2018-03-01 *", "2018-12-20 *"),
        ('    art: "195"', '    art: "370"'),
    ],
)
def test_a_voucher_changed_by_hand_is_not_signed_again_by_the_next_export(
    books: Books, before: str, after: str
) -> None:
    """Another municipality would pay under a signature that nobody gave."""
    books.read(SERVER + BY_KAHA + BY_CHIEF)
    signed = books.lines()
    file = next((books.path / "ledger" / "innlest").glob("*.beancount"))
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), "utf-8")
    done = books.read(SERVER + BY_KAHA + BY_CHIEF, CABLE + NOBODY + NOBODY)
    assert done.exit_code == 0, done.output
    assert books.lines() == signed
    assert (
        "Bilag nordvik-1 er endret i bøkene siden det ble lest inn, så det som filen"
        " sier om attestasjon, er ikke tatt med. Det må attesteres på nytt."
        in done.output
    )


def test_what_was_attested_anew_by_hand_is_not_asked_for_every_month(
    books: Books,
) -> None:
    books.read(SERVER + BY_KAHA + BY_CHIEF)
    file = next((books.path / "ledger" / "innlest").glob("*.beancount"))
    text = file.read_text("utf-8").replace('* "Server"', '* "Server til skolen"')
    file.write_text(text, "utf-8")
    sum_ = digests(books.folder)["nordvik-1"]
    books.folder.add(
        *(
            f'2018-04-0{day} custom "attestasjon" "nordvik-1" "{done}"\n'
            f'  av: "{person}"\n  sum: "{sum_}"\n'
            for day, done, person in (
                (1, "attestert", "Økonomileder"),
                (2, "anvist", "Rådmann"),
            )
        )
    )
    signed = books.standing()
    done = books.read(SERVER + BY_KAHA + BY_CHIEF, CABLE + NOBODY + NOBODY)
    assert "er endret i bøkene" not in done.output
    assert books.standing()["nordvik-1"] == signed["nordvik-1"]
    assert signed["nordvik-1"] == ("Økonomileder", "Rådmann", "")


def test_a_longer_export_has_the_voucher_on_another_row_and_signs_it(
    books: Books,
) -> None:
    books.read(SERVER + NOBODY + NOBODY)
    done = books.read(CABLE + NOBODY + NOBODY, SERVER + BY_KAHA + BY_CHIEF)
    assert done.exit_code == 0, done.output
    assert books.standing()["nordvik-1"] == ("IKT-leder", "Rådmann", "")


def test_what_was_decided_by_hand_follows_a_new_version_without_its_signature(
    books: Books,
) -> None:
    """Who pays was written in the books: the other system has not shown it."""
    books.read(SERVER + NOBODY + NOBODY)
    file = next((books.path / "ledger" / "innlest").glob("*.beancount"))
    text = file.read_text("utf-8")
    by_hand = text.replace('  avtrykk: "', '  deltakere: "Midvik"\n  avtrykk: "')
    file.write_text(by_hand, "utf-8")
    done = books.read(SERVER.replace("12000", "13000") + BY_KAHA + BY_CHIEF)
    assert done.exit_code == 0, done.output
    assert "Bilag nordvik-1-v2 er endret i bøkene" in done.output
    assert books.lines() == []


@pytest.mark.parametrize(
    ("signed", "told", "kept"),
    [
        (
            ";Ukjent;05.03.2018;;",
            (
                "Bilag nordvik-1 er attestert av Ukjent, som avtalen for"
                " IKT-samarbeidet ikke nevner. De som kan: IKT-leder, Økonomileder."
            ),
            [],
        ),
        (
            ";Økonomileder;05.03.2018;Økonomileder;06.03.2018",
            (
                "Bilag nordvik-1 er både attestert og anvist av Økonomileder."
                " Det skal være to forskjellige."
            ),
            ["attestert"],
        ),
        (
            ";KAHA;07.03.2018;Rådmann;06.03.2018",
            "Bilag nordvik-1 er anvist 06.03.2018, før det ble attestert 07.03.2018.",
            ["attestert"],
        ),
    ],
)
def test_what_the_agreement_refuses_is_told_and_the_voucher_is_booked_without(
    books: Books, signed: str, told: str, kept: list[str]
) -> None:
    done = books.read(SERVER + signed)
    assert done.exit_code == 0, done.output
    said = done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Attestasjonen i filen er ikke tatt med: {told}" in said
    assert [line.rpartition(" ")[2].strip('"') for line in books.lines()] == kept
    assert "nordvik-1" in books.standing()


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            [SERVER + ";KAHA;;;"],
            "bilag.csv:2: Attestert: Her skal det stå en dato",
        ),
        (
            [SERVER + ";KAHA;31.02.2018;;"],
            "bilag.csv:2: Attestert: Fant «31.02.2018».",
        ),
        (
            [SERVER + ";;05.03.2018;;"],
            (
                "bilag.csv:2: Attestert av: Dagen står der, men ikke hvem som har gjort"
                " det."
            ),
        ),
        (
            [SERVER + BY_KAHA + NOBODY, SERVER + ";Økonomileder;05.03.2018;;"],
            (
                "bilag.csv:3: Attestert av: Fant «Økonomileder». Rad 2 sier IKT-leder"
                " 05.03.2018 om det samme bilaget."
            ),
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_row(
    books: Books, rows: list[str], fault: str
) -> None:
    done = books.read(*rows)
    assert done.exit_code == 1
    assert fault in done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert books.lines() == []


def test_a_column_that_the_profile_names_is_not_lost_unseen(books: Books) -> None:
    heading = HEADING.replace("Anvist av", "Anviser")
    done = books.read(SERVER + BY_KAHA + BY_CHIEF, heading=heading)
    assert done.exit_code == 1
    assert "bilag.csv:1: Anvist av: Kolonnen mangler." in done.output


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (
            "  attested_on: Attestert\n",
            "",
            "columns.attested_on: Oppgi både hvem og når: attested_by og attested_on.",
        ),
        (
            "title:",
            "use: budget\ntitle:",
            "columns.attested_by: Bare bilag attesteres og anvises.",
        ),
    ],
)
def test_a_profile_says_both_who_and_when(
    books: Books, before: str, after: str, fault: str
) -> None:
    books.profile(PROFILE.replace(before, after))
    done = books.read(SERVER + BY_KAHA + BY_CHIEF)
    assert done.exit_code == 1
    assert fault in done.output
