"""A host that hands out books whose names, tags, units or folders say something else.

Each pair of books differs in a word that Beancount and the programme read exactly.
"""

from __future__ import annotations

import json
from glob import glob
from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify_deep
from handed_out import RULES
from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import refuse_lie
from handed_out import sealed_again

if TYPE_CHECKING:
    from pathlib import Path

# Payers on accounts -------------------------------------------------------------------

OUTLAY = """
2018-05-01 * "Nettverk"
  Expenses:X  3000.00 NOK
  Liabilities:Utlegg:{whose}:X
"""
NORD = ("Assets:Fordringer:Nord:X", "Liabilities:Utlegg:Nord:X")


def test_an_account_has_the_payer_that_the_agreement_has_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nes is called Nord in accounts: nobody has paid what stands on that of Nes."""
    called = RULES.replace("name: Nes,", "name: Nes, account: Nord,")
    monkeypatch.setattr("handed_out.RULES", called)
    key = "{threshold: 500, above: equal}"
    more = {name: OUTLAY.format(whose=name) for name in ("Nes", "Nord")}
    right, lie = tmp_path / "right", tmp_path / "lie"
    income = ("Income:X:Kommuner:Nord",)
    hand_out(right, more["Nes"], key=key, opened=(*NORD, *income))
    assert not accepted(right)
    hand_out(lie, more["Nord"], key=key, opened=(*NORD, *income))
    assert not accepted(lie)
    assert sum(charged(lie)) - sum(charged(right)) == 300000
    refuse_lie(right, lie, "linjen er delt på annen måte")


# Currencies ---------------------------------------------------------------------------

COST = """
2018-05-01 * "Nettverk"
  Expenses:X  300.00 NOK
  Assets:Bank
"""
ACCRUED = """
2018-11-01 custom "paaloept" "x" Expenses:X 300.00 NOK
  id: "a"
  venter: "faktura"
  leverandoer: "L"
"""
FUND = """
2017-05-01 * "Til fond"
  Assets:Bank  900.00 NOK
  Liabilities:Fond:X:Nes  -300.00 NOK
  Liabilities:Fond:X:Vik  -300.00 NOK
  Liabilities:Fond:X:Dal  -300.00 NOK

2018-02-01 custom "fond" "x" "bruk" 300.00 NOK
"""


@pytest.mark.parametrize("more", [COST, ACCRUED, FUND])
@pytest.mark.parametrize("unit", ["EUR", "NOKK", "NOK.X"])
def test_an_amount_in_another_currency_is_no_kroner(
    more: str, unit: str, tmp_path: Path
) -> None:
    """The programme refuses such books; who reads them sees another amount."""
    folder = tmp_path / "bok"
    hand_out(folder, more)
    assert not accepted(folder)
    books = folder / "bevis" / "bok~main.beancount.txt"
    told = books.read_text("utf-8").replace("300.00 NOK", f"300.00 {unit}")
    books.write_text(told, "utf-8")
    why = "ikke i avtalens valuta|linjen er en annen"
    refused(folder, why)


def refused(folder: Path, why: str) -> None:
    """The large checker takes no certificate of 2018, sealed of other files."""
    sealed_again(folder / "bevis")
    for path in sorted((folder / "bevis").glob("x-2018-*.json")):
        told = json.loads(path.read_bytes())
        file = folder / "bevis" / "bok~main.beancount.txt"
        rows = file.read_text("utf-8").split("\n")
        for line in (*told["vouchers"]["lines"], *told["claims"]):
            line["digest"] = verify_deep.sha(rows[line["line"] - 1].encode())
        sealed = verify_deep.sha(canonical(told["vouchers"]["lines"]))
        told["vouchers"]["set_digest"] = sealed
        path.write_bytes(canonical(told))
        with pytest.raises(verify_deep.DiffersError, match=why):
            verify_deep.certificate(path.parent, path.name, set())


# Directives ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('"paaloept" "x"', '"paaloept" "X"', "samarbeidet er ikke i avtalen"),
        ('venter: "', 'avgift: "kompensasjon"\n  venter: "', "er ikke påløpt"),
        ("Expenses:X 300", "Expenses:Y 300", "en konto som ikke er samarbeidets"),
    ],
)
def test_an_accrued_cost_that_the_programme_refuses_is_refused(
    before: str, after: str, why: str, tmp_path: Path
) -> None:
    """A cooperation is called so exactly, and tax that is given back is no cost."""
    folder = tmp_path / "bok"
    hand_out(folder, ACCRUED)
    books = folder / "bevis" / "bok~main.beancount.txt"
    told = books.read_text("utf-8")
    assert told.count(before) == 1
    books.write_text(told.replace(before, after), "utf-8")
    refused(folder, why)


CENTRE = """        cost_centre_rules:
          20: {participants: [dal, vik]}
"""


@pytest.mark.parametrize("said", ['"20 "', '" 20"', r'"20\n"'])
def test_a_cost_centre_is_called_so_exactly(said: str, tmp_path: Path) -> None:
    folder = tmp_path / "bok"
    more = COST.replace("  Expenses", '  ansvar: "20"\n  Expenses')
    hand_out(folder, more, centres=CENTRE)
    assert not accepted(folder)
    books = folder / "bevis" / "bok~main.beancount.txt"
    told = books.read_text("utf-8").replace('ansvar: "20"', f"ansvar: {said}")
    books.write_text(told, "utf-8")
    refused(folder, "ansvaret er ikke blant samarbeidets")


# Claims -------------------------------------------------------------------------------

CLAIM = """
2018-03-01 * "Krav" "X 2018 – Vik" #krav ^krav-nes-2018-0001
  krav: "nes-2018-0001"
  kravtype: "akonto"
  samarbeid: "X"
  kommune: "Vik"
  vert: "Nes"
  periode: "2018"
  termin: "1 av 1"
  forfall: 2018-03-31
  kid: "201800018"
  Assets:Krav:Vik:X  100.00 NOK
  Assets:Fordringer:Vik:X  -100.00 NOK
"""
WITH_TAG = {
    "beside": CLAIM,
    "below": CLAIM.replace("#krav ^krav-nes-2018-0001", "\n  #krav"),
    "pushed": f"pushtag #krav{CLAIM.replace(' #krav', '')}poptag #krav\n",
    "spaces": CLAIM.replace('"Vik"', '" Vik"').replace('"2018"', '"2018 "'),
}
WITHOUT = {
    "none": CLAIM.replace(" #krav", ""),
    "another": CLAIM.replace(" #krav", " #krav-x"),
    "in a text": CLAIM.replace('Vik" #krav', 'Vik #krav"'),
    "in a note": CLAIM.replace("#krav ^", "^a ; #krav ^"),
    "after a mark": CLAIM.replace('Vik" #krav', r'Vik \" #krav"'),
    "taken off": f"pushtag #krav\npoptag #krav\n{CLAIM.replace(' #krav', '')}",
}


@pytest.mark.parametrize("written", WITH_TAG)
def test_a_claim_is_found_wherever_its_tag_stands(written: str, tmp_path: Path) -> None:
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, WITH_TAG[written])
    assert not accepted(right)
    hand_out(lie, "")
    refuse_lie(right, lie, "et krav eller en kreditnota er ikke med")


@pytest.mark.parametrize("written", WITHOUT)
def test_a_voucher_without_the_tag_of_claims_is_no_claim(
    written: str, tmp_path: Path
) -> None:
    """It has the words of one, but the programme takes it for none."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, WITHOUT[written])
    hand_out(lie, CLAIM if written != "taken off" else f"\n\n{CLAIM}")
    refuse_lie(right, lie, "kravet mangler #krav")


# Files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "pattern", "is_it"),
    [
        ("2018/a.beancount", "2018/*.beancount", True),
        ("2018/mer/a.beancount", "2018/*.beancount", False),
        ("2018/mer/a.beancount", "2018/*/*.beancount", True),
        ("2018/a.beancount", "2018/*/*.beancount", False),
        ("2018/mer/a.beancount", "2018/?.beancount", False),
        ("2018/mer/a.beancount", "2018/[!b].beancount", False),
        ("2018/a.beancount", "2018/**/*.beancount", True),
        ("2018/mer/mer/a.beancount", "2018/**/*.beancount", True),
        ("2018/mer/a.beancount", "2018/**.beancount", False),
        ("2018/.a.beancount", "2018/*.beancount", False),
        ("2018/.a.beancount", "2018/.*.beancount", True),
        ("2018/.mer/a.beancount", "2018/**/*.beancount", False),
        ("a.beancount", "**/a.beancount", True),
    ],
)
def test_a_pattern_finds_what_it_finds_for_beancount(
    name: str, pattern: str, *, is_it: bool, tmp_path: Path
) -> None:
    """Else files of a folder below would be read as books, which nobody includes."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    found = glob(pattern, root_dir=tmp_path, recursive=True)  # noqa: PTH207 -- as Beancount
    assert (name in found) == is_it
    assert verify_deep.is_found(name.split("/"), pattern.split("/")) == is_it


# Keys ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    [
        {"weights": {}, "shares": {}},
        {"threshold": "5", "above": "equal", "base": "5"},
        {"bounded": "equal", "minimun": "5"},
        {"parts": [{"weight": "1", "key": {"amounts": {}, "price": "5"}}]},
        {"statistic": "population", "date": "2018-01-01", "value": "5"},
        {},
    ],
)
def test_a_key_of_two_kinds_is_not_read(key: object) -> None:
    with pytest.raises(verify_deep.DiffersError, match="er av flere slag"):
        verify_deep.one_kind(key)
