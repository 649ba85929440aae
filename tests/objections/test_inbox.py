"""The inbox holds what was sent, whole and bounded; anything else is left there."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from faulty import Counting
from faulty import full
from faulty import nothing
from fellesbok.messages import say
from fellesbok.objections import inbox
from fellesbok.objections.raised import objections
from objected_books import MIDVIK
from sent_objections import as_
from sent_objections import folder as folder  # noqa: PLC0414 -- a fixture
from sent_objections import in_february as in_february  # noqa: PLC0414 -- a fixture
from sent_objections import send
from sent_objections import sent
from sent_objections import take

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_flood_is_bounded_and_takes_nothing_from_others(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_OF_ONE", 3)
    reader = as_(folder, "midvik")
    statuses = [send(reader, aarsak=f"Feil {n}").status_code for n in range(5)]
    assert statuses == [303, 303, 303, 409, 409]
    other = send(as_(folder, "sorvik"), gjelder="krav nordvik-2018-0003", beloep="")
    assert other.status_code == 303
    assert len(sent(folder)) == 4


def test_a_torn_writing_leaves_nothing_that_is_taken_in(
    folder: Folder,
) -> None:
    """The disk is full at each step of the sending in turn."""
    reader = as_(folder, "midvik")
    with pytest.MonkeyPatch.context() as patch:
        counting = Counting(patch, nothing, 0)
        send(reader, aarsak="Teller")
    for at in range(1, counting.calls + 1):
        before = sent(folder)
        with pytest.MonkeyPatch.context() as patch:
            Counting(patch, full, at)
            status = send(reader, aarsak=f"Steg {at}").status_code
        names = [n for n in sent(folder) if not n.startswith(".")]
        assert status in {303, 409}, at
        if status == 303:
            assert len(names) == len([n for n in before if n[0] != "."]) + 1
        found, faults = inbox.waiting(folder.path.parent / "inn", {"midvik"})
        assert (len(found), faults) == (len(names), [])


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[" * 5000, b'{"payer": "midvik"}', b"\xff", b"x" * 20_000],
)
def test_what_is_no_objection_is_left_and_told(folder: Folder, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    there = folder.path.parent / "inn"
    name = f"midvik.{digest}.json"
    (there / name).write_bytes(content)
    (there / "notat.txt").write_text("Hei", "utf-8")
    (there / f"sorvik.{'0' * 64}.json").symlink_to("/etc/hostname")
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    for each in (name, "notat.txt", f"sorvik.{'0' * 64}.json"):
        assert f"{each} er ikke en innsigelse herfra, og blir liggende." in done.output
    assert "Ingen nye innsigelser" in done.output
    assert len(sent(folder)) == 3


def test_a_changed_file_is_not_what_was_sent(folder: Folder) -> None:
    send(as_(folder, "midvik"))
    path = folder.path.parent / "inn" / sent(folder)[0]
    path.write_bytes(path.read_bytes().replace(b"1000.00", b"3000.00"))
    done = take(folder, "--yes")
    assert "er ikke en innsigelse herfra, og blir liggende." in done.output
    assert len(sent(folder)) == 1


def test_the_inbox_is_not_in_the_books(folder: Folder, tmp_path: Path) -> None:
    inside = folder.path / "inn"
    inside.mkdir()
    for where, told in (
        (inside, "som ligger i bokmappen"),
        (tmp_path / "inn", "--readers"),
    ):
        done = folder.run("serve", "--objections", str(where), "--port", "0")
        assert done.exit_code == 1
        assert told in done.output


def test_an_inbox_beside_a_flat_folder_is_not_in_the_books(folder: Folder) -> None:
    folder.flattened()
    where = folder.path.parent / "inn"
    done = folder.run("serve", "--objections", str(where), "--port", "0")
    assert "--objections trenger --readers" in done.output


ABOUT = ("krav", "nordvik-2018-0001")
UNFIT: list[tuple[dict[str, object], str]] = [
    ({"received": date(2018, 1, 9)}, "før kravet nordvik-2018-0001"),
    ({"about": ("krav", "nordvik-2018-0003")}, "men kravet nordvik-2018-0003 er"),
    ({"about": ("krav", "borte")}, "som ikke er et krav i bøkene"),
    ({"about": ("andel", "Ukjent", "2018")}, "som ikke er et samarbeid"),
    ({"amount": Decimal("3000.01")}, "0,01 for mye"),
]
NO_OBJECTIONS: list[dict[str, object]] = [
    {"reason": "\x1b]0;navn\x07"},
    {"reason": "To\nlinjer"},
    {"reason": "Blank\u2800"},
    {"by": "mid\u202evik"},
    {"about": ()},
    {"about": ("krav",)},
    {"about": ("krav", "x\n2018-01-01 open Assets:X")},
    {"about": ("andel", "IKT", "9" * 90)},
    {"about": ("andel", "IKT", "\u00b2")},
    {"about": ("noe", "annet")},
    {"received": date(1, 1, 1)},
    {"received": date(9999, 1, 1)},
]


def put_in(folder: Folder, **changed: object) -> str:
    """A file as somebody who can write in the folder makes it; its name."""
    sent = inbox.Sent("midvik", "midvik", date(2018, 2, 1), tuple(ABOUT), None, "Feil")
    made = replace(sent, **changed)  # type: ignore[arg-type]
    content = made.written()
    name = f"{made.payer}.{hashlib.sha256(content).hexdigest()}.json"
    (folder.path.parent / "inn" / name).write_bytes(content)
    return name


def test_what_cannot_be_in_the_books_keeps_nobody_elses_out(folder: Folder) -> None:
    """All of the inbox waited for one that was sent to a claim of a later day."""
    names = {put_in(folder, **changed): why for changed, why in UNFIT}
    other = send(as_(folder, "sorvik"), gjelder="krav nordvik-2018-0003", beloep="")
    assert other.status_code == 303
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    for name, why in names.items():
        (told,) = (line for line in done.output.splitlines() if name in line)
        assert told.startswith(f"! {name} blir liggende: Innsigelsen 2018-midvik-")
        assert why in told
    assert sent(folder) == sorted(names)
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert (found.payer.name, found.id) == ("Sørvik", "2018-sorvik-1")


def read(folder: Folder, name: str, *words: str) -> str:
    """What Fava gives a reader of the books behind its pages."""
    reader = as_(folder, name)
    answers = [
        reader.client.get(f"/{reader.slug}/api/{word}", headers={"Accept": "*/*"})
        for word in words
    ]
    assert [each.status_code for each in answers] == [200] * len(words)
    return unquote("".join(each.text for each in answers))


PLACES = "query?query_string=select+date,type,filename,lineno+from+%23entries"


def test_what_is_taken_in_together_tells_nobody_of_the_others(folder: Folder) -> None:
    """The file was named by the first, and the line told how many came before."""
    for name, claim in (("midvik", MIDVIK), ("sorvik", "nordvik-2018-0003")):
        answer = send(as_(folder, name), gjelder=f"krav {claim}", beloep="")
        assert answer.status_code == 303
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    (file,) = (folder.path / "ledger" / "innsigelser").iterdir()
    assert "vik" not in file.name
    for name, other in (("midvik", "sorvik"), ("sorvik", "midvik")):
        said = read(folder, name, "journal", PLACES)
        assert f"2018-{name}-1" in said
        assert f"2018-{other}" not in said
        assert file.name not in said
        assert '"<skjermet>",0]' in said.replace(", ", ",")
        page = as_(folder, name).page("Krav", time="2018").text
        (own,) = re.findall(f'context-([0-9a-f]+)">2018-{name}-1<', page)
        assert f"2018-{name}-1" in read(folder, name, f"context?entry_hash={own}")
    assert file.name in read(folder, "regnskap", PLACES)


def test_who_is_alone_in_a_file_may_read_it(folder: Folder) -> None:
    assert send(as_(folder, "midvik")).status_code == 303
    assert take(folder, "--yes").exit_code == 0
    (file,) = (folder.path / "ledger" / "innsigelser").iterdir()
    assert "innsigelse-2018-midvik-1" in file.name
    assert file.name in read(folder, "midvik", PLACES)
    assert "innsigelse" not in read(folder, "sorvik", PLACES, "journal")


@pytest.mark.parametrize(
    ("about", "why"),
    [
        (("bilag", "IKT", "2018", "B-9"), "bilag B-9, som ikke er ført på"),
        (("andel", "IKT", "2019"), "som ikke har noen andel av IKT-samarbeidet i 2019"),
    ],
)
def test_what_was_put_right_before_it_is_taken_in_is_taken_in(
    folder: Folder, about: tuple[str, ...], why: str
) -> None:
    """A page sends only what is there; who waits for an answer is not thrown away."""
    put_in(folder, about=about)
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    told = done.output.splitlines()[0]
    assert told.startswith("! Innsigelsen 2018-midvik-1 ")
    assert why in told
    assert told.endswith(" Den tas inn slik den ble sendt.")
    assert sent(folder) == []
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert found.is_open


def test_what_no_page_sends_is_no_objection(folder: Folder) -> None:
    """Also what would be read as something else, or as nothing, on a screen."""
    names = [put_in(folder, **changed) for changed in NO_OBJECTIONS]
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    for name in names:
        assert f"{name} er ikke en innsigelse herfra, og blir liggende." in done.output
    assert "\x1b" not in done.output
    assert "Ingen nye innsigelser" in done.output


def test_a_flood_of_other_files_hides_no_objection(folder: Folder) -> None:
    there = folder.path.parent / "inn"
    for number in range(1_050):
        (there / f"00{number}").write_bytes(b"x")
    (there / "00\x1b[2J").write_bytes(b"x")
    assert send(as_(folder, "midvik")).status_code == 303
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    assert "! 00\ufffd[2J er ikke en innsigelse herfra, og blir" in done.output
    assert "! 1031 filer til i innboksen er ikke lest." in done.output
    loaded = folder.load()
    assert len(objections(loaded.entries, loaded.settled.agreement)) == 1


def test_whoever_has_sent_nothing_has_room_in_a_full_inbox(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_FILES", 1)
    reader = as_(folder, "midvik")
    assert [send(reader, aarsak=f"{n}").status_code for n in range(2)] == [303, 409]
    other = send(as_(folder, "sorvik"), gjelder="krav nordvik-2018-0003", beloep="")
    assert other.status_code == 303


def test_all_that_is_let_into_a_full_inbox_is_taken_in(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Midvik fills it, and the first of Sørvik, which comes after by name, has room."""
    monkeypatch.setattr(inbox, "MOST_FILES", 2)
    reader = as_(folder, "midvik")
    assert [send(reader, aarsak=f"{n}").status_code for n in range(2)] == [303, 303]
    other = send(as_(folder, "sorvik"), gjelder="krav nordvik-2018-0003", beloep="")
    assert other.status_code == 303
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    assert "blir liggende" not in done.output
    assert sent(folder) == []
    loaded = folder.load()
    found = objections(loaded.entries, loaded.settled.agreement)
    assert [each.payer.slug for each in found] == ["midvik", "midvik", "sorvik"]


def test_what_is_put_there_past_the_bounds_is_not_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of a municipality that nobody knows, and so many of each of the others.

    By name, so that it is the same ones each time; the others are not kept out.
    """
    monkeypatch.setattr(inbox, "MOST_OF_ONE", 2)
    names = sorted(put_in(folder, reason=f"{n}") for n in range(4))
    for number in range(30):
        put_in(folder, payer=f"a{number}")
    last = put_in(folder, payer="sorvik", about=("krav", "nordvik-2018-0003"))
    there = folder.path.parent / "inn"
    found, faults = inbox.waiting(there, {"midvik", "sorvik"})
    assert [each.path.name for each in found] == [*names[:2], last]
    said = [say(fault, "nb") for fault in faults]
    assert len(said) == inbox.MOST_TOLD + 1
    assert said[0].startswith("a0.")
    assert said[0].endswith(" er fra en ukjent kommune, og blir liggende.")
    assert said[-1] == "12 filer til i innboksen er ikke lest."
    for path in there.glob("a*"):
        path.unlink()
    found, faults = inbox.waiting(there, {"midvik", "sorvik"})
    assert [each.path.name for each in found] == [*names[:2], last]
    assert [say(fault, "nb") for fault in faults] == [
        f"{name} er ikke lest, og blir liggende: det er 2 fra samme kommune før den."
        for name in names[2:]
    ]


def test_an_inbox_that_has_become_a_link_takes_nothing(folder: Folder) -> None:
    """It was chosen outside the books, and somebody has put a way into them there."""
    reader, there = as_(folder, "midvik"), folder.path.parent / "inn"
    books = folder.files()
    there.rmdir()
    there.symlink_to(folder.path / "ledger")
    answer = send(reader)
    assert answer.status_code == 409
    assert "Innsigelsen ble ikke tatt imot" in answer.text
    there.unlink()
    answer = send(reader)
    assert answer.status_code == 409
    assert str(there) not in answer.text
    assert folder.files() == books


def test_what_a_stopped_server_left_in_the_inbox_is_taken_away(folder: Folder) -> None:
    there = folder.path.parent / "inn"
    begun = f".midvik.{'0' * 64}.json.fellesbok-ny"
    others = f".{'0' * 64}.json.fellesbok-ny"
    for name in (begun, others):
        (there / name).write_bytes(b"halv")
    assert take(folder, "--dry-run").exit_code == 0
    assert sent(folder) == sorted([begun, others])
    assert take(folder, "--yes").exit_code == 0
    assert sent(folder) == [others]
