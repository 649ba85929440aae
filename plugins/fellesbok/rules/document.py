"""YAML text → plain text, lists and mappings, with the line of every value.

Every scalar stays the text that was written: YAML's own reading would turn ``0301``
into 193, ``NO`` into false and ``0.1`` into a float.  Such values are refused unless
they are quoted, so that no other reader of the file sees another figure than we do;
a yes or a no may stand where one is meant, which all readers of YAML understand alike.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from itertools import islice
from typing import TYPE_CHECKING
from typing import Any

import yaml

from fellesbok.errors import FileFault
from fellesbok.messages import Text
from fellesbok.rules.merging import merge_tried
from fellesbok.rules.merging import nodes_of
from fellesbok.rules.merging import terms_twice
from fellesbok.unseen import unseen

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.rules.proposal import ProposedText

Location = tuple[str | int, ...]

_PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_SAFE_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"}
_MOST_CHARACTERS = 5_000_000
_DEEPEST = 60
_MOST_UNSEEN = 20
_MOST_EVENTS = 200_000
_MOST_DIRECTIVES = 4
_MOST_READ_ANEW = 1_000_000
_DIRECTIVE = re.compile("(?:^|(?<=[\n\r\x85\u2028\u2029]))%")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_DEEP = "Filen er nøstet for dypt."
_UNSEEN = (
    "Her er et tegn som ikke kan ses (U+{code}), og som kan få teksten til å se"
    " ut som en annen. Ta det bort."
)
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "Filen er ikke gyldig YAML: et kolon her kan ikke leses uten anførselstegn.",
    ),
    ("'\\t'", "Filen er ikke gyldig YAML: innrykk er mellomrom, ikke tabulator."),
    (
        "expected <block end>",
        "Filen er ikke gyldig YAML: innrykket passer ikke med linjene over.",
    ),
    (
        "unexpected end of stream",
        "Filen er ikke gyldig YAML: et anførselstegn er ikke lukket.",
    ),
    (
        "expected ',' or",
        "Filen er ikke gyldig YAML: et komma mangler, eller en klamme er ikke lukket.",
    ),
)


class _TooManyError(Exception):
    """The text has more values than any agreement has."""


class FileLine(int):
    """A line of another file than the document's own: of what is put into it."""

    path: str

    @classmethod
    def of(cls, path: str, line: int) -> FileLine:
        """The line of a file."""
        found = cls(line)
        found.path = path
        return found


@dataclass
class Document:
    """A YAML file as it was written.

    Attributes:
        path: Where it was read from, for messages.
        tree: Its contents; every scalar is text.
        lines: The line of each value, by the way to it.
        faults: Everything that makes the text unfit, with its line.
        unfit: The ways to values that have a fault already; to what stands for one too.
        yes_or_no: Gives the names of the fields whose value is yes or no; asked where a
            value may be one.
        paths: The files of the nodes that are put into the text, by their identity.
        parts: These nodes, which are kept as long as their identities are asked for.
        escaped: How many texts hide a character that is written by its number.
    """

    path: str
    tree: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    faults: list[FileFault] = field(default_factory=list)
    unfit: set[Location] = field(default_factory=set)
    yes_or_no: Callable[[], frozenset[str]] = frozenset
    paths: dict[int, str] = field(default_factory=dict)
    parts: list[yaml.Node | None] = field(default_factory=list)
    escaped: int = 0

    def written(self, location: Sequence[str | int]) -> Location:
        """The way to a value, or to the nearest thing around it that was written.

        Steps that are not in the file are left out: a schema adds some of its own.
        """
        ways: list[Location] = [()]
        for step in location:  # each way once, for steps come again
            longer = [(*way, step) for way in ways if (*way, step) in self.lines]
            ways = [*(way for way in ways if way not in longer), *longer]
        return max(reversed(ways), key=len)

    def line_of(self, location: Sequence[str | int]) -> int:
        """The line of a value, or of the nearest thing around it that was written."""
        return self.lines.get(self.written(location), 1)

    def place(self, line: int) -> tuple[str, int]:
        """File and line of a line, which may be of what is put into the text."""
        return (line.path if isinstance(line, FileLine) else self.path), line

    def fault(self, place: int | Location, template: str, /, **values: object) -> None:
        """Note a fault on a line, or on that of a value."""
        line = place if isinstance(place, int) else self.line_of(place)
        path, number = self.place(line)
        self.faults.append(FileFault(path, int(number), Text(template, **values)))

    def without_fields(self) -> None:
        """Note that the whole is no thing with fields."""
        self.fault(1, "Filen skal ha felter med navn.")

    def line_in(self, node: yaml.Node) -> int:
        """The line that a node begins on, in the file that it is of."""
        line: int = node.start_mark.line + 1
        path = self.paths.get(id(node))
        return line if path is None else FileLine.of(path, line)


def read_document(
    text: str,
    path: str,
    yes_or_no: Callable[[], frozenset[str]] = frozenset,
    proposed: Sequence[ProposedText] = (),
) -> Document:
    """Read YAML text; faults are noted in the document, never raised.

    Args:
        text: The text.
        path: Where it was read from.
        yes_or_no: As in the document.
        proposed: Parts that are put into it before anything is made of it.
    """
    document = Document(path, yes_or_no=yes_or_no)
    node = _node(document, text)
    parts = [_part(document, part) for part in proposed]
    for part, told in zip(parts, proposed, strict=True):
        if isinstance(node, yaml.MappingNode) and part is not None:
            document.faults += merge_tried(node, part, told.path, document.paths)
    if node is not None:
        document.tree = _value(document, node, (), set())
    return document


def _part(document: Document, part: ProposedText) -> yaml.MappingNode | None:
    """The nodes of a part of the rules; its own faults are noted with its own path."""
    own = Document(part.path, yes_or_no=document.yes_or_no)
    node = _node(own, part.text)
    if node is not None:
        _value(own, node, (), set())
        own.faults += terms_twice(node, part.path)
        document.paths |= {id(each): part.path for each in nodes_of(node)}
    if node is not None and not isinstance(node, yaml.MappingNode):
        own.without_fields()
    document.faults += own.faults
    document.parts.append(node)
    return node if isinstance(node, yaml.MappingNode) else None


def _node(document: Document, text: str) -> yaml.Node | None:
    """The nodes of a text, or ``None`` where there are none; faults are noted."""
    if len(text) > _MOST_CHARACTERS:
        document.fault(1, "Filen er for stor til å være en avtalefil.")
        return None
    directives = [*islice(_DIRECTIVE.finditer(text), _MOST_DIRECTIVES + 1)]
    if len(directives) > _MOST_DIRECTIVES:
        document.fault(
            text.count("\n", 0, directives[-1].start()) + 1,
            "Filen har for mange linjer som begynner med %, til å være en avtalefil.",
        )
        return None
    # of the others the YAML reader says so
    places = (place for place in unseen(text) if text[place] >= " ")
    for place in islice(places, _MOST_UNSEEN):
        line = text.count("\n", 0, place) + 1
        document.fault(line, _UNSEEN, code=f"{ord(text[place]):04X}")
    return _parsed(document, text)


def _parsed(document: Document, text: str) -> yaml.Node | None:
    """The nodes of a text that may be read; faults are noted."""
    try:
        node = composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        document.fault(mark.line + 1 if mark else 1, _problem(str(error.problem)))
    except yaml.reader.ReaderError as error:
        document.fault(
            text.count("\n", 0, error.position) + 1,
            "Filen har et tegn som ikke kan stå i YAML (nummer {number}).",
            number=error.character,
        )
    except (yaml.YAMLError, ValueError):
        document.fault(1, _problem(""))
    except RecursionError:
        document.fault(1, _TOO_DEEP)
    except _TooManyError:
        document.fault(1, "Filen har for mange verdier til å være en avtalefil.")
    else:
        if node is None:
            document.fault(1, "Filen er tom.")
        return node
    return None


def composed(text: str) -> yaml.Node | None:
    """The nodes of a text, by libyaml where it is found, which is five times as quick.

    What libyaml has a fault in, or what is nested so deeply that libyaml's binding
    would end the whole process, is read by PyYAML's own reader: it says what is wrong
    in words that we know.  A text too large for that is told in libyaml's words.

    Raises:
        yaml.YAMLError: The text is not YAML.
        ValueError: So says libyaml, of a large text, without a line.
        RecursionError: It is nested too deeply.
        _TooManyError: It has too many values.
    """
    if not yaml.__with_libyaml__:
        return _composed_anew(text)
    refused: Exception = RecursionError()
    try:
        if _is_shallow(text, yaml.CSafeLoader):
            return yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        refused = error
    if len(text) > _MOST_READ_ANEW:
        yaml.SafeLoader(text)  # says which character cannot stand, and its place
        raise refused
    return _composed_anew(text)


def _composed_anew(text: str) -> yaml.Node | None:
    """The nodes of a text by PyYAML's own reader; raises what ``_composed`` does."""
    loader = yaml.SafeLoader(text)
    try:
        with suppress(yaml.YAMLError, ValueError, OverflowError):  # said below
            _is_shallow(text, yaml.SafeLoader)
        return loader.get_single_node()
    except (ValueError, OverflowError) as error:  # a number that is no character
        mark = loader.get_mark()
        raise yaml.MarkedYAMLError(problem=str(error), problem_mark=mark) from error


def _is_shallow(text: str, loader: type[Any]) -> bool:
    """Whether nothing lies deeper than it may; events come without recursion."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=loader)):
        if number >= _MOST_EVENTS:
            raise _TooManyError
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


def _problem(problem: str) -> str:
    """What a person calls the fault that the YAML reader has found."""
    return next(
        (words for known, words in _PROBLEMS if known in problem),
        "Filen er ikke gyldig YAML herfra.",
    )


def _value(
    document: Document, node: yaml.Node, way: Location, seen: set[int]
) -> object:
    """The plain value of a node; its line is noted on the way."""
    line = document.line_in(node)
    document.lines.setdefault(way, line)
    if id(node) in seen:
        document.fault(
            line, "YAML-ankere (& og *) brukes ikke her: gi nøkkelen et navn."
        )
        document.unfit.add(way)
        return ""
    if len(way) > _DEEPEST:
        document.fault(line, _TOO_DEEP)
        document.unfit.add(way)
        return ""
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(document, node, way, seen)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(document, item, (*way, number), seen)
            for number, item in enumerate(node.value)
        ]
    scalar: Any = node  # there are no other kinds
    return _scalar(document, scalar, way)


def _mapping(
    document: Document, node: yaml.MappingNode, way: Location, seen: set[int]
) -> Mapping[str, object]:
    """A mapping; a name that stands twice is a fault on both lines."""
    found: dict[str, object] = {}
    first_line: dict[str, int] = {}
    for name_node, value_node in node.value:
        line = document.line_in(name_node)
        if not isinstance(name_node, yaml.ScalarNode):
            document.fault(line, "Et feltnavn må være tekst.")
            continue
        name = name_node.value
        if _is_hidden(document, name_node, (*way, name)):
            continue
        if name in found:
            document.fault(
                line,
                "«{name}» står to ganger: her og på linje {first}.",
                name=name,
                first=first_line[name],
            )
            continue
        first_line[name] = line
        document.lines[(*way, name)] = line
        found[name] = _value(document, value_node, (*way, name), seen)
    return found


def _scalar(document: Document, node: yaml.ScalarNode, way: Location) -> str:
    """The text as written; refused where YAML itself would read something else."""
    text: str = node.value
    if _is_hidden(document, node, way):
        return ""
    if node.style or node.tag in _SAFE_TAGS:
        return text
    if (
        node.tag == "tag:yaml.org,2002:bool"
        and way[-1:]
        and way[-1] in document.yes_or_no()
    ):
        return text
    line = document.line_in(node)
    if node.tag == "tag:yaml.org,2002:null":
        document.unfit.add(way)
        document.fault(
            line,
            "Verdien er tom. Skriv verdien, «not_stated» om den ikke er oppgitt, eller"
            " ta bort feltet.",
        )
    elif not (node.tag == "tag:yaml.org,2002:int" and _PLAIN_INTEGER.fullmatch(text)):
        document.fault(
            line,
            "{text} leses av YAML som noe annet enn det som står. Sett"
            ' anførselstegn: "{text}".',
            text=text,
        )
    return text


def _is_hidden(document: Document, node: yaml.ScalarNode, way: Location) -> bool:
    """Whether a text hides a character by its number, as only quotes can."""
    text: str = node.value if node.style == '"' else ""
    surrogate = _SURROGATE.search(text)
    place = surrogate.start() if surrogate else next(unseen(text), None)
    if place is None:
        return False
    document.unfit.add(way)
    document.escaped += 1
    line = document.line_in(node)
    if document.escaped <= _MOST_UNSEEN:
        document.fault(line, _UNSEEN, code=f"{ord(text[place]):04X}")
    return True
