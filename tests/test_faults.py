"""Every command that writes, stopped at every step: the old or the new, never between.

Each command runs on books of its own.  A power cut ends the process before a step; a
full disk makes one step fail.  What is there afterwards is what was there before, or
what the command makes when nothing fails, to the byte.  The table is shown at the end
of the run.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from click.testing import CliRunner

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from faulty import Counting
from faulty import full
from faulty import kill
from faulty import nothing
from faulty import some
from fellesbok.books import load_books
from fellesbok.cli import desk
from fellesbok.cli import documents
from fellesbok.cli import main as fellesbok
from fellesbok.cli import preview
from fellesbok.cli.papers import Papers
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.writing import Paper
from intake_books import document
from intake_books import make_books
from test_intake_statistics import answer
from test_written import HEAD
from test_written import SECOND
from test_written import TERMS
from test_written import statistics

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from click.testing import Result

    from fellesbok.books import Books
    from fellesbok.claims import Claim

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


def claimed(folder: Path) -> None:
    books = claim_books(folder)
    done = books.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output


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


def old_output(name: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        claim_books(folder)
        (folder / name).write_text("før")

    return make


EXPORT = ("export", "2018", "--format", "csv", "--yes", "--output", "{}/ut.csv")
REPORT = ("report", "2018", "--format", "md", "--output", "{}/ut.md")
FIRST = ("claim", "2018", "--instalment", "1", "--yes")
CASES = {
    "claim, first": Case(claim_books, FIRST),
    "claim, later": Case(claimed, SECOND),
    "claim --output": Case(claim_books, (*FIRST, "--output", "{}/ut")),
    "claim --preview": Case(
        claim_books, (*FIRST[:-1], "--preview", "{}/ut"), writes_books=False
    ),
    "credit": Case(
        claimed, ("credit", "nordvik-2018-0001", "--reason", "feil beløp", "--yes")
    ),
    "close": Case(claim_books, ("close", "2018", "--yes")),
    "import": Case(intake, ("import", "{}/mars.csv", "--yes")),
    "statistics fetch": Case(
        figures,
        ("statistics", "fetch", "--file", "{}/svar.json"),
        writes_books=False,
    ),
    "documents": Case(
        claimed, ("documents", "2018", "--output", "{}/ut"), writes_books=False
    ),
    "export, new": Case(claim_books, EXPORT, writes_books=False),
    "export, over": Case(old_output("ut.csv"), EXPORT, writes_books=False),
    "report, over": Case(old_output("ut.md"), REPORT, writes_books=False),
    "deadlines": Case(
        claim_books, ("deadlines", "--output", "{}/ut.ics"), writes_books=False
    ),
    "profile": Case(
        intake, ("profile", "{}/mars.csv", "--output", "{}/ny.yaml"), writes_books=False
    ),
    "check": Case(torn, ("check",)),
}


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers of a few bytes: what they look like is held elsewhere."""

    def papers_of(
        claims: Sequence[Claim], _books: Books, *, is_draft: bool = False
    ) -> Papers:
        made = {
            claim.id: tuple(
                Paper(
                    f"krav-{claim.id}.{ending}",
                    f"{claim.id} {claim.payable} {is_draft}".encode(),
                    f"Assets:Krav:{claim.payer.account}:IKT",
                )
                for ending in ("pdf", "xml")
            )
            for claim in claims
        }
        return Papers(made, (), (), ())

    for module in (desk, documents, preview):
        monkeypatch.setattr(module, "papers_of", papers_of)


def run(folder: Path, command: Sequence[str]) -> Result:
    """A command on the books of a folder."""
    first, *more = [part.replace("{}", str(folder)) for part in command]
    books = ["--books", str(folder / "bok")]
    if first == "statistics":
        return CliRunner().invoke(fellesbok, [first, more[0], *books, *more[1:]])
    return CliRunner().invoke(fellesbok, [first, *books, *more])


def run_killed(folder: Path, command: Sequence[str], at: int) -> None:
    """The command, in a process that ends before a step."""
    child = os.fork()
    if child == 0:
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


def without_half_written(found: Files) -> Files:
    """What has a name; a file that was never put in place is nobody's."""
    return {name: text for name, text in found.items() if BESIDE not in name}


def entries(folder: Path) -> list[str]:
    """What stands in the books, which are without faults."""
    loaded = load_books(folder / "bok" / "ledger" / "main.beancount")
    assert not loaded.errors, loaded.errors
    root = str(folder)
    return [str(entry).replace(root, "") for entry in loaded.entries]


def papers_without_claims(folder: Path) -> list[str]:
    """Documents that the books list, of claims that they do not have."""
    loaded = load_books(folder / "bok" / "ledger" / "main.beancount")
    claims = {entry.meta.get("krav") for entry in loaded.entries}
    return [
        entry.filename
        for entry in loaded.entries
        if isinstance(entry, data.Document)
        and "krav-" in entry.filename.rpartition("/")[2]
        and entry.filename.rpartition("krav-")[2].rpartition(".")[0] not in claims
    ]


def said_in_words(done: Result) -> None:
    """No traceback, whatever happened."""
    if not isinstance(done.exception, SystemExit):
        assert done.exception is None, done.output
    assert "Traceback" not in done.output


@dataclass(frozen=True)
class Ends:
    """What a command leaves where nothing fails: before it, after it, and its steps."""

    old: Files
    new: Files
    old_entries: list[str]
    new_entries: list[str]
    steps: int


def ends_of(case: Case, folder: Path) -> Ends:
    """Run the command with nothing in its way."""
    case.make(folder)
    old, old_entries = files(folder), entries(folder)
    with pytest.MonkeyPatch.context() as patch:
        counting = Counting(patch, nothing, 0)
        done = run(folder, case.command)
    assert done.exit_code == 0, done.output
    new, new_entries = files(folder), entries(folder)
    assert new != old
    if case.writes_books and case.command != ("check",):
        assert new_entries != old_entries
    return Ends(old, new, old_entries, new_entries, counting.calls)


def between(found: Files, *wanted: Files) -> str:
    """The names of which what is there is neither the one nor the other."""
    return " ".join(
        sorted(
            name
            for name in {*found, *wanted[0], *wanted[1]}
            if all(found.get(name) != each.get(name) for each in wanted)
        )
    )


@pytest.mark.parametrize("name", CASES)
def test_a_command_that_is_stopped_leaves_the_old_or_the_new(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    case = CASES[name]
    ends = ends_of(case, tmp_path / "teller")
    shutil.rmtree(tmp_path / "teller")
    row = dict.fromkeys(("killed old", "killed new", "full old", "full new"), 0)
    for at in some(ends.steps):
        row[f"killed {_killed(case, ends, tmp_path / f'{at}-k', at)}"] += 1
        row[f"full {_full(case, ends, tmp_path / f'{at}-f', at)}"] += 1
    assert row["killed old"] or name == "check", "the first steps change nothing"
    assert row["killed new"], "and the last ones nothing more"
    record_property("faults", {"command": name, "steps": ends.steps, **row})


def _killed(case: Case, ends: Ends, folder: Path, at: int) -> str:
    """Killed before a step; then checked, and run once more."""
    case.make(folder)
    run_killed(folder, case.command, at)
    there = entries(folder)
    assert there in (ends.old_entries, ends.new_entries), f"step {at}"
    assert not papers_without_claims(folder)
    checked = run(folder, ("check",))
    said_in_words(checked)
    assert checked.exit_code == 0, checked.output
    found = without_half_written(files(folder))
    outcome = _outcome(case, ends, found)
    assert outcome, f"step {at}: {between(found, ends.old, ends.new)}"
    if case.writes_books:
        assert entries(folder) == there
    if outcome == "old":
        again = run(folder, case.command)
        assert again.exit_code == 0, again.output
        assert files(folder) == ends.new, f"step {at}, once more"
    return outcome


def _full(case: Case, ends: Ends, folder: Path, at: int) -> str:
    """A disk that is full at one step; what is refused is said in words."""
    case.make(folder)
    with pytest.MonkeyPatch.context() as patch:
        Counting(patch, full, at)
        done = run(folder, case.command)
    said_in_words(done)
    assert done.exit_code in {0, 1}, done.output
    assert entries(folder) in (ends.old_entries, ends.new_entries), f"step {at}"
    said_in_words(run(folder, ("check",)))
    found = without_half_written(files(folder))
    outcome = _outcome(case, ends, found)
    assert outcome, f"step {at}: {between(found, ends.old, ends.new)}"
    if done.exit_code and outcome == "old":
        assert "Ikke mer plass" in done.output
    return outcome


def _outcome(case: Case, ends: Ends, found: Files) -> str:
    """Whether what is there is the old or the new; of a claim, copies come after."""
    if found == ends.old:
        return "old"
    if found == ends.new:
        return "new"
    without_copies = {n: t for n, t in ends.new.items() if not n.startswith("ut/")}
    is_copied = case.writes_books and "--output" in case.command
    return "new" if is_copied and found == without_copies else ""
