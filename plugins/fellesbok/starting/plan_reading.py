"""The answers that a region's first books are made of, as somebody gives them.

They come from a YAML file, from options or from questions, and are the same fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from fellesbok.agreement.duration import NOT_STATED
from fellesbok.errors import FileFault
from fellesbok.errors import FileFaultsError
from fellesbok.errors import InWordsError
from fellesbok.rules import answers_of
from fellesbok.rules.document import Document
from fellesbok.rules.document import read_document
from fellesbok.starting.norway import find_municipality
from fellesbok.starting.plan import Cooperation
from fellesbok.starting.plan import Member
from fellesbok.starting.plan import Plan
from fellesbok.starting.plan import component_of
from fellesbok.starting.plan import key_of
from fellesbok.starting.plan import slug_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.rules.answer_schema import CooperationAnswer
    from fellesbok.rules.answer_schema import MunicipalityAnswer
    from fellesbok.rules.document import Location


T = TypeVar("T")
_ONE_ACCOUNT = "{municipality} har samme kontonummer som {other}: {number}."
_ONE_NUMBER = "{municipality} har samme organisasjonsnummer som {other}: {number}."


def plan_of_file(path: Path) -> Plan:
    """The plan that a file of answers makes.

    Raises:
        FileFaultsError: The file is faulty; holds every fault with its line.
        OSError: It cannot be read.
    """
    document = read_document(path.read_text(encoding="utf-8-sig"), str(path))
    plan = None if document.faults else _plan(document)
    if plan is None or document.faults:
        raise FileFaultsError(tuple(document.faults))
    return plan


def plan_of(tree: Mapping[str, Any]) -> Plan:
    """The plan that answers make which stand in no file.

    Raises:
        FileFaultsError: Some cannot be used; holds every fault, without a line.
    """
    document = Document("", tree, dict.fromkeys(_ways(tree), 0))
    plan = _plan(document)
    if plan is None or document.faults:
        raise FileFaultsError(tuple(document.faults))
    return plan


def _ways(value: object, way: Location = ()) -> Iterator[Location]:
    """The way to each value, as a file would have it."""
    yield way
    parts: Iterable[tuple[Any, object]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for step, part in parts:
        yield from _ways(part, (*way, step))


def _plan(document: Document) -> Plan | None:
    """The plan, if there is no fault; every fault goes to the document."""
    answers = answers_of(document)
    if answers is None:
        return None
    members = [
        _member(document, ("municipalities", n), each)
        for n, each in enumerate(answers.municipalities)
    ]
    known = [member for member in members if member is not None]
    _refuse_twice(document, "municipalities", [member.slug for member in known])
    _refuse_one_for_two(document, members, lambda m: m.bank_account, _ONE_ACCOUNT)
    _refuse_one_for_two(document, members, lambda m: m.organisation_number, _ONE_NUMBER)
    if len(known) < len(members):
        return None
    cooperations = [
        _cooperation(document, ("cooperations", n), each, known)
        for n, each in enumerate(answers.cooperations)
    ]
    made = [each for each in cooperations if each is not None]
    _refuse_twice(document, "cooperations", [each.slug for each in made])
    return Plan(answers.region, answers.year, tuple(known), tuple(made))


def _member(
    document: Document, way: Location, answer: MunicipalityAnswer
) -> Member | None:
    found = _said(document, way, lambda: find_municipality(answer.name))
    if found is None:
        return None
    number = answer.organisation_number or found.organisation_number
    if not number:
        document.fault(
            way,
            "{name}: kommunelisten har ikke organisasjonsnummeret. Oppgi det som"
            " organisation_number i en fil med svar (--answers).",
            name=found.name,
        )
        return None
    if found.organisation_number and number != found.organisation_number:
        document.fault(
            way,
            "{name} har organisasjonsnummer {known} i kommunelisten, ikke {number}.",
            name=found.name,
            known=found.organisation_number,
            number=number,
        )
        return None
    other = answer.name.casefold() in {name.casefold() for name in found.other_names}
    name = answer.name if other else found.name
    return Member(found, name, number, answer.bank_account or "")


def _cooperation(
    document: Document, way: Location, answer: CooperationAnswer, members: list[Member]
) -> Cooperation | None:
    def slug(name: str, field: str) -> str:
        """The slug of a member that the answers have."""
        for member in members:
            numbers = {number for number, _ in member.municipality.numbers}
            names = {member.name, member.municipality.name}
            names |= {member.slug, *member.municipality.other_names}
            if name.casefold() in {each.casefold() for each in names} | numbers:
                return member.slug
        document.fault(
            (*way, field),
            "«{name}» er ikke blant kommunene: {known}.",
            name=name,
            known=", ".join(member.name for member in members),
        )
        return ""

    names = answer.participants or [member.slug for member in members]
    participants = sorted({slug(name, "participants") for name in names})
    host = "" if answer.host == NOT_STATED else slug(answer.host, "host")
    key = _said(document, (*way, "key"), lambda: key_of(answer.key))
    account = answer.account or _said(
        document, (*way, "title"), lambda: component_of(answer.title)
    )
    _said(document, (*way, "title"), lambda: slug_of(answer.title))
    if document.faults or key is None or account is None:
        return None
    return Cooperation(
        answer.title,
        account,
        tuple(participants),
        host,
        key,
        answer.basis,
        answer.settlement,
        int(answer.instalments),
        answer.due_days,
    )


def _said(document: Document, way: Location, make: Callable[[], T]) -> T | None:
    """What is made, or ``None`` with the reason at its line."""
    try:
        return make()
    except InWordsError as error:
        line = document.line_of(way)
        document.faults.append(FileFault(document.path, line, error.text))
        return None


def _refuse_one_for_two(
    document: Document,
    members: list[Member | None],
    number_of: Callable[[Member], str],
    text: str,
) -> None:
    """Two municipalities never have one bank account or organisation number."""
    owners: dict[str, Member] = {}
    for n, member in enumerate(members):
        if member is None or not number_of(member):
            continue
        owner = owners.setdefault(number_of(member), member)
        if owner.slug != member.slug:
            document.fault(
                ("municipalities", n),
                text,
                municipality=member.name,
                other=owner.name,
                number=number_of(member),
            )


def _refuse_twice(document: Document, name: str, slugs: list[str]) -> None:
    """Two of the same short name cannot be told apart."""
    for n, slug in enumerate(slugs):
        if slug in slugs[:n]:
            document.fault(
                (name, n), "«{slug}» står to ganger, og kan ikke skilles.", slug=slug
            )
