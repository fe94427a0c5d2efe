"""Progress and what is handed in: bounded, told and read again, and judged by running it."""

import json
import random

import pytest

from lessons.exercises.aims import AIMS
from lessons.exercises.compute import numbers
from lessons.exercises.declared import COMPUTE
from lessons.exercises.handed import handed, read_text, shorter, text
from lessons.exercises.posed import declared, written
from lessons.exercises.progress import Progress, Record, read
from lessons.exercises.tasks import proved, tasks
from lessons.exercises.write import WRITE
from lessons.lesson import Question
from optimizers import OPTIMIZERS
from tests.lessons.solver import solve

QUESTION = next(task for task in tasks().values() if isinstance(task.thing, Question))


def predicted(choice: str) -> dict:
    return {"choice": choice, **written(declared(QUESTION.thing.experiment))}


RIGHT = predicted(QUESTION.thing.answer)
WRONG = predicted(next(o for o in QUESTION.thing.options if o != QUESTION.thing.answer))
NONSENSE = (
    *(None, 3, "x", [], {}, {"records": 3}, {"records": {"a": 3, "": {}, "../x": {}}}),
    {"epoch": True, "records": {"a": {"turn": -1, "tries": 1e400, "wrong": [[1], [1, 2], "xy"]}}},
    {"records": {"a": {"last": {"x": float("nan")}, "best": {"x": "y" * 5000}, "right": 9}}},
)


def test_every_exercise_has_a_key_of_its_own_and_a_kind():
    assert len(tasks()) >= len(COMPUTE) + len(WRITE) + len(AIMS) + 18
    assert read(Progress(0, {key: Record(1) for key in tasks()}).written()).records.keys() == {
        *tasks()
    }


@pytest.mark.parametrize("value", NONSENSE, ids=str)
def test_nonsense_is_left_out(value):
    for record in read(value).records.values():
        assert 0 <= record.right <= record.tries <= 9999
        assert (record.last, record.best, record.wrong) == (None, None, ())


def test_what_is_written_is_read_again():
    rng, record = random.Random(0), Record()
    for _ in range(20):
        answer = rng.choice((RIGHT, WRONG))
        record = record.tried(answer, answer is RIGHT, open=rng.random() < 0.5)
    progress = Progress(3, {QUESTION.key: record, "other": Record(1)})
    assert read(json.loads(json.dumps(progress.written()))) == progress


def test_of_two_states_the_later_counts_and_what_is_forgotten_stays_so():
    early = Progress().put("a", Record().tried(WRONG, False))
    late = early.put("a", early.records["a"].tried(RIGHT, True)).put("b", Record(1))
    assert early.merged(late) == late == late.merged(early)
    assert late.merged(early.forgotten()) == early.forgotten()
    assert early.forgotten().merged(late).records == {}


def test_answers_of_every_kind_are_judged_by_running_them():
    task = tasks()["aim.sixty_steps"]
    _, how = solve(task.thing)
    assert task.judge(written(how)).right
    assert not task.judge(written(declared(task.thing.experiment))).right
    task = tasks()["compute.momentum"]
    values = [
        f"{v:.6g}" for k, v in enumerate(numbers(task.thing, 7).values) if k in task.thing.asked
    ]
    assert task.judge({"seed": 7, "typed": values}).right
    assert task.judge({"seed": 7, "typed": ["abc", *values[1:]]}).mistake == "word"
    task = tasks()["repair_eps"]
    assert task.judge({"text": task.thing.text}).mistake == "inside"
    assert task.judge({"text": OPTIMIZERS["adam"].rule.text}).right
    assert task.judge({"text": "m = ("}).mistake == "unread"
    assert QUESTION.judge(RIGHT).right
    assert QUESTION.judge(WRONG).mistake == QUESTION.thing.answer


@pytest.mark.parametrize("key", tasks())
def test_an_answer_that_makes_no_sense_is_none(key: str):
    for answer in ({}, {"start": [0, 0]}, {"start": [1e999, 0], "settings": {}}, {"seed": "1"}):
        assert tasks()[key].judge(answer) is None
    huge = {"start": [0, 0], "settings": {"sgd.lr": 1e9, "batch": -1}, "choice": "x", "seed": 10**9}
    for typed in (["1"] * 999, ["1" * 99]):
        assert tasks()[key].judge(huge | {"seed": 1, "typed": typed, "text": "m" * 99_999}) is None


def test_a_claim_without_an_answer_that_proves_it_does_not_count():
    lie = Record(turn=9, tries=5, right=5, last=WRONG, best=WRONG, wrong=((1, RIGHT), (2, WRONG)))
    proof = proved(QUESTION, lie)
    assert not proof.right
    assert proof.wrong is not None and proof.wrong[:2] == (2, WRONG)  # the first is right
    late = proved(QUESTION, Record(tries=2, wrong=((9, WRONG),)))
    assert late.tries == 9  # for nobody's ninth try is one of two
    never = proved(QUESTION, Record(tries=1, wrong=((0, WRONG),)))
    assert never.wrong is not None and never.wrong[0] == 1
    honest = proved(QUESTION, Record().tried(WRONG, False).tried(RIGHT, True))
    assert (honest.tries, honest.right, honest.wrong and honest.wrong[0]) == (2, True, 1)


def test_what_is_handed_in_is_judged_the_same_wherever_it_is_opened():
    record = Record().tried(WRONG, False).tried(RIGHT, True)
    others = [task for task in tasks().values() if task is not QUESTION][:3]
    work = handed([*others, QUESTION], Progress(2, {QUESTION.key: record}))
    opened = read_text(text(work))
    assert opened is not None
    assert [task.key for task, _ in opened.proofs] == [task.key for task in (*others, QUESTION)]
    assert opened.proofs == work.proofs
    assert opened.proofs[-1][1].right


def test_what_is_too_long_loses_its_longest_answers():
    long = {"seed": 1, "typed": ["9" * 60] * 3}
    records = {
        QUESTION.key: Record().tried(RIGHT, True),
        "compute.adam": Record().tried(long, False),
    }
    work = handed([QUESTION, tasks()["compute.adam"]], Progress(0, records))
    less = shorter(work)
    assert less is not None
    assert less.proofs[0][1].right and less.proofs[1][1].tries == 1
    assert shorter(shorter(less) or less) is None


@pytest.mark.parametrize(
    "said", [None, "", "{", "[]", "3", '{"set": 3}', '{"set": [3]}', "[" * 9999]
)
def test_what_cannot_be_read_is_none(said):
    assert read_text(said) is None


IMPOSSIBLE = (10**400, -(10**400), float("nan"), float("inf"), True, "1", None)


@pytest.mark.parametrize("key", ["3-smaller-rate", "aim.cheapest"])
def test_an_answer_that_cannot_be_posed_makes_no_sense(key: str):
    task = tasks()[key]
    answer = {"choice": "rests", **written(declared(task.thing.experiment))}
    assert task.judge(answer) and answer["settings"]["batch"]
    for knob in answer["settings"]:
        for value in (*IMPOSSIBLE, *[1.5] * (knob == "batch")):
            assert task.judge({**answer, "settings": {**answer["settings"], knob: value}}) is None
    for value in IMPOSSIBLE:
        assert task.judge({**answer, "start": [value, 0.0]}) is None
