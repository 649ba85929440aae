"""What is written in the rules file → the agreements, or every fault in how it fits.

The shape is already right (``schema``); here names are looked up, versions are put in
order, and keys are held against those who take part.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement import Agreement
from fellesbok.agreement import Basis
from fellesbok.agreement import Cooperation
from fellesbok.agreement import Municipality
from fellesbok.agreement import Payer
from fellesbok.agreement import Settlement
from fellesbok.agreement import Surplus
from fellesbok.agreement import Version
from fellesbok.agreement.innsyn import Innsyn
from fellesbok.agreement.model import CostCentre
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Place
from fellesbok.errors import FileFault
from fellesbok.frozen import frozen
from fellesbok.rules.fit import check_fit
from fellesbok.rules.fit import check_order
from fellesbok.rules.key_schema import KEY_WORDS
from fellesbok.rules.key_schema import NOT_STATED
from fellesbok.rules.keys import KeyReader
from fellesbok.rules.of_account_names import read_account_names
from fellesbok.rules.of_approval import read_approval
from fellesbok.rules.of_claims import check_claims
from fellesbok.rules.of_claims import read_claims
from fellesbok.rules.of_claims import read_invoicing
from fellesbok.rules.of_clauses import read_clauses
from fellesbok.rules.of_clauses import read_duration
from fellesbok.rules.of_clauses import read_examples
from fellesbok.rules.of_grants import read_grants
from fellesbok.rules.of_identity import check_identities
from fellesbok.rules.of_identity import read_numbers
from fellesbok.rules.of_reductions import check_contra
from fellesbok.rules.of_reductions import read_contra
from fellesbok.rules.of_statistics import read_series
from fellesbok.rules.of_statistics import tried_twice
from fellesbok.rules.proposal import AS_WRITTEN
from fellesbok.rules.proposal import TRIED_FIGURES
from fellesbok.rules.proposal import known_figures
from fellesbok.rules.proposal import with_figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from fellesbok.agreement.account_names import AccountNames
    from fellesbok.rules import schema
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location
    from fellesbok.rules.examined import Read
    from fellesbok.rules.proposal import Proposal


def build(
    rules: schema.RulesModel,
    document: Document,
    proposal: Proposal = AS_WRITTEN,
    read: Read = Path.read_bytes,
) -> Agreement:
    """The agreement; faults are noted in the document, which must be looked at."""
    municipalities = _municipalities(rules, document)
    parties = {
        slug: Payer(slug, party.name, party.account or _component(party.name))
        for slug, party in rules.parties.items()
    }
    _unlike(document, rules)
    statistics = {
        name: read_series(name, written, document, municipalities, read)
        for name, written in rules.statistics.items()
    }
    figures, unknown = known_figures(proposal.figures, statistics, municipalities)
    document.faults += [FileFault(TRIED_FIGURES, 1, text) for text in unknown]
    tried_twice(figures, rules.statistics, document, municipalities)
    statistics = with_figures(statistics, replace(proposal, figures=figures))
    payers = municipalities.keys() | parties.keys()
    names = {slug: p.name for slug, p in {**parties, **municipalities}.items()}
    keys = KeyReader(document, rules.keys, statistics, names)
    words = read_account_names(rules.accounts, document)
    known = _Known(document, keys, municipalities, payers, words)
    cooperations = {
        slug: _cooperation(slug, written, known)
        for slug, written in rules.cooperations.items()
    }
    agreement = Agreement(
        rules.region,
        rules.currency,
        municipalities,
        parties,
        statistics,
        keys.all_named(),
        cooperations,
        words,
    )
    check_fit(agreement, document, is_tried=proposal != AS_WRITTEN)
    check_identities(agreement, document)
    check_claims(agreement, document)
    grants = read_grants(rules.grants, document, keys, agreement)
    agreement = replace(agreement, grants=grants)
    check_contra(agreement, document)
    return agreement


def _municipalities(
    rules: schema.RulesModel, document: Document
) -> dict[str, Municipality]:
    found = {}
    for slug, written in rules.municipalities.items():
        found[slug] = Municipality(
            slug,
            written.name,
            written.account or _component(written.name),
            written.organisation_number,
            read_numbers(written, document, slug),
            read_invoicing(written.invoicing),
            Place(*document.place(document.line_of(("municipalities", slug)))),
        )
    return found


def _component(name: str) -> str:
    """An account component made of a name: hyphens for spaces."""
    return "-".join(name.split())


def _unlike(document: Document, rules: schema.RulesModel) -> None:
    """Slugs, names and account components must tell payers and cooperations apart."""
    payers = [
        (("municipalities", slug), slug, m.name, m.account)
        for slug, m in rules.municipalities.items()
    ] + [
        (("parties", slug), slug, p.name, p.account)
        for slug, p in rules.parties.items()
    ]
    taken: dict[str, tuple[Location, str]] = {}
    for way, slug, name, account in payers:
        if slug in KEY_WORDS:
            document.fault(
                way,
                "«{slug}» er et ord i fordelingsnøklene. Gi betaleren et annet"
                " kortnavn.",
                slug=slug,
            )
        for word in sorted({slug, name, account or _component(name)}):
            other = taken.setdefault(word.casefold(), (way, slug))
            if other[0] != way:
                document.fault(
                    way,
                    "«{word}» er også navn, kortnavn eller kontoledd for «{other}»."
                    " Betalere må kunne skilles.",
                    word=word,
                    other=other[1],
                )
    by_account: dict[str, str] = {}
    for slug, written in rules.cooperations.items():
        first = by_account.setdefault(written.account.casefold(), slug)
        if first != slug:
            document.fault(
                ("cooperations", slug, "account"),
                "Kontoleddet «{account}» brukes også av «{other}».",
                account=written.account,
                other=first,
            )


@frozen
class _Known:
    """What a cooperation is read against."""

    document: Document
    keys: KeyReader
    municipalities: Mapping[str, Municipality]
    payers: AbstractSet[str]
    words: AccountNames


def _cooperation(
    slug: str, written: schema.CooperationModel, known: _Known
) -> Cooperation:
    document = known.document
    way: Location = ("cooperations", slug)
    versions = [
        _version(written, number, known, (*way, "versions", number))
        for number in range(len(written.versions))
    ]
    check_order(versions, document)
    centres = {
        code: CostCentre(code, c.account, c.title)
        for code, c in written.cost_centres.items()
    }
    return Cooperation(
        slug,
        written.title,
        written.account,
        written.kind,
        _stated(written.legal_form),
        tuple(written.partners),
        written.period or "",
        centres,
        tuple(versions),
        Place(*document.place(document.line_of(way))),
        read_contra(written, document, (*way, "contra"), known.words),
        Innsyn(written.innsyn),
    )


def _version(
    cooperation: schema.CooperationModel, number: int, known: _Known, way: Location
) -> Version:
    document, written = known.document, cooperation.versions[number]
    later = cooperation.versions[number + 1 :]
    until_next = date.max
    if later:  # one that stands before an older one is told about in check_order
        until_next = max(written.from_, later[0].from_ - timedelta(days=1))
    line = document.line_of(way)
    day = document.line_of((*way, "from"))
    if document.place(day)[0] != document.place(line)[0]:
        line = day  # something else is tried in these terms, and is told of there
    host = _stated(written.host)
    if host is not None and host not in known.municipalities:
        document.fault((*way, "host"), "Ukjent vertskommune «{name}».", name=host)
    participants = None
    if not isinstance(written.participants, str):
        place = (*way, "participants")
        participants = _members(written.participants, known, place)
    return Version(
        written.from_,
        written.to or until_next,
        participants,
        host,
        known.keys.read(written.key, (*way, "key")),
        Basis(written.basis),
        Settlement(written.settlement),
        Surplus(written.surplus),
        _cost_centre_rules(written, cooperation, known, way),
        _stated(written.decision),
        _stated(written.source) or "",
        known.keys.assumptions(written.assumptions, way),
        Place(*document.place(line)),
        read_claims(written.claims, document, (*way, "claims"), known.payers),
        read_duration(written, document, way),
        read_clauses(written, document, way),
        read_examples(written, document, way),
        read_approval(written.approval, document, (*way, "approval")),
    )


def _members(written: list[str], known: _Known, way: Location) -> tuple[str, ...]:
    """Slugs of municipalities, sorted; unknown and repeated ones are faults."""
    for n, slug in enumerate(written):
        line = known.document.line_of((*way, n))
        if slug not in known.municipalities:
            known.document.fault(
                line,
                "Ukjent kommune «{name}». Kjente kommuner: {known}.",
                name=slug,
                known=", ".join(sorted(known.municipalities)),
            )
        elif slug in written[:n]:
            known.document.fault(line, "«{name}» står to ganger.", name=slug)
    if not written:
        known.document.fault(way, "Ingen deltakere er oppgitt.")
    return tuple(sorted(set(written) & known.municipalities.keys()))


def _cost_centre_rules(
    written: schema.VersionModel,
    cooperation: schema.CooperationModel,
    known: _Known,
    way: Location,
) -> dict[str, CostCentreRule]:
    document = known.document
    found = {}
    for code, rule in written.cost_centre_rules.items():
        place = (*way, "cost_centre_rules", code)
        if code not in cooperation.cost_centres:
            document.fault(
                place, "Ansvar «{code}» er ikke blant samarbeidets ansvar.", code=code
            )
        key = None
        if rule.key is not None:
            key = known.keys.read(rule.key, (*place, "key"))
        participants = None
        if rule.participants is not None:
            there = (*place, "participants")
            participants = _members(rule.participants, known, there)
        found[code] = CostCentreRule(key, participants)
    return found


def _stated(written: str) -> str | None:
    """``None`` for what the source does not state."""
    return None if written == NOT_STATED else written
