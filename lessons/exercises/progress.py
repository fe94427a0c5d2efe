"""What a learner has done: for each exercise the tries, and the answers by which they are judged
again.

It lives in the learner's browser, and any part of it may come from a stranger: what `read` makes of
it is bounded, and never says whether an answer is right. `player/web/do/progress.js` does the same.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

Answer = Mapping[str, Any]
"""What was answered, as JSON: a choice and settings, a seed and typed numbers, a typed rule."""

PLACE = "place"
"""The record whose last answer is the lesson that was read last."""
LONGEST = 4000
"""Characters of an answer, written as JSON."""
MOST_WRONG = 3
MOST_RECORDS = 300
MOST_TRIES = 9999
LONGEST_FILE = 400_000
"""Bytes of a file that holds progress, which come as a message of at most a megabyte."""
_KEY = re.compile(r"\w[\w.-]{0,99}")


@dataclass(frozen=True)
class Record:
    """What was done with one exercise.

    turn: how often it has changed; of two states of a record the one with more turns is the later.
    tries, right: how often it was answered, and how often rightly. last: the latest answer, None
    if it was begun anew since. open: the run that judges the latest answer was not yet seen. best:
    the latest right answer, or the best where there are better and worse. wrong: the first wrong
    answers, each after the number of its try.
    """

    turn: int = 0
    tries: int = 0
    right: int = 0
    last: Answer | None = None
    open: bool = False
    best: Answer | None = None
    wrong: tuple[tuple[int, Answer], ...] = ()

    def tried(
        self, answer: Answer, right: bool, *, open: bool = False, best: bool = True
    ) -> "Record":
        """The record with one more try. best: whether a right answer is as good as any before."""
        tries = min(self.tries + 1, MOST_TRIES)
        wrong = self.wrong if right else (*self.wrong, (tries, answer))[:MOST_WRONG]
        return Record(
            turn=self.turn + 1,
            tries=tries,
            right=min(self.right + right, tries),
            last=answer,
            open=open,
            best=answer if right and best else self.best,
            wrong=wrong,
        )

    def changed(self, **now: Any) -> "Record":
        """The record with other values, one turn later."""
        return replace(self, turn=self.turn + 1, **now)


@dataclass(frozen=True)
class Progress:
    """The records of all exercises by their keys.

    epoch: how often everything was forgotten; what was done in an earlier one counts no more.
    """

    epoch: int = 0
    records: Mapping[str, Record] = field(default_factory=dict)

    def put(self, key: str, record: Record) -> "Progress":
        return replace(self, records={**self.records, key: record})

    def forgotten(self) -> "Progress":
        """Nothing is done, whatever other tabs still know."""
        return Progress(self.epoch + 1)

    def merged(self, other: "Progress") -> "Progress":
        """What both know; of each record the later state, the other's if both are as late."""
        if self.epoch != other.epoch:
            return max(self, other, key=lambda progress: progress.epoch)
        later = {
            key: record
            for key, record in other.records.items()
            if key not in self.records or self.records[key].turn <= record.turn
        }
        return Progress(self.epoch, {**self.records, **later})

    def joined(self, work: "Progress") -> "Progress":
        """With what was done elsewhere, where that is further: solved, or else tried more often.

        Whatever was forgotten there or here does not count.
        """
        own = {key: self.records.get(key, Record()) for key in work.records}
        further = {
            key: replace(record, turn=own[key].turn + 1)
            for key, record in work.records.items()
            if key not in self.records
            or (record.right > 0, record.tries) > (own[key].right > 0, own[key].tries)
        }
        return replace(self, records={**self.records, **further})

    def written(self) -> dict[str, Any]:
        """As JSON has it; what is as it is in an untouched record is left out."""
        untouched = asdict(Record())
        records = {
            key: {
                name: value
                for name, value in vars(record).items()
                if value not in (untouched[name], [])
            }
            for key, record in self.records.items()
        }
        return {"epoch": self.epoch, "records": records}


def read(value: Any) -> Progress:
    """What a browser, a file or a link says; whatever makes no sense in it is left out."""
    said = value if isinstance(value, Mapping) else {}
    records = said.get("records")
    records = records if isinstance(records, Mapping) else {}
    known = {
        key: _record(record)
        for key, record in list(records.items())[:MOST_RECORDS]
        if isinstance(key, str) and _KEY.fullmatch(key) and isinstance(record, Mapping)
    }
    return Progress(_count(said.get("epoch")), known)


def _record(said: Mapping) -> Record:
    wrong = said.get("wrong")
    pairs = [pair for pair in wrong if _is_pair(pair)] if isinstance(wrong, list | tuple) else []
    tries = _count(said.get("tries"), MOST_TRIES)
    return Record(
        turn=_count(said.get("turn")),
        tries=tries,
        right=_count(said.get("right"), tries),
        last=_answer(said.get("last")),
        open=said.get("open") is True,
        best=_answer(said.get("best")),
        wrong=tuple((_count(k, MOST_TRIES), answer) for k, answer in pairs[:MOST_WRONG]),
    )


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list | tuple) and len(pair) == 2 and _answer(pair[1]) is not None


def _count(value: Any, most: int = 2**40) -> int:
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0
    return int(min(max(value, 0), most)) if whole else 0


def _answer(value: Any) -> Answer | None:
    if not isinstance(value, dict):
        return None
    try:
        return value if len(json.dumps(value, allow_nan=False)) <= LONGEST else None
    except (TypeError, ValueError, RecursionError):
        return None
