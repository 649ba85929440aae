"""A year of a made-up region, from its documents to shares that add up.

The documents lie in ``intake_year/dokumenter``, the agreement and the claims that the
host has sent beside them.  Nordvik is the host of IKT, which three municipalities with
3000, 2000 and 1000 people share 40/60: of thirty parts, Nordvik bears 13, Sørvik 10 and
Ytrevik 7.  Every figure below can be calculated from the documents by hand:

    vouchers     150 000.00 + 40 000.10 + 150 000.00 + 12 345.67 - 2 000.00
    bills        100 000.00 + 20 000.00 - 10 000.00, without tax
    cost         460 345.77
    shares       199 483.17 + 153 448.59 + 107 414.01
    a konto      195 000.00 + 150 000.00 + 105 000.00
    settlement     4 483.17 +   3 448.59 +   2 414.01, not paid at the end of the year
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from click.testing import CliRunner

from fellesbok.cli import main as fellesbok
from fellesbok.lint import lint
from fellesbok.shared import OPTION
from fellesbok_importers.bank import account_statement
from places import MADE
from places import tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

FOLDER = MADE / "intake_year"
GOLDEN = FOLDER / "expected.txt"
COST = Decimal("460345.77")
SHARES = {
    "Nordvik": Decimal("199483.17"),
    "Sørvik": Decimal("153448.59"),
    "Ytrevik": Decimal("107414.01"),
}
INTERNAL = "".join(
    f"""
2018-12-31 * "Internt notat" "Vertens andel motregnes utlegg" ^krav-nordvik-2018-{n}
  Liabilities:Utlegg:Nordvik  {amount} NOK
  Assets:Krav:Nordvik:IKT
"""
    for n, amount in (("0003", "97500.00"), ("0006", "97500.00"), ("0009", "4483.17"))
)


def run(folder: Path, *given: str) -> str:
    """Give a command as a user does; what it says."""
    result = CliRunner().invoke(fellesbok, [*given, "--books", str(folder)])
    assert result.exit_code == 0, result.output
    return result.output.replace(f"{folder}/", "").replace("\N{NO-BREAK SPACE}", " ")


def decide(folder: Path, number: str, *, account: str, claim: str = "") -> None:
    """What a bookkeeper does with a voucher that waits: she writes where it belongs."""
    waits = "Uplassert"
    for path in sorted((folder / "ledger" / "innlest").glob("*.beancount")):
        before, found, rest = path.read_text(encoding="utf-8").partition(
            f'bilag: "{number}"\n'
        )
        if not found:
            continue
        entry, blank, after = rest.partition("\n\n")
        words = [word for word in entry.split() if word.endswith(waits)]
        assert len(words) == 1, f"{number} waits for nobody"
        entry = entry.replace(words[0], account)
        if claim:
            entry = f'  krav: "{claim}"\n{entry}'
        head, mark, tail = before.rpartition(" ! ")
        assert mark, f"{number} is decided already"
        path.write_text(f"{head} * {tail}{found}{entry}{blank}{after}", "utf-8")
        return
    raise AssertionError(f"there is no {number}")


def the_year(folder: Path) -> str:
    """Everything that is done in the year, and everything that is said."""
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    said = run(
        folder,
        "statistics",
        "fetch",
        "--file",
        str(folder / "dokumenter" / "folketall.json"),
    )
    said += run(folder, "import", "--yes", *documents(folder))
    account = "bank-86011117947"
    decide(folder, "ehf-987654325-1002", account="Expenses:IKT:Ansvar-153")
    decide(
        folder,
        f"{account}-INN-0814",
        account="Assets:Krav:Ytrevik:IKT",
        claim="nordvik-2018-0005",
    )
    for reference in ("UT-0320", "UT-0925", "INN-1015", "GEB-06", "GEB-12"):
        number = f"{account}-{reference}"
        decide(folder, number, account="Liabilities:Utlegg:Nordvik")
    ledger = folder / "ledger" / "main.beancount"
    ledger.write_text(ledger.read_text(encoding="utf-8") + INTERNAL, encoding="utf-8")
    return said


def documents(folder: Path) -> list[str]:
    """The documents in the order in which they came."""
    return [str(path) for path in sorted((folder / "dokumenter").glob("[1-9]-*"))]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The books after the year, and what was said."""
    folder = tmp_path_factory.mktemp("aar") / "bok"
    with pytest.MonkeyPatch.context() as patch:
        # What is said is the same where the extra that suggests accounts is installed.
        patch.setattr(account_statement, "find_predictor", lambda: None)
        return folder, the_year(folder)


def loaded(folder: Path) -> tuple[list[Any], dict[str, Any]]:
    entries, errors, options = loader.load_file(str(folder / "ledger/main.beancount"))
    assert not [error.message for error in errors]
    return entries, options


def balances(
    entries: Iterable[Any], is_counted: Callable[[Any], bool] = lambda _entry: True
) -> dict[str, Decimal]:
    """What stands on each account at the end of the year, in kroner."""
    sums: dict[str, Decimal] = {}
    for entry in entries:
        if isinstance(entry, data.Transaction) and is_counted(entry):
            for posting in entry.postings:
                units: Any = posting.units
                before = sums.get(posting.account, Decimal(0))
                sums[posting.account] = before + units.number
    return {account: amount for account, amount in sorted(sums.items()) if amount}


def test_what_is_said_and_what_stands_at_the_end_is_as_expected(
    year: tuple[Path, str], *, update_golden: bool
) -> None:
    """Everything that the accountant is shown, and the balances of 31 December."""
    folder, said = year
    entries, _ = loaded(folder)
    rows = (
        f"{account:<34}{amount:>14}" for account, amount in balances(entries).items()
    )
    text = "\n".join([said, "Saldo per 31.12.2018", *rows, ""])
    if update_golden:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_shares_are_the_cost_to_the_last_ore(year: tuple[Path, str]) -> None:
    entries, _ = loaded(year[0])
    sums = balances(entries)
    cost = sum(v for k, v in sums.items() if k.startswith("Expenses:IKT"))
    shares = {name: -sums[f"Income:IKT:Kommuner:{name}"] for name in SHARES}
    assert cost == COST
    assert shares == SHARES
    assert sum(SHARES.values()) == COST


def test_the_bank_holds_what_the_statement_says(year: tuple[Path, str]) -> None:
    """The closing balance of the year is asserted in the books, and holds."""
    entries, _ = loaded(year[0])
    assert balances(entries)["Assets:Bank"] == Decimal("217900.00")
    asserted = [e for e in entries if isinstance(e, data.Balance)]
    assert [(str(e.date), str(e.amount)) for e in asserted] == [
        ("2018-07-01", "102450.00 NOK"),
        ("2019-01-01", "217900.00 NOK"),
    ]


def test_every_share_is_claimed_and_only_the_settlement_is_open(
    year: tuple[Path, str],
) -> None:
    entries, _ = loaded(year[0])
    sums = balances(entries)
    assert not [account for account in sums if account.startswith("Assets:Fordringer")]
    claims = {k: v for k, v in sums.items() if k.startswith("Assets:Krav")}
    assert claims == {
        "Assets:Krav:Sørvik:IKT": Decimal("3448.59"),
        "Assets:Krav:Ytrevik:IKT": Decimal("2414.01"),
    }


def test_what_nobody_knows_is_one_gift(year: tuple[Path, str]) -> None:
    """Of the year's money, 500 kroner wait: «Takk for sist»."""
    entries, _ = loaded(year[0])
    sums = balances(entries)
    waiting = {k: v for k, v in sums.items() if k.endswith("Uplassert")}
    assert waiting == {"Liabilities:Uplassert": Decimal("-500.00")}
    undecided = [e.narration for e in entries if getattr(e, "flag", "") == "!"]
    assert undecided == ["Takk for sist"]


def test_what_the_host_has_laid_out_is_left(year: tuple[Path, str]) -> None:
    """Vouchers 350 345.77, less its own share 199 483.17 and 100.00 in charges.

    The bills of 137 500.00 were paid from the bank that all of this went through.
    """
    entries, _ = loaded(year[0])
    owed = -balances(entries)["Liabilities:Utlegg:Nordvik"]
    assert owed == Decimal("350345.77") - SHARES["Nordvik"] - 100
    assert balances(entries)["Assets:Merverdiavgift"] == Decimal("27500.00")


def test_every_document_is_filed_and_linked(year: tuple[Path, str]) -> None:
    folder, _ = year
    entries, _ = loaded(folder)
    filed = {Path(e.filename).name for e in entries if isinstance(e, data.Document)}
    names = {Path(path).name for path in documents(folder)}
    assert {name.partition(".")[2] for name in filed} >= names
    assert any(name.endswith(".vedlegg-1.Timeliste-mars.pdf") for name in filed)
    for entry in entries:
        for key, value in entry.meta.items():
            if key.startswith("document"):
                assert (folder / "ledger" / "innlest" / value).resolve().is_file()


def test_the_year_again_changes_nothing(year: tuple[Path, str]) -> None:
    """Every document read once more, after what the bookkeeper has decided."""
    folder, _ = year
    before = tree(folder)
    said = run(folder, "import", "--yes", *documents(folder))
    assert said.count("Ingenting nytt") == len(documents(folder))
    assert tree(folder) == before


def test_the_audit_has_nothing_to_say_of_the_series(year: tuple[Path, str]) -> None:
    entries, options = loaded(year[0])
    rules = {finding.rule for finding in lint(entries, options[OPTION], 2018)}
    assert "bilagsserie" not in rules
