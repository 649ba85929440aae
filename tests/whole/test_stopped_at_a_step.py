"""Every command that writes, stopped at every step: the old or the new, never between.

Each command runs on books of its own.  A power cut ends the process before a step; a
full disk makes one step fail.  What is there afterwards is what was there before, or
what the command makes when nothing fails, to the byte.  The table is shown at the end
of the run.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from click import Command
from click import Context
from click import Group

from faulty import Counting
from faulty import full
from faulty import nothing
from faulty import some
from fellesbok.books import load_books
from fellesbok.cli import main as fellesbok
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import LOCK
from intake_books import folders
from stopped_books import CASES
from stopped_books import DOCUMENTS
from stopped_books import READS
from stopped_books import Case
from stopped_books import Files
from stopped_books import claimed
from stopped_books import files
from stopped_books import quick_papers as quick_papers  # noqa: PLC0414 -- a fixture
from stopped_books import run
from stopped_books import run_killed
from systems import needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from fellesbok.books import Books


def half_documented(folder: Path) -> None:
    """A folder that has the documents of one of the claims."""
    claimed(folder)
    done = run(folder, (*DOCUMENTS, "--claim", "nordvik-2018-0001"))
    assert done.exit_code == 0, done.output


LIST = "ut/utkast-kravliste.csv"


def without_half_written(found: Files) -> Files:
    """What has a name; a file that was never put in place is nobody's.

    Nor is the lock of a run that was killed: it locks nothing, and goes with the next.
    """
    nobodys = (BESIDE, f"ut/{LOCK}")
    return {n: t for n, t in found.items() if not any(part in n for part in nobodys)}


@dataclass(frozen=True)
class Read:
    """What stands in books, which are without faults.

    Attributes:
        entries: All of it, the same wherever the books lie.
        papers_without_claims: Documents that they list, of claims that they have not.
    """

    entries: list[str]
    papers_without_claims: list[str]


READ: dict[bytes, Read] = {}
"""Most steps leave the same files, byte for byte, which are the same books."""


def read(folder: Path) -> Read:
    """What stands in the books of a folder."""
    there = sha256(repr(files(folder / "bok")).encode()).digest()
    if there not in READ:
        loaded = load_books(folder / "bok" / "ledger" / "main.beancount")
        assert not loaded.errors, loaded.errors
        told = [str(entry).replace(str(folder), "") for entry in loaded.entries]
        READ[there] = Read(told, papers_without_claims(loaded))
    return READ[there]


def entries(folder: Path) -> list[str]:
    """The same, without the documents."""
    return read(folder).entries


def papers_without_claims(loaded: Books) -> list[str]:
    """Documents that books list, of claims that they do not have."""
    claims = {entry.meta.get("krav") for entry in loaded.entries}
    return [
        entry.filename
        for entry in loaded.entries
        if isinstance(entry, data.Document)
        and "krav-" in entry.filename.rpartition("/")[2]
        and entry.filename.rpartition("krav-")[2].rpartition(".")[0] not in claims
    ]


LEFT_ALONE: set[bytes] = set()
"""Folders, byte for byte, in which ``check`` found no fault and changed nothing."""


def state(folder: Path) -> bytes:
    """The digest of all that lies in a folder, empty folders too."""
    return sha256(repr((files(folder), folders(folder))).encode()).digest()


def checked(folder: Path) -> int:
    """Put right what a stopped command has left; the same folder once."""
    before = state(folder)
    if before in LEFT_ALONE:
        return 0
    done = run(folder, ("check",))
    said_in_words(done)
    if not done.exit_code and state(folder) == before:
        LEFT_ALONE.add(before)
    return done.exit_code


def said_in_words(done: Result) -> None:
    """No traceback, whatever happened."""
    if not isinstance(done.exception, SystemExit):
        assert done.exception is None, done.output
    assert "Traceback" not in done.output


@dataclass(frozen=True)
class Ends:
    """What a command leaves where nothing fails: before it, after it, and its steps."""

    begun: bytes
    old: Files
    new: Files
    old_entries: list[str]
    new_entries: list[str]
    steps: int


def ends_of(case: Case, made: Path, folder: Path) -> Ends:
    """Run the command with nothing in its way."""
    shutil.copytree(made, folder)
    begun, old, old_entries = state(folder), files(folder), entries(folder)
    with pytest.MonkeyPatch.context() as patch:
        counting = Counting(patch, nothing, 0)
        done = run(folder, case.command)
    assert done.exit_code == 0, done.output
    new, new_entries = files(folder), entries(folder)
    assert new != old
    if case.writes_books and case.command != ("check",):
        assert new_entries != old_entries
    return Ends(begun, old, new, old_entries, new_entries, counting.calls)


def between(found: Files, *wanted: Files) -> str:
    """The names of which what is there is neither the one nor the other."""
    return " ".join(
        sorted(
            name
            for name in {*found, *wanted[0], *wanted[1]}
            if all(found.get(name) != each.get(name) for each in wanted)
        )
    )


@needs("fork")
@pytest.mark.parametrize("name", CASES)
def test_a_command_that_is_stopped_leaves_the_old_or_the_new(
    name: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    case = CASES[name]
    made = tmp_path / "laget"
    case.make(made)
    ends = ends_of(case, made, tmp_path / "teller")
    shutil.rmtree(tmp_path / "teller")
    row = dict.fromkeys(("killed old", "killed new", "full old", "full new"), 0)
    for at in some(ends.steps):
        for how, stopped in (("killed", _killed), ("full", _full)):
            folder = tmp_path / f"{at}-{how}"
            shutil.copytree(made, folder)
            row[f"{how} {stopped(case, ends, folder, at)}"] += 1
    assert row["killed old"] or name == "check", "the first steps change nothing"
    assert row["killed new"], "and the last ones nothing more"
    record_property("faults", {"command": name, "steps": ends.steps, **row})


def _killed(case: Case, ends: Ends, folder: Path, at: int) -> str:
    """Killed before a step; then checked, and run once more."""
    run_killed(folder, case.command, at)
    there = entries(folder)
    assert there in (ends.old_entries, ends.new_entries), f"step {at}"
    assert not read(folder).papers_without_claims
    assert checked(folder) == 0
    found = without_half_written(files(folder))
    outcome = _outcome(case, ends, found)
    assert outcome, f"step {at}: {between(found, ends.old, ends.new)}"
    if case.writes_books:
        assert entries(folder) == there
        left = [name for name in files(folder) if BESIDE in name]
        assert not left, f"step {at}: nobody comes back to take away {left}"
    if outcome == "old" and state(folder) != ends.begun:  # else it was run above
        again = run(folder, case.command)
        assert again.exit_code == 0, again.output
        assert files(folder) == ends.new, f"step {at}, once more"
    return outcome


def _full(case: Case, ends: Ends, folder: Path, at: int) -> str:
    """A disk that is full at one step; what is refused is said in words."""
    with pytest.MonkeyPatch.context() as patch:
        Counting(patch, full, at)
        done = run(folder, case.command)
    said_in_words(done)
    assert done.exit_code in {0, 1}, done.output
    assert entries(folder) in (ends.old_entries, ends.new_entries), f"step {at}"
    checked(folder)
    found = without_half_written(files(folder))
    outcome = _outcome(case, ends, found)
    assert outcome, f"step {at}: {between(found, ends.old, ends.new)}"
    if done.exit_code and outcome == "old":
        assert "disken er full" in done.output
    return outcome


def _outcome(case: Case, ends: Ends, found: Files) -> str:
    """Whether what is there is the old or the new; of a claim, copies come after.

    What was sent to an inbox goes after the books have it, and is known by its digest.
    """
    if found == ends.old:
        return "old"
    if found == ends.new:
        return "new"
    if case.command[:2] == ("objections", "take"):
        left = {n: t for n, t in ends.old.items() if n.startswith("inn/")}
        return "new" if found == ends.new | left else ""
    if "--preview" in case.command:
        return _of_one_run(ends, found)
    between = {"batch": _one_region, "tables": _put_aside}.get(case.command[0])
    if between is not None:
        return between(ends, found)
    without_copies = _without_folder(ends.new)
    is_copied = case.writes_books and "--output" in case.command
    return "new" if is_copied and found == without_copies else ""


def _put_aside(ends: Ends, found: Files) -> str:
    """The old tables beside their place, where they are put back."""
    return "old" if found == _without_folder(ends.old) else ""


def _one_region(ends: Ends, found: Files) -> str:
    """The region whole, and of what tells of all regions some, but not the record."""
    region = {n: t for n, t in ends.new.items() if n.startswith("ut/region=")}
    rest = found.items() - region.items() - ends.old.items()
    is_begun = region.items() <= found.items() and rest <= ends.new.items()
    return "old" if is_begun and "ut/regions.json" not in found else ""


def _without_folder(there: Files) -> Files:
    return {n: t for n, t in there.items() if not n.startswith("ut/")}


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
        is_in_group = words[0] in {"objections", "statistics"}
        name = " ".join(words[:2]) if is_in_group else words[0]
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
