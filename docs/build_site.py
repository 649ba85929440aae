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
            _as_it_is_shown(made)
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        for name in LANGUAGES:
            shutil.move(Path(scratch) / name, site / name)


def _as_it_is_shown(made: Path) -> None:
    """Without scripts inside pages, and without what only Sphinx reads."""
    for page in made.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(SCRIPT_IN_PAGE.sub("", text), encoding="utf-8")
    for name in ("objects.inv", ".buildinfo"):
        (made / name).unlink(missing_ok=True)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the handbook before a wheel is packed, or the project installed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- as hatchling calls it
        """Make it; a source distribution has what it is made of."""
        if self.target_name == "wheel":
            build()


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:]))
