"""Beancount's own cache of loaded books, which tests are otherwise without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from beancount import loader

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As Beancount is when nobody has said otherwise, also for quick books."""
    monkeypatch.setattr(loader, "PICKLE_CACHE_THRESHOLD", 0.0)
    loader.initialize(use_cache=True)
    yield
    loader.initialize(use_cache=False)
