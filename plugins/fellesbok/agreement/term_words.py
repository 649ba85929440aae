"""A term in words (*regelen*), by the name of its field in the rules.

What is said is what the table of the terms says, and of fixed shares, weights and
amounts their figures too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.assumed_terms import key_as_read
from fellesbok.agreement.distribution_key import FixedAmounts
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import Weights
from fellesbok.agreement.distribution_key import without_names
from fellesbok.agreement.tables import COST_CENTRE
from fellesbok.agreement.tables import DECISION
from fellesbok.agreement.tables import EXPIRES
from fellesbok.agreement.tables import FIRST_DAY
from fellesbok.agreement.tables import HOST
from fellesbok.agreement.tables import KEY
from fellesbok.agreement.tables import LAST_DAY
from fellesbok.agreement.tables import NET_OR_GROSS
from fellesbok.agreement.tables import NOTICE
from fellesbok.agreement.tables import PARTICIPANTS
from fellesbok.agreement.tables import REVIEWS
from fellesbok.agreement.tables import SETTLEMENT
from fellesbok.agreement.tables import SURPLUS
from fellesbok.agreement.tables import TERMS_OF_VERSION
from fellesbok.agreement.tables import names_of
from fellesbok.agreement.tables import terms_line
from fellesbok.agreement.titles import percent
from fellesbok.messages import Text
from fellesbok.messages import exact_kroner
from fellesbok.messages import joined
from fellesbok.tables.values import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Agreement
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Version

_COLUMNS = {
    "from": FIRST_DAY,
    "to": LAST_DAY,
    "participants": PARTICIPANTS,
    "host": HOST,
    "basis": NET_OR_GROSS,
    "settlement": SETTLEMENT,
    "surplus": SURPLUS,
    "decision": DECISION,
    "notice": NOTICE,
    "expires": EXPIRES,
    "reviews": REVIEWS,
}


def rule_in_words(
    term: str, version: Version, cooperation: Cooperation, agreement: Agreement
) -> Text:
    """One term of a version, with what it is called before it."""
    if term == "key":
        return labelled(KEY, key_with_figures(version.key, agreement))
    if term == "cost_centre_rules":
        return joined([*_of_centres(version, cooperation, agreement)], "; ")
    if term == "claims":
        return _of_claims(version)
    column = _COLUMNS[term]
    cell = terms_line(version, agreement).cells[TERMS_OF_VERSION.index(column)]
    return labelled(column, cell.value)


def key_with_figures(key: DistributionKey, agreement: Agreement) -> Text:
    """A key's title, and what it gives each payer where that is written in it."""
    plain = without_names(key)
    title = key_as_read(key)
    match plain:
        case Shares():
            told = {p: percent(share) for p, share in plain.shares.items()}
        case Weights():
            told = {p: Text("{weight}", weight=w) for p, w in plain.weights.items()}
        case FixedAmounts():
            told = {
                payer: Text("{amount} kr", amount=exact_kroner(ore))
                for payer, ore in plain.amounts_ore.items()
            }
        case _:
            return title
    figures = [
        Text("{name} {figure}", name=payer.name, figure=told[payer.slug])
        for payer in agreement.payers
        if payer.slug in told
    ]
    return Text("{key} ({figures})", key=title, figures=joined(figures))


def _of_centres(
    version: Version, cooperation: Cooperation, agreement: Agreement
) -> Iterator[Text]:
    for code, rule in version.cost_centre_rules.items():
        told = []
        if rule.key is not None:
            told.append(key_with_figures(rule.key, agreement))
        if rule.participants is not None:
            told.append(Text("{names}", names=names_of(rule.participants, agreement)))
        yield Text(
            "{label} {title}: {rule}",
            label=COST_CENTRE.title,
            title=cooperation.cost_centres[code].title,
            rule=joined(told) if told else "",
        )


def _of_claims(version: Version) -> Text:
    terms, told = version.claims, []
    if terms.advance is not None:
        told.append(Text("a konto i {count} terminer", count=len(terms.advance.due)))
    if terms.due_days is not None:
        told.append(Text("{days} dagers betalingsfrist", days=terms.due_days))
    if terms.vat is not None:
        category = terms.vat.category.value
        told.append(Text("avgiftskategori {category}", category=category))
    return Text("Krav: {terms}", terms=joined(told) if told else "")
