"""Books in which vouchers are attested and approved, as a bookkeeper writes them.

Three municipalities share IKT.  Vouchers of any amount must be attested, and those of
10 000 kr or more approved, before IKT is claimed or closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.approvals.digests import voucher_digest
from fellesbok.books import load_books

if TYPE_CHECKING:
    from pathlib import Path

TERMS = """
approval:
  attested_from: 0
  approved_from: 10000
  required_by: [claim, close]
  roles:
    attest: [IKT-leder, Økonomileder]
    approve: [Rådmann, Økonomileder]
"""
SERVER = """
2018-03-01 * "Leverandør" "Server"
  bilag: "B-1"
  Expenses:IKT    12000.00 NOK
  Assets:Bank
"""
CABLE = """
2018-04-02 * "Leverandør" "Kabler"
  bilag: "B-2"
  Expenses:IKT     9999.99 NOK
  Assets:Bank
"""


def terms(required: str = "[claim, close]") -> str:
    text = TERMS.replace("[claim, close]", required)
    return rules(version(claims="claims: {due_days: 30}" + text))


def books(path: Path, *parts: str, required: str = "[claim, close]") -> Folder:
    return Folder(path).write(terms(required), chart(), *parts)


def digests(folder: Folder) -> dict[str, str]:
    """The digest of each numbered voucher, as it stands now."""
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    return {
        entry.meta["bilag"]: voucher_digest(entry)  # type: ignore[arg-type]
        for entry in loaded.entries
        if "bilag" in entry.meta
    }


def line(  # noqa: PLR0913, PLR0917 -- what stands on it
    folder: Folder,
    number: str,
    what: str,
    who: str,
    day: str = "2018-04-05",
    digest: str = "",
) -> str:
    known = digest or digests(folder).get(number, "0" * 64)
    return (
        f'\n{day} custom "attestasjon" "{number}" "{what}"\n'
        f'  av: "{who}"\n  sum: "{known}"\n'
    )


def approved(path: Path) -> Folder:
    """Books in which all that the agreement asks for is done."""
    folder = books(path, SERVER, CABLE)
    return folder.add(
        line(folder, "B-1", "attestert", "IKT-leder"),
        line(folder, "B-1", "anvist", "Rådmann", "2018-04-06"),
        line(folder, "B-2", "attestert", "Økonomileder"),
    )


def objected(path: Path) -> Folder:
    """Books in which two object to voucher B-1, and one of them is answered."""
    folder = books(path, SERVER, CABLE)
    for payer in ("Midvik", "Sørvik"):
        share = ("--share", "IKT", "--year", "2018", "--voucher", "B-1")
        why = ("--payer", payer, "--reason", "Gjelder skolen", "--date", "2018-12-01")
        done = folder.run("object", *share, *why, "--yes")
        assert done.exit_code == 0, done.output
    said = ("2018-sorvik-1", "--outcome", "opprettholdt", "--date", "2018-12-30")
    done = folder.run("objections", "answer", *said, "--yes")
    assert done.exit_code == 0, done.output
    return folder
