"""What Beancount says of books that it cannot load (*feil i bøkene*), in Norwegian.

Everybody who shows such an error, in the terminal, before something is written, or on
the pages, says it by this; what is not known here is shown as Beancount says it.
"""

from __future__ import annotations

import re
from typing import Any

from fellesbok.error_texts.with_figures import failed_balance
from fellesbok.error_texts.with_figures import stopped_plugin
from fellesbok.error_texts.with_figures import two_balances
from fellesbok.messages import Text
from fellesbok.messages import quoted
from fellesbok.messages import quoted_path

_SAYINGS = (
    # What is written and cannot be read.
    (
        r"(?:\w+: )?Invalid number format: '(?P<found>[^']*)'",
        (
            "«{found}» kan ikke leses som et tall. Skriv punktum før ørene og ingen"
            " mellomrom: 1000.50."
        ),
    ),
    (
        r"\w+: (?:day|month|year) .*(?:range|must be)",
        "Datoen finnes ikke i kalenderen. Skriv år-måned-dag: 2018-12-31.",
    ),
    (
        r"(?:UnicodeDecodeError: |Only UTF-8)",
        "Filen er ikke lagret som UTF-8. Lagre den på nytt med den tegnkodingen.",
    ),
    (
        r"Invalid token: '(?P<found>\"[^']*)'",
        "Teksten {found} har ingen slutt. Sett et anførselstegn etter den.",
    ),
    (
        r"Invalid token: '(?P<found>.*)'\Z",
        (
            "«{found}» kan ikke leses her. Skriv valutaen med store bokstaver (NOK),"
            " tekst i anførselstegn, datoer slik: 2018-12-31, beløp slik: 1000.50, og"
            " semikolon foran en merknad."
        ),
    ),
    (
        r"syntax error, unexpected COMMA",
        (
            "Et komma står der det ikke kan stå. Skriv punktum før ørene og ingen"
            " mellomrom: 1000.50."
        ),
    ),
    (
        r"syntax error, unexpected NUMBER",
        (
            "Et tall står der det ikke kan stå. Skriv beløp slik: 1000.50, datoer"
            " slik: 2018-12-31, og kontoen med Assets, Liabilities, Equity, Income"
            " eller Expenses først."
        ),
    ),
    (
        r"syntax error, unexpected (?:ACCOUNT|STRING|KEY)",
        (
            "Linjen kan ikke leses slik den står. En postering og en opplysning skal"
            " ha innrykk, og linjen over dem begynner med en dato."
        ),
    ),
    (
        r"syntax error, unexpected (?:EOL|end of file)",
        "Linjen er ikke ferdig. Skriv det som mangler på slutten av den.",
    ),
    (
        r"syntax error",
        (
            "Linjen kan ikke leses slik den står. Hold den opp mot en linje som"
            " virker: dato, ord, konto, beløp og valuta."
        ),
    ),
    (
        r"Invalid account name: (?P<account>.*)",
        (
            "«{account}» er ikke et kontonavn. Begynn med Assets, Liabilities,"
            " Equity, Income eller Expenses, og hvert ledd med stor bokstav."
        ),
    ),
    (
        r"Too many strings on transaction description",
        (
            "Bilaget har mer enn to tekster. La det ha en motpart og en tekst, eller"
            " bare en tekst."
        ),
    ),
    (
        (
            r"Duplicate (?:posting )?metadata field(?: on entry)?:"
            r" (?:KeyValue\(key=')?(?P<field>[^']*)(?:'[\s\S]*)?"
        ),
        "Opplysningen {field} står to ganger. Ta bort den ene.",
    ),
    (
        r"Tags or links not allowed after first Posting",
        (
            "Merkelapper og lenker kan ikke stå under en postering. Sett dem på"
            " linjen med datoen."
        ),
    ),
    (
        r"Pipe symbol is deprecated",
        "Tegnet | mellom motpart og tekst leses ikke lenger. Ta det bort.",
    ),
    # Options, files and what adds to the books.
    (
        (
            r"Error importing \"(?P<plugin>(\w+)[\w.]*)\".*No module named"
            r" '(?:(?P=plugin)|\2)'"
        ),
        "Tillegget {plugin} finnes ikke. Rett navnet, eller installer det.",
    ),
    (
        r"Invalid option: '(?P<name>[^']*)'",
        "Valget «{name}» finnes ikke i Beancount. Rett navnet, eller ta bort linjen.",
    ),
    (
        r"Option '(?P<name>[^']*)' may not be set",
        "Valget «{name}» settes av Beancount selv. Ta bort linjen.",
    ),
    (
        r"Error for option '(?P<name>[^']*)': (?:Invalid value )?'?(?P<found>[^']*)",
        "Valget «{name}» kan ikke være «{found}». Rett verdien, eller ta bort linjen.",
    ),
    (
        r"Renamed to '(?P<name>[^']*)'",
        "Valget heter nå «{name}». Bruk det navnet.",
    ),
    (
        r"Allowing pipe separator temporarily",
        "Valget som tillater tegnet | mellom motpart og tekst, utgår. Ta bort linjen.",
    ),
    (
        r"Duplicate filename parsed: \"(?P<file>[^\"]*)\"",
        "Filen {file} er tatt inn to ganger. Ta bort den ene linjen med include.",
    ),
    (
        r"File glob \"(?P<file>[^\"]*[*?[][^\"]*)\" does not match any files",
        (
            "Ingen filer passer med {file}. Rett linjen med include, eller legg filene"
            " der."
        ),
    ),
    (
        r"File (?:glob )?\"(?P<file>[^\"]*)\" does not (?:exist|match any files)",
        "Ingen fil heter {file}. Rett linjen med include, eller legg filen der.",
    ),
    (
        r"Document root '(?P<folder>[^']*)' does not exist",
        "Mappen {folder} finnes ikke. Lag den, eller rett valget «documents».",
    ),
    (
        r"File does not exist: \"(?P<file>[^\"]*)\"",
        "Dokumentet {file} finnes ikke. Legg det der, eller rett linjen.",
    ),
    (
        r"Invalid date on document file '(?P<file>[^']*)'",
        (
            "Dokumentet {file} har en dato i navnet som ikke finnes. Gi filen et"
            " annet navn."
        ),
    ),
    (
        (
            r"Document '(?P<file>[^']*)' found in (?:child"
            r"|parent) account (?P<account>\S+)"
        ),
        "Dokumentet {file} ligger også i mappen til {account}. Ta bort det ene.",
    ),
    (
        r"Invalid relative path for entry",
        "Dokumentet har ingen hel sti. Skriv stien fra mappen som filen ligger i.",
    ),
    (
        r"Unbalanced pushed tag: '(?P<tag>[^']*)'",
        (
            "Merkelappen {tag} er satt på med pushtag og ikke tatt av. Skriv poptag"
            " der den slutter."
        ),
    ),
    (
        r"Attempting to pop absent tag: '(?P<tag>[^']*)'",
        (
            "Merkelappen {tag} tas av med poptag og er ikke satt på. Ta bort linjen,"
            " eller skriv pushtag over."
        ),
    ),
    (
        r"Unbalanced metadata key '(?P<field>[^']*)'",
        (
            "Opplysningen {field} er satt på med pushmeta og ikke tatt av. Skriv"
            " popmeta der den slutter."
        ),
    ),
    (
        r"Attempting to pop absent metadata key: '(?P<field>[^']*)'",
        (
            "Opplysningen {field} tas av med popmeta og er ikke satt på. Ta bort"
            " linjen, eller skriv pushmeta over."
        ),
    ),
    # Accounts and balances.
    (
        r"Invalid reference to unknown account '(?P<account>[^']+)'",
        "Kontoen {account} er ikke åpnet. Kjør «fellesbok accounts».",
    ),
    (
        r"Invalid reference to inactive account '(?P<account>[^']+)'",
        "Kontoen {account} er ikke åpen den dagen. Kjør «fellesbok accounts».",
    ),
    (
        r"Invalid currency (?P<currency>\S+) for account '(?P<account>[^']+)'",
        (
            "Kontoen {account} føres ikke i {currency}. Rett valutaen, eller legg den"
            " til på linjen som åpner kontoen."
        ),
    ),
    (
        r"Invalid currency '(?P<currency>[^']+)' for Balance directive",
        (
            "Saldoen er i {currency}, og kontoen føres ikke i den valutaen. Rett"
            " valutaen, eller legg den til på linjen som åpner kontoen."
        ),
    ),
    (
        r"Invalid booking method: (?P<found>.*)",
        (
            "«{found}» er ingen måte å føre en konto på. Ta det bort fra linjen som"
            " åpner kontoen."
        ),
    ),
    (
        r"Duplicate open directive for (?P<account>\S+)",
        "Kontoen {account} er åpnet to ganger. Ta bort den ene linjen.",
    ),
    (
        r"Duplicate close directive for (?P<account>\S+)",
        "Kontoen {account} er lukket to ganger. Ta bort den ene linjen.",
    ),
    (
        r"Unopened account (?P<account>\S+) is being closed",
        "Kontoen {account} er lukket og ikke åpnet. Åpne den, eller ta bort linjen.",
    ),
    (
        r"Internal error: closing date for (?P<account>\S+) appears before",
        "Kontoen {account} er lukket før den er åpnet. Rett den ene datoen.",
    ),
    (
        r"Duplicate commodity directives for '(?P<currency>[^']*)'",
        "{currency} er forklart to ganger med commodity. Ta bort den ene linjen.",
    ),
    (
        r"Unused Pad entry",
        (
            "Linjen med pad utjevner ingenting. Ta den bort, eller skriv en balance"
            " for kontoen etter den."
        ),
    ),
    (
        r"Attempt to pad an entry with cost",
        (
            "En konto med kostpris kan ikke utjevnes med pad. Før forskjellen som et"
            " bilag."
        ),
    ),
    # Amounts of a voucher.
    (
        r"Transaction does not balance: \(?(?P<off>[^)]*)\)?",
        (
            "Posteringene går ikke i null: {off} er til overs. Rett et beløp, eller"
            " legg til posteringen som mangler."
        ),
    ),
    (
        r"You may not have more than one auto-posting per currency",
        (
            "Mer enn én postering mangler beløp. Skriv beløpet på alle, eller på alle"
            " unntatt én."
        ),
    ),
    (
        r"Failed to categorize posting (?P<number>\d+)",
        "Postering {number} mangler valuta. Skriv den etter beløpet: 100.00 NOK.",
    ),
    (
        r"Could not resolve .* currency",
        (
            "Det går ikke fram hvilken valuta posteringen er i. Skriv den etter"
            " beløpet: 100.00 NOK."
        ),
    ),
    (
        r"Too many missing numbers for currency group '(?P<currency>[^']*)'",
        (
            "For mange beløp mangler i {currency}. Skriv beløpet på alle posteringer,"
            " eller på alle unntatt én."
        ),
    ),
    (
        r"Transaction has incomplete elements",
        "Bilaget er ikke ferdig ført. Skriv beløp og valuta på alle posteringer.",
    ),
    (
        r"Invalid data types: ",
        "Linjen har en verdi av feil slag. Hold den opp mot en linje som virker.",
    ),
    # Prices and costs, which shared costs seldom have.
    (
        r"Negative prices are not allowed",
        "En kurs kan ikke være under null. Skriv kursen uten minus, og snu beløpet.",
    ),
    (
        r"Total price on a posting without units",
        "Posteringen har en kurs og ikke noe beløp. Skriv beløpet foran kursen.",
    ),
    (
        r"Cost and price currencies must match: (?P<one>\S+) != (?P<other>\S+)",
        "Kostpris og kurs er i {one} og {other}. Skriv begge i samme valuta.",
    ),
    (
        r"Amount is zero",
        (
            "Posteringen har kostpris, men beløpet er null. Rett beløpet, eller ta"
            " bort kostprisen."
        ),
    ),
    (
        r"Cost is negative",
        "Kostprisen er under null. Skriv den uten minus.",
    ),
    (
        (
            r"(?:Duplicate (?:cost|date|label|merge-cost)|Cost merging|Cost syntax"
            r"|Per-unit cost|Cannot infer|Self-reduction|No position matches"
            r"|Not enough lots|Ambiguous matches|AVERAGE method|Cannot merge positions"
            r"|Explicit cost reductions|Reducing position)"
        ),
        (
            "Kostprisen i krøllparentes kan ikke brukes slik den står. Skriv den en"
            " gang, med dato om det trengs, og så den bare passer på én beholdning."
        ),
    ),
)
"""What Beancount says, and what we say of it: what is wrong, and what to do."""


_PATHS = {"file", "folder"}


def said_of(error: Any) -> str:  # noqa: ANN401 -- Beancount has many kinds
    """An error's message, a ``Text`` where it is ours or known."""
    message = error.message
    if isinstance(message, Text):
        return message
    if known := failed_balance(str(message)) or two_balances(error):
        return known
    for pattern, template in _SAYINGS:
        if match := re.match(pattern, str(message), re.DOTALL):
            told = {
                name: value and (quoted_path if name in _PATHS else quoted)(value)
                for name, value in match.groupdict().items()
            }
            return Text(template, **told)
    return stopped_plugin(str(message)) or str(message)


def in_norwegian(error: Any) -> Any:  # noqa: ANN401 -- likewise
    """The same error with its message in Norwegian, as Fava shows it."""
    return error._replace(message=said_of(error)) if _is_tuple(error) else error


def _is_tuple(error: Any) -> bool:  # noqa: ANN401 -- likewise
    return isinstance(error, tuple) and hasattr(error, "_replace")
