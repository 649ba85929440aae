"""A member's certificate (*kommunens eget sertifikat*): extracts, and commitments.

Instead of whole files it has the lines that its figures rest on.  What the member may
not see of the others (*innsyn*) stands as a commitment: a salted SHA-256 digest, the
same in every member's certificate, which the accountant can open.  The salt is
HMAC-SHA-256 of the place under a key that is kept outside the books.

A digest of what is hidden is no secret to who knows all of it but a few figures and
tries them.  So the digests of whole files are commitments too, and each certificate has
a salt of its own, so that its digest in the checkpoint says nothing of what is in it.
"""

from __future__ import annotations

import copy
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.proof.extract import numbered
from fellesbok.proof.extract import of_agreement
from fellesbok.proof.extract import of_vouchers
from fellesbok.proof.own_terms import only_own

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

Json = Any
HIDDEN = "skjult:"
_AMOUNTS = ("amounts", "entitlements", "less", "owed", "own", "value")
_FIGURES = {
    "counts": {"price", "steps"},
    "numbers": {"price", "statistic", "steps"},
}
"""Figures of statistics, and the sums that follow from them, by the step."""
_OF_CHECKERS = ("earlier_proofs", "statistics")
_OF_PERIODS = ("due", "proofs", "seen")
_OF_ACCOUNTS = ("proofs",)
_KEY = re.compile(r"[0-9a-f]{64}")


class BadKeyError(Exception):
    """The key is not 64 hexadecimal digits."""


def read_key(text: str) -> bytes:
    """The key of the salts: 256 bits, as 64 hexadecimal digits.

    Raises:
        BadKeyError: It is something else.
    """
    if _KEY.fullmatch(text.strip()) is None:
        raise BadKeyError
    return bytes.fromhex(text.strip())


@dataclass
class Commitments:
    """What is hidden, and what opens it.

    Attributes:
        key: That of the salts.
        opened: Value and salt of each place.
    """

    key: bytes
    opened: dict[str, list[str]] = field(default_factory=dict)

    def salt(self, place: str) -> str:
        """The salt of a place."""
        return hmac.digest(self.key, place.encode(), "sha256").hex()

    def of(self, place: str, value: Json) -> str:
        """The commitment to a value in a place."""
        text = value if isinstance(value, str) else json.dumps(value)
        salt = self.salt(place)
        self.opened[place] = [text, salt]
        return commitment(text, salt)


def commitment(value: str, salt: str) -> str:
    """The digest that binds to a value without telling it."""
    return HIDDEN + hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()


def salted(
    certificate: Mapping[str, Json], name: str, commitments: Commitments | None
) -> dict[str, Json]:
    """A certificate with the salt of its file's name, so that its digest tells nothing.

    Without a key it has none: then whoever knows all of it but a few figures can try
    them against its digest.
    """
    if commitments is None:
        return dict(certificate)
    return {**certificate, "salt": commitments.salt(f"sertifikat/{name}")}


def member_name(name: str) -> str:
    """What the file of a member's certificate is called, by that of the whole one."""
    return f"{name.removesuffix('.json')}-medlem.json"


def member_certificate(
    whole: Mapping[str, Json],
    rows: Mapping[str, Sequence[str]],
    commitments: Commitments,
    *,
    is_common: bool,
) -> dict[str, Json]:
    """What a payer gets of its whole certificate.

    Args:
        whole: The certificate.
        rows: The lines of the books by file.
        commitments: Hides what is the others', and the files whole.
        is_common: Whether everybody's figures of the cooperation are open to it.
    """
    found: dict[str, Json] = copy.deepcopy(
        {name: value for name, value in whole.items() if name not in _OF_CHECKERS}
    )
    for parts, names in (("periods", _OF_PERIODS), ("accounts", _OF_ACCOUNTS)):
        for part in found[parts]:
            for name in names:
                del part[name]
    _hide_files(found, commitments)
    of = found["subject"]
    way = f"{of['cooperation']}-{of['year']}"
    if not is_common:
        _hide(found, of["payer"], way, commitments)
    found["salts"] = {
        place: salt
        for place, (_, salt) in sorted(commitments.opened.items())
        if place.startswith(f"{way}/") and place.endswith(f"/{of['payer']}")
    }
    spoken = of_vouchers(found, rows)
    others = only_own(found, spoken)
    found["extract"] = numbered({**spoken, **of_agreement(found, rows, others)})
    files = found["books"]["files"]
    found["books"]["files"] = {name: files[name] for name in found["extract"]}
    name = member_name(f"{way}-{of['payer']}.json")
    return salted(found, name, commitments)


def _hide_files(found: dict[str, Json], commitments: Commitments) -> None:
    """Put commitments for the digests of whole files, of which it has extracts."""
    books = found["books"]
    files = {
        name: commitments.of(f"bok/{name}", told)
        for name, told in books["files"].items()
    }
    revision = commitments.of("utgave", books["revision"])
    found["books"] = {"files": files, "revision": revision}
    found["agreement"]["digest"] = files[found["agreement"]["file"]]


def _hide(value: Json, payer: str, way: str, commitments: Commitments) -> None:
    """Put commitments for what is others'; the payer's own is salted and stays."""
    items = enumerate(value) if isinstance(value, list) else value.items()
    for name, inner in list(items):
        at = f"{way}/{name}"
        is_figure = name in _FIGURES and value["op"] in _FIGURES[name]
        if isinstance(inner, dict) and (name in _AMOUNTS or is_figure):
            for whose, told in inner.items():
                hidden = commitments.of(f"{at}/{whose}", told)
                inner[whose] = told if whose == payer else hidden
        elif isinstance(inner, (dict, list)) and name not in {"agreement", "books"}:
            _hide(inner, payer, at, commitments)
