"""An objection that cannot be meant is an error at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.cli import main
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import VOUCHER
from objected_books import credited
from objected_books import decided
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture
from reminded_claims import other

if TYPE_CHECKING:
    from pathlib import Path

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
        (
            SHARE.replace('"Midvik"', '"Utvik"'),
            '"andel"',
            (
                "Innsigelsen 2018-midvik-2 er fra Utvik, som ikke har noen andel av"
                " IKT-samarbeidet i 2018."
            ),
        ),
        (
            VOUCHER.replace("B-1", "B-7"),
            '"bilag"',
            (
                "Innsigelsen 2018-midvik-3 gjelder bilag B-7, som ikke er ført på"
                " IKT-samarbeidet."
            ),
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


# The credit note of a share that is granted in part -----------------------------------

TERMS = "claims: {due_days: 30}"
OF_SHARE = SHARE.replace("2018-12-01", "2020-02-01")


def granted(folder: Folder, claim: str, objection: str = OF_SHARE) -> list[str]:
    """What is wrong where the objection is granted by a part of the claim."""
    words = ("--amount", "10,00", "--reason", "Feil", "--date", "2020-02-02")
    note = credited(folder, claim, *words)
    decision = '2020-02-03 custom "innsigelse" "2018-midvik-2" "utfall" "delvis"\n'
    folder.add(objection, f'{decision}  kreditnota: "{note}"\n')
    return [each.partition(": ")[2] for each in folder.errors()]


def of_midvik(folder: Folder, cooperation: str = "ikt") -> list[str]:
    return [
        claim.id
        for claim in folder.claims()
        if (claim.payer.slug, claim.cooperation.slug) == ("midvik", cooperation)
    ]


@pytest.fixture
def of_two(tmp_path: Path) -> Folder:
    """IKT and Vann have a cost in 2018 and one in 2019, and nothing is claimed."""
    text = rules(version(claims=TERMS), others=other(version(claims=TERMS)))
    costs = [
        cost(f"{year}-03-01", "1000.00", of)
        for year in (2018, 2019)
        for of in ("IKT", "Vann")
    ]
    return Folder(tmp_path).write(text, chart("IKT", "Vann"), *costs)


def claimed(folder: Folder, year: int) -> None:
    done = folder.run("claim", str(year), "--date", f"{year + 1}-01-10", "--yes")
    assert done.exit_code == 0, done.output


def test_a_share_is_granted_by_a_credit_note_of_its_own_cooperation(
    of_two: Folder,
) -> None:
    claimed(of_two, 2018)
    (wrong,) = of_midvik(of_two, "vann")
    assert granted(of_two, wrong) == [
        (
            "Innsigelsen 2018-midvik-2 gjelder andel av IKT-samarbeidet 2018, men"
            f" kreditnotaen nordvik-2020-0001 tar tilbake {wrong} for Vannverket 2018."
            " Skriv nummeret på en som gjelder den andelen."
        )
    ]


def test_a_share_is_granted_by_a_credit_note_of_a_claim_for_its_year(
    of_two: Folder,
) -> None:
    claimed(of_two, 2018)
    claimed(of_two, 2019)
    _, of_2019 = of_midvik(of_two)
    (error,) = granted(of_two, of_2019)
    assert f"tar tilbake {of_2019} for IKT-samarbeidet 2019." in error


def test_a_share_is_granted_by_a_credit_note_of_the_claim_that_took_its_year_along(
    of_two: Folder,
) -> None:
    claimed(of_two, 2019)
    (both,) = of_midvik(of_two)
    assert granted(of_two, both) == []


def test_an_instalment_can_be_taken_back_for_the_share_of_its_year(
    folder: Folder,
) -> None:
    assert granted(folder, MIDVIK) == []


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
