"""Make the handbook, a site of plain files: by ``make handbook``, and for the wheel.

Comes in: the Markdown of this folder; ``nb`` is Norwegian, what lies beside it English.
Goes out: ``plugins/fellesbok/site/made``, which the programme opens and shows.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from sphinx.cmd.build import build_main

DOCS = Path(__file__).resolve().parent
SITE = DOCS.parent / "plugins" / "fellesbok" / "site" / "made"
LANGUAGES = {"nb": ("nb_NO", DOCS / "nb"), "en": ("en", DOCS)}
"""The folder of each site, its language as Sphinx knows it, and what it is made of."""

SCRIPT_IN_PAGE = re.compile(r"<script>[^<]*</script>\s*")
"""What a server that lets nobody's text be run does not let run either."""


NORWEGIAN = {
    "Auto light/dark, in dark mode": "Lyst eller mørkt av seg selv, nå mørkt",
    "Auto light/dark, in light mode": "Lyst eller mørkt av seg selv, nå lyst",
    "Back to top": "Til toppen",
    "Contents": "Innhold",
    "Dark mode": "Mørkt",
    "Expand": "Vis mer",
    "Light mode": "Lyst",
    "Link to this heading": "Lenke til denne overskriften",
    "Made with": "Laget med",
    "Menu": "Meny",
    "Next": "Neste",
    "On this page": "På denne siden",
    "Previous": "Forrige",
    "Skip to content": "Til innholdet",
    "Toggle Light / Dark / Auto color theme": "Bytt mellom lyst og mørkt",
    "Toggle navigation of ": "Vis eller skjul ",
    "Toggle site navigation sidebar": "Vis eller skjul menyen",
    "Toggle table of contents sidebar": "Vis eller skjul innholdet",
}
"""What the theme says in English in every language, and ours for it."""

BESIDE_TEXT = re.compile(
    r"(?<=[>\"])(\s*)(" + "|".join(map(re.escape, NORWEGIAN)) + r")(?=\s*<|\"|(?<= )\S)"
)
"""One of these where it begins what a tag shows, or an attribute."""


def build(site: Path = SITE) -> None:
    """Make both sites anew; what is wrong with a page stops it.

    Args:
        site: The folder that they are made in; what was there goes.

    Raises:
        RuntimeError: A page, a link or a picture is lacking.
    """
    with tempfile.TemporaryDirectory() as scratch:
        for name, (language, source) in LANGUAGES.items():
            made = Path(scratch) / name
            told = ["-q", "-W", "--keep-going", "-E", "-b", "html", "-c", str(DOCS)]
            told += ["-D", f"language={language}", "-d", str(Path(scratch) / "read")]
            if build_main([*told, str(source), str(made)]):
                raise RuntimeError(f"docs: the handbook in {name} could not be made")
            _as_it_is_shown(made, is_norwegian=name == "nb")
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        for name in LANGUAGES:
            shutil.move(Path(scratch) / name, site / name)


def _as_it_is_shown(made: Path, *, is_norwegian: bool) -> None:
    """Without scripts inside pages, in one language, without what only Sphinx reads."""
    for page in made.rglob("*.html"):
        text = SCRIPT_IN_PAGE.sub("", page.read_text(encoding="utf-8"))
        if is_norwegian:
            text = BESIDE_TEXT.sub(lambda said: said[1] + NORWEGIAN[said[2]], text)
        page.write_text(text, encoding="utf-8")
    for name in ("objects.inv", ".buildinfo"):
        (made / name).unlink(missing_ok=True)
    shutil.rmtree(made / "_sources", ignore_errors=True)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the handbook before a wheel is packed, or the project installed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- as hatchling calls it
        """Make it; a source distribution has what it is made of."""
        if self.target_name == "wheel":
            build()


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:]))
