"""The files of the handbook's site, by the names that its own links use.

It knows nothing of how they are shown: a browser opens them from the disk, and
``serve`` sends them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = Path(__file__).parent / "made"
FIRST_PAGE = "{language}/index.html"
LACKING = Text(
    "Håndboken er ikke laget her. Kjør make handbook, eller installer fellesbok på"
    " nytt."
)


def first_page(language: str, site: Path = SITE) -> Path | None:
    """The page that the handbook begins with; none where the site is not made.

    Args:
        language: ``nb`` or ``en``.
        site: The folder of the site.
    """
    page = site / FIRST_PAGE.format(language=language)
    return page if page.is_file() else None


def site_files(site: Path = SITE) -> Mapping[str, Path]:
    """Every file of the site, by its name from the top: ``nb/index.html``.

    What is not listed here is not the handbook's, whatever an address says; a link on
    the disk is no file of ours.
    """
    return {
        path.relative_to(site).as_posix(): path
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
