"""Books as they were in git are set out and read, and git runs nothing of theirs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import cost
from compared_books import compared_books
from compared_books import in_git as git
from compared_books import source
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.revisions import at_revision
from fellesbok.compare.trying import compare

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder


@pytest.fixture
def books(tmp_path: Path) -> Folder:
    """Books below the top of a repository: one revision, and a later voucher."""
    git(tmp_path, "init", "-q")
    made = compared_books(tmp_path / "bok")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Første")
    return made.add(cost("2018-05-01", "100.00"))


def test_a_revision_is_compared_with_the_books(books: Folder) -> None:
    here = source(books)
    with at_revision(here.main, "HEAD") as before:
        set_out = before.main
        found = compare(before, here, ())
    assert found.difference == Decimal("100.00")
    assert str(found.before) == "revisjon HEAD"
    assert not set_out.exists()


def test_faults_of_a_revision_are_told_by_its_name(books: Folder) -> None:
    books.add("2018-06-01 * feil")
    git(books.path, "commit", "-q", "-a", "-m", "Feil")
    here = source(books)
    main = here.main.read_text(encoding="utf-8")
    here.main.write_text(main.replace("2018-06-01 * feil", ""), encoding="utf-8")
    with at_revision(here.main, "HEAD") as before:
        found = compare(here, before, ())
    assert {fault.path for fault in found.faults} == {"HEAD:ledger/main.beancount"}


@pytest.mark.parametrize("name", ["tull", "--output=x", "HEAD~9", "", "HEAD:ledger"])
def test_what_is_no_revision_is_told(name: str, books: Folder) -> None:
    with (
        pytest.raises(CannotCompareError, match="verken en mappe eller en revisjon"),
        at_revision(source(books).main, name),
    ):
        pass


def test_no_repository_and_no_git_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    here = source(compared_books(tmp_path / "alene"))
    with (
        pytest.raises(CannotCompareError, match="Git kan ikke lese"),
        at_revision(here.main, "HEAD"),
    ):
        pass
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(CannotCompareError, match="Finner ikke git"),
        at_revision(here.main, "HEAD"),
    ):
        pass


def test_git_runs_nothing_of_the_repository(books: Folder, tmp_path: Path) -> None:
    """No hook, no filter, no monitor; a link is not followed and not set out."""
    trap = tmp_path / "felle.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/kjort\ncat\n")
    trap.chmod(0o755)
    (books.path / ".gitattributes").write_text("*.csv filter=felle\n")
    (books.path / "ledger" / "lenke.beancount").symlink_to("/etc/passwd")
    git(books.path, "add", ".")
    git(books.path, "commit", "-q", "-m", "Felle")
    for name in ("core.fsmonitor", "filter.felle.smudge", "core.sshCommand"):
        git(books.path, "config", name, str(trap))
    for hook in ("post-checkout", "post-index-change"):
        (tmp_path / ".git" / "hooks").mkdir(exist_ok=True)
        (tmp_path / ".git" / "hooks" / hook).write_text(trap.read_text())
        (tmp_path / ".git" / "hooks" / hook).chmod(0o755)
    with at_revision(source(books).main, "HEAD") as before:
        assert not (before.main.parent / "lenke.beancount").is_symlink()
        assert not (before.main.parent / "lenke.beancount").exists()
    assert not (tmp_path / "kjort").exists()
