"""Another host is told, though nobody pays more; and terms are found by their day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import cost
from compared_books import closed_comparison
from compared_books import compared_books
from compared_books import source
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.sentences import answer
from fellesbok.compare.trying import compare

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.records import Comparison

HOST = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        host: midvik
"""
UNDATED = HOST.replace("- from: 2018-01-01\n        host", "- host")


def tried(books: Folder, text: str) -> Comparison:
    here = source(books)
    return compare(here, here, (proposed_text(text, "forslag.yaml"),))


def refused(books: Folder, text: str) -> list[str]:
    with pytest.raises(CannotCompareError) as error:
        tried(books, text)
    faults = error.value.faults
    assert {(fault.path, fault.line) for fault in faults} == {("forslag.yaml", 4)}
    return [fault.message for fault in faults]


def lacking(*fields: str) -> list[str]:
    return [f"«{field}» mangler." for field in fields]


def told(years: str, new: str, old: str = "Nordvik") -> str:
    return (
        f"IKT-samarbeidet {years}: vertskommune er {new}, og før {old}. Det er verten"
        " som krever de andre."
    )


@pytest.mark.parametrize(
    ("slug", "name"), [("midvik", "Midvik"), ("not_stated", "ikke oppgitt")]
)
def test_it_is_told_that_others_claim(slug: str, name: str, tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    found = tried(books, HOST.replace("midvik", slug))
    assert not found.different
    assert [*answer(found)] == ["Ingen betaler mer eller mindre."]
    assert [*found.notes] == [told("2018", name)]


def test_hosts_of_a_year_stand_in_their_order(tmp_path: Path) -> None:
    """From 1 July Midvik is host; no year without terms has any."""
    books = compared_books(tmp_path / "a")
    rules = (books.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    first, last = (rules.index(word) for word in ("      - from: 2018", "  barnevern:"))
    terms = rules[first:last].replace("2018-01-01", "2018-07-01")
    terms = terms.replace("host: nordvik", "host: midvik")
    found = tried(books, f"cooperations:\n  ikt:\n    versions:\n{terms}")
    assert told("2018", "Nordvik, Midvik") in found.notes


def test_what_is_fixed_is_claimed_as_before(tmp_path: Path) -> None:
    """2018 is closed; 2019 and 2020 are not."""
    books = closed_comparison(tmp_path / "a")
    main = books.path / "ledger" / "population.csv"
    text = main.read_text(encoding="utf-8")
    of_2020 = text[text.index("nordvik,2019") :].replace("2019", "2020")
    main.write_text(text + of_2020, encoding="utf-8")
    books.add(cost("2020-02-01", "500.00"))
    found = tried(books, HOST)
    assert told("2019, 2020", "Midvik") in found.notes
    assert not [note for note in found.notes if "2018: vertskommune" in note]


def test_a_year_after_all_terms_has_no_host(tmp_path: Path) -> None:
    """What comes late is settled by the terms before it."""
    books = compared_books(tmp_path / "a")
    rules = books.path / "allocation_rules.yaml"
    text = rules.read_text(encoding="utf-8")
    ended = text.replace("2018-01-01\n", "2018-01-01\n        to: 2018-12-31\n", 1)
    rules.write_text(ended, encoding="utf-8")
    late = cost("2019-02-01", "10.00").replace(
        '"Kostnad"', '"Kostnad"\n  periode: "2018-05-01"'
    )
    books.add(late)
    assert [*tried(books, HOST).notes] == [told("2018", "Midvik")]


def test_terms_without_a_day_are_not_found(tmp_path: Path) -> None:
    """It is asked which are meant, and not for all else that new terms would need."""
    books = compared_books(tmp_path / "a")
    ask = (
        "Vilkår i et forslag finnes ved dagen de gjelder fra. Skriv «from»: 2018-01-01,"
        " eller en annen dag for nye vilkår."
    )
    assert refused(books, UNDATED) == [ask]


def test_terms_of_another_day_are_new_and_must_be_whole(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    new = (
        "Ingen vilkår gjelder fra 2018-07-01, så disse er nye og må være hele. Det"
        " finnes vilkår fra 2018-01-01."
    )
    fields = ("basis", "decision", "key", "participants", "settlement", "source")
    assert refused(books, HOST.replace("2018-01-01", "2018-07-01")) == [
        new,
        *lacking(*fields, "surplus"),
    ]


def test_a_cooperation_that_is_brought_in_has_no_other_terms(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a")
    head = (
        "cooperations:\n  brann: {title: Brann, account: Brann, kind: cooperation,"
        " legal_form: not_stated, versions: [\n\n"
    )
    assert set(lacking("from", "key")) <= {
        *refused(books, f"{head}    {{host: midvik}}]}}")
    }
