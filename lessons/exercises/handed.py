"""What a learner hands in: the answers to some exercises, as a text that judges itself again.

Whoever has the link can change it, so nothing in it is believed but the answers themselves.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lessons.exercises.progress import Progress, Record, read
from lessons.exercises.tasks import Proof, Task, proved, tasks

LONGEST = 40_000
"""Characters of the text."""


@dataclass(frozen=True, eq=False)
class Handed:
    """Exercises in the order in which they were set, and what was done with them.

    missing: how many more there are that belong to no lesson here.
    """

    tasks: tuple[Task, ...]
    progress: Progress
    missing: int = 0

    @property
    def proofs(self) -> list[tuple[Task, Proof]]:
        """What every exercise's answers show when they are judged again."""
        records = self.progress.records
        return [(task, proved(task, records.get(task.key, Record()))) for task in self.tasks]


def handed(several: Sequence[Task], progress: Progress) -> Handed:
    """What was done with some exercises, without what a teacher need not know."""
    records = progress.records
    own = {task.key: records[task.key] for task in several if task.key in records}
    return Handed(tuple(several), Progress(0, {key: _short(own[key]) for key in own}))


def _short(record: Record) -> Record:
    """A record with its right answer, or else the last one, and the first wrong one."""
    known = [record.best, *(answer for _, answer in record.wrong[:1])]
    last = None if record.best or record.last in known else record.last
    return replace(record, turn=0, open=False, last=last, wrong=record.wrong[:1])


def shorter(work: Handed) -> Handed | None:
    """The same without its longest answers; None if it has none left."""
    records = dict(work.progress.records)

    def length(key: str) -> int:
        record = records[key]
        return len(json.dumps([record.last, record.best, *record.wrong]))

    full = [key for key, record in records.items() if record.last or record.best or record.wrong]
    if not full:
        return None
    longest = max(full, key=length)
    records[longest] = replace(records[longest], last=None, best=None, wrong=())
    return replace(work, progress=Progress(0, records))


def text(work: Handed) -> str:
    """The work as a text."""
    keys = [task.key for task in work.tasks]
    records = work.progress.written()["records"]
    return json.dumps({"set": keys, "records": records}, separators=(",", ":"))


def read_text(said: str | None) -> Handed | None:
    """The work that a text tells; None if it tells of no exercise."""
    try:
        told = json.loads(said or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    keys = told.get("set")
    named = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
    named, every = dict.fromkeys(named), tasks()
    own = tuple(every[key] for key in named if key in every)
    known = read(told).records
    progress = Progress(0, {task.key: known[task.key] for task in own if task.key in known})
    return Handed(own, progress, len(named) - len(own)) if named else None
