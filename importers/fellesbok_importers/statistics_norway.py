"""Asking Statistics Norway for a table: the one place that uses the network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import Request
from urllib.request import urlopen

from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok_importers.json_stat import MOST_BYTES
from fellesbok_importers.population import TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

ADDRESS = f"https://data.ssb.no/api/v0/no/table/{TABLE}"
PATIENCE_SECONDS = 30


class NoAnswerError(Exception):
    """Statistics Norway does not answer; ``text`` says what to do."""

    def __init__(self, reason: str) -> None:
        """Keep the message."""
        self.text = Text(
            "Får ikke svar fra {address} ({reason}). Hent tabellen i en nettleser, og"
            " les den fra fil: --file SVAR.json.",
            address=ADDRESS,
            reason=reason,
        )
        super().__init__(say(self.text, "nb"))


def question(numbers: Sequence[str], first: int, last: int) -> bytes:
    """What is asked: the persons in some municipalities, through some years.

    The list of municipalities that adds up earlier numbers is used, so that a
    municipality that has changed its number has the whole series under the last one.
    """
    years = [str(year) for year in range(first, last + 1)]
    selections = {
        "Region": ("agg:KommSummer", [f"K-{number}" for number in numbers]),
        "ContentsCode": ("item", ["Personer1"]),
        "Tid": ("item", years),
    }
    query = [
        {"code": code, "selection": {"filter": kind, "values": values}}
        for code, (kind, values) in selections.items()
    ]
    asked = {"query": query, "response": {"format": "json-stat2"}}
    return json.dumps(asked).encode()


def ask(numbers: Sequence[str], first: int, last: int) -> bytes:
    """The answer, as it came.

    Raises:
        NoAnswerError: There is no network, or the service says no.
    """
    body = question(numbers, first, last)
    headers = {"Content-Type": "application/json"}
    request = Request(ADDRESS, body, headers)
    try:
        with urlopen(request, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 -- the same
            content: bytes = response.read(MOST_BYTES + 1)
    except (URLError, OSError) as error:
        raise NoAnswerError(str(getattr(error, "reason", error))) from None
    return content
