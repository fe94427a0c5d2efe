"""A teacher's own lesson is read, run and taught; whatever is wrong with it has file and line."""

import re
from pathlib import Path

import pytest

from lessons import LessonError, words
from lessons.exercises.handed import handed, text
from lessons.exercises.posed import declared, written
from lessons.exercises.progress import Progress, Record
from lessons.exercises.tasks import asked, tasks
from lessons.own import LARGEST, MOST_FILES, VARIABLE, own_lesson, shelf
from locales import Texts
from publish.lesson import lesson_file
from tests.page import opened, said
from ui.course.complete import check_course
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES, catalogue

HERE = Path(__file__).parent
FILES = {name: (HERE / name).read_text("utf-8") for name in ("bowls.md", "bowls.zh.md")}


def test_it_is_read_in_each_of_its_languages():
    lesson = own_lesson(FILES)
    assert lesson.id == "bowls" and len(lesson.claims) == len(lesson.questions) == 1
    assert words(lesson, "en").title == "Bowls, by a teacher"
    assert words(lesson, "zh").title.startswith("碗")
    alone = own_lesson({"bowls.md": FILES["bowls.md"]})
    assert words(alone, "zh").title == "Bowls, by a teacher"


def test_a_heading_may_hold_a_formula_and_a_code_block_a_comment():
    code = "```python\n# the step\ntheta -= lr * g\n```"
    source = FILES["bowls.md"].replace("What a bowl does", f"{code}\n\nWhat a bowl does")
    for heading in ("# Bowls", "## What it", "### The path", "### How far"):
        source = source.replace(heading, f"{heading} $\\eta$")
    lesson = own_lesson({"bowls.md": source})
    assert words(lesson, "en").lead.startswith(code)
    html = lesson_file(lesson, Texts("en"))
    for level in ("h1", "h2", "h3"):
        heading = re.search(f"<{level}>.*?</{level}>", html)
        assert heading and "<math" in heading[0] and "$" not in heading[0]


WRONG = [
    ("bowls.md", "knobs =", "knob =", "unknown_key"),
    ("bowls.md", 'exercises = ["sgd"]', 'exercises = ["sdg"]', "exercise"),
    ("bowls.md", 'surface = "bowl"', 'surface = "bowls"', "surface"),
    ("bowls.md", 'options.far = "otherwise"', 'options.far = "distance(sgd) > 9"', "no_otherwise"),
    ("bowls.md", 'answer = "near"', 'answer = "far"', "answer"),
    ("bowls.md", "distance(sgd) < 0.01", "distance(sgd) < 1e-9", "fails"),
    ("bowls.md", "distance(sgd) < 0.01", "x(sgd, 0) == -4", "fails_edge"),
    ("bowls.md", "distance(sgd) < 0.01", "distance(sgd < 0.01", "unclosed"),
    ("bowls.md", "steps = 50", "steps = 5_000", "steps"),
    ("bowls.md", 'language = "en"', 'language = "xx"', "language"),
    ("bowls.md", "steps = 50", "steps = 50\nseed = -1", "seed"),
    ("bowls.md", "steps = 50", "steps = 50\nseed = 10_000", "seed"),
    ("bowls.md", "lr = 0.05", "lr = 1e-7", "no_stop"),
    ("bowls.md", "lr = 0.05", "lr = 0.05000001", "no_stop"),
    ("bowls.md", "steps = 50", "steps = 50\nnoise = 20", "no_stop"),
    ("bowls.md", 'language = "en"', "language = en", "toml"),
    ("bowls.md", 'language = "en"', 'language = "en"\nnetworks.start = ["edge"]', "unknown_key"),
    ("bowls.md", "What a bowl does", "What <script>alert(1)</script> a bowl does", "html"),
    ("bowls.md", "What a bowl does", "What ![a](https://elsewhere/x.png) does", "image"),
    ("bowls.md", "What a bowl does", "What [a](javascript:alert(1)) does", "link"),
    ("bowls.md", "- {far} Still far away", "- {fare} Still far away", "options"),
    ("bowls.md", "[[sgd.lr]]", "[[adam.lr]]", "no_knob"),
    (
        "bowls.md",
        "## Predict, then run {predict}",
        "## Now {predict}\n\n$[[sgd.lr]]$",
        "typeset",
    ),
    ("bowls.md", "What a bowl does", "What $[[sgd.lr]]$ does", "typeset"),
    ("bowls.md", "Near the bottom", r"$\begin{foo}$", "typeset"),
    ("bowls.md", "Each step leaves", "$a & b$ leaves", "typeset"),
    ("bowls.md", "# Bowls, by a teacher", r"# Bowls $\begin{foo}$", "typeset"),
    ("bowls.md", "## What it can do", r"## What $\begin{foo}$ can do", "typeset"),
    ("bowls.md", "### The path arrives {it-arrives}", "", "part_missing"),
    ("bowls.md", "# Bowls, by a teacher", "Bowls", "title"),
    (
        "bowls.zh.md",
        "## 能做到什么 {strengths}\n\n### 路径到达底部 {it-arrives}",
        "",
        "part_missing",
    ),
    ("bowls.zh.md", "- {far} 还很远\n  在这些设置下步长过短或过长。", "", "options"),
    ("bowls.zh.md", "两幅图", "<b>两幅图</b>", "html"),
    ("bowls.zh.md", "# 碗", "+++\nrules = []\n+++\n# 碗", "one_first"),
]


OF_THE_WHOLE = {
    *("no_otherwise", "options", "no_knob", "no_stop", "part_missing", "typeset", "one_first"),
}
"""Mistakes whose place is not the line that was changed."""


@pytest.mark.parametrize(("name", "old", "new", "code"), WRONG)
def test_a_mistake_is_named_with_file_and_line(name: str, old: str, new: str, code: str):
    wrong = FILES[name].replace(old, new)
    assert wrong != FILES[name]
    with pytest.raises(LessonError) as caught:
        own_lesson({**FILES, name: wrong})
    error = caught.value
    assert (error.code, error.file) == (code, name)
    assert 1 <= error.line <= len(wrong.splitlines()) + 1
    row = wrong.splitlines()[error.line - 1]
    assert code in OF_THE_WHOLE or new.splitlines()[-1] in row
    for lang in LANGUAGES:
        assert catalogue(lang)[f"{error.table}.{code}"].format(**error.details)


@pytest.mark.parametrize(
    "files",
    [
        {"bowls.md": ""},
        {"bowls.md": "# A title alone"},
        {"bowls.md": "+++\nrules = []"},
        {"bowls.md": "+++\n+++\n# Nothing is claimed"},
        {"bowls.md": "+++\n+++\n" + "x" * LARGEST},
        {"bowls.md": FILES["bowls.md"].partition("## What it can do")[0]},
        {"bowls.md": FILES["bowls.md"].replace("rules = ", "rules = " + "[\n" * 5000)},
        {"bowls.md": FILES["bowls.md"].replace("steps = 50", "steps = 5" + "0" * 5000)},
        {"bowls.zh.md": FILES["bowls.zh.md"]},
        {**FILES, "other.md": FILES["bowls.md"]},
        {"../bowls.md": FILES["bowls.md"]},
        {"9.md": FILES["bowls.md"]},
        {"bowls.md": FILES["bowls.md"].replace("{", "{\0")},
    ],
)
def test_other_files_are_refused(files: dict[str, str]):
    with pytest.raises(LessonError) as caught:
        own_lesson(files)
    assert caught.value.file and caught.value.line and str(caught.value)


def test_a_row_of_the_declarations_is_bounded():
    """A key of thirty thousand parts would keep the server for a minute."""
    source = FILES["bowls.md"].replace("steps = 50", f"{'a.' * 600}steps = 50")
    with pytest.raises(LessonError) as caught:
        own_lesson({"bowls.md": source})
    assert (caught.value.code, caught.value.line) == ("long_row", 9)


def test_runs_that_checks_ask_for_count_as_work():
    """Else a small file keeps the server for minutes."""
    asked = " or ".join(f"diverged(sgd, sgd.lr = 0.{k})" for k in range(1, 9))
    options = "\n".join(f'options.o{k} = "distance(sgd) < 0 and ({asked})"' for k in range(5))
    source = FILES["bowls.md"].replace("steps = 40", "steps = 800")
    source = source.replace('options.far = "otherwise"', f'options.far = "otherwise"\n{options}')
    with pytest.raises(LessonError) as caught:
        own_lesson({"bowls.md": source})
    assert caught.value.code == "too_much"


def test_a_lesson_that_fails_is_run_once(monkeypatch):
    ran = []

    def fails(made, declared):
        ran.append(made)
        raise LessonError("nothing").at("once.md", 1)

    monkeypatch.setattr("lessons.own._proved", fails)
    for _ in range(2):
        with pytest.raises(LessonError):
            own_lesson({"once.md": FILES["bowls.md"]})
    assert len(ran) == 1


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, source in FILES.items():
        (tmp_path / name).write_text(source, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lesson_in_the_folder_is_taught_like_the_others(folder, lang: str):
    app = opened("lessons", lang=lang, lesson="bowls")
    assert not app.warning and not app.error
    told = words(shelf()[0][0], lang)
    for section in told.sections.values():
        assert f"## {section.title}" in said(app)
    assert f"### {catalogue(lang)['exercise.sgd.title']}" in said(app)
    assert catalogue(lang)["lesson.holds"] in "".join(c.value for c in app.caption)
    app.radio(key="bowls-how-far.choice").set_value("near").run()
    app.button(key="bowls-how-far.commit").click().run()
    app.button(key="bowls-how-far.skip").click().run()
    assert catalogue(lang)["lesson.right"] in app.success[0].value


def test_a_mark_that_some_editors_begin_a_file_with_is_no_mistake(folder):
    (folder / "bowls.md").write_text(FILES["bowls.md"], "utf-8-sig")
    assert not shelf()[1] and shelf()[0][0].id == "bowls"


def test_what_is_wrong_in_the_folder_is_said_and_the_rest_is_taught(folder):
    (folder / "bad.md").write_text("no front matter", "utf-8")
    app = opened("lessons", lang="en", lesson="bowls")
    assert [error.value.split(" ")[0] for error in app.error] == ["`bad.md:1`"]
    assert "Bowls, by a teacher" in said(app)


def test_a_folder_that_is_not_there_or_holds_too_much_is_said(folder, monkeypatch):
    for k in range(MOST_FILES):
        (folder / f"zz{k}.md").write_text(FILES["bowls.md"], "utf-8")
    found, wrong = shelf()
    assert len(found) == MOST_FILES - 1 and [error.code for error in wrong] == ["too_many"]
    monkeypatch.setenv(VARIABLE, str(folder / "nowhere"))
    assert [error.code for error in shelf()[1]] == ["no_folder"]
    with pytest.raises(SystemExit, match=r"nowhere"):
        check_course(LANGUAGES)
    for lang in LANGUAGES:
        for error in wrong:
            assert catalogue(lang)[f"{error.table}.{error.code}"].format(**error.details)


def test_a_file_that_goes_while_the_folder_is_read_is_said(folder):
    (folder / "gone.md").symlink_to(folder / "nothing")
    assert [(error.file, error.code) for error in shelf()[1]] == [("gone.md", "no_file")]


def test_an_exercise_that_it_names_stays_the_courses(folder):
    (lesson,) = shelf()[0]
    assert [task.key for task in asked(lesson)] == ["bowls-how-far", "compute.sgd"]
    assert tasks()["compute.sgd"].lesson.number


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_question_is_handed_in_and_judged_where_the_lesson_is_taught(folder, lang, monkeypatch):
    task = tasks()["bowls-how-far"]
    record = Record().tried({"choice": "near", **written(declared(task.thing.experiment))}, True)
    work = packed(text(handed([task], Progress(0, {task.key: record}))))
    name = words(task.lesson, lang).title
    assert name in said(opened("practice", lang=lang))
    assert said(opened("practice", lang=lang, exercise=task.key))
    teacher = opened("practice", lang=lang, work=work)
    assert catalogue(lang)["handin.summary"].format(right=1, total=1) in said(teacher)
    assert not teacher.warning and not teacher.error
    monkeypatch.delenv(VARIABLE)
    elsewhere = opened("practice", lang=lang, work=work)
    missing = catalogue(lang)["handin.missing"].format(count=1)
    assert [box.value for box in elsewhere.warning] == [missing] and not elsewhere.error
    assigned = opened("practice", lang=lang, set=f"aim.bold,{task.key}")
    assert [box.value for box in assigned.warning] == [missing]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_presented_and_saved_like_the_others(folder, lang: str):
    (lesson,) = shelf()[0]
    app = opened("present", lang=lang, slide="bowls-it-arrives")
    assert not app.exception and not app.warning
    title = words(lesson, lang).sections["strengths"].parts["it-arrives"].title
    assert title in said(app) + "".join(box.value for box in app.title)
    assert "2 / 3" in "".join(box.value for box in app.caption)
    app = opened("lessons", lang=lang, lesson="bowls")
    links = [link.proto for link in app.get("page_link")]
    assert [link for link in links if link.label == catalogue(lang)["lesson.present"]]
    html = lesson_file(lesson, Texts(lang))
    assert 'data-experiment="bowls-how-far"' in html and 'data-exercise="sgd"' in html
