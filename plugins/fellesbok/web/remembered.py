"""Answers that were given before, until the books change (*husket svar*).

An answer depends on the books, the address, the reader and the language alone, and
auditors look at the same pages.  Each is therefore made once, however many ask for it
at the same moment, and forgotten together with the books that it was made from.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from typing import Any

from fava.context import g
from flask import Response
from flask import request

from fellesbok.web.sign_in import current_reader
from fellesbok.web.sign_in import readers_faults

if TYPE_CHECKING:
    from collections.abc import Hashable

    from flask import Flask

MOST_BYTES = 64_000_000
MADE_ANEW = frozenset(
    {
        "document",
        "statement",
        "static",
        "download_journal",
        "json_api.get_changed",
        "json_api.get_source",
        "json_api.get_imports",
    }
)
"""What is read from files, tells the time, or costs nothing."""


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    content: bytes
    kind: str
    disposition: str | None


class Remembered:
    """The answers that were made from one state of the books, for one reader."""

    def __init__(self) -> None:
        """Begin with none."""
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()
        self._bytes = 0

    def find(self, key: Hashable) -> Answer | Lock:
        """The answer, or a lock held by the caller, who makes it and lets go."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            making = self._making.setdefault(key, Lock())
        making.acquire()
        with self._lock:
            found = self._answers.get(key)
        if found is None:
            return making
        making.release()
        return found

    def keep(self, key: Hashable, answer: Answer) -> None:
        """Remember an answer; the one that was asked for longest ago makes room."""
        with self._lock:
            self._making.pop(key, None)
            if key in self._answers or len(answer.content) > MOST_BYTES:
                return
            self._answers[key] = answer
            self._bytes += len(answer.content)
            while self._bytes > MOST_BYTES:
                _key, oldest = self._answers.popitem(last=False)
                self._bytes -= len(oldest.content)


def remember_answers(app: Flask) -> None:
    """Answer again what was answered before; call it when all checks are in place."""
    app.before_request(_answered)
    app.after_request(_keep)
    app.teardown_request(_let_go)


def _answered() -> Response | None:
    """An answer from before, if the request is one that is remembered."""
    known: Any = getattr(getattr(g, "ledger", None), "remembered", None)
    if known is None or request.method != "GET" or request.endpoint in MADE_ANEW:
        return None
    context: Any = g
    who = current_reader()
    key = (
        request.full_path,
        request.script_root,
        request.headers.get("Accept-Language", ""),
        "" if who is None else who.name,
        bool(readers_faults()),
    )
    found = known.find(key)
    if not isinstance(found, Answer):
        context.fellesbok_making = known, key, found
        return None
    answer = Response(found.content, content_type=found.kind)
    if found.disposition is not None:
        answer.headers["Content-Disposition"] = found.disposition
    return answer


def _keep(response: Response) -> Response:
    """Remember a whole and good answer."""
    made = getattr(g, "fellesbok_making", None)
    if made is not None and response.status_code == 200:  # noqa: PLR2004 -- HTTP
        known, key, _lock = made
        response.direct_passthrough = False
        answer = Answer(
            response.get_data(),
            response.headers["Content-Type"],
            response.headers.get("Content-Disposition"),
        )
        known.keep(key, answer)
    return response


def _let_go(_error: BaseException | None) -> None:
    """Let the next one who waits for the same answer have it, or make it."""
    context: Any = g
    made = getattr(context, "fellesbok_making", None)
    if made is not None:
        context.fellesbok_making = None
        made[2].release()
