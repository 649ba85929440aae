"""Do the paper's examples and the keys say the same (*eksempler*)?

Whether names exist is seen in any file.  What the key gives can only be told where the
key, and all that it is read with, has no fault of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.agreement.distribution_key import Threshold
from fellesbok.agreement.distribution_key import ignores_cost
from fellesbok.agreement.distribution_key import named_in_groups
from fellesbok.agreement.distribution_key import unshared
from fellesbok.agreement.distribution_key import uses
from fellesbok.agreement.examples import asks_for_year
from fellesbok.agreement.examples import differences
from fellesbok.agreement.examples import key_of
from fellesbok.agreement.examples import shared
from fellesbok.agreement.terms import members_of
from fellesbok.errors import FileFault
from fellesbok.frozen import frozen
from fellesbok.messages import MOST_KRONER
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.rules.document import FileLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.apportion import Apportionment
    from fellesbok.agreement.clauses import Example
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location

_OF_NO_KEY = frozenset({"region", "currency", "grants", "accounts"})
"""Parts of the file whose faults change nothing that a key gives."""


def check_examples(
    agreement: Agreement, document: Document, *, is_tried: bool = False
) -> tuple[FileFault, ...]:
    """Note every example that does not fit, or that the key disagrees with.

    Args:
        agreement: With what is tried in it.
        document: Where the faults are noted.
        is_tried: Whether something else is tried in the agreement.  An example that
            stands in the agreement itself is of what it says now: that it does not fit
            what is tried is no fault of that.

    Returns:
        A fault for each example that would have to be written anew, and is not noted.
    """
    tried = [
        _Trial(
            agreement,
            cooperation,
            version,
            example,
            document,
            way,
            is_tried and not isinstance(document.line_of(way), FileLine),
        )
        for cooperation in agreement.cooperations.values()
        for number, version in enumerate(cooperation.versions)
        for n, example in enumerate(version.examples)
        for way in [
            ("cooperations", cooperation.slug, "versions", number, "examples", n)
        ]
    ]
    faulty = _faulty(document) if tried else frozenset()
    to_rewrite = []
    for trial in tried:
        before, line = len(document.faults), document.line_of(trial.way)
        if trial.names_are_known() and not faulty & {"", trial.cooperation.slug}:
            trial.hold_against_key()
        if trial.is_of_now:
            said = [fault.message for fault in document.faults[before:]]
            del document.faults[before:]
            if said:
                to_rewrite.append(FileFault(document.path, line, joined(said, " ")))
    return tuple(to_rewrite)


def _faulty(document: Document) -> frozenset[str]:
    """Cooperations whose keys a fault may have changed; blank where it may be all."""
    starts: dict[int, set[str]] = {}
    for way, line in document.lines.items():
        if len(way) == 1 and way[0] in _OF_NO_KEY:
            starts.setdefault(line, set())
        elif len(way) == 1:
            starts.setdefault(line, set()).add("")
        elif len(way) == 2 and way[0] == "cooperations":  # noqa: PLR2004 -- one of them
            starts.setdefault(line, set()).add(str(way[1]))
    found: set[str] = set()
    for fault in document.faults:
        before = [line for line in starts if line <= fault.line]
        is_here = fault.path == document.path and before
        found |= starts[max(before)] if is_here else {""}
    return frozenset(found)


@frozen
class _Trial:
    """One example, what it is of, and where its faults are noted."""

    agreement: Agreement
    cooperation: Cooperation
    version: Version
    example: Example
    document: Document
    way: Location
    is_of_now: bool
    """It stands in the agreement itself, and something else is tried in that."""

    def names_are_known(self) -> bool:
        """Whether the example is about those who are there."""
        example, before = self.example, len(self.document.faults)
        centre = example.cost_centre
        if centre and centre not in self.cooperation.cost_centres:
            self._fault(
                "Ansvar «{code}» er ikke blant samarbeidets ansvar.",
                "cost_centre",
                code=centre,
            )
        payers = {*self.agreement.municipalities, *self.agreement.parties}
        named: list[tuple[tuple[str, ...], str]]
        named = [(("payers", slug), slug) for slug in example.payers_ore]
        if example.bearer is not None:
            named.append((("bearer",), example.bearer))
        for step, slug in named:
            if slug not in payers:
                self._fault(
                    "Ukjent betaler «{name}»: ikke blant kommunene eller de andre"
                    " partene.",
                    *step,
                    name=slug,
                )
        self._members(members_of(self.version, centre))
        return len(self.document.faults) == before

    def _members(self, known: Sequence[str]) -> None:
        members = self.example.members or ()
        for slug in sorted(set(members)):
            if slug not in known:
                self._fault(
                    "«{name}» er ikke blant deltakerne.",
                    "members",
                    name=slug,
                )
            elif members.count(slug) > 1:
                self._fault("«{name}» står to ganger.", "members", name=slug)

    def hold_against_key(self) -> None:
        """What the key gives, and every payer of whom the example says otherwise."""
        if not self._says_enough():
            return
        try:
            given = shared(
                self.example,
                self.version,
                cooperation=self.cooperation.slug,
                statistics=self.agreement.statistics,
            )
        except CannotShareError as error:
            values = self.agreement.with_names(error.values)
            why = Text(error.template, **values)
            self._fault("Eksempelet kan ikke regnes ut: {why}", why=why)
            return
        if given.tied and self.example.year is None:
            names = sorted(self.agreement.payer(payer).name for payer in given.tied)
            self._fault(
                "Eksempelet må ha «year»: {payers} har like stor rest, og hvem av dem"
                " som får øren, trekkes for hvert år.",
                payers=", ".join(names),
            )
            if not self.is_of_now:  # what it would be in a first year says enough
                return
        if max(given.amounts_ore.values(), default=0) >= MOST_KRONER * 100:
            why = Text("beløpene blir større enn noe som kan regnskapsføres.")
            self._fault("Eksempelet kan ikke regnes ut: {why}", why=why)
            return
        self._adds_up(given)
        self._says_the_same(given)

    def _says_enough(self) -> bool:
        """Whether all is told that the key must know, and nothing more."""
        example, key = self.example, key_of(self.example, self.version)
        before = len(self.document.faults)
        if unshared(key) is not None:
            self._fault(
                "Nøkkelen deler ingenting, så eksempelet kan ikke prøves. Ta det bort,"
                " eller oppgi nøkkelen.",
            )
            return False
        if example.cost_ore is None and not ignores_cost(key):
            self._fault("Eksempelet må ha «cost»: nøkkelen deler en kostnad.")
        if example.year is None and asks_for_year(key):
            self._fault(
                "Eksempelet må ha «year»: nøkkelen gir ikke det samme hvert år."
            )
        has_threshold = uses(key, Threshold)
        if has_threshold and example.bearer is None and self.version.host is None:
            self._fault(
                "Eksempelet må ha «bearer»: nøkkelen har en terskel som betaleren bærer"
                " selv, og vertskommunen er ikke oppgitt.",
            )
        if example.bearer is not None and not has_threshold:
            self._fault(
                "«bearer» hører til nøkler med terskel. Ta det bort.",
                "bearer",
            )
        elif example.bearer not in {None, *self._may_pay(key)}:
            self._fault(
                "«{name}» er ingen betaler i {cooperation}, og kan ikke stå som"
                " «bearer».",
                "bearer",
                name=self.agreement.payer(str(example.bearer)).name,
                cooperation=self.cooperation.account,
            )
        return len(self.document.faults) == before

    def _may_pay(self, key: DistributionKey) -> set[str | None]:
        """Who may have paid a cost: a payer of the cooperation, or its host."""
        hosts = (version.host for version in self.cooperation.versions)
        return {*self.cooperation.ever, *hosts, *named_in_groups(key)}

    def _adds_up(self, given: Apportionment) -> None:
        """An example's own amounts are the cost, where the key shares it."""
        if ignores_cost(key_of(self.example, self.version)):
            return
        total = sum(given.amounts_ore.values())
        off = sum(self.example.payers_ore.values()) - total
        if off:
            template = (
                "Beløpene i eksempelet blir til sammen {found} kr, men {total} kr skal"
                " betales: {off} kr for mye."
                if off > 0
                else "Beløpene i eksempelet blir til sammen {found} kr, men {total} kr"
                " skal betales: {off} kr for lite."
            )
            self._fault(
                template,
                "payers",
                found=kroner(total + off),
                total=kroner(total),
                off=kroner(abs(off)),
            )

    def _says_the_same(self, given: Apportionment) -> None:
        for differs in differences(self.example, given):
            name = self.agreement.payer(differs.payer).name
            if differs.said_ore is None:
                self._fault(
                    "Eksempelet nevner ikke {payer}, men nøkkelen gir {given} kr.",
                    "payers",
                    payer=name,
                    given=kroner(differs.given_ore),
                )
            else:
                self._fault(
                    "Eksempelet sier {said} kr for {payer}, men nøkkelen gir {given}"
                    " kr.",
                    "payers",
                    differs.payer,
                    said=kroner(differs.said_ore),
                    payer=name,
                    given=kroner(differs.given_ore),
                )

    def _fault(self, template: str, /, *steps: str, **values: object) -> None:
        line = self.document.line_of((*self.way, *steps))
        self.document.fault(line, template, **values)
