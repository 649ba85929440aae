"""A git repository of a few files, whose authors and days a test decides."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OURS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "LC_ALL": "C",
}


@dataclass(frozen=True)
class Repository:
    """A folder with git in it."""

    path: Path

    def begun(self) -> Repository:
        """Make the folder, if there is none, and a repository in it."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        return self

    def git(self, *arguments: str, **more: str) -> str:
        """A git command, which must succeed; gives what it prints."""
        command = ["git", "-C", str(self.path), *arguments]
        env = {"PATH": os.environ["PATH"], **OURS, **more}
        done = subprocess.run(
            command, env=env, check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout

    def commit(
        self, files: Mapping[str, str], author: str, day: str, reason: str
    ) -> None:
        """Write files, and commit everything in the folder."""
        for name, text in files.items():
            (self.path / name).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        who = {
            f"GIT_{role}_{field}": value
            for role in ("AUTHOR", "COMMITTER")
            for field, value in (
                ("NAME", author),
                ("EMAIL", "hemmelig@nordvik.no"),
                ("DATE", day),
            )
        }
        self.git("commit", "--quiet", "--message", reason, **who)
