"""The page that shows what a proposal does (*virkning*), and writes nothing.

The proposal stands in the address, so that asking is reading: nothing is sent that a
server could keep, and a link shows the same once more.  A municipality that is signed
in as itself writes none: what a rule of its own making does to its share tells what
others cost.  It sees its own part of those that are laid out for it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.in_short import effect_in_short
from fellesbok.compare.laid_out import laid_out
from fellesbok.compare.own_part import own_answer
from fellesbok.compare.own_part import own_how
from fellesbok.compare.own_part import own_part
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import Change
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_rules
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.records import by_payer
from fellesbok.compare.sentences import answer
from fellesbok.compare.sentences import how
from fellesbok.compare.tables import own_tables
from fellesbok.compare.tables import tables
from fellesbok.compare.trying import Source
from fellesbok.compare.trying import compare
from fellesbok.compare.trying import refuse_all
from fellesbok.contradictions import ContradictionError
from fellesbok.drawing import Bar
from fellesbok.drawing import Chart
from fellesbok.drawing.unscaled import differences_svg
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.web.frame import BooksPage
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame import Shown
from fellesbok.web.limits.deadline import LONGEST_SECONDS
from fellesbok.web.limits.deadline import TooHeavyError
from fellesbok.web.limits.deadline import seconds_left

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.compare.records import Comparison
    from fellesbok.drawing import Picture
    from fellesbok.errors import FileFault
    from fellesbok.web.frame import Asked

MOST_CHARACTERS = 8_000
"""A longer proposal is tried by the command: an address has room for no more."""

MOST_FIGURES = 20

CALLED = "forslag"
"""The file that the lines of a proposal are of, as its faults are told."""

WRITTEN = ("forslag", "tall")
FIELDS = (*WRITTEN, "utlagt", "paa", "kommune")
OWN_FIELDS = ("utlagt", "paa")


class _TakesTooLongError(TooHeavyError):
    """The books are too large for the page; ``text`` says where there is time."""

    text = Text(
        "Svaret tok for lang tid og ble stoppet etter {seconds} sekunder. Prøv"
        " endringen med «fellesbok compare», som får den tiden den trenger.",
        seconds=int(LONGEST_SECONDS),
    )


class _TakesTooLongHereError(TooHeavyError):
    """The same, for who has no command: a municipality."""

    text = Text(
        "Svaret tok for lang tid og ble stoppet etter {seconds} sekunder. Be"
        " regnskapsføreren om kommunens del av forslaget.",
        seconds=int(LONGEST_SECONDS),
    )


class Virkning(BooksPage):
    """A proposal that somebody writes, and what it does."""

    report_title = Text("Virkning")

    def shown(self, asked: Asked) -> Shown:
        """The fields, and what comes of what stands in them.

        Who is signed in as a municipality gets its own part of what is laid out.
        """
        main = Path(self.ledger.beancount_file_path)
        choices = laid_out(main)
        if asked.reader is not None:
            return _own(asked, asked.reader, main, choices)
        written = {name: asked.arguments.get(name, "") for name in FIELDS}
        seen_from = asked.payer_or_reader()
        first = "" if seen_from is None else seen_from.slug
        written["kommune"] = first
        found: Comparison | None = None
        told: tuple[Text, ...] = ()
        faults: tuple[FileFault, ...] = ()
        if any(written[name].strip() for name in (*WRITTEN, "utlagt")):
            try:
                found = _compared(asked, written, main, choices)
            except CannotCompareError as error:
                told = () if error.text is None else (error.text,)
                faults = error.faults
        return Shown(
            Text("Virkning av en endring"),
            "virkning.html",
            () if found is None else tables(found, first),
            values={
                **_fields(asked, written, choices),
                "payers": [(p.slug, p.name) for p in asked.payers()],
                "example": _example(asked),
                "how_figures": _example_figure(asked),
                "most": MOST_CHARACTERS,
                "told": told,
                "faults": [(_place(f.path), f.line, f.message) for f in faults],
                "answers": [] if found is None else [*answer(found, first)],
                "how": [] if found is None else [*how(found)],
            },
            arguments={name: value for name, value in written.items() if value},
            period=_period(found, asked),
            in_short=None if found is None else effect_in_short(found),
            picture=None if found is None else _plot(found, asked, first),
        )


def _period(found: Comparison | None, asked: Asked) -> str:
    """The period that is compared, where it is another than the one asked for.

    Years are compared whole, whatever part of one is asked for.
    """
    if found is None or not asked.period:
        return ""
    every = say(Text("alle år"), asked.language)
    period = every if found.year is None else str(found.year)
    return "" if period == asked.period else period


def _fields(
    asked: Asked, written: dict[str, str], choices: Mapping[str, Path]
) -> dict[str, Any]:
    """What the form needs."""
    return {
        "written": written,
        "laid_out": [(name, name) for name in choices],
        "tried_on": [(each.value, say(each.text, asked.language)) for each in TriedOn],
    }


def _own(asked: Asked, reader: str, main: Path, choices: Mapping[str, Path]) -> Shown:
    """A municipality's own part of a proposal that is laid out.

    Raises:
        CannotShowError: It has written a proposal itself, or what is laid out cannot be
            tried.
    """
    if any(asked.arguments.get(name, "").strip() for name in WRITTEN):
        raise CannotShowError(
            Text(
                "Et forslag kan bare prøves av den som leser hele bøkene: hva det gjør"
                " for én, sier noe om det de andre betaler. Her vises kommunens egen"
                " del av de forslagene som regnskapsføreren har lagt ut."
            )
        )
    written = {name: asked.arguments.get(name, "") for name in OWN_FIELDS}
    own: Comparison | None = None
    if written["utlagt"].strip():
        own = own_part(_tried(asked, written, main, choices), reader)
    name = asked.shared.agreement.payer(reader).name
    return Shown(
        Text("Virkning av en endring for {name}", name=name),
        "virkning_egen.html",
        () if own is None else own_tables(own),
        values={
            **_fields(asked, written, choices),
            "answers": [] if own is None else [*own_answer(own, name)],
            "how": [] if own is None else [*own_how(own)],
        },
        arguments={name: value for name, value in written.items() if value},
        period=_period(own, asked),
    )


def _tried(
    asked: Asked, written: dict[str, str], main: Path, choices: Mapping[str, Path]
) -> Comparison:
    """A comparison of the whole books, for somebody who may not read them.

    Raises:
        CannotShowError: There is none.  What is wrong is not told: it is of others too.
    """
    try:
        return _compared(asked, written, main, choices)
    except _TakesTooLongError:
        raise _TakesTooLongHereError from None
    except (CannotCompareError, ContradictionError):
        if written["utlagt"] not in choices:
            text = _not_laid_out(written["utlagt"], choices)
            raise CannotShowError(text, wrong="utlagt") from None
        text = Text(
            "Forslaget «{name}» kan ikke prøves på bøkene slik de er nå. Si fra til"
            " regnskapsføreren.",
            name=written["utlagt"],
        )
        raise CannotShowError(text) from None


def _not_laid_out(name: str, choices: Iterable[str]) -> Text:
    return Text(
        "Forslaget «{name}» er ikke lagt ut. Lagt ut: {known}.",
        name=name,
        known=", ".join(choices) or Text("ingen"),
    )


def _compared(
    asked: Asked, written: dict[str, str], main: Path, choices: Mapping[str, Path]
) -> Comparison:
    """The books as they are, and with what the fields say.

    Raises:
        CannotCompareError: It has faults, or is too much.
    """
    text, figures = written.get("forslag", ""), written.get("tall", "").split()
    if len(text) > MOST_CHARACTERS or len(figures) > MOST_FIGURES:
        raise CannotCompareError(
            Text(
                "Forslaget er for stort til å prøves her. Prøv det med"
                " «fellesbok compare»."
            )
        )
    changes: list[Change] = []
    if text.strip():
        change = proposed_text(text.replace("\r\n", "\n"), CALLED)
        changes.append(replace(change, title=Text("forslaget")))
    if name := written["utlagt"].strip():
        if name not in choices:
            raise CannotCompareError(_not_laid_out(name, choices))
        changes.append(proposed_rules(choices[name]))
    books = Source(main, Text("bøkene slik de er"))
    of_figures, texts = proposed_figures(figures)
    changes += of_figures
    if texts:
        refuse_all(books, changes, texts)
    tried_on = _chosen(written["paa"])
    year = None if tried_on is TriedOn.COMING else asked.year
    try:
        return compare(
            books, books, changes, tried_on, year=year, before_each=seconds_left
        )
    except TooHeavyError:
        raise _TakesTooLongError from None


def _chosen(written: str) -> TriedOn:
    """Which costs; the accounts where nothing that can be is chosen."""
    known = {each.value: each for each in TriedOn}
    return known.get(written, TriedOn.ACCOUNTS)


def _place(path: str) -> str:
    """The file of a fault, without the folders of the machine."""
    return Path(path).name


def _example(asked: Asked) -> str:
    """A proposal that can be tried in these books; nothing where they have none."""
    for cooperation in asked.shared.agreement.cooperations.values():
        day = cooperation.versions[-1].first_day.isoformat()
        return (
            f"cooperations:\n  {cooperation.slug}:\n    versions:\n"
            f"      - from: {day}\n        key: equal\n"
        )
    return ""


def _example_figure(asked: Asked) -> str:
    """A figure that can be tried in these books; nothing where they have none."""
    agreement = asked.shared.agreement
    year = asked.year or max(asked.years, default=0)
    for statistic in agreement.statistics:
        for payer in agreement.municipalities:
            return f"{statistic}:{payer}=5000@{year:04}-01-01"
    return ""


def _plot(found: Comparison, asked: Asked, first: str) -> tuple[Text, Picture] | None:
    """Who pays more and who less, from the very figures of the table."""
    bars = tuple(Bar(p.name, (p.difference,)) for p in by_payer(found, first))
    if not bars:
        return None
    title = Text("Hvem betaler mer og mindre, kroner")
    said = say(title, asked.language)
    chart = Chart("virkning", said, (said,), bars)
    return title, differences_svg(chart, asked.language)
