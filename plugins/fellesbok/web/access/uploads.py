"""Files that who edits sends to the books: there whole, or not at all (*opplasting*).

Fava writes what is sent straight into its place, where half of it stays if the disk
gets full, as open to others as the process makes files; and a document that is to stand
on a voucher stays behind where that cannot be written.
"""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava import json_api
from fava.context import g
from fava.core.documents import filepath_in_document_folder
from fava.core.ingest import filepath_in_primary_imports_folder
from fava.helpers import FavaAPIError
from flask import request

from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.unseen import is_visible
from fellesbok.web.rendering import page_language

if TYPE_CHECKING:
    from flask import Flask
    from flask import Response

NO_FILE = Text("Ingen fil er sendt.")
NO_FOLDER = Text("Bøkene har ingen mappe for dokumenter: valget «documents» mangler.")
UNFIT = Text("Filens navn har tegn som ikke synes. Gi den et annet navn.")


def answer_ourselves(app: Flask) -> None:
    """Put our answers in the place of Fava's."""
    views: dict[str, Any] = app.view_functions
    views["json_api.put_add_document"] = _add_document
    views["json_api.put_upload_import_file"] = _add_to_import


def _add_document() -> Response:
    """A document of an account, and of a voucher where that is said."""
    name, content = _sent()
    if not g.ledger.options["documents"]:
        raise FavaAPIError(NO_FOLDER)
    folder = request.form.get("folder", "")
    account = request.form.get("account", "")
    path = filepath_in_document_folder(folder, account, name, g.ledger)
    return _put(path, content, request.form.get("hash", ""))


def _add_to_import() -> Response:
    """A file that is to be read in."""
    name, content = _sent()
    return _put(filepath_in_primary_imports_folder(name, g.ledger), content)


def _sent() -> tuple[str, bytes]:
    """The name of the file that is sent, and what it holds.

    Raises:
        FavaAPIError: None is, or its name shows less than it says.
    """
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise FavaAPIError(NO_FILE)
    if not is_visible(upload.filename):
        raise FavaAPIError(UNFIT)
    return upload.filename, upload.read()


def _put(path: Path, content: bytes, entry_hash: str = "") -> Response:
    """Put a file in place, and its name on an entry; both or neither."""
    ledger: Any = g.ledger
    made = lacking(path.parent)
    is_put = False
    try:
        with ledger.file.alone(by_lines=bool(entry_hash)):
            if path.exists():
                text = Text(
                    "{name} finnes fra før, og blir ikke skrevet over.", name=path.name
                )
                told = say(text, page_language())
                return json_api.json_err(told, HTTPStatus.CONFLICT)
            make_folder(path.parent, is_inherited=True)
            put(path, content, like=Path(ledger.beancount_file_path))
            is_put = True
            if entry_hash:
                ledger.file.name_on(entry_hash, "document", path.name)
    except BaseException:
        with suppress(OSError):
            if is_put:
                remove(path)
            remove_empty(made)
        raise
    return json_api.json_success(f"Uploaded to {path}")
