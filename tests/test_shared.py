"""What a reader of the shared books may see, and who is told that there are such."""

from __future__ import annotations

import pickle
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from fellesbok import shared as module
from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.innsyn import Innsyn
from fellesbok.shared import Shared
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement import Cooperation

OF = agreement(version(Equal(), ("kafjord", "lyngen")))


def ikt(innsyn: Innsyn) -> Cooperation:
    return replace(OF.cooperations["ikt"], innsyn=innsyn)


@pytest.mark.parametrize(
    ("reader", "innsyn", "payers"),
    [
        (None, Innsyn.COMMON, ["kafjord", "lyngen"]),
        (None, Innsyn.OWN, ["kafjord", "lyngen"]),
        ("lyngen", Innsyn.COMMON, ["kafjord", "lyngen"]),
        ("lyngen", Innsyn.OWN, ["lyngen"]),
        ("storfjord", Innsyn.OWN, []),
    ],
)
def test_a_reader_sees_its_own_share_and_those_that_members_have_in_common(
    reader: str | None, innsyn: Innsyn, payers: list[str]
) -> None:
    books = Shared(OF, (), reader=reader)
    of = ikt(innsyn)
    assert [p for p in ("kafjord", "lyngen") if books.may_see(of, p)] == payers
    assert books.sees_all(of) is (reader is None or innsyn is Innsyn.COMMON)


def test_who_asks_questions_is_told_of_books_also_out_of_a_cache(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beancount's cache makes no plugin run; who only loads pays for no language."""
    told: list[int] = []
    monkeypatch.setattr(module, "_load_readers", lambda: told.append(1))
    monkeypatch.delitem(sys.modules, "beanquery", raising=False)
    kept = pickle.dumps(Shared(OF, (), reader="lyngen"))
    assert told == []
    monkeypatch.setitem(sys.modules, "beanquery", module)
    found = pickle.loads(kept)  # noqa: S301 -- our own
    assert told == [1]
    assert (found.reader, found.agreement) == ("lyngen", OF)
    Shared(OF, ())
    assert told == [1, 1]
