"""Who wrote each line, as git knows it, and that nothing in a repository is run."""

from __future__ import annotations

import os
import subprocess
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from fellesbok.changes.git_blame import blamed
from fellesbok.changes.git_blame import is_in_repository
from fellesbok.changes.git_blame import shown
from fellesbok.changes.records import Part
from fellesbok.system import asking_git
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "a\nb\nc\nd\n"
SECOND = "a\nB\nc\nd\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Two commits of one file."""
    made = Repository(tmp_path / "bok").begun()
    made.commit({"x.txt": FIRST}, "Kari Nordmann", "2018-03-11T12:00:00+0100", "Ført")
    made.commit({"x.txt": SECOND}, "Ola Dahl", "2018-03-12T23:30:00-0500", "Rettet b")
    return made


def authors(repository: Repository, text: str) -> list[str]:
    found = blamed(str(repository.path / "x.txt"), text)
    return [change.author if change else "–" for change in found]


def test_each_line_has_who_wrote_it_when_and_why(repository: Repository) -> None:
    found = blamed(str(repository.path / "x.txt"), SECOND)
    assert [
        (c.day.isoformat(), c.author, c.reason) for c in found if c is not None
    ] == [
        ("2018-03-11", "Kari Nordmann", "Ført"),
        ("2018-03-12", "Ola Dahl", "Rettet b"),
        ("2018-03-11", "Kari Nordmann", "Ført"),
        ("2018-03-11", "Kari Nordmann", "Ført"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nB\nny\nc\nd\n", "Kari Ola – Kari Kari"),
        ("ny\na\nB\nc\nd\n", "– Kari Ola Kari Kari"),
        ("a\nB\nc\nd\nny", "Kari Ola Kari Kari –"),
        ("B\nd\n", "Ola Kari"),
        ("x\nB\ny\nd\nz\n", "– Ola – Kari –"),
        ("", ""),
    ],
)
def test_a_line_that_is_not_in_the_commit_is_not_known(
    repository: Repository, text: str, expected: str
) -> None:
    """What was loaded decides, whatever lies on the disk now."""
    (repository.path / "x.txt").write_text("noe helt annet", encoding="utf-8")
    assert " ".join(a.split()[0] for a in authors(repository, text)) == expected


def test_a_part_tells_its_changes_the_newest_first(repository: Repository) -> None:
    path = str(repository.path / "x.txt")
    lines = {path: blamed(path, SECOND)}
    both = Part("Delen", path, 1, 3).changes(lines)
    assert [change.reason for change in both] == ["Rettet b", "Ført"]
    assert [c.reason for c in Part("Delen", path, 3, 9).changes(lines)] == ["Ført"]
    assert Part("Delen", "en annen", 1, 9).changes(lines) == ()


def test_who_wrote_what_is_older_than_a_cut_history_is_not_known(
    repository: Repository, tmp_path: Path
) -> None:
    """Whoever saved last would be told to have written everything."""
    third = f"{SECOND}e\n"
    repository.commit({"x.txt": third}, "Eva Vik", "2018-05-01T12:00:00+0200", "Ny e")
    url = repository.path.as_uri()
    cut = tmp_path / "kuttet"
    repository.git("clone", "--quiet", "--depth", "2", url, str(cut))
    found = blamed(str(cut / "x.txt"), third)
    assert [(c.author, c.is_cut) for c in found if c] == [
        *[("", True)] * 4,
        ("Eva Vik", False),
    ]
    whole = blamed(str(repository.path / "x.txt"), third)
    assert not any(change.is_cut for change in whole if change)


def test_names_are_of_the_mailmap_that_is_committed_and_no_other(
    repository: Repository,
) -> None:
    """The working tree is never read: whoever can write there would write history."""
    innocent = "Uskyldig Person <hemmelig@nordvik.no>\n"
    (repository.path / ".mailmap").write_text(innocent, encoding="utf-8")
    assert authors(repository, SECOND)[:2] == ["Kari Nordmann", "Ola Dahl"]
    married = "Kari Dahl <hemmelig@nordvik.no> Kari Nordmann <hemmelig@nordvik.no>\n"
    repository.commit({".mailmap": married}, "Eva Vik", "2018-05-01T12:00:00+0200", "N")
    (repository.path / ".mailmap").write_text(innocent, encoding="utf-8")
    assert authors(repository, SECOND)[:2] == ["Kari Dahl", "Ola Dahl"]


def test_a_file_in_a_folder_and_in_another_working_tree(
    repository: Repository, tmp_path: Path
) -> None:
    (repository.path / "ledger").mkdir()
    repository.commit(
        {"ledger/y.txt": "a\n"}, "Eva Vik", "2018-05-01T12:00:00+0200", "Ny"
    )
    other = tmp_path / "annet tre"
    repository.git("worktree", "add", "--quiet", "--detach", str(other))
    for folder in (repository.path, other):
        [change] = blamed(str(folder / "ledger" / "y.txt"), "a\n")
        assert change is not None
        assert change.author == "Eva Vik"


def test_no_address_is_ever_shown(repository: Repository) -> None:
    repository.commit(
        {"x.txt": "e\n"},
        "kari@nordvik.no",
        "2018-04-01T12:00:00+0200",
        "Til <ola@x.no>",
    )
    [change] = blamed(str(repository.path / "x.txt"), "e\n")
    assert change is not None
    assert "@" not in f"{change.author}{change.reason}"
    assert (change.author, change.reason) == ("…", "Til …")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Kari Nordmann <kari@nordvik.no>", "Kari Nordmann …"),
        ("a@b", "…"),
        ("50 @ 3", "50 … 3"),
        ("snu\u202etegn", "snu\ufffdtegn"),
        ("x" * 300, "x" * 199 + "…"),
        ("Til <ola dahl@x.no> (kari@x.no), <Ola>", "Til … (…), <Ola>"),
        ("a@b@c d<e@f", "… d<…"),
    ],
)
def test_what_is_written_is_shown_short_and_visible(
    written: str, expected: str
) -> None:
    assert shown(written) == expected


@pytest.mark.parametrize("long", ["x", "<@", "<", "@", "<a ", "a@ "])
def test_a_long_reason_takes_no_longer_than_its_length(long: str) -> None:
    """Whoever can commit could keep a page from being drawn for hours."""
    begun = monotonic()
    assert len(shown(long[:1] + long[1:] * 300_000 + long * 300_000)) <= 200
    assert monotonic() - begun < 10


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(FIRST, encoding="utf-8")
    assert blamed(str(tmp_path / "x.txt"), FIRST) == ()
    assert blamed(str(tmp_path / "borte" / "x.txt"), FIRST) == ()
    assert not is_in_repository(tmp_path / "x.txt")


def test_without_git_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "tom"))
    assert blamed(str(repository.path / "x.txt"), SECOND) == ()


def test_a_file_that_git_does_not_have(repository: Repository) -> None:
    assert blamed(str(repository.path / "ny.txt"), FIRST) == ()
    assert is_in_repository(repository.path / "ny.txt")


def test_git_that_takes_too_long_is_stopped(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A git that never ends is waited for no longer than it may take."""
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 600\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    assert blamed(str(repository.path / "x.txt"), SECOND, 0.2) == ()


@pytest.mark.skipif(asking_git._LIMIT is None, reason="a limit of Linux")
def test_git_reads_nothing_without_end(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endless file that the repository names took gigabytes of memory."""
    monkeypatch.setattr(asking_git, "MOST_MEMORY_BYTES", 400_000_000)
    assert authors(repository, SECOND)[0] == "Kari Nordmann"
    with (repository.path / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write("[blame]\n    ignoreRevsFile = /dev/zero\n")
    begun = monotonic()
    assert blamed(str(repository.path / "x.txt"), SECOND, 60) == ()
    assert monotonic() - begun < 50, "git ends by itself, not stopped by the clock"


def test_git_says_no_more_than_is_read(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reason of a change is as long as somebody likes."""
    assert authors(repository, SECOND)[0] == "Kari Nordmann"
    monkeypatch.setattr(asking_git, "MOST_BYTES", 100_000)
    text = {"x.txt": f"{SECOND}e\n"}
    repository.commit(text, "Kari Nordmann", "2018-05-01T12:00:00+0200", "x" * 90_000)
    assert blamed(str(repository.path / "x.txt"), SECOND)
    text = {"x.txt": f"{SECOND}f\n"}
    repository.commit(text, "Kari Nordmann", "2018-05-01T12:00:00+0200", "x" * 101_000)
    assert blamed(str(repository.path / "x.txt"), SECOND) == ()


HOSTILE = """
[core]
    fsmonitor = {run}
    hooksPath = {hooks}
    pager = {run}
    editor = {run}
    askPass = {run}
    sshCommand = {run}
    alternateRefsCommand = {run}
[diff]
    external = {run}
[diff "ond"]
    command = {run}
    textconv = {run}
    xfuncname = .
[filter "ond"]
    clean = {run}
    smudge = {run}
    process = {run}
    required = true
[gpg]
    program = {run}
[log]
    showSignature = true
[alias]
    blame = !{run}
[pager]
    blame = {run}
[remote "origin"]
    url = ext::{run}
    promisor = true
    uploadpack = {run}
[extensions]
    partialClone = origin
"""


def test_nothing_that_a_repository_says_is_run(
    repository: Repository, tmp_path: Path
) -> None:
    """Every key that is known to run something, and a marker that would be written."""
    mark = tmp_path / "kjoert"
    run = tmp_path / "ond.sh"
    run.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n", encoding="utf-8")
    run.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "pre-auto-gc", "fsmonitor"):
        (hooks / name).write_bytes(run.read_bytes())
        (hooks / name).chmod(0o755)
    repository.commit(
        {".gitattributes": "* diff=ond filter=ond\n"},
        "Kari Nordmann",
        "2018-05-01T12:00:00+0200",
        "Ond",
    )
    config = repository.path / ".git" / "config"
    text = config.read_text(encoding="utf-8").replace(
        "repositoryformatversion = 0", "repositoryformatversion = 1"
    )
    config.write_text(text + HOSTILE.format(run=run, hooks=hooks), encoding="utf-8")
    (repository.path / "x.txt").write_text("endret på disken\n", encoding="utf-8")
    assert [name.split()[0] for name in authors(repository, SECOND)] == [
        "Kari",
        "Ola",
        "Kari",
        "Kari",
    ]
    assert not mark.exists()
    # The same repository does run it for who asks git in the usual way.
    command = ["git", "-C", str(repository.path), "blame", "x.txt"]
    subprocess.run(command, check=False, capture_output=True, timeout=60)
    assert mark.exists()


def test_what_is_lacking_is_not_fetched(repository: Repository, tmp_path: Path) -> None:
    """Objects that a partial clone lacks would be asked for by a command of its own."""
    mark = tmp_path / "hentet"
    run = tmp_path / "hent.sh"
    run.write_text(f"#!/bin/sh\ntouch {mark}\n", encoding="utf-8")
    run.chmod(0o755)
    config = repository.path / ".git" / "config"
    text = config.read_text(encoding="utf-8").replace(
        "repositoryformatversion = 0", "repositoryformatversion = 1"
    )
    said = HOSTILE.format(run=run, hooks=tmp_path / "ingen")
    config.write_text(text + said, encoding="utf-8")
    blob = repository.git("rev-parse", "HEAD:x.txt").strip()
    (repository.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert blamed(str(repository.path / "x.txt"), SECOND) == ()
    assert not mark.exists()
