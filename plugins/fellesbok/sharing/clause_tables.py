"""Clauses as a table (*punkter*): the words, the rule, the example and what it gave.

Each clause stands beside what rests on it.  The effect is read off the shares in the
books, as far as the reader may see them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.agreement.tables import FIRST_DAY
from fellesbok.agreement.term_words import rule_in_words
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.entries.vocabulary import shared_link
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.sharing.assumption_tables import EFFECT
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import SourceLine
from fellesbok.tables.targets import Vouchers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.clauses import Clause
    from fellesbok.agreement.clauses import Example
    from fellesbok.sharing.statement import Share

CLAUSE = Column(Text("Punkt"), name="clause")
WORDS = Column(Text("Avtalens ord"), Kind.SENTENCE, "words")
RULE = Column(Text("Regelen"), Kind.SENTENCE, "rule")
EXAMPLE = Column(Text("Eksempel"), Kind.SENTENCE, "example")
COLUMNS = (CLAUSE, FIRST_DAY, WORDS, RULE, EXAMPLE, EFFECT)

DECIDE_SHARES = frozenset({"participants", "key", "cost_centre_rules"})
"""The terms whose effect is what each payer bears."""


def clauses_table(
    cooperation: Cooperation, agreement: Agreement, shares: Sequence[Share]
) -> list[Table]:
    """A line a clause, in the order of the terms; none or one.

    Args:
        cooperation: Whose agreement it is.
        agreement: For names.
        shares: The shares of all years that the reader may see.
    """
    lines = [
        line
        for version in cooperation.versions
        for line in _Terms(version, cooperation, agreement, shares).lines()
    ]
    if not lines:
        return []
    table = Table(
        "punkter",
        Text("Avtalens ord, regelen og hva den gir"),
        COLUMNS,
        tuple(lines),
        Text(
            "Eksemplene er prøvd mot nøkkelen. Virkningen er andelene i det siste året"
            " som er gjort opp etter vilkårene."
        ),
    )
    if len(cooperation.versions) == 1:
        table = table.narrowed(c.name for c in COLUMNS if c is not FIRST_DAY)
    return [table.where_used([EXAMPLE.name, EFFECT.name])]


@frozen
class _Terms:
    """One version of the terms, and what the reader may see of its shares."""

    version: Version
    cooperation: Cooperation
    agreement: Agreement
    shares: Sequence[Share]

    def lines(self) -> Iterator[Line]:
        """Its clauses, and then the examples that no clause is quoted for."""
        told: list[Example] = []
        for clause in self.version.clauses:
            examples = [e for e in self.version.examples if _is_of(e, clause)]
            told += examples
            yield self._line(clause, clause.of, examples)
        for example in self.version.examples:
            if example not in told:
                term = "cost_centre_rules" if example.cost_centre else "key"
                yield self._line(None, (term,), [example])

    def _line(
        self, clause: Clause | None, terms: Sequence[str], examples: Sequence[Example]
    ) -> Line:
        version = self.version
        line = clause.line if clause else examples[0].line
        place = SourceLine(version.place.path, line)
        number = clause.number or NOT_STATED if clause else Text("uten punkt")
        rules = [
            rule_in_words(term, version, self.cooperation, self.agreement)
            for term in terms
        ]
        return Line(
            (
                Cell(number, place),
                Cell(version.first_day),
                Cell(clause.text, None, clause.source) if clause else BLANK,
                Cell(joined(rules, "; ")),
                self._examples(examples),
                self._effect() if DECIDE_SHARES & {*terms} else BLANK,
            )
        )

    def _examples(self, examples: Sequence[Example]) -> Cell:
        if not examples:
            return BLANK
        told = [self._example(example) for example in examples]
        notes = [note for e in examples for note in (e.source, e.note) if note]
        return Cell(joined(told, " "), None, joined(_once(notes), ". "))

    def _example(self, example: Example) -> Text:
        """What the cost becomes for each payer."""
        said = example.payers_ore
        payers = joined(
            [
                _of_payer(payer.name, kroner(said[payer.slug]))
                for payer in self.agreement.payers
                if payer.slug in said
            ],
            "; ",
        )
        if example.cost_ore is None:
            return Text("{payers}.", payers=payers)
        return Text(
            "Av {cost} kr: {payers}.", cost=kroner(example.cost_ore), payers=payers
        )

    def _effect(self) -> Cell:
        """What the terms gave in the last year that was settled by them."""
        cooperation = self.cooperation
        found = [
            share
            for share in self.shares
            if share.cooperation == cooperation.account
            and cooperation.version_on(share.day) is self.version
        ]
        if not found:
            return BLANK
        year = max(share.day.year for share in found)
        amounts: dict[str, Decimal] = {}
        for share in found:
            if share.day.year == year:
                before = amounts.get(share.municipality, Decimal(0))
                amounts[share.municipality] = before + share.amount
        names = [p.name for p in self.agreement.payers if p.name in amounts]
        payers = joined([_of_payer(name, amounts[name]) for name in names], "; ")
        text = Text("{year}: {payers}.", year=year, payers=payers)
        return Cell(text, Vouchers(shared_link(year, cooperation.slug)))


def _is_of(example: Example, clause: Clause) -> bool:
    """Whether an example is of the rule that rests on a clause."""
    return ("cost_centre_rules" if example.cost_centre else "key") in clause.of


def _of_payer(name: str, amount: Decimal) -> Text:
    return Text("{name} {amount} kr", name=name, amount=amount)


def _once(notes: Sequence[str]) -> list[Text]:
    return [Text("{note}", note=note.rstrip(".")) for note in dict.fromkeys(notes)]
