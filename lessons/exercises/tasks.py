"""All that a learner can do in the course and in the lessons of a teacher's folder, each judged by
running it: questions, steps to compute, rules to write, aims. What a browser, a file or a link says
of them is judged again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from expressions.rules.read import MAX_LENGTH
from lessons.course import COURSE
from lessons.exercises.aim import Aim, reached
from lessons.exercises.aims import AIMS
from lessons.exercises.compute import LONGEST, Compute, judge
from lessons.exercises.declared import COMPUTE
from lessons.exercises.numbers import LARGEST_SEED
from lessons.exercises.posed import Posed, posed
from lessons.exercises.progress import Answer, Record
from lessons.exercises.write import WRITE, Write
from lessons.exercises.write import judge as judge_rule
from lessons.experiment import Ran
from lessons.lesson import Lesson, Question
from lessons.own import shelf


@dataclass(frozen=True)
class Judged:
    """What comes of an answer. mistake: its kind, "" where it is right or has none.

    Of a question it is the option that came true, else the kind of `compute.StepVerdict` or of
    `write.RuleVerdict`. name: what a "foreign" mistake is about.
    """

    right: bool
    mistake: str = ""
    name: str = ""


@dataclass(frozen=True, eq=False)
class Task:
    """Something to be done.

    key: of its record. kind: "question", "compute", "write" or "aim". thing: what is declared.
    judge: what comes of an answer, None if the answer makes no sense.
    """

    key: str
    kind: str
    lesson: Lesson
    thing: Question | Compute | Write | Aim
    judge: Callable[[Answer], Judged | None]


def tasks() -> dict[str, Task]:
    """Every task by its key, in the order of the course; then those of a teacher's folder."""
    return _tasks((*COURSE, *shelf()[0]))


@lru_cache(maxsize=4)
def _tasks(lessons: tuple[Lesson, ...]) -> dict[str, Task]:
    found: dict[str, Task] = {}
    for task in (task for lesson in lessons for task in asked(lesson)):
        found.setdefault(task.key, task)  # an exercise of the course is the course's
    return found


def asked(lesson: Lesson) -> list[Task]:
    """All that a lesson asks, also what a teacher's names of the course's exercises."""
    questions = [
        Task(lesson.key_of(q.key), "question", lesson, q, partial(_question, q))
        for q in lesson.questions
    ]
    computed = [
        Task(c.record, "compute", lesson, c, partial(_compute, c))
        for c in COMPUTE.values()
        if lesson.asks(c)
    ]
    written = [
        Task(w.key, "write", lesson, w, partial(_write, w))
        for w in WRITE.values()
        if lesson.asks(w)
    ]
    aims = [
        Task(aim.record, "aim", lesson, aim, partial(_aim, aim))
        for aim in AIMS.values()
        if lesson.asks(aim)
    ]
    return [*questions, *computed, *written, *aims]


@lru_cache(maxsize=1024)
def outcome(question: Question, posed: Posed) -> tuple[str, bool]:
    """The answer that comes true, and whether the lesson's explanation of it does too."""
    ran = Ran(question.experiment.comparison(posed[0], dict(posed[1])))
    return question.judge(ran), question.explains(ran)


def _question(question: Question, answer: Answer) -> Judged | None:
    settings, choice = posed(question.experiment, answer), answer.get("choice")
    if settings is None or choice not in question.options:
        return None
    true, _ = outcome(question, settings)
    return Judged(choice == true, "" if choice == true else true)


def typed(exercise: Compute, answer: Answer) -> tuple[int, list[str]] | None:
    """The seed and the texts of an answer to a step to compute; None if it makes no sense."""
    seed, texts = answer.get("seed"), answer.get("typed")
    if type(seed) is not int or not 1 <= seed <= LARGEST_SEED or not isinstance(texts, list):
        return None
    count = sum(map(exercise.fields, exercise.asked))
    short = all(isinstance(text, str) and len(text) <= LONGEST for text in texts)
    if len(texts) > count or not short:
        return None
    return seed, texts


def _compute(exercise: Compute, answer: Answer) -> Judged | None:
    if (said := typed(exercise, answer)) is None:
        return None
    verdict = judge(exercise, *said)
    return Judged(verdict.right, verdict.kind)


def _write(exercise: Write, answer: Answer) -> Judged | None:
    typed = answer.get("text")
    if not isinstance(typed, str) or len(typed) > MAX_LENGTH:
        return None
    judged = judge_rule(exercise, typed)
    return Judged(judged.right, judged.kind, judged.name)


def _aim(aim: Aim, answer: Answer) -> Judged | None:
    settings = posed(aim.experiment, answer)
    if settings is None or not aim.allows(settings):
        return None
    return Judged(reached(aim, settings).goal)


@dataclass(frozen=True)
class Proof:
    """What a record shows when its answers are judged again.

    tries: as the record says, at least as many as its answers and their numbers tell of. right: one
    of its answers is. wrong: the first wrong answer, with the number of its try, and what comes of
    it. told: whether it has an answer that can be judged: the longest may be left out of a link.
    """

    tries: int
    right: bool
    wrong: tuple[int, Answer, Judged] | None
    told: bool


def proved(task: Task, record: Record) -> Proof:
    """Judges every answer of a record again; what it claims beyond them does not count."""
    wrong = [(max(number, 1), answer, task.judge(answer)) for number, answer in record.wrong]
    first = next(((n, a, judged) for n, a, judged in wrong if judged and not judged.right), None)
    others = [answer for answer in (record.best, record.last) if answer is not None]
    judged = [task.judge(answer) for answer in others]
    right = any(said is not None and said.right for said in judged)
    told = any(said is not None for said in (*judged, *(said for *_, said in wrong)))
    least = len(record.wrong) + (record.best is not None)
    tries = max(record.tries, least, *(number for number, *_ in wrong))
    return Proof(tries, right, first, told)
