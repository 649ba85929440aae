"""``make bench``: what the programme costs, as ratios against Beancount alone.

This is a measurement, not a test: it says which goals are met and always succeeds.
"""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from commands import measure_commands
from drawn_documents import measure_documents
from imports import measure_imports
from loaded_again import measure_again
from loads import measure_loads
from loads import of_loads
from many_readers import measure_hostile
from many_readers import measure_long_pages
from many_readers import measure_looking
from many_readers import measure_readers
from many_regions import measure_regions
from own_part import measure_own_part
from peers import measure_peers
from told import goals_table
from told import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from measured import Part

SIZES = (1_000, 10_000, 100_000)
MEASURES: tuple[Callable[[], Part], ...] = (
    measure_own_part,
    measure_imports,
    measure_commands,
    measure_again,
    measure_peers,
    measure_documents,
    measure_readers,
    measure_looking,
    measure_hostile,
    measure_long_pages,
    measure_regions,
)


@click.command()
@click.option(
    "--sizes",
    default=",".join(map(str, SIZES)),
    show_default=True,
    help="Antall bilag i hver bok.",
)
@click.option(
    "--repeat",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Hvor mange ganger hver bok leses.",
)
@click.option(
    "--minutes",
    type=float,
    default=5,
    show_default=True,
    help="Begynn ikke på flere gjentakelser etter så lang tid.",
)
@click.option(
    "--write",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Skriv siden, figuren og JSON i denne mappen.",
)
@click.option("--loads-only", is_flag=True, help="Mål bare innlesingen.")
def main(
    sizes: str, repeat: int, minutes: float, folder: Path | None, *, loads_only: bool
) -> None:
    """Mål hva programmet koster ut over Beancount alene."""
    found = measure_loads([int(size) for size in sizes.split(",")], repeat, minutes)
    parts = [of_loads(found)]
    _tell(parts[0])
    for measure in () if loads_only else MEASURES:
        parts.append(measure())
        _tell(parts[-1])
    click.echo(goals_table(parts))
    if folder is not None:
        write(folder, parts, found, datetime.now(UTC).date().isoformat())


def _tell(part: Part) -> None:
    click.echo(f"{part.title}\n{part.told}")
    for goal in part.goals:
        name, value, most, met = goal.cells
        click.echo(f"  {name:<55}{value:>10}   høyst {most:<8} {met}")
    click.echo()


if __name__ == "__main__":
    main()
