"""The whole site: every page in every language, and the files that they share."""

from collections.abc import Iterator
from pathlib import Path

from lessons import COURSE, Lesson, words
from lessons.exercises.tasks import asked
from lessons.own import shelf
from locales import LANGUAGES, Texts
from publish.assets import Assets
from publish.embed import embedded
from publish.lesson import beside, lesson_page, title
from publish.markup import Markup, tag
from publish.myths import FILE, leads, myths_page
from publish.page import Page
from publish.playground import playground_page
from publish.prose import line
from publish.stills.training import trainings


def pages(app: str = "") -> Iterator[Page]:
    """Every page of the site. app: the address of the full app, "" for none.

    Raises LessonError for a lesson of a teacher's folder that is not whole.
    """
    own, wrong = shelf()
    for error in wrong:
        raise error
    led = {key for lesson in COURSE for keys in lesson.networks.values() for key in keys}
    trained = trainings(led)
    for lang in LANGUAGES:
        t = Texts(lang)
        yield _index(t, app, own)
        yield playground_page(t, app)
        yield myths_page(t, app)
        for lesson in (*COURSE, *own):
            yield lesson_page(lesson, t, app, trained, below=leads(lesson, t))
            yield from embedded(lesson, t)


def publish(folder: Path, app: str = "") -> None:
    """Write the site into `folder`, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    assets = Assets()
    assets.write(folder)
    for page in pages(app.rstrip("/")):
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.written(assets), "utf-8")
    (folder / "index.html").write_text(_door(assets), "utf-8")


def _index(t: Texts, app: str, own: tuple[Lesson, ...]) -> Page:
    lessons = [
        tag(
            "li",
            tag("a", line(title(lesson, t.lang)), href=beside(lesson, t.lang)),
            tag("span", class_="score", data_asks=" ".join(task.key for task in asked(lesson))),
            tag("p", line(words(lesson, t.lang).lead.partition("\n")[0])),
        )
        for lesson in (*COURSE, *own)
    ]
    about = t("site.about")
    body = tag(
        "div",
        tag("h1", t("app.title")),
        tag("p", about),
        tag("ol", *lessons, class_="course"),
        tag("p", tag("a", t("myths.all"), href=FILE)),
        tag("p", t("site.more"), " " if app else None, _to_app(t, app)),
        class_="text",
    )
    return Page(t, f"{t.lang}/index.html", t("nav.lessons"), body, lead=about)


def _to_app(t: Texts, app: str) -> Markup | None:
    return tag("a", t("site.to_app"), href=f"{app}/?lang={t.lang}") if app else None


def _door(assets: Assets) -> str:
    """The root of the site: the way into each language; a script takes the browser's own."""
    ways = [
        tag(
            "p",
            tag("a", f"{Texts(lang)('app.title')} ({name})", href=f"{lang}/index.html", lang=lang),
        )
        for lang, name in LANGUAGES.items()
    ]
    t = Texts(next(iter(LANGUAGES)))
    body = tag("div", tag("h1", t("app.title")), *ways, class_="text")
    return Page(t, "index.html", t("nav.lessons"), body, kind="door", chrome=False).written(assets)
