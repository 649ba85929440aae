"""What Fava reads and writes by name, kept to the folder of the books (*bokmappen*).

Fava takes file names from requests, from options and from the books, and follows the
links in them.  Here is every endpoint that touches a file, with the files that it would
touch: each has to be an ordinary file, or no file yet, that lies in the folder when all
links in its way are followed.  An endpoint that is not here touches none.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fava.beans.funcs import get_position
from fava.context import g
from fava.core.documents import filepath_in_document_folder
from fava.core.ingest import filepath_in_primary_imports_folder
from fava.core.ingest import walk_dir
from flask import request

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

API = "json_api."
OUTSIDE = (
    "«{path}» ligger utenfor bokmappen, eller en lenke på veien dit fører ut av den."
    " Herfra leses og skrives bare det som ligger i bokmappen."
)
NO_FILE = "«{path}» er ingen vanlig fil, og røres ikke herfra."
NO_NAME = "Slik kan ingen fil hete."
NOT_OURS = (
    "«{path}» er ikke en av bøkenes filer: det som skrives der, kommer ikke med i"
    " bøkene."
)


def refused(root: Path) -> Text | None:
    """Why what is asked now may not be done; ``None`` where it may.

    Args:
        root: The folder of the books, with no links in its name.

    Raises:
        fava.helpers.FavaAPIError: What is asked names nothing that there is.
    """
    touched = TOUCHES.get(request.endpoint or "", tuple)
    try:
        faults = [fault for path in touched() if (fault := why_not(path, root))]
    except (OSError, RuntimeError, ValueError):  # links in a ring, a nought, too long
        return Text(NO_NAME)
    return faults[0] if faults else _unread()


def why_not(path: Path, root: Path) -> Text | None:
    """Why a file may not be touched; ``None`` where it may.

    Args:
        path: The file, which need not be there yet.
        root: The folder of the books, with no links in its name.
    """
    try:
        if fault := why_outside(path, root):
            return fault
        is_odd = path.exists() and not path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        is_odd = True
    return Text(NO_FILE, path=str(path)) if is_odd else None


def why_outside(path: Path, root: Path) -> Text | None:
    """Why a file or folder is not in the books' folder; ``None`` where it is.

    Args:
        path: The file or folder, which need not be there yet.
        root: The folder of the books, with no links in its name.
    """
    try:
        is_inside = path.resolve().is_relative_to(root)
    except (OSError, RuntimeError, ValueError):  # links in a ring, a nought, too long
        is_inside = False
    return None if is_inside else Text(OUTSIDE, path=str(path))


def _unread() -> Text | None:
    """Why new entries would not be read back: they go to a file that nobody reads."""
    if request.endpoint != f"{API}put_add_entries":
        return None
    known = {str(Path(name).resolve()) for name in g.ledger.options["include"]}
    away = (path for path in _new_entries() if str(path.resolve()) not in known)
    return next((Text(NOT_OURS, path=str(path)) for path in away), None)


def _said(name: str) -> str:
    """A value of the request, where Fava looks for it; empty if there is none."""
    given: Mapping[str, Any] = request.args
    if request.method == "PUT":
        body = request.get_json(silent=True)
        given = body if isinstance(body, dict) else request.form
    value = given.get(name, "")
    return value if isinstance(value, str) else ""


def _named(*names: str) -> Callable[[], Iterator[Path]]:
    """The files that the request names."""

    def touched() -> Iterator[Path]:
        yield from (Path(said) for said in map(_said, names) if said)

    return touched


def _source() -> Iterator[Path]:
    """The file that is shown; Fava chooses one where none is named."""
    options = g.ledger.fava_options
    named = _said("filename") or options.default_file or g.ledger.beancount_file_path
    yield Path(named)


def _of_entry(name: str = "entry_hash") -> Callable[[], Iterator[Path]]:
    """The file that an entry stands in; what is generated stands in none.

    Who sees a part of the books is answered from what was loaded, and from no file.
    """

    def touched() -> Iterator[Path]:
        ledger: Any = g.ledger
        if ledger.texts is None and (said := _said(name)):
            file, line = get_position(g.ledger.get_entry(said))
            if line and not file.startswith("<"):
                yield Path(file)

    return touched


def _statement() -> Iterator[Path]:
    yield Path(g.ledger.statement_path(_said("entry_hash"), _said("key")))


def _moved() -> Iterator[Path]:
    yield from _named("filename")()
    folders = g.ledger.options["documents"]
    if folders and _said("account"):
        asked = (folders[0], _said("account"), _said("new_name"))
        yield filepath_in_document_folder(*asked, g.ledger)


def _uploaded_name() -> str:
    upload = request.files.get("file")
    return (upload.filename or "") if upload else ""


def _added() -> Iterator[Path]:
    name = _uploaded_name()
    if name and g.ledger.options["documents"] and _said("account"):
        asked = (_said("folder"), _said("account"), name)
        yield filepath_in_document_folder(*asked, g.ledger)
    yield from _of_entry("hash")()


def _for_import() -> Iterator[Path]:
    if name := _uploaded_name():
        yield filepath_in_primary_imports_folder(name, g.ledger)


def _to_import() -> Iterator[Path]:
    """Every file that importers are shown to find out whose it is."""
    for folder in g.ledger.fava_options.import_dirs:
        yield from walk_dir(g.ledger.join_path(folder))


def _new_entries() -> Iterator[Path]:
    options = g.ledger.fava_options
    yield Path(options.default_file or g.ledger.beancount_file_path)
    yield from (Path(option.filename) for option in options.insert_entry)


TOUCHES: dict[str, Callable[[], Iterable[Path]]] = {
    "document": _named("filename"),
    "statement": _statement,
    f"{API}get_source": _source,
    f"{API}get_source_slice": _of_entry(),
    f"{API}get_extract": _named("filename"),
    f"{API}get_imports": _to_import,
    f"{API}put_source": _named("file_path"),
    f"{API}put_source_slice": _of_entry(),
    f"{API}delete_source_slice": _of_entry(),
    f"{API}put_move": _moved,
    f"{API}delete_document": _named("filename"),
    f"{API}put_add_document": _added,
    f"{API}put_attach_document": _of_entry(),
    f"{API}put_add_entries": _new_entries,
    f"{API}put_upload_import_file": _for_import,
}
"""The files that each endpoint of Fava's would touch."""

TOUCHES_NONE = frozenset({f"{API}put_format_source", "extension_js_module", "jump"})
"""What who may edit is let to besides, and that touches no file by name."""
