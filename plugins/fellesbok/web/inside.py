"""What pages read, add, move or write lies in the folder of the books (*bokmappen*).

Fava asks whether a name is known to the books; a link in their folder makes it lead
anywhere.  Here every name that a request brings, and every file that it would write in,
is followed to where it really lies, for whoever may edit too.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.context import g
from fava.core import EntryNotFoundForHashError
from fava.core import ingest
from flask import abort
from flask import request

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.web.norwegian import page_language

if TYPE_CHECKING:
    from collections.abc import Iterator

API = "json_api."
DOCUMENTS = {"document", "statement"}
BY_ENTRY = {
    f"{API}{name}"
    for name in (
        "get_source_slice",
        "put_source_slice",
        "delete_source_slice",
        "put_attach_document",
        "put_add_document",
    )
}
"""What reads or writes in the file that an entry stands in."""

IMPORTING = {f"{API}get_imports", f"{API}get_extract", f"{API}put_upload_import_file"}
NAMES = ("filename", "file_path")


def check_files(root: Path) -> None:
    """Refuse what leads out of the folder of the books, or to what is no file.

    Args:
        root: The folder, with no link in its own path.
    """
    if request.endpoint in DOCUMENTS:
        _check_document(root)
        return
    for name in _named():
        if not _is_inside(name, root):
            _refuse()


def _check_document(root: Path) -> None:
    """A document lies in the books' folder, whatever links lead to it."""
    if request.endpoint == "document":
        name = request.args.get("filename", "")
    else:
        asked = (request.args.get("entry_hash", ""), request.args.get("key", ""))
        try:
            name = g.ledger.statement_path(*asked)
        except Exception:  # noqa: BLE001 -- Fava has many ways to say no
            abort(404)
    if not _is_inside(name, root) or not Path(name).is_file():
        abort(404)
    ledger: Any = g.ledger
    if ledger.texts is not None and not ledger.is_as_loaded(Path(name)):
        text = Text("Filen er endret siden bøkene ble lastet. Prøv igjen om litt.")
        abort(409, say(text, page_language()))


def _named() -> Iterator[str]:
    """Every path that the request names or would write in."""
    endpoint = request.endpoint or ""
    if not endpoint.startswith(API):
        return
    ledger: Any = g.ledger
    asked = _asked()
    for name in NAMES:
        yield from asked.get(name, ())
    if endpoint in BY_ENTRY:
        for entry_hash in [*asked.get("entry_hash", ()), *asked.get("hash", ())]:
            yield from _file_of(entry_hash)
    if endpoint == f"{API}put_add_entries":
        options = ledger.fava_options
        yield options.default_file or ledger.beancount_file_path
        yield from (option.filename for option in options.insert_entry)
    if endpoint in {f"{API}put_add_document", f"{API}put_move"}:
        for folder in [*asked.get("folder", ()), *ledger.options["documents"][:1]]:
            for account in asked.get("account", ()):
                yield str(ledger.join_path(folder, *account.split(":")))
    if endpoint in IMPORTING:
        yield from (str(ledger.join_path(d)) for d in ledger.fava_options.import_dirs)


def _asked() -> dict[str, list[str]]:
    """What is said by each name, in the address, a form or a body: all of it."""
    found: dict[str, list[str]] = {}
    given = request.get_json(silent=True) if request.is_json else None
    body = given.items() if isinstance(given, dict) else ()
    for name, value in (
        *request.args.items(multi=True),
        *request.form.items(multi=True),
        *body,
    ):
        found.setdefault(name, []).append(str(value))
    return found


def _file_of(entry_hash: str) -> Iterator[str]:
    """The file that an entry stands in; Fava says it where there is no such entry."""
    with suppress(EntryNotFoundForHashError):
        yield str(g.ledger.get_entry(entry_hash).meta["filename"])


def _is_inside(name: str, root: Path) -> bool:
    """Whether a name leads into the folder, by whatever links."""
    return "\0" not in name and Path(name).resolve().is_relative_to(root)


def _refuse() -> None:
    text = Text("Filen ligger utenfor bokmappen, og lenker dit følges ikke.")
    abort(403, say(text, page_language()))


def follow_no_links() -> None:
    """Let Fava's list of files to import leave out what only a link leads to."""
    walk: Any = ingest.walk_dir
    if getattr(walk, "follows_none", False):
        return

    def walk_inside(folder: Path) -> Iterator[Path]:
        whole = folder.resolve()
        for path in walk(folder):
            if path.resolve().is_relative_to(whole) and path.is_file():
                yield path

    walk_inside.follows_none = True  # type: ignore[attr-defined]
    ingest.walk_dir = walk_inside  # type: ignore[assignment]
