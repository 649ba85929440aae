"""What the paper says beside the terms → clauses, examples and duration, or faults."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.clauses import Clause
from fellesbok.agreement.clauses import Example
from fellesbok.agreement.duration import Duration
from fellesbok.agreement.duration import NotStated
from fellesbok.agreement.duration import Review
from fellesbok.rules.key_schema import NOT_STATED

if TYPE_CHECKING:
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location
    from fellesbok.rules.schema import VersionModel


def read_clauses(
    written: VersionModel, document: Document, way: Location
) -> tuple[Clause, ...]:
    """The clauses of a version; one may only name a term that is written there."""
    found = []
    for n, clause in enumerate(written.clauses):
        place = (*way, "clauses", n)
        for k, term in enumerate(clause.of):
            line = document.line_of((*place, "of", k))
            if (*way, term) not in document.lines:
                document.fault(
                    line,
                    "Punktet viser til «{term}», som ikke står i vilkårene.",
                    term=term,
                )
            elif term in clause.of[:k]:
                document.fault(line, "«{name}» står to ganger.", name=term)
        number = None if clause.number == NOT_STATED else clause.number
        line = document.line_of(place)
        found.append(Clause(number, clause.text, clause.source, tuple(clause.of), line))
    return tuple(found)


def read_examples(
    written: VersionModel, document: Document, way: Location
) -> tuple[Example, ...]:
    """The examples of a version, as they are written (``of_examples`` tries them)."""
    return tuple(
        Example(
            cost_ore=None if example.cost is None else int(example.cost),
            payers_ore={payer: int(ore) for payer, ore in example.payers.items()},
            members=None if example.members is None else tuple(sorted(example.members)),
            year=example.year,
            cost_centre=example.cost_centre or "",
            bearer=example.bearer,
            source=example.source,
            note=example.note or "",
            line=document.line_of((*way, "examples", n)),
        )
        for n, example in enumerate(written.examples)
    )


def read_duration(written: VersionModel, document: Document, way: Location) -> Duration:
    """How long a version lasts; what ends before it begins is a fault."""
    expires = written.expires
    if isinstance(expires, date) and expires < written.from_:
        document.fault(
            document.line_of((*way, "expires")),
            "Avtalen utløper {last}, før vilkårene gjelder ({first}).",
            last=expires,
            first=written.from_,
        )
    reviews: tuple[Review, ...] | NotStated | None = None
    if isinstance(written.reviews, str):
        reviews = written.reviews
    elif written.reviews is not None:
        in_order = sorted(written.reviews, key=lambda review: review.date)
        reviews = tuple(Review(r.date, r.done, r.text or "") for r in in_order)
    return Duration(written.notice, expires, reviews)
