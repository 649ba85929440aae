"""A host that lies on purpose: vouchers hidden from the checkers, and figures made up.

Each lie is told whole: every digest, sum and root that follows from it is right.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest

from attacks import seal_vouchers
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from fellesbok.proof.checkpoint import checkpoint
from places import MADE
from proved import prove

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Json = Any
NAME = "ikt-2018-nordvik.json"


def lied(folder: Path, lie: Callable[[Json], object]) -> None:
    """Tell one certificate otherwise, and seal the folder again."""
    made = {}
    for path in sorted(folder.glob("ikt-*.json")):
        found = json.loads(path.read_bytes())
        if path.name == NAME:
            lie(found)
        for name in found["books"]["files"]:
            raw = verify_deep.file_of(folder, name)
            found["books"]["files"][name] = digest(raw)
        found["books"]["revision"] = digest(canonical(found["books"]["files"]))
        agreement = found["agreement"]
        agreement["digest"] = found["books"]["files"][agreement["file"]]
        seal_vouchers(found)
        of = found["subject"]
        name = f"{of['cooperation']}-{of['year']}-{of['payer']}.json"
        made[name] = canonical(found)
        path.rename(folder / name).write_bytes(made[name])
    for path in folder.glob("*.json"):
        if not path.name.startswith(("ikt-", "sjekkpunkt-")):
            path.unlink()
    origin = found["subject"]["books"]
    told = checkpoint(made, origin, None)
    (folder / "sjekkpunkt-0001.json").write_bytes(canonical(told))


def bears(found: Json, ore: int) -> None:
    """Let the payer of a certificate be charged something else, in the last period."""
    found["subject"]["ore"] = ore
    found["charged"] = [0] * (len(found["periods"]) - 1) + [ore]


# Vouchers that Beancount reads --------------------------------------------------------

HIDDEN = {
    "a day of one digit": '2018-1-5 * "x"\n  Income:IKT:Annet -100.00 NOK\n',
    "a year of five digits": '02018-01-05 * "x"\n  Income:IKT:Annet -100.00 NOK\n',
    "a day of three digits": '2018-01-005 * "x"\n  Income:IKT:Annet -100.00 NOK\n',
    "no space before the flag": '2018-01-05* "x"\n  Expenses:IKT 100.00 NOK\n',
    "no space after the flag": '2018-01-05 * "x"\n  *Expenses:IKT 100.00 NOK\n',
    "brackets": '2018-01-05 * "x"\n  Expenses:IKT(100.00) NOK\n',
    "a sign and no space": '2018-01-05 * "x"\n  Expenses:IKT+100.00 NOK\n',
    "no space before the currency": '2018-01-05 * "x"\n  Expenses:IKT 100.00NOK\n',
    "a sum": '2018-01-05 * "x"\n  Expenses:IKT 50.00 + 50.00 NOK\n',
    "a sign of its own": '2018-01-05 * "x"\n  Expenses:IKT - 100.00 NOK\n',
    "a comment and no amount": '2018-01-05 * "x"\n  Expenses:IKT ; x\n',
    "a space and no amount": '2018-01-05 * "x"\n  Expenses:IKT  \n',
    "a currency and no amount": '2018-01-05 * "x"\n  Expenses:IKT NOK\n',
    "a day inside a text": (
        '2018-01-05 * "x\n2017-01-01 * y"\n  Expenses:IKT 1.00 NOK\n'
    ),
    "a line that ends otherwise": (
        '2018-01-05 * "x"\n  Expenses:IKT 1.00 NOK ; \u2028 x\n'
    ),
}
"""Each is of 2018, after one of 2017 whose day it must not get."""
BEFORE = '\n2017-05-05 * "y"\n  Assets:Bank 1.00 NOK\n  Equity:Annet\n'


def hide(folder: Path, voucher: str) -> None:
    """Put a voucher in the books that no certificate tells of."""
    path = next(p for p in sorted(folder.glob("bok~*ikt*.txt")))
    written = path.read_text("utf-8") + BEFORE + voucher + "  Assets:Bank\n"
    path.write_text(written, "utf-8")
    lied(folder, lambda _: None)


# Figures that are made up -------------------------------------------------------------


def closed_without_periods(found: Json) -> None:
    """A closed year that says nothing of its periods has none to be checked."""
    ore = found["subject"]["ore"] + 100
    found["periods"][-1]["amounts"]["nordvik"] = ore
    bears(found, ore)
    found.update(closed=True, charged=[], corrections=[ore])


def another_account(found: Json) -> None:
    """A word of the agreement that no account has: then there are no vouchers."""
    place = found["agreement"]["account"]
    place[:] = [found["agreement"]["lines"][0]] * 2 + ["ikt"]
    found["vouchers"]["selector"] = found["vouchers"]["selector"].replace("IKT", "ikt")
    found["vouchers"]["lines"] = []
    nothing(found)


def nothing(found: Json) -> None:
    """Everybody bears nothing of nothing."""

    def emptied(node: Json) -> None:
        node.update(ore="0", value={})
        for inner in node["of"]:
            emptied(inner)

    for period in found["periods"]:
        period.update(left=["0"] * len(period["left"]), entitlements={})
        period["amounts"] = dict.fromkeys(period["amounts"], 0)
        for use in period["uses"]:
            emptied(use["tree"])
    bears(found, 0)


def left_out(found: Json) -> None:
    """Every line is put among those that are left out, without a reason."""
    vouchers = found["vouchers"]
    vouchers["left_out"] += vouchers["lines"]
    vouchers["lines"] = []
    nothing(found)


def ends_early(found: Json) -> None:
    """The year ends on its first day, before there is any cost."""
    found["periods"][-1]["end"] = "2018-01-01"
    nothing(found)


def no_step(found: Json) -> None:
    """A step that nobody knows, which gives nobody anything."""
    tree = found["periods"][0]["uses"][0]["tree"]
    ore = tree["ore"]
    nothing(found)
    found["periods"][0]["left"] = [ore]
    tree.clear()
    tree.update(at=None, of=[], op="gitt bort", ore=ore, value={})


def hides_in_the_open(found: Json) -> None:
    """The others' figures are hidden, so that their sum can be said to be less."""
    period, me = found["periods"][0], found["subject"]["payer"]
    tree = period["uses"][0]["tree"]
    equal, figures = tree["of"]
    figures["sum"] = str(int(figures["sum"]) - 1000)
    mine = Fraction(figures["ore"]) / int(figures["sum"])
    mine *= verify.number(figures["numbers"][me][3])
    whole = mine + Fraction(equal["value"][me])
    holders = [tree["value"], period["entitlements"], period["amounts"]]
    for held in [*holders, equal["value"], figures["value"], figures["numbers"]]:
        for payer in held:
            held[payer] = held[payer] if payer == me else "skjult:" + "0" * 64
    figures["value"][me] = str(mine)
    tree["value"][me] = period["entitlements"][me] = str(whole)
    period["amounts"][me] = int(whole)
    bears(found, int(whole))


def by_its_name(found: Json) -> None:
    """The payer is called what nobody is charged as, and bears nothing."""
    found["subject"]["payer"] = "Nordvik"
    bears(found, 0)
    found["claims"] = []


def somebody_else(found: Json) -> None:
    """One who is no payer is among them, with nothing."""
    for period in found["periods"]:
        period["amounts"]["spøkelse"] = 0


def no_pot(found: Json) -> None:
    """What lies in the pot before the first is in none."""
    for line in found["vouchers"]["lines"]:
        line["in"] = [[-1, "1"]]
    nothing(found)


def pot_of_truth(found: Json) -> None:
    """False is zero to some readers."""
    found["vouchers"]["lines"][0]["in"] = [[False, "1"]]


def year_in_words(found: Json) -> None:
    """A text is no number, also where they look alike."""
    found["subject"]["year"] = "2018"


def closed_by_number(found: Json) -> None:
    """Zero is false to some readers."""
    found["closed"] = 0


def corrected_while_open(found: Json) -> None:
    """An open year has nothing to correct."""
    found["corrections"] = [5, -5]


LIES = [
    by_its_name,
    somebody_else,
    no_pot,
    pot_of_truth,
    year_in_words,
    closed_by_number,
    corrected_while_open,
    closed_without_periods,
    another_account,
    left_out,
    ends_early,
    no_step,
    hides_in_the_open,
]


CLEAN = MADE / "clean_books" / "ledger" / "main.beancount"
SETTLED = MADE / "settled_books" / "ledger" / "main.beancount"
CLAIMED = "legevakt-2024-nes.json"


@pytest.fixture
def ikt(tmp_path: Path) -> Path:
    """Certificates of made-up books: IKT 2018, 40/60 between four municipalities."""
    prove(CLEAN, tmp_path / "bevis")
    return tmp_path / "bevis"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """Certificates of made-up books that have closed 2024, without a checkpoint."""
    prove(SETTLED, tmp_path / "bevis")
    (tmp_path / "bevis" / "sjekkpunkt-0001.json").unlink()
    return tmp_path / "bevis"


def no_claims(found: Json) -> None:
    found["claims"].clear()
