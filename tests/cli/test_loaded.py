"""The books that a command reads: their faults are told, and stop what needs shares."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click
import pytest

from fellesbok.cli.loaded import load
from fellesbok.cli.loaded import usable
from pagebook import SEEN_BOOKS
from typed_commands import faulty as faulty  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path


def test_books_in_order_are_read_without_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert usable(SEEN_BOOKS, "nb").settled.agreement.region == "Vika"
    assert capsys.readouterr() == ("", "")


def test_agreements_with_faults_share_nothing_and_each_fault_is_told(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(faulty, "nb").shared is None
    with pytest.raises(click.ClickException, match="Ingenting er fordelt før feilene"):
        usable(faulty, "nb")
    assert capsys.readouterr().err.count("rules.yaml:") == 3


def test_books_that_are_shared_with_a_fault_are_read_with_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SEEN_BOOKS, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "ledger" / "main.beancount").open("a", encoding="utf-8") as main:
        main.write("2018-12-31 balance Expenses:IKT 1.00 NOK\n")
    assert usable(tmp_path, "nb").errors
    told = capsys.readouterr().err
    assert "main.beancount:" in told
    assert "Bøkene har 1 feil; tallene under kan mangle noe." in told


def test_a_folder_without_books_is_told(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="Finner ingen bøker i"):
        load(tmp_path, "nb")
