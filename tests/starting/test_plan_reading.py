"""Answers become a plan, or every fault of them is told at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok.errors import FileFaultsError
from fellesbok.starting.plan_reading import plan_of
from fellesbok.starting.plan_reading import plan_of_file

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
region: Lyngenfjord
year: 2026
municipalities:
  - {name: Lyngen, bank_account: "86011117947"}
  - Gáivuotna
  - "5538"
cooperations:
  - title: Felles IT
    host: lyngen
    key: 40 % likt
    basis: net
    due_days: 30
"""
ANSWERS: dict[str, Any] = {
    "region": "Lyngenfjord",
    "year": "2026",
    "municipalities": ["Lyngen", "Storfjord"],
    "cooperations": [
        {"title": "IKT", "host": "not_stated", "key": "likt", "basis": "gross"}
    ],
}


def faults(folder: Path, *changed: tuple[str, str]) -> list[str]:
    text = TEXT
    for before, after in changed:
        assert before in text
        text = text.replace(before, after)
    path = folder / "svar.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        plan_of_file(path)
    except FileFaultsError as told:
        return [f"{fault.line}: {fault.message}" for fault in told.faults]
    return []


def test_municipalities_are_known_by_any_of_their_names_or_a_number(
    tmp_path: Path,
) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(f"\ufeff{TEXT}", encoding="utf-8")
    plan = plan_of_file(path)
    assert [member.name for member in plan.members] == [
        "Lyngen",
        "Gáivuotna",
        "Storfjord",
    ]
    assert [member.bank_account for member in plan.members] == ["86011117947", "", ""]
    assert [member.organisation_number for member in plan.members] == [
        "840014932",
        "940363586",
        "964994129",
    ]


def test_all_take_part_where_nothing_else_is_said(tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(TEXT, encoding="utf-8")
    (it,) = plan_of_file(path).cooperations
    assert it.participants == ("gaivuotna", "lyngen", "storfjord")
    assert (it.host, it.account, it.slug) == ("lyngen", "Felles-IT", "felles-it")
    assert (it.basis, it.settlement, it.instalments, it.due_days) == (
        "net",
        "year",
        0,
        30,
    )
    assert it.key.is_by_population
    path.write_text(TEXT + "    participants: [Kåfjord, '5536']\n", encoding="utf-8")
    assert plan_of_file(path).cooperations[0].participants == ("gaivuotna", "lyngen")


def test_answers_may_stand_in_no_file() -> None:
    plan = plan_of(ANSWERS)
    (ikt,) = plan.cooperations
    assert (plan.region, plan.year, ikt.host) == ("Lyngenfjord", 2026, "")
    assert not plan.needs_population
    with pytest.raises(FileFaultsError) as told:
        plan_of(ANSWERS | {"municipalities": ["Lyngen", "Utopia"]})
    (fault,) = told.value.faults
    assert fault.line == 0


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("region: Lyngenfjord\n", "", "1: «region» mangler."),
        ("year: 2026", "year: snart", "2: year: "),
        ("Gáivuotna", "Utopia", "5: "),
        ("Gáivuotna", "Lyngen", "5: «lyngen» står to ganger, og kan ikke skilles."),
        ('"5538"', "Kåfjord", "6: "),
        ("host: lyngen", "host: Balsfjord", "9: «Balsfjord» er ikke blant kommunene:"),
        ("key: 40 % likt", "key: halvt", "10: «halvt» er ikke en nøkkel som lages her"),
        ("title: Felles IT", "title: – –", "8: «– –» gir ikke noe kontonavn"),
        (
            "  - Gáivuotna",
            '  - {name: Kåfjord, bank_account: "86011117947"}',
            "5: Kåfjord har samme kontonummer som Lyngen: 86011117947.",
        ),
        (
            "  - Gáivuotna",
            '  - {name: Kåfjord, organisation_number: "840014932"}',
            "5: Kåfjord har organisasjonsnummer 940363586 i kommunelisten, ikke",
        ),
    ],
)
def test_what_cannot_be_used_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert any(each.startswith(said) for each in faults(tmp_path, (before, after)))


def test_two_cooperations_of_one_short_name_cannot_be_told_apart(
    tmp_path: Path,
) -> None:
    second = TEXT[TEXT.index("  - title") :].replace("Felles IT", "felles it")
    changed = ("    due_days: 30\n", f"    due_days: 30\n{second}")
    assert "13: «felles-it» står to ganger, og kan ikke skilles." in faults(
        tmp_path, changed
    )


def test_faults_of_several_answers_are_told_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, ("host: lyngen", "host: Oslo"), ("40 % likt", "halvt"))
    assert [each.partition(":")[0] for each in found] == ["9", "10"]


def test_a_file_that_is_not_there_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"svar\.yaml"):
        plan_of_file(tmp_path / "svar.yaml")
