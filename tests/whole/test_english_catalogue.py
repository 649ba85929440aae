"""The English catalogue has everything that people can be told, and nothing else."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from casebook import PROGRAMME
from catalogue import CATALOGUE
from catalogue import HOUSE
from catalogue import everything_said
from catalogue import placeholders
from catalogue import read_catalogue
from catalogue import write_catalogue
from fellesbok.agreement.tables import DECISION
from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.tables.values import labelled

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from catalogue import Found


@pytest.fixture(scope="module")
def said() -> Found:
    """What the code can say."""
    return everything_said()


@pytest.fixture
def english(said: Found, *, update_golden: bool) -> Catalog:
    """The catalogue, with what is missing written into it if that is asked for."""
    if update_golden:
        known = _strings(read_catalogue())
        write_catalogue(
            {template: known.get(template, "") for template in said.templates}
        )
    return read_catalogue()


def _strings(catalogue: Catalog) -> dict[str, str]:
    """Translations by template; none of ours has a plural form or a context."""
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def _listing(faults: object) -> str:
    return "\n".join(["", *sorted(map(repr, faults))])  # type: ignore[call-overload]


def test_every_message_can_be_followed_to_its_words(said: Found) -> None:
    """A template that is put together on the way could not be translated."""
    assert not said.lost, _listing(said.lost)


@pytest.mark.parametrize(
    "template",
    [
        "Fra fordelingen: {count} funn.",  # given to Text as it stands
        "tilbakebetaling mellom {members}",  # one of two, in a name
        "«{found}» er ikke et tall.",  # through a function that makes the error
        "«{found}» er ikke et kontonavn.",  # through two
        "Trappen har ikke noe trinn for {payer} med {size}.",  # kept by an error
        "«{field}» mangler.",  # in a table of templates
        "Filen er ikke gyldig YAML herfra.",  # the way out of such a table
        "{first}, {rest}",  # with something in the middle that the callers choose
        "uavklart overskudd",  # the kind of a finding
        vocabulary.FIXED,  # a word of the books
        "Kostnader som ikke er fordelt, og hvorfor.",  # what a query answers
    ],
)
def test_templates_are_found_wherever_they_stand(said: Found, template: str) -> None:
    assert template in said.templates


def test_everything_that_is_said_is_in_the_catalogue(
    said: Found, english: Catalog
) -> None:
    """`pytest --update-golden` adds what is missing, to be filled in."""
    missing = said.templates - _strings(english).keys()
    assert not missing, _listing(missing)


def test_everything_in_the_catalogue_is_translated(english: Catalog) -> None:
    empty = [template for template, words in _strings(english).items() if not words]
    assert not empty, _listing(empty)


def test_nothing_is_in_the_catalogue_that_is_not_said(
    said: Found, english: Catalog
) -> None:
    assert not english.obsolete, _listing(english.obsolete)
    more = _strings(english).keys() - said.templates
    assert not more, _listing(more)


def test_no_translation_is_a_guess(english: Catalog) -> None:
    guessed = [entry.id for entry in english if entry.id and entry.fuzzy]
    assert not guessed, _listing(guessed)


def test_a_translation_fills_in_the_same_values(english: Catalog) -> None:
    unlike = [
        template
        for template, words in _strings(english).items()
        if placeholders(template) != placeholders(words)
    ]
    assert not unlike, _listing(unlike)


def test_a_translation_is_plain_text_that_begins_and_ends_alike(
    english: Catalog,
) -> None:
    """No HTML, English quotation marks, and the same mark at the end."""
    unlike = [
        template
        for template, words in _strings(english).items()
        if re.search(r"[<>«»\n]", words)
        or (template[-1:] in set(".:;") and words[-1:] != template[-1:])
        or template[:1].isspace() != words[:1].isspace()
    ]
    assert not unlike, _listing(unlike)


def test_the_catalogue_is_sorted_and_tells_no_dates(english: Catalog) -> None:
    """The same words give the same file."""
    written = CATALOGUE.read_text(encoding="utf-8")
    header = written.split("\n\n")[0]
    assert "charset=utf-8" in header
    assert "Date" not in header
    assert "\n#:" not in written
    templates = list(_strings(english))
    assert templates == sorted(templates)


def test_the_catalogue_goes_with_the_programme() -> None:
    """The wheel takes every file of the package that git does not ignore."""
    assert CATALOGUE.is_relative_to(PROGRAMME)
    command = ["git", "-C", str(HOUSE), "check-ignore", "--quiet", str(CATALOGUE)]
    try:
        ignored = subprocess.run(command, check=False).returncode == 0
    except OSError:
        pytest.skip("there is no git here")
    assert not ignored


def test_a_text_inside_a_text_is_said_in_english_too() -> None:
    inner = Text("ikke oppgitt")
    assert say(labelled(DECISION, inner), "en") == "Decision: not stated"
