"""XML from outside (*filer utenfra*), read piece by piece and within bounds.

Nothing that a document names is followed: no document type, entity or address.  A
document that is too large, too deep, cut off, or holds characters that cannot be seen,
is refused.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from lxml import etree

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.unseen import first_unseen
from fellesbok_importers.documents.file_kinds import LOOKED_AT
from fellesbok_importers.documents.file_kinds import is_cut
from fellesbok_importers.documents.file_kinds import kind_of
from fellesbok_importers.documents.file_kinds import plain
from fellesbok_importers.documents.file_kinds import root_of
from fellesbok_importers.documents.packed import opened
from fellesbok_importers.documents.told_xml import NotToldError
from fellesbok_importers.documents.told_xml import Watched
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

MOST_BYTES = 1_000_000_000
MOST_DEPTH = 64
MOST_WITHIN = 1_000_000
MOST_BEFORE = 100_000
"""Elements before the first that is asked for: a header has a hundred."""

LONGEST_TEXT = 100_000
WEB_PAGE = "en nettside (HTML)"
_CODES = etree.ErrorTypes
WHY = {
    _CODES.ERR_TAG_NAME_MISMATCH: "et element er lukket med et annet navn her",
    _CODES.ERR_UNDECLARED_ENTITY: "her er en entitet som ikke finnes",
    _CODES.ERR_INVALID_CHAR: "her er et tegn som ikke kan stå i XML",
    _CODES.ERR_INVALID_ENCODING: "tegnsettet er et annet enn filen sier",
    _CODES.ERR_UNSUPPORTED_ENCODING: "tegnsettet er ukjent",
    _CODES.ERR_UNKNOWN_ENCODING: "tegnsettet er ukjent",
    _CODES.ERR_ATTRIBUTE_REDEFINED: "et attributt står to ganger her",
    _CODES.NS_ERR_UNDEFINED_NAMESPACE: "her er et navnerom som ikke er oppgitt",
    _CODES.ERR_DOCUMENT_END: "det står mer etter slutten",
    _CODES.ERR_LT_IN_ATTRIBUTE: "her er et tegn som ikke kan stå i et attributt",
}
"""What is wrong, by the codes of libxml2 that people meet."""


@frozen
class Bounds:
    """How much a document may hold.

    Attributes:
        most_bytes: Of the whole.
        longest: Characters of the text of an element, by local name, where it may be
            longer than another's: a document within the document.
    """

    most_bytes: int = MOST_BYTES
    longest: Mapping[str, int] = field(default_factory=dict)


def elements(
    path: Path, names: Collection[str], bounds: Bounds | None = None
) -> Iterator[Any]:
    """Each element with one of those local names, when the whole of it is read.

    An element is emptied when the next one is asked for, and one that nobody asks for
    when it has been read, so that a large document is never held at once.

    Raises:
        RejectedError: The document is not such XML as can be trusted.
    """
    bounds = bounds or Bounds()
    try:
        with opened(path, bounds.most_bytes) as file:
            yield from _read(Watched(file), path, names, bounds)
    except NotToldError as error:
        _refuse_document_type(path)
        _refuse(path, None, "", error.text)
    except etree.XMLSyntaxError as error:
        _refuse_document_type(path)
        log: Any = error.error_log
        last = log.last_error
        row = error.position[0] or (last.line if last else None) or None
        _refuse(path, row, "", _not_valid(path, last.type if last else 0))


def _read(
    file: Any,  # noqa: ANN401 -- an open file
    path: Path,
    names: Collection[str],
    bounds: Bounds,
) -> Iterator[Any]:
    depth = within = held = before = 0
    is_found = False
    events = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        # Texts above ten million characters are let in where they have a bound of ours.
        huge_tree=bool(bounds.longest),
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        wanted = local_name(element) in names
        if event == "start":
            depth += 1
            within += wanted
            if depth == 1 and element.getroottree().docinfo.internalDTD is not None:
                _refuse_document_type(path)
                _refuse(path, 1, "DOCTYPE", Text("Filen kan ikke ha en DOCTYPE."))
            if depth > MOST_DEPTH:
                _refuse(path, element.sourceline, "", Text("Filen er for dyp."))
            continue
        depth -= 1
        within -= wanted
        held += 1
        _check(element, path, bounds.longest.get(local_name(element), LONGEST_TEXT))
        is_found |= wanted
        before += not (is_found or within)
        if held > MOST_WITHIN or before > MOST_BEFORE:
            _refuse(path, element.sourceline, "", Text("Filen er for stor."))
        if wanted:
            yield element
        if wanted or not within:
            held = 0
            _let_go(element)


def _refuse_document_type(path: Path) -> None:
    """Refuse what names a document type, at its line, before it is anything else."""
    with path.open("rb") as file:
        beginning = plain(file.read(LOOKED_AT))
    place = beginning.upper().find(b"<!DOCTYPE")
    kind = kind_of(path)
    if place < 0 or (kind is not None and not root_of(path)):
        return
    row = beginning.count(b"\n", 0, place) + 1
    text = Text("Filen kan ikke ha en DOCTYPE.")
    if beginning.find(b"<!ENTITY") >= 0:
        text = Text(
            "Filen definerer egne entiteter (DOCTYPE), som kan vokse til hva som helst"
            " eller hente andre filer. Den leses ikke."
        )
    if kind == WEB_PAGE:
        text = Text("Filen er {kind}, og ikke XML.", kind=kind)
    _refuse(path, row, "DOCTYPE", text)


def _not_valid(path: Path, code: int) -> Text:
    """Why a file cannot be read as XML, by what it is and by libxml2's code."""
    kind = kind_of(path)
    if kind is not None and (not root_of(path) or kind == WEB_PAGE):
        return Text("Filen er {kind}, og ikke XML.", kind=kind)
    if kind is None:
        return Text("Filen er ikke XML.")
    if is_cut(path):
        return Text("Filen er {kind}, og er avkuttet: slutten mangler.", kind=kind)
    why = WHY.get(code, "den er ikke gyldig XML herfra")
    return Text("Filen er {kind}, men {why}.", kind=kind, why=Text(why))


def _let_go(element: Any) -> None:  # noqa: ANN401 -- lxml has no exact type
    """Forget what an element holds, and those before it."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]


def local_name(element: Any) -> str:  # noqa: ANN401 -- lxml has no exact type
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Any, way: str) -> str:  # noqa: ANN401 -- lxml has no exact type
    """The text at the end of a way of local names, or nothing: ``NtryRef/Amt``."""
    found = find(element, way)
    return "" if found is None else " ".join((found.text or "").split())


def find(element: Any, way: str) -> Any:  # noqa: ANN401 -- lxml has no exact type
    """The first element at the end of a way of local names, or ``None``."""
    return next(find_all(element, way), None)


def find_all(element: Any, way: str) -> Iterator[Any]:  # noqa: ANN401 -- lxml has no exact type
    """Every element at the end of a way of local names, in the document's order."""
    first, _, rest = way.partition("/")
    for child in element:
        if local_name(child) == first:
            if rest:
                yield from find_all(child, rest)
            else:
                yield child


def _check(element: Any, path: Path, longest: int) -> None:  # noqa: ANN401 -- lxml has no exact type
    """Every text is short enough, and all of it can be seen."""
    rest = (element.tail, *element.attrib.values())
    for text, most in ((element.text, longest), *((t, LONGEST_TEXT) for t in rest)):
        if text and len(text) > most:
            told = Text("Teksten er for lang.")
            _refuse(path, element.sourceline, text, told, local_name(element))
        if text and (found := first_unseen(text)):
            told = Text("Tegnet kan ikke ses og hører ikke hjemme i en slik fil.")
            _refuse(path, element.sourceline, found, told, local_name(element))


def _refuse(
    path: Path, row: int | None, found: str, expected: Text, column: str | None = None
) -> None:
    raise RejectedError.of(path, expected, found, row=row, column=column)
