"""What is left of earlier years, and what waits for a later one, by the large checker.

1,01 kr between two in each of four years: who has borne least so far bears the øre left
over, whatever the key; and a host that says otherwise is refused.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING
from typing import Any

import pytest

from aimed_attacks import owed_otherwise
from attacks import sealed
from casebook import LEDGERS
from deep import seeds
from fellesbok.books import load_books
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from proved import prove
from random_agreements import draw

if TYPE_CHECKING:
    from pathlib import Path

    from drawn_books import Draw
    from lying_host import Json

CHECKERS = (verify, verify_deep)
ROTATES = LEDGERS / "the-odd-ore-rotates-between-years"
FIGURES = """statistics:
  folk:
    title: Folketall
    unit: innbyggere
    source: SSB
    values:
      - {municipality: kafjord, date: 2018-01-01, value: 100}
      - {municipality: lyngen, date: 2018-01-01, value: 201}
"""
STATISTIC = "{statistic: folk, date: accounting_year}"


def books(folder: Path, *keys: str, source: str = "", more: str = "") -> Path:
    """The ledger of the odd øre under other keys, each in force half a year or more."""
    rules = (ROTATES / "rules.yaml").read_text("utf-8")
    head, _, version = rules.partition("      - from: 2018-01-01")
    terms = "".join(
        f"      - from: {day}" + version.replace("key: equal", f"key: {key}")
        for day, key in zip(("2018-01-01", "2018-07-01"), keys, strict=False)
    )
    (folder / "rules.yaml").write_text(head + terms + more, "utf-8")
    main = folder / "source.beancount"
    text = source or (ROTATES / "source.beancount").read_text("utf-8")
    main.write_text(text, "utf-8")
    return main


def accepted(folder: Path, names: list[str]) -> set[str]:
    """What the large checker has not seen of certificates that both find right."""
    unseen: set[str] = set()
    for name in names:
        assert verify.certificate(folder, name, set())
        assert verify_deep.certificate(folder, name, unseen)
    return unseen


def told(folder: Path, name: str) -> Json:
    return json.loads((folder / name).read_bytes())


# The øre left over --------------------------------------------------------------------

TEN = '{kafjord: "0.10", lyngen: "0.10"}'
ALL = '"0.10"'
TWO, ONE = "{weights: {kafjord: 2, lyngen: 2}}", "{weights: {kafjord: 1, lyngen: 1}}"
KEYS = {
    "bounds": (f"{{bounded: equal, minimum: {TEN}}}",),
    "a threshold": (f"{{threshold: {ALL}, above: equal}}",),
    "base amounts": (f"{{base: {ALL}, rest: equal}}",),
    "one for all, or each its own": (
        f"{{bounded: equal, minimum: {ALL}}}",
        f"{{bounded: equal, minimum: {TEN}}}",
    ),
    "base for all, or each its own": (
        f"{{base: {ALL}, rest: {ONE}}}",
        f"{{base: {TEN}, rest: {TWO}}}",
    ),
    "a part that is the whole": (
        f"{{threshold: {ALL}, above: {{parts: [{{weight: 100 %, key: equal}}]}}}}",
        '{threshold: "0,1", above: equal}',
    ),
    "a minimum of nothing": (
        "{bounded: equal, minimum: {kafjord: 0}, maximum: {lyngen: 90}}",
        "{bounded: equal, maximum: {lyngen: 90}}",
    ),
    "percent or fraction": (
        f"{{threshold: {ALL}, above: {{shares: {{kafjord: 50 %, lyngen: 50 %}}}}}}",
        f"{{threshold: {ALL}, above: {{shares: {{kafjord: 1/2, lyngen: 1/2}}}}}}",
    ),
}


@pytest.mark.parametrize("what", KEYS)
def test_who_has_an_ore_coming_is_worked_out_whatever_the_key(
    what: str, tmp_path: Path
) -> None:
    """Keys that say the same stand on one account, however they are written."""
    folder = tmp_path / "bevis"
    names = prove(books(tmp_path, *KEYS[what]), folder)
    assert len(names) == 8
    assert not accepted(folder, names)
    assert [len(told(folder, name)["accounts"]) for name in names] == [1] * 8
    years = range(2018, 2022)
    first, *later = [told(folder, f"ikt-{year}-lyngen.json")["owed"] for year in years]
    assert not first
    assert {"kafjord", "lyngen"} in [of.keys() for of in later]
    lies = sum(len(other_lies(folder / name)) for name in names)
    assert lies >= 8


def other_lies(path: Path) -> list[Json]:
    """The other has the øre coming, with and without proofs; the checker refuses it."""
    right, lies = path.read_bytes(), []
    for seed in range(4):
        found = json.loads(right)
        what = owed_otherwise(found, path.parent, Random(seed))  # noqa: S311 -- repeated
        found = sealed(found, path.parent, what)
        if found["subject"] != json.loads(right)["subject"] and found not in lies:
            lies.append(found)
            path.write_bytes(canonical(found))
            with pytest.raises(verify_deep.DiffersError):
                verify_deep.certificate(path.parent, path.name, set())
    path.write_bytes(right)
    return lies


def test_splits_within_bounds_of_earlier_years_are_proved_in_later_ones(
    tmp_path: Path,
) -> None:
    """Each is another split: 1.01 kr, then 2.01 kr; and a member is told of none."""
    source = (ROTATES / "source.beancount").read_text("utf-8")
    first, second, *more = source.split("1.01 NOK\n")
    source = "1.01 NOK\n".join([first, second.replace("1.01", "2.01"), *more])
    names = prove(books(tmp_path, *KEYS["bounds"]), tmp_path / "bevis")
    proofs = [told(tmp_path / "bevis", name).get("earlier_proofs") for name in names]
    assert [len(of) if of else 0 for of in proofs] == [0, 0, 1, 1, 1, 1, 1, 1]


def test_a_key_that_holds_in_other_terms_than_it_has_is_refused(tmp_path: Path) -> None:
    """10 øre each half the year, then 20: a host says that 10 holds all the year."""
    keys = [f'{{base: "{ore}", rest: equal}}' for ore in ("0.10", "0.20")]
    folder = tmp_path / "bevis"
    names = prove(books(tmp_path, *keys), folder)
    assert not accepted(folder, names)
    path = folder / names[0]
    found = json.loads(path.read_bytes())
    assert [account["held"] for account in found["accounts"]] == [[0], [1]]
    found["accounts"][0]["held"] = [0, 1]
    path.write_bytes(canonical(sealed(found, folder)))
    with pytest.raises(verify_deep.DiffersError, match="gjelder en annen tid"):
        verify_deep.certificate(folder, path.name, set())


# What waits for a later year ----------------------------------------------------------

AHEAD = {
    "linear": STATISTIC,
    "bounds": f"{{bounded: {STATISTIC}, minimum: 0.01}}".replace("0.01", '"0.01"'),
    "a threshold": f'{{threshold: "0.10", above: {STATISTIC}}}',
    "base amounts": f'{{base: "0.10", rest: {STATISTIC}}}',
    "a group": (
        "{groups: [{share: 50 %, payers: [kafjord], key: equal},"
        f" {{share: 50 %, payers: participants, key: {STATISTIC}}}]}}"
    ),
}


@pytest.mark.parametrize("what", AHEAD)
def test_what_waits_for_the_figures_of_next_year_is_proved_as_it_stands(
    what: str, tmp_path: Path
) -> None:
    """Half of 1,01 kr is of 2019, which has no figures yet: nobody bears it."""
    source = (ROTATES / "source.beancount").read_text("utf-8").partition("2019-03")[0]
    source = source.replace(
        '"Lisenser"\n', '"Lisenser"\n  periode: "2018-07-01/2019-06-30"\n'
    )
    folder = tmp_path / "bevis"
    names = prove(books(tmp_path, AHEAD[what], source=source, more=FIGURES), folder)
    assert names == ["ikt-2018-kafjord.json", "ikt-2018-lyngen.json"]
    assert not accepted(folder, names)
    found = told(folder, names[0])
    assert sorted(pot["key"] for pot in found["pots"]) == ["none", "own"]
    assert sum(found["periods"][-1]["amounts"].values()) < 101


def test_what_has_figures_does_not_wait(tmp_path: Path) -> None:
    """A host says that there are no figures yet, and nobody bears half of it."""
    source = (ROTATES / "source.beancount").read_text("utf-8").partition("2019-03")[0]
    source = source.replace(
        '"Lisenser"\n', '"Lisenser"\n  periode: "2018-07-01/2019-06-30"\n'
    )
    more = FIGURES + FIGURES.partition("values:\n")[2].replace("2018", "2019")
    folder = tmp_path / "bevis"
    names = prove(books(tmp_path, STATISTIC, source=source, more=more), folder)
    assert not accepted(folder, names)
    path = folder / names[0]
    found = json.loads(path.read_bytes())
    found["pots"][1]["key"] = "none"
    found = sealed(found, folder)
    assert found["subject"]["ore"] < told(folder, names[0])["subject"]["ore"]
    path.write_bytes(canonical(found))
    with pytest.raises(verify_deep.DiffersError, match="delt på annen måte"):
        verify_deep.certificate(folder, path.name, set())


@pytest.mark.parametrize("key", ["threshold: 0.30, above", "base: 0.30, rest"])
def test_a_named_key_is_told_for_each_of_those_it_is_used_between(
    key: str, tmp_path: Path
) -> None:
    """One voucher is Lyngen's alone: the key inside is used on two lots."""
    source = (ROTATES / "source.beancount").read_text("utf-8")
    one = source.replace('"Lisenser"\n', '"Lisenser"\n  deltakere: "Lyngen"\n', 1)
    more = "keys:\n  kk: {title: Likt, key: {weights: {kafjord: 1, lyngen: 1}}}\n"
    key = "{" + key.replace("0.30", '"0.30"') + ": kk}"
    more_of_2018 = source.partition("2018-03-01")[2].partition("2019-03-01")[0]
    one += f"\n2018-04-01{more_of_2018}"
    names = prove(books(tmp_path, key, source=one, more=more), tmp_path / "bevis")
    accepted(tmp_path / "bevis", names)
    (use,) = told(tmp_path / "bevis", names[0])["periods"][0]["uses"]
    assert [step["op"] for step in use["tree"]["of"]] == ["lots"]


# Books that are not whole yet ---------------------------------------------------------


def as_they_stood(of: Draw) -> Draw:
    """The vouchers until the one in the middle, it ahead too, and no later figure."""
    some = sorted(of.vouchers, key=lambda voucher: voucher.day)
    voucher = some[len(some) // 2]
    last, year = voucher.day, voucher.day.year + 1
    days = date(year, 1, 1), date(year, 6, 30)
    ahead = replace(voucher, first=days[0], last=days[1])
    figures: Any = of.rules["statistics"]["population"]
    known = [v for v in figures["values"] if v["date"] <= f"{last.year}-12-31"]
    rules = {**of.rules, "statistics": {"population": {**figures, "values": known}}}
    vouchers = tuple(v for v in of.vouchers if v.day <= last)
    return replace(of, rules=rules, vouchers=(*vouchers, ahead))


def test_books_in_the_middle_of_a_year_are_proved(tmp_path: Path) -> None:
    """Costs paid ahead wait, sums are due so far, bounds cannot be kept yet."""
    waiting, tried = 0, 0
    for seed in seeds(40):
        folder = tmp_path / str(seed)
        folder.mkdir()
        main = as_they_stood(draw(seed)).write(folder)
        if load_books(main).errors:
            continue
        names = prove(main, folder / "bevis")
        years = {name.rpartition("-")[0]: name for name in names}
        for name in years.values():
            accepted(folder / "bevis", [name])
            tried += 1
            pots = told(folder / "bevis", name)["pots"]
            waiting += any(pot["key"] == "none" for pot in pots)
    assert tried > len(seeds(40)) // 2
    assert waiting
