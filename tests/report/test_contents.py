"""What a report tells of itself: its parts, its tables, and whether it is of all."""

from __future__ import annotations

from dataclasses import replace

from fellesbok.messages import Text
from fellesbok.report.contents import Chapter
from fellesbok.report.contents import SharesInParts
from report_panels import report


def test_cooperations_come_before_projects_and_what_there_is_none_of_is_left_out() -> (
    None
):
    made = report()
    first, second = made.pages
    assert made.parts == (("cooperation", (first, second)),)
    project = replace(first, kind="project")
    mixed = replace(made, pages=(project, second))
    assert mixed.parts == (("cooperation", (second,)), ("project", (project,)))


def test_a_report_for_one_payer_is_not_the_joint_one() -> None:
    assert report().is_joint
    assert not replace(report(), payer="Vik").is_joint


def test_it_knows_whether_anything_is_claimed_and_closed() -> None:
    made = report()
    assert made.has_claims
    assert made.has_closed
    kept = [p for p in made.panels if p.anchor not in {"status", "aapne-krav"}]
    without = replace(made, chapters=(Chapter("x", "X", tuple(kept)),))
    assert not without.has_claims
    assert not without.has_closed


def test_an_account_in_a_text_stands_in_the_words_of_the_agreements() -> None:
    said = Text("Ført på {account}.", account="Assets:Krav:Vik:Legevakt")
    assert report().told(said) == "Ført på Krav: Vik, Legevakten i Fjordene."
    assert replace(report(), agreement=None).told(said) == said


def test_the_parts_of_shares_have_a_place_of_their_own_in_each_cooperation() -> None:
    agreement = report().agreement
    assert agreement is not None
    places = [
        SharesInParts(None, each, ()).anchor  # type: ignore[arg-type]
        for each in agreement.cooperations.values()
    ]
    assert [place.rpartition("-")[2] for place in places] == ["legevakt", "viltlag"]
    assert len({place.rpartition("-")[0] for place in places}) == 1
