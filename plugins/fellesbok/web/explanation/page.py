"""The page of one figure: why a payer is charged just this (*forklaring*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.objected_shares import objected_shares
from fellesbok.claims.objected_shares import shares_in_figure
from fellesbok.claims.objected_shares import shown_shares
from fellesbok.entries.vocabulary import shared_link
from fellesbok.explanation.tables import charges_table
from fellesbok.explanation.tables import notes_table
from fellesbok.explanation.tables import posted_table
from fellesbok.explanation.tables import step_tables
from fellesbok.messages import Text
from fellesbok.sharing import statement
from fellesbok.sharing.in_short import share_in_short
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import Shown
from fellesbok.web.frame.changed_parts import parts_of_figure
from fellesbok.web.frame.of_closed_years import closing_of
from fellesbok.web.frame.of_closed_years import corrections_shown
from fellesbok.web.frame.owed_by import shared_or_owed
from fellesbok.web.frame.share_parts import parts_drawn
from fellesbok.web.frame.share_parts import share_parts
from fellesbok.web.frame.who_changed import ways_to_changes

if TYPE_CHECKING:
    from fellesbok.agreement import Cooperation
    from fellesbok.web.frame import Asked


class Forklaring(BooksPage):
    """Every step from vouchers to one amount, each with where it stands."""

    report_title = Text("Forklaring")

    def shown(self, asked: Asked) -> Shown:
        """The explanation, or every figure that can be explained."""
        wanted = asked.arguments.get("samarbeid", "").strip()
        who = asked.arguments.get("kommune", "").strip() or asked.reader
        objected = objected_shares(asked.all_entries, asked.shared.agreement)
        if not wanted or not who:
            shares = statement.shares(asked.entries)
            table = charges_table(shares, asked.shared.agreement, asked.period)
            return Shown(
                Text("Velg tallet som skal forklares"),
                "valg.html",
                (objected.marked(table, shown_shares(shares)),),
                in_short=shared_or_owed(asked, shares),
            )
        cooperation = asked.cooperation(wanted)
        payer = asked.payer(who, of=cooperation)
        explanation = asked.explained(cooperation, payer)
        year = asked.one_year()
        ours = [
            share
            for share in statement.shares(asked.all_entries, year)
            if (share.cooperation, share.municipality)
            == (cooperation.account, payer.name)
        ]
        steps = step_tables(explanation, cooperation)
        posted = posted_table(asked.all_entries, cooperation, payer, year)
        parts = share_parts(asked, cooperation, year)
        shown = shares_in_figure(asked.all_entries, cooperation, payer, year)
        notes = statement.findings(asked.all_entries, year)
        findings = (
            *corrections_shown(asked, payer=payer, cooperation=cooperation),
            *notes_table(notes, cooperation),
            *objected.table(shown),
        )
        return Shown(
            explanation.title,
            "forklaring.html",
            (*steps, posted, *findings),
            values={
                "steps": steps,
                "posted": posted,
                "findings": findings,
                "around": (
                    (
                        Text("Kommuneoppgave for {name}", name=payer.name),
                        asked.links.page("Kommuneoppgave", kommune=payer.slug),
                    ),
                    (
                        Text("Avtalen om {name}", name=cooperation.title),
                        asked.links.page("Avtaler", samarbeid=cooperation.slug),
                    ),
                    (
                        Text("Alle bilag og hva de ble til"),
                        asked.links.journal(shared_link(year, cooperation.slug)),
                    ),
                    (
                        Text("Krav på {name}", name=payer.name),
                        asked.links.page("Krav", kommune=payer.slug),
                    ),
                    *_closing(asked, cooperation),
                    *ways_to_changes(
                        asked,
                        parts_of_figure(asked, explanation, cooperation),
                        samarbeid=cooperation.slug,
                        kommune=payer.slug,
                    ),
                ),
            },
            arguments={"samarbeid": cooperation.slug, "kommune": payer.slug},
            in_short=share_in_short(ours, payer),
            picture=None if parts is None else parts_drawn(asked, cooperation, parts),
        )


def _closing(asked: Asked, cooperation: Cooperation) -> list[tuple[Text, str]]:
    """Where the year is closed; nothing where it is open, or may not be read."""
    year = asked.one_year()
    href = closing_of(asked, cooperation, year)
    return [(Text("Avslutningen av {year}", year=year), href)] if href else []
