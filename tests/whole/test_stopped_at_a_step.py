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
from click import Command
from click import Context
from click import Group
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
from fellesbok.cli import serve
from fellesbok.cli.papers import Papers
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.writing import Paper
from filing.test_writing import HEAD
from filing.test_writing import SECOND
from filing.test_writing import TERMS
from filing.test_writing import statistics
from importers.statistics.test_statistics import answer
from intake_books import document
from intake_books import folders
from intake_books import make_books

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

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


def claimed(folder: Path) -> Folder:
    books = claim_books(folder)
    done = books.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    return books


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


def half_documented(folder: Path) -> None:
    """A folder that has the documents of one of the claims."""
    claimed(folder)
    done = run(folder, (*DOCUMENTS, "--claim", "nordvik-2018-0001"))
    assert done.exit_code == 0, done.output


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


def old_output(name: str) -> Callable[[Path], object]:
    def make(folder: Path) -> None:
        claim_books(folder)
        (folder / name).write_text("før")

    return make


EXPORT = ("export", "2018", "--format", "csv", "--yes", "--output", "{}/ut.csv")
REPORT = ("report", "2018", "--format", "md", "--output", "{}/ut.md")
FIRST = ("claim", "2018", "--instalment", "1", "--yes")
CREDIT = ("credit", "nordvik-2018-0001", "--reason", "feil beløp")
DOCUMENTS = ("documents", "2018", "--output", "{}/ut")
DEADLINES = ("deadlines", "--output", "{}/ut.ics")
FETCH = ("statistics", "fetch", "--file", "{}/svar.json")
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
    "close": Case(claim_books, ("close", "2018", "--yes")),
    "import": Case(intake, ("import", "{}/mars.csv", "--yes")),
    "import --inbox": Case(inbox, ("import", "--inbox", "{}/inn", "--once", "--yes")),
    "statistics fetch": Case(figures, FETCH, writes_books=False),
    "statistics fetch, new": Case(no_figures, FETCH, writes_books=False),
    "documents": Case(claimed, DOCUMENTS, writes_books=False),
    "export, new": Case(claim_books, EXPORT, writes_books=False),
    "export, over": Case(old_output("ut.csv"), EXPORT, writes_books=False),
    "report, over": Case(old_output("ut.md"), REPORT, writes_books=False),
    "deadlines": Case(claim_books, DEADLINES, writes_books=False),
    "deadlines, over": Case(old_output("ut.ics"), DEADLINES, writes_books=False),
    "profile": Case(
        intake, ("profile", "{}/mars.csv", "--output", "{}/ny.yaml"), writes_books=False
    ),
    "check": Case(torn, ("check",)),
}
READS = {
    "claim --dry-run": Case(claim_books, (*FIRST, "--dry-run")),
    "close --dry-run": Case(claim_books, ("close", "2018", "--dry-run")),
    "cutoff": Case(claim_books, ("cutoff", "2018")),
    "deadlines, listed": Case(claim_books, ("deadlines",)),
    "documents --dry-run": Case(claimed, (*DOCUMENTS, "--dry-run")),
    "explain": Case(claim_books, ("explain", "IKT", "Midvik", "--year", "2018")),
    "export, shown": Case(claim_books, ("export", "2018")),
    "funds": Case(claim_books, ("funds",)),
    "grants": Case(claim_books, ("grants",)),
    "import --dry-run": Case(intake, ("import", "{}/mars.csv", "--dry-run")),
    "lint": Case(claim_books, ("lint", "2018")),
    "open": Case(claimed, ("open",)),
    "password": Case(claim_books, ("password", "--password", "hemmelig")),
    "plan": Case(claim_books, ("plan", "2018")),
    "profile, shown": Case(intake, ("profile", "{}/mars.csv")),
    "query": Case(claim_books, ("query",)),
    "schema": Case(claim_books, ("schema",)),
    "serve": Case(claim_books, ("serve",)),
    "shares": Case(claim_books, ("shares",)),
    "statistics fetch --dry-run": Case(figures, (*FETCH, "--dry-run")),
}
"""Commands that write nothing, and those that write when they are told not to."""

LIST = "ut/utkast-kravliste.csv"
OF_NO_BOOKS = {"password", "schema"}


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
                for ending in (("pdf",) if is_draft else ("pdf", "xml"))
            )
            for claim in claims
        }
        return Papers(made, (), (), ())

    for module in (desk, documents, preview):
        monkeypatch.setattr(module, "papers_of", papers_of)
    monkeypatch.setattr(serve, "_serve", lambda *_, **_named: None)


def run(folder: Path, command: Sequence[str]) -> Result:
    """A command on the books of a folder."""
    first, *more = [part.replace("{}", str(folder)) for part in command]
    if first in OF_NO_BOOKS:
        return CliRunner().invoke(fellesbok, [first, *more])
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
    if "--preview" in case.command:
        return _of_one_run(ends, found)
    without_copies = {n: t for n, t in ends.new.items() if not n.startswith("ut/")}
    is_copied = case.writes_books and "--output" in case.command
    return "new" if is_copied and found == without_copies else ""


def _of_one_run(ends: Ends, found: Files) -> str:
    """Drafts in a folder that was there: some of one run, without the list of them."""
    drafts = {name: text for name, text in found.items() if name.startswith("ut/")}
    rest = found.items() - drafts.items()
    for outcome, end in (("old", ends.old), ("new", ends.new)):
        of_run = {n: t for n, t in end.items() if n.startswith("ut/")}
        is_rest = rest == end.items() - of_run.items()
        if is_rest and drafts.items() <= of_run.items() and LIST not in drafts:
            return outcome
    return ""


def commands(group: Group = fellesbok, above: tuple[str, ...] = ()) -> set[str]:
    """The name of every command that there is, those in groups too."""
    found: set[str] = set()
    with Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            if isinstance(command, Group):
                found |= commands(command, (*above, name))
            else:
                found.add(" ".join((*above, name)))
    return found


def writing_options() -> set[str]:
    """Every command with an option for a place to write in, and that option."""
    found: set[str] = set()
    for name in commands():
        command: Command | None = fellesbok
        for part in name.split():
            assert isinstance(command, Group)
            with Context(command) as context:
                command = command.get_command(context, part)
        assert command is not None
        options = {option for each in command.params for option in each.opts}
        found |= {f"{name} {each}" for each in options & {"--output", "--preview"}}
    return found


def tried(cases: dict[str, Case]) -> set[str]:
    """Which commands there is a case of, with and without what they write to."""
    found: set[str] = set()
    for case in cases.values():
        words = case.command
        name = " ".join(words[:2]) if words[0] == "statistics" else words[0]
        found |= {name, *(f"{name} {word}" for word in words)}
    return found


def test_the_table_has_every_command() -> None:
    """One that is new must be put among those that write, or among those that do not.

    Every command that is asked for ``--yes``, or has a place to write in, writes.
    """
    assert commands() == {
        name for name in tried(CASES | READS) if name in commands()
    }, "a command is in neither table"
    assert writing_options() <= tried(CASES), "a place to write in is not tried"


@pytest.mark.parametrize("name", READS)
def test_a_command_that_only_reads_writes_nothing(name: str, tmp_path: Path) -> None:
    case = READS[name]
    case.make(tmp_path)
    before, there = files(tmp_path), folders(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        done = run(tmp_path, case.command)
    assert done.exit_code == 0, done.output
    assert (files(tmp_path), folders(tmp_path)) == (before, there)
