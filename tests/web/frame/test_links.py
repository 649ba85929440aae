"""Addresses keep the filters, and lead only to what may be read."""

from __future__ import annotations

from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest

from asked_pages import asked_by
from fellesbok.entries.records import vouchers_in
from fellesbok.tables import targets
from fellesbok.web.frame.links import with_arguments


def taken(address: str) -> tuple[str, dict[str, list[str]]]:
    """The path after the name of the books, and what is asked for."""
    parts = urlsplit(address)
    return parts.path.strip("/").split("/", 1)[1], parse_qs(parts.query)


def test_a_page_keeps_the_filters_and_one_can_be_blanked() -> None:
    with asked_by(time="2018", account="Assets") as asked:
        page = taken(asked.links.page("Krav", kommune="midvik"))
        assert page == (
            "extension/Krav",
            {"time": ["2018"], "account": ["Assets"], "kommune": ["midvik"]},
        )
        _, blanked = taken(asked.links.page("Krav", time="", account=""))
        assert blanked == {}
        assert taken(asked.links.export("Krav", "csv"))[0] == "extension/Krav/csv"


@pytest.mark.parametrize(
    ("target", "path", "asks"),
    [
        (
            targets.Explanation("ikt", "midvik", "2018"),
            "extension/Forklaring",
            {"samarbeid": ["ikt"], "kommune": ["midvik"], "time": ["2018"]},
        ),
        (
            targets.Statement("midvik", "2018"),
            "extension/Kommuneoppgave",
            {"kommune": ["midvik"], "time": ["2018"]},
        ),
        (targets.Agreement("ikt"), "extension/Avtaler", {"samarbeid": ["ikt"]}),
        (targets.Account("Assets:Bank"), "account/Assets:Bank", {}),
        (targets.Vouchers("a", ("b",)), "journal", {"filter": ["^a, ^b"]}),
    ],
)
def test_each_kind_of_target_has_its_address(
    target: targets.Target, path: str, asks: dict[str, list[str]]
) -> None:
    with asked_by() as asked:
        assert taken(asked.links.to(target)) == (path, asks)


def test_nothing_leads_nowhere_and_an_unknown_account_is_no_link() -> None:
    with asked_by() as asked:
        assert asked.links.to(None) == ""
        two = ((None, None, ""), (None, None, ""))
        assert asked.links.to(targets.Basis("Assets:Borte", two)) == ""
        assert asked.links.to(targets.Basis("Assets:Bank", two)).endswith(
            "/account/Assets:Bank/"
        )


def test_a_line_leads_to_the_entry_on_it_and_else_to_the_file() -> None:
    with asked_by() as asked:
        voucher, *_ = vouchers_in(asked.all_entries, generated=False)
        entry = asked.links.entry(voucher.entry)
        assert entry.partition("#")[2].startswith("context-")
        assert asked.links.place(*voucher.place) == entry
        path, _ = voucher.place
        assert taken(asked.links.place(path, 1))[1] == {
            "file_path": [path],
            "line": ["1"],
        }
        assert asked.links.place("/etc/passwd", 1) == ""


def test_what_is_blank_is_not_asked_for() -> None:
    assert with_arguments("/a", {"b": "", "c": None, "d": 0}) == "/a"
    assert with_arguments("/a", {"b": "æ & ø"}) == "/a?b=%C3%A6+%26+%C3%B8"
