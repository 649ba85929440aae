"""An objection that cannot be meant is an error at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import credited
from objected_books import decided
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def line_of(folder: Folder, word: str) -> int:
    """Where the last line with a word stands."""
    text = (folder.path / "ledger" / "main.beancount").read_text("utf-8")
    return max(n for n, row in enumerate(text.splitlines(), 1) if word in row)


@pytest.mark.parametrize(
    ("written", "word", "told"),
    [
        (
            OBJECTED.replace("0001", "0099"),
            '"krav"',
            (
                "Innsigelsen 2018-midvik-1 gjelder «nordvik-2018-0099», som ikke er et"
                " krav"
                " i bøkene."
            ),
        ),
        (
            OBJECTED.replace('"Midvik"', '"Sørvik"'),
            '"krav"',
            (
                f"Innsigelsen 2018-midvik-1 er fra Sørvik, men kravet {MIDVIK} er på"
                " Midvik."
            ),
        ),
        (
            OBJECTED.replace('"Midvik"', '"Utopia"'),
            '"krav"',
            (
                "Innsigelsen 2018-midvik-1 sier ikke hvem den er fra: skriv «kommune»"
                " med"
                " navnet på en betaler. Den har Utopia."
            ),
        ),
        (
            OBJECTED.replace("frist: 2018-03-01", "frist: 2018-01-31"),
            '"krav"',
            (
                "Innsigelsen 2018-midvik-1 er datert 01.02.2018, men fristen for svar"
                " er"
                " før det: 31.01.2018."
            ),
        ),
        (
            OBJECTED.replace("frist: 2018-03-01", 'frist: "snart"'),
            '"krav"',
            (
                "Innsigelsen 2018-midvik-1 har «frist» snart: skriv en dato uten"
                " anførselstegn."
            ),
        ),
        (
            OBJECTED.replace("2018-02-01 custom", "2018-01-09 custom"),
            '"krav"',
            (
                f"Innsigelsen 2018-midvik-1 er datert 09.01.2018, før kravet {MIDVIK}:"
                " 10.01.2018."
            ),
        ),
        (
            OBJECTED.replace("1000.00", "3000.01"),
            '"krav"',
            (
                f"Innsigelsen 2018-midvik-1 gjelder 3 000,01 kr, men kravet {MIDVIK} er"
                f" på"
                " 3 000,00 kr. Det er 0,01 for mye."
            ),
        ),
        (
            OBJECTED.replace("1000.00 NOK", "1000.00 EUR"),
            '"krav"',
            (
                "Innsigelsen 2018-midvik-1 har «beloep» 1000.00 EUR: skriv et beløp"
                " over"
                " null i NOK, eller ingenting."
            ),
        ),
        (
            OBJECTED.replace('  aarsak: "Lisensene gjelder Nordvik alene"\n', ""),
            '"krav"',
            "Innsigelsen 2018-midvik-1 mangler «aarsak»: skriv hva det er som er feil.",
        ),
        (
            OBJECTED + OBJECTED,
            '"krav"',
            (
                "Innsigelsen 2018-midvik-1 er reist to ganger: også på linje {first} i"
                " main.beancount."
            ),
        ),
        (
            OBJECTED + '2018-02-20 custom "innsigelse" "2018-midvik-1" "utfall"\n',
            '"utfall"',
            (
                "Utfallet av innsigelsen 2018-midvik-1 er ikke oppgitt: skriv «delvis»,"
                " «korreksjon» eller «opprettholdt»."
            ),
        ),
        (
            OBJECTED + decided("medhold"),
            '"utfall"',
            (
                "Utfallet av innsigelsen 2018-midvik-1 er «medhold»: skriv «delvis»,"
                " «korreksjon» eller «opprettholdt»."
            ),
        ),
        (
            OBJECTED + decided("delvis"),
            '"utfall"',
            (
                "Innsigelsen 2018-midvik-1 fikk delvis medhold, men «kreditnota»"
                " mangler:"
                " skriv nummeret på kreditnotaen for den delen."
            ),
        ),
        (
            OBJECTED + decided("delvis", '  kreditnota: "nordvik-2018-0002"\n'),
            '"utfall"',
            (
                "Innsigelsen 2018-midvik-1 viser til kreditnotaen «nordvik-2018-0002»,"
                " som"
                " ikke er i bøkene."
            ),
        ),
        (
            OBJECTED + decided("opprettholdt", day="2018-01-20"),
            '"utfall"',
            (
                "«utfall» på innsigelsen 2018-midvik-1 er datert 20.01.2018, før den"
                " ble"
                " reist 01.02.2018."
            ),
        ),
        (
            OBJECTED + decided("opprettholdt") + decided("korreksjon"),
            '"korreksjon"',
            "Innsigelsen 2018-midvik-1 har alt et utfall: opprettholdt.",
        ),
        (
            decided("opprettholdt"),
            '"utfall"',
            "Innsigelsen 2018-midvik-1 er ikke reist i bøkene.",
        ),
        (
            OBJECTED + '2018-02-20 custom "innsigelse" "2018-midvik-1" "svar"\n',
            '"svar"',
            "Svaret på innsigelsen 2018-midvik-1 mangler «tekst».",
        ),
        (
            SHARE.replace('"IKT"', '"Vann"'),
            '"andel"',
            "Innsigelsen 2018-midvik-2 gjelder «Vann», som ikke er et samarbeid.",
        ),
    ],
)
def test_what_is_wrong_is_an_error_at_its_line(
    folder: Folder, written: str, word: str, told: str
) -> None:
    folder.add(written)
    text = (folder.path / "ledger" / "main.beancount").read_text("utf-8")
    first = next(
        (n for n, row in enumerate(text.splitlines(), 1) if '"krav" "' in row), 0
    )
    known = [each.replace("\N{NO-BREAK SPACE}", " ") for each in folder.errors()]
    assert known == [f"{line_of(folder, word)}: {told.format(first=first)}"]


# What is to be corrected, and is not --------------------------------------------------


def test_what_is_to_be_corrected_is_a_finding_until_it_is_said_to_be(
    folder: Folder,
) -> None:
    """Its payer reads it; and the year is not closed before."""
    folder.add(SHARE)
    decide = ("objections", "answer", "2018-midvik-2", "--date", "2018-12-20")
    words = [decide[0], decide[1], "--books", str(folder.path), *decide[2:], "--yes"]
    _run(*words, "--outcome", "korreksjon", "--text", "Feil nøkkel")
    said = " ".join(folder.run("check").output.split())
    assert (
        "Innsigelsen 2018-midvik-2 fikk medhold 20.12.2018 og skal føre til en"
        " korreksjon, men ingenting sier at den er gjort." in said
    )
    closed = folder.run("close", "2018", "--yes")
    assert closed.exit_code == 1
    assert (
        "IKT-samarbeidet 2018 avsluttes ikke før det er korrigert som innsigelsene fikk"
        " medhold i: 2018-midvik-2." in closed.output
    )
    _run(*words, "--corrected")
    assert "skal føre til en korreksjon" not in folder.run("check").output
    assert folder.run("close", "2018", "--yes").exit_code == 0


def test_that_it_is_corrected_is_said_with_the_outcome_or_by_the_credit_note(
    folder: Folder,
) -> None:
    note = credited(folder, MIDVIK, "--amount", "10,00", "--reason", "Feil")
    folder.add(OBJECTED, decided("korreksjon", f'  kreditnota: "{note}"\n'), SHARE)
    of_share = ("answer", "--books", str(folder.path), "2018-midvik-2", "--yes")
    _run("objections", *of_share, "--outcome", "korreksjon", "--corrected")
    assert "skal føre til en korreksjon" not in folder.run("check").output


def _run(*words: str) -> None:
    done = CliRunner().invoke(main, [*words])
    assert done.exit_code == 0, done.output
