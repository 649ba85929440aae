"""The lines of objections → values, each with its history, and what cannot be read.

The line that makes an objection says what it is about; lines with the same id add
answers and the outcome, and no line is ever changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.entries.custom_values import values_of
from fellesbok.entries.days import last_day
from fellesbok.entries.kinds import customs
from fellesbok.entries.vocabulary import OBJECTION
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.objections.records import About
from fellesbok.objections.records import Objection
from fellesbok.objections.records import Outcome
from fellesbok.objections.records import Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Custom

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry

PAYER = "kommune"
AMOUNT = "beloep"
WHY = "aarsak"
DEADLINE = "frist"
TEXT = "tekst"
CREDIT_NOTE = "kreditnota"
ANSWER = "svar"
DECISION = "utfall"
PUT_RIGHT = "rettet"

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


def objections(entries: Iterable[Entry], agreement: Agreement) -> list[Objection]:
    """Every objection that can be read, in the order of the books."""
    return read_objections(entries, agreement)[0]


def objections_on(
    entries: Iterable[Entry], agreement: Agreement, day: date
) -> list[Objection]:
    """Every objection as it was known on a day."""
    return _known(objections(entries, agreement), day)


def objections_heard(
    entries: Entries, agreement: Agreement, day: date
) -> list[Objection]:
    """Every objection that what is claimed waits for, seen from a day.

    Seen from the last day that something is booked, or later, all that is written is
    heard: nobody waits for a voucher before an objection counts.

    Args:
        entries: The books.
        agreement: The agreements.
        day: The day.
    """
    found = objections(entries, agreement)
    if not found or day >= last_day(entries):
        return found
    return _known(found, day)


def _known(found: Iterable[Objection], day: date) -> list[Objection]:
    """What was known on a day of each that was made by then."""
    return [known for each in found if (known := each.on(day)) is not None]


def read_objections(
    entries: Iterable[Entry], agreement: Agreement
) -> tuple[list[Objection], list[LedgerError]]:
    """Every objection, and an error for each line that says what cannot be."""
    reader = _Reader(agreement)
    later = []
    for line in customs(entries, OBJECTION):
        values = values_of(line)
        if [*map(str, values[1:2])] in ([ANSWER], [DECISION], [PUT_RIGHT]):
            later.append(line)
        else:
            reader.made(line, values)
    # Two lines of one day lie in the order of their files: what is put right is last.
    for line in sorted(later, key=lambda e: str(values_of(e)[1]) == PUT_RIGHT):
        reader.added(line, values_of(line))
    return [*reader.found.values()], reader.errors


class _Reader:
    """Reads one line at a time, and keeps what is found and what is wrong."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self.found: dict[str, Objection] = {}
        self.errors: list[LedgerError] = []

    def made(self, line: Custom, values: list[Any]) -> None:
        """The line that makes an objection."""
        about = self._about(values)
        if about is None:
            self._refuse(
                line,
                'En innsigelse skrives slik: custom "innsigelse" "id" "krav"'
                ' "kravnummer", eller "andel" "samarbeid" år, eller "bilag"'
                ' "samarbeid" år "bilagsnummer". Senere linjer med samme id: "svar",'
                ' "utfall" med "delvis", "korreksjon" eller "opprettholdt", og etter'
                ' "delvis" og "korreksjon" "rettet" når bøkene er rettet.',
            )
            return
        first = self.found.get(values[0])
        if first is not None:
            self._refuse(
                line,
                "Innsigelsen {id} er reist to ganger: også på linje {line} i {file}.",
                id=values[0],
                line=first.entry.meta["lineno"],
                file=Path(str(first.entry.meta["filename"])).name,
            )
            return
        kind, claim, named, year, voucher = about
        known = self._agreement.slug_by_name.get(str(line.meta.get(PAYER, "")))
        cooperation = None
        if kind is not About.CLAIM:
            for each in self._agreement.cooperations.values():
                if named in {each.slug, each.account, each.title}:
                    cooperation = each
            if cooperation is None:
                self._refuse(
                    line,
                    "Innsigelsen {id} gjelder «{name}», som ikke er et samarbeid.",
                    id=values[0],
                    name=named,
                )
        if known is None:
            self._refuse(
                line,
                "Innsigelsen {id} sier ikke hvem den er fra: skriv «{field}» med navnet"
                " på en betaler. Den har {found}.",
                id=values[0],
                field=PAYER,
                found=str(line.meta.get(PAYER) or Text("ingenting")),
            )
        reason = str(line.meta.get(WHY) or "").strip()
        if not reason:
            self._refuse(
                line,
                "Innsigelsen {id} mangler «{field}»: skriv hva det er som er feil.",
                id=values[0],
                field=WHY,
            )
        amount, deadline = self._amount(line, values[0]), self._deadline(line, values)
        if known is None or (kind is not About.CLAIM and cooperation is None):
            return
        self.found[values[0]] = Objection(
            values[0],
            self._agreement.payer(known),
            kind,
            claim,
            cooperation,
            year,
            voucher,
            amount,
            reason,
            line.date,
            deadline,
            line,
        )

    def added(self, line: Custom, values: list[Any]) -> None:
        """A line with an answer or the outcome, or that the books are put right."""
        id_, kind, *rest = map(str, values)
        before = self.found.get(id_)
        if before is None:
            self._refuse(line, "Innsigelsen {id} er ikke reist i bøkene.", id=id_)
            return
        if line.date < before.day:
            self._refuse(
                line,
                "«{kind}» på innsigelsen {id} er datert {day}, før den ble reist"
                " {first}.",
                kind=kind,
                id=id_,
                day=line.date,
                first=before.day,
            )
        said = Said(line.date, str(line.meta.get(TEXT) or "").strip(), line)
        if kind == ANSWER:
            if not said.text:
                self._refuse(
                    line,
                    "Svaret på innsigelsen {id} mangler «{field}».",
                    id=id_,
                    field=TEXT,
                )
            self.found[id_] = replace(before, answers=(*before.answers, said))
        elif kind == PUT_RIGHT:
            self._put_right(line, before, said)
        elif len(rest) != 1 or rest[0] not in _OUTCOMES:
            self._refuse(
                line,
                "Utfallet av innsigelsen {id} er {found}: skriv «delvis», «korreksjon»"
                " eller «opprettholdt».",
                id=id_,
                found=f"«{' '.join(rest)}»" if rest else Text("ikke oppgitt"),
            )
        elif before.outcome is not None:
            self._refuse(
                line,
                "Innsigelsen {id} har alt et utfall: {outcome}.",
                id=id_,
                outcome=before.outcome.value,
            )
        else:
            self.found[id_] = replace(
                before,
                outcome=_OUTCOMES[rest[0]],
                decided=said,
                credit_note=str(line.meta.get(CREDIT_NOTE) or "").strip(),
            )

    def _put_right(self, line: Custom, before: Objection, said: Said) -> None:
        """That the books are put right: once, of what was granted."""
        if not before.is_granted or before.decided is None:
            self._refuse(
                line,
                "Innsigelsen {id} har ikke utfallet «delvis» eller «korreksjon», så"
                " «rettet» sier ingenting: skriv utfallet før det.",
                id=before.id,
            )
        elif line.date < before.decided.day:
            self._refuse(
                line,
                "«rettet» på innsigelsen {id} er datert {day}, før utfallet {decided}.",
                id=before.id,
                day=line.date,
                decided=before.decided.day,
            )
        elif before.put_right is not None:
            self._refuse(
                line,
                "Innsigelsen {id} er alt sagt å være rettet {day}: ta bort den ene"
                " linjen.",
                id=before.id,
                day=before.put_right.day,
            )
        else:
            self.found[before.id] = replace(before, put_right=said)

    def _about(
        self, values: list[Any]
    ) -> tuple[About, str, str, int | None, str] | None:
        """What the line is about: a claim, or cooperation, year and voucher."""
        match values:
            case [str(id_), "krav", str(claim)] if id_.strip():
                return About.CLAIM, claim, "", None, ""
            case [str(id_), "andel", str(named), Decimal() as year] if id_.strip():
                return About.SHARE, "", named, int(year), ""
            case [str(id_), "bilag", str(named), Decimal() as year, str(voucher)] if (
                id_.strip()
            ):
                return About.VOUCHER, "", named, int(year), voucher
            case _:
                return None

    def _amount(self, line: Custom, id_: str) -> Decimal | None:
        """How much is objected to; blank is not zero."""
        match line.meta.get(AMOUNT):
            case None:
                return None
            case Amount(number=Decimal() as number, currency=currency) if (
                currency == self._agreement.currency and number > 0
            ):
                return number
            case found:
                self._refuse(
                    line,
                    "Innsigelsen {id} har «{field}» {found}: skriv et beløp over null i"
                    " {currency}, eller ingenting.",
                    id=id_,
                    field=AMOUNT,
                    found=str(found),
                    currency=self._agreement.currency,
                )
                return None

    def _deadline(self, line: Custom, values: list[Any]) -> date | None:
        """When it is to be answered by."""
        found = line.meta.get(DEADLINE)
        if found is None:
            return None
        if not isinstance(found, date):
            self._refuse(
                line,
                "Innsigelsen {id} har «{field}» {found}: skriv en dato uten"
                " anførselstegn.",
                id=values[0],
                field=DEADLINE,
                found=str(found),
            )
            return None
        if found < line.date:
            self._refuse(
                line,
                "Innsigelsen {id} er datert {day}, men fristen for svar er før det:"
                " {deadline}.",
                id=values[0],
                day=line.date,
                deadline=found,
            )
        return found

    def _refuse(self, line: Custom, template: str, /, **values: object) -> None:
        self.errors.append(LedgerError(line.meta, Text(template, **values), line))
