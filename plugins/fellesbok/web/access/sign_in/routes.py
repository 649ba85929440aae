"""The pages for signing in and out, and the door in front of all the others."""

from __future__ import annotations

import secrets
from time import monotonic
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlencode

from flask import Response
from flask import current_app
from flask import g
from flask import jsonify
from flask import redirect
from flask import request
from flask import session
from itsdangerous import BadData
from itsdangerous import URLSafeTimedSerializer

from fellesbok.agreement.person_names import normalised
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.web.access.sign_in.attempts import Attempts
from fellesbok.web.access.sign_in.attempts import places
from fellesbok.web.access.sign_in.names import claimed
from fellesbok.web.access.sign_in.openid import OpenIdClient
from fellesbok.web.access.sign_in.password import BusyError
from fellesbok.web.access.sign_in.password import who_has
from fellesbok.web.access.sign_in.sessions import Sessions
from fellesbok.web.access.sign_in.sessions import SignedIn
from fellesbok.web.rendering import environment
from fellesbok.web.rendering import page_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from werkzeug.wrappers import Response as AnyResponse

    from fellesbok.web.access.sign_in.readers import Reader
    from fellesbok.web.access.sign_in.readers import ReadersFile

KEY = "fellesbok-sign-in"
ENDPOINTS = frozenset({"sign_in", "sign_out", "sign_in_openid", "sign_in_answer"})
POLLING = "json_api.get_changed"
"""What an open page asks by itself."""

KNOWN_BROWSER = "fellesbok-known"
KNOWN_SECONDS = 180 * 24 * 3600
LONGEST_NAME = 200
NUMBER = "number"
CLOSED = Text("Mens leserfilen har feil, kan ingen logge inn.")


def install(
    app: Flask,
    readers: Callable[[], ReadersFile],
    *,
    key: bytes,
    secure: bool,
    clock: Callable[[], float] = monotonic,
) -> None:
    """Let nobody in who has not signed in.

    Args:
        app: From ``fava.application.create_app``.
        readers: Who may sign in, asked anew for every request.
        key: What signs the cookies: at least 32 bytes that nobody knows.
        secure: Whether readers come by https, so that no cookie ever goes without.
        clock: Gives seconds, for how long somebody is signed in.

    Raises:
        NoOpenIdError: Authlib is needed and missing.
    """
    app.secret_key = key
    app.config.update(
        SESSION_COOKIE_NAME="fellesbok",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
    )
    door = app.extensions[KEY] = _Door(app, readers, clock)
    door.client(readers())
    app.add_url_rule("/logg-inn", "sign_in", door.sign_in, methods=["GET", "POST"])
    app.add_url_rule("/logg-ut", "sign_out", door.sign_out, methods=["POST"])
    app.add_url_rule("/logg-inn/openid", "sign_in_openid", door.openid)
    app.add_url_rule("/logg-inn/svar", "sign_in_answer", door.answer)
    app.before_request_funcs.setdefault(None, []).insert(0, _only_readers)
    app.after_request(_tell_of_change)


def current_reader() -> Reader | None:
    """Who asks now, if they have signed in and stand in the file as they did then."""
    door: _Door | None = current_app.extensions.get(KEY)
    if door is None:
        return None
    context: Any = g  # Fava's own kind
    if not hasattr(context, "fellesbok_reader"):
        context.fellesbok_reader = door.reader()
    found: Reader | None = context.fellesbok_reader
    return found


def name_of_reader() -> str:
    """The name of who has signed in; blank where nobody has to."""
    who = current_reader()
    return "" if who is None else who.name


def readers_faults() -> tuple[Text, ...]:
    """What is wrong with the file of readers, for who reads everything."""
    door: _Door | None = current_app.extensions.get(KEY)
    who = current_reader()
    if door is None or who is None or who.municipality is not None:
        return ()
    return door.faults()


class _Door:
    """Answers who wants to come in."""

    def __init__(
        self,
        app: Flask,
        readers: Callable[[], ReadersFile],
        clock: Callable[[], float],
    ) -> None:
        self.sessions = Sessions(clock)
        self._app = app
        self._readers = readers
        self._attempts = Attempts(clock)
        self._client: OpenIdClient | None = None

    def reader(self) -> Reader | None:
        """Who holds the browser's number; a change in the file ends their session."""
        number = session.get(NUMBER)
        if not isinstance(number, str):
            return None
        is_reading = request.endpoint != POLLING
        found = self.sessions.find(number, is_reading=is_reading)
        if found is None:
            return None
        readers = self._readers()
        if found.openid is None:
            now = readers.by_name.get(normalised(found.reader.name))
        else:
            now = readers.by_claim.get(claimed(found.reader.name))
        is_same = found.openid is None or found.openid == readers.openid
        if now != found.reader or not is_same:
            self.sessions.end(number)
            return None
        return now

    def faults(self) -> tuple[Text, ...]:
        """What is wrong with the file as it is now."""
        faults: tuple[Text, ...] = getattr(self._readers, "faults", ())
        return faults

    def _is_closed(self) -> bool:
        """Whether the file cannot be read, so that nobody new is let in."""
        self._readers()
        return bool(getattr(self._readers, "is_closed", False))

    def client(self, readers: ReadersFile) -> OpenIdClient | None:
        """Who is asked about accounts that readers have elsewhere, as the file says."""
        if readers.openid is None:
            return None
        if self._client is None or self._client.openid != readers.openid:
            self._client = OpenIdClient(self._app, readers.openid)
        return self._client

    def sign_in(self) -> AnyResponse:
        """The form, or what was written in it."""
        if request.method == "GET":
            return self._page(None, 200)
        if self._is_closed():
            return self._page(CLOSED, 503)
        name = request.form.get("name", "")[:LONGEST_NAME]
        tried = places(name, request.remote_addr, self._known_browser(name))
        wait_seconds = self._attempts.begin(tried)
        if wait_seconds:
            return self._wait(wait_seconds)
        readers = self._readers()
        try:
            reader = who_has(readers.by_name, name, request.form.get("password", ""))
        except BusyError:
            return self._wait(1)
        if reader is None:
            return self._page(Text("Navnet eller passordet er feil."), 403)
        self._attempts.succeeded(tried)
        answer = self._let_in(SignedIn(reader, None), request.form.get("next", ""))
        self._remember_browser(answer, name)
        return answer

    def sign_out(self) -> AnyResponse:
        """End the session here, whoever else has the browser's number."""
        self.sessions.end(session.get(NUMBER, ""))
        session.clear()
        return redirect(f"{request.script_root}/logg-inn")

    def openid(self) -> AnyResponse:
        """To the issuer."""
        client = self.client(self._readers())
        if client is None:
            return self._page(None, 404)
        session["next"] = request.args.get("next", "")
        try:
            return client.begin(f"{request.url_root}logg-inn/svar")
        except Exception as error:  # noqa: BLE001 -- whatever comes over the network
            return self._not_vouched_for(error)

    def answer(self) -> AnyResponse:
        """Back from the issuer."""
        readers = self._readers()
        client = self.client(readers)
        if client is None:
            return self._page(None, 404)
        if self._is_closed():
            return self._page(CLOSED, 503)
        asked = session.get("next", "")
        try:
            reader = client.reader(readers)
        except Exception as error:  # noqa: BLE001 -- whatever comes over the network
            return self._not_vouched_for(error)
        if reader is None:
            text = Text(
                "Kontoen din har ikke tilgang til bøkene. Spør den som fører dem."
            )
            return self._page(text, 403)
        return self._let_in(SignedIn(reader, client.openid), asked)

    def _not_vouched_for(self, error: Exception) -> AnyResponse:
        current_app.logger.warning("OpenID: %s %s", type(error).__name__, error)
        text = Text("Innloggingen lyktes ikke. Prøv en gang til.")
        return self._page(text, 403)

    def _let_in(self, who: SignedIn, asked: str) -> AnyResponse:
        """A new session, and on to where the reader was going."""
        self.sessions.end(session.get(NUMBER, ""))
        session.clear()
        session[NUMBER] = self.sessions.begin(who)
        return redirect(f"{request.script_root}{_local(asked) or '/'}")

    def _known_browser(self, name: str) -> str:
        """What this browser is known by, if it has signed in as that name before."""
        try:
            held: Any = _browsers().loads(
                request.cookies.get(KNOWN_BROWSER, ""), max_age=KNOWN_SECONDS
            )
        except BadData:
            return ""
        known, browser = held
        return str(browser) if known == normalised(name) else ""

    def _remember_browser(self, answer: AnyResponse, name: str) -> None:
        held = _browsers().dumps([normalised(name), secrets.token_urlsafe(16)])
        answer.set_cookie(
            KNOWN_BROWSER,
            held,
            max_age=KNOWN_SECONDS,
            path=f"{request.script_root}/logg-inn",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )

    def _wait(self, seconds: int) -> AnyResponse:
        text = Text(
            "For mange forsøk. Prøv igjen om {seconds} sekunder.", seconds=seconds
        )
        answer = self._page(text, 429)
        answer.headers["Retry-After"] = str(seconds)
        return answer

    def _page(self, text: Text | None, status: int) -> Response:
        language = page_language()
        asked = _local(request.values.get("next", ""))
        readers = self._readers()
        page = environment().get_template("sign_in.html")
        return Response(
            page.render(
                language=language,
                say=lambda known: say(known, language),
                text=text,
                next=asked,
                root=request.script_root,
                passwords=bool(readers.by_name),
                openid=readers.openid is not None,
            ),
            status,
        )


def _only_readers() -> Any:  # noqa: ANN401 -- as Flask's hooks
    """Send who has not signed in to do so."""
    if request.endpoint in ENDPOINTS | {"static"} or current_reader() is not None:
        return None
    text = say(Text("Logg inn først."), page_language())
    if "/api/" in request.path:
        answer = jsonify({"error": text})
        answer.status_code = 401
        return answer
    asked = request.full_path.rstrip("?") if request.method == "GET" else ""
    wanted = {"next": asked} if asked not in {"", "/"} else {}
    query = f"?{urlencode(wanted)}" if wanted else ""
    return redirect(f"{request.script_root}/logg-inn{query}")


def _tell_of_change(response: Response) -> Response:
    """Remember what an open page was told of the books; by that it follows them."""
    if request.endpoint == POLLING and response.is_json:
        answer: Any = response.get_json(silent=True)
        if isinstance(answer, dict) and "mtime" in answer:
            sessions = current_app.extensions[KEY].sessions
            sessions.tell_state(session.get(NUMBER, ""), str(answer["mtime"]))
    return response


def _browsers() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=KNOWN_BROWSER)


def _local(path: str) -> str:
    """The path if it is one of this server, and else nothing."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_path and path.isprintable() and "\\" not in path else ""
