"""A certificate (*sertifikat*) of what a payer is charged for a year, as a value.

It names what the figure rests on, and how: lines of the books and of the agreement, the
keys used on them, the rounding, what is charged, claimed and corrected.  The checker
(``checker/verify.py``) works all of it out anew.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.claims.written import read_claims
from fellesbok.contradictions import must_hold
from fellesbok.entries.records import Voucher
from fellesbok.explanation.closed import corrections_of
from fellesbok.frozen import frozen
from fellesbok.proof.agreed import FigureRows
from fellesbok.proof.agreed import RulesText
from fellesbok.proof.agreed import agreed
from fellesbok.proof.agreed import figures
from fellesbok.proof.agreed import payers
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker.verify_deep import postings
from fellesbok.proof.named_lines import selected
from fellesbok.proof.named_lines import voucher_lines
from fellesbok.proof.reckoned import Reckoned
from fellesbok.proof.reckoned import fractions
from fellesbok.proof.reckoned import proofs
from fellesbok.proof.revision import book_files
from fellesbok.proof.revision import revision_of
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Payer
    from fellesbok.books import Books
    from fellesbok.claims.written import Written
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Share

VERSION = 4


@frozen
class Sources:
    """The files of the books: as they are named in certificates, and what they hold.

    Attributes:
        names: The name of each by its path.
        content: The bytes of each by its name.
        rows: The lines of each by its name; those of figures may end in CR alone.
        rules: The agreement.
    """

    names: Mapping[str, str]
    content: Mapping[str, bytes]
    rows: Mapping[str, Sequence[str]]
    rules: RulesText

    @classmethod
    def of(cls, books: Books) -> Sources:
        """The files that the books were loaded from."""
        files = book_files(books)
        names = {str(path): name for path, name in files.items()}
        content = {name: path.read_bytes() for path, name in files.items()}
        rows = {name: _rows(raw) for name, raw in content.items()}
        first = next(iter(books.settled.agreement.cooperations.values()))
        place = Path(first.place.path)
        rules = RulesText.of(place, names[str(place)])
        for name in rules.figure_files & rows.keys():
            rows[name] = re.split("\r\n?|\n", "\n".join(rows[name]))
        return cls(names, content, rows, rules)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each file."""
        return {name: digest(raw) for name, raw in self.content.items()}

    @cached_property
    def revision(self) -> str:
        """The digest of them all (*bøkenes utgave*)."""
        return revision_of(self.digests)

    @cached_property
    def written(self) -> set[tuple[str, int]]:
        """The place of every posting that somebody has written."""
        return {
            (name, line)
            for name, rows in self.rows.items()
            for line in postings(tuple(rows))
        }


def _rows(raw: bytes) -> list[str]:
    return raw.decode("utf-8-sig").replace("\r\n", "\n").split("\n")


def certificate_name(cooperation: str, year: int, payer: str) -> str:
    """What the file of a certificate is called, by slugs."""
    return f"{cooperation}-{year}-{payer}.json"


def can_be_proved(result: YearResult, results: Sequence[YearResult]) -> bool:
    """Whether a year is shared: not where its bounds have no room for the cost.

    Nor where they had none in a year before: what was borne then is not by the key.
    """
    return all(
        pot.refused is None
        for earlier in results
        if earlier.cooperation == result.cooperation and earlier.year <= result.year
        for period in earlier.periods
        for pot in period.pots
    )


def certificates_of(
    books: Books, sources: Sources, year: int
) -> Iterator[tuple[YearResult, Payer, dict[str, Any]]]:
    """Every certificate of a year that can be made, each with whose it is."""
    results = books.settled.results
    for result in results:
        if result.year == year and can_be_proved(result, results):
            for payer, found in certificates(books, sources, result):
                yield result, payer, found


def certificates(
    books: Books, sources: Sources, result: YearResult
) -> Iterator[tuple[Payer, dict[str, Any]]]:
    """The certificate of each payer of a cooperation's year, in whole."""
    shared = books.settled
    lines = voucher_lines(books.entries, shared, result, sources.names)
    more = [pot for line in lines for pot, _ in line.pots]
    year = Reckoned.of(result, shared.agreement, shared.results, more)
    numbers = {pot: n for n, pot in enumerate(year.pots)}
    told = [line.told(numbers, sources.rows, sources.written) for line in lines]
    _must_add_up(year, told)
    named = [line for line in told if "why" not in line]
    rows = FigureRows(sources.rules, shared.agreement)
    common = {
        "accounts": year.accounts_told(),
        "agreement": {
            **agreed(sources.rules, result.cooperation),
            "digest": sources.digests[sources.rules.name],
        },
        "books": {"files": sources.digests, "revision": sources.revision},
        "owed": fractions(year.before.owed_ore),
        "payers": payers(sources.rules, shared.agreement),
        "periods": year.periods_told(sources.rules, rows),
        "pots": year.pots_told(),
        "statistics": figures(rows, year.evaluations()),
        "version": VERSION,
        **_earlier_proofs(shared.results, result),
        "vouchers": {
            "left_out": [line for line in told if "why" in line],
            "lines": named,
            "set_digest": digest(canonical(named)),
            **selected(result, shared.agreement.accounts, told),
        },
    }
    claims, _ = read_claims(books.entries, shared.agreement)
    shares = statement.shares(books.entries, result.year)
    for slug in sorted(result.periods[-1].apportionment.amounts_ore):
        payer = shared.agreement.payer(slug)
        own = _own(books, shares, result, payer)
        own["claims"] = list(_claims(claims, books, sources, result, payer))
        yield payer, {**common, **own}


def _earlier_proofs(
    results: Sequence[YearResult], result: YearResult
) -> dict[str, Any]:
    """What proves the splits within bounds of the years before, where there are any.

    Who bore the øre left over in them is worked out anew by the large checker.
    """
    found = {
        canonical(proof): proof
        for earlier in results
        if earlier.cooperation == result.cooperation and earlier.year < result.year
        for pot in earlier.periods[-1].pots
        for proof in proofs(pot.evaluation)
    }
    return {"earlier_proofs": [*found.values()]} if found else {}


def _must_add_up(year: Reckoned, told: Sequence[Mapping[str, Any]]) -> None:
    """The lines are what was settled: cost and outside income of the whole year."""
    costs = sum(line["ore"] for line in told if not line["income"] and line["in"])
    incomes = -sum(line["ore"] for line in told if line["income"] and line["in"])
    result = year.result
    must_hold(
        "At linjene bak {cooperation} {year} er det som er delt,",
        (costs, incomes) == (result.cost_ore, result.income_ore),
        cooperation=result.cooperation.title,
        year=result.year,
    )


def _own(
    books: Books, shares: Sequence[Share], result: YearResult, payer: Payer
) -> dict[str, Any]:
    """What is the payer's own: the amount, and what is charged and corrected."""
    shared = books.settled
    charged = [
        (share.day, int(share.amount.scaleb(2)))
        for share in shares
        if share.cooperation == result.cooperation.account
        and share.municipality == payer.name
    ]
    is_closed = any(
        (c.cooperation.slug, c.year) == (result.cooperation.slug, result.year)
        for c in shared.closed
    )
    days = [period.end for period in result.periods]
    days += sorted({day for day, _ in charged} - {*days})
    corrected = corrections_of(books.entries, shared, result, payer)
    return {
        "charged": [sum(ore for at, ore in charged if at == day) for day in days],
        "closed": is_closed,
        "corrections": [int(c.amount.scaleb(2)) for c in corrected],
        "subject": {
            "books": shared.agreement.region,
            "cooperation": result.cooperation.slug,
            "ore": result.periods[-1].apportionment.amounts_ore[payer.slug],
            "payer": payer.slug,
            "year": result.year,
        },
    }


def _claims(
    claims: Sequence[Written],
    books: Books,
    sources: Sources,
    result: YearResult,
    payer: Payer,
) -> Iterator[dict[str, Any]]:
    """The claims on a payer for a period of the year, with the line of each."""
    words = books.settled.agreement.accounts
    for claim, entry in claims:
        if claim.cooperation != result.cooperation or claim.payer.slug != payer.slug:
            continue
        if claim.year != result.year:
            continue
        voucher = Voucher(entry)
        for booked in voucher.lines:
            is_claimed = booked.account.startswith(f"{words.claims}:")
            if is_claimed and booked.amount == claim.payable:
                meta = {**voucher.meta, **booked.meta}
                file, line = sources.names[meta["filename"]], meta["lineno"]
                yield {
                    "digest": digest(sources.rows[file][line - 1].encode()),
                    "file": file,
                    "id": claim.id,
                    "kind": claim.kind.value,
                    "line": line,
                    "ore": int(claim.payable.scaleb(2)),
                }
                break
