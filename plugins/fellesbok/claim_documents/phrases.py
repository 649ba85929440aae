"""The words of the printed claim and of the letter, which the catalogue translates."""

from __future__ import annotations

from fellesbok.messages import Text

WORDS = {
    "from": Text("Fra"),
    "to": Text("Til"),
    "organisation_number": Text("Organisasjonsnummer"),
    "number": Text("Nummer"),
    "day": Text("Dato"),
    "due": Text("Forfall"),
    "bank_account": Text("Kontonummer"),
    "kid": Text("KID"),
    "buyer_reference": Text("Deres referanse"),
    "accounting_cost": Text("Konteres hos dere på"),
    "to_pay": Text("Å betale"),
    "to_give_back": Text("Til gode"),
    "internal": Text("Føres internt"),
    "draft": Text("Utkast"),
    "draft_mark": Text("UTKAST – ikke nummerert og ikke sendt. Skal ikke betales."),
    "given_later": Text("gis når kravet sendes"),
    "not_stated": Text("ikke oppgitt"),
    "no_address": Text("Adresse ikke oppgitt"),
    "reckoning": Text("Oppstilling"),
    "what": Text("Hva"),
    "amount": Text("Beløp (kr)"),
    "sum": Text("Sum"),
    "tax_not_stated": Text("Merverdiavgift: avtalen sier ikke hva som gjelder"),
    "tax_of": Text("av"),
    "tax_by_centre": Text(
        "Avgiften er ulik for ansvarene. Det som er krevd til nå, er delt som deres"
        " andel: ansvar med egen regel etter andelen av dem, de andre etter kostnaden"
        " på hvert ansvar. Linjene er det som er nytt i dette kravet."
    ),
    "plan": Text("A konto i året"),
    "credited": Text("Kravet som tas tilbake"),
    "reason": Text("Grunn"),
    "attachment": Text("Vedlegg: slik er beløpet blitt til"),
    "attachment_note": Text(
        "Her står alt som trengs for å kontrollere beløpet uten å spørre oss."
    ),
    "verify": Text("Slik kontrollerer dere det"),
    "made_of": Text(
        "Utgaven er et avtrykk av filene i bøkene slik de var da kravet ble laget, før"
        " det selv ble ført. De samme filene gir den samme utgaven."
    ),
    "certificate": Text(
        "Sertifikatet beviser andelen, og lages av de samme filene med «fellesbok"
        " certify»: det står med dette avtrykket i sjekkpunktet."
    ),
    "vouchers": Text("Bilagene bak"),
    "voucher": Text("Bilag"),
    "text": Text("Tekst"),
    "credit_note": Text(
        "Kreditnotaen skal ikke betales. Beløpet er til gode hos oss, og betales"
        " tilbake eller trekkes fra det neste kravet."
    ),
    "internal_note": Text(
        "Nota mellom verten og samarbeidet. Ingenting betales, og ingen faktura sendes."
    ),
}

LETTER = {
    **{name: WORDS[name] for name in ("from", "to", "organisation_number", "day")},
    "no_address": WORDS["no_address"],
    "heading": Text("Avstemming"),
    "title": Text("Det vi har krevd, og det dere har ført"),
    "file": Text("Lest fra"),
    "all_agreed": Text("Alt stemmer. Dere trenger ikke gjøre noe."),
    "asked": Text(
        "Under står det som ikke stemmer. Se på postene i regnskapet deres, og si fra"
        " om det er hos oss feilen er. Står en post som «Kan leses på flere måter»,"
        " trenger vi å vite hvilket krav den gjelder."
    ),
    "how": Text(
        "Poster er kjent igjen på kravnummer eller KID i tekst og referanse, ellers på"
        " beløpet og den nærmeste dagen i samme regnskapsår. Et krav hører til året for"
        " perioden det gjelder, og er uten merverdiavgift."
    ),
    "not_agreed": Text("Det som ikke stemmer"),
}
