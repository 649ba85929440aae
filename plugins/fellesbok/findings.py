"""What a reader must know that is not an error (*funn*): said in the books themselves.

A finding is a generated ``note`` on the cooperation's cost account, dated the end of
the year, so that bean-query, the journal and the account page show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from beancount.core import data

from fellesbok import generated
from fellesbok.agreement import Surplus
from fellesbok.distribution_key import NothingShared
from fellesbok.distribution_key import assumptions_of
from fellesbok.distribution_key import unshared
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Directive
    from beancount.core.data import Note

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.settlement import YearResult

REPORTING = "rapportering"
MISSING = "mangler"


@dataclass(frozen=True)
class Finding:
    """One thing a reader must know about a cooperation's year."""

    cooperation: Cooperation
    year: int
    kind: str
    text: Text


def findings(
    entries: Sequence[Directive],
    agreement: Agreement,
    results: Sequence[YearResult],
    *,
    first_number: int = 0,
    others: Sequence[Finding] = (),
) -> tuple[list[Note], list[LedgerError]]:
    """A note for each finding, and an error for each cost account that is not open.

    The notes are numbered from ``first_number``, after the entries made before them.
    ``others`` are findings that have been made elsewhere.
    """
    found = list(others)
    errors: list[LedgerError] = []
    for result in results:
        found.extend(_of_year(result))
    for entry in entries:
        if isinstance(entry, data.Custom) and entry.type == REPORTING:
            _reporting(entry, agreement, found, errors)
    opened = generated.open_days(entries)
    needed: dict[str, dict[str, date]] = {}
    for finding in reversed(found):
        account = f"Expenses:{finding.cooperation.account}"
        day = date(finding.year, 12, 31)
        needed.setdefault(finding.cooperation.slug, {})[account] = day
    faults = [
        fault
        for slug, accounts in sorted(needed.items())
        for fault in generated.not_open(
            agreement, agreement.cooperations[slug], accounts, opened
        )
    ]
    if faults:
        return [], errors + faults
    notes = [_note(finding, n) for n, finding in enumerate(found, first_number)]
    return notes, errors


def _of_year(result: YearResult) -> Iterator[Finding]:
    """Everything to know about a settled year."""

    def finding(kind: str, template: str, /, **values: object) -> Finding:
        text = Text(template, **values)
        return Finding(result.cooperation, result.year, kind, text)

    for reason in _reasons_not_shared(result):
        yield finding(
            "ikke fordelt",
            "{amount} kr er ikke fordelt: {reason}",
            amount=kroner(result.unshared_ore),
            reason=reason,
        )
    if result.cost_ore and result.last_version.host is None:
        yield finding(
            "vert ikke oppgitt", "Det er ikke oppgitt hvilken kommune som er vert."
        )
    if result.waiting_ore:
        yield finding(
            "fast beløp ikke belastet",
            "{cooperation} {year}: {amount} kr er avtalt for året og ikke belastet:"
            " bøkene når til {day}.",
            cooperation=result.cooperation.account,
            year=result.year,
            amount=kroner(result.waiting_ore),
            day=result.come_to,
        )
    if result.surplus_ore > 0 and result.surplus is None:
        to_grantor = result.last_version.surplus is Surplus.OWED_TO_GRANTOR
        yield finding(
            "skyldig tilskuddsgiver" if to_grantor else "uavklart overskudd",
            "{amount} kr mer inntekt enn kostnad er skyldig tilskuddsgiver."
            if to_grantor
            else "{amount} kr mer inntekt enn kostnad, og avtalen sier ikke hvem som"
            " eier det.",
            amount=kroner(result.surplus_ore),
        )
    if result.surplus_ore < 0:
        yield finding(
            "underdekning",
            "Bidrag og inntekter er {amount} kr lavere enn kostnaden, og avtalen sier"
            " ikke hvem som dekker det.",
            amount=kroner(-result.surplus_ore),
        )
    for assumption in _assumptions(result):
        yield finding("antakelse", "Antakelse: {assumption}", assumption=assumption)


def _reasons_not_shared(result: YearResult) -> list[str]:
    """Why cost stands unshared, each reason once."""
    if not result.unshared_ore:
        return []
    reasons = []
    for pot in result.periods[-1].pots:
        key = unshared(pot.pot.key)
        if key is None or not pot.shared_ore:
            continue
        if isinstance(key, NothingShared):
            says = Text("inntektene dekker det ikke, og avtalen deler ikke resten.")
        elif key.reason:
            says = Text("{reason}", reason=key.reason)
        else:
            says = Text("fordelingsnøkkelen er ikke oppgitt.")
        reasons.append(says)
    return list(dict.fromkeys(reasons))


def _assumptions(result: YearResult) -> list[str]:
    """Every assumption that the year's figures rest on, each once."""
    versions = {period.version for period in result.periods}
    keys = [p.pot.key for period in result.periods for p in period.pots]
    texts = [a.text for key in keys for a in assumptions_of(key)]
    for number in sorted(versions):
        texts.extend(a.text for a in result.cooperation.versions[number].assumptions)
    return list(dict.fromkeys(texts))


def _reporting(
    entry: data.Custom,
    agreement: Agreement,
    found: list[Finding],
    errors: list[LedgerError],
) -> None:
    """``custom "rapportering" "slug" "mangler"``: no report has come."""
    slug, status = ([str(v.value) for v in entry.values or ()] + ["", ""])[:2]
    if slug not in agreement.cooperations:
        text = Text("Ukjent samarbeid «{slug}».", slug=slug)
        errors.append(LedgerError(entry.meta, text, entry))
    elif status == MISSING:
        cooperation = agreement.cooperations[slug]
        text = Text("Mangler rapportering for {year}.", year=entry.date.year)
        found.append(
            Finding(cooperation, entry.date.year, "mangler rapportering", text)
        )


def _note(finding: Finding, number: int) -> Note:
    values = {
        generated.COOPERATION: finding.cooperation.account,
        generated.FINDING: finding.kind,
    }
    return data.Note(
        generated.metadata(number, values),
        date(finding.year, 12, 31),
        f"Expenses:{finding.cooperation.account}",
        finding.text,
        frozenset({generated.FINDING_TAG}),
        frozenset(),
    )
