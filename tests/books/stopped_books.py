"""Every command, the books that it is given, and what lies in the folder afterwards."""

from __future__ import annotations

import gc
import json
import os
import shutil
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from faulty import Counting
from faulty import kill
from fellesbok.cli import claim_documents
from fellesbok.cli import desk
from fellesbok.cli import main as fellesbok
from fellesbok.cli import preview
from fellesbok.cli import serve
from fellesbok.cli import site
from fellesbok.cli.papers import Papers
from fellesbok.filing.writing import Paper
from fellesbok.objections.inbox import Sent
from fellesbok.objections.inbox import send
from intake_books import document
from intake_books import make_books
from ssb_answers import answer
from ssh_key import Key
from written_books import HEAD
from written_books import SECOND
from written_books import TERMS
from written_books import statistics

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from click.testing import Result

    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim

Files = dict[str, bytes]


@dataclass(frozen=True)
class Case:
    """A command, and the books that it runs on.

    Attributes:
        make: Makes the books in ``bok`` below a folder.
        command: Its arguments; ``{}`` is that folder.
        writes_books: Whether it is the entries of the books that change.
    """

    make: Callable[[Path], object]
    command: tuple[str, ...]
    writes_books: bool = True


def claim_books(folder: Path) -> Folder:
    """Books with a cost, a budget, and an option by which Beancount lists documents."""
    (folder / "bok" / "ledger" / "documents").mkdir(parents=True)
    return Folder(folder / "bok").write(
        rules(version(claims=TERMS)),
        'option "documents" "documents"',
        chart(),
        "2017-01-01 open Income:IKT:Overskudd NOK\n",
        budget("1000.00"),
        cost("2018-03-01", "600.00"),
    )


def without_chart(folder: Path) -> Folder:
    """Books that can be shared, and not claimed: no account of claims is open."""
    (folder / "bok" / "ledger").mkdir(parents=True)
    opened = [line for line in chart().splitlines() if "Assets:Krav" not in line]
    return Folder(folder / "bok").write(
        rules(), "\n".join(opened), cost("2018-03-01", "600.00")
    )


def inside_a_repository(folder: Path) -> Folder:
    """Books beside which others are made; git has nothing to make there."""
    books = claim_books(folder)
    (folder / ".git").mkdir()
    return books


PROPOSAL = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        key: equal
"""


def proposed(folder: Path) -> Folder:
    """Books, and a part of the rules that somebody tries."""
    books = claim_books(folder)
    (folder / "forslag.yaml").write_text(PROPOSAL, encoding="utf-8")
    return books


def claimed(folder: Path) -> Folder:
    books = claim_books(folder)
    done = books.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    return books


def objected(folder: Path) -> None:
    """Books in which Midvik objects to its first claim."""
    done = claimed(folder).run(*OBJECT)
    assert done.exit_code == 0, done.output


def sent(folder: Path) -> None:
    """Books, and an objection of Midvik's in an inbox."""
    claimed(folder)
    (folder / "inn").mkdir()
    about = ("krav", "nordvik-2018-0001")
    send(
        folder / "inn", Sent("midvik", "midvik", date(2018, 3, 1), about, None, "Feil")
    )


def intake(folder: Path) -> None:
    (folder / "bok").mkdir(parents=True)
    make_books(folder / "bok")
    document(folder)


def figures(folder: Path) -> None:
    (folder / "bok").mkdir(parents=True)
    statistics(folder / "bok", HEAD.encode())
    (folder / "svar.json").write_text(json.dumps(answer()), encoding="utf-8")


def torn(folder: Path) -> None:
    """Books in which an earlier command was cut off."""
    claim_books(folder)
    run_killed(folder, CASES["claim, first"].command, 15)


def drafted(folder: Path) -> None:
    """Drafts of the run that is looked at once more, and of one of last year."""
    books = claim_books(folder)
    done = books.run("claim", "2018", "--preview", str(folder / "ut"))
    assert done.exit_code == 0, done.output
    books.add("", budget("2000.00", "2018-12-31"))


def inbox(folder: Path) -> None:
    intake(folder)
    (folder / "inn").mkdir()
    shutil.copy(folder / "mars.csv", folder / "inn")


def no_figures(folder: Path) -> None:
    """Neither the file of figures nor its folder is there yet."""
    (folder / "bok").mkdir(parents=True)
    statistics(folder / "bok", b"", reads=False)
    shutil.rmtree(folder / "bok" / "ledger" / "statistics")
    (folder / "svar.json").write_text(json.dumps(answer()), encoding="utf-8")


def with_theirs(folder: Path) -> None:
    """Claimed books, and what Midvik has booked of them."""
    claimed(folder)
    (folder / "midvik.csv").write_text(
        "Bilag;Dato;Art;Ansvar;Funksjon;Prosjekt;Tekst;Beløp\n"
        "1;01.03.2018;350;700;120;;nordvik-2018-0001;75,00\n",
        encoding="utf-8",
    )


def signed(folder: Path) -> None:
    """Certificates of which a municipality has signed the checkpoint."""
    books = claim_books(folder)
    done = books.run("certify", "2018", "--output", str(folder / "bevis"))
    assert done.exit_code == 0, done.output
    keys = folder / "bok" / "ledger" / "allowed_signers"
    keys.write_text(f"midvik {Key(1).line}\n", encoding="ascii")
    Key(1).sign(folder / "bevis" / "sjekkpunkt-0001.json")


def with_year_files(folder: Path) -> Folder:
    """Books whose years have files, and a next year that somebody has begun."""
    books = claim_books(folder)
    ledger = folder / "bok" / "ledger"
    (ledger / "2018").mkdir()
    (ledger / "2018" / "ikt.beancount").write_text(cost("2018-04-01", "40.00"))
    (ledger / "2019").mkdir()
    (ledger / "2019" / "ikt.beancount").write_text("; begynt på")
    return books.add('include "20*/ikt.beancount"\n')


def old_output(name: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        claim_books(folder)
        (folder / name).write_text("før")

    return make


TABLES = ("tables", "--format", "csv", "--output", "{}/ut")


def with_tables(folder: Path) -> None:
    """Books whose tables are written, and that have got a cost since then."""
    books = claim_books(folder)
    words = (word.replace("{}", str(folder)) for word in TABLES)
    done = books.run(*words)
    assert done.exit_code == 0, done.output
    books.add(cost("2018-04-01", "50.00"))


BATCH = ("batch", "bok", "--output", "ut", "--format", "csv", "--certify", "none")
"""As somebody types it who stands in the folder: the record says what was typed."""

EXPORT = ("export", "2018", "--format", "csv", "--yes", "--output", "{}/ut.csv")

REPORT = ("report", "2018", "--format", "md", "--output", "{}/ut.md")

FIRST = ("claim", "2018", "--instalment", "1", "--yes")

CREDIT = ("credit", "nordvik-2018-0001", "--reason", "feil beløp")

CERTIFY = ("certify", "2018", "--output", "{}/bevis")
DOCUMENTS = ("documents", "2018", "--output", "{}/ut")

COMPARE = ("compare", "--with", "{}/forslag.yaml")

COMPARED = (*COMPARE, "--format", "md", "--output", "{}/ut.md")
HELD = (
    *("reconcile", "2018", "{}/midvik.csv", "--municipality", "midvik"),
    *("--profile", "art-ansvar-funksjon"),
)

INIT = (
    *("init", "{}/ny", "--region", "Vika", "--year", "2026", "--municipality", "Tana"),
    *("--cooperation", "IKT", "--key", "likt", "--host", "Tana", "--basis", "net"),
)

DEMO = ("demo", "{}/ny", "--no-serve")

DEADLINES = ("deadlines", "--output", "{}/ut.ics")

FETCH = ("statistics", "fetch", "--file", "{}/svar.json")

OBJECT = ("object", "--claim", "nordvik-2018-0001", "--reason", "Feil", "--yes")

ANSWER = ("objections", "answer", "2018-midvik-1", "--text", "Svar", "--yes")

TAKE = ("objections", "take", "{}/inn", "--yes")

CASES = {
    "claim, first": Case(claim_books, FIRST),
    "claim, later": Case(claimed, SECOND),
    "claim --output": Case(claim_books, (*FIRST, "--output", "{}/ut")),
    "claim --preview": Case(
        claim_books, (*FIRST[:-1], "--preview", "{}/ut"), writes_books=False
    ),
    "claim --preview, over": Case(
        drafted, ("claim", "2018", "--preview", "{}/ut"), writes_books=False
    ),
    "credit": Case(claimed, (*CREDIT, "--yes")),
    "credit --output": Case(claimed, (*CREDIT, "--yes", "--output", "{}/ut")),
    "credit --preview": Case(
        claimed, (*CREDIT, "--preview", "{}/ut"), writes_books=False
    ),
    "object": Case(claimed, OBJECT),
    "objections answer": Case(objected, ANSWER),
    "objections take": Case(sent, TAKE),
    "init": Case(inside_a_repository, INIT, writes_books=False),
    "demo": Case(inside_a_repository, DEMO, writes_books=False),
    "setup": Case(inside_a_repository, ("setup", "{}/ny"), writes_books=False),
    "accounts": Case(without_chart, ("accounts", "--yes")),
    "close": Case(claim_books, ("close", "2018", "--yes")),
    "import": Case(intake, ("import", "{}/mars.csv", "--yes")),
    "import --inbox": Case(inbox, ("import", "--inbox", "{}/inn", "--once", "--yes")),
    "statistics fetch": Case(figures, FETCH, writes_books=False),
    "statistics fetch, new": Case(no_figures, FETCH, writes_books=False),
    "certify, new": Case(claim_books, CERTIFY, writes_books=False),
    "verify --keep": Case(signed, ("verify", "{}/bevis", "--keep", "--yes")),
    "documents": Case(claimed, DOCUMENTS, writes_books=False),
    "export, new": Case(claim_books, EXPORT, writes_books=False),
    "export, over": Case(old_output("ut.csv"), EXPORT, writes_books=False),
    "report, over": Case(old_output("ut.md"), REPORT, writes_books=False),
    "compare": Case(proposed, COMPARED, writes_books=False),
    "deadlines": Case(claim_books, DEADLINES, writes_books=False),
    "deadlines, over": Case(old_output("ut.ics"), DEADLINES, writes_books=False),
    "profile": Case(
        intake, ("profile", "{}/mars.csv", "--output", "{}/ny.yaml"), writes_books=False
    ),
    "reconcile": Case(
        with_theirs,
        (*HELD, "--format", "csv", "--output", "{}/ut.csv"),
        writes_books=False,
    ),
    "tables, new": Case(claim_books, TABLES, writes_books=False),
    "tables, over": Case(with_tables, TABLES, writes_books=False),
    "batch": Case(claim_books, BATCH, writes_books=False),
    "year": Case(claim_books, ("year", "2019", "--yes")),
    "year, begun": Case(with_year_files, ("year", "2019", "--yes")),
    "check": Case(torn, ("check",)),
}

READS = {
    "accounts --dry-run": Case(without_chart, ("accounts", "--dry-run")),
    "approvals": Case(claim_books, ("approvals", "2018")),
    "claim --dry-run": Case(claim_books, (*FIRST, "--dry-run")),
    "close --dry-run": Case(claim_books, ("close", "2018", "--dry-run")),
    "compare, shown": Case(proposed, COMPARE),
    "cutoff": Case(claim_books, ("cutoff", "2018")),
    "deadlines, listed": Case(claim_books, ("deadlines",)),
    "documents --dry-run": Case(claimed, (*DOCUMENTS, "--dry-run")),
    "doctor": Case(claim_books, ("doctor",)),
    "explain": Case(claim_books, ("explain", "IKT", "Midvik", "--year", "2018")),
    "export, shown": Case(claim_books, ("export", "2018")),
    "funds": Case(claim_books, ("funds",)),
    "grants": Case(claim_books, ("grants",)),
    "handbook": Case(claim_books, ("handbook", "--no-browser")),
    "import --dry-run": Case(intake, ("import", "{}/mars.csv", "--dry-run")),
    "lint": Case(claim_books, ("lint", "2018")),
    "object --dry-run": Case(claimed, (*OBJECT[:-1], "--dry-run")),
    "objections list": Case(objected, ("objections", "list")),
    "objections take --dry-run": Case(sent, (*TAKE[:-1], "--dry-run")),
    "open": Case(claimed, ("open",)),
    "password": Case(claim_books, ("password", "--password", "hemmelig")),
    "plan": Case(claim_books, ("plan", "2018")),
    "profile, shown": Case(intake, ("profile", "{}/mars.csv")),
    "query": Case(claim_books, ("query",)),
    "reconcile, shown": Case(with_theirs, HELD),
    "schema": Case(claim_books, ("schema",)),
    "serve": Case(claim_books, ("serve",)),
    "shares": Case(claim_books, ("shares",)),
    "statistics fetch --dry-run": Case(figures, (*FETCH, "--dry-run")),
    "verify": Case(signed, ("verify", "{}/bevis")),
    "year --dry-run": Case(claim_books, ("year", "2019", "--dry-run")),
}
"""Commands that write nothing, and those that write when they are told not to."""

OF_NO_BOOKS = {"demo", "handbook", "init", "password", "schema", "setup"}


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers of a few bytes: what they look like is held elsewhere."""

    def papers_of(
        claims: Sequence[Claim], _books: Books, _: str, *, is_draft: bool = False
    ) -> Papers:
        made = {
            claim.id: tuple(
                Paper(
                    f"krav-{claim.id}.{ending}",
                    f"{claim.id} {claim.payable} {is_draft}".encode(),
                    f"Assets:Krav:{claim.payer.account}:IKT",
                )
                for ending in (("pdf",) if is_draft else ("pdf", "xml"))
            )
            for claim in claims
        }
        return Papers(made, (), (), ())

    for module in (desk, claim_documents, preview):
        monkeypatch.setattr(module, "papers_of", papers_of)
    # The site is made when the project is installed, and not where it only lies.
    monkeypatch.setattr(site, "first_page", lambda _language: Path("index.html"))
    for name in ("must_be_free", "answer"):
        monkeypatch.setattr(serve, name, lambda *_, **_named: None)


def run(folder: Path, command: Sequence[str]) -> Result:
    """A command on the books of a folder."""
    first, *more = [part.replace("{}", str(folder)) for part in command]
    if first == "batch":
        with chdir(folder):
            return CliRunner().invoke(fellesbok, [first, *more])
    if first in OF_NO_BOOKS:
        return CliRunner().invoke(fellesbok, [first, *more])
    books = ["--books", str(folder / "bok")]
    if first in {"objections", "statistics"}:
        return CliRunner().invoke(fellesbok, [first, more[0], *books, *more[1:]])
    return CliRunner().invoke(fellesbok, [first, *books, *more])


def run_killed(folder: Path, command: Sequence[str], at: int) -> None:
    """The command, in a process that ends before a step."""
    child = os.fork()
    if child == 0:
        gc.disable()  # it would go through, and so copy, all that the tests have made
        with pytest.MonkeyPatch.context() as patch:
            Counting(patch, kill, at)
            run(folder, command)
        os._exit(0)
    os.waitpid(child, 0)


def files(folder: Path) -> Files:
    """Every file, and what stands in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "cache" not in path.name
    }
