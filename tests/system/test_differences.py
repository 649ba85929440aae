"""What one system lacks is asked for first, and what is open elsewhere waited for."""

from __future__ import annotations

import ast
import errno
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from casebook import PROGRAMME
from fellesbok.filing.disk import LOCK
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import put
from fellesbok.messages import Text
from fellesbok.system import differences
from fellesbok.system.differences import everywhere
from fellesbok.system.differences import is_link
from fellesbok.system.differences import leads_straight
from fellesbok.system.differences import patiently
from fellesbok.system.differences import seen_from
from parsed import nodes
from places import HOUSE
from systems import names

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY = Text("opptatt")


def guarded(path: Path) -> set[str]:
    """The names that are asked for before they are used, here or above it."""
    return {
        str(call.args[1].value)
        for call in nodes(path)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"hasattr", "getattr"}
        and isinstance(call.args[1], ast.Constant)
    }


@cache
def used(path: Path) -> tuple[tuple[int, str, str], ...]:
    """Line, module and name of what is used of modules, apart from what may lack."""
    return tuple(_used(path))


def _used(path: Path) -> Iterator[tuple[int, str, str]]:
    within = (
        node
        for each in nodes(path)
        if isinstance(each, ast.Try)
        and any(getattr(h.type, "id", "") == "ImportError" for h in each.handlers)
        for node in each.body
    )
    may_lack = set(within)
    for node in nodes(path):
        match node:
            case ast.Import(names=aliases) if node not in may_lack:
                yield from ((node.lineno, each.name, "") for each in aliases)
            case ast.ImportFrom(module=str(module), names=aliases) if (
                node not in may_lack
            ):
                yield from ((node.lineno, module, each.name) for each in aliases)
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                yield node.lineno, module, name


def cut_at_slash(path: Path) -> Iterator[str]:
    """Where a module cuts the name of a file at «/», which paths of Windows lack."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=cut, attr="split" | "rsplit" | "partition" | "rpartition"
                ),
                args=[ast.Constant(value="/"), *_],
            ) if "filename" in ast.unparse(cut):
                yield f"{path}:{node.lineno}: {ast.unparse(node)}"


def test_the_name_of_a_file_is_not_cut_at_a_slash() -> None:
    """Beancount tells ``C:\\bok\\main.beancount`` there."""
    intake = HOUSE / "importers"
    modules = [*PROGRAMME.rglob("*.py"), *intake.rglob("*.py")]
    assert not [found for path in modules for found in cut_at_slash(path)]


def lacking(path: Path, system: str) -> Iterator[str]:
    """What a module uses that a system has not, and does not ask for first."""
    asked = guarded(path)
    for line, module, name in used(path):
        here, there = names(module, "linux"), names(module, system)
        if here is None or there is None or name in asked:
            continue
        if (here and not there) or (name in here and name not in there):
            yield f"{path}:{line}: {system} has no {module}.{name}"


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_nothing_is_used_that_a_system_lacks(system: str) -> None:
    places = [PROGRAMME, HOUSE / "importers" / "fellesbok_importers"]
    found = [
        fault
        for place in places
        for path in sorted(place.rglob("*.py"))
        for fault in lacking(path, system)
    ]
    assert not found, "\n".join(found)


def test_what_is_lacking_is_found(tmp_path: Path) -> None:
    """The checker sees what the disk was written with before."""
    path = tmp_path / "disk.py"
    path.write_text(
        "import fcntl\nimport os\nfrom resource import prlimit\nos.fchown(1, 2, 3)\n"
        "os.O_DIRECTORY\nos.listxattr('x')\nif hasattr(os, 'chown'): os.chown(1, 1)\n",
        encoding="utf-8",
    )
    on_windows = {each.split("has no ")[1] for each in lacking(path, "win32")}
    assert on_windows == {
        *("fcntl.", "resource.prlimit"),
        *("os.fchown", "os.O_DIRECTORY", "os.listxattr"),
    }
    on_a_mac = {each.split("has no ")[1] for each in lacking(path, "darwin")}
    assert on_a_mac == {"resource.prlimit", "os.listxattr"}


def test_text_has_an_encoding_wherever_it_is_read() -> None:
    """The code page of a machine decides nothing; ruff asks it of ``open`` alone."""
    found = []
    for place in (PROGRAMME, HOUSE / "importers" / "fellesbok_importers"):
        for path in sorted(place.rglob("*.py")):
            for call in (each for each in nodes(path) if isinstance(each, ast.Call)):
                said = {each.arg for each in call.keywords}
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                is_text = (
                    name in {"run", "Popen", "check_output"} and "text" in said
                ) or (name in {"read_text", "write_text"} and not call.args)
                if is_text and "encoding" not in said:
                    found.append(f"{path}:{call.lineno}")
    assert not found, "\n".join(found)


class Refusing:
    """A step that is refused some times before it is taken."""

    def __init__(self, times: int, number: int = errno.EBUSY) -> None:
        self.left = times
        self.number = number

    def __call__(self) -> str:
        if self.left:
            self.left -= 1
            raise OSError(self.number, "Device or resource busy")
        return "tatt"


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that are waited, without waiting."""
    found: list[float] = []
    monkeypatch.setattr(differences, "sleep", found.append)
    monkeypatch.setattr(differences, "WAITS", (0.05, 0.1, 0.2, 0.4, 0.8))
    return found


def test_what_is_open_elsewhere_is_tried_again(
    tmp_path: Path, waits: list[float]
) -> None:
    assert patiently(Refusing(2), tmp_path) == "tatt"
    assert waits == [0.05, 0.1]


def test_what_stays_open_elsewhere_is_told(tmp_path: Path, waits: list[float]) -> None:
    with pytest.raises(PermissionError) as told:
        patiently(Refusing(99), tmp_path / "krav.beancount")
    assert sum(waits) == pytest.approx(1.55)
    said = "krav.beancount er åpen i et annet program, eller kan bare leses. Lukk den"
    assert said in str(told.value)


def test_what_does_not_go_over_is_told_at_once(
    tmp_path: Path, waits: list[float]
) -> None:
    with pytest.raises(OSError, match="busy"):
        patiently(Refusing(99, errno.ENOSPC), tmp_path)
    assert waits == []


def test_a_folder_of_windows_that_leads_elsewhere_is_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(st_mode=tmp_path.stat().st_mode, st_reparse_tag=0xA0000003)
    assert not is_link(tmp_path)
    assert not is_link(tmp_path / "borte")
    monkeypatch.setattr(Path, "lstat", lambda _: found)
    assert is_link(tmp_path)


def test_no_file_is_called_what_a_device_of_windows_is() -> None:
    """An account may be, and its documents lie in a folder that is named after it."""
    named = {"Nul": "Nul-", "AUX": "AUX-", "com1.txt": "com1.txt-", "Krav": "Krav"}
    assert {name: everywhere(name) for name in named} == named


def test_a_link_on_the_way_leads_out(tmp_path: Path) -> None:
    (tmp_path / "bok" / "dokumenter").mkdir(parents=True)
    (tmp_path / "annet").mkdir()
    (tmp_path / "bok" / "krav").symlink_to(tmp_path / "annet")
    assert leads_straight(tmp_path / "bok", "dokumenter")
    assert leads_straight(tmp_path / "bok", "nytt")
    assert not leads_straight(tmp_path / "bok", "krav")
    assert not leads_straight(tmp_path / "bok", "krav", "2018")


def test_another_disk_is_seen_by_its_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    assert seen_from(tmp_path / "a", tmp_path) == "a"
    monkeypatch.setattr(os.path, "relpath", elsewhere)
    assert seen_from(tmp_path / "a", tmp_path) == str(tmp_path / "a")


def test_a_lock_is_there_while_it_is_held(tmp_path: Path) -> None:
    with locked(tmp_path, BUSY):
        assert (tmp_path / LOCK).read_bytes() == b""
        with pytest.raises(CannotFileError), locked(tmp_path, BUSY):
            pass
        assert (tmp_path / LOCK).exists(), "it is still the first one's"
    assert [*tmp_path.iterdir()] == []


def test_a_lock_that_a_dead_process_left_locks_nothing(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_bytes(b"noe")
    with locked(tmp_path, BUSY):
        assert (tmp_path / LOCK).read_bytes() == b"noe", "nothing is written in it"
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing"])
def test_a_lock_leads_nowhere(tmp_path: Path, *, there: bool) -> None:
    """A folder of others may have a link in its place."""
    theirs = tmp_path / "verdifull"
    if there:
        theirs.write_bytes(b"verdi")
    (tmp_path / "bok").mkdir()
    (tmp_path / "bok" / LOCK).symlink_to(theirs)
    with pytest.raises(OSError, match=LOCK), locked(tmp_path / "bok", BUSY):
        pass
    assert theirs.exists() is there
    assert not there or theirs.read_bytes() == b"verdi"
    assert (tmp_path / "bok" / LOCK).is_symlink()


def test_a_file_that_is_put_has_the_line_ends_that_were_given(tmp_path: Path) -> None:
    put(tmp_path / "a", b"1\r\n2\n\x1a3")
    assert (tmp_path / "a").read_bytes() == b"1\r\n2\n\x1a3"


SHORT = ("tests/filing/test_disk.py", "tests/objections")
"""What is tried here as on Windows; the workflow tries all that touches the disk."""


@pytest.mark.skipif(
    "FELLESBOK_MACHINE" in os.environ, reason="this is already such a machine"
)
def test_books_are_written_on_a_machine_that_lacks_what_windows_lacks() -> None:
    environment = os.environ | {"FELLESBOK_MACHINE": "windows"}
    words = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *SHORT],
        cwd=HOUSE,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
