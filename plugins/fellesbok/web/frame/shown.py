"""What a page shows, as values: the same for the screen and for its files."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from fellesbok.changes.records import Part
    from fellesbok.drawing import Picture
    from fellesbok.messages import Text
    from fellesbok.tables import Table
    from fellesbok.tables.in_short import InShort


@frozen
class Shown:
    """What a page shows.

    Attributes:
        title: Its heading.
        template: The file in ``pages/`` that lays it out.
        tables: The tables that it shows and that its files hold.
        values: What else the template needs.
        arguments: What the address must ask for to show the same once more.
        day: The day on which the figures stand, where they are not of a period.
        period: The period that the figures are of, where it is not the reader's.
        in_short: The answer that it begins with.
        picture: The title of the picture that belongs to the answer, and the picture.
        beside: The title and the picture of a table, by its name, which stands above
            it.
        behind: What it tells of, as parts of files, read only where changes are told;
            ``None`` of a page that has a way to them of its own, or none.
    """

    title: Text
    template: str
    tables: tuple[Table, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    arguments: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    period: str = ""
    in_short: InShort | None = None
    picture: tuple[Text, Picture] | None = None
    beside: Mapping[str, tuple[Text, Picture]] = field(default_factory=dict)
    behind: Iterable[Part] | None = None
