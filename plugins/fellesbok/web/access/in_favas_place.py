"""What is answered in Fava's place, where Fava would tell more than a reader may know.

A part of the books is answered from what was loaded and never from the files, which may
have got other vouchers since.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from http import HTTPStatus
from io import BytesIO
from pprint import pformat
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.display_context import DisplayContext
from fava import json_api
from fava.context import g
from fava.core import EntryNotFoundForHashError
from fava.core.query_shell import FavaShellError
from flask import abort
from flask import request
from flask import send_file
from werkzeug.utils import secure_filename

from fellesbok.entries.printing import printed
from fellesbok.entries.printing import quoted
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.questions.queries import answer_csv
from fellesbok.web.limits.deadline import clocked
from fellesbok.web.rendering import page_language

if TYPE_CHECKING:
    from flask import Flask
    from flask import Response

ROOTS = (
    "name_assets",
    "name_liabilities",
    "name_equity",
    "name_income",
    "name_expenses",
)
TOLD = ("title", "operating_currency", *ROOTS)
"""Beancount's options that concern a reader; the rest are paths and inner workings."""

CSV = "csv"
NAMELESS = "query_result"
UNTOLD = {"default_file", "import_config", "import_dirs", "insert_entry"}
"""Fava's options that only concern who keeps the books."""


def answer_ourselves(app: Flask) -> None:
    """Put our answers in the place of Fava's."""
    views: dict[str, Any] = app.view_functions
    views["json_api.get_options"] = _options
    views["download_query"] = _download_query
    views["download_journal"] = _download_journal
    for name, own in (("get_source", _source), ("get_source_slice", _source_slice)):
        views[f"json_api.{name}"] = _for_parts(views[f"json_api.{name}"], own)


def _for_parts(favas: Any, own: Any) -> Any:  # noqa: ANN401 -- views of Flask
    """Fava's answer for who may read the files, and our own for others."""

    def answer() -> Response:
        ledger: Any = g.ledger
        response: Response = favas() if ledger.texts is None else own()
        return response

    return answer


def _options() -> Response:
    options: Any = g.ledger.options
    favas = g.ledger.fava_options
    return json_api.json_success(
        json_api.Options(
            {
                field.name.replace("_", "-"): pformat(getattr(favas, field.name))
                for field in fields(favas)
                if field.name not in UNTOLD
            },
            {name: str(options[name]) for name in TOLD},
        )
    )


def _download_query(result_format: str) -> Response:
    """The answer to a query as the command ``query`` writes it: exact, as text."""
    language = page_language()
    if result_format != CSV:
        told = Text("Et svar lastes ned som {known}.", known=CSV)
        abort(HTTPStatus.BAD_REQUEST, say(told, language))
    ledger: Any = g.ledger
    entries = g.filtered.entries_with_all_prices
    query = request.args.get("query_string", "")
    try:
        name, answer = ledger.query_shell.answer(entries, query)
    except FavaShellError as error:
        abort(HTTPStatus.BAD_REQUEST, error.message)
    text = answer_csv(answer, language)
    return _file(f"{secure_filename(name) or NAMELESS}.{CSV}", text, "text/csv")


def _download_journal() -> Response:
    """The entries that the reader sees, written out as they were loaded."""
    ledger: Any = g.ledger
    options = [("title", f"{ledger.options['title']} - Journal")]
    options += [("operating_currency", c) for c in ledger.options["operating_currency"]]
    options += [(name, str(ledger.options[name])) for name in ROOTS]
    lines = [f"option {quoted(name)} {quoted(value)}" for name, value in options]
    lines.append('plugin "beancount.plugins.auto_accounts"')
    # A display context of no figures writes each with the decimals that it has.
    entries: Any = g.filtered.entries
    shown = [_printed(entry) for entry in entries]
    return _file("journal.beancount", "\n".join([*lines, "", *shown]), "text/plain")


@clocked
def _printed(entry: Any) -> str:  # noqa: ANN401 -- any entry of Beancount's
    """An entry as text; there are many, and others are let through between them."""
    return printed(entry, DisplayContext())


def _file(name: str, text: str, mime: str) -> Response:
    return send_file(
        BytesIO(text.encode()), mime, as_attachment=True, download_name=name
    )


def _source() -> Response:
    """The text of a file that the reader may read, as it was loaded."""
    texts: Any = getattr(g.ledger, "texts", None)
    name = request.args.get("filename", "") or next(iter(sorted(texts)), "")
    if name not in texts:
        return json_api.json_err("Filen kan ikke leses her.", HTTPStatus.FORBIDDEN)
    text = texts[name]
    return json_api.json_success(json_api.SourceFile(name, _sha256(text), text))


def _source_slice() -> Response:
    """An entry as it was loaded, written out."""
    try:
        entry: Any = g.ledger.get_entry(request.args.get("entry_hash", ""))
    except EntryNotFoundForHashError as error:
        return json_api.json_err(str(error), HTTPStatus.NOT_FOUND)
    if entry.meta["filename"] == SHIELDED_FILE or entry.meta["filename"][:1] == "<":
        text = ""
    else:
        text = printed(entry)
    return json_api.json_success(json_api.SourceSlice(_sha256(text), text))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
