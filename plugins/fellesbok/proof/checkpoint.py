"""A checkpoint (*sjekkpunkt*) of a run, and the folder that all of it is put in.

A checkpoint is bound to all that came before it, so that what was shown once cannot be
changed unseen: its root, that of RFC 9162, is over the root before it (nothing, for the
first) and then ``name digest`` of each certificate, in order of name.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker.verify_deep import root

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHECKERS = ("verify.py", "verify.html", "verify_deep.py")
_NAME = re.compile(r"sjekkpunkt-(\d{4})\.json")


def checkpoint(
    certificates: Mapping[str, bytes], origin: str, before: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The checkpoint of some certificates, by name, after another one or none."""
    told = {name: digest(content) for name, content in certificates.items()}
    previous = "" if before is None else before["root"]
    leaves = [previous, *(f"{name} {of}" for name, of in sorted(told.items()))]
    return {
        "certificates": told,
        "number": 1 if before is None else before["number"] + 1,
        "origin": origin,
        "previous": previous,
        "root": "sha256:" + root([leaf.encode() for leaf in leaves]).hex(),
    }


def last_checkpoint(folder: Path, origin: str) -> dict[str, Any] | None:
    """The last checkpoint that is in a folder.

    Raises:
        CannotFileError: It cannot be read, or is of other books.
    """
    paths = sorted(p for p in folder.glob("*.json") if _NAME.fullmatch(p.name))
    if not paths:
        return None
    try:
        found: Any = json.loads(paths[-1].read_bytes())
        known = found["origin"], found["number"], found["root"], found["certificates"]
    except (ValueError, LookupError, TypeError, RecursionError):
        text = Text("{path} kan ikke leses som et sjekkpunkt.", path=str(paths[-1]))
        raise CannotFileError(text) from None
    if known[0] != origin:
        text = Text(
            "{path} er et sjekkpunkt av andre bøker: {found}. Velg en annen mappe.",
            path=str(paths[-1]),
            found=str(known[0]),
        )
        raise CannotFileError(text)
    if paths[-1].name != _name_of(known[1]):
        text = Text(
            "{path} er sjekkpunkt nummer {number}, og heter noe annet. Gi den navnet"
            " {name}, eller velg en annen mappe.",
            path=str(paths[-1]),
            number=str(known[1]),
            name=_name_of(known[1]),
        )
        raise CannotFileError(text)
    return dict(found)


def _name_of(number: object) -> str:
    return f"sjekkpunkt-{number!s:0>4}.json"


def proof_files(
    certificates: Mapping[str, bytes],
    shown: Mapping[str, bytes],
    sources: Mapping[str, bytes],
    origin: str,
    before: Mapping[str, Any] | None,
) -> dict[str, bytes]:
    """Everything of a folder: certificates, checkpoint, books beside it, the checker.

    Args:
        certificates: Every certificate of the run, of which the checkpoint is.
        shown: Those of them that go in the folder.
        sources: The files of the books by name.
        origin: Whose books they are.
        before: The last checkpoint that the folder has.  One of the same certificates
            is not made again.
    """
    now = checkpoint(certificates, origin, before)
    if before is not None and before["certificates"] == now["certificates"]:
        now = dict(before)
    beside = {f"bok~{n.replace('/', '~')}.txt": raw for n, raw in sources.items()}
    folder = files("fellesbok.proof.checker")
    kinds = CHECKERS if sources else CHECKERS[:2]  # extracts are for the small ones
    checkers = {name: folder.joinpath(name).read_bytes() for name in kinds}
    return {**shown, _name_of(now["number"]): canonical(now), **beside, **checkers}
