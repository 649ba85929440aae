"""A credit note gives back what an objection was granted, and nothing else.

Two cooperations, IKT and Vann, have a cost of 1 000 kr each year, and their shares are
claimed; Midvik bears 300 kr of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.cli import main
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import credited
from objected_books import decided
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture
from reminded_claims import other

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

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


# A credit note that was made for something else --------------------------------------


def test_a_credit_note_of_before_the_objection_gives_nothing_back_for_it(
    folder: Folder,
) -> None:
    """400 kr were taken back in January for another reason; nothing for this one."""
    words = ("--amount", "400", "--reason", "Feil", "--date", "2018-01-31")
    note = credited(folder, MIDVIK, *words)
    folder.add(OBJECTED, decided("delvis", f'  kreditnota: "{note}"\n'))
    (told,) = folder.errors()
    assert told.partition(": ")[2] == (
        "Innsigelsen 2018-midvik-1 er fra 01.02.2018, men kreditnotaen"
        f" {note} er fra 31.01.2018, før den ble reist, og gir ikke noe tilbake for"
        " den. Skriv nummeret på en som er laget etter innsigelsen."
    )


def test_one_of_the_same_day_may_be_for_it(folder: Folder) -> None:
    words = ("--amount", "400", "--reason", "Feil", "--date", "2018-02-01")
    note = credited(folder, MIDVIK, *words)
    folder.add(OBJECTED, decided("delvis", f'  kreditnota: "{note}"\n'))
    assert folder.errors() == []


def test_the_command_refuses_it_and_the_year_stays_open(folder: Folder) -> None:
    words = ("--amount", "400", "--reason", "Feil", "--date", "2018-01-31")
    note = credited(folder, MIDVIK, *words)
    folder.add(OBJECTED)
    before = folder.files()
    done = answered(folder, "2018-midvik-1", note)
    assert done.exit_code == 1
    assert "før den ble reist, og gir ikke noe tilbake for den." in done.output
    assert folder.files() == before
    assert folder.run("close", "2018", "--yes").exit_code == 1


def test_an_instalment_of_another_year_is_never_of_the_share(folder: Folder) -> None:
    """What is paid on account for 2019 asks for nothing of 2018, closed or not."""
    folder.add(budget("40000.00", "2019-01-01"), SHARE)
    done = folder.run("claim", "2019", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    (claim,) = (c.id for c in folder.claims() if (c.year, c.payer.slug) == OF_2019)
    note = credited(folder, claim, "--amount", "10,00", "--reason", "Feil")
    done = answered(folder, "2018-midvik-2", note)
    assert done.exit_code == 1, done.output
    assert f"tar tilbake {claim} for IKT-samarbeidet 2019." in done.output


OF_2019 = (2019, "midvik")


def test_a_year_that_went_with_another_may_be_put_right_afterwards(
    of_two: Folder,
) -> None:
    """2018 was claimed with 2019, and its only voucher is Vann's.

    As the books are now, the claim asks for nothing of 2018: that is told until they
    are said to be right, and stops nothing.
    """
    claimed(of_two, 2019)
    (both,) = of_midvik(of_two)
    assert granted(of_two, both) == []
    note = next(c.id for c in of_two.claims() if c.credits == both)
    path = of_two.path / "ledger" / "main.beancount"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Expenses:IKT  1000", "Expenses:Vann  1000", 1))
    assert of_two.errors() == []
    told = (
        "Innsigelsen 2018-midvik-2 gjelder andel av IKT-samarbeidet 2018, men"
        f" kreditnotaen {note} tar tilbake {both} for 2019, som ikke krever"
        " noe av det nå."
    )
    assert told in " ".join(of_two.run("check").output.split())
    of_two.add('2020-02-04 custom "innsigelse" "2018-midvik-2" "rettet"\n')
    assert of_two.errors() == []
    assert told not in " ".join(of_two.run("check").output.split())


def test_one_note_for_several_is_told_where_it_is_given_again(folder: Folder) -> None:
    """It may be for both, or only look so: nobody but who keeps the books knows."""
    words = ("--amount", "400", "--reason", "Feil", "--date", "2018-02-20")
    note = credited(folder, MIDVIK, *words)
    folder.add(OBJECTED, decided("delvis", f'  kreditnota: "{note}"\n'))
    folder.add(OBJECTED.replace("2018-midvik-1", "2018-midvik-2"))
    done = answered(folder, "2018-midvik-2", note)
    assert done.exit_code == 0, done.output
    assert (
        f"! Kreditnotaen {note} på 400,00 kr er alt oppgitt for 2018-midvik-1. Dekker"
        " den ikke begge, lag en til med «fellesbok credit»."
    ) in done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert folder.errors() == []


def answered(folder: Folder, id_: str, note: str) -> Result:
    """The objection is granted in part, by command."""
    command = ["objections", "answer", id_, "--books", str(folder.path)]
    words = ["--outcome", "delvis", "--credit-note", note, "--yes"]
    return CliRunner().invoke(main, [*command, *words])
