"""The report's fixed texts, by a name that templates and sheets use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import SOURCE
from fellesbok.agreement.tables import WHAT
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.entries import tables as of_books
from fellesbok.explanation.tables import FOUND
from fellesbok.lint import tables as of_findings
from fellesbok.messages import Text
from fellesbok.proof.made_of import REVISION
from fellesbok.report import anchors
from fellesbok.sharing.assumption_tables import EFFECT
from fellesbok.sharing.tables import COOPERATION
from fellesbok.tables import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.report.contents import Report

WORDS = {
    "title": Text("Interkommunale samarbeid og prosjekt"),
    "subtitle": Text("Samlet rapportering"),
    "skip": Text("Gå rett til innholdet"),
    "contents": Text("Innhold"),
    "cooperations": Text("Interkommunale samarbeid"),
    "projects": Text("Prosjekt"),
    "missing": values.MISSING.note,
    "missing_text": Text(
        "Samarbeidet har ikke rapportert for året. Ingen tall er kjent; det er ikke det"
        " samme som 0."
    ),
    "blank": Text("blank, ikke oppgitt"),
    "summary": Text("Kort sagt"),
    "no_appendices": Text(
        "Vedleggene er ikke med i denne filen: forklaringen av hver andel, og bilag,"
        " budsjettlinjer og andre kilder. De står i nettsiden (--format html) og i en"
        " PDF som skrives med --appendices."
    ),
    "sheet_further": Text("Krav, tilskudd og fond"),
    "overview": Text("Oversikt"),
    "overview_note": Text(
        "Kostnad etter budsjett og regnskap. Avvik er budsjett minus regnskap; et"
        " positivt tall betyr lavere kostnad enn budsjettert. Prosent er avrundet til"
        " to desimaler. Tall som ikke er kroner for året, er merket og ikke med i"
        " summen. Under summen står hvor mange av samarbeidene som har tall; avviket er"
        " summen av avvikene over, av dem som har både budsjett og regnskap."
    ),
    "matrix": Text("Fordeling på kommunene"),
    "debts": Text("Hva hver kommune skylder"),
    "economy": Text("Økonomi"),
    "cooperation": COOPERATION.title,
    "revision": REVISION,
    "name": Text("Navn på virksomhet/prosjekt/tiltak"),
    "key_figures": Text("Nøkkeltall"),
    "assumptions": Text("Antakelser tallene hviler på"),
    "effect": Text("{label}:", label=EFFECT.title),
    "place_and_day": Text("Sted og dato"),
    "reported_by": Text("Rapportert av"),
    "role_not_stated": NOT_STATED,
    "left_blank": Text("Ikke fylt ut."),
    "signature": Text("Underskrift"),
    "findings": Text("Funn"),
    "findings_note": Text(
        "Det en kontrollør ville spurt om, funnet i bøkene. Et funn som er besvart i"
        " bøkene, står med svaret."
    ),
    "no_findings": Text("Ingen funn."),
    "findings_caption": Text("Funn i bøkene for året"),
    "finding": FOUND.title,
    "amount": of_books.AMOUNT.title,
    "place": Text("Sted i bøkene"),
    "answer": of_findings.ANSWER.title,
    "answered": of_findings.ANSWERED.title,
    "open": of_findings.OPEN.title,
    "rule": Text("Regel"),
    "see_findings": Text("Funn om dette samarbeidet"),
    "method": Text("Slik er tallene blitt til"),
    "explanations": Text("Forklaring av hver andel"),
    "sources": Text("Bilag, budsjettlinjer og andre kilder"),
    "sources_caption": Text("Der tallet står"),
    "source": SOURCE.title,
    "day": of_books.DAY.title,
    "text": of_books.TEXT.title,
    "remark": of_books.REMARK.title,
    "back": Text("Til siden om samarbeidet"),
    "see_sources": Text("Bilag og kilder"),
    "step": WHAT.title,
    "step_amount": of_books.KRONER.title,
    "explanation_caption": Text("Hvert steg fram til beløpet, kroner"),
    "fava": Text("Åpne i Fava"),
    "figures": Text("Figurer"),
    "chart_costs": Text("Kostnad, regnskap og budsjett, i kroner"),
    "chart_flow": Text("Hvem betaler hva, i kroner"),
    "figure_table": Text("Tallene står i tabellen"),
    "generated": Text("Ført av fordelingen"),
    "not_shown": Text("Ikke vist: bilaget gjelder også andre"),
    "sheet_overview": Text("Oversikt"),
    "sheet_matrix": Text("Matrise"),
    "sheet_lines": Text("Tall"),
    "sheet_findings": Text("Funn"),
    "sheet_debts": Text("Kommuner"),
}

TITLES = {"cooperation": WORDS["cooperations"], "project": WORDS["projects"]}
"""What the kinds of pages are called."""


def title_of(report: Report) -> Text:
    """What the report is about."""
    return Text("{title} {year}", title=WORDS["title"], year=report.year)


def subtitle_of(report: Report) -> Text:
    """Whether it is of all, or for one."""
    if report.is_joint:
        return Text("{title} {year}", title=WORDS["subtitle"], year=report.year)
    return Text("Rapport for {payer} {year}", payer=report.payer, year=report.year)


METHOD = (
    (
        Text("Andelene"),
        Text(
            "Fordelingen er gjort da bøkene ble lest, etter nøkkelen som gjaldt på"
            " dagen, og står som føringer i regnskapet. Denne rapporten fordeler"
            " ingenting på nytt; den viser føringene og stegene som førte til dem. Der"
            " avtalen er netto, trekkes tilskudd og andre inntekter fra før kostnaden"
            " deles. Budsjett deles med de samme nøklene."
        ),
    ),
    (
        Text("Avrunding og like brøkdeler"),
        Text(
            "En andel er en eksakt brøk helt til siste steg. Alle får de hele ørene,"
            " og ørene som er igjen, går til dem med størst brøkdel. Er brøkdelene"
            " like, får først den som til nå er belastet minst mot sin rett; deretter"
            " avgjør en loddtrekning som enhver kan gjenta (SHA-256 av"
            " «samarbeid|år|kommune»)."
        ),
    ),
    (
        Text("Ikke oppgitt"),
        Text(
            "Det kilden ikke sier om nøkkel, vert eller deltakere, står som «ikke"
            " oppgitt». Kostnaden står da i bøkene uten å bli fordelt. Antakelser står"
            " på siden til samarbeidet, med virkning der den er kjent."
        ),
    ),
    (
        Text("Blankt, 0 og «mangler rapportering»"),
        Text(
            "0,00 er et tall som er rapportert eller ført. En strek er en rute uten"
            " tall. «Mangler rapportering» betyr at samarbeidet ikke har rapportert i"
            " det hele tatt."
        ),
    ),
    (
        Text("Tall som ikke er kroner for året"),
        Text(
            "Prosjekttall over flere år, egeninnsats, tilsagn og tall der kolonnen ikke"
            " er oppgitt, har hver sin enhet i bøkene. De er merket med hva de er, og"
            " inngår aldri i en sum av årets kroner."
        ),
    ),
)
"""Heading and text; the last one is followed by the list of units."""


def methods(report: Report) -> Iterator[tuple[Text, Text, str]]:
    """How the figures came about: heading, text, and the place that links lead to."""
    if report.is_joint:
        yield *CONTROL_METHOD, anchors.CONTROL
    else:
        yield *_of_one(report.payer), anchors.CONTROL
    if report.has_closed:
        yield *STATUS_METHOD, anchors.OF_CLOSED_YEARS
    if report.has_claims:
        yield *CLAIM_METHOD, anchors.OF_CLAIMS
    for number, told in enumerate(METHOD, 1):
        yield *told, anchors.of_method(number)


def _of_one(payer: str) -> tuple[Text, Text]:
    return (
        Text("Hva som er med"),
        Text(
            "Rapporten er laget av den delen av bøkene som {payer} kan lese: samarbeid"
            " og prosjekt som {payer} deltar i, og egne andeler, krav, betalinger og"
            " deler av fond. De andres andeler er med bare der avtalen sier at de er"
            " felles. At andelene til sammen er det som er delt, kontrolleres i den"
            " samlede rapporten.",
            payer=payer,
        ),
    )


STATUS_METHOD = (
    Text("Avsluttede regnskap"),
    Text(
        "Når et år avsluttes, fastsettes det hver skal betale. Et bilag eller et tall"
        " som endres siden, blir en korreksjon i første åpne periode, med grunn; det"
        " som er krevd, endres ikke. Rapporten er endelig når alle samarbeid med bilag"
        " er avsluttet."
    ),
)

CLAIM_METHOD = (
    Text("Krav"),
    Text(
        "Et krav er skrevet i bøkene da det ble sendt, og blir aldri regnet ut på nytt."
        " Det hører til året som står på det, og en betaling til kravet den nevner;"
        " nevner den ingen, til det som forfalt først. Beløpet mindre det som er"
        " kreditert og betalt, er utestående. Når året er gjort opp, er kravene mindre"
        " kreditnotaene det samme som andelene."
    ),
)

CONTROL_METHOD = (
    Text("Kontrollsummer"),
    Text(
        "Summen av andelene er regnet begge veier og sammenliknet med det som er ført"
        " på kontoene for kommunenes bidrag. «Finansiering mindre kostnad» er"
        " driftsstøtte, tilskudd og egeninntekt, mindre det som er avsatt, mindre"
        " kostnaden: 0,00 når kostnaden er finansiert."
    ),
)
