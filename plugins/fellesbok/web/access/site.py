"""The handbook beside the books (*Håndbok*): files that came with the programme.

They are listed when the server starts, and nothing but what is on the list is sent.
"""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING

from flask import abort
from flask import current_app
from flask import request
from flask import send_file

from fellesbok.site import FIRST_PAGE
from fellesbok.site import LACKING
from fellesbok.site import site_files
from fellesbok.web.rendering import page_language

if TYPE_CHECKING:
    from flask import Flask
    from flask import Response

ENDPOINT = "handbook"
PATH = "/handbok/"


def install(app: Flask) -> None:
    """Answer for the handbook below ``/handbok/``."""
    files = site_files()

    def file(page: str) -> Response:
        if not files:
            abort(HTTPStatus.SERVICE_UNAVAILABLE, LACKING)
        if page not in files:
            abort(HTTPStatus.NOT_FOUND)
        path = files[page]
        return send_file(BytesIO(path.read_bytes()), download_name=path.name)

    app.add_url_rule(f"{PATH}<path:page>", ENDPOINT, file)


def handbook_address() -> str:
    """Where the handbook begins; blank where plain ``fava`` shows the pages."""
    if ENDPOINT not in current_app.view_functions:
        return ""
    return request.script_root + PATH + FIRST_PAGE.format(language=page_language())
