"""The program that sets documents, as ours sees it (*setteren*): started when one asks.

One process sets all documents of a command, one after another.  It has a limit of time
and of memory; one that does not end is stopped, and the next document gets a new one.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from importlib import resources
from importlib.util import find_spec
from threading import Lock
from threading import Timer
from typing import TYPE_CHECKING

from fellesbok.error_texts.lost_letters import lose
from fellesbok.errors import InWordsError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

SECONDS = 120.0
"""A report of two hundred pages takes five."""

LENGTH_BYTES = 8
TEMPLATES = ("look.typ", "grids.typ", "sheets.typ")


class NoPdfError(InWordsError):
    """A PDF cannot be made here; ``text`` says what is lacking."""


class _StoppedError(Exception):
    """The process has ended without an answer."""


@dataclass
class _Setter:
    """One process, and who has started it."""

    owner: int = field(default_factory=os.getpid)
    process: subprocess.Popen[bytes] = field(init=False)
    is_late: bool = False

    def __post_init__(self) -> None:
        """Start it."""
        here = resources.files("fellesbok.pdf")
        folder, worker = str(here / "templates"), str(here / "typst_worker.py")
        self.process = subprocess.Popen(  # noqa: S603 -- a program and files of ours
            [sys.executable, "-P", worker, folder, *TEMPLATES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, request: bytes, seconds: float) -> tuple[bytes, bytes]:
        """The mark of the answer, and the answer.

        Raises:
            _StoppedError: There is none.
        """
        end = Timer(seconds, self._stop_late)
        end.daemon = True
        end.start()
        try:
            return self._asked(request)
        except OSError:
            raise _StoppedError from None
        finally:
            end.cancel()

    def _asked(self, request: bytes) -> tuple[bytes, bytes]:
        to, answers = self.process.stdin, self.process.stdout
        if to is None or answers is None:
            raise _StoppedError
        to.write(len(request).to_bytes(LENGTH_BYTES, "big") + request)
        to.flush()
        head = answers.read(1 + LENGTH_BYTES)
        length = int.from_bytes(head[1:], "big")
        answer = answers.read(length)
        if len(head) <= LENGTH_BYTES or len(answer) < length:
            raise _StoppedError
        return head[:1], answer

    def _stop_late(self) -> None:
        self.is_late = True
        self.process.kill()

    def close(self) -> None:
        """End it; what a fork has got is left alone."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self.process.wait()


_LOCK = Lock()
_running: list[_Setter] = []
"""The one that has been started, if any."""


def typeset(document: Mapping[str, object], seconds: float = SECONDS) -> bytes:
    """The PDF of a document, the same bytes each time and on every machine.

    Args:
        document: What ``sheets.document`` gives.
        seconds: What it may take.

    Raises:
        NoPdfError: Typst is not installed, or it does not come to an end.
    """
    if find_spec("typst") is None:
        raise NoPdfError(Text("PDF krever Typst: pip install 'fellesbok[pdf]'."))
    request = json.dumps(document, ensure_ascii=False).encode()
    with _LOCK:
        mark, answer = _answer(request, seconds)
    if mark == b"?":
        length = int.from_bytes(answer[:LENGTH_BYTES], "big")
        begins = LENGTH_BYTES + length
        lose(answer[LENGTH_BYTES:begins].decode())
        return answer[begins:]
    if mark != b"+":
        reason = answer.decode(errors="replace").strip().partition("\n")[0]
        raise NoPdfError(
            Text("PDF-en kan ikke settes med Typst: {reason}", reason=reason)
        )
    return answer


def _answer(request: bytes, seconds: float) -> tuple[bytes, bytes]:
    """What the process says; one that has ended while nobody asked is replaced.

    Raises:
        NoPdfError: It does not come to an end, or ends without an answer.
    """
    while True:
        is_new = not (_running and _running[0].owner == os.getpid())
        if is_new:
            _running[:] = [_started()]
        setter = _running[0]
        try:
            return setter.ask(request, seconds)
        except _StoppedError:
            stop()
            if setter.is_late:
                text = Text(
                    "PDF-en ble ikke ferdig på {seconds} sekunder.",
                    seconds=int(seconds),
                )
                raise NoPdfError(text) from None
            if is_new:
                text = Text("Typst, som setter PDF-en, stanset uten å bli ferdig.")
                raise NoPdfError(text) from None
        except BaseException:
            stop()  # or the next who asks would get what this one asked for
            raise


def _started() -> _Setter:
    """A new process.

    Raises:
        NoPdfError: None can be started.
    """
    try:
        return _Setter()
    except OSError as error:
        raise NoPdfError(
            Text(
                "Typst, som setter PDF-en, kan ikke startes: {reason}",
                reason=str(error.strerror or error),
            )
        ) from None


def stop() -> None:
    """End the process that has been started, if any."""
    while _running:
        _running.pop().close()


atexit.register(stop)
