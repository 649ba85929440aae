"""Every fault of a file of agreements, at its line and in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules.document import read_document
from fellesbok.rules.examination import answers_of
from fellesbok.rules.examination import examine
from fellesbok.rules.proposal import AS_WRITTEN
from two_municipalities import POPULATION
from two_municipalities import cooperation
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.rules.examined import Examined


def examined(folder: Path, text: str | bytes) -> Examined:
    path = folder / "rules.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return examine(path, AS_WRITTEN, lambda of: of.read_bytes())


def told(folder: Path, text: str | bytes) -> list[str]:
    return [f"{f.line}: {f.message}" for f in examined(folder, text).faults]


def test_agreements_without_faults_are_there_with_their_files(tmp_path: Path) -> None:
    found = examined(tmp_path, rules())
    assert found.faults == ()
    assert found.agreement is not None
    assert list(found.agreement.cooperations) == ["ikt"]
    assert found.files == (tmp_path / "rules.yaml",)


def test_a_file_with_a_fault_has_no_agreement(tmp_path: Path) -> None:
    assert examined(tmp_path, rules() + "farge: rød\n").agreement is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"region: x\nnavn: \xe6\n", "2: Filen er ikke lagret som UTF-8."),
        ("- a\n", "1: "),
        ("", "1: "),
        ("region: [\n", "2: "),
    ],
)
def test_what_is_no_file_of_agreements_is_told_once(
    tmp_path: Path, text: str | bytes, said: str
) -> None:
    (found,) = told(tmp_path, text)
    assert found.startswith(said)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "borte.yaml"
    found = examine(path, AS_WRITTEN, lambda of: of.read_bytes())
    assert [fault.message for fault in found.faults] == ["Finner ikke filen."]
    assert found.agreement is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("        basis: net\n", "", "15: «basis» mangler."),
        ("basis: net", "vert: net", "19: «vert» er ikke et kjent felt her."),
        (
            "basis: net",
            "basis: brutto",
            "19: basis: «brutto» er ikke en mulig verdi. Mulige verdier: net, gross.",
        ),
        (
            "key: equal",
            "key: {halvt: 1}",
            "18: «key» er ingen kjent slags nøkkel. En nøkkel er et navn, eller",
        ),
        ("title: IKT-samarbeidet", "title: []", "10: title: "),
        ("from: 2018-01-01", "from: 2018-13-01", "15: from: "),
    ],
)
def test_a_fault_of_shape_is_told_at_its_line_in_words(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    text = rules()
    assert before in text
    assert any(f.startswith(said) for f in told(tmp_path, text.replace(before, after)))


def test_faults_of_shape_and_of_fit_are_told_at_once_in_the_order_of_lines(
    tmp_path: Path,
) -> None:
    """The host is unknown, and the basis is no possible value: two things to mend."""
    text = rules().replace("basis: net", "basis: brutto")
    found = told(tmp_path, text.replace("host: kafjord", "host: tromso"))
    assert [each.partition(":")[0] for each in found] == ["17", "19"]
    assert found[0] == "17: Ukjent vertskommune «tromso»."


def test_files_of_figures_are_named_also_where_they_are_not_there(
    tmp_path: Path,
) -> None:
    people = "statistics:\n  people: {title: F, unit: x, source: y, file: %s}\n"
    (tmp_path / "tall.csv").write_text(
        "municipality,date,value\nKåfjord,2018-01-01,1\n", encoding="utf-8"
    )
    there = examined(tmp_path, rules(more=people % "tall.csv"))
    assert there.faults == ()
    assert there.files == (tmp_path / "rules.yaml", tmp_path / "tall.csv")
    lacking = examined(tmp_path, rules(more=people % "borte.csv"))
    assert [f.message for f in lacking.faults] == ["Finner ikke filen «borte.csv»."]
    assert lacking.files == (tmp_path / "rules.yaml",)


def test_what_is_known_of_a_faulty_file_is_no_agreement_by_halves(
    tmp_path: Path,
) -> None:
    key = "{statistic: people, date: 2017-01-01}"
    found = examined(tmp_path, rules(cooperation(key=key), more=POPULATION))
    assert len(found.faults) == 1
    assert found.agreement is None


def test_answers_are_read_or_told_of_in_the_same_words() -> None:
    text = "region: Vika\nyear: 2026\nmunicipalities: [Lyngen]\ncooperations: {}\n"
    document = read_document(text, "svar.yaml")
    assert answers_of(document) is None
    assert [(f.line, f.message) for f in document.faults] == [
        (4, "«cooperations» skal være en liste.")
    ]
    right = text.replace("{}", "[{title: IKT, host: Lyngen, key: likt, basis: net}]")
    document = read_document(right, "svar.yaml")
    answers = answers_of(document)
    assert answers is not None
    assert (answers.region, answers.year) == ("Vika", 2026)
    assert document.faults == []
