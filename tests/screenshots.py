"""Pictures of the main pages for README: ``python tests/screenshots.py FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from browser import Reader
from browser import chromium
from browser import served

BOOKS = Path(__file__).parents[1]
PICTURES = {
    "fordeling": ("extension/Fordeling/?time=2018", "light"),
    "kommuneoppgave": (
        "extension/Kommuneoppgave/?kommune=nordreisa&time=2018",
        "light",
    ),
    "forklaring": (
        "extension/Forklaring/?samarbeid=ikt&kommune=nordreisa&time=2018",
        "dark",
    ),
    "avtaler": ("extension/Avtaler/?samarbeid=ikt", "light"),
    "tilskudd": ("extension/Tilskudd/?tilskudd=kompetanseloft-tfk&time=2018", "light"),
}
WINDOW = {"width": 1400, "height": 900}


def main(folder: Path) -> None:
    """Take every picture anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(BOOKS / "ledger" / "main.beancount") as address, chromium() as browser:
        for name, (path, scheme) in PICTURES.items():
            context = browser.new_context(
                viewport=WINDOW,  # type: ignore[arg-type]
                color_scheme=scheme,  # type: ignore[arg-type]
                locale="nb-NO",
            )
            reader = Reader(context.new_page(), address)
            reader.open(path)
            reader.page.wait_for_load_state("networkidle")
            reader.page.screenshot(path=folder / f"{name}.png")
            context.close()
            print(folder / f"{name}.png")  # noqa: T201 -- a command tells what it did


if __name__ == "__main__":
    main(Path(sys.argv[1]))
