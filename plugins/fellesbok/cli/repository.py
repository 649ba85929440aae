"""A folder of new books becomes a repository, where git is there (*arkiv i git*)."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from fellesbok.filing.disk import remove_folder
from fellesbok.system.asking_git import GIT
from fellesbok.system.asking_git import QUIET

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 20


def is_made_a_repository(folder: Path, history: bytes | None = None) -> bool:
    """Whether the folder is a repository of its own now; inside another it is not.

    Args:
        folder: The books.
        history: What ``git fast-import`` is to read into it: the branch ``main``, whose
            last commit has the files as they are.
    """
    inside = any(
        (each / ".git").exists() for each in (folder, *folder.absolute().parents)
    )
    if inside:
        return False
    if history is None:
        return _is_done(folder, "init", "--quiet", "--template=")
    done = (
        _is_done(folder, "init", "--quiet", "--template=", "--initial-branch=main")
        and _is_done(folder, "fast-import", "--quiet", given=history)
        and _is_done(folder, "reset", "--quiet")
    )
    if not done:  # half a history says what is not so
        remove_folder(folder / ".git")
    return done


def _is_done(folder: Path, *words: str, given: bytes = b"") -> bool:
    """Whether git does it, whatever the user has set for git elsewhere."""
    named = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
    environment = {k: v for k, v in os.environ.items() if k not in named}
    try:
        done = subprocess.run(  # noqa: S603 -- no shell reads the folder's name
            [*GIT, *words],
            cwd=folder,
            env={**environment, **QUIET},
            input=given,
            check=False,
            capture_output=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
