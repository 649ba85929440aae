"""The handbook (*håndboken*), as a site of plain files that comes with the programme.

Comes in: the site that ``docs/build_site.py`` makes, in Norwegian and in English.
Goes out: its first page, and its files by name.
Handbook: docs/tour.md
"""
