"""How Sphinx makes the handbook: one site for each language, readable without a net."""

from __future__ import annotations

from typing import Any

project = "fellesbok"
extensions = ["myst_parser"]
exclude_patterns = ["README.en.md", "developing.md", "map.md"]
exclude_patterns += ["nb", "screenshots", "templates"]
# Beancount is a language that no highlighter in the locked ones knows.
suppress_warnings = ["misc.highlighting_failure"]
myst_heading_anchors = 3

html_theme = "furo"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
# What is opened from the disk may fetch nothing, so no summary of what is found.
html_show_search_summary = False
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "#"
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}


def setup(app: Any) -> None:  # noqa: ANN401 -- Sphinx gives its application
    """Say in each language what the site is called, and where the other one is."""
    app.connect("config-inited", _in_its_language)


def _in_its_language(app: Any, config: Any) -> None:  # noqa: ANN401, ARG001 -- as Sphinx calls it
    is_norwegian = config.language.startswith("nb")
    config.html_search_language = "no" if is_norwegian else "en"
    config.html_title = "fellesbok – håndbok" if is_norwegian else "fellesbok handbook"
