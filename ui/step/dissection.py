"""The rule line by line, with the values that the run gave it."""

from functools import cache
from typing import Any

import streamlit as st

from expressions.rules import Rule, Statement
from expressions.rules.facts import meaning
from expressions.symbols import symbol
from optimizers import OPTIMIZERS
from simulation import Trajectory
from simulation.comparison import Run
from simulation.step.anatomy import Moment, dissect
from ui.frame.draw import control
from ui.frame.facts import facts
from ui.frame.heading import section
from ui.frame.setting import Switch
from ui.frame.text import listed, number, t, words


def dissection(run: Run, path: Trajectory, step: int) -> None:
    """Formula, source, values and a sentence for each line of one step of a finished run."""
    section("anatomy.lines", step=step)
    moments = dissect(run.optimizer, path, step, **run.hypers)
    exact = control(Switch("digits", t("anatomy.digits"), False, help=t("anatomy.digits_help")))

    def read(value: Any) -> str:
        return repr(value) if exact else number(value)

    left, right = st.columns([2, 5])
    with left:
        st.latex(run.optimizer.formula)
        st.caption(run.optimizer.paper)
    with right:
        facts(
            [_row(run.optimizer.rule, k, moment, read) for k, moment in enumerate(moments, 1)],
            "lines",
        )
    with st.expander(t("anatomy.everything")):
        parameters = {name: moments[0].values[name] for name in run.optimizer.defaults}
        st.markdown(listed(f"${symbol(n).latex}$ = {read(v)}" for n, v in parameters.items()))
        facts(_trace(moments, parameters, read), "trace")


def _row(rule: Rule, k: int, moment: Moment, read) -> dict[str, str]:
    line = moment.line
    return {
        t("anatomy.column_line"): f"{k} `{line.text}`",
        t("anatomy.column_value"): f"${symbol(line.name).latex}$ = {_value(moment.result, read)}",
        t("anatomy.column_does"): _does(rule, line),
    }


def _does(rule: Rule, line: Statement) -> str:
    """The sentence of a line; none where no built-in rule means the same by it."""
    return words("line")[line.text] if meaning(rule, line) in _meanings() else ""


@cache
def _meanings() -> frozenset[frozenset[str]]:
    rules = [optimizer.rule for optimizer in OPTIMIZERS.values()]
    return frozenset(meaning(rule, line) for rule in rules for line in rule.statements)


def _trace(moments, parameters, read) -> list[dict[str, str]]:
    """A row per line, a column per variable: the last row is the end of the step.

    The lines are those of the table above it, by their numbers: so every variable has room.
    """
    names = [name for name in moments[-1].values if name not in parameters]
    return [
        {
            t("anatomy.column_after"): f"{k} ${symbol(moment.line.name).latex}$",
            **{
                f"${symbol(name).latex}$": _cell(moment, name, read)
                if name in moment.values
                else ""
                for name in names
            },
        }
        for k, moment in enumerate(moments, 1)
    ]


def _cell(moment: Moment, name: str, read) -> str:
    text = _value(moment.values[name], read)
    return f"**{text}**" if name == moment.line.name else text


def _value(value, read) -> str:
    if isinstance(value, bool | int | float):
        return str(value) if isinstance(value, bool | int) else read(value)
    # Kept together: a pair that is broken between its coordinates is hard to read.
    return "(" + ",\N{NO-BREAK SPACE}".join(read(item) for item in value.tolist()) + ")"
