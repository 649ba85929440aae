"""The pages for signing in and out, and the door in front of all the others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlencode

from flask import Response
from flask import current_app
from flask import jsonify
from flask import redirect
from flask import request
from flask import session

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.web.norwegian import page_language
from fellesbok.web.sign_in.openid import OpenIdClient
from fellesbok.web.sign_in.password import Attempts
from fellesbok.web.sign_in.password import who_has
from fellesbok.web.templating import environment

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as AnyResponse

    from fellesbok.web.sign_in.readers import Reader
    from fellesbok.web.sign_in.readers import ReadersFile

KEY = "fellesbok-sign-in"
ENDPOINTS = frozenset({"sign_in", "sign_out", "sign_in_openid", "sign_in_answer"})
HOURS = 8


def install(app: Flask, readers: ReadersFile, *, key: bytes, secure: bool) -> None:
    """Let nobody in who has not signed in.

    Args:
        app: From ``fava.application.create_app``.
        readers: Who may sign in.
        key: What signs the cookie: at least 32 bytes that nobody knows.
        secure: Whether readers come by https, so that the cookie never goes without.
    """
    app.secret_key = key
    app.config.update(
        SESSION_COOKIE_NAME="fellesbok",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=HOURS),
    )
    client = OpenIdClient(app, readers.openid) if readers.openid else None
    app.extensions[KEY] = _Door(readers, client, Attempts())
    door: _Door = app.extensions[KEY]
    app.add_url_rule("/logg-inn", "sign_in", door.sign_in, methods=["GET", "POST"])
    app.add_url_rule("/logg-ut", "sign_out", _sign_out, methods=["POST"])
    app.add_url_rule("/logg-inn/openid", "sign_in_openid", door.openid)
    app.add_url_rule("/logg-inn/svar", "sign_in_answer", door.answer)
    app.before_request_funcs.setdefault(None, []).insert(0, _only_readers)


def current_reader() -> Reader | None:
    """Who asks now, if they have signed in and still stand in the file."""
    door: _Door | None = current_app.extensions.get(KEY)
    if door is None:
        return None
    how, name = session.get("how"), session.get("reader", "")
    known = {"password": door.readers.by_name, "openid": door.readers.by_claim}
    return known[how].get(name) if how in known else None


class _Door:
    """Answers who wants to come in."""

    def __init__(
        self, readers: ReadersFile, client: OpenIdClient | None, attempts: Attempts
    ) -> None:
        self.readers = readers
        self._client = client
        self._attempts = attempts

    def sign_in(self) -> AnyResponse:
        """The form, or what was written in it."""
        if request.method == "GET":
            return self._page(None, 200)
        name = request.form.get("name", "")
        keys = f"name {name.casefold()[:100]}", f"address {request.remote_addr}"
        if self._attempts.too_many(*keys):
            return self._page(Text("For mange forsøk. Vent fem minutter."), 429)
        reader = who_has(self.readers.by_name, name, request.form.get("password", ""))
        if reader is None:
            self._attempts.failed(*keys)
            return self._page(Text("Navnet eller passordet er feil."), 403)
        return _let_in(reader, "password", request.form.get("next", ""))

    def openid(self) -> AnyResponse:
        """To the issuer."""
        if self._client is None:
            return self._page(None, 404)
        session["next"] = request.args.get("next", "")
        return self._client.begin(f"{request.url_root}logg-inn/svar")

    def answer(self) -> AnyResponse:
        """Back from the issuer."""
        if self._client is None:
            return self._page(None, 404)
        asked = session.get("next", "")
        try:
            reader = self._client.reader(self.readers)
        except Exception as error:  # noqa: BLE001 -- whatever comes over the network
            current_app.logger.warning("OpenID: %s", error)
            text = Text("Innloggingen lyktes ikke. Prøv en gang til.")
            return self._page(text, 403)
        if reader is None:
            text = Text(
                "Kontoen din har ikke tilgang til bøkene. Spør den som fører dem."
            )
            return self._page(text, 403)
        return _let_in(reader, "openid", asked)

    def _page(self, text: Text | None, status: int) -> Response:
        language = page_language()
        asked = _local(request.values.get("next", ""))
        page = environment().get_template("sign_in.html")
        return Response(
            page.render(
                language=language,
                say=lambda known: say(known, language),
                text=text,
                next=asked,
                root=request.script_root,
                passwords=bool(self.readers.by_name),
                openid=self._client is not None,
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


def _sign_out() -> AnyResponse:
    session.clear()
    return redirect(f"{request.script_root}/logg-inn")


def _let_in(reader: Reader, how: str, asked: str) -> AnyResponse:
    """A new session, and on to where the reader was going."""
    session.clear()
    session.permanent = True
    session.update(how=how, reader=reader.name.casefold())
    return redirect(f"{request.script_root}{_local(asked) or '/'}")


def _local(path: str) -> str:
    """The path if it is one of this server, and else nothing."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_path and path.isprintable() and "\\" not in path else ""
