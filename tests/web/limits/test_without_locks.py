"""What is made for one request is worked out side by side."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cached_property

from fellesbok.web.limits.without_locks import KINDS
from fellesbok.web.limits.without_locks import put_in_place


def test_no_property_of_a_request_waits_for_another_request() -> None:
    put_in_place()
    found = [
        value
        for kind in KINDS
        for value in vars(kind).values()
        if isinstance(value, cached_property) and hasattr(value, "lock")
    ]
    assert all(isinstance(value.lock, nullcontext) for value in found)
    names = [n for k in KINDS for n, v in vars(k).items() if type(v) is cached_property]
    assert names, "Fava has properties that are worked out once"
