"""The pages of the Norwegian handbook, followed block by block in a folder.

A page is what its reader does: commands (``console``) are run in order, and a file is
made or changed where the sentence before a block says so.  What is shown after a
command must be what it answers; ``…`` alone on a line stands for lines that are left
out, and at the end of a line for the rest of it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from fellesbok.cli import main
from inventory import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

NORWEGIAN = HOUSE / "docs" / "nb"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BEFORE = re.compile(r"\A<!-- etter: (\S+) -->")
"""The page whose reader's folder a page begins with, instead of an empty one."""

MADE = re.compile(r"\bLag filen `([^`]+)`")
ADDED = re.compile(r"\bnederst i `([^`]+)`")
REPLACED = re.compile(r"\bBytt .*\bi `([^`]+)`", re.DOTALL)
REPLACING = re.compile(r"\bmed dette\b")
LEFT_OUT = "…"
SHOWN_ONLY = "text"
"""What is a picture in letters, and is neither done nor read."""


@dataclass(frozen=True)
class Block:
    """A block of a page: its language, its text, where it begins, what is said."""

    language: str
    text: str
    line: int
    said: str


@dataclass(frozen=True)
class Command:
    """A command as it is typed, as it is written, and what is shown after it."""

    typed: str
    written: tuple[str, ...]
    shown: tuple[str, ...]


def pages() -> list[str]:
    """Every page, by its name below ``docs/nb``."""
    return sorted(p.relative_to(NORWEGIAN).as_posix() for p in NORWEGIAN.rglob("*.md"))


def text_of(page: str) -> str:
    """The Markdown of a page."""
    return (NORWEGIAN / page).read_text(encoding="utf-8")


def page_before(page: str) -> str | None:
    """The page that must be followed first."""
    found = BEFORE.match(text_of(page))
    return found[1] if found else None


def blocks(text: str) -> Iterator[Block]:
    """Every block of a page, with the paragraph that stands before it."""
    for found in BLOCK.finditer(text):
        before = text[: found.start()].rstrip("\n")
        said = before.rpartition("\n\n")[2]
        line = text.count("\n", 0, found.start()) + 1
        yield Block(found[1], found[2], line, said)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a block, each after ``$``; a backslash goes on below."""
    lines = block.text.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        typed, at = lines[start][2:], start + 1
        while typed.endswith("\\"):
            typed, at = typed[:-1] + lines[at].strip(), at + 1
        shown = tuple(line.rstrip() for line in lines[at:end])
        yield Command(typed, tuple(lines[start:at]), shown)


class Follower:
    """Who does what a page says, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        """Begin at the top of a folder."""
        self.top = folder
        self.here = folder
        self.corrected: list[tuple[str, str]] = []

    def follow(self, text: str) -> Iterator[str]:
        """Do all that a page says; give each thing that is not as it says."""
        old: tuple[Path, str] | None = None
        for block in blocks(text):
            fault = None
            if block.language == "console":
                fault = "\n".join(filter(None, map(self._told, commands(block))))
            elif block.language == SHOWN_ONLY:
                continue
            elif old is not None and REPLACING.search(block.said):
                fault, old = self._replace(*old, block.text), None
            elif found := REPLACED.search(block.said):
                old = self.here / found[1], block.text
            elif found := MADE.search(block.said):
                fault = self._make(self.here / found[1], block.text)
            elif found := ADDED.search(block.said):
                fault = self._add(self.here / found[1], block.text)
            else:
                fault = "the page does not say what the reader does with it"
            if fault:
                yield f"line {block.line}: {fault}"
        if old is not None:
            yield f"{old[0]}: nothing takes the place of what is to be replaced"

    def _make(self, path: Path, text: str) -> str | None:
        if path.exists():
            return f"{path.name} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return None

    def _add(self, path: Path, text: str) -> str | None:
        if not path.exists():
            return f"{path.name} is not there"
        gap = "" if path.suffix == ".csv" else "\n"
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{gap}{text}")
        return None

    def _replace(self, path: Path, old: str, new: str) -> str | None:
        known = path.read_text(encoding="utf-8")
        if known.count(old) != 1:
            return f"stands {known.count(old)} times in {path.name}:\n{old}"
        path.write_text(known.replace(old, new), encoding="utf-8")
        return None

    def _told(self, command: Command) -> str | None:
        """What a command answers, where it is not what is shown."""
        answer = self.answer(command.typed)
        if not command.shown or is_shown(command.shown, answer):
            return None
        asked = command.written
        self.corrected.append(
            ("\n".join([*asked, *command.shown]), "\n".join([*asked, answer]))
        )
        return f"$ {command.typed}\n{answer}"

    def answer(self, typed: str) -> str:
        """What a command prints; one that fails says so on a line of its own."""
        name, *arguments = shlex.split(typed)
        if name == "cd":
            self.here = (self.here / arguments[0]).resolve()
            assert self.here.is_relative_to(self.top.resolve())
            return ""
        with chdir(self.here):
            if name == "fellesbok":
                done = CliRunner(catch_exceptions=False).invoke(main, arguments)
                code, output = done.exit_code, done.output
            else:
                code, output = self._shell(typed)
        output = output.replace(str(self.top), "").replace(str(self.top.resolve()), "")
        # The space inside an amount does not break, which nobody sees or types.
        lines = [line.rstrip() for line in output.replace("\xa0", " ").splitlines()]
        return "\n".join([*lines, *([f"[{code}]"] if code else [])])

    def _shell(self, typed: str) -> tuple[int, str]:
        scripts = str(Path(sys.executable).parent)  # a link is kept as it is
        path = os.pathsep.join([scripts, os.environ["PATH"]])
        told = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "HOME": str(self.top)}
        done = subprocess.run(
            ["sh", "-c", typed],
            env=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


def is_shown(shown: Sequence[str], answer: str) -> bool:
    """Whether an answer is what is shown of it."""
    pattern = ""
    for line in shown:
        if line == LEFT_OUT:
            pattern += r"(?:[^\n]*\n)*?"
        elif line.endswith(LEFT_OUT):
            pattern += re.escape(line.removesuffix(LEFT_OUT)) + r"[^\n]*\n"
        else:
            pattern += re.escape(line) + r"\n"
    return re.fullmatch(pattern, f"{answer}\n" if answer else "") is not None


def followed(page: str, folder: Path, before: Path | None) -> list[str]:
    """Follow a page in a new folder, which begins as another page left its own."""
    return list(_beginning(folder, before).follow(text_of(page)))


def _beginning(folder: Path, before: Path | None) -> Follower:
    if before is None:
        folder.mkdir(parents=True)
    else:
        shutil.copytree(before, folder, symlinks=True)
    follower = Follower(folder)
    if before is not None:
        follower.here = folder / "bok"
    return follower


def as_it_is(page: str, folder: Path, before: Path | None) -> str:
    """A page with the answers that its commands give now, where they differ."""
    text = text_of(page)
    shutil.rmtree(folder, ignore_errors=True)
    follower = _beginning(folder, before)
    list(follower.follow(text))
    for old, new in follower.corrected:
        at = text.index(old)
        text = text[:at] + new + text[at + len(old) :]
    shutil.rmtree(folder)
    return text
