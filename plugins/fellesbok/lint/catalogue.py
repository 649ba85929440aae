"""The rules of the audit: what each is called, and what it rests on.

The names are what an answer in the ledger refers to, so they are Norwegian and ASCII.
"""

from __future__ import annotations

from fellesbok.frozen import frozen
from fellesbok.messages import Text


@frozen
class Rule:
    """One rule (*regel*): its title, and why a controller asks."""

    title: Text
    why: Text


RULES = {
    "mangler-rapport": Rule(
        Text("Mangler rapport"),
        Text("Alle samarbeid og prosjekt skal rapportere hvert år."),
    ),
    "rapportdato": Rule(
        Text("Rapportens dato"),
        Text("Rapporten skal bygge på et avlagt årsregnskap og komme i tide."),
    ),
    "mangler-vert": Rule(
        Text("Vertskommune ikke oppgitt"),
        Text("Noen må ha ansvaret for regnskapet og sende kravene."),
    ),
    "uten-noekkel": Rule(
        Text("Kostnad uten nøkkel"),
        Text("En kostnad som ingen nøkkel deler, har ingen betaler."),
    ),
    "mangler-budsjett": Rule(
        Text("Mangler budsjett"),
        Text("En kostnad skal ha et vedtatt budsjett å måles mot."),
    ),
    "mangler-kostnad": Rule(
        Text("Mangler kostnad"),
        Text("Midler som er brukt, skal vises som kostnader."),
    ),
    "finansiering": Rule(
        Text("Finansiering og kostnad"),
        Text("Finansieringen skal være lik kostnaden og endringen i fond."),
    ),
    "uten-finansiering": Rule(
        Text("Kostnad uten finansiering"),
        Text("En kostnad må dekkes av noen."),
    ),
    "underdekning": Rule(
        Text("Underdekning"),
        Text("Avtalen skal si hvem som dekker det som mangler."),
    ),
    "overskudd-uten-eier": Rule(
        Text("Overskudd uten eier"),
        Text("Avtalen skal si hvem som eier et overskudd."),
    ),
    "krav-ikke-reist": Rule(
        Text("Krav ikke reist"),
        Text("Det deltakerne skal dekke av årets kostnad, hører til året."),
    ),
    "stoette-avvik": Rule(
        Text("Driftsstøtte og andeler"),
        Text("Det kommunene har betalt, skal være det nøkkelen gir."),
    ),
    "avvik": Rule(
        Text("Avvik fra budsjettet"),
        Text("Avvik over grensen skal ha et svar som sier hva de skyldes."),
    ),
    "likt-budsjett": Rule(
        Text("Regnskap likt budsjett"),
        Text("Et regnskap treffer sjelden på kronen; er det budsjettet om igjen?"),
    ),
    "kontrollsum": Rule(
        Text("Oppgitt sum"),
        Text("En oppgitt sum skal være summen av linjene."),
    ),
    "prosent": Rule(
        Text("Prosenter"),
        Text("Andelene av en helhet er til sammen 100 %."),
    ),
    "regnestykke": Rule(
        Text("Regnestykke"),
        Text("Et oppgitt tall skal stemme med regnestykket det bygger på."),
    ),
    "tak": Rule(
        Text("Over taket"),
        Text("Det som er over taket for et tilskudd, kan ikke utbetales."),
    ),
    "over-tilsagn": Rule(
        Text("Over tilsagnet"),
        Text("Det kan ikke brukes mer enn tilsagnet."),
    ),
    "ubrukt-tilskudd": Rule(
        Text("Ubrukt tilskudd"),
        Text("Ubrukte øremerkede midler skal stå på fond eller som gjeld til giveren."),
    ),
    "tilskudd-tak": Rule(
        Text("Tak før sluttrapporten"),
        Text("Det som er over taket, må noen legge ut til rapporten er levert."),
    ),
    "tilskudd-vilkaar": Rule(
        Text("Vilkår som ikke stemmer"),
        Text("Et tak som er oppgitt på to måter, må avklares med giveren."),
    ),
    "tilskudd-frist": Rule(
        Text("Frist for tilskudd"),
        Text("Et tilskudd kan falle bort når en frist ikke holdes."),
    ),
    "tilskudd-egenandel": Rule(
        Text("Egenfinansiering mangler"),
        Text("Tilskuddet kan kreves tilbake når egenandelen ikke er dekket."),
    ),
    "tilskudd-periode": Rule(
        Text("Kostnad utenfor perioden"),
        Text("Giveren dekker bare kostnader i perioden tilskuddet gjelder."),
    ),
    "tilskudd-tilsagn": Rule(
        Text("Opptjent over tilsagnet"),
        Text("Det kan ikke opptjenes mer enn tilsagnet."),
    ),
    "tilskudd-ubrukt": Rule(
        Text("Mottatt og ikke opptjent"),
        Text("Ubrukte midler er bundne eller skal tilbake, og deles aldri."),
    ),
    "tilskudd-tilbake": Rule(
        Text("Tilskudd betalt tilbake"),
        Text("Det som er opptjent, skal ikke betales tilbake."),
    ),
    "tilskudd-som-rest": Rule(
        Text("Tilskudd ført som rest"),
        Text("Det må være avtalt om høyere egeninntekt senker tilskuddet."),
    ),
    "del-av-aar": Rule(
        Text("Del av året"),
        Text("Et årsregnskap gjelder hele året."),
    ),
    "flere-aar": Rule(
        Text("Flere år"),
        Text("Tall for flere år skal ikke legges sammen med årets."),
    ),
    "kolonne-uavklart": Rule(
        Text("Kolonnen er uavklart"),
        Text("Et tall må høre til budsjettet eller regnskapet for å telle med."),
    ),
    "avrundet": Rule(
        Text("Avrundede tall"),
        Text("Krav beregnes av regnskapets eksakte beløp."),
    ),
    "egeninnsats": Rule(
        Text("Egeninnsats"),
        Text("Egeninnsats er arbeid og ikke penger, og gir ikke krav."),
    ),
    "kostnadsreduksjon": Rule(
        Text("Kostnadsreduksjon"),
        Text(
            "Det som reduserer en kostnad, trekkes fra kostnaden, én gang, og er ingen"
            " inntekt."
        ),
    ),
    "ikke-fakturert": Rule(
        Text("Påløpt, ikke fakturert"),
        Text("Det som er utført, hører til året; fakturaen må følges opp."),
    ),
    "a-konto-ikke-krevd": Rule(
        Text("A konto ikke krevd"),
        Text("Det som er avtalt a konto, kreves før det forfaller."),
    ),
    "ikke-avregnet": Rule(
        Text("Avregnet til null"),
        Text("Når året er avregnet, står ingen fordring igjen, og resultatet er 0."),
    ),
    "etter-avslutning": Rule(
        Text("Endret etter avslutning"),
        Text("Et avsluttet år endres ikke; det som kommer etterpå, korrigeres åpent."),
    ),
    "kommunenummer": Rule(
        Text("Kommunenummer"),
        Text("Kommunenumre skifter ved reformer; navnet er entydig."),
    ),
    "antakelse": Rule(
        Text("Antakelse i bruk"),
        Text("Det kilden ikke sier, skal bekreftes av dem som har avtalen."),
    ),
    "bilagsserie": Rule(
        Text("Bilagsserie"),
        Text("Bilagsnumre står i serier uten hull, og brukes én gang."),
    ),
    "ikke-med": Rule(
        Text("Fil som ikke er med"),
        Text("Alt som er ført, skal være med i regnskapet."),
    ),
    "usynlig-tegn": Rule(
        Text("Tegn som ikke synes"),
        Text("Det som står i regnskapet, skal kunne ses og søkes etter."),
    ),
    "tre-desimaler": Rule(
        Text("Tre desimaler"),
        Text("Øre har to desimaler; tre kan være tusener."),
    ),
    "komma": Rule(
        Text("Komma i beløp"),
        Text("Et beløp skal kunne leses på én måte."),
    ),
    "svar": Rule(
        Text("Svar i regnskapet"),
        Text("Et svar skal gjelde et funn i året og si hvem som svarer."),
    ),
}
"""Every rule, in the order in which its remarks are told."""
