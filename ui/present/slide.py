"""What a slide shows: an experiment of the course, or what a link of this app opens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from lessons import Lesson, Question, Ran
from lessons import words as read
from lessons.experiment import Experiment
from lessons.myths import MYTHS
from lessons.networks import labels_of
from lessons.slides import Slide, slides
from lessons.text import Part, filled
from networks.claims.declared import EXPERIMENTS
from networks.reading.trial import Trial
from optimizers import Optimizer
from player import VIEWS
from player.comparison import worded
from simulation.comparison import Comparison
from simulation.link import query
from surfaces import FormulaError
from ui.compare.results import read as read_settings
from ui.course.lesson import title as lesson_title
from ui.course.shelf import lessons
from ui.frame.form import Form, Note, linked
from ui.frame.link import report
from ui.frame.setting import Choice
from ui.frame.text import language, named, t, texts
from ui.network.results import OWN, nothing_to_train
from ui.network.results import read as read_network
from ui.network.settings import declared_trial
from ui.parts.formula import fault
from ui.parts.slideshow import LONGEST_TITLE, Item
from ui.present.pictures import Picture, comparison_picture, network_picture
from ui.settings.opening import OPENING

Formulas = Sequence[tuple[str, str]]
"""Names with their LaTeX."""


class Plain(str):
    """Somebody's text, which is shown as it stands."""


@dataclass(frozen=True)
class Shown:
    """A slide that was read.

    title, words: Markdown, or Plain. home: the page that the slide comes from, with its query.
    picture: None on a slide of words. formulas: a function, since most are never asked for. asked:
    the question that the class answers before it is run, with its words. faults: what is wrong with
    the slide's link, in sentences.
    """

    title: str
    words: str
    home: tuple[str, Mapping[str, str]]
    picture: Picture | None = None
    formulas: Callable[[], Formulas] = tuple
    asked: tuple[Question, Part] | None = None
    faults: Sequence[str] = ()

    def answer(self) -> tuple[str, str]:
        """What the run says to the question: the option that came true, and why."""
        if self.asked is None:
            raise ValueError("this slide asks nothing")
        question, part = self.asked
        ran = Ran(question.experiment.comparison())
        option = question.judge(ran)
        why = part.options[option].why if question.explains(ran) else t("lesson.other_reason")
        return option, why


def presented() -> dict[str, Lesson]:
    """All lessons, and the beliefs, by their names in a link."""
    known = lessons()
    known.setdefault(MYTHS.id, MYTHS)
    return known


def expanded(item: Item) -> list[Slide | Item]:
    """The slides that an item stands for: itself, or those of the course that its link names."""
    if item.page not in ("present", "lessons"):
        return [item]
    given, taught = linked(item.query, report), presented()
    known = slides(tuple(taught.values()))
    if named := given.read(Choice("slide", "", "", list(known))):
        return [known[named]]
    lesson = taught[given.read(Choice("lesson", "", next(iter(taught)), list(taught)))]
    return [slide for slide in known.values() if slide.lesson is lesson]


def read_slide(slide: Slide | Item) -> Shown:
    """The slide in the visitor's language."""
    if isinstance(slide, Slide):
        return _of_course(slide)
    title = slide.title
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1]}…"
    own = Shown(Plain(title), Plain(slide.words), ("slideshow", {}))
    if not slide.page:
        return own
    found = _network(slide) if slide.page == "network" else _comparison(slide)
    return Shown(
        own.title or found.title,
        own.words or found.words,
        own.home,
        found.picture,
        found.formulas,
        faults=found.faults,
    )


def _of_course(slide: Slide) -> Shown:
    lesson, shown = slide.lesson, slide.shown
    text = read(lesson, language())
    home = ("lessons", {"lesson": lesson.id})
    if shown is None:
        return Shown(lesson_title(lesson), text.lead, home)
    if isinstance(shown, str):
        return _declared(shown, home)
    part = text.sections[slide.section].parts[shown.key]
    experiment: Experiment = shown.experiment
    comparison = worded(texts(), experiment.comparison())
    asked = (shown, part) if isinstance(shown, Question) else None
    return Shown(
        part.title,
        filled(part.body, experiment.settings),
        home,
        comparison_picture(comparison, autoplay=asked is None),
        partial(_formulas, comparison),
        asked,
    )


def _declared(key: str, home) -> Shown:
    """An experiment on networks that lessons lead to."""
    trial = declared_trial(key, EXPERIMENTS[key].shown)
    title = t(f"network_experiment.{key}.name")
    return Shown(
        title,
        t(f"network_experiment.{key}.claim"),
        home,
        network_picture(trial, labels_of(key, texts()), title),
        partial(_rules_of, trial),
    )


def _network(item: Item) -> Shown:
    form = Form(linked(item.query, report))
    settings = read_network(form)
    title, words = t("network.title"), t("network.about")
    if settings.experiment != OWN:
        title = t(f"network_experiment.{settings.experiment}.name")
        words = t(f"network_experiment.{settings.experiment}.claim")
    if settings.trial is None:
        return Shown(title, words, ("network", {}), faults=(nothing_to_train(),))
    return Shown(
        title,
        words,
        ("network", {}),
        network_picture(settings.trial, settings.labels, title),
        partial(_rules_of, settings.trial),
        faults=_faults(form),
    )


def _comparison(item: Item) -> Shown:
    home = ("compare", {})
    form = Form(linked(item.query or urlencode(query(OPENING)), report))
    try:
        settings = read_settings(form)
    except FormulaError as error:
        return Shown(t("surface.custom.name"), "", home, faults=(fault(error),))
    comparison = settings.comparison
    surface = comparison.surface.key
    return Shown(
        t(f"surface.{surface}.name"),
        t(f"surface.{surface}.teaches"),
        home,
        comparison_picture(
            comparison,
            autoplay=form.given.read(Choice("autoplay", "", "1", ("0", "1"))) == "1",
            curve=settings.curve,
            arrows=settings.arrows,
            view=form.given.read(Choice("view", "", VIEWS[0], VIEWS)),
        ),
        partial(_formulas, comparison),
        faults=_faults(form),
    )


def _formulas(comparison: Comparison) -> Formulas:
    """That of the surface, then those of the rules."""
    surface = comparison.surface
    own = (t(f"surface.{surface.key}.name"), rf"f(x, y) = {surface.latex}")
    return [own, *_each(run.optimizer for run in comparison.runs)]


def _rules_of(trial: Trial) -> Formulas:
    return _each(line.optimizer for line in trial.lines)


def _each(rules) -> Formulas:
    kept = {rule.key: rule for rule in rules if isinstance(rule, Optimizer)}
    return [(named(rule), rule.formula) for rule in kept.values()]


def _faults(form: Form) -> list[str]:
    """What the form says is wrong."""
    return [text for part in (form, *form.wide) for text in _errors(part)]


def _errors(form: Form) -> Iterator[str]:
    for item in form.items:
        if isinstance(item, Form):
            yield from _errors(item)
        elif isinstance(item, Note) and item.look == "error":
            yield item.text
