"""Many regions, each loaded, checked, exported and certified (*mange regioner*).

Comes in: the books folders of regions.
Goes out: one folder of tables by region and year, certificates, and a record of all.
Door: ``whole_run``.
Handbook: docs/engines.md
"""
