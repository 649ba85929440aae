"""A profile is found by its name or path, and builds on the one that it is like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles.by_column import find_profile
from fellesbok_importers.profiles.by_column import preset_names
from fellesbok_importers.profiles.by_column import profile_of
from fellesbok_importers.profiles.by_column import read_profile

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
title: Liste
attested: {level: uprøvd, source: Oppdiktet}
file: {header_row: 1}
columns: {voucher: Nr, date: Dato, ansvar: Ansvar, amount: Beløp}
booking: {source: liste, host: nordvik}
"""


def faults(*changed: tuple[str, str], more: str = "") -> list[str]:
    text = TEXT
    for before, after in changed:
        assert before in text
        text = text.replace(before, after)
    try:
        profile_of(text + more, "p.yaml")
    except RejectedError as refused:
        return [f"{f.row}: {f.column}: {f.expected}" for f in refused.faults]
    return []


def test_a_profile_of_the_region_goes_before_one_that_comes_along(
    tmp_path: Path,
) -> None:
    own = tmp_path / "profiles" / "gbat10.yaml"
    own.parent.mkdir()
    own.write_text(TEXT, encoding="utf-8")
    assert find_profile("gbat10", tmp_path).title == "Liste"
    assert find_profile("gbat10").title != "Liste"
    assert find_profile(str(own)).title == "Liste"


@pytest.mark.parametrize("name", ["../hemmelig", "Gbat10", "a/b", ".", ""])
def test_a_name_never_leads_out_of_the_profiles(tmp_path: Path, name: str) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "hemmelig.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(RejectedError, match="Profilen finnes ikke"):
        find_profile(name, tmp_path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    with pytest.raises(RejectedError, match="Finner ikke filen"):
        read_profile(path)
    path.write_bytes(b"title: \xe6\n")
    with pytest.raises(RejectedError, match="UTF-8"):
        read_profile(path)
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_profile(path).title == "Liste"


def test_what_the_own_profile_says_stands_over_the_one_that_it_is_like() -> None:
    """Field by field: the rest of a group is as it was; a list is another list."""
    base = find_profile("art-ansvar-funksjon")
    own = profile_of(
        "like: art-ansvar-funksjon\n"
        "booking: {source: nordvik, host: nordvik}\n"
        "file: {total_word: [Sum, I alt]}\n",
        "p.yaml",
    )
    assert own.columns == base.columns
    assert own.file.header_row == base.file.header_row
    assert own.file.total_word == ("Sum", "I alt")
    assert (own.booking.host, own.like) == ("nordvik", "art-ansvar-funksjon")


def test_a_profile_like_none_that_comes_along_names_those_that_do() -> None:
    (said,) = faults(more="like: finnes-ikke\n")
    assert said.startswith("6: like: Ferdige profiler: ")
    assert all(name in said for name in preset_names())


def test_a_whole_profile_has_no_faults() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("voucher: Nr, ", "", "4: columns.voucher: Kolonnen må oppgis."),
        ("date: Dato, ", "", "4: columns.date: Kolonnen må oppgis."),
        ("ansvar: Ansvar, ", "", "4: columns.ansvar: Kolonnen må oppgis."),
        ("amount: Beløp", "debit: D", "4: columns: Oppgi enten amount, eller både"),
        (
            "amount: Beløp",
            "amount: Beløp, debit: D, credit: K",
            "4: columns: Oppgi enten amount, eller både",
        ),
        (
            "amount: Beløp",
            "debit: D, credit: K, side: S",
            "4: columns.side: Siden hører til amount, ikke til to beløp.",
        ),
        ("source: liste, ", "", "5: booking.source: Navnet på kildesystemet"),
        (
            "amount: Beløp",
            "amount: Beløp, account_string: Konto",
            "account_string: Kontostrengen må ha både en kolonne og ledd",
        ),
        (
            "amount: Beløp",
            "amount: Beløp, attested_by: Hvem",
            "columns.attested_on: Oppgi både hvem og når: attested_by og attested_on.",
        ),
        (
            "host: nordvik",
            "host: nordvik, people: {KAHA: IKT-leder}",
            "5: booking.people: Feltet hører til attested_by og approved_by",
        ),
        (
            "{header_row: 1}",
            "{header_rows: 2, header_row: 1, kind: fixed}",
            "columns.voucher: Uten kolonnerad må kolonnen være et nummer",
        ),
    ],
)
def test_fields_that_need_each_other_are_told_at_their_line(
    before: str, after: str, said: str
) -> None:
    assert any(said in each for each in faults((before, after)))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("amounts_in: 1000 kroner\n", "6: amounts_in: Bilag er i kroner."),
        ("year: 2018\n", "6: year: Feltet hører til use: budget."),
        (
            "account_string: {separator: ;, parts: [art]}\n",
            "6: account_string: Kontostrengen må ha både en kolonne og ledd",
        ),
    ],
)
def test_what_is_of_another_use_is_told(more: str, said: str) -> None:
    assert any(said in each for each in faults(more=more))


@pytest.mark.parametrize(
    ("columns", "year", "is_right"),
    [
        ("", "year: 2018\n", True),
        ("year: År, ", "", True),
        ("date: Dato, ", "", True),
        ("", "", False),
        ("year: År, ", "year: 2018\n", False),
    ],
)
def test_a_budget_is_of_a_year_that_is_said_once(
    columns: str, year: str, *, is_right: bool
) -> None:
    changed = ("voucher: Nr, date: Dato, ", columns)
    found = faults(changed, more=f"use: budget\n{year}")
    assert (found == []) is is_right


def test_without_names_columns_are_numbers() -> None:
    (first, *rest) = faults(("file: {header_row: 1}\n", ""))
    assert "columns.voucher: Uten kolonnerad må kolonnen være et nummer" in first
    assert len(rest) == 3
    numbered = "columns: {voucher: 1, date: 2, ansvar: 3, amount: 4}"
    named = "columns: {voucher: Nr, date: Dato, ansvar: Ansvar, amount: Beløp}"
    assert faults(("file: {header_row: 1}\n", ""), (named, numbered)) == []
