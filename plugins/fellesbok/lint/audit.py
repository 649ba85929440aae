"""A year's books → every finding, answered or not, in the order of the agreements."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.lint import answers
from fellesbok.lint import assumed
from fellesbok.lint import balance
from fellesbok.lint import deviations
from fellesbok.lint import duties
from fellesbok.lint import grant_money
from fellesbok.lint import not_claimed
from fellesbok.lint import quality
from fellesbok.lint import reductions
from fellesbok.lint import stated
from fellesbok.lint import totals
from fellesbok.lint import year_end
from fellesbok.lint.catalogue import RULES
from fellesbok.lint.commas import commas
from fellesbok.lint.remark import typed_part
from fellesbok.lint.three_decimals import three_decimals
from fellesbok.lint.unread import unread
from fellesbok.lint.unseen_signs import unseen_signs
from fellesbok.lint.voucher_series import series
from fellesbok.lint.year import years
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.entries.records import Entries
    from fellesbok.lint.answers import Answer
    from fellesbok.lint.remark import Remark
    from fellesbok.shared import Shared

LIMIT_PERCENT = Decimal(5)
CHECKS = (
    duties.report_missing,
    duties.report_date,
    duties.host_missing,
    duties.key_missing,
    duties.budget_missing,
    duties.cost_missing,
    duties.replaced_numbers,
    balance.financing,
    balance.nothing_stated,
    balance.deficit,
    balance.surplus,
    not_claimed.claims_not_raised,
    balance.grant_as_remainder,
    deviations.deviations,
    deviations.same_as_budget,
    totals.control_sums,
    totals.percentages,
    stated.sums,
    stated.caps,
    grant_money.above_commitment,
    grant_money.unused,
    year_end.grant_terms,
    grant_money.in_kind,
    quality.part_of_year,
    quality.several_years,
    quality.unclear_column,
    quality.rounded,
    reductions.reduced,
    reductions.off_twice,
    not_claimed.not_invoiced,
    not_claimed.instalments_not_claimed,
    not_claimed.not_settled,
    not_claimed.after_closing,
    assumed.assumptions,
)


@frozen
class AuditFinding:
    """One thing a controller would ask (*funn*).

    Attributes:
        rule: The rule's name, which an answer refers to.
        cooperation: The slug, or blank where it is about none.
        year: The accounting year.
        text: What was found, and the rule behind it.
        amount: In kroner, or ``None`` where it is not about an amount.
        place: Path and line.
        answer: What has been answered, or ``None``.
        part: What of the cooperation it is about: a cost centre, a column, a payer.
    """

    rule: str
    cooperation: str
    year: int
    text: Text
    amount: Decimal | None
    place: tuple[str, int] | None
    answer: Answer | None
    part: str = ""

    @property
    def typed(self) -> str:
        """The rule and the part, as they are shown and typed in an answer."""
        return f"{self.rule} {typed_part(self.part)}".strip()


def lint(
    entries: Entries,
    shared: Shared,
    year: int,
    *,
    limit_percent: Decimal = LIMIT_PERCENT,
) -> list[AuditFinding]:
    """Every finding of a year; of the books as a whole, for who reads them whole.

    Args:
        entries: The loaded books.
        shared: What the plugin kept.
        year: The accounting year.
        limit_percent: Deviations from the budget above this need an explanation.
    """
    order = list(RULES)
    remarks = {
        context.cooperation.slug: sorted(
            (found for check in CHECKS for found in check(context)),
            key=lambda found: order.index(found.rule),
        )
        for context in years(entries, shared, year, limit_percent)
    }
    written = answers.read_answers(entries, year)
    found = [
        _finding(slug, year, remark, written)
        for slug, rows in remarks.items()
        for remark in rows
    ]
    if shared.reader is None:
        of_books = _of_books(entries, shared, year)
        found.extend(_finding("", year, remark) for remark in of_books)
    found.extend(
        _finding(slug, year, remark)
        for slug, remark in answers.faults(written, remarks, shared.agreement)
    )
    return found


def _of_books(entries: Entries, shared: Shared, year: int) -> Iterator[Remark]:
    """What is asked of the books, and of no cooperation."""
    currency = shared.agreement.currency
    yield from series(entries, year)
    yield from unread(shared)
    yield from unseen_signs(entries, year)
    yield from three_decimals(entries, year, currency)
    yield from commas(entries, year, currency)


def _finding(
    slug: str,
    year: int,
    remark: Remark,
    written: Sequence[answers.WrittenAnswer] = (),
) -> AuditFinding:
    """A finding with the last answer that closes it.

    An answer that the cause is unknown is told, and closes nothing.
    """
    mine = [a for a in written if a.is_about(slug, remark) and a.answer.by]
    last = max(mine, key=lambda a: a.answer.day) if mine else None
    text = remark.text
    if last is not None and last.cause == answers.UNKNOWN:
        text = Text(
            "{text} Svart {day} av {by}: årsaken er ukjent. {comment}",
            text=text,
            day=last.answer.day,
            by=last.answer.by,
            comment=last.answer.comment,
        )
    return AuditFinding(
        remark.rule,
        slug,
        year,
        text,
        remark.amount,
        remark.place,
        last.answer if last is not None and last.closes else None,
        remark.part,
    )
