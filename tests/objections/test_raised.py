"""Objections: what is written, what is wrong, what waits, and who sees it.

Nordvik claims IKT on account for 2018: 40 000 kr by 5, 3 and 2 parts, in four.
Midvik's first claim is 3 000 kr, due 15 February.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.claims.reminders import outstanding
from fellesbok.cli import main
from fellesbok.messages import say
from fellesbok.objections.raised import objections
from fellesbok.viewpoint.part import sight
from pagebook import Reader
from pagebook import reader_of
from pagebook import with_pages
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
MIDVIK = "nordvik-2018-0001"
"""Claims are numbered by the names of the payers: Midvik, Nordvik, Sørvik."""

OBJECTED = f"""
2018-02-01 custom "innsigelse" "2018-midvik-1" "krav" "{MIDVIK}"
  kommune: "Midvik"
  beloep: 1000.00 NOK
  aarsak: "Lisensene gjelder Nordvik alene"
  frist: 2018-03-01
"""
SHARE = """
2018-12-01 custom "innsigelse" "2018-midvik-2" "andel" "IKT" 2018
  kommune: "Midvik"
  aarsak: "Nøkkelen er fra 2016"
"""
VOUCHER = """
2018-12-01 custom "innsigelse" "2018-midvik-3" "bilag" "IKT" 2018 "B-1"
  kommune: "Midvik"
  aarsak: "Gjelder skolen"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Books in which the first instalment is claimed, and a voucher is shared."""
    found = Folder(tmp_path).write(
        rules(version(claims=CLAIMS)),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        budget("40000.00"),
        cost("2018-04-01", "12000.00").replace(
            '"Kostnad"', '"Kostnad"\n  bilag: "B-1"'
        ),
    )
    done = found.run(
        "claim", "2018", "--instalment", "1", "--date", "2018-01-10", "--yes"
    )
    assert done.exit_code == 0, done.output
    by_payer = {c.payer.name: (c.id, c.payable) for c in found.claims()}
    assert by_payer["Midvik"] == (MIDVIK, Decimal("3000.00"))
    return found


def errors(folder: Folder) -> list[str]:
    """Each error as line of the books and text."""
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    return [f"{fault.line}: {say(fault.message, 'nb')}" for fault in loaded.errors]


def line_of(folder: Folder, word: str) -> int:
    """Where the last line with a word stands."""
    text = (folder.path / "ledger" / "main.beancount").read_text("utf-8")
    return max(n for n, row in enumerate(text.splitlines(), 1) if word in row)


def decided(outcome: str, more: str = "", day: str = "2018-02-20") -> str:
    return f'\n{day} custom "innsigelse" "2018-midvik-1" "utfall" "{outcome}"\n{more}'


def reminded(folder: Folder, day: date) -> dict[str, Decimal]:
    """What each payer is reminded of on a day."""
    loaded = folder.load()
    seen = outstanding(loaded.entries, loaded.settled.agreement, day)
    return {dues.payer.name: dues.amount for dues in seen.to_remind}


def in_group(folder: Folder, name: str, *arguments: str) -> Result:
    """Run one of the commands about objections."""
    command = ["objections", name, "--books", str(folder.path), *arguments]
    return CliRunner().invoke(main, command)


# What is written ----------------------------------------------------------------------


def test_an_objection_keeps_its_history(folder: Folder) -> None:
    folder.add(
        OBJECTED,
        '2018-02-10 custom "innsigelse" "2018-midvik-1" "svar"\n  tekst: "Vi'
        ' ser på det"\n',
        decided("opprettholdt", '  tekst: "Avtalen § 4"\n'),
    )
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert (found.amount, found.deadline) == (Decimal("1000.00"), date(2018, 3, 1))
    assert [(each.day, each.text) for each in found.answers] == [
        (date(2018, 2, 10), "Vi ser på det")
    ]
    assert say(found.standing, "nb") == "opprettholdt 20.02.2018"
    before = found.on(date(2018, 2, 15))
    assert before is not None
    assert say(before.standing, "nb") == "åpen, frist 01.03.2018"
    assert found.on(date(2018, 1, 31)) is None


def test_the_commands_write_what_a_person_would(folder: Folder) -> None:
    done = folder.run(
        *("object", "--claim", MIDVIK, "--amount", "1000,00", "--date", "2018-02-01"),
        *("--reason", "Lisensene gjelder Nordvik alene"),
        *("--deadline", "2018-03-01", "--yes"),
    )
    assert done.exit_code == 0, done.output
    said = ("--text", "Vi ser på det", "--date", "2018-02-10", "--yes")
    done = in_group(folder, "answer", "2018-midvik-1", *said)
    assert done.exit_code == 0, done.output
    said = ("--outcome", "opprettholdt", "--date", "2018-02-20", "--yes")
    done = in_group(folder, "answer", "2018-midvik-1", *said)
    assert done.exit_code == 0, done.output
    rows = json.loads(in_group(folder, "list", "--format", "json").stdout)
    assert rows == [
        {
            "id": "2018-midvik-1",
            "municipality": "Midvik",
            "about": "krav",
            "claim": MIDVIK,
            "cooperation": None,
            "year": None,
            "voucher": None,
            "amount": "1000.00",
            "reason": "Lisensene gjelder Nordvik alene",
            "date": "2018-02-01",
            "deadline": "2018-03-01",
            "answers": ["2018-02-10 Vi ser på det"],
            "outcome": "opprettholdt",
            "decided": "2018-02-20",
            "decision": "",
            "credit_note": None,
        }
    ]
    assert "Ingen innsigelser." in in_group(folder, "list", "--open").output


def test_a_share_and_a_voucher_are_objected_to_by_command(folder: Folder) -> None:
    common = ("--share", "IKT", "--year", "2018", "--payer", "Midvik", "--yes")
    assert folder.run("object", *common, "--reason", "Nøkkelen").exit_code == 0
    done = folder.run("object", *common, "--voucher", "B-1", "--reason", "Skolen")
    assert done.exit_code == 0, done.output
    listed = in_group(folder, "list").output
    assert "andel av IKT-samarbeidet 2018" in listed
    assert "bilag B-1, IKT-samarbeidet 2018" in listed


@pytest.mark.parametrize("called", ["midvik", "MIDVIK", "mIDVIK"])
def test_whoever_objects_is_found_whatever_the_case(
    called: str, folder: Folder
) -> None:
    common = ("--share", "IKT", "--year", "2018", "--yes", "--reason", "Nøkkelen")
    done = folder.run("object", *common, "--payer", called)
    assert done.exit_code == 0, done.output
    assert "Midvik" in in_group(folder, "list").output


def test_what_the_books_would_refuse_is_not_written(folder: Folder) -> None:
    before = folder.files()
    done = folder.run(
        *("object", "--claim", MIDVIK, "--payer", "Nordvik", "--reason", "Feil"),
        "--yes",
    )
    assert done.exit_code == 1
    assert f"men kravet {MIDVIK} er på Midvik." in done.output
    assert folder.files() == before


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (
            ("--claim", MIDVIK, "--amount", "3000,01"),
            f"gjelder 3 000,01 kr, men kravet {MIDVIK} er på 3 000,00 kr.",
        ),
        (
            ("--share", "IKT", "--year", "2020", "--payer", "Midvik"),
            "er fra Midvik, som ikke har noen andel av IKT-samarbeidet i 2020.",
        ),
        (
            (
                *("--share", "IKT", "--year", "2018"),
                *("--voucher", "B-9", "--payer", "Midvik"),
            ),
            "gjelder bilag B-9, som ikke er ført på IKT-samarbeidet.",
        ),
    ],
)
@pytest.mark.parametrize("how", ["--dry-run", "--yes"])
def test_what_would_be_refused_is_refused_where_nothing_is_written_too(
    folder: Folder, about: tuple[str, ...], told: str, how: str
) -> None:
    """Who looks first must see what would come."""
    before = folder.files()
    done = folder.run("object", *about, "--reason", "Feil", how)
    assert done.exit_code == 1
    assert told in done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert folder.files() == before


# What is wrong ------------------------------------------------------------------------


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
    known = [each.replace("\N{NO-BREAK SPACE}", " ") for each in errors(folder)]
    assert known == [f"{line_of(folder, word)}: {told.format(first=first)}"]


# What waits ---------------------------------------------------------------------------


def test_a_claim_is_not_reminded_while_the_objection_is_open(folder: Folder) -> None:
    """Due 15 February; objected on the 1st, decided on the 20th of March."""
    day = date(2018, 3, 10)
    before = reminded(folder, day)
    assert before["Midvik"] == Decimal("3000.00")
    folder.add(OBJECTED, decided("opprettholdt", day="2018-03-20"))
    assert reminded(folder, day) == {k: v for k, v in before.items() if k != "Midvik"}
    assert reminded(folder, date(2018, 3, 20))["Midvik"] == Decimal("3000.00")
    done = folder.run("open", "--on", "2018-03-10", "--reminders")
    assert (
        f"Midvik: {MIDVIK} purres ikke så lenge innsigelsen er åpen (2018-midvik-1)."
        in done.output
    )


REMINDED_PART = ("open", "--on", "2018-03-10", "--reminders", "--undisputed")


def test_what_is_not_disputed_is_reminded_of_where_the_accountant_says_so(
    folder: Folder,
) -> None:
    """Of 3 000 kr Midvik objects to 1 000: 2 000 can be asked for again."""
    folder.add(OBJECTED)
    told = folder.run("open", "--on", "2018-03-10", "--reminders").output
    assert "2 000,00 kr av det er ikke omtvistet, og purres med --undisputed." in (
        told.replace("\N{NO-BREAK SPACE}", " ")
    )
    done = folder.run(*REMINDED_PART)
    said = done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        f"Midvik: 1 000,00 kr av {MIDVIK} purres ikke så lenge innsigelsen er åpen"
        " (2018-midvik-1)." in said
    )
    row = next(line for line in said.splitlines() if line.startswith("Midvik"))
    assert row.split()[-7:] == [*("3", "000,00", "1", "000,00", "0,00", "2", "000,00")]
    assert "Omtvistet" in said
    found = json.loads(folder.run(*REMINDED_PART, "--format", "json").stdout)
    claim = next(c for c in found["claims"] if c["claim"] == MIDVIK)
    assert [claim[n] for n in ("remaining", "objected", "credit", "to_remind")] == [
        *("3000.00", "1000.00", "0.00", "2000.00")
    ]


@pytest.mark.parametrize(
    ("paid", "left"), [("1500.00", "500.00"), ("2000.00", None), ("2500.00", None)]
)
def test_who_has_paid_what_is_not_disputed_is_not_reminded(
    folder: Folder, paid: str, left: str | None
) -> None:
    folder.add(
        OBJECTED,
        f'\n2018-02-10 * "Midvik" "Innbetaling" ^krav-{MIDVIK}\n'
        f"  Assets:Bank  {paid} NOK\n  Assets:Krav:Midvik:IKT  -{paid} NOK\n",
    )
    loaded = folder.load()
    agreement, day = loaded.settled.agreement, date(2018, 3, 10)
    seen = outstanding(loaded.entries, agreement, day, of_undisputed=True)
    amounts = {dues.payer.name: str(dues.amount) for dues in seen.to_remind}
    assert amounts.get("Midvik") == left
    assert all(
        reminder.amount + reminder.credit + reminder.objected == reminder.item.remaining
        for dues in seen.dues
        for reminder in dues.reminders
    )


def test_an_objection_without_an_amount_holds_the_whole_claim(folder: Folder) -> None:
    """Nobody has said how much: that is not nothing."""
    folder.add(OBJECTED.replace("  beloep: 1000.00 NOK\n", ""))
    said = folder.run(*REMINDED_PART).output
    assert (
        f"Midvik: {MIDVIK} purres ikke, for innsigelsen sier ikke hvor mye den gjelder"
        " (2018-midvik-1)." in said
    )
    assert (
        "--undisputed"
        not in folder.run("open", "--on", "2018-03-10", "--reminders").output
    )


def test_the_undisputed_part_is_of_reminders_alone(folder: Folder) -> None:
    done = folder.run("open", "--undisputed")
    assert done.exit_code == 2
    assert "--undisputed hører til --reminders." in done.output


def test_it_stands_beside_the_open_claim(folder: Folder) -> None:
    folder.add(OBJECTED)
    shown = folder.run("open", "--on", "2018-03-10").output
    assert "2018-midvik-1: åpen, frist 01.03.2018" in shown
    assert "innsigelse, purres ikke" in shown


def test_a_part_is_credited_and_that_is_the_outcome(folder: Folder) -> None:
    folder.add(OBJECTED)
    done = folder.run(
        "credit",
        MIDVIK,
        "--amount",
        "400",
        "--reason",
        "Lisenser",
        "--date",
        "2018-02-20",
        "--yes",
    )
    assert done.exit_code == 0, done.output
    note = next(c.id for c in folder.claims() if c.credits == MIDVIK)
    folder.add(decided("delvis", f'  kreditnota: "{note}"\n'))
    assert errors(folder) == []
    assert reminded(folder, date(2018, 3, 10))["Midvik"] == Decimal("2600.00")


SETTLED = ("claim", "2018", "--settlement", "--date", "2019-01-10", "--dry-run")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (OBJECTED, f"2018-midvik-1 fra Midvik mot krav {MIDVIK} er åpen (1 000,00 kr)"),
        (
            SHARE,
            (
                "2018-midvik-2 fra Midvik mot andel av IKT-samarbeidet 2018 er åpen"
                " (beløp ikke oppgitt)"
            ),
        ),
        (
            VOUCHER,
            (
                "2018-midvik-3 fra Midvik mot bilag B-1, IKT-samarbeidet 2018 er åpen"
                " (beløp ikke oppgitt)"
            ),
        ),
    ],
)
def test_what_is_objected_to_is_told_before_the_year_is_claimed(
    folder: Folder, written: str, told: str
) -> None:
    """Before anybody is asked; the settlement is for the accountant to decide."""
    assert "innsigelsen" not in folder.run(*SETTLED).output
    folder.add(written)
    said = folder.run(*SETTLED).output.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        f"! IKT-samarbeidet: innsigelsen {told}. Avregningen for 2018 kreves med det"
        " den gjelder." in said
    )
    id_ = written.partition('"innsigelse" "')[2].partition('"')[0]
    folder.add(f'2018-12-20 custom "innsigelse" "{id_}" "utfall" "opprettholdt"\n')
    assert "innsigelsen" not in folder.run(*SETTLED).output


def test_an_instalment_rests_on_the_budget_and_tells_of_no_share(
    folder: Folder,
) -> None:
    folder.add(SHARE)
    done = folder.run("claim", "2018", "--instalment", "2", "--dry-run")
    assert done.exit_code == 0, done.output
    assert "innsigelsen" not in done.output


@pytest.mark.parametrize("written", [OBJECTED, SHARE, VOUCHER])
def test_a_year_is_not_closed_before_the_outcome(folder: Folder, written: str) -> None:
    folder.add(written)
    id_ = written.partition('"innsigelse" "')[2].partition('"')[0]
    before = folder.files()
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 1
    assert (
        f"IKT-samarbeidet 2018 avsluttes ikke før innsigelsene har et utfall: {id_}. Se"
        " «fellesbok objections list»." in done.output
    )
    assert folder.files() == before
    folder.add(f'2018-12-20 custom "innsigelse" "{id_}" "utfall" "opprettholdt"\n')
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output


# Who sees it --------------------------------------------------------------------------


def test_a_municipality_sees_its_own_objections_and_no_others(folder: Folder) -> None:
    folder.add(OBJECTED, SHARE, decided("opprettholdt"))
    loaded = folder.load()
    shared = loaded.settled
    found = {
        slug: [
            each.id
            for each in objections(
                sight(loaded.entries, shared, slug).entries, shared.agreement
            )
        ]
        for slug in ("nordvik", "midvik", "sorvik")
    }
    assert found == {
        "nordvik": [],
        "midvik": ["2018-midvik-1", "2018-midvik-2"],
        "sorvik": [],
    }


def test_the_pages_show_it_beside_the_figure(folder: Folder) -> None:
    folder.add(OBJECTED, SHARE)
    books = with_pages(folder.path / "ledger" / "main.beancount")
    reader = reader_of(books)
    shown = reader.page("Krav", time="2018")
    assert shown.table("Åpne krav")[MIDVIK]["Innsigelse"] == (
        "2018-midvik-1: åpen, frist 01.03.2018"
    )
    assert shown.table("Innsigelser")["2018-midvik-2"]["Gjelder"] == (
        "andel av IKT-samarbeidet 2018"
    )
    page = reader.page("Kommuneoppgave", kommune="midvik", time="2018")
    assert "2018-midvik-2: åpen" in page.words
    app = with_sign_in(books, slugs=("midvik", "sorvik"))
    own = Reader(app, signed_in(app, "midvik")).page("Krav", time="2018")
    assert "2018-midvik-1" in own.words
    for name in ("Krav", "Kommuneoppgave", "Funn", "Fordeling"):
        other = Reader(app, signed_in(app, "sorvik")).page(name, time="2018")
        assert "2018-midvik" not in other.text


def test_the_report_shows_it_beside_the_claim(folder: Folder, tmp_path: Path) -> None:
    folder.add(OBJECTED)
    paper = tmp_path / "rapport.md"
    done = folder.run("report", "2018", "--format", "md", "--output", str(paper))
    assert done.exit_code == 0, done.output
    rows = [r for r in paper.read_text("utf-8").splitlines() if MIDVIK in r]
    assert any("2018-midvik-1: åpen, frist 01.03.2018" in row for row in rows)
