"""Words that are pushed, and files that are included, as Beancount reads them.

A host that could write them so that a checker read something else could leave out a
voucher or a claim, or say that a word was not said of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

from casebook import LEDGERS
from casebook import SOURCE
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from handed_out import accepted
from handed_out import charged
from handed_out import hand_out
from handed_out import refuse_lie
from proved import prove

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

Json = Any
CHECKERS = (verify, verify_deep)
NAMED = LEDGERS / "a-voucher-names-its-participants"
ACCRUED = LEDGERS / "an-accrued-cost-is-shared-in-its-year"
CREDITED = LEDGERS / "a-credit-note-may-take-back-a-part"

VOUCHER = """
{day} * "Lisenser"
  Expenses:IKT                 {kroner}.00 NOK
  Liabilities:Utlegg:Kåfjord  -{kroner}.00 NOK
"""


def books(case: Path, folder: Path, more: str = "", **files: str) -> list[str]:
    """Prove the books of a case with more in them, and other files beside."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    text = (case / SOURCE).read_text("utf-8") + more
    (folder / "rules.yaml").write_bytes((case / "rules.yaml").read_bytes())
    (folder / SOURCE).write_text(text, "utf-8")
    names = prove(folder / SOURCE, folder / "bevis")
    (folder / "bevis" / "sjekkpunkt-0001.json").unlink()
    return names


def all_accept(folder: Path, names: list[str]) -> None:
    """Both checkers take every certificate of a folder."""
    assert names
    for name in names:
        for checker in CHECKERS:
            assert checker.certificate(folder / "bevis", name, set())


def amounts(folder: Path, names: list[str]) -> list[int]:
    """What each is charged, in øre, by the order of names."""
    found = [json.loads((folder / "bevis" / name).read_bytes()) for name in names]
    return [of["subject"]["ore"] for of in found]


# Words that are pushed ----------------------------------------------------------------


def test_what_was_pushed_before_holds_again_when_the_next_is_taken_off(
    tmp_path: Path,
) -> None:
    """300 to two, 300 to three; then 100 to one, and 100 to two again."""
    more = 'pushmeta deltakere: "Kåfjord, Lyngen"\npushmeta deltakere: "Kåfjord"\n'
    more += VOUCHER.format(day="2018-05-01", kroner=100) + "popmeta deltakere:\n"
    more += VOUCHER.format(day="2018-06-01", kroner=100) + "popmeta deltakere:\n"
    names = books(NAMED, tmp_path, more)
    assert amounts(tmp_path, names) == [40000, 30000, 10000]
    all_accept(tmp_path, names)


def test_what_is_pushed_is_said_of_no_directive(tmp_path: Path) -> None:
    """Beancount gives it to vouchers alone: all three bear the accrued cost."""
    more = """
2018-12-30 custom "paaloept" "x" Expenses:X 1000.00 NOK
  id: "a"
  venter: "faktura"
  leverandoer: "L"
"""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, f'pushmeta deltakere: "Nes"{more}popmeta deltakere:\n')
    assert charged(right) == [66667, 66667, 66667]
    assert not accepted(right)
    hand_out(lie, f'{more}  deltakere: "Nes"\n')
    assert charged(lie) == [33334, 133334, 33333]
    refuse_lie(right, lie, "linjen er delt på annen måte")


def test_a_claim_whose_words_are_pushed_is_not_left_out(tmp_path: Path) -> None:
    text = (CREDITED / SOURCE).read_text("utf-8")
    word = '  samarbeid: "IKT"\n'
    assert text.count(word) == 3
    case = tmp_path / "case"
    case.mkdir()
    (case / "rules.yaml").write_bytes((CREDITED / "rules.yaml").read_bytes())
    first, rest = text.replace(word, "").split("2018-03-01 *", 1)
    pushed = f"{first}pushmeta {word.strip()}\n2018-03-01 *{rest}popmeta samarbeid:\n"
    (case / SOURCE).write_text(pushed, "utf-8")
    names = books(case, tmp_path)
    all_accept(tmp_path, names)
    path = tmp_path / "bevis" / next(n for n in names if "lyngen" in n)
    told = json.loads(path.read_bytes())
    assert len(told["claims"]) == 3
    del told["claims"][1]
    path.write_bytes(canonical(told))
    with pytest.raises(verify_deep.DiffersError, match="kreditnota er ikke med"):
        verify_deep.certificate(path.parent, path.name, set())


# Words as Beancount reads them --------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (' "Kåfjord, Lyngen"  ;; bare disse', "Kåfjord, Lyngen"),
        (' "komp\\ensasjon"', "kompensasjon"),
        (r' "a\"b"', 'a"b'),
        ('"155"', "155"),
        (" 155", "155"),
        (" 0155", "155"),
        (" 2018-07-01 ; siden", "2018-07-01"),
        (" Expenses:IKT", "Expenses:IKT"),
        ("", ""),
        (" ; ingenting", ""),
        (" 100 + 55", None),
        (" (155)", None),
        (" 155.0", "155.0"),
        (' "Kåfjord,', None),
        (' "a" "b"', None),
    ],
)
def test_what_a_word_is_given(written: str, read: str | None) -> None:
    """Nothing where it is more than can be read; then the certificate is refused."""
    assert verify_deep.worth(written) == read


@pytest.mark.parametrize(
    "written",
    [
        '2018-12-31 custom "fond" "ikt" "bruk" 100.00 NOK',
        '2018-12-31 custom"fond" "ikt" "bruk" 100.00 NOK',
        '2018-12-31custom"fond""ikt""bruk" 100.00 NOK ; "x"',
        r'2018-12-31 custom "f\ond" "i\kt" "br\uk" 100.00 NOK',
    ],
)
def test_a_directive_is_read_however_beancount_lets_it_be_written(written: str) -> None:
    """Else a host could hide that a fund is used, or that a year is closed."""
    (found,) = verify_deep.directives((written,))
    assert found["kind"] == "fond"
    assert found["values"][:3] == ["ikt", "bruk", "100.00"]


def test_a_word_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    """It names the one bearer by a sum: the programme reads it, and it is refused."""
    more = VOUCHER.format(day="2018-05-01", kroner=100)
    more = more.replace(
        '"Lisenser"\n', '"Lisenser"\n  deltakere: "Kåfjord,\n  Lyngen"\n'
    )
    names = books(NAMED, tmp_path, more)
    assert amounts(tmp_path, names) == [30000, 30000, 10000]
    with pytest.raises(verify_deep.DiffersError, match="«deltakere» på bilaget"):
        verify_deep.certificate(tmp_path / "bevis", names[0], set())


# Files that are included --------------------------------------------------------------


@pytest.mark.parametrize("name", ["mer.beancount", "mer.bean", "mer.txt", "mer.csv"])
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    """It is read as the books read it, and was told of as missing."""
    voucher = VOUCHER.format(day="2018-05-01", kroner=300)
    files = {name.replace(".", "_"): voucher}
    names = books(NAMED, tmp_path, f'\ninclude "{name}"\n', **files)
    assert amounts(tmp_path, names) == [35000, 35000, 20000]
    all_accept(tmp_path, names)


WAYS = ['include "{}"', 'include"{}"', 'include \t "{}" ; mer', 'include "./{}"']


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("name", ["mer.beancount", "mer.bean"])
@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_is_left_out_is_missed(
    tmp_path: Path, way: str, name: str, checker: ModuleType
) -> None:
    """However it is included: the programme proves the books without it."""
    voucher = VOUCHER.format(day="2018-05-01", kroner=300)
    line = way.format(name)
    names = books(NAMED, tmp_path, "\n;" + line, **{name.replace(".", "_"): voucher})
    proof = tmp_path / "bevis"
    path, beside = proof / names[0], proof / f"bok~{SOURCE}.txt"
    raw = beside.read_text("utf-8").replace("\n;" + line, "\n" + line).encode()
    told = json.loads(path.read_bytes())
    beside.write_bytes(raw)
    told["books"]["files"][SOURCE] = digest(raw)
    told["books"]["revision"] = digest(canonical(told["books"]["files"]))
    path.write_bytes(canonical(told))
    with pytest.raises(checker.DiffersError, match=f"«(./)?{name}» er ikke blant"):
        checker.certificate(proof, path.name, set())


@pytest.mark.parametrize("checker", CHECKERS)
def test_what_is_said_of_a_file_in_a_text_includes_nothing(
    tmp_path: Path, checker: ModuleType
) -> None:
    more = '\n2018-05-01 query "x" "\ninclude \\"mer.beancount\\"\n'
    more += 'include 12 tommer\n"\n'
    names = books(NAMED, tmp_path, more)
    assert checker.certificate(tmp_path / "bevis", names[0], set())


@pytest.mark.parametrize("checker", CHECKERS)
def test_what_a_pattern_takes_in_is_told_as_not_seen(
    tmp_path: Path, checker: ModuleType
) -> None:
    voucher = VOUCHER.format(day="2018-05-01", kroner=300)
    names = books(NAMED, tmp_path, '\ninclude "m*.beancount"\n', mer_beancount=voucher)
    unseen: set[str] = set()
    assert checker.certificate(tmp_path / "bevis", names[0], unseen)
    assert any("om «m*.beancount» er flere filer" in what for what in unseen)


def test_the_main_file_is_missed_by_the_large_checker(tmp_path: Path) -> None:
    """It says which files there are: without it, any of them could be left out."""
    voucher = VOUCHER.format(day="2018-05-01", kroner=300)
    names = books(NAMED, tmp_path, '\ninclude "mer.bean"\n', mer_bean=voucher)
    path = tmp_path / "bevis" / names[0]
    told = json.loads(path.read_bytes())
    del told["books"]["files"][SOURCE]
    told["books"]["revision"] = digest(canonical(told["books"]["files"]))
    lines = told["vouchers"]["lines"]
    told["vouchers"]["lines"] = [line for line in lines if line["file"] != SOURCE]
    of = told["vouchers"]["lines"]
    told["vouchers"]["set_digest"] = digest(canonical(of))
    path.write_bytes(canonical(told))
    with pytest.raises(verify_deep.DiffersError, match="hovedfilen mangler"):
        verify_deep.certificate(path.parent, path.name, set())


# Lines that the programme makes -------------------------------------------------------


@pytest.mark.parametrize("checker", CHECKERS)
def test_an_accrued_cost_is_in_the_set_once(
    tmp_path: Path, checker: ModuleType
) -> None:
    names = books(ACCRUED, tmp_path)
    path = tmp_path / "bevis" / names[0]
    told = json.loads(path.read_bytes())
    (line,) = told["vouchers"]["lines"]
    assert line["made"]
    told["vouchers"]["lines"] = [line, line]
    told["vouchers"]["set_digest"] = digest(canonical([line, line]))
    path.write_bytes(canonical(told))
    why = "eller to ganger|det er noe annet enn linjen fører til"
    with pytest.raises(checker.DiffersError, match=why):
        checker.certificate(path.parent, path.name, set())
