"""What is written of grants in the rules file → the grants, or its faults."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import GRANTS
from fellesbok.agreement.grant_terms import Commitment
from fellesbok.agreement.grant_terms import Deadline
from fellesbok.agreement.grant_terms import Grant
from fellesbok.agreement.grant_terms import OwnFinancing
from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.agreement.grant_terms import PayoutCap
from fellesbok.agreement.grant_terms import Unused
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.rules.key_schema import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location
    from fellesbok.rules.grant_schema import GrantModel
    from fellesbok.rules.grant_schema import OwnFinancingModel
    from fellesbok.rules.grant_schema import PayoutCapModel
    from fellesbok.rules.keys import KeyReader

FINAL_REPORT = Text("Sluttrapport")


def read_grants(
    written: Mapping[str, GrantModel],
    document: Document,
    keys: KeyReader,
    agreement: Agreement,
) -> dict[str, Grant]:
    """The grants; faults are noted in the document.

    Args:
        written: By slug.
        document: Where the faults go.
        keys: Reads assumptions.
        agreement: The agreement without its grants.
    """
    found: dict[str, Grant] = {}
    taken: dict[tuple[str, str], str] = {}
    for slug, model in written.items():
        cooperation, grantor = _parties(slug, model, document, agreement)
        if cooperation is None or grantor is None:
            continue
        account = model.account or grantor.account
        first = taken.setdefault((model.cooperation, account.casefold()), slug)
        if first != slug:
            document.fault(
                ("grants", slug, "account"),
                "Kontoleddet «{account}» brukes også av «{other}».",
                account=account,
                other=first,
            )
        own, shared = (
            f"Income:{cooperation.account}:{GRANTS}:{component}"
            for component in (account, grantor.account)
        )
        found[slug] = _grant(
            slug,
            model,
            document,
            assumptions=keys.assumptions(model.assumptions, ("grants", slug)),
            account=account,
            earned_on=model.earned_on or own,
            shared_accounts=(shared,)
            if model.earned_on is None and shared != own
            else (),
            commodity=model.commodity or agreement.currency,
        )
    return found


def _parties(
    slug: str, model: GrantModel, document: Document, agreement: Agreement
) -> tuple[Cooperation | None, Payer | None]:
    """Whose grant it is and who gives it; unknown ones are faults."""
    cooperation = agreement.cooperations.get(model.cooperation)
    payers = {**agreement.municipalities, **agreement.parties}
    grantor = payers.get(model.grantor)
    if cooperation is None:
        document.fault(
            ("grants", slug, "cooperation"),
            "Ukjent samarbeid «{slug}».",
            slug=model.cooperation,
        )
    if grantor is None:
        document.fault(
            ("grants", slug, "grantor"), "Ukjent betaler «{name}».", name=model.grantor
        )
    return cooperation, grantor


def _grant(  # noqa: PLR0913 -- what has been looked up already
    slug: str,
    model: GrantModel,
    document: Document,
    *,
    assumptions: tuple[Assumption, ...],
    account: str,
    earned_on: str,
    shared_accounts: tuple[str, ...],
    commodity: str,
) -> Grant:
    way = ("grants", slug)
    written = model.conditions
    there = (*way, "conditions")
    first = model.period.from_ if model.period else None
    last = model.period.to if model.period else None
    if first and last and last < first:
        document.fault(
            (*way, "period"),
            "Perioden slutter {last}, før den begynner {first}.",
            first=first,
            last=last,
        )
    report = written.final_report
    return Grant(
        slug=slug,
        title=model.title,
        grantor=model.grantor,
        cooperation=model.cooperation,
        purpose=None if model.purpose == NOT_STATED else model.purpose,
        account=account,
        earned_on=earned_on,
        commodity=commodity,
        commitments=_commitments(model),
        first_day=first,
        last_day=last,
        cap=_cap(written.paid_before_final_report, document, there),
        final_report=None
        if report is None
        else Deadline(report.due, FINAL_REPORT, report.delivered),
        own_financing=_own(written.own_financing, document, there),
        deadlines=tuple(Deadline(d.date, d.text, d.done) for d in written.deadlines),
        unused=Unused(model.unused),
        source=model.source,
        assumptions=assumptions,
        place=document.place(document.line_of(way)),
        shared_accounts=shared_accounts,
    )


def _commitments(model: GrantModel) -> tuple[Commitment, ...]:
    """Oldest first, those without a date before the others."""
    if isinstance(model.commitments, str):
        return ()
    found = [
        Commitment(kroner(int(c.amount)), c.date, c.source) for c in model.commitments
    ]
    return tuple(sorted(found, key=lambda c: c.day or date.min))


def _cap(
    written: PayoutCapModel | None, document: Document, way: Location
) -> PayoutCap | None:
    if written is None:
        return None
    if written.rate is None and written.amount is None:
        document.fault(
            (*way, "paid_before_final_report"), "Oppgi «rate», «amount» eller begge."
        )
    amount = written.amount
    return PayoutCap(written.rate, None if amount is None else kroner(int(amount)))


def _own(
    written: OwnFinancingModel | None, document: Document, way: Location
) -> OwnFinancing | None:
    if written is None:
        return None
    if (written.rate is None) == (written.amount is None):
        document.fault((*way, "own_financing"), "Oppgi enten «amount» eller «rate».")
    amount = written.amount
    return OwnFinancing(
        None if amount is None else kroner(int(amount)),
        written.rate,
        None if written.kind == NOT_STATED else OwnKind(written.kind),
    )
