"""Who wants everything loaded each time says so in the environment."""

from __future__ import annotations

import pytest

from fellesbok.kept_loads.switch import SWITCH
from fellesbok.kept_loads.switch import is_off


@pytest.mark.parametrize(("said", "off"), [(None, False), ("", False), ("0", True)])
def test_anything_that_is_said_turns_it_off(
    said: str | None, *, off: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SWITCH, raising=False)
    if said is not None:
        monkeypatch.setenv(SWITCH, said)
    assert is_off() is off
