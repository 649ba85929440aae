"""The page on which a change is tried before anybody adopts it (*virkning*).

Comes in: a part of the rules and figures that somebody writes, and never keeps.
Goes out: who would pay more and less; for who reads everything alone.
Door: ``page``.
Handbook: docs/comparing.md
"""
