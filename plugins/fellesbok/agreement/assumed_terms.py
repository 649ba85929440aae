"""Which terms of an agreement are assumed and not stated (*antatte vilkår*).

An assumption with another reading of a term says that the source does not state the
term.  Whoever shows the term shows that too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.titles import BASES
from fellesbok.agreement.titles import SURPLUSES
from fellesbok.agreement.titles import key_title
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.agreement.model import Version


def assumptions_in(
    versions: Sequence[Version], keys: Iterable[DistributionKey] = ()
) -> Iterator[Assumption]:
    """The assumptions of keys and terms, each once, the keys' first."""
    every = [*(version.key for version in versions), *keys]
    found = [a for key in every for a in assumptions_of(key)]
    found += [a for version in versions for a in version.assumptions]
    yield from {assumption.text: assumption for assumption in found}.values()


def basis_is_assumed(versions: Sequence[Version]) -> bool:
    """Whether net or gross is assumed in some of the terms."""
    return any(r.basis for a in assumptions_in(versions) for r in a.readings)


def surplus_is_assumed(versions: Sequence[Version]) -> bool:
    """Whether the owner of a surplus is assumed in some of the terms."""
    return any(r.surplus for a in assumptions_in(versions) for r in a.readings)


def basis_title(version: Version) -> Text:
    """Net or gross, and whether it is assumed."""
    title = BASES[version.basis]
    return _assumed(title) if basis_is_assumed([version]) else title


def surplus_title(version: Version) -> Text:
    """What happens to a surplus, and whether it is assumed."""
    title = SURPLUSES[version.surplus]
    return _assumed(title) if surplus_is_assumed([version]) else title


def key_as_read(key: DistributionKey) -> Text:
    """A key's title; of a name that can be read otherwise, how it is read."""
    if isinstance(key, Named) and any(
        reading.key is not None for a in key.assumptions for reading in a.readings
    ):
        read = key_title(key.key)
        return Text("{title}, lest som {key} (antatt)", title=key.title, key=read)
    return key_title(key)


def _assumed(title: Text) -> Text:
    return Text("{title} (antatt)", title=title)
