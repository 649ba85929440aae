"""What a page and its claims are made of; what was not kept is blank."""

from __future__ import annotations

from fellesbok.entries.claim import ClaimKind
from fellesbok.proof.made_of import made_of
from fellesbok.proof.tables import made_of_table
from fellesbok.tables.csv_file import csv_of
from objections_by_hand import claim

DIGEST = f"sha256:{'ab' * 32}"


def test_the_page_stands_before_its_claims() -> None:
    made = claim(revision=DIGEST, certificate=DIGEST)
    table = made_of_table(DIGEST, [made])
    heads, page, line = csv_of(table, "nb")
    assert heads == ["Hva", "Bøkenes utgave", "Sertifikat"]
    assert page[:2] == ["Det som vises her", "abababababab"]
    assert line == [claim().id, "abababababab", "abababababab"]


def test_where_the_revision_stands_elsewhere_there_are_claims_alone() -> None:
    table = made_of_table(None, [claim()], "annet")
    assert table.name == "annet"
    assert len(table.lines) == 1
    assert len(made_of_table(None, []).lines) == 0


def test_a_line_is_as_wide_as_the_table_whatever_is_known() -> None:
    advance = claim(kind=ClaimKind.ADVANCE, revision=DIGEST)
    table = made_of_table("", [advance, claim()])
    assert {len(line.cells) for line in table.lines} == {3}
    told = [[str(said) for _, said in made_of(of).facts] for of in (advance, claim())]
    shown = [[str(c.value) for c in line.cells[1:]] for line in table.lines[1:]]
    assert [row[: len(facts)] for row, facts in zip(shown, told, strict=True)] == told
