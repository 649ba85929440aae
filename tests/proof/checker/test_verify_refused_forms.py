"""What honest books hardly have, and a host could hide something behind, is refused.

Beancount reads it, and each checker could read it as something else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.checker import verify_deep
from handed_out import CHECKERS
from handed_out import MAIN
from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import sealed_again

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

VOUCHER = """
2018-05-01 * "Ekstra"
  Expenses:X   300.00 NOK
  Assets:Bank
"""


def refused(folder: Path, more: str, why: str, checker: ModuleType) -> None:
    """Books with something more in them are refused, whoever sealed them."""
    beside = folder / "bevis" / f"bok~{MAIN}.txt"
    beside.write_bytes(beside.read_bytes() + more.encode())
    sealed_again(folder / "bevis")
    for path in sorted((folder / "bevis").glob("x-2018-*.json")):
        with pytest.raises(checker.DiffersError, match=why):
            checker.certificate(path.parent, path.name, set())


# A carriage return in the midst of a line ---------------------------------------------


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize(
    "written",
    [
        "\r" + VOUCHER.strip(),
        '\rpushmeta deltakere: "Nes"',
        'pushmeta\rdeltakere: "Nes"',
        '\rinclude "mer.beancount"',
        '\r2018-12-30 custom "paaloept" "x" Expenses:X 1000.00 NOK',
        '\roption "booking_method" "FIFO"',
        "; to linjer\r; av gammelt slag",
    ],
)
def test_a_carriage_return_inside_a_line_is_refused(
    tmp_path: Path, written: str, checker: ModuleType
) -> None:
    """Beancount takes it for a blank, and a line that it begins for no indented one."""
    hand_out(tmp_path / "bok", "")
    refused(tmp_path / "bok", f"\n{written}\n", "inni linjen", checker)


@pytest.mark.parametrize("end", ["\r\n", "\r\r\n"])
def test_a_carriage_return_at_the_end_of_a_line_is_read(
    tmp_path: Path, end: str
) -> None:
    hand_out(tmp_path / "bok", VOUCHER.replace("\n", end))
    assert not accepted(tmp_path / "bok")


# Files that are taken in --------------------------------------------------------------


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize(
    "written",
    [
        r'include "a\*.beancount"',
        'include "/bok/mer.beancount"',
        'include "/bok/*.beancount"',
        f'include "/{MAIN}"',
        'include "../bok/mer.beancount"',
        'include "../bok/*.beancount"',
        'option "include" "mer.beancount"',
        r'option "incl\ude" "mer.beancount"',
    ],
)
def test_a_file_is_taken_in_by_its_way_from_the_file_that_does(
    tmp_path: Path, written: str, checker: ModuleType
) -> None:
    """Other ways lead to files that are handed out under another name, or not."""
    why = "er ikke blant filene|kan ikke leses her"
    hand_out(tmp_path / "bok", "")
    refused(tmp_path / "bok", f"\n{written}\n", why, checker)


# Directives that are said in two ways -------------------------------------------------

ACCRUED = """
2018-02-01 custom "paaloept" "x" Expenses:X 1000.00 NOK
  id: {id}
  venter: "faktura"
  leverandoer: "L"
"""


@pytest.mark.parametrize(
    ("word", "first", "then"),
    [
        ("deltakere", '"Nes"', '"Vik"'),
        ("periode", '"2018-02-01"', '"2018-02-01/2019-01-31"'),
        ("id", '"a"', '"b"'),
    ],
)
def test_a_word_that_is_said_twice_of_a_directive_is_refused(
    word: str, first: str, then: str
) -> None:
    """Beancount keeps the last of them."""
    rows = (
        '2018-02-01 custom "paaloept" "x" Expenses:X 1000.00 NOK',
        f"  {word}: {first}",
        f"  {word}: {then}",
    )
    c = {"slugs": {"x"}, "subject": {"cooperation": "x"}}
    why = f"bok:1: «{word}» er sagt to ganger"
    with pytest.raises(verify_deep.DiffersError, match=why):
        verify_deep.ours(c, {"bok": [*rows]}, "paaloept")


UNREAD = ["10 + 5", '"1\n5"', "#15", "-15", "15.0000000", "TRUE", "", '""']


@pytest.mark.parametrize("said", UNREAD)
def test_an_accrued_cost_has_an_id_that_can_be_read(said: str) -> None:
    """Else every voucher that replaces nothing was taken to replace it."""
    rows = ACCRUED.format(id=said).split("\n")
    with pytest.raises(verify_deep.DiffersError, match="bok:2: id på det påløpte"):
        verify_deep.served_by_accrual({"bok": rows})


@pytest.mark.parametrize("said", ["10 + 5", "#15", "-15", "15.0000000"])
def test_what_a_voucher_replaces_can_be_read(tmp_path: Path, said: str) -> None:
    """On accounts of no cooperation too: it takes an accrued cost back."""
    voucher = f"""
2018-05-01 * "Bank"
  erstatter: {said}
  Equity:Start   1.00 NOK
  Assets:Bank
"""
    hand_out(tmp_path / "bok", ACCRUED.format(id='"15"'))
    refused(tmp_path / "bok", voucher, "«erstatter» på bilaget kan ikke", verify_deep)


def test_a_voucher_takes_back_the_accrued_cost_that_it_names(tmp_path: Path) -> None:
    real = """
2018-05-01 * "Faktura"
  erstatter: "15"
  Expenses:X   700.00 NOK
  Assets:Bank
"""
    hand_out(tmp_path / "bok", ACCRUED.format(id=15) + real)
    assert sum(charged(tmp_path / "bok")) == 170001
    assert not accepted(tmp_path / "bok")


# Names --------------------------------------------------------------------------------


NAMES = "base threshold bounded amounts parts price steps weights minimum maximum "
NAMES += "statistic groups payers date per from own none equal"


@pytest.mark.parametrize("name", NAMES.split())
def test_a_payer_is_not_called_as_a_part_of_a_key(tmp_path: Path, name: str) -> None:
    """A weight of ``steps`` made the key one of agreed sums to the large checker."""
    folder = tmp_path / "bok"
    hand_out(folder, "", key="{weights: {nes: 1, vik: 2, dal: 3}}")
    path = folder / "bevis" / "x-2018-nes.json"
    told = json.loads(path.read_bytes().replace(b'"dal"', f'"{name}"'.encode()))
    rows = (folder / "rules.yaml").read_text("utf-8").replace("dal", name)
    with pytest.raises(verify_deep.DiffersError, match=f"en betaler heter {name}"):
        verify_deep.terms(told, rows.split("\n"))


@pytest.mark.parametrize("name", ["steps", "base", "weights", "own"])
def test_a_key_is_not_called_as_a_part_of_a_key(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "bok"
    keys = "keys:\n  fast: {title: F, source: s, key: {weights: {nes: 1, vik: 2}}}\n"
    hand_out(folder, "", keys=keys)
    path = folder / "bevis" / "x-2018-nes.json"
    told = json.loads(path.read_bytes().replace(b'"fast"', f'"{name}"'.encode()))
    rows = (folder / "rules.yaml").read_text("utf-8").replace("fast:", f"{name}:")
    with pytest.raises(verify_deep.DiffersError, match=f"en nøkkel heter {name}"):
        verify_deep.terms(told, rows.split("\n"))
