"""Two books held together: each line of either side once, agreed or why not.

A line is of the claim that it names; what names several is of them all where it is
their sum, of the one whose amount it has, and of nobody knows which otherwise.  What
names none is of the claim with that amount whose day is nearest, in the same year.
What names another's is never agreed by its amount: it may be of that, and is asked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import sentences
from fellesbok.reconciling.claim_names import Names
from fellesbok.reconciling.nearest import nearest
from fellesbok.reconciling.picking import RIGHT_ARTS
from fellesbok.reconciling.records import OUTCOMES
from fellesbok.reconciling.records import ZERO
from fellesbok.reconciling.records import Basis
from fellesbok.reconciling.records import Item
from fellesbok.reconciling.records import Outcome
from fellesbok.reconciling.records import Reconciliation
from fellesbok.reconciling.records import Side
from fellesbok.reconciling.records import total

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.reconciling.claim_names import Named
    from fellesbok.reconciling.records import OurLine
    from fellesbok.reconciling.records import TheirLine

_ORDER = {outcome: place for place, outcome in enumerate(OUTCOMES)}


@frozen
class Question:
    """What is held together.

    Attributes:
        side: Claims or payments.
        year: The accounting year.
        ours: Ours of every year that the payer has.
        right_arts: The arts that are right; none where it does not matter.
        answers: The claim that a line of theirs is of, by its row, as a person says.
        own: The numbers of all claims on the payer, also of what has not been paid.
        hosts: The slugs of all who may have claims.
    """

    side: Side
    year: int
    ours: tuple[OurLine, ...]
    right_arts: tuple[str, ...] = RIGHT_ARTS
    answers: Mapping[int, str] | None = None
    own: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


def hold(question: Question, theirs: Sequence[TheirLine]) -> Reconciliation:
    """The two sides, line by line.

    Args:
        question: What is held together, with ours.
        theirs: Theirs that are picked.
    """
    holding = _Holding(question, theirs)
    items = sorted(holding.items(), key=_place)
    year = question.year
    return Reconciliation(
        question.side,
        year,
        tuple(items),
        total(line for line in question.ours if line.year == year),
        total(line for line in theirs if line.year == year),
    )


def _place(item: Item) -> tuple[int, str, str, int]:
    """The order of a list: what is said, then the day, the claim and the row."""
    days = [*(o.day for o in item.ours), *(t.day for t in item.theirs)]
    rows = [line.row for line in item.theirs]
    first = min(days).isoformat()
    return _ORDER[item.outcome], first, item.claim, min(rows, default=0)


class _Holding:
    """One holding together, and what has been found out on the way."""

    def __init__(self, question: Question, theirs: Sequence[TheirLine]) -> None:
        self._question = question
        self._theirs = theirs
        self._names = Names(question.ours, question.hosts)
        self._ours: dict[str, list[OurLine]] = defaultdict(list)
        for line in question.ours:
            self._ours[line.claim].append(line)

    def items(self) -> Iterator[Item]:
        """Every item that has something in the year."""
        year = self._question.year
        for item in self._every():
            years = {*(o.year for o in item.ours), *(t.year for t in item.theirs)}
            if year in years:
                yield item

    def _every(self) -> Iterator[Item]:
        unnamed: list[tuple[TheirLine, Named]] = []
        groups = _Groups()
        for line in self._theirs:
            named = self._named(line)
            if not named.claims:
                unnamed.append((line, named))
                continue
            meant = self._meant(line, named.claims)
            groups.add(line, meant or named.claims, named.basis, is_open=not meant)
        for group in groups.found():
            ours = tuple(our for c in sorted(group.claims) for our in self._ours[c])
            theirs = tuple(group.lines)
            if group.is_open:
                yield self._open(ours, theirs)
            else:
                yield self._item(ours, theirs, group.basis)
        alone = [our for our in self._question.ours if our.claim not in groups.claims]
        yield from self._unnamed(alone, unnamed)

    def _named(self, line: TheirLine) -> Named:
        """What a person has said, or else what the line says itself."""
        named = self._names.of(line)
        said = (self._question.answers or {}).get(line.row)
        if said is None:
            return named
        return replace(named, claims=frozenset({said}), basis=Basis.ANSWER)

    def _meant(self, line: TheirLine, named: frozenset[str]) -> frozenset[str]:
        """Which of several claims a line is of; none where that cannot be known."""
        if len(named) == 1:
            return named
        sums = {claim: total(self._ours[claim]) for claim in named}
        same = frozenset(c for c, amount in sums.items() if amount == line.amount)
        is_sum = sum(sums.values(), ZERO) == line.amount
        ways = [same] * (len(same) == 1) + [named] * is_sum
        return ways[0] if len(ways) == 1 else frozenset()

    def _unnamed(
        self, ours: list[OurLine], theirs: list[tuple[TheirLine, Named]]
    ) -> Iterator[Item]:
        """What stands in the year and is not named: by amount and day, or alone."""
        year = self._question.year
        here = [line for line in ours if line.year == year]
        there = [(line, named) for line, named in theirs if line.year == year]
        used: set[int] = set()
        for names_another in (False, True):
            mine = [line for line in here if id(line) not in used]
            of_kind = [(t, n) for t, n in there if bool(n.strangers) is names_another]
            remarks = {id(line): self._of_others(named) for line, named in of_kind}
            for near in nearest(mine, [line for line, _ in of_kind]):
                used |= {id(line) for line in (*near.ours, *near.theirs)}
                said = [text for t in near.theirs for text in remarks[id(t)]]
                if near.is_certain and not (names_another and near.ours[0].claim):
                    item = self._item(near.ours, near.theirs, Basis.AMOUNT_AND_DAY)
                else:
                    item = self._open(near.ours, near.theirs)
                yield replace(
                    item, remark=sentences([*filter(None, [item.remark]), *said])
                )
        for our in here:
            if id(our) not in used:
                yield self._item((our,), (), Basis.NOT_KNOWN)
        for their, named in there:
            if id(their) not in used:
                alone = self._item((), (their,), Basis.NOT_KNOWN)
                yield replace(alone, remark=sentences(self._of_others(named)))

    def _of_others(self, named: Named) -> list[Text]:
        """That a line names claims on somebody else, or such as have no payment."""
        own = [number for number in named.strangers if number in self._question.own]
        others = [number for number in named.strangers if number not in own]
        found = []
        if others:
            text = "Oppgir {numbers}, som ikke er noe krav på kommunen."
            found.append(Text(text, numbers=", ".join(others)))
        if own:
            text = "Oppgir {numbers}, som vi ikke har noen betaling på."
            found.append(Text(text, numbers=", ".join(own)))
        return found

    def _open(self, ours: tuple[OurLine, ...], theirs: tuple[TheirLine, ...]) -> Item:
        """What can be read in several ways."""
        year = self._question.year
        return Item(Outcome.AMBIGUOUS, Basis.NOT_KNOWN, year, ours, theirs)

    def _item(
        self, ours: tuple[OurLine, ...], theirs: tuple[TheirLine, ...], basis: Basis
    ) -> Item:
        """What is said of lines that belong together."""
        question = self._question
        wrong = _wrong_arts(theirs, question.right_arts) if ours else ()
        outcome = _outcome(ours, theirs)
        if outcome is Outcome.AGREED and wrong:
            outcome = Outcome.ACCOUNT
        remarks = _remarks(outcome, ours, theirs)
        if wrong:
            remarks.append(
                Text(
                    "Ført på art {found}, og ikke på {right}.",
                    found=", ".join(wrong),
                    right=" / ".join(question.right_arts),
                )
            )
        return Item(outcome, basis, question.year, ours, theirs, sentences(remarks))


@dataclass
class _Group:
    """Lines of the same claims."""

    claims: set[str]
    lines: list[TheirLine]
    basis: Basis
    is_open: bool


class _Groups:
    """Lines by the claims that they are of; claims that share a line stand together."""

    def __init__(self) -> None:
        self._by_claim: dict[str, _Group] = {}

    def add(
        self, line: TheirLine, claims: frozenset[str], basis: Basis, *, is_open: bool
    ) -> None:
        """Put a line to its claims."""
        whole = _Group(set(claims), [], basis, is_open)
        known = {id(g): g for c in sorted(claims) if (g := self._by_claim.get(c))}
        for group in known.values():
            whole.claims |= group.claims
            whole.lines += group.lines
            whole.is_open |= group.is_open
            whole.basis = group.basis
        whole.lines.append(line)
        for claim in whole.claims:
            self._by_claim[claim] = whole

    @property
    def claims(self) -> set[str]:
        """Every claim that some line is of."""
        return set(self._by_claim)

    def found(self) -> list[_Group]:
        """The groups, each once."""
        return list({id(g): g for _, g in sorted(self._by_claim.items())}.values())


def _outcome(ours: tuple[OurLine, ...], theirs: tuple[TheirLine, ...]) -> Outcome:
    """Agreed or not, by the sums of each year."""
    if not theirs:
        return Outcome.MISSING_THERE
    if not ours:
        return Outcome.MISSING_HERE
    here, there = _by_year(ours), _by_year(theirs)
    if here == there:
        return Outcome.AGREED
    if total(ours) == total(theirs):
        return Outcome.PERIOD
    if here.keys() == there.keys():
        return Outcome.AMOUNT
    return Outcome.PERIOD_AND_AMOUNT


def _by_year(lines: Iterable[OurLine | TheirLine]) -> dict[int, Decimal]:
    sums: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        sums[line.year] += line.amount
    return dict(sums)


def _wrong_arts(
    theirs: tuple[TheirLine, ...], right: tuple[str, ...]
) -> tuple[str, ...]:
    """The arts of lines that stand on none that is right."""
    if not right:
        return ()
    return tuple(dict.fromkeys(line.art for line in theirs if line.art not in right))


def _remarks(
    outcome: Outcome, ours: tuple[OurLine, ...], theirs: tuple[TheirLine, ...]
) -> list[Text]:
    """What an accountant would see first."""
    if outcome in {Outcome.PERIOD, Outcome.PERIOD_AND_AMOUNT}:
        return [
            Text(
                "Hører til {ours}, ført i {theirs}.",
                ours=_years(ours),
                theirs=_years(theirs),
            )
        ]
    if outcome is not Outcome.AMOUNT:
        return []
    here, there = total(ours), total(theirs)
    tax = sum((line.tax for line in ours), ZERO)
    reasons = (
        (bool(tax) and there - here == tax, Text("Avviket er avgiften på kravet.")),
        (there == -here, Text("Ført med motsatt fortegn.")),
        (there == 2 * here and len(theirs) > 1, Text("Ført to ganger.")),
        (not there, Text("Ført og tilbakeført.")),
    )
    return [reason for is_so, reason in reasons if is_so][:1]


def _years(lines: Iterable[OurLine | TheirLine]) -> str:
    return ", ".join(sorted({str(line.year) for line in lines}))
