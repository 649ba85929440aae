"""Answers that were given before, until the books change (*husket svar*).

An answer depends on the books, the address, the reader and the language alone, and
auditors look at the same pages.  Each is therefore made once, however many ask for it
at the same moment, and forgotten together with the books that it was made from.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from contextlib import ExitStack
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from typing import Any

from fava.context import g
from flask import Response
from flask import current_app
from flask import request

from fellesbok.compare.laid_out import stamp
from fellesbok.frozen import frozen
from fellesbok.objections.inbox import CONFIGURED
from fellesbok.objections.inbox import names_in
from fellesbok.web.access.server import PROMISE
from fellesbok.web.access.sign_in import current_reader
from fellesbok.web.access.sign_in import readers_faults
from fellesbok.web.access.sign_in.attempts import network
from fellesbok.web.limits.gate import AT_ONCE_FOR_AN_ADDRESS
from fellesbok.web.limits.gate import AT_ONCE_FOR_EACH
from fellesbok.web.limits.gate import LONGEST_WAIT_SECONDS as LONGEST_TURN_SECONDS
from fellesbok.web.limits.gate import Gate
from fellesbok.web.limits.gate import TooManyError
from fellesbok.web.limits.unsent import UnsentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from flask import Flask

MOST_BYTES = 64_000_000
PACKED = 1
"""How hard it is packed: the least, since it is done while somebody waits."""

BESIDE_BYTES = 1_000
"""What it takes to remember an answer beside its content, about."""

LONGEST_WAIT_SECONDS = LONGEST_TURN_SECONDS + 60.0
"""In line for somebody who waits for a turn and then makes it."""

FROM_FILES = frozenset(
    {
        "document",
        "handbook",
        "static",
        "json_api.get_changed",
        "json_api.get_source",
        "json_api.get_imports",
    }
)
"""What is read from files, tells the time, or costs nothing."""

MADE_ANEW = FROM_FILES | {"download_journal", "statement"}
"""What is not remembered."""

HEAVY = frozenset({"json_api.get_query", "download_query"})
TRYING = frozenset({"Bilag", "Attestasjon"})
"""Pages of ours that load the books anew when something is sent to them."""

HEAVY_PAGES = frozenset({"Endringer"})
"""Pages of ours that wait for another program."""

FROM_DOCUMENTS = frozenset({"Attestasjon"})
"""Pages of ours that read the documents of vouchers, which change beside the books."""

BESIDE_THE_BOOKS = frozenset({"Virkning"})
"""Pages of ours that show what is laid out beside the books."""

WITH_INBOX = frozenset({"Krav", "Kommuneoppgave", "Oversikt"})
"""Pages of ours that tell which objections wait in the inbox."""

BY_INTERVAL = frozenset({"balances", "changes"})
"""Reports on an account in which every interval has balances of its own."""

ASKS_MUCH = ("filter", "account", "forslag", "tall", "utlagt")
"""What in an address makes an answer heavy: filters, and what is to be tried."""

PDF = (".pdf", "/pdf")
PAGE_NAMES = ("report_name", "extension_name", "endpoint")
"""What in an address says which page it is."""

GATE = "fellesbok-gate"


@frozen
class Answer:
    """What was answered; most of a page is the same words again and again."""

    packed: bytes
    kind: str
    disposition: str | None

    @property
    def content(self) -> bytes:
        """As it is sent.  Proxies pack what is sent, where they are set to."""
        return zlib.decompress(self.packed)


def packed(content: bytes, kind: str, disposition: str | None) -> Answer:
    """An answer as it is kept: a sixth of its size, for a millisecond."""
    return Answer(zlib.compress(content, PACKED), kind, disposition)


class Remembered:
    """The answers that were made from one state of the books, whoever asked."""

    def __init__(self) -> None:
        """Begin with none."""
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._making: dict[bytes, Lock] = {}
        self._lock = Lock()
        self._bytes = 0

    def find(
        self,
        key: bytes,
        in_line: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> Answer | Lock:
        """The answer, or a lock held by the caller, who makes it and lets go.

        Args:
            key: What was asked, and by whom.
            in_line: Entered to wait for somebody who makes it.

        Raises:
            TooManyError: Somebody has been making it for too long, or too many wait.
        """
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            making = self._making.setdefault(key, Lock())
        if not making.acquire(blocking=False):
            with in_line():
                is_made = making.acquire(timeout=LONGEST_WAIT_SECONDS)
            if not is_made:
                raise TooManyError
        with self._lock:
            found = self._answers.get(key)
        if found is None:
            return making
        making.release()
        return found

    def let_go(self, key: bytes, making: Lock) -> None:
        """Let the next one who waits have the answer, or make it if there is none."""
        with self._lock:
            if self._making.get(key) is making:
                del self._making[key]
        making.release()

    def waiting(self) -> int:
        """How many answers are being made."""
        with self._lock:
            return len(self._making)

    def keep(self, key: bytes, answer: Answer) -> None:
        """Remember an answer; the one that was asked for longest ago makes room."""
        with self._lock:
            if key in self._answers or _size(answer) > MOST_BYTES:
                return
            self._answers[key] = answer
            self._bytes += _size(answer)
            while self._bytes > MOST_BYTES:
                _key, oldest = self._answers.popitem(last=False)
                self._bytes -= _size(oldest)


def _size(answer: Answer) -> int:
    """The bytes of an answer; a short one takes room for more than its text."""
    return len(answer.packed) + BESIDE_BYTES


def remember_answers(app: Flask) -> None:
    """Answer again what was answered before; call it when all checks are in place."""
    app.extensions[GATE] = Gate()
    app.before_request(_one_of_few)
    app.before_request(_answered)
    app.before_request(_through_the_gate)
    app.after_request(_promise)
    app.after_request(_keep)
    app.teardown_request(_let_go)


def _who() -> str:
    """Who asks: a reader by name, or an address where nobody signs in."""
    who = current_reader()
    if who is None:
        return f"address {network(request.remote_addr)}"
    return f"reader {who.name}"


def _one_of_few() -> None:
    """Leave threads for other readers, whatever one asks for at once."""
    if request.endpoint in {"static", None}:
        return
    context: Any = g
    gate: Gate = current_app.extensions[GATE]
    context.fellesbok_inside = ExitStack()
    context.fellesbok_is_answered = False
    signed_in = current_reader() is not None
    most = AT_ONCE_FOR_EACH if signed_in else AT_ONCE_FOR_AN_ADDRESS
    context.fellesbok_inside.enter_context(gate.asked(_who(), most))
    if PROMISE in request.environ:
        request.environ[PROMISE](_who(), 0)


def _answered() -> Response | None:
    """An answer from before, if the request is one that is remembered."""
    ledger: Any = getattr(g, "ledger", None)
    known: Any = getattr(ledger, "remembered", None)
    if known is None or request.method != "GET" or request.endpoint in MADE_ANEW:
        return None
    if (request.view_args or {}).get("extension_name") in FROM_DOCUMENTS:
        return None
    context: Any = g
    who = current_reader()
    asked = (
        ledger.reader,
        request.full_path,
        request.script_root,
        request.headers.get("Accept-Language", ""),
        "" if who is None else who.name,
        bool(readers_faults()),
        _beside(ledger),
    )
    key = sha256(repr(asked).encode("utf-8", "surrogatepass")).digest()
    gate: Gate = current_app.extensions[GATE]
    found = known.find(key, lambda: gate.in_line(_who()))
    if not isinstance(found, Answer):
        context.fellesbok_making = known, key, found
        return None
    answer = Response(found.content, content_type=found.kind)
    if found.disposition is not None:
        answer.headers["Content-Disposition"] = found.disposition
    return answer


def _beside(ledger: Any) -> tuple[object, ...]:  # noqa: ANN401 -- Fava's, or none
    """What an answer rests on that is no part of the books."""
    page = (request.view_args or {}).get("extension_name")
    if page in WITH_INBOX:
        return names_in(current_app.config.get(CONFIGURED))
    if page not in BESIDE_THE_BOOKS:
        return ()
    return stamp(Path(ledger.beancount_file_path))


def _through_the_gate() -> None:
    """Make pages in turn, and what is heavy last, alone and within a time."""
    path = request.path.rstrip("/")
    name = (request.view_args or {}).get("extension_name")
    is_heavy = (
        request.endpoint in HEAVY
        or name in HEAVY_PAGES
        or any(map(request.args.get, ASKS_MUCH))
        or request.args.get("r") in BY_INTERVAL
        or path.endswith((*PDF, "/xlsx"))
    )
    is_of_books = getattr(g, "beancount_file_slug", None) is not None
    is_read = request.endpoint not in FROM_FILES and (
        request.method in {"GET", "HEAD"} or request.endpoint == "extension_endpoint"
    )
    if not is_of_books or not is_read:
        return
    gate: Gate = current_app.extensions[GATE]
    context: Any = g
    if request.method == "POST" and name in TRYING:
        made = gate.trying(_who())
    elif is_heavy:
        made = gate.heavy(_who(), is_whole=path.endswith(PDF))
    else:
        page = request.endpoint, *map((request.view_args or {}).get, PAGE_NAMES)
        made = gate.light(_who(), page, lambda: context.fellesbok_is_answered)
    context.fellesbok_inside.enter_context(made)


def _keep(response: Response) -> Response:
    """Remember a whole and good answer."""
    context: Any = g
    context.fellesbok_is_answered = response.status_code < 400  # noqa: PLR2004 -- HTTP
    made = getattr(g, "fellesbok_making", None)
    if made is not None and response.status_code == 200:  # noqa: PLR2004 -- HTTP
        known, key, _lock = made
        response.direct_passthrough = False
        answer = packed(
            response.get_data(),
            response.headers["Content-Type"],
            response.headers.get("Content-Disposition"),
        )
        known.keep(key, answer)
    return response


def _promise(response: Response) -> Response:
    """Count what is to be sent until it is fetched, or say that too much is not."""
    is_counted = hasattr(g, "fellesbok_inside") and PROMISE in request.environ
    if not is_counted or response.status_code >= 400:  # noqa: PLR2004 -- HTTP
        return response
    size = response.content_length or response.calculate_content_length() or 0
    try:
        request.environ[PROMISE](_who(), size)
    except UnsentError as error:
        response.close()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _let_go(_error: BaseException | None) -> None:
    """Let the next one who waits for the same answer have it, or make it."""
    context: Any = g
    made = getattr(context, "fellesbok_making", None)
    if made is not None:
        context.fellesbok_making = None
        known, key, making = made
        known.let_go(key, making)
    inside = getattr(context, "fellesbok_inside", None)
    if inside is not None:
        context.fellesbok_inside = None
        inside.close()
