"""A machine that lacks what Windows lacks: ``FELLESBOK_MACHINE=windows pytest``.

What is imported first takes away from ``os`` what Windows has not, hides the modules
that it has not, and lets files act as they do there: a folder cannot be opened, what is
open is neither moved nor removed, bytes are bytes only where that is said, a name has
no colon, and whatever is put in a place is refused twice before it goes.

What it does not show is the ways of paths (``\\``, letters of disks), the case of
names, and what other programmes do there: that is tried on Windows itself.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import filelock  # noqa: F401 -- it stands for what the machine has

if TYPE_CHECKING:
    from collections.abc import Callable

IS_WINDOWS = os.environ.get("FELLESBOK_MACHINE") == "windows"
NO_MODULES = ("fcntl", "grp", "pwd", "resource")
NO_NAMES = (
    *("O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_PATH", "O_TMPFILE"),
    *("fchmod", "fchown", "chown", "lchown", "listxattr", "getxattr", "setxattr"),
    *("killpg", "setsid", "mkfifo", "fork", "pread", "pwrite", "sync", "statvfs"),
)
BINARY = 0x40000000
REFUSALS = 2
UNFIT = set('<>:"|?*') | {chr(number) for number in range(32)}
PORTS = {f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10)}
DEVICES = {"CON", "PRN", "AUX", "NUL", *PORTS}


def become_windows() -> None:
    """Take away what Windows has not; nothing of ours may be imported yet."""
    early = [name for name in sys.modules if name.startswith("fellesbok")]
    assert not early, early
    for name in NO_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for name in NO_NAMES:
        if hasattr(os, name):
            delattr(os, name)
    os.O_BINARY = BINARY  # type: ignore[attr-defined]
    shutil._copyxattr = lambda *_, **_named: None  # type: ignore[attr-defined]
    tempfile._O_TMPFILE_WORKS = False  # type: ignore[attr-defined]
    held = _Held()
    os.open = held.opening(os.open)
    os.close = held.closing(os.close)  # type: ignore[assignment]
    os.mkdir = _making(os.mkdir)
    for name in ("replace", "rename", "unlink", "remove"):
        setattr(os, name, held.moving(name, getattr(os, name)))


class _Held:
    """The files that we have open, and how often each place has refused a file."""

    def __init__(self) -> None:
        self.open: dict[int, str] = {}
        self.refused: dict[str, int] = {}

    def opening(self, real: Callable[..., int]) -> Callable[..., int]:
        def opened(path: Any, flags: int, *rest: Any, **named: Any) -> int:  # noqa: ANN401 -- as os has it
            if not _is_ours():
                return real(path, flags & ~BINARY, *rest, **named)
            if os.path.isdir(path):  # noqa: PTH112 -- as os has it
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            assert flags & BINARY, f"{path} is opened as text"
            if flags & os.O_CREAT:
                _refuse_unfit(path)
            file = real(path, flags & ~BINARY, *rest, **named)
            self.open[file] = os.path.realpath(path)
            return file

        return opened

    def closing(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def closed(file: int) -> None:
            self.open.pop(file, None)
            real(file)

        return closed

    def moving(self, name: str, real: Callable[..., None]) -> Callable[..., None]:
        def moved(*paths: Any, **named: Any) -> None:  # noqa: ANN401 -- as os has it
            if named or not all(isinstance(path, (str, Path)) for path in paths):
                return real(*paths, **named)
            for path in paths:
                if os.path.realpath(path) in self.open.values():
                    raise PermissionError(errno.EACCES, "is open", str(path))
            if name == "replace":
                self._refuse_twice(str(paths[1]))
            return real(*paths)

        return moved

    def _refuse_twice(self, path: str) -> None:
        count = self.refused.get(path, 0)
        self.refused[path] = (count + 1) % (REFUSALS + 1)
        if count < REFUSALS:
            raise PermissionError(errno.EACCES, "is open elsewhere", path)


def _making(real: Callable[..., None]) -> Callable[..., None]:
    def made(path: Any, *rest: Any, **named: Any) -> None:  # noqa: ANN401 -- as os has it
        if _is_ours():
            _refuse_unfit(path)
        real(path, *rest, **named)

    return made


def _refuse_unfit(path: str | Path) -> None:
    """No such file can be there."""
    for part in Path(path).parts[1:]:
        if (
            set(part) & UNFIT
            or part.partition(".")[0].upper() in DEVICES
            or part.endswith((" ", "."))
        ):
            raise OSError(errno.EINVAL, "Invalid argument", str(path))


def _is_ours() -> bool:
    """Whether the programme asks, and not a library or the tests."""
    frame = sys._getframe(2)
    return str(frame.f_globals.get("__name__")).startswith(("fellesbok", "faulty"))


if IS_WINDOWS:
    become_windows()
