"""What is answered in Fava's place, where Fava would tell more than a reader may know.

A part of the books is answered from what was loaded and never from the files, which may
have got other vouchers since.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from http import HTTPStatus
from pprint import pformat
from typing import TYPE_CHECKING
from typing import Any

from beancount.parser import printer
from fava import json_api
from fava.context import g
from fava.core import EntryNotFoundForHashError
from flask import request

from fellesbok.shielding import SHIELDED_FILE

if TYPE_CHECKING:
    from flask import Flask
    from flask import Response

TOLD = (
    "title",
    "operating_currency",
    "name_assets",
    "name_liabilities",
    "name_equity",
    "name_income",
    "name_expenses",
)
"""Beancount's options that concern a reader; the rest are paths and inner workings."""

UNTOLD = {"default_file", "import_config", "import_dirs", "insert_entry"}
"""Fava's options that only concern who keeps the books."""


def answer_ourselves(app: Flask) -> None:
    """Put our answers in the place of Fava's."""
    views: dict[str, Any] = app.view_functions
    views["json_api.get_options"] = _options
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
        text = printer.format_entry(entry)
    return json_api.json_success(json_api.SourceSlice(_sha256(text), text))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
