"""What is asked of somebody who makes a region's first books (*oppstart*)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import click

from fellesbok.agreement.duration import NOT_STATED
from fellesbok.command_language import said
from fellesbok.errors import InWordsError
from fellesbok.messages import Text
from fellesbok.starting.norway import find_municipality
from fellesbok.starting.plan import component_of
from fellesbok.starting.plan import key_of
from fellesbok.terminal import misused
from fellesbok.terminal import yes_or_no

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence


def ask_all() -> dict[str, Any]:
    """Ask for everything; an answer that cannot be used is asked for again."""
    region = _ask(Text("Hva heter regionen?"))
    year = _ask(Text("Hvilket år begynner regnskapet?"))
    names = _ask_several(
        Text("Hvilke kommuner er med? Skriv dem med komma mellom:"), find_municipality
    )
    titles = _ask_several(
        Text("Hvilke samarbeid har dere? Skriv dem med komma mellom:"), component_of
    )
    cooperations = [dict(_terms(title, names)) for title in titles]
    hosts = {each["host"] for each in cooperations} - {NOT_STATED}
    accounts = {
        name: _ask(
            Text(
                "Kontonummeret kravene betales til i {name} (tomt: ikke oppgitt):",
                name=name,
            ),
            "",
        )
        for name in names
        if name in hosts
    }
    return {
        "region": region,
        "year": year,
        "municipalities": [
            {"name": name, "bank_account": accounts[name]}
            if accounts.get(name)
            else {"name": name}
            for name in names
        ],
        "cooperations": cooperations,
    }


def _terms(title: str, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """The terms of a cooperation."""
    click.echo(f"\n{title}")
    yield "title", title
    taking_part = _ask_several(
        Text("Hvem tar del? (Tomt: alle.)"), _one_of(names), ", ".join(names)
    )
    yield "participants", taking_part
    yield (
        "key",
        _ask(
            Text("Hvordan deles kostnadene? likt, folketall, eller slik: 40 % likt:"),
            check=key_of,
        ),
    )
    host = _ask(Text("Hvem er vert? (Tomt: ikke oppgitt.)"), "", _one_of(names))
    yield "host", host or NOT_STATED
    is_net = _ask(
        Text("Trekkes tilskudd fra før kostnaden deles? j/n:"), check=yes_or_no
    )
    yield "basis", "net" if yes_or_no(is_net) else "gross"
    days = _ask(
        Text("Hvor mange dager er det å betale på? (Tomt: ikke oppgitt.)"), "", int
    )
    if days:
        yield "due_days", days
        yield (
            "instalments",
            _ask(
                Text("Hvor mange terminer a konto i året? 0, 1, 2, 4 eller 12:"),
                check=_one_of(["0", "1", "2", "4", "12"]),
            ),
        )


def _one_of(known: Sequence[str]) -> Callable[[str], None]:
    """Refuse an answer that is none of those."""

    def check(answer: str) -> None:
        if answer not in known:
            misused(Text("Svar en av disse: {known}.", known=", ".join(known)))

    return check


def _ask(
    question: Text,
    default: str | None = None,
    check: Callable[[str], object] | None = None,
) -> str:
    """One answer, of one line."""

    def read(written: str) -> str:
        answer = " ".join(written.split())
        if answer and check is not None:
            _refuse_unfit(answer, check)
        return answer

    answer: str = click.prompt(
        said(question),
        default=default,
        show_default=False,
        value_proc=read,
        prompt_suffix=" ",
    )
    return answer


def _ask_several(
    question: Text, check: Callable[[str], object], default: str | None = None
) -> list[str]:
    """Answers with commas between."""

    def read(written: str) -> list[str]:
        parts = [" ".join(part.split()) for part in written.split(",")]
        found = [part for part in parts if part]
        for part in found:
            _refuse_unfit(part, check)
        return found

    answers: list[str] = click.prompt(
        said(question),
        default=default,
        show_default=False,
        value_proc=read,
        prompt_suffix=" ",
    )
    return answers


def _refuse_unfit(answer: str, check: Callable[[str], object]) -> None:
    """Ask again, with the reason."""
    try:
        check(answer)
    except InWordsError as error:
        misused(error.text)
    except ValueError:
        misused(Text("«{answer}» er ikke et helt tall.", answer=answer))
