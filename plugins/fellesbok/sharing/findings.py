"""What a reader must know that is not an error (*funn*): said in the books themselves.

A finding is a generated ``note`` on the cooperation's cost account, or on the account
that it is about, dated the end of the year, so that bean-query, the journal and the
account page show it.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement import Surplus
from fellesbok.agreement.distribution_key import Bounded
from fellesbok.agreement.distribution_key import Groups
from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.distribution_key import unshared
from fellesbok.entries import drafting
from fellesbok.entries import vocabulary
from fellesbok.entries.custom_values import words_of
from fellesbok.entries.days import not_open
from fellesbok.entries.days import open_days
from fellesbok.entries.kinds import customs
from fellesbok.entries.vocabulary import REPORTING
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Custom
    from beancount.core.data import Note

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.agreement.distribution_key import NotStated
    from fellesbok.entries.records import Entries
    from fellesbok.sharing.pots import Gap
    from fellesbok.sharing.settlement import YearResult

MISSING = "mangler"


@frozen
class Finding:
    """One thing a reader must know about a cooperation's year.

    It stands on ``account``, which is open on ``day``; else on the cooperation's cost
    account at the end of the year.
    """

    cooperation: Cooperation
    year: int
    kind: str
    text: Text
    account: str = ""
    day: date | None = None

    @property
    def place(self) -> tuple[str, date]:
        """The account and the day that it is said on."""
        account = self.account or f"Expenses:{self.cooperation.account}"
        return account, self.day or date(self.year, 12, 31)


def findings(  # noqa: PLR0913 -- what is optional is asked for by name
    entries: Entries,
    agreement: Agreement,
    results: Sequence[YearResult],
    *,
    first_number: int = 0,
    others: Sequence[Finding] = (),
    harmless: Collection[tuple[str, int, str]] = (),
) -> tuple[list[Note], list[LedgerError]]:
    """A note for each finding, and an error for each cost account that is not open.

    The notes are numbered from ``first_number``, after the entries made before them.
    ``others`` are findings that have been made elsewhere.  ``harmless`` are assumptions
    (cooperation, year, text) that by no other reading move anybody.
    """
    found = list(others)
    errors: list[LedgerError] = []
    for result in results:
        found.extend(_of_year(result, agreement, harmless))
    for entry in customs(entries, REPORTING):
        _reporting(entry, agreement, found, errors)
    opened = open_days(entries)
    needed: dict[str, dict[str, date]] = {}
    for finding in reversed(found):
        account, day = finding.place
        needed.setdefault(finding.cooperation.slug, {})[account] = day
    faults = [
        fault
        for slug, accounts in sorted(needed.items())
        for fault in not_open(agreement, agreement.cooperations[slug], accounts, opened)
    ]
    if faults:
        return [], errors + faults
    notes = [_note(finding, n) for n, finding in enumerate(found, first_number)]
    return notes, errors


def _of_year(
    result: YearResult, agreement: Agreement, harmless: Collection[tuple[str, int, str]]
) -> Iterator[Finding]:
    """Everything to know about a settled year."""

    def finding(kind: str, template: str, /, **values: object) -> Finding:
        text = Text(template, **values)
        return Finding(result.cooperation, result.year, kind, text)

    for reason, amount_ore in not_shared(result).items():
        yield finding(
            "ikke fordelt",
            "{amount} kr er ikke fordelt: {reason}",
            amount=kroner(amount_ore),
            reason=reason,
        )
    for payers in _without_minimum(result):
        yield finding(
            "minimum gjelder ikke",
            "Minimum gjelder ikke for {payers}, som ikke har del i noen kostnad.",
            payers=", ".join(agreement.payer(slug).name for slug in payers),
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
    for text in _assumed(result, harmless):
        yield Finding(result.cooperation, result.year, "antakelse", text)


def _assumed(
    result: YearResult, harmless: Collection[tuple[str, int, str]]
) -> Iterator[Text]:
    """Each assumption, and those that move nobody together."""
    quiet = []
    for assumption in _assumptions(result):
        place = result.cooperation.slug, result.year, assumption.text
        if assumption.has_no_effect or place in harmless:
            quiet.append(assumption.text)
        else:
            yield Text("Antakelse: {assumption}", assumption=assumption.text)
    if quiet:
        yield Text(
            "Antakelser uten virkning på beløpene: {assumptions}",
            assumptions=" ".join(sorted(quiet)),
        )


def nothing_written(gaps: Sequence[tuple[Cooperation, Gap]]) -> Iterator[Finding]:
    """Agreed sums of years that the books have nothing of, told before the gap."""
    for cooperation, gap in gaps:
        years = range(gap.first - 1, gap.last + 1)
        text = Text(
            "{cooperation}: bøkene har ingenting i årene {first}–{last}, så det som er"
            " avtalt for dem, er ikke belastet. Det neste er fra {day} ({file}:{line})."
            " Rett datoen hvis den er feil; ellers før en saldokontroll for hvert år.",
            cooperation=cooperation.account,
            first=gap.first,
            last=gap.last,
            day=gap.day,
            file=Path(gap.place[0]).name,
            line=gap.place[1],
        )
        known = next(year for year in years if cooperation.versions_in(year))
        yield Finding(cooperation, known, "fast beløp ikke belastet", text)


def not_shared(result: YearResult) -> dict[Text, int]:
    """Why cost stands unshared, and how much in whole øre; each reason once.

    A part of an øre is with the first reason, so that together they are the sum.
    """
    found: dict[Text, Fraction] = {}
    for pot in result.periods[-1].pots:
        key = unshared(pot.pot.key)
        if key is not None and pot.shared_ore:
            reason = _says(key)
            found[reason] = found.get(reason, Fraction(0)) + pot.shared_ore
        elif pot.refused is not None:
            reason = Text("minimum og tak kan ikke holdes samtidig.")
            found[reason] = found.get(reason, Fraction(0)) + pot.unplaced_ore
    whole = {reason: floor(amount) for reason, amount in found.items()}
    first = next(iter(whole), None)
    if first is not None:
        whole[first] += result.unshared_ore - sum(whole.values())
    return {reason: amount for reason, amount in whole.items() if amount}


def _without_minimum(result: YearResult) -> Iterator[list[str]]:
    """Those who take part and have a minimum, but no part in any cost of the year."""
    members = {
        payer
        for version in result.cooperation.versions_in(result.year)
        for payer in version.participants or ()
    }
    for pot in result.periods[-1].pots:
        for bounded in _bounded(pot.evaluation):
            key = bounded.key
            if not isinstance(key, Bounded):
                continue
            asked = {p for p, least in key.minimum_ore.items() if least}
            if payers := sorted((asked & members) - bounded.bounds.keys()):
                yield payers


def _bounded(evaluation: Evaluation) -> Iterator[Evaluation]:
    """Every use of bounds in how a key was used."""
    key = evaluation.key
    if isinstance(key, Bounded) and evaluation.kept is not None:
        yield evaluation
    steps = evaluation.steps
    # A group with payers of its own is not about members.  A linear key has a step for
    # each lot, and one that could not be used has none.
    if isinstance(key, Groups) and steps and not evaluation.lots:
        pairs = zip(key.groups, steps, strict=True)
        steps = tuple(step for group, step in pairs if group.payers is None)
    for step in steps:
        yield from _bounded(step)


def _says(key: NotStated) -> Text:
    """Why nothing is shared by a key."""
    if isinstance(key, NothingShared):
        return Text("inntektene dekker det ikke, og avtalen deler ikke resten.")
    if key.reason:
        return Text("{reason}", reason=key.reason)
    return Text("fordelingsnøkkelen er ikke oppgitt.")


def _assumptions(result: YearResult) -> list[Assumption]:
    """Every assumption that the year's figures rest on, each once."""
    versions = {period.version for period in result.periods}
    keys = [p.pot.key for period in result.periods for p in period.pots]
    found = [a for key in keys for a in assumptions_of(key)]
    for number in sorted(versions):
        found.extend(result.cooperation.versions[number].assumptions)
    return list({assumption.text: assumption for assumption in found}.values())


def _reporting(
    entry: Custom,
    agreement: Agreement,
    found: list[Finding],
    errors: list[LedgerError],
) -> None:
    """``custom "rapportering" "slug" "mangler"``: no report has come."""
    slug, status = (*words_of(entry), "", "")[:2]
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
        vocabulary.COOPERATION: finding.cooperation.account,
        vocabulary.FINDING: finding.kind,
    }
    account, day = finding.place
    meta = vocabulary.metadata(number, values)
    return drafting.note(meta, day, account, finding.text, vocabulary.FINDING_TAG)
