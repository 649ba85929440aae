"""What may be asked of the books over the network, and how they are answered (*vern*).

Everything is refused that is not known to read: Fava's own read-only mode lets queries
write files.  An answer tells browsers to run nothing and to load nothing but from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlsplit

from fava.context import g
from fava.core.filters import FilterError
from fava.helpers import FavaAPIError
from flask import Response
from flask import abort
from flask import current_app
from flask import jsonify
from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import InternalServerError
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.exceptions import TooManyRequests

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.web.access import inside
from fellesbok.web.access import saving
from fellesbok.web.access import uploads
from fellesbok.web.access import whole_files
from fellesbok.web.access.in_favas_place import answer_ourselves
from fellesbok.web.limits import filtered
from fellesbok.web.limits import query_values
from fellesbok.web.limits import without_locks
from fellesbok.web.limits.deadline import RefusedError
from fellesbok.web.limits.deadline import TooHeavyError
from fellesbok.web.limits.gate import TooManyError
from fellesbok.web.limits.patterns import Patterns
from fellesbok.web.limits.patterns import put_in_place
from fellesbok.web.rendering import environment
from fellesbok.web.rendering import page_language
from fellesbok.web.rendering import unreadable
from fellesbok.web.rendering.escaping import escape_everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from pathlib import Path

    from flask import Flask

API = "json_api."
READING = frozenset(
    {
        "account",
        "document",
        "download_journal",
        "download_query",
        "extension_endpoint",
        "extension_report",
        "handbook",
        "help_page",
        "holdings_by",
        "index",
        "report",
        "statement",
        "static",
        *(
            API + name
            for name in (
                "get_account_report",
                "get_balance_sheet",
                "get_changed",
                "get_commodities",
                "get_context",
                "get_documents",
                "get_errors",
                "get_events",
                "get_help",
                "get_income_statement",
                "get_journal",
                "get_journal_page",
                "get_ledger_data",
                "get_narration_transaction",
                "get_narrations",
                "get_options",
                "get_payee_accounts",
                "get_payee_transaction",
                "get_query",
                "get_source",
                "get_source_slice",
                "get_statistics",
                "get_trial_balance",
            )
        ),
    }
)
"""What reads and does nothing else.  Left out are the import page, which runs code that
the books name, and ``/jump``, which needs to know where a reader comes from."""

WRITING = frozenset(inside.TOUCHES) | inside.TOUCHES_NONE
"""What who may edit is let to besides; what a later Fava has more of, nobody is."""

SCRIPT = "Oversikt"
"""The page whose script is ours; those of other extensions are only for who edits."""

SENDING = ("Krav", "innsigelse")
"""The page and the endpoint that a municipality sends objections to."""

DOCUMENTS = {"document", "statement"}
SHOWN = {"application/pdf", "image/png", "image/jpeg", "text/plain"}
"""Kinds of documents that a browser shows without running anything in them."""

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"
    " 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
    " manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
    " object-src 'none'"
)
DOCUMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def protect(  # noqa: PLR0913 -- one thing each
    app: Flask,
    root: Path,
    *,
    may_edit: Callable[[], bool],
    hosts: Collection[str] = (),
    own: Collection[str] = (),
    may_send: Callable[[], bool] = lambda: False,
) -> None:
    """Let an application of Fava's be asked by others.

    Args:
        app: From ``fava.application.create_app``.
        root: The folder of the books; no file outside it is read or written.
        may_edit: Whether the one who asks now may write.
        hosts: The names that this server is called by; if empty, any.
        own: Endpoints of ours that may be asked by any method that they know.
        may_send: Whether the one who asks now may send what goes to no book: an
            objection.
    """
    answer_ourselves(app)
    uploads.answer_ourselves(app)
    escape_everything(app)
    put_in_place()
    filtered.put_in_place()
    query_values.put_in_place()
    without_locks.put_in_place()
    whole_files.put_in_place()
    saving.let_go_after_requests(app)
    whole = root.resolve()

    def check() -> None:
        _check_host(hosts)
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            _check_origin()
        if request.endpoint is None or request.endpoint in own:
            return
        if _is_our_script() or (_is_sending() and may_send()):
            return
        known = READING | WRITING if may_edit() else READING
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            _check_writing(may=known is not READING)
        if request.endpoint not in known:
            abort(403, Text("Denne siden vises ikke her."))
        if request.endpoint in DOCUMENTS:
            _check_document(whole)
        elif fault := inside.refused(whole):
            abort(403, fault)

    # Before Fava's own checks, which look at the books.
    app.before_request_funcs.setdefault(None, []).insert(0, check)
    app.after_request(_with_headers)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Patterns.error, _no_such_filter)
    app.register_error_handler(RefusedError, _not_tried)
    app.register_error_handler(TooHeavyError, _too_heavy)
    app.register_error_handler(TooManyError, _too_many)
    for handlers in (None, API.rstrip(".")):
        app.error_handler_spec[handlers][None][FavaAPIError] = _misunderstood
        app.error_handler_spec[handlers][None][FilterError] = _no_such_filter
    app.register_error_handler(Exception, _failed)


def _is_sending() -> bool:
    """Whether an objection is sent; by a browser that says from where."""
    asked = request.view_args or {}
    return (
        request.method == "POST"
        and request.endpoint == "extension_endpoint"
        and (asked.get("extension_name"), asked.get("endpoint")) == SENDING
        and _says_from_where()
    )


def _is_our_script() -> bool:
    """Whether the script of our own pages is asked for."""
    return (
        request.method in {"GET", "HEAD"}
        and request.endpoint == "extension_js_module"
        and request.view_args == {"extension_name": SCRIPT}
    )


def _check_host(hosts: Collection[str]) -> None:
    """Another name for this machine is somebody else's page talking to it."""
    name = urlsplit(f"//{request.host}").hostname
    if hosts and name not in hosts:
        text = Text("Denne tjeneren svarer ikke på navnet «{name}».", name=request.host)
        abort(421, text)


def _says_from_where() -> bool:
    """Whether a browser says what page a request comes from; every one now does."""
    return not {"Origin", "Sec-Fetch-Site"}.isdisjoint(request.headers.keys())


def _check_origin() -> None:
    """Only pages of ours may ask for a change."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = urlsplit(request.headers.get("Origin", request.host_url))
    if origin.netloc != request.host or site not in {"same-origin", "none"}:
        abort(403, Text("Forespørselen kommer fra en annen side."))
    if origin.scheme != request.scheme:
        text = Text(
            "Siden er åpnet med {theirs}, men tjeneren svarer med {ours}. Står det en"
            " proxy foran, må tjeneren startes med --behind-proxy.",
            theirs=origin.scheme,
            ours=request.scheme,
        )
        abort(403, text)


def _check_writing(*, may: bool) -> None:
    """Who asks for a change may, and a form says from where: any page can send one."""
    if not may:
        abort(403, Text("Bøkene kan bare leses her."))
    if request.method == "POST" and not _says_from_where():
        abort(403, Text("Forespørselen sier ikke hvilken side den kommer fra."))


def _check_document(root: Path) -> None:
    """A document is there, and lies in the books' folder, whatever links lead to it."""
    try:
        documents = list(inside.TOUCHES[str(request.endpoint)]())
    except Exception:  # noqa: BLE001 -- Fava has many ways to say no
        abort(404)
    if not documents or any(inside.why_not(path, root) for path in documents):
        abort(404)
    if not all(path.is_file() for path in documents):
        abort(404)
    ledger: Any = g.ledger
    if ledger.texts is None:
        return
    if not all(map(ledger.names, documents)):
        abort(404)  # another's, or nobody's, there or not
    if not all(map(ledger.is_as_loaded, documents)):
        abort(409, Text("Filen er endret siden bøkene ble lastet. Prøv igjen om litt."))


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    is_document = request.endpoint in DOCUMENTS and response.status_code < 300  # noqa: PLR2004 -- HTTP
    response.headers["Content-Security-Policy"] = (
        DOCUMENT_POLICY if is_document else POLICY
    )
    if is_document and response.mimetype not in SHOWN:
        response.headers["Content-Disposition"] = "attachment"
        response.headers["Content-Type"] = "application/octet-stream"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _refused(error: HTTPException) -> Response:
    """Why there is no answer, as a page or as what Fava's pages understand."""
    if error.code is None or error.code < 400:  # noqa: PLR2004 -- HTTP
        return error.get_response()  # type: ignore[return-value]
    language = page_language()
    told = {
        404: Text("Siden finnes ikke."),
        405: Text("Bøkene kan bare leses her."),
        500: Text("Noe gikk galt. Det er skrevet til tjenerens logg."),
    }
    text = say(told.get(error.code, error.description or ""), language)
    if "/api/" in request.path:
        answer = jsonify({"error": text})
        answer.status_code = error.code
        return answer
    page = environment().get_template("refused.html")
    return Response(
        page.render(
            language=language,
            text=text,
            home=f"{request.script_root}/",
            say=lambda known: say(known, language),
        ),
        error.code,
    )


def _no_such_filter(error: Exception) -> Response:
    """A filter that Fava cannot read is the reader's to mend."""
    return _refused(BadRequest(unreadable(error)))


def _not_tried(error: RefusedError) -> Response:
    """A pattern or a query that nobody needs is not tried."""
    return _refused(BadRequest(error.text))


def _too_heavy(error: TooHeavyError) -> Response:
    """What took too long was stopped."""
    return _refused(ServiceUnavailable(error.text))


def _too_many(error: TooManyError) -> Response:
    """The reader already waits for something heavy."""
    return _refused(TooManyRequests(error.text))


def _misunderstood(error: FavaAPIError) -> Response:
    """What was asked cannot be answered; the words of the mistake help to mend it."""
    return _refused(BadRequest(error.message))


def _failed(error: Exception) -> Response:
    """A fault of ours is logged, and tells the reader nothing of the machine."""
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    return _refused(InternalServerError())
