"""What a change does is what two full runs of the books say, and nothing is written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimbook import budget
from claimbook import cost
from compared_books import EQUAL
from compared_books import FIGURE
from compared_books import POPULATION
from compared_books import closed_comparison
from compared_books import compared_books
from compared_books import source
from fellesbok.books import load_books
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import Change
from fellesbok.compare.proposed_change import proposed_budget
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.records import by_payer
from fellesbok.compare.sentences import answer
from fellesbok.compare.tables import grounds_table
from fellesbok.compare.trying import compare
from fellesbok.compare.trying import tried_books
from fellesbok.messages import say
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from claimbook import Folder
    from fellesbok.compare.records import Comparison

WITH_UTVIK = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        participants: [midvik, nordvik, sorvik, utvik]
"""


def proposal(text: str) -> Change:
    return proposed_text(text, "forslag.yaml")


def figure(*written: str) -> Change:
    (change,), faults = proposed_figures(written)
    assert not faults
    return change


def tried(
    books: Folder, *changes: Change, on: TriedOn = TriedOn.ACCOUNTS
) -> Comparison:
    here = source(books)
    return compare(here, here, changes, on)


def differences(found: Comparison) -> dict[tuple[str, str], Decimal | None]:
    return {(e.cooperation, e.payer): e.difference for e in found.different}


def charged(books: Folder) -> dict[tuple[str, str], Decimal]:
    """What the receivables of a full run say."""
    sums: dict[tuple[str, str], Decimal] = {}
    for share in statement.shares(books.load().entries):
        key = share.cooperation.casefold(), share.municipality
        sums[key] = sums.get(key, Decimal(0)) + share.amount
    return sums


def test_another_figure_is_what_two_full_runs_say(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    found = tried(books, figure(FIGURE))
    before = charged(books)
    written = POPULATION.replace("nordvik,2018-01-01,5000", "nordvik,2018-01-01,6000")
    (tmp_path / "a" / "ledger" / "population.csv").write_text(written)
    after = charged(books)
    names = {e.payer: e.name for e in found.effects}
    assert {
        (c, names[payer]): amount for (c, payer), amount in differences(found).items()
    } == {key: after[key] - before[key] for key in after if after[key] != before[key]}
    # 1 000 kr by 5 : 3 : 2 becomes 6 : 3 : 2.
    assert differences(found) == {
        ("ikt", "nordvik"): Decimal("45.45"),
        ("ikt", "midvik"): Decimal("-27.27"),
        ("ikt", "sorvik"): Decimal("-18.18"),
    }
    assert found.is_split_only
    assert found.difference == 0


def test_the_answer_is_sentences(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    found = tried(books, figure(FIGURE))
    assert [*answer(found)] == [
        "Nordvik betaler 45,45 kr mer.",
        "Sørvik betaler 18,18 kr mindre.",
        "Midvik betaler 27,27 kr mindre.",
        (
            "Summen av endringene er 0,00 kr: det som skal dekkes er det samme, og bare"
            " delingen er en annen."
        ),
    ]
    assert [p.name for p in by_payer(found)] == ["Nordvik", "Sørvik", "Midvik"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        # Of another day than the key asks for, and of who takes no part.
        ("population:nordvik=9@2017-01-01", "Nordvik per 01.01.2017"),
        ("population:utvik=9@2018-01-01", "Utvik per 01.01.2018"),
        (FIGURE, ""),
    ],
)
@pytest.mark.parametrize("on", [TriedOn.ACCOUNTS, TriedOn.BUDGET])
def test_a_figure_that_no_key_looks_up_is_told(
    tmp_path: Path, written: str, told: str, on: TriedOn
) -> None:
    books = compared_books(tmp_path / "a")
    found = tried(books, figure(written), on=on)
    notes = [say(note, "nb") for note in found.notes if "slår opp" in note]
    whole = f"Folketall 1. januar: ingen nøkkel slår opp tallet for {told} i det som"
    assert notes == ([f"{whole} er prøvd."] if told else [])
    assert bool(found.different) is (not told)


def test_where_a_year_lacks_figures_nothing_is_said_of_what_is_looked_up(
    tmp_path: Path,
) -> None:
    """The year that cannot be shared may be the one that would."""
    books = compared_books(tmp_path / "a")
    change = figure("population:utvik=9@2018-01-01")
    books.add(cost("2019-03-01", "10.00"))
    found = tried(books, change)
    assert [(of.cooperation, of.year) for of in found.lacking] == [("ikt", 2019)]
    assert not [note for note in found.notes if "slår opp" in note]


def test_before_and_after_the_other_way_negate(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    others = compared_books(tmp_path / "b", cost("2018-05-01", "77.00"), key="equal")
    there = compare(source(books), source(others), ())
    back = compare(source(others), source(books), ())
    assert differences(there)
    assert differences(back) == {
        key: -amount for key, amount in differences(there).items() if amount is not None
    }
    assert not there.is_split_only
    assert there.difference == Decimal("77.00")
    assert "Til sammen betaler de 77,00 kr mer." in [*answer(there)]


def test_the_rule_as_it_is_changes_nothing(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    rules = (books.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    found = tried(books, proposal(rules))
    assert not found.different
    assert [*answer(found)] == ["Ingen betaler mer eller mindre."]


def test_what_changes_do_to_each_other_has_a_column_of_its_own(tmp_path: Path) -> None:
    """All together less each alone, as three full runs say it."""
    books = compared_books(tmp_path / "a")
    member, people = proposal(WITH_UTVIK), figure(FIGURE)
    both = tried(books, member, people)
    alone = [tried(books, member), tried(books, people)]
    for effect in both.different:
        parts = [
            Decimal(differences(one).get((effect.cooperation, effect.payer)) or 0)
            for one in alone
        ]
        assert effect.alone == tuple(parts)
        assert effect.difference is not None
        assert effect.interaction == effect.difference - sum(parts)
    assert any(effect.interaction for effect in both.different)
    # 1 000 kr by 6 : 3 : 2 : 1, where it was 5 : 3 : 2.
    assert differences(both) == {
        ("ikt", "nordvik"): Decimal("0.00"),
        ("ikt", "midvik"): Decimal("-50.00"),
        ("ikt", "sorvik"): Decimal("-33.33"),
        ("ikt", "utvik"): Decimal("83.33"),
    }


def test_what_a_change_does_that_rests_on_another_is_not_known_alone(
    tmp_path: Path,
) -> None:
    """A proposal that names a key of another one is tried with it all the same."""
    books = compared_books(tmp_path / "a")
    key = "keys:\n  likt: {title: Likt, key: equal, source: Forslaget}\n"
    found = tried(books, proposal(key), proposal(EQUAL.replace("equal", "likt")))
    assert differences(found)["ikt", "nordvik"] == Decimal("-166.67")
    assert {(e.alone, e.interaction) for e in found.different} == {
        ((Decimal("0.00"), None), None)
    }
    (note,) = found.notes
    assert note.startswith("Endring 2 kan ikke prøves alene: ")


def test_a_new_member_pays_though_no_account_is_open_yet(tmp_path: Path) -> None:
    """It is told which account must be opened before the proposal can be adopted."""
    books = compared_books(tmp_path / "a")
    main = books.path / "ledger" / "main.beancount"
    lines = main.read_text(encoding="utf-8").splitlines()
    main.write_text("\n".join(line for line in lines if "Utvik:IKT" not in line))
    found = tried(books, proposal(WITH_UTVIK))
    assert differences(found)["ikt", "utvik"] == Decimal("90.91")
    assert ["Assets:Fordringer:Utvik:IKT" in f.message for f in found.faults] == [True]


def test_new_terms_hold_from_their_day(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a", cost("2018-09-01", "600.00"))
    terms = (books.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    first = terms.index("      - from: 2018-01-01")
    last = terms.index("  barnevern:")
    part = terms[first:last].replace("2018-01-01", "2018-07-01")
    part = part.replace("[midvik, nordvik, sorvik]", "[midvik, nordvik]")
    found = tried(books, proposal(f"cooperations:\n  ikt:\n    versions:\n{part}"))
    # Of 600 kr Sørvik paid a fifth; now Nordvik and Midvik share it 5 : 3.
    assert differences(found) == {
        ("ikt", "nordvik"): Decimal("75.00"),
        ("ikt", "midvik"): Decimal("45.00"),
        ("ikt", "sorvik"): Decimal("-120.00"),
    }


def test_every_fault_of_a_proposal_is_told_with_its_line(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    text = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        host: nordvig
        participants: [midvik, nordvik, servik]
        surplus: gis bort
  barnevern:
    fargen: blå
statistics:
  population: {file: ../utenfor.csv}
"""
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposal(text))
    assert [str(fault) for fault in error.value.faults] == [
        "forslag.yaml:5: Ukjent vertskommune «nordvig».",
        (
            "forslag.yaml:6: Ukjent kommune «servik». Kjente kommuner: midvik, nordvik,"
            " sorvik, utvik."
        ),
        (
            "forslag.yaml:7: surplus: «gis bort» er ikke en mulig verdi. Mulige"
            " verdier: return_to_participants, fund, owed_to_grantor, not_stated."
        ),
        "forslag.yaml:9: «fargen» er ikke et kjent felt her.",
        "forslag.yaml:11: Filen «../utenfor.csv» ligger utenfor mappen til avtalene.",
    ]


TWICE = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        key: equal
      - {from: 2019-01-01}
      - from: 2018-01-01
        key: {weights: {midvik: 1, nordvik: 1, sorvik: 1}}
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (TWICE, 7, "Vilkårene fra 2018-01-01 står to ganger: her og på linje 4."),
        ("a: &a [*a]\n", 1, "YAML-ankere"),
        ("a: [1, 2\nb: 3\n", 2, "ikke gyldig YAML"),
        ("- a\n", 1, "Filen skal ha felter med navn."),
        ("", 1, "Filen er tom."),
        ("a: " + "[" * 500 + "]" * 500 + "\n", 1, "Filen er nøstet for dypt."),
        ("region: a\nregion: b\n", 2, "står to ganger: her og på linje 1"),
        ("statistics: {population: {file: ledger/main.beancount}}", 1, "en CSV-fil"),
        ("x: &a {y: 1}\ncooperations: {ikt: *a}\n", 1, "YAML-ankere"),
        # What the books call things by: by another name they hold nothing of it.
        ("currency: EUR\n", 1, "«currency» kan ikke prøves"),
        (
            "accounts:\n  receivables: Assets:Annet\n",
            2,
            "«receivables» kan ikke prøves",
        ),
        ("cooperations:\n  ikt:\n    account: Data\n", 3, "«account» kan ikke prøves"),
        ("municipalities:\n  midvik: {name: Ny}\n", 2, "«name» kan ikke prøves"),
        ("municipalities:\n  midvik: {account: Ny}\n", 2, "«account» kan ikke prøves"),
    ],
)
def test_a_hostile_proposal_ends_in_words(
    text: str, line: int, said: str, tmp_path: Path
) -> None:
    books = compared_books(tmp_path / "a")
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposal(text))
    told = {
        (f.path, f.line): f.message for f in error.value.faults if said in f.message
    }
    assert ("forslag.yaml", line) in told, error.value.faults


def test_a_rule_that_cannot_share_is_told_where_it_stands(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    text = EQUAL.replace("equal", "{statistic: population, date: 2017-01-01}")
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposal(text))
    (fault,) = error.value.faults
    assert (fault.path, fault.line) in {("forslag.yaml", 4), ("forslag.yaml", 5)}
    assert "mangler tall" in fault.message


def test_vouchers_are_tried_beside_those_of_the_books(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    path = tmp_path / "bilag.beancount"
    path.write_text(cost("2018-06-01", "100.00"))
    found = tried(books, proposed_vouchers(path))
    assert differences(found) == {
        ("ikt", "nordvik"): Decimal("50.00"),
        ("ikt", "midvik"): Decimal("30.00"),
        ("ikt", "sorvik"): Decimal("20.00"),
    }
    assert not found.is_split_only


@pytest.mark.parametrize("name", ["ledger/mer.beancount", "../a/ledger/mer.beancount"])
def test_a_file_of_the_books_is_not_tried_beside_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever way leads to it: its vouchers would count twice."""
    books = compared_books(tmp_path / "a", 'include "mer.beancount"')
    (books.path / "ledger" / "mer.beancount").write_text(cost("2018-06-01", "100.00"))
    monkeypatch.chdir(books.path)
    with pytest.raises(CannotCompareError, match="er alt en del av bøkene"):
        tried(books, proposed_vouchers(Path(name)))


def test_another_budget_takes_the_place_of_the_years(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    path = tmp_path / "budsjett.beancount"
    path.write_text(budget("2600.00"))
    found = tried(books, proposed_budget(path), on=TriedOn.BUDGET)
    assert {e.payer: (e.before, e.after) for e in found.effects} == {
        "nordvik": (Decimal("1000.00"), Decimal("1300.00")),
        "midvik": (Decimal("600.00"), Decimal("780.00")),
        "sorvik": (Decimal("400.00"), Decimal("520.00")),
    }


def test_a_year_that_cannot_be_shared_is_not_zero(tmp_path: Path) -> None:
    """The budget of a year whose figures are not published is not known."""
    books = compared_books(tmp_path / "a", budget("3000.00", "2019-01-01"))
    found = tried(books, proposal(EQUAL), on=TriedOn.BUDGET)
    of_2019 = {
        e.payer: (e.before, e.after, e.difference)
        for e in found.effects
        if e.year == 2019
    }
    assert of_2019["nordvik"] == (None, Decimal("1000.00"), None)
    assert [(of.cooperation, of.year) for of in found.lacking] == [("ikt", 2019)]
    assert [*answer(found)][:2] == [
        "IKT-samarbeidet 2019 kan ikke fordeles i begge, og er ikke med i summene.",
        (
            "allocation_rules.yaml:31: IKT-samarbeidet 2019 kan ikke fordeles:"
            " Statistikken «population» mangler tall for Midvik per 01.01.2019."
        ),
    ]


def test_a_closed_year_is_never_changed(tmp_path: Path) -> None:
    """What would have been otherwise is a correction in a year that is open."""
    books = closed_comparison(tmp_path / "a")
    before = books.files()
    found = tried(books, proposal(EQUAL))
    of_2018 = [e for e in found.effects if e.year == 2018]
    assert of_2018
    assert all(e.difference == 0 for e in of_2018)
    corrected = {e.payer: e.difference for e in found.effects if e.corrects == 2018}
    assert corrected == {
        "nordvik": Decimal("-166.67"),
        "midvik": Decimal("33.34"),
        "sorvik": Decimal("133.33"),
    }
    assert found.notes[0].startswith("Avsluttede år står som de ble fastsatt")
    # Nothing of 2018 but its correction is other, which is by the key of 2018.
    (grounds,) = grounds_table(found)
    assert [[cell.value for cell in line.cells[1:4]] for line in grounds.lines] == [
        [2018, "etter folketall 1. januar", "likt"],
        [2019, "etter folketall 1. januar", "likt"],
    ]
    assert books.files() == before


def test_a_balance_that_a_change_upsets_is_no_fault(tmp_path: Path) -> None:
    known = "2019-01-01 balance Assets:Fordringer:Nordvik:IKT  500.00 NOK"
    books = compared_books(tmp_path / "a", known)
    found = tried(books, proposal(EQUAL))
    assert differences(found)
    assert not found.faults


def test_trying_nothing_is_the_books_themselves(tmp_path: Path) -> None:
    """Also how far they have come, which a balance says too."""
    known = "2019-01-01 balance Assets:Bank  -1400.00 NOK"
    books = compared_books(tmp_path / "a", known)
    here = source(books)
    assert tried_books(here).entries == load_books(here.main).entries
    with pytest.raises(CannotCompareError, match="ingenting å sammenligne"):
        compare(here, here, ())


def test_nothing_is_written(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    before = books.files()
    tried(books, proposal(WITH_UTVIK), figure(FIGURE))
    assert books.files() == before
