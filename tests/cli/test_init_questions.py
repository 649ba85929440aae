"""What is asked of who begins: each answer is looked at, and asked for again."""

from __future__ import annotations

from typing import Any

import click
from click.testing import CliRunner

from fellesbok.cli.init_questions import ask_all
from fellesbok.command_language import speaking

FIRST = ("Lyngenfjord", "2026", "Lyngen, Kåfjord")


def asked(*typed: str) -> tuple[dict[str, Any], str]:
    """What comes of what is typed, line by line, and what was shown."""
    found: list[dict[str, Any]] = []

    @click.command()
    def ask() -> None:
        with speaking("nb"):
            found.append(ask_all())

    done = CliRunner().invoke(ask, input="".join(f"{line}\n" for line in typed))
    assert done.exit_code == 0, done.output
    return found[0], done.output


def test_a_region_without_hosts_is_asked_for_no_account() -> None:
    found, shown = asked(*FIRST, "Felles IT", "", "likt", "", "j", "")
    assert found == {
        "region": "Lyngenfjord",
        "year": "2026",
        "municipalities": [{"name": "Lyngen"}, {"name": "Kåfjord"}],
        "cooperations": [
            {
                "title": "Felles IT",
                "participants": ["Lyngen", "Kåfjord"],
                "key": "likt",
                "host": found["cooperations"][0]["host"],
                "basis": "net",
            }
        ],
    }
    assert "Kontonummeret" not in shown


def test_a_host_has_an_account_and_days_to_pay_have_instalments() -> None:
    typed = ("Lyngen", "likt", "Lyngen", "n", "30", "4", "86011117947")
    found, shown = asked(*FIRST, "Felles IT", *typed)
    (terms,) = found["cooperations"]
    assert (terms["participants"], terms["host"]) == (["Lyngen"], "Lyngen")
    assert (terms["basis"], terms["due_days"]) == ("gross", "30")
    assert terms["instalments"] == "4"
    assert found["municipalities"] == [
        {"name": "Lyngen", "bank_account": "86011117947"},
        {"name": "Kåfjord"},
    ]
    assert "betales til i Lyngen" in shown
    assert "betales til i Kåfjord" not in shown


def test_an_answer_that_cannot_be_used_is_asked_for_again_with_the_reason() -> None:
    typed = (
        "Bergen",
        "",
        "likt",
        "Kåfjord",
        "kanskje",
        "j",
        "snart",
        "14",
        "3",
        "0",
        "",
    )
    found, shown = asked(*FIRST, "Felles IT", *typed)
    (terms,) = found["cooperations"]
    assert (terms["host"], terms["due_days"]) == ("Kåfjord", "14")
    assert terms["instalments"] == "0"
    assert "Svar en av disse: Lyngen, Kåfjord." in shown
    assert "«snart» er ikke et helt tall." in shown
    assert "Svar en av disse: 0, 1, 2, 4, 12." in shown


def test_spaces_and_empty_parts_are_no_part_of_an_answer() -> None:
    first = ("  Lyngen  fjord ", "2026", " Lyngen ,, Kåfjord,", "IT")
    found, _ = asked(*first, "", "likt", "", "j", "")
    assert found["region"] == "Lyngen fjord"
    assert [each["name"] for each in found["municipalities"]] == ["Lyngen", "Kåfjord"]
