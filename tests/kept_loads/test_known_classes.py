"""Values are known by their classes, and nothing else is."""

from __future__ import annotations

import pytest

from fellesbok.kept_loads.known_classes import NotKeptError
from fellesbok.kept_loads.known_classes import known_class
from fellesbok.shared import Shared


def test_values_of_ours_and_beancounts_are_known() -> None:
    assert known_class("fellesbok.shared", "Shared") is Shared
    for module, name in (
        ("beancount.core.data", "Transaction"),
        ("beancount.core.data", "Booking"),
        ("beancount.core.interpolate", "BalanceError"),
        ("decimal", "Decimal"),
        ("fellesbok.messages", "Text"),
    ):
        assert known_class(module, name).__name__ == name


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("builtins", "getattr"),
        ("subprocess", "Popen"),
        ("pathlib", "Path"),
        ("decimal", "getcontext"),
        ("beancount.loader", "load_file"),
        ("beancount.loader", "importlib"),
        ("beancount.core.data", "new_directive"),
        ("beancount.core.data", "Transaction.__new__"),
        ("beancount.core.data", "Decimal"),
        ("beancount.utils.encryption", "read_encrypted_file"),
        ("beancount.scripts.format", "main"),
        ("fellesbok.filing.disk", "remove"),
        ("fellesbok.shared", "Shared.__setstate__"),
        ("fellesbok.shared", "_load_readers"),
        ("fellesbok.shared", "frozen"),
        ("fellesbok.web.access.views", "Views"),
        ("fellesbok.agreement.ukjent", "Noe"),
    ],
)
def test_nothing_else_is(module: str, name: str) -> None:
    with pytest.raises((NotKeptError, ImportError)):
        known_class(module, name)
