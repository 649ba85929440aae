"""Newer population than the package's comes where it is asked for, or is told of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok_importers.statistics import ssb
from init_runs import GIVEN
from init_runs import TYPED
from init_runs import run
from init_runs import written
from ssb_answers import answer

if TYPE_CHECKING:
    from pathlib import Path


def published(monkeypatch: pytest.MonkeyPatch, year: str, *values: object) -> list[Any]:
    """Statistics Norway has those figures; what it is asked is told."""
    asked: list[Any] = []
    codes = ("K-5536", "K-5540", "K-5538")[: len(values)]

    def ask(_address: str, question: Any) -> bytes:  # noqa: ANN401 -- as ssb has it
        asked.append(question)
        region = {"category": {"index": {code: n for n, code in enumerate(codes)}}}
        told = answer(
            updated="2027-02-23T07:00:00Z",
            size=[len(codes), 1, 1],
            dimension={
                "Region": region,
                "ContentsCode": {"category": {"index": {"Personer1": 0}}},
                "Tid": {"category": {"index": {year: 0}}},
            },
            value=[*values],
        )
        return json.dumps(told).encode()

    monkeypatch.setattr(ssb, "_ask", ask)
    return asked


def test_figures_newer_than_the_package_s_come_where_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its source and the day that it was updated."""
    asked = published(monkeypatch, "2027", 2700, 1900, 1850)
    folder = tmp_path / "bok"

    made = run("init", str(folder), *GIVEN, "--fetch")

    assert made.exit_code == 0, made.output
    assert "3 nye tall, 0 sto der fra før." in made.output
    assert len(asked) == 1
    figures = (folder / "ledger/statistics/population.csv").read_text(encoding="utf-8")
    assert 'Lyngen,5536,2027-01-01,2700,"SSB 07459, oppdatert 2027-02-23"' in figures
    assert run("check", "--books", str(folder)).exit_code == 0


def test_who_answers_questions_is_asked_of_newer_figures_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A yes fetches; no, and nothing, does not, and nobody is asked on the net."""
    asked = published(monkeypatch, "2027", 2700, 1900, 1850)
    question = "Pakkens folketall går til 1. januar 2026. Spørre SSB etter nyere? [j/N]"
    for number, (typed, times) in enumerate([("j\n", 1), ("n\n", 0), ("", 0)]):
        asked.clear()
        made = run("init", str(tmp_path / str(number)), typed=TYPED + typed)
        assert (made.exit_code, len(asked)) == (0, times), made.output
        assert question in made.output


@pytest.mark.parametrize("value", ["2700; rm", None, -3, 10**13])
def test_books_are_made_without_figures_that_cannot_be_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: object
) -> None:
    published(monkeypatch, "2027", value, 1900, 1850)

    made = run("init", str(tmp_path / "bok"), *GIVEN, "--fetch")

    assert made.exit_code == 0, made.output
    assert "Nyere folketall er ikke hentet. Bøkene har pakkens tall." in made.output
    run("init", str(tmp_path / "uten"), *GIVEN)
    assert written(tmp_path / "bok") == written(tmp_path / "uten")


def test_figures_of_a_year_that_was_not_asked_for_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest were asked for, and the package's are newer."""
    published(monkeypatch, "1900", 2700, 1900, 1850)

    made = run("init", str(tmp_path / "bok"), *GIVEN, "--fetch")

    assert made.exit_code == 0, made.output
    assert "Fant «1900». Det er spurt om 2026." in made.output
    assert "Nyere folketall er ikke hentet. Bøkene har pakkens tall." in made.output
    run("init", str(tmp_path / "uten"), *GIVEN)
    assert written(tmp_path / "bok") == written(tmp_path / "uten")


def test_a_member_that_the_answer_lacks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys need everyone's, so the books stand as they were."""
    published(monkeypatch, "2027", 2700, 1900)

    made = run("init", str(tmp_path / "bok"), *GIVEN, "--fetch")

    assert made.exit_code == 0, made.output
    assert "Svaret har ikke folketallet i 2027 for Storfjord." in made.output
    assert "Nyere folketall er ikke hentet. Bøkene har pakkens tall." in made.output


def test_without_a_net_or_a_wish_the_package_s_figures_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*_: object) -> bytes:
        raise OSError("no net")

    monkeypatch.setattr(ssb, "_ask", ask)

    fetched = run("init", str(tmp_path / "en"), *GIVEN, "--fetch")
    plain = run("init", str(tmp_path / "to"), *GIVEN)

    assert (fetched.exit_code, plain.exit_code) == (0, 0)
    assert "SSB svarer ikke (no net)" in fetched.output
    assert "Bøkene har pakkens tall." in fetched.output
    assert "Folketallet er pakkens, og går til 1. januar 2026." in plain.output
