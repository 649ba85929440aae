"""What commands have in common: names as people write them, days, and what is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import click
import pytest

from fellesbok.books import load_books
from fellesbok.cli.common import asked_for
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.common import payer_named
from fellesbok.cli.common import percentage
from fellesbok.cli.common import seen_from
from fellesbok.cli.common import sweep
from fellesbok.cli.common import tell
from fellesbok.messages import Text
from pagebook import NBSP
from pagebook import SEEN_BOOKS
from typed_commands import faulty as faulty  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


@cache
def books() -> Books:
    return load_books(SEEN_BOOKS / "ledger" / "main.beancount")


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("3,5", "3.5"),
        ("3.5 %", "3.5"),
        ("-2,25%", "-2.25"),
        ("100", "100"),
        ("1e3", None),
        ("3,5,1", None),
        ("", None),
        ("tre", None),
        ("12345678", None),
    ],
)
def test_a_percentage_is_read_as_people_write_it(
    written: str, percent: str | None
) -> None:
    found = percentage(written)
    assert found == (None if percent is None else Decimal(percent))


def test_a_payer_is_found_and_one_that_is_written_almost_right_is_suggested() -> None:
    agreement = books().settled.agreement
    assert payer_named(agreement, "SØRVIK", "nb").slug == "sorvik"
    with pytest.raises(click.ClickException, match=r"«Midvig»\. Mente du Midvik\?"):
        payer_named(agreement, "Midvig", "nb")
    with pytest.raises(click.ClickException, match=r"«Bergen»\. Kjente: Nordvik, "):
        payer_named(agreement, "Bergen", "nb")


def test_no_cooperation_is_named_or_one_that_is_known() -> None:
    agreement = books().settled.agreement
    assert cooperation_named(agreement, None, "nb") is None
    assert cooperation_named(agreement, "IKT", "nb") == agreement.cooperations["ikt"]
    told = r"Ukjent samarbeid «Brann»\. Kjente: IKT, Velferd\."
    with pytest.raises(click.ClickException, match=told):
        cooperation_named(agreement, "Brann", "nb")


def test_it_is_seen_from_the_day_that_is_asked_for_or_the_last_of_the_books() -> None:
    asked = date(2018, 3, 1)
    assert seen_from(books(), asked, "nb") == asked
    assert seen_from(books(), None, "nb") == date(2018, 10, 31)


def test_what_is_shared_and_what_is_found_is_told_in_few_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tell(books(), "nb", findings=False)
    shared, faults = capsys.readouterr().out.replace(NBSP, " ").strip().splitlines()
    assert shared.startswith("802 345,67 kr er fordelt")
    assert faults == "Ingen feil."


def test_a_dry_run_writes_nothing_and_a_yes_is_not_asked_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    question = Text("Skrive?")
    assert not asked_for(question, "nb", dry_run=True, yes=True)
    assert capsys.readouterr().out == "Ingenting er skrevet (--dry-run).\n"
    assert asked_for(question, "nb", dry_run=False, yes=True)
    assert capsys.readouterr().out == ""


def test_a_folder_without_books_has_nothing_to_put_right(tmp_path: Path) -> None:
    assert sweep(tmp_path, "nb")
    assert list(tmp_path.iterdir()) == []


def test_agreements_with_faults_are_told_and_nothing_is_shared(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded = load_books(faulty / "ledger" / "main.beancount")
    assert not tell(loaded, "nb")
    assert capsys.readouterr().out.splitlines()[-1].startswith("3 feil må rettes.")
