"""Asks Statistics Norway for figures: the new service first, then the old one.

Only what is asked for is sent: municipality numbers and years.  The answer is bounded
and has a time limit; where there is no network, a saved answer can be read instead.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import Future
from http.client import HTTPException
from threading import Thread
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request
from urllib.request import urlopen

from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from fellesbok_importers.statistics.files import MOST_BYTES
from fellesbok_importers.statistics.files import TABLE

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement

NEW = "https://data.ssb.no/api/pxwebapi/v2/tables/{table}/data?outputFormat=json-stat2"
OLD = "https://data.ssb.no/api/v0/no/table/{table}"
SECONDS = 10
"""How long each service has for its whole answer, so that nobody waits for it."""

_PIECE = 1 << 16


def question_new(codes: list[str], years: list[str]) -> dict[str, object]:
    """What the new service is asked (PxWebApi 2): sums over sex and age."""
    return {
        "selection": [
            {
                "variableCode": "Region",
                "codelist": "agg_KommSummer",
                "valueCodes": codes,
            },
            {"variableCode": "ContentsCode", "valueCodes": ["Personer1"]},
            {"variableCode": "Tid", "valueCodes": years},
        ]
    }


def question_old(codes: list[str], years: list[str]) -> dict[str, object]:
    """What the old service is asked (PxWebApi 1): the same."""

    def of(code: str, kind: str, values: list[str]) -> dict[str, object]:
        return {"code": code, "selection": {"filter": kind, "values": values}}

    return {
        "query": [
            of("Region", "agg:KommSummer", codes),
            of("ContentsCode", "item", ["Personer1"]),
            of("Tid", "item", years),
        ],
        "response": {"format": "json-stat2"},
    }


def codes_of(agreement: Agreement) -> list[str]:
    """What the services call the municipalities: by their newest numbers."""
    return [f"K-{m.numbers[-1].number}" for m in agreement.municipalities.values()]


def fetch(
    agreement: Agreement,
    years: list[str],
    *,
    table: str = TABLE,
    addresses: tuple[str, str] = (NEW, OLD),
) -> bytes:
    """The answer of the first service that answers.

    Raises:
        CannotFileError: Neither does; says how to go on without a network.
    """
    codes = codes_of(agreement)
    questions = question_new(codes, years), question_old(codes, years)
    reasons = []
    for address, question in zip(addresses, questions, strict=True):
        try:
            return _ask(address.format(table=table), question)
        except (OSError, HTTPException, ValueError) as error:
            reasons.append(_reason(error))
    raise CannotFileError(
        Text(
            "SSB svarer ikke ({reason}). Last ned tabell {table} som JSON-stat2 og les"
            " den med --file.",
            reason="; ".join(dict.fromkeys(reasons)),
            table=table,
        )
    )


def _reason(error: Exception) -> str:
    """Why there is no answer, in no words of who answered."""
    if isinstance(error, HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, HTTPException):
        return "HTTP"
    return str(getattr(error, "reason", error))


def _ask(address: str, question: dict[str, object]) -> bytes:
    """The whole answer of a service, or none, in ``SECONDS``.

    A limit of the socket begins anew with each byte, so that a name, a line of headers
    or a size that comes letter by letter would be waited for as long as it goes on; so
    another thread waits, and is given up.  It keeps nobody from ending.
    """
    told: Future[bytes] = Future()

    def ask() -> None:
        try:
            told.set_result(_answer(address, question))
        except Exception as error:  # noqa: BLE001 -- raised where it is waited for
            if isinstance(error, HTTPError):
                error.close()
            told.set_exception(error)

    Thread(target=ask, daemon=True).start()
    try:
        return told.result(SECONDS)
    except TimeoutError:
        raise TimeoutError(f"> {SECONDS} s") from None


def _answer(address: str, question: dict[str, object]) -> bytes:
    request = Request(  # noqa: S310 -- the addresses are ours
        address,
        data=json.dumps(question).encode(),
        headers={"Content-Type": "application/json", "User-Agent": "fellesbok"},
    )
    ends = time.monotonic() + SECONDS
    pieces, size = [], 0
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 -- likewise
        while piece := answer.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise ValueError(f"> {MOST_BYTES} B")
            # Nobody waits any more, so there is no reason to go on.
            if time.monotonic() > ends:
                raise TimeoutError(f"> {SECONDS} s")
    return b"".join(pieces)
