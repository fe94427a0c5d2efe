"""The course as pages without a server: whole, valid, small, and made without Streamlit."""

import gzip
import json
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from lessons import COURSE, LessonError
from lessons.myths import MYTHS, TAUGHT
from lessons.networks import labels_of
from lessons.own import VARIABLE, shelf
from lessons.text import course_words
from lessons.typeset import TypesetError
from locales import LANGUAGES, Texts, number, percent
from optimizers import OPTIMIZERS
from publish.embed import snippet, titles
from publish.lesson import lesson_page, path
from publish.prose import formula, prose
from publish.site import pages
from publish.stills.training import outcome, trainings
from tests.lessons.test_own import FILES
from tests.player.node import NODE

VALIDATOR = Path(sys.prefix, "js", "node_modules", "html-validate", "bin", "html-validate.mjs")
RULES = {"extends": ["html-validate:standard"], "rules": {"long-title": "off"}}
UNREAD = {"script", "style", "code"}


class Read(HTMLParser):
    """What a page links to, its ids, and the words that are seen."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.words: list[str] = []
        self.hidden = 0
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.links += [given[name] for name in ("href", "src", "data-plotly") if given.get(name)]
        self.ids |= {given["id"]} if "id" in given else set()
        self.hidden += tag in UNREAD

    def handle_endtag(self, tag):
        self.hidden -= tag in UNREAD

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


@pytest.fixture(scope="module")
def read(site) -> dict[Path, Read]:
    return {page: Read(page) for page in sorted(site.rglob("*.html"))}


def test_every_lesson_is_there_in_every_language(site):
    for lang in LANGUAGES:
        for lesson in COURSE:
            page = (site / lang / f"{lesson.number}-{lesson.key}.html").read_text("utf-8")
            for shown in (*lesson.claims, *lesson.questions):
                assert f'data-experiment="{lesson.number}-{shown.key}"' in page


def test_the_beliefs_have_a_page_to_which_the_lessons_lead(site):
    for lang in LANGUAGES:
        page = (site / lang / "myths.html").read_text("utf-8")
        assert 'href="myths.html"' in (site / lang / "index.html").read_text("utf-8")
        for belief in MYTHS.weaknesses:
            assert f'data-experiment="myths-{belief.key}"' in page
            lesson = (site / path(COURSE[TAUGHT[belief.key] - 1], lang)).read_text("utf-8")
            assert f'href="myths.html#myths-{belief.key}"' in lesson
        assert page.count('class="counted"') == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_frame_is_called_as_what_it_shows(lang: str):
    """A screen reader lists the frames of a page by their titles."""
    t = Texts(lang)
    called = {key: name for lesson in COURSE for key, name in titles(lesson, t).items()}
    assert len(set(called.values())) == len(called)
    for key, name in called.items():
        assert f'title="{name}"' in unescape(snippet("https://example.org", key, t))


def test_a_teachers_lesson_is_published_too(monkeypatch, tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setattr("publish.site.COURSE", ())
    made = {page.path: page.body for page in pages()}
    for lang in LANGUAGES:
        (lesson,) = shelf()[0]
        assert 'href="own-bowls.html"' in made[f"{lang}/index.html"]
        assert 'data-asks="bowls-how-far compute.sgd"' in made[f"{lang}/index.html"]
        body = made[f"{lang}/own-bowls.html"]
        for shown in (*lesson.claims, *lesson.questions):
            assert f'data-experiment="bowls-{shown.key}"' in body
            assert f"{lang}/embed/bowls-{shown.key}.html" in made
        assert 'data-exercise="sgd"' in body
    (tmp_path / "bad.md").write_text("no front matter", "utf-8")
    with pytest.raises(LessonError, match=r"^bad.md:1: "):
        next(pages())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_without_an_app_speaks_of_no_page_of_it(lang: str):
    """Nor of what stands beside an experiment on networks there."""
    t = Texts(lang)
    named = "|".join(f"“{t(name)}”" for name in ("nav.compare", "nav.network", "network.turn"))
    pointed = r"(?:in|;) Compare\b|[Oo]pen that|打开上面|[Bb]elow the table|表格下方"
    spoken = re.compile(rf"{named}|{pointed}|this app\b|本应用")
    for lesson in COURSE:
        assert not spoken.findall(lesson_page(lesson, t).body), lesson.key
    with_app = lesson_page(COURSE[-1], t, "https://app.example.org").body
    for section in course_words(COURSE[-1], lang).sections.values():
        assert "{app}" not in section.body
        assert prose(section.body) in with_app


def test_every_link_inside_leads_somewhere(site, read):
    for page, found in read.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme == "https" and parts.netloc == "app.example.org", link
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file() and target.is_relative_to(site), (page, link)
            if parts.fragment:
                assert parts.fragment in read[target].ids, (page, link)


def test_no_markup_is_left_in_the_words(read):
    for page, found in read.items():
        seen = "".join(found.words)
        assert "\\" not in seen and "$" not in seen and "**" not in seen and "[[" not in seen, page


def test_the_html_is_valid(site, tmp_path):
    config = tmp_path / "rules.json"
    config.write_text(json.dumps(RULES), "utf-8")
    asked = [NODE, VALIDATOR, "--config", config, "--formatter", "text", site]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_training_is_shown_with_what_came_out(site):
    made = trainings(["ten_times", "small_batches"])
    for lang in LANGUAGES:
        t, pages = Texts(lang), []
        for lesson in COURSE:
            pages.append((site / lang / f"{lesson.number}-{lesson.key}.html").read_text("utf-8"))
            led = sum(map(len, lesson.networks.values()))
            assert pages[-1].count("net.show=") == pages[-1].count("<small>") == led
        for key, runs in made.items():
            shown = outcome(key, runs, t)
            assert any(shown in page for page in pages)
            for name, run in zip(labels_of(key, t).values(), runs.values(), strict=True):
                row = shown.partition(f'scope="row">{name}<')[2].partition("</tr>")[0]
                assert f"<td>{number(run.train_loss[-1, 0])}</td>" in row
                assert f"<td>{percent(run.test_accuracy[-1, 0])}</td>" in row


def test_it_is_small(site):
    def packed(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 9))

    first = [site / "en" / "1-optimizer.html", *site.glob("site-*"), site / "icon.svg"]
    assert sum(map(packed, first)) <= 250_000
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= 12_000_000


def test_an_address_of_an_app_that_would_lead_into_the_site_itself_is_refused(tmp_path):
    asked = [sys.executable, "-m", "publish", tmp_path / "site", "--app", "app.example.org"]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 2 and "https://app.example.org" in done.stderr
    assert not any(tmp_path.iterdir())


def test_it_is_made_without_streamlit():
    code = "import sys, publish.site; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_missing_translation_stops_it_with_file_and_line(monkeypatch, tmp_path):
    lesson = COURSE[0]
    whole = (Path("lessons") / "zh" / lesson.file).read_text("utf-8")
    folder = tmp_path / "zh"
    folder.mkdir()
    (folder / lesson.file).write_text(whole.partition("{predict}")[0], "utf-8")
    monkeypatch.setattr("lessons.text.FOLDER", tmp_path)
    course_words.cache_clear()
    try:
        with pytest.raises(LessonError, match=rf"^zh/{lesson.file}:\d+: "):
            lesson_page(lesson, Texts("zh"))
    finally:
        course_words.cache_clear()


def test_html_in_a_text_is_shown_not_run():
    assert "<script" not in prose("Look: <script>alert(1)</script>")
    assert "javascript:" not in prose("[here](javascript:alert(1))").replace("(javascript:", "")


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_no_row_of_a_rules_formula_is_lost(key):
    latex = OPTIMIZERS[key].formula
    rows = latex.count(r"\\") + latex.count(r"\begin{")
    assert formula(latex, True).count("<mtr>") == rows


@pytest.mark.parametrize("latex", [r"\notacommand{x}", r"\begin{foo}", "a & b", "{"])
def test_a_formula_that_is_not_understood_is_refused(latex: str):
    with pytest.raises(TypesetError):
        formula(latex)


def test_only_formulas_name_settings():
    assert 'data-knob="sgd.lr">0.1<' in prose("$[[sgd.lr]]$", {"sgd.lr": 0.1})
    assert ">[1]</a>" in prose("[[1]](https://arxiv.org)")
