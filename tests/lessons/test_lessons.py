"""Lessons cannot be wrong: every claim and answer is held to the run it stands beside."""

import re
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO
from shutil import copytree
from unicodedata import category

import numpy as np
import pytest

from lessons import COURSE, Experiment, LessonError, Ran, declare, words
from lessons.course import DECLARED
from lessons.text import FOLDER, SECTIONS, check, course_words, read
from optimizers import OPTIMIZERS
from ui.course.complete import check_course
from ui.frame.text import LANGUAGES

CLAIMS = [(lesson, claim) for lesson in COURSE for claim in lesson.claims]
QUESTIONS = [(lesson, question) for lesson in COURSE for question in lesson.questions]
PROGRAMS = [(lesson, program) for lesson in COURSE for program in lesson.programs]
TEXTS = [(lesson, lang) for lesson in COURSE for lang in LANGUAGES]
RULES = tuple(rule.name for rule in OPTIMIZERS.values())


def named(value) -> str | None:
    """An id for a lesson, a claim, a question or a program."""
    key = getattr(value, "key", None) or getattr(value, "line", None)
    return f"{getattr(value, 'number', '')}{key}" if key else None


def nearby(experiment: Experiment) -> list[tuple[float, float]]:
    """The declared start, and those up to 2 % away from it in each coordinate."""
    x, y = experiment.comparison().start
    return [(x * a, y * b) for a in (0.98, 1, 1.02) for b in (0.98, 1, 1.02)]


@pytest.mark.parametrize(("lesson", "claim"), CLAIMS, ids=named)
def test_a_claim_holds_and_is_no_knife_edge(lesson, claim):
    for start in nearby(claim.experiment):
        assert claim.holds(Ran(claim.experiment.comparison(start))), start


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("noise-helps", (-1.5, 1)),
        ("one-rate-for-all", (4, 0)),
        ("agreeing-slopes", (4, 0)),
        ("own-rate", (4, 0)),
    ],
)
def test_a_run_from_where_there_is_nothing_to_see_does_not_show_it(key, start):
    (claim,) = (claim for _, claim in CLAIMS if claim.key == key)
    assert not claim.holds(Ran(claim.experiment.comparison(start)))


@pytest.mark.parametrize(("lesson", "question"), QUESTIONS, ids=named)
def test_an_answer_comes_true_and_is_no_knife_edge(lesson, question):
    experiment = question.experiment
    for start in nearby(experiment):
        assert question.judge(Ran(experiment.comparison(start))) == question.answer, start
    for factor in (0.95, 1.05):
        rates = {k: v * factor for k, v in experiment.settings.items() if k.endswith(".lr")}
        ran = Ran(experiment.comparison(settings=rates))
        assert question.judge(ran) == question.answer, rates


def test_the_losses_quoted_for_cheap_steps_are_those_of_the_run():
    claim = COURSE[2].strengths[0]
    ran = Ran(claim.experiment.comparison())
    rough, exact = ran.loss("sgd"), ran.again(batch=100).loss("sgd")
    quoted = [f"{loss:.1f}" for loss in (rough[0], rough[-1], exact[1])]
    for lang in LANGUAGES:
        body = words(COURSE[2], lang).sections["strengths"].parts[claim.key].body
        assert re.findall(r"\d\.\d", body) == quoted


def test_every_lesson_claims_and_asks_enough():
    assert [lesson.number for lesson in COURSE] == list(range(1, 11))
    for lesson in COURSE:
        assert lesson.strengths and lesson.weaknesses and lesson.programs
        assert len(lesson.questions) >= 2
        keys = [thing.key for thing in (*lesson.claims, *lesson.questions)]
        assert len(keys) == len(set(keys))


def test_the_answers_cannot_be_guessed_from_their_place():
    places = [question.options.index(question.answer) for _, question in QUESTIONS]
    assert max(places.count(place) for place in set(places)) < len(places) * 2 / 3


# The words.


@pytest.mark.parametrize(("lesson", "lang"), TEXTS, ids=named)
def test_a_lesson_is_whole(lesson, lang):
    text = words(lesson, lang)
    assert tuple(text.sections) == SECTIONS
    tries = re.findall(r"^- ", text.sections["try"].body, re.MULTILINE)
    assert 2 <= len(tries) <= 3
    assert text.lead


MAIN = ("idea", "formula", "strengths", "weaknesses", "predict", "try")
"""What a lesson shows unasked: the rest is folded, or in the glossary."""
LONGEST = {"en": 1100, "zh": 1760}
"""Words, or characters: ten minutes of reading."""


@pytest.mark.parametrize(("lesson", "lang"), TEXTS, ids=named)
def test_a_lesson_is_read_in_ten_minutes(lesson, lang):
    text = words(lesson, lang)
    told = [text.title, text.lead]
    for section in (text.sections[mark] for mark in MAIN):
        told += [section.title, section.body]
        for part in section.parts.values():
            told += [part.title, part.body, *(o.label for o in part.options.values())]
    bare = re.sub(r"\$\$?[^$]+\$\$?", " x ", "\n".join(told))
    length = len(bare.split()) if lang == "en" else len(re.findall(r"[\u4e00-\u9fff]", bare))
    assert 400 < length <= LONGEST[lang]


def test_no_file_is_left_over():
    expected = {lesson.file for lesson in COURSE}
    for lang in LANGUAGES:
        assert {path.name for path in (FOLDER / lang).iterdir()} == expected


def shape(text) -> list:
    """The headings' marks, the options, and how many paragraphs, lists and formulas there are."""
    parts = [
        (mark, key, tuple(part.options))
        for mark, section in text.sections.items()
        for key, part in section.parts.items()
    ]
    bodies = {mark: section.body for mark, section in text.sections.items()}
    return [
        parts,
        {mark: len(re.findall(r"^- ", body, re.MULTILINE)) for mark, body in bodies.items()},
        {mark: body.count("\n\n") for mark, body in bodies.items()},
        {mark: re.findall(r"\$\$(.+?)\$\$", body, re.DOTALL) for mark, body in bodies.items()},
    ]


@pytest.mark.parametrize("lesson", COURSE, ids=named)
def test_the_languages_say_the_same_things(lesson):
    first, *others = (shape(words(lesson, lang)) for lang in LANGUAGES)
    assert all(other == first for other in others)


def source(lesson, lang: str) -> str:
    return (FOLDER / lang / lesson.file).read_text("utf-8")


def prose(text: str) -> str:
    """A text without formulas, code, marks, and the titles of what was published."""
    text = text.split("{published}")[0]
    return re.sub(r"\$\$?[^$]+\$\$?|`[^`]*`|\{[\w-]+\}|\*[^*\n]+\*", " ", text)


@pytest.mark.parametrize("lesson", COURSE, ids=named)
def test_no_language_strays_into_the_other(lesson):
    assert not re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", source(lesson, "en"))
    chinese = prose(source(lesson, "zh"))
    assert not re.findall(r"[a-z]+(?: [a-z]+){3,}", chinese)
    assert not re.findall(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", chinese)


@pytest.mark.parametrize("lesson", COURSE, ids=named)
def test_chinese_keeps_to_one_word_for_a_thing_and_slants_no_letter(lesson):
    text = source(lesson, "zh").split("{published}")[0]
    avoided = ["零点", "滑动平均", "停稳", "折线", *(["坡度"] if lesson.number > 2 else [])]
    assert [word for word in avoided if word in text] == []
    assert "规则" not in text.replace("更新规则", "")
    assert re.findall(r"(?<!\*)\*(?!\*)[^*\n]*[\u4e00-\u9fff][^*\n]*(?<!\*)\*(?!\*)", text) == []


def unclosed(text: str) -> list[str]:
    """Paragraphs in which Markdown does not see an emphasis: **so.**so and so**“so”** show stars.

    A mark opens only before a letter, or after a space or a sign; it closes only after a letter,
    or before a space or a sign. Chinese has no spaces, so the sign belongs outside.
    """
    wrong = []
    for paragraph in re.sub(r"\$[^$]*\$|`[^`]*`", "$$", text).splitlines():
        for place, mark in enumerate(re.finditer(r"\*+", paragraph)):
            before, after = paragraph[: mark.start()][-1:], paragraph[mark.end() :][:1]
            inner, outer = (before, after) if place % 2 else (after, before)
            if not inner.strip() or (is_sign(inner) and outer.strip() and not is_sign(outer)):
                wrong.append(paragraph)
    return wrong


def is_sign(letter: str) -> bool:
    return category(letter)[0] in "PS"


@pytest.mark.parametrize(("lesson", "lang"), TEXTS, ids=named)
def test_every_emphasis_is_seen(lesson, lang):
    assert unclosed(source(lesson, lang)) == []


def test_an_emphasis_that_is_not_seen_is_found():
    assert unclosed("**好。**再来") and unclosed("说**“好”**") and unclosed("** so**")
    assert not unclosed("**好**。再来 **$x$**，*so*")


@pytest.mark.parametrize(("lesson", "lang"), TEXTS, ids=named)
def test_a_lesson_speaks_of_no_tabs(lesson, lang):
    """Its page without a server, and its saved one, have none: there all listings stand open."""
    assert not re.search(r"\btabs?\b|标签页|点开", source(lesson, lang))


# The formulas.

NO_SYMBOLS = {
    *("frac", "tfrac", "sqrt", "left", "right", "begin", "end", "text", "mathrm", "hat"),
    *("cdot", "dots", "quad", "approx", "pm", "qquad"),
}


def formulas(text: str) -> list[str]:
    bare = re.sub(r"\[\[[^]]*\]\]", "0", text)  # a knob's value
    return [a or b for a, b in re.findall(r"\$\$(.+?)\$\$|\$([^$]+)\$", bare, re.DOTALL)]


def symbols(formula: str) -> set[str]:
    """Every letter and every named sign in a formula; `{aligned}` and the like are no symbols."""
    bare = re.sub(r"\\(?:begin|end)\{\w+\}|\\text\{[^}]*\}", " ", formula)
    names = set(re.findall(r"\\([A-Za-z]+)", bare)) - NO_SYMBOLS
    letters = set(re.findall(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", bare)))
    return names | letters


@pytest.mark.parametrize(("lesson", "lang"), TEXTS, ids=named)
def test_every_symbol_is_explained_in_its_lesson(lesson, lang):
    explained = formulas(words(lesson, lang).sections["symbols"].body)
    known = set().union(*map(symbols, explained))
    used = [*formulas(source(lesson, lang)), *(OPTIMIZERS[key].formula for key in lesson.rules)]
    assert {s for formula in used for s in symbols(formula)} - known == set()


def test_symbols_are_told_from_commands():
    assert symbols(r"\hat m_t / (\sqrt{\hat v} + \varepsilon)") == {"m", "t", "v", "varepsilon"}


# What is wrong is named with its place.

GOOD = source(COURSE[0], "en")


def refused(text: str) -> str:
    with pytest.raises(LessonError) as caught:
        check(read(text, "en/x.md"), COURSE[0], "en/x.md")
    return str(caught.value)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_missing_section_is_named_with_file_and_line(section: str):
    kept = re.sub(rf"^## [^\n]*\{{{section}\}}\n.*?(?=^## |\Z)", "", GOOD, flags=re.M | re.S)
    assert kept != GOOD
    assert re.match(rf"en/x\.md:\d+: .*\{{{section}\}}", refused(kept))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# What", "What"),
        ("{slope-is-enough}", "{slope}"),
        ("{which-well}", "{nearest-dip}"),
        ("- {deep}", "- {deeper}"),
        ("## The idea {idea}", "## The idea"),
        ("- {stays}", "- stays"),
    ],
)
def test_a_wrong_mark_is_named_with_file_and_line(old: str, new: str):
    assert old in GOOD
    assert re.match(r"en/x\.md:\d+: ", refused(GOOD.replace(old, new)))


def test_a_lesson_without_its_file_ends_the_server_at_its_start(monkeypatch, tmp_path):
    for lang in LANGUAGES:
        copytree(FOLDER / lang, tmp_path / lang)
    (tmp_path / "zh" / COURSE[2].file).unlink()
    monkeypatch.setattr("lessons.text.FOLDER", tmp_path)
    course_words.cache_clear()
    with pytest.raises(SystemExit, match=r"^The course is not complete\. lessons/zh/3-sgd\.md:1: "):
        check_course(LANGUAGES)
    course_words.cache_clear()


def test_an_empty_file_is_named():
    assert refused("").startswith("en/x.md:1: ")


GOOD_TOML = (DECLARED / "3-sgd.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('surface = "bounded_saddle"', 'surface = "bounded_sadle"', "surface"),
        ("runs.sgd = { lr = 0.02 }", "runs.sdg = { lr = 0.02 }", "optimizer"),
        ("runs.sgd = { lr = 0.02 }", "runs.sgd = { rate = 0.02 }", "hyper"),
        ("runs.sgd = { lr = 0.02 }", 'runs.sgd = { lr = "0.02" }', "want_numbers"),
        ("runs.sgd = { lr = 0.02 }", "runs = {}", "runs"),
        ('knobs = ["sgd.lr", "noise"]', 'knobs = ["sgd.eps", "noise"]', "knob"),
        ("noise = 0.05", "noise = -1", "noise"),
        ("noise = 0.05", "nose = 0.05", "unknown_key"),
        ("noise = 0.05", 'schedule = "never"', "schedule"),
        ("parameters = { batch = 1 }", "parameters = { bach = 1 }", "parameter"),
        ("parameters = { batch = 1 }", "parameters = { batch = 0.5 }", "parameter_value"),
        ("start = [-1.5, 0]", "start = [-150, 0]", "start"),
        ("steps = 1000", "steps = 100000", "steps"),
        ("steps = 1000", "steps = 10.5", "want_whole"),
        ('answer = "wanders"', 'answer = "wonders"', "option"),
        ('underway = "otherwise"', 'underway = "diverged(sgd)"', "no_otherwise"),
        ('stuck = "otherwise"', 'stuck = "moves(sgd)"', "function"),
        ('diverges = "diverged(sgd)"', 'diverges = "diverged(adam)"', "run"),
        ("[networks]", "[network]", "unknown_key"),
        ('["small_batches"]', '["smaller_batches"]', "network"),
        ('more = ["draw_batches"]', 'more = ["draw"]', "function"),
        ('more = ["draw_batches"]', "more = [draw_batches]", "toml"),
        ('optimizer = "sgd"', 'optimizer = "sngd"', "optimizer"),
    ],
)
def test_a_wrong_declaration_is_named_with_file_and_line(old: str, new: str, code: str):
    assert old in GOOD_TOML
    wrong = GOOD_TOML.replace(old, new)
    with pytest.raises(LessonError) as caught:
        declare.lesson(declare.table(wrong, "x.toml"), 3, "sgd")
    assert caught.value.code == code
    file, line, said = str(caught.value).split(":", 2)
    assert file == "x.toml" and said.strip()
    written = wrong.splitlines()[int(line) - 1]
    assert new in written or (code == "no_otherwise" and written.startswith("[question."))


# PyTorch. Where it is not installed there is nothing to hold the programs to.

if find_spec("torch"):

    @pytest.mark.parametrize(("lesson", "program"), PROGRAMS, ids=named)
    def test_the_lines_of_pytorch_agree_with_the_app(lesson, program):
        printed = StringIO()
        with redirect_stdout(printed):
            exec(program.source, {})
        theirs = [float(line) for line in printed.getvalue().split()]
        assert len(theirs) == program.STEPS
        np.testing.assert_allclose(program.numbers, theirs, rtol=1e-12, atol=0)


@pytest.mark.parametrize(("lesson", "program"), PROGRAMS, ids=named)
def test_the_lines_of_pytorch_say_what_the_app_was_told(lesson, program):
    """The arguments as typed are those of our own hyper-parameters, the defaults aside."""
    rule = OPTIMIZERS[program.optimizer]
    _, ours = rule.torch(**rule.defaults | dict(program.hypers))
    typed = eval(f"dict({program.arguments})")
    assert typed.items() <= ours.items()
