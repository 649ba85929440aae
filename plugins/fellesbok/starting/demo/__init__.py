"""Books of a made-up region that are whole: three years, for who wants to look.

Comes in: a folder that is not there, or is empty.
Goes out: the same books each time, and what git is to know of how they came about.
Handbook: docs/starting.md
"""
