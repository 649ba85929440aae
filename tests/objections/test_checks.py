"""An objection that cannot be meant is an error at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import VOUCHER
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
