"""A load is read back from bytes as it was, and bytes from elsewhere make nothing."""

from __future__ import annotations

import io
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from beancount.core.data import Transaction
from beancount.parser.parser import parse_string

from fellesbok.entries.book_files import Sources
from fellesbok.kept_loads.in_bytes import read
from fellesbok.kept_loads.in_bytes import read_rest
from fellesbok.kept_loads.in_bytes import write_rest
from fellesbok.kept_loads.in_bytes import written
from fellesbok.kept_loads.known_classes import NotKeptError
from same_loads import first_difference

TEXT = """\
2020-01-01 open Assets:Bank NOK
2020-02-01 * "Butikk" "Vare" ^a
  bilag: "1"
  Expenses:Vare   10.00 NOK
  Assets:Bank    -10.00 NOK
2020-02-02 balance Assets:Bank -10.00 NOK
2020-02-03 * "Butikk" "Mer"
  Expenses:Vare   1.00 NOK
  Assets:Bank    -1.00 NOK
2020-12-31 custom "avsluttet" "ikt" 2020
"""


def a_load() -> tuple[list[Any], list[Any], dict[str, Any]]:
    entries, errors, options = parse_string(TEXT)
    assert not errors
    main: Any = "/bok/main.beancount"
    return entries, [], {**options, "include": Sources(main, [main, "/bok/a"])}


def transactions(entries: list[Any]) -> list[Transaction]:
    return [entry for entry in entries if isinstance(entry, Transaction)]


def test_a_load_comes_back_as_it_was_in_its_order() -> None:
    load = a_load()
    found = read(written(load, []), [])
    assert not first_difference(found, load)
    assert isinstance(found[2]["include"], Sources)


def test_what_is_kept_already_is_not_written_again() -> None:
    """The plugin gives one voucher another link; all else of it is what is kept."""
    entries, errors, options = a_load()
    base = transactions(entries)
    linked = [
        e._replace(links=frozenset({"a", "ny"})) if e is base[0] else e for e in entries
    ]
    load = linked, errors, options
    content = written(load, base)
    assert len(content) < len(written(load, []))
    found = read(content, base)
    assert not first_difference(found, load)
    first, second = transactions(found[0])
    assert first.links == {"a", "ny"}
    assert first.postings is base[0].postings
    assert second.links is base[1].links


def test_one_that_is_changed_is_written_anew() -> None:
    entries, errors, options = a_load()
    base = transactions(entries)
    changed = [e._replace(narration="Annet") if e is base[0] else e for e in entries]
    found = read(written((changed, errors, options), base), base)
    assert [e.narration for e in transactions(found[0])] == ["Annet", "Mer"]


def test_what_tells_of_a_transaction_tells_of_that_very_one() -> None:
    plain = transactions(a_load()[0])
    file = io.BytesIO()
    write_rest(file, {"of": plain[1], "meta": plain[0].meta, "sum": Decimal(5)}, plain)
    file.seek(0)
    found = read_rest(file, plain)
    assert found["of"] is plain[1]
    assert found["meta"] is plain[0].meta
    assert found["sum"] == Decimal(5)


class Theirs:
    """A value of a class that nobody here knows."""


@pytest.mark.parametrize("value", [Theirs(), [Theirs()], {"a": print}, Theirs])
def test_a_value_of_an_unknown_class_is_not_kept(value: object) -> None:
    with pytest.raises(NotKeptError):
        write_rest(io.BytesIO(), value, [])


class Hostile:
    """Bytes that would have a command run by whoever unpickles them."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """What pickle is asked to call."""
        return eval, ("1/0",)


@pytest.mark.parametrize("value", [Hostile(), [date(2020, 1, 1), Hostile()]])
def test_bytes_from_elsewhere_run_nothing(value: object) -> None:
    with pytest.raises(NotKeptError):
        read_rest(io.BytesIO(pickle.dumps(value)), [])
    with pytest.raises(NotKeptError):
        read(pickle.dumps(value), [])


@pytest.mark.parametrize("content", [b"", b"\x80\x05", b"; bok\n"])
def test_what_is_no_load_is_never_one(content: bytes) -> None:
    with pytest.raises(Exception, match=r".*"):
        read(content, [])
