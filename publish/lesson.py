"""A lesson as a page: its sections in their order, each with what belongs to it."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlencode

from lessons import COURSE, Claim, Experiment, Lesson, Question, TorchProgram, words
from lessons.exercises.aim import Aim
from lessons.exercises.aims import AIMS
from lessons.text import LessonText, Part, Section
from locales import Texts
from networks.claims.experiment import Runs
from optimizers import OPTIMIZERS
from player.comparison import worded
from publish.assets import Assets
from publish.exercise import exercises
from publish.experiment import Packed, picture_of, shown
from publish.markup import Markup, join, tag
from publish.page import Page
from publish.prose import formula, line, prose
from publish.stills.training import outcome
from simulation.link import query


@dataclass(frozen=True)
class Written:
    """A lesson while it is written. app: the address of the full app, "" for none.

    trained: the runs of experiments on networks, by their keys.
    """

    lesson: Lesson
    text: LessonText
    packed: Packed
    app: str
    trained: Mapping[str, Runs] = field(default_factory=dict)

    @property
    def t(self) -> Texts:
        """The texts of its language."""
        return self.packed.t


def title(lesson: Lesson, lang: str) -> str:
    """What a lesson is called; those of the course with their number."""
    name = words(lesson, lang).title
    return name if lesson.texts else f"{lesson.number} · {name}"


def path(lesson: Lesson, lang: str) -> str:
    """The lesson's page, below the site's root."""
    name = "own" if lesson.texts else lesson.number
    return f"{lang}/{name}-{lesson.key}.html"


def beside(lesson: Lesson, lang: str) -> str:
    """The lesson's page, as the other pages in its language call it."""
    return path(lesson, lang).removeprefix(f"{lang}/")


def lesson_page(
    lesson: Lesson,
    t: Texts,
    app: str = "",
    trained: Mapping[str, Runs] | None = None,
    chrome: bool = True,
    below: Markup | None = None,
) -> Page:
    """The whole lesson. app: the address of the full app, to which its experiments lead.

    trained: the runs of experiments on networks whose outcome it shows. chrome: whether it leads to
    the other pages of the site. below: what stands at its end.
    """
    text = words(lesson, t.lang)
    written = Written(lesson, text, Packed(t), app, trained or {})
    head = join(tag("h1", line(title(lesson, t.lang))), prose(text.lead))
    sections: list[Markup | None] = [_networks(written, "opening"), _opening(written)]
    for mark, section in text.sections.items():
        if mark == "predict":
            sections.append(exercises(lesson, written.packed))
        sections.append(_section(written, mark, section))
        if mark == "predict":
            sections.append(_aims(written))
    ends = _ends(lesson, t) if chrome and not lesson.texts else None
    body = join(tag("div", head, class_="text"), *sections, below, ends)
    lead = text.lead.partition("\n")[0]
    place, packed = path(lesson, t.lang), written.packed.message()
    return Page(t, place, title(lesson, t.lang), body, packed, lead, chrome=chrome)


def lesson_file(lesson: Lesson, t: Texts) -> str:
    """The lesson as one HTML file that needs nothing beside it; there is no 3-D in it."""
    return lesson_page(lesson, t, chrome=False).written(Assets(inside=True))


def _opening(written: Written) -> Markup | None:
    """What the lesson is about, moving, before a word is said of it."""
    if not written.lesson.strengths:
        return None
    claim, t = written.lesson.strengths[0], written.t
    title = written.text.sections["strengths"].parts[claim.key].title
    said = tag("p", line(t("lesson.headed", title=title, text=t("lesson.opening"))), class_="text")
    key = written.lesson.key_of("opening")
    return join(experiment(key, claim.experiment, written, opening=True), said)


def _section(written: Written, mark: str, section: Section) -> Markup | None:
    """The section; None where nothing of it can be done without an app."""
    words = section.body if written.app else section.alone
    below = _BELOW.get(mark, lambda written, section: None)(written, section)
    networks = _networks(written, mark)
    if not (words or below or networks):
        return None
    head = tag("div", tag("h2", line(section.title)), prose(words), class_="text")
    return tag("section", head, below, networks, id=mark)


def _networks(written: Written, mark: str) -> Markup | None:
    """Experiments on networks, which are trained in the app alone: claim, outcome, and the way."""
    t, keys = written.t, written.lesson.networks.get(mark, ())
    cards = [_network(written, key) for key in keys]
    if not cards:
        return None
    early = "opening" not in written.lesson.networks
    outlook = tag("p", t("lesson.networks"), class_="outlook") if early else None
    return tag("div", outlook, *cards, class_="text networks")


def _network(written: Written, key: str) -> Markup:
    t, runs = written.t, written.trained.get(key)
    claim = t(
        "lesson.headed",
        title=t(f"network_experiment.{key}.name"),
        text=t(f"network_experiment.{key}.claim"),
    )
    said = tag("p", line(claim), " " if written.app else None, _to_network(written, key))
    return tag("div", said, outcome(key, runs, t) if runs else None)


def _to_network(written: Written, key: str) -> Markup | None:
    if not written.app:
        return None
    asked = urlencode({"net.show": key, "lang": written.t.lang})
    return tag("a", written.t("network.open"), href=f"{written.app}/network?{asked}")


def _ends(lesson: Lesson, t: Texts) -> Markup:
    """The ways to the lessons before and after."""
    links = [
        tag(
            "a",
            title(COURSE[number - 1], t.lang),
            href=beside(COURSE[number - 1], t.lang),
            rel=rel,
        )
        for number, rel in ((lesson.number - 1, "prev"), (lesson.number + 1, "next"))
        if 1 <= number <= len(COURSE)
    ]
    return tag("nav", *links, class_="ends text", aria_label=t("site.ends"))


def _formulas(written: Written, section: Section) -> Markup:
    rules = [OPTIMIZERS[key] for key in written.lesson.rules]
    called = written.t.named
    named = len(rules) > 1
    parts = [
        join(
            tag("h3", called(rule)) if named else None,
            tag("p", formula(rule.formula, True)),
        )
        for rule in rules
    ]
    return tag("div", *parts, class_="text formulas")


def _sources(written: Written, section: Section) -> Markup:
    rules = [OPTIMIZERS[key] for key in written.lesson.rules]
    functions = {written.t.named(rule): rule.function for rule in rules}
    functions |= {function.__name__: function for function in written.lesson.more}
    return _codes({name: code(function) for name, function in functions.items()})


@lru_cache
def code(function) -> str:
    """The function's source as it runs, without its documentation: the lesson is that."""
    source = inspect.getsource(function)
    start = source.find('"""')
    end = source.find('"""', start + 3) + 3
    begin = source.rfind("\n", 0, start) + 1
    return source[:begin] + source[end:].lstrip("\n")


def _codes(sources: dict[str, str]) -> Markup:
    """Each under its name, unless it is alone."""
    named = len(sources) > 1
    parts = [
        join(tag("h3", name) if named else None, tag("pre", tag("code", source), tabindex=0))
        for name, source in sources.items()
    ]
    return tag("div", *parts, class_="text")


def _programs(written: Written, section: Section) -> Markup:
    return tag("div", *(_program(written, p) for p in written.lesson.programs), class_="text")


def _program(written: Written, program: TorchProgram) -> Markup:
    several = len(written.lesson.programs) > 1
    return join(
        tag("h3", written.t.named(OPTIMIZERS[program.optimizer])) if several else None,
        tag("pre", tag("code", program.source), tabindex=0),
        tag("p", written.t("lesson.computed")),
        tag("pre", tag("code", "\n".join(map(repr, program.numbers))), tabindex=0),
    )


def _claims(claims: tuple[Claim, ...], written: Written, section: Section) -> Markup:
    return join(*(claim(each, written, section.parts[each.key]) for each in claims))


def claim(claim: Claim, written: Written, part: Part) -> Markup:
    """A claim in words, and its run, of which the script says whether it shows it."""
    key = written.lesson.key_of(claim.key)
    head = tag("div", tag("h3", line(part.title)), prose(part.body), class_="text")
    figure = experiment(key, claim.experiment, written, check=claim.check.tree)
    return tag("article", head, figure, id=key)


def _questions(written: Written, section: Section) -> Markup:
    questions = written.lesson.questions
    return join(*(_question(each, written, section.parts[each.key]) for each in questions))


def _question(question: Question, written: Written, part: Part) -> Markup:
    key = written.lesson.key_of(question.key)
    body = prose(part.body, question.experiment.settings)
    head = tag("div", tag("h3", line(part.title)), body, _form(key, part, written.t), class_="text")
    judging = {
        "options": [[option, check and check.tree] for option, check in question.checks.items()],
        "because": {option: check.tree for option, check in question.because.items()},
    }
    figure = experiment(key, question.experiment, written, **judging)
    reason = tag("div", class_="reason", role="status")
    return tag("article", head, figure, reason, class_="question", id=key)


def _aims(written: Written) -> Markup | None:
    """The aims of the lesson, under a heading of their own."""
    own = [aim for aim in AIMS.values() if written.lesson.asks(aim)]
    if not own:
        return None
    head = tag(
        "div", tag("h2", written.t("aims.heading")), prose(written.t("aims.lead")), class_="text"
    )
    return tag("section", head, *(_aim(aim, written) for aim in own), id="aims")


def _aim(aim: Aim, written: Written) -> Markup:
    t, key = written.t, aim.record
    goal = join(prose(t(f"aim.{aim.key}.goal")), prose(t("aims.free")) if aim.free else None)
    head = tag("div", tag("h3", t(f"aim.{aim.key}.title")), goal, class_="text")
    unit = t(f"aim.{aim.key}.cost", cost="{cost}")
    short = t(f"aim.{aim.key}.short", cost="{cost}")
    told = {**aim.trees, "par": aim.par, "unit": unit, "short": short}
    figure = experiment(key, aim.experiment, written, movable=aim.free, aim=told)
    return tag("article", head, figure, id=key)


def _form(key: str, part: Part, t: Texts) -> Markup:
    """The options, which the script lets choose, and what is to be said of each."""
    choices = [
        tag("label", tag("input", type="radio", name="choice", value=option), line(known.label))
        for option, known in part.options.items()
    ]
    commit = tag("button", t("lesson.commit"), type="submit", name="commit", disabled=True)
    form = tag(
        "form", tag("fieldset", tag("legend", t("lesson.choose")), *choices), commit, hidden=True
    )
    whys = [
        tag("template", prose(known.why), data_option=option)
        for option, known in part.options.items()
    ]
    verdict = tag("div", class_="verdict", role="status", hidden=True)
    plain = tag("noscript", tag("ul", *(tag("li", line(o.label)) for o in part.options.values())))
    return join(tag("div", form, verdict, class_="asked"), plain, *whys)


def experiment(
    key: str,
    declared: Experiment,
    written: Written,
    picture: bool = True,
    movable: bool = True,
    opening: bool = False,
    **more,
) -> Markup:
    """The experiment's place on the page, with its still picture; more: see `Packed.add`.

    opening: it is seen there, and has nothing to turn.
    """
    t, comparison = written.t, worded(written.t, declared.comparison())
    live, show = shown(t, declared, movable)
    link = None
    if opening:
        live = replace(live, sliders=())
        show = replace(show, movable=False, curve_title=None, tallest=300)
    if written.app and not opening:
        asked = urlencode({**query(comparison), "lang": t.lang}, safe=",")
        link = tag("a", t("lesson.open"), href=f"{written.app}/?{asked}", class_="open")
    written.packed.add(key, comparison, live, show, surface=comparison.surface.key, **more)
    return tag(
        "figure",
        tag(
            "div",
            picture_of(written.packed, declared, "options" in more) if picture else None,
            class_="place",
        ),
        tag("figcaption", tag("span", class_="says", role="status"), link),
        class_="experiment",
        data_experiment=key,
    )


_BELOW = {
    "formula": _formulas,
    "source": _sources,
    "strengths": lambda written, section: _claims(written.lesson.strengths, written, section),
    "weaknesses": lambda written, section: _claims(written.lesson.weaknesses, written, section),
    "predict": _questions,
    "pytorch": _programs,
}
"""What a section shows below its words."""
