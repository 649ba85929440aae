"""What importers have in common that read documents by a profile (*lesere*)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from beangulp.importer import Importer

from fellesbok_importers.vouchers.identity import mark_known

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entry
    from fellesbok_importers.profiles import Profile


class ProfileImporter(Importer):
    """Reads the documents of one profile, as beangulp, Fava and the shell use it.

    ``kind`` is what its name begins with.
    """

    kind: ClassVar[str]

    def __init__(self, name: str, profile: Profile, agreement: Agreement) -> None:
        """Know the profile (and its name) and the agreements."""
        self._name = name
        self.profile = profile
        self.agreement = agreement

    @property
    def name(self) -> str:
        """What people choose it by."""
        return f"{self.kind}.{self._name}"

    def deduplicate(self, entries: list[Entry], existing: list[Entry]) -> None:
        """Mark what the books have; amount and date do not count."""
        mark_known(entries, existing)
