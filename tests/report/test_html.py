"""The report as a page: blank is not zero, text is only text, and figures lead on."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fellesbok import messages
from fellesbok.report.cell import State
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from report_pages import Page
from report_panels import by_name
from report_panels import economy
from small_report import of_2018 as of_2018  # noqa: PLC0414 -- a fixture
from small_report import small as small  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from fellesbok.report import Report


def test_blank_zero_and_missing_are_three_things(small: Report) -> None:
    kino, bad = small.pages
    grant = economy(kino, "grant")[0]
    assert grant["budget"].state is State.BLANK
    assert grant["budget"].href == "blanke-kino"
    accounts = grant["accounts"]
    assert (accounts.state, accounts.value) == (State.FIGURE, Decimal(0))
    assert economy(bad, "cost")[0]["accounts"].state is State.MISSING
    assert by_name(small.overview)[bad.title]["accounts"].state is State.MISSING
    page = html(small, "nb")
    assert ">0,00</a>" in page
    assert '–</span><span class="sr">blank, ikke oppgitt</span></a>' in page
    assert '<span class="missing">Mangler rapportering</span>' in page


def test_hostile_text_is_only_text(small: Report) -> None:
    page = Page(html(small, "nb"))
    assert not page.of("script", "img", "iframe", "object", "link", "form", "b", "i")
    outside = [a["href"] for a in page.of("a") if not str(a["href"]).startswith("#")]
    assert outside == ["https://example.org/x.png"]  # no picture, only a link to it
    assert all(not name.startswith("on") for _, a in page.tags for name in a)
    assert page.of("strong"), "Markdown that is allowed is still Markdown"
    text = markdown(small, "nb")
    assert "<script>" not in text
    assert "=1+1 \\| \\<i\\>avtale\\</i\\>" in text


@pytest.mark.parametrize("name", ["small", "of_2018"])
def test_only_our_own_style_may_act(name: str, request: pytest.FixtureRequest) -> None:
    text = html(request.getfixturevalue(name), "nb")
    page = Page(text)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [meta for meta in page.of("meta") if "http-equiv" in meta]
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none';"
        " form-action 'none'"
    )
    assert not re.search(r"url\(|@import", style)
    assert not [tag for tag, attributes in page.tags if "style" in attributes]


def test_places_have_names_of_their_own_and_labels_are_there(of_2018: Report) -> None:
    page = Page(html(of_2018, "nb"))
    assert len(page.ids) == len(set(page.ids))
    labels = [str(a["aria-labelledby"]) for _, a in page.tags if "aria-labelledby" in a]
    assert {name for label in labels for name in label.split()} <= set(page.ids)


def test_every_figure_of_a_table_has_a_link(of_2018: Report) -> None:
    """Of the pages and the tables in front; the appendices are where links lead."""
    front = html(of_2018, "nb").split('id="forklaringer"')[0]
    cells = re.findall(r'<td[^>]*class="num[^>]*>(.*?)</td>', front, re.DOTALL)
    bare = [cell for cell in cells if re.search(r"\d", cell) and "<a " not in cell]
    assert len(cells) > 300
    assert not bare


def test_links_to_fava_are_made_when_asked_for(small: Report) -> None:
    assert "Åpne i Fava" not in html(small, "nb")
    page = html(small, "nb", "http://localhost:5000/bok/")
    assert 'href="http://localhost:5000/bok/account/Expenses:Kino/"' in page


def test_the_page_is_accessible(of_2018: Report) -> None:
    page = Page(html(of_2018, "nb"))
    assert page.of("html")[0]["lang"] == "nb"
    written = [text for one in of_2018.pages for text in one.texts.values()]
    rules = [re.findall(r"^\|[-: |]+\|$", text, re.MULTILINE) for text in written]
    # Markdown knows no captions; every table of ours has one.
    assert len(page.of("table")) == len(page.of("caption")) + sum(map(len, rules))
    roles = [str(a["role"]) for a in page.of("svg")]
    assert set(roles) == {"img", "presentation"}, "one has a part that is stretched"
    assert len(page.of("desc")) == roles.count("img") == 6
    assert page.of("a")[0] == {"class": "skip", "href": "#oversikt"}
    assert {"col", "row", "rowgroup"} <= {str(a.get("scope")) for a in page.of("th")}


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_can_be_told_apart(*, dark: bool) -> None:
    """WCAG 2.2 AA: text has a contrast of at least 4.5 to what it stands on."""
    file = Path(messages.__file__).parent / "report" / "templates" / "report.css"
    blocks = re.findall(r":root \{(.*?)\}", file.read_text("utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[int(dark)]))
    grounds = ("paper", "band", "memo-band")
    texts = ("ink", "soft", "accent", "alarm", "memo")
    pairs = [(text, ground) for text in texts for ground in grounds]
    for text, ground in [*pairs, ("accent-ink", "accent")]:
        ratio = contrast(colours[text], colours[ground])
        assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_report_and_appendices_together_are_the_page(of_2018: Report) -> None:
    """Nothing of the page is lost: what is not in the one is in the other."""
    whole, alone = html(of_2018, "nb"), html(of_2018, "nb", appendices=False)
    body, _, appendices = whole.partition('<section class="chapter appendix"')
    for part in (body, alone):
        assert "<main>" in part
    assert words_of(body.partition("<main>")[2]) == [
        *words_of(alone.partition("<main>")[2])
    ]
    assert 'id="forklaringer"' in appendices
    assert 'id="kilder"' in appendices
    places = set(Page(alone).ids)
    targets = {str(a["href"]).removeprefix("#") for a in Page(alone).of("a")}
    assert targets <= places
    assert "Vedleggene er ikke med i denne filen" in alone
    assert "Vedleggene er ikke med" not in whole


def words_of(part: str) -> list[str]:
    """What is read, without the links to sources that only stand with them."""
    text = re.sub(r"<[^>]+>", " ", part).replace("Bilag og kilder", "")
    return text.split()
