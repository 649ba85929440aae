"""Clauses beside rule, example and effect: told to all, or to one payer of its own.

Midvik, Nordvik and Sørvik share by weights 3 : 5 : 2; 100 000.01 kr in 2018 and, when
Utvik has entered with weight 4, 140 000.00 kr in 2019.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.sharing.clause_tables import clauses_table
from fellesbok.sharing.statement import shares
from fellesbok.tables.targets import SourceLine
from fellesbok.tables.targets import Vouchers
from fellesbok.viewpoint.part import sight
from loaded_books import books_in
from pagebook import copy_of_books
from pagebook import reader_as
from pagebook import reader_of
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared
    from fellesbok.tables.values import Table

BESIDE = """
notice: 6 months
expires: 2022-12-31
reviews: [{date: 2020-06-30}, {date: 2018-06-30, done: 2018-05-02}]
clauses:
  - {number: § 4, text: Delt etter vekter., source: Avtalen s. 2, of: [key]}
  - number: § 9
    text: "Kan sies opp med seks måneders varsel, første gang til utløpet."
    source: Avtalen s. 4
    of: [notice, expires, reviews, settlement, claims]
examples:
  - {cost: 1000, payers: {midvik: 300, nordvik: 500, sorvik: 200}, source: Avtalen s. 3}
  - {cost: 200, members: [sorvik], payers: {sorvik: 200}, source: Avtalen s. 3}
claims: {due_days: 30}
"""
WITH_UTVIK = "[midvik, nordvik, sorvik, utvik]"
ENTERS = """
examples: [{cost: 14, payers: {midvik: 3, nordvik: 5, sorvik: 2, utvik: 4}, source: §}]
"""


def folder(path: Path, innsyn: str = "egen") -> Folder:
    """The books of two years, each with terms of its own."""
    terms = version(claims=BESIDE), version("2019-01-01", WITH_UTVIK, claims=ENTERS)
    text = rules(*terms).replace(
        "    kind: coop", f"    innsyn: {innsyn}\n    kind: coop"
    )
    vouchers = cost("2018-03-01", "100000.01"), cost("2019-03-01", "140000.00")
    pages = '2018-01-01 custom "fava-extension" "fellesbok.web"\n'
    return Folder(path).write(text, chart(), pages, *vouchers)


def table(path: Path, reader: str | None = None, innsyn: str = "egen") -> Table:
    """The clauses of the books, as a reader gets them."""
    loaded = folder(path, innsyn).load()
    entries, shared = loaded.entries, loaded.settled
    if reader is not None:
        part = sight(entries, shared, reader, loaded.options["include"])
        entries, shared = part.entries, part.shared
    cooperation = shared.agreement.cooperations["ikt"]
    (found,) = clauses_table(cooperation, shared.agreement, shares(entries))
    return found


def plain(value: object) -> str:
    return str(value).replace("\N{NO-BREAK SPACE}", " ")


def column(found: Table, name: str) -> list[str | None]:
    """What stands in a column, line by line."""
    number = [c.name for c in found.columns].index(name)
    values = [line.cells[number].value for line in found.lines]
    return [None if value is None else plain(value) for value in values]


def test_words_rule_example_and_effect_stand_beside_each_other(tmp_path: Path) -> None:
    found = table(tmp_path)
    assert column(found, "clause") == ["§ 4", "§ 9", "uten punkt"]
    assert column(found, "first_day") == ["2018-01-01", "2018-01-01", "2019-01-01"]
    assert column(found, "words") == [
        "Delt etter vekter.",
        "Kan sies opp med seks måneders varsel, første gang til utløpet.",
        None,
    ]
    assert column(found, "rule") == [
        "Nøkkel: vekter (Nordvik 5, Midvik 3, Sørvik 2, Utvik 4)",
        (
            "Oppsigelsestid: 6 måneder; Utløper: 31.12.2022; Evalueres: 30.06.2018,"
            " 30.06.2020; Avregnes: hvert år; Krav: 30 dagers betalingsfrist"
        ),
        "Nøkkel: vekter (Nordvik 5, Midvik 3, Sørvik 2, Utvik 4)",
    ]
    assert column(found, "example") == [
        (
            "Av 1 000,00 kr: Nordvik 500,00 kr; Midvik 300,00 kr; Sørvik 200,00 kr."
            " Av 200,00 kr: Sørvik 200,00 kr."
        ),
        None,
        "Av 14,00 kr: Nordvik 5,00 kr; Midvik 3,00 kr; Sørvik 2,00 kr; Utvik 4,00 kr.",
    ]
    assert column(found, "effect") == [
        "2018: Nordvik 50 000,01 kr; Midvik 30 000,00 kr; Sørvik 20 000,00 kr.",
        None,
        (
            "2019: Nordvik 50 000,00 kr; Midvik 30 000,00 kr; Sørvik 20 000,00 kr;"
            " Utvik 40 000,00 kr."
        ),
    ]


def test_a_clause_leads_to_its_line_and_its_effect_to_the_vouchers(
    tmp_path: Path,
) -> None:
    found = table(tmp_path)
    text = (tmp_path / "allocation_rules.yaml").read_text("utf-8")
    line = text[: text.index("§ 4")].count("\n") + 1
    place = found.lines[0].cells[0].leads_to
    assert isinstance(place, SourceLine)
    assert (place.path.rpartition("/")[2], place.line) == (
        "allocation_rules.yaml",
        line,
    )
    effects = [line.cells[-1].leads_to for line in found.lines]
    assert effects == [
        Vouchers("fordeling-2018-ikt"),
        None,
        Vouchers("fordeling-2019-ikt"),
    ]


@pytest.mark.parametrize(
    ("innsyn", "seen"),
    [
        ("egen", "2018: Sørvik 20 000,00 kr."),
        (
            "felles",
            "2018: Nordvik 50 000,01 kr; Midvik 30 000,00 kr; Sørvik 20 000,00 kr.",
        ),
    ],
)
def test_a_member_sees_its_own_effect_or_all_where_shares_are_common(
    tmp_path: Path, innsyn: str, seen: str
) -> None:
    assert column(table(tmp_path, "sorvik", innsyn), "effect")[0] == seen


def test_the_page_shows_it_and_when_the_agreement_ends(tmp_path: Path) -> None:
    folder(tmp_path)
    main = tmp_path / "ledger" / "main.beancount"
    page = reader_as(main, "sorvik", "Sørvik").page("Avtaler", samarbeid="ikt")
    assert "20 000,00" in page.words
    assert "50 000,01" not in page.words
    head, *rows = page.rows("Frister sett fra")
    assert head == ["Frist", "Hva", "Status"]
    assert [row[:2] for row in rows] == [["30.06.2018", "Avtalen skal evalueres"]]
    head, *rows = page.rows("Vilkår over tid")
    assert [row[head.index("Oppsigelsestid")] for row in rows] == ["6 måneder", ""]


@pytest.fixture(scope="module")
def shared() -> Shared:
    found = books_in(HOUSE).shared
    assert found is not None
    return found


def test_the_examples_of_2018_are_those_of_the_joint_report(shared: Shared) -> None:
    told = {
        slug: (example.cost_ore, dict(example.payers_ore))
        for slug, cooperation in shared.agreement.cooperations.items()
        for v in cooperation.versions
        for example in v.examples
    }
    five = ("storfjord", "kafjord", "skjervoy", "nordreisa", "kvaenangen")
    assert told == {
        "skogbruk": (
            100_00,
            {"lyngen": 50_00, "kafjord": 15_00, "skjervoy": 5_00, "nordreisa": 30_00},
        ),
        "skadefelling": (
            175_000_00,
            {"lyngen": 100_000_00, **dict.fromkeys(five, 15_000_00)},
        ),
        "kommuneveterinaer": (
            100_00,
            {
                "kvaenangen": 15_00,
                "kafjord": 25_00,
                "skjervoy": 15_00,
                "nordreisa": 45_00,
            },
        ),
        "hoppide-c": (100_00, {"kommunene": 54_20, "eksterne": 45_80}),
    }


def test_the_page_of_2018_says_that_the_report_numbers_no_clause(
    tmp_path: Path,
) -> None:
    page = reader_of(copy_of_books(tmp_path)).page("Avtaler", samarbeid="skogbruk")
    head, row = page.rows("Avtalens ord")
    assert head == ["Punkt", "Avtalens ord", "Regelen", "Eksempel", "Virkning"]
    assert row[0] == NOT_STATED
    assert row[4].startswith("2018: ")
