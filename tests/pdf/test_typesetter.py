"""The program that sets documents: what is hostile, large, late or dead is told."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from fellesbok.pdf import NoPdfError
from fellesbok.pdf import pdf
from fellesbok.pdf import tried
from fellesbok.pdf import typesetter
from fellesbok.pdf import typst_worker
from fellesbok.pdf.sheets import document
from printed_pages import lost
from printed_pages import page_of
from printed_pages import text_of_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator


HOSTILE = (
    '#import "@preview/cetz:0.3.4": canvas',
    '#read("/etc/passwd") #include "sheets.typ" #eval("1")',
    "$ x^2 $ \\u{41} *fet* _kursiv_ `rå` ```rust fn``` ~ -- --- ... // /* */",
    "<nord> @nord #label(<x>) [klamme] {krøll} = Overskrift - punkt + tall",
    '"sitat" \'enkelt\' \\ "]}{["',
)
A4 = 595.4, 842.0
USED = "æøå ÆØÅ čđŋšŧž − – — \u2011 ½ ¼ × ÷ · … « » § ° → ← ↑ ↓ ≤ ≥ ≠ ▸ ● ✓ € ’ “ ”"


@pytest.fixture
def one_for_all_cases() -> None:
    """The cases of the test set a document and no more: one process sets them all."""


@pytest.fixture(autouse=True)
def one_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test starts its process, and leaves none that it has changed."""
    if "one_for_all_cases" in request.fixturenames:
        yield
        return
    typesetter.stop()
    yield
    typesetter.stop()


def running() -> int:
    """The process that is started now."""
    [setter] = typesetter._running
    return setter.process.pid


def written(folder: Path, code: str) -> str:
    """A program that takes the place of ours."""
    path = folder / "worker.py"
    path.write_text(f"import sys, time\n{code}\n", encoding="utf-8")
    return str(path)


def instead(patch: pytest.MonkeyPatch, worker: str) -> None:
    """The program that is started from now on."""
    known = subprocess.Popen

    def started(arguments: list[str], **more: Any) -> Any:  # noqa: ANN401 -- as Python's own
        at = next(n for n, each in enumerate(arguments) if each.endswith(".py"))
        return known([*arguments[:at], worker, *arguments[at + 1 :]], **more)

    patch.setattr(subprocess, "Popen", started)


@pytest.mark.usefixtures("one_for_all_cases")
@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text_and_is_never_run(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    page = page_of(
        f"<h1>{escaped}</h1><p>{escaped}</p><table><caption>{escaped}</caption>"
        f'<thead><tr><th scope="col">{escaped}</th></tr></thead>'
        f"<tbody><tr><td>{escaped}</td></tr></tbody></table><ul><li>{escaped}</li></ul>",
        title=escaped,
    )
    made = pdf(page)
    assert lost(page, made) == []
    assert str(PdfReader(io.BytesIO(made)).metadata.title) == text  # type: ignore[union-attr]


def test_every_character_that_we_use_is_drawn() -> None:
    told = text_of_pdf(pdf(page_of(f"<p>{USED}</p><pre><code>{USED}</code></pre>")))
    assert [each for each in USED.split() if told.count(each) < 2] == []


def test_a_character_that_no_font_has_says_so_and_the_rest_stands() -> None:
    text = "Faktura 😀 fra 中国 AS, betalt"
    told = text_of_pdf(pdf(page_of(f"<p>{text}</p><p>Lønn</p>")))
    assert "Lønn" in told
    assert [*told.split()][:6] == ["Faktura", "�", "fra", "��", "AS,", "betalt"]


@pytest.mark.usefixtures("one_for_all_cases")
@pytest.mark.parametrize("mark", ["\u20dd", "\ufe0f\u20e3", "\U0001f3fd", "\uff9e"])
@pytest.mark.parametrize("letter", [*"015tx", "ø", "\u00a0"])
def test_a_mark_that_no_font_has_takes_nothing_from_the_same_letter_elsewhere(
    letter: str, mark: str
) -> None:
    amount, name = "10 557,00", "Tøtlandsvik xi"
    told = text_of_pdf(
        pdf(page_of(f"<p>Bilag {letter}{mark}.</p><p>{amount}</p><p>{name}</p>"))
    )
    assert amount in told.replace("\xa0", " ")
    assert name in told


def test_what_cannot_be_seen_is_seen_in_the_title_and_the_margins_too() -> None:
    page = page_of("<p>1</p>").replace("<title>", "<title>\x07")
    assert document(page)["title"] == "\ufffdPrøve"


def test_a_sign_that_no_font_has_takes_no_mark_from_letters_that_have_it() -> None:
    told = text_of_pdf(pdf(page_of("<p>\u4e2d\u0301</p><p>Cafe\u0301</p>")))
    assert "Café" in normalize("NFC", told)


def test_what_is_answered_to_one_who_has_left_is_given_to_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As when somebody stops a command, or memory is short, while a claim is set."""
    pdf(page_of("<p>først</p>"))

    def left(_size: int) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        process: Any = typesetter._running[0].process
        instead = SimpleNamespace(read=left, close=process.stdout.close)
        patch.setattr(process, "stdout", instead)
        with pytest.raises(KeyboardInterrupt):
            pdf(page_of("<p>Lyngens eget krav</p>"))
    assert "Skjervøy" in text_of_pdf(pdf(page_of("<p>Skjervøy</p>")))


def test_no_font_of_the_machine_is_used() -> None:
    made = pdf(page_of("<p>Krav <strong>1</strong> <em>2</em> <code>3</code></p>"))
    [sheet] = PdfReader(io.BytesIO(made)).pages
    fonts: Any = sheet["/Resources"]["/Font"]  # type: ignore[index]
    names = [str(font.get_object()["/BaseFont"]) for font in fonts.values()]
    families = {name.split("+")[1].split("-")[0] for name in names}
    assert families == {"LibertinusSerif", "DejaVuSansMono"}


def test_the_same_bytes_whatever_was_set_before_and_in_any_process() -> None:
    page = page_of("<h1>Krav</h1><p>1 234,00</p>")
    first = pdf(page)
    pdf(page_of("<p>noe annet</p>", sheet="tables"))
    again = pdf(page)
    typesetter.stop()
    assert first == again == pdf(page)
    assert "/CreationDate" not in (PdfReader(io.BytesIO(first)).metadata or {})


def test_one_process_sets_all_documents_of_a_command() -> None:
    pdf(page_of("<p>1</p>"))
    first = running()
    pdf(page_of("<p>2</p>"))
    assert running() == first


def test_a_very_long_cell_and_a_word_without_end_are_told_whole() -> None:
    long, endless = "ord og tall 1 234,00 " * 4_000, "x" * 3_000
    page = page_of(
        '<table><thead><tr><th scope="col">Tekst</th>'
        '<th scope="col" class="num">Kr</th></tr></thead>'
        f'<tbody><tr><td>{long}</td><td class="num">1,00</td></tr>'
        f'<tr><td>{endless}</td><td class="num">2,00</td></tr></tbody></table>'
    )
    made = pdf(page)
    told = text_of_pdf(made)
    assert told.count("ord") == 4_000
    assert told.count("x") == 3_000
    assert len(PdfReader(io.BytesIO(made)).pages) > 5
    assert not beyond_the_sheet(made)


def beyond_the_sheet(made: bytes) -> list[str]:
    """What begins to the right of its sheet or below it."""
    found: list[tuple[str, float, float]] = []

    def seen(text: str, _cm: Any, at: Any, *_: object) -> None:  # noqa: ANN401 -- pypdf's
        if text.strip():
            found.append((text, at[4] * _cm[0] + _cm[4], at[5] * _cm[3] + _cm[5]))

    for sheet in PdfReader(io.BytesIO(made)).pages:
        sheet.extract_text(visitor_text=seen)
    assert found
    return [text for text, x, y in found if not (0 <= x <= A4[0] and 0 <= y <= A4[1])]


def test_ten_thousand_rows_have_their_heads_on_every_sheet() -> None:
    rows = "".join(
        f'<tr><td>bilag{n}</td><td>Tekst</td><td class="num">{n},00</td></tr>'
        for n in range(10_000)
    )
    page = page_of(
        '<table><thead><tr><th scope="col">Nummer</th><th scope="col">Hva</th>'
        f'<th scope="col" class="num">Beløp</th></tr></thead><tbody>{rows}</tbody>'
        "</table>",
        sheet="tables",
    )
    sheets = PdfReader(io.BytesIO(pdf(page))).pages
    assert len(sheets) > 200
    texts = [sheets[n].extract_text() for n in (0, 1, len(sheets) // 2, -1)]
    assert all("Nummer" in text and "Beløp" in text for text in texts)
    assert "bilag9999" in texts[-1]


def test_one_that_does_not_end_is_stopped_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        instead(patch, written(tmp_path, "time.sleep(600)"))
        with pytest.raises(NoPdfError) as caught:
            typesetter.typeset(document(page_of("<p>1</p>")), seconds=0.5)
    assert caught.value.text == "PDF-en ble ikke ferdig på 0 sekunder."
    assert typesetter._running == []
    assert "2" in text_of_pdf(pdf(page_of("<p>2</p>")))


@pytest.mark.parametrize(
    "code",
    [
        "sys.exit(1)",
        "sys.stdin.buffer.read(8); sys.exit(1)",
        "sys.stdin.buffer.read(8); sys.stdout.buffer.write(b'+' + bytes(7) + b'9%PDF')",
    ],
    ids=["at once", "when asked", "in the middle of its answer"],
)
def test_one_that_dies_is_said_and_nothing_is_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    instead(monkeypatch, written(tmp_path, code))
    with pytest.raises(NoPdfError, match="Typst, som setter PDF-en, stanset"):
        pdf(page_of("<p>1</p>"))
    assert typesetter._running == []


def test_one_that_has_ended_while_nobody_asked_is_replaced() -> None:
    pdf(page_of("<p>1</p>"))
    first = running()
    typesetter._running[0].process.kill()
    typesetter._running[0].process.wait()
    assert "2" in text_of_pdf(pdf(page_of("<p>2</p>")))
    assert running() != first


def with_another(folder: Path, setting: str) -> str:
    """Our own program, in which one thing is set otherwise."""
    own = str(Path(typst_worker.__file__).parent)
    code = f"sys.path.insert(0, {own!r})\nimport typst_worker as ours"
    return written(folder, f"{code}\nours.{setting}\nours.main()")


@pytest.mark.skipif(
    typst_worker.SET_LIMIT is None, reason="Windows sets no limit for a process"
)
def test_one_that_wants_too_much_memory_is_ended_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = with_another(tmp_path, "MOST_MEMORY_BYTES = 500_000_000")
    instead(monkeypatch, few)
    assert "1" in text_of_pdf(pdf(page_of("<p>1</p>")))
    rows = "<tr><td>bilag</td><td>tekst</td></tr>" * 20_000
    with pytest.raises(NoPdfError, match="stanset uten å bli ferdig"):
        pdf(page_of(f"<table><tbody>{rows}</tbody></table>"))


def test_one_that_nobody_asks_ends_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, with_another(tmp_path, "IDLE_SECONDS = 0.2"))
    pdf(page_of("<p>1</p>"))
    process = typesetter._running[0].process
    assert process.wait(timeout=20) == 0
    assert "2" in text_of_pdf(pdf(page_of("<p>2</p>")))


def test_one_that_cannot_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull)
    with pytest.raises(NoPdfError, match="kan ikke startes: "):
        pdf(page_of("<p>1</p>"))


def test_a_look_within_the_same_look_is_one_look() -> None:
    deep = "<em>a " * 150 + "b" + "</em>" * 150
    told = text_of_pdf(pdf(page_of(f"<p>{deep}</p>")))
    assert told.split().count("a") == 150


def test_what_stands_too_deep_is_said() -> None:
    page = page_of("<p>" + "<em>a" * 2000 + "</em>" * 2000 + "</p>")
    with pytest.raises(NoPdfError) as refused:
        pdf(page)
    assert str(refused.value.text).startswith("PDF-en kan ikke settes")


def test_what_cannot_be_set_is_said() -> None:
    made = document(page_of("<p>1</p>")) | {"sheet": "plakat"}
    with pytest.raises(NoPdfError, match="kan ikke settes med Typst: error: "):
        typesetter.typeset(made)


def test_without_typst_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "find_spec", lambda _name: None)
    with pytest.raises(NoPdfError) as caught:
        tried()
    assert caught.value.text == "PDF krever Typst: pip install 'fellesbok[pdf]'."


def test_what_is_here_has_set_a_sheet() -> None:
    assert tried().startswith("Typst 0.")
