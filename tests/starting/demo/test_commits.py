"""How the books of the made-up region came about, as git is told."""

from __future__ import annotations

import re

from fellesbok.starting.demo.commits import COMMITS
from fellesbok.starting.demo.commits import history

RULES = b"""\
cooperations:
  ikt:
    versions:
      - from: 2023-01-01
      # Skarv\xc3\xb8y kommer med midt i \xc3\xa5ret
      - from: 2024-07-01
      # Lauvnes overtar som vert
      - from: 2025-01-01
  legevakt:
    title: Legevakt
"""
FILES = {
    "allocation_rules.yaml": RULES,
    "ledger/2023/ikt.beancount": b"2023",
    "ledger/2025/ikt.beancount": b"2025",
    "queries/a.bql": b"",
}


def commits() -> list[tuple[str, dict[str, bytes]]]:
    """Why, and what was kept, of each commit."""
    found = []
    for text in history(FILES).split(b"commit refs/heads/main\n")[1:]:
        why = re.search(rb"\ndata \d+\n(.+?)\n", text)
        assert why is not None
        kept = {}
        for name, size, start in (
            (m[1].decode(), int(m[2]), m.end())
            for m in re.finditer(rb"M 100644 inline (.+)\ndata (\d+)\n", text)
        ):
            kept[name] = text[start : start + size]
        found.append((why[1].decode(), kept))
    return found


def test_each_file_is_kept_once_on_the_day_that_it_came() -> None:
    told = commits()
    assert [why for why, _ in told] == [commit.why for commit in COMMITS]
    came = {
        name: n
        for n, (_, kept) in enumerate(told)
        for name in kept
        if "rules" not in name
    }
    assert came == {
        "queries/a.bql": 0,
        "ledger/2023/ikt.beancount": 1,
        "ledger/2025/ikt.beancount": len(COMMITS) - 1,
    }


def test_the_agreements_are_as_they_were_on_each_day() -> None:
    """First without the new member, then without the new host, and then as they are."""
    rules = [kept[name] for _, kept in commits() for name in kept if "rules" in name]
    assert [text.count(b"- from:") for text in rules] == [1, 2, 3]
    assert all(text.endswith(b"  legevakt:\n    title: Legevakt\n") for text in rules)
    assert rules[-1] == RULES


def test_the_same_files_have_the_same_history() -> None:
    assert history(FILES) == history(dict(reversed(FILES.items())))[:0] + history(FILES)
