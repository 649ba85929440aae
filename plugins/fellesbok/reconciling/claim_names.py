"""Which claims a line of another's books names: by claim number, or by KID.

What is written is looked through for the digits of a number or a KID that stands in our
books; nothing else of a text is read for its meaning.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.reconciling.records import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.reconciling.records import OurLine
    from fellesbok.reconciling.records import TheirLine

_NUMBER = re.compile(r"(?<!\d)[12]\d{3}-\d{4}(?!\d)", re.ASCII)
_HYPHEN = re.compile(r"[\u2010\u2011]|[\u2012-\u2014\u2212](?=\d)")
"""What word processors put between the parts of a number instead."""
_DIGITS = re.compile(r"\d+", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*-$", re.ASCII)


@frozen
class Named:
    """The claims that a line names, and the word that told."""

    claims: frozenset[str]
    basis: Basis
    strangers: tuple[str, ...] = ()
    """Numbers of claims of our form that are none of these claims."""


@frozen
class Names:
    """Finds the claims of one payer in what others have written.

    Attributes:
        ours: The claims, each with its number and KID.
        hosts: The slugs of all who may have claims, also on others.
    """

    ours: tuple[OurLine, ...]
    hosts: frozenset[str] = frozenset()

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(line.claim for line in self.ours if line.claim)

    @cached_property
    def _hosts(self) -> tuple[str, ...]:
        """The beginnings of the numbers, the longest first: ``nordreisa-``."""
        found = {number[: -len("2018-0001")] for number in self._numbers}
        found |= {f"{slug}-" for slug in self.hosts}
        return tuple(sorted(found, key=lambda host: (-len(host), host)))

    @cached_property
    def _by_kid(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for line in self.ours:
            if line.kid and line.claim:
                found.setdefault(line.kid, set()).add(line.claim)
        return {kid: frozenset(claims) for kid, claims in found.items()}

    def of(self, line: TheirLine) -> Named:
        """The claims that a line names; its numbers are believed before its KID."""
        written = f"{line.text} {line.reference}".casefold()
        written = _HYPHEN.sub("-", written)
        numbers = list(self._numbers_in(written))
        known = frozenset(numbers) & self._numbers
        strangers = tuple(dict.fromkeys(n for n in numbers if n not in known))
        if known:
            return Named(known, Basis.NUMBER, strangers)
        by_kid = frozenset(
            claim
            for digits in self._digits_in(written, line.reference)
            for claim in self._by_kid.get(digits, ())
        )
        basis = Basis.KID if by_kid else Basis.NOT_KNOWN
        return Named(by_kid, basis, strangers)

    def _numbers_in(self, written: str) -> Iterable[str]:
        """What has the form of a number of a host."""
        for found in _NUMBER.finditer(written):
            before = written[max(0, found.start() - 60) : found.start()]
            for host in self._hosts:
                if before.endswith(host) and _begins(before[: -len(host)]):
                    yield f"{host}{found[0]}"
                    break

    @staticmethod
    def _digits_in(written: str, reference: str) -> Iterable[str]:
        """Runs of digits, and a reference that is written in groups."""
        yield from _DIGITS.findall(written)
        together = "".join(reference.split())
        if together.isdecimal():
            yield together


def _begins(before: str) -> bool:
    """Whether a slug begins here, and is not the end of a longer one.

    ``krav-`` stands before the number in links of the books.
    """
    longer = _SLUG.search(before)
    return (longer is None and not before[-1:].isalnum()) or (
        longer is not None and longer[0] == "krav-"
    )
