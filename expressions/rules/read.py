"""Rules as people type them, and as they stand in a Python function.

    # a comment
    alpha: 0.3 in 0.1 0.3 0.5        a hyper-parameter of one's own, its default and its stops
    m = beta1 * m + (1 - beta1) * g  a line; also += -= *= /=
    theta -= lr * m

Given are theta, g (the gradient there) and t (1, 2, ...); theta must be assigned. A name that is
read before its first assignment and assigned later is state, zero at first; the other assigned
names are workings of the step. No loop, no branch: the running time is bounded by the text.
"""

import ast
import inspect
import keyword
import math
import re
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from types import MappingProxyType

from expressions.error import FormulaError, RuleError
from expressions.formulas.read import check_sizes
from expressions.functions import ALIASES, CALLED, CONSTANTS, OPS
from expressions.reader import AS_PLAIN, Grammar, parse, unknown_character
from expressions.rules.rule import GIVEN, Declared, Rule, Statement
from expressions.rules.step import is_wide
from expressions.tree import Call, Name, Node, parts_of

MAX_LINES = 40
MAX_LENGTH = 2000
MAX_LINE = 300
MAX_STOPS = 60
LARGEST = 1e12
"""The largest size of a hyper-parameter's default and stops."""

ASSIGNED = re.compile(r" *([A-Za-z_][A-Za-z_0-9]*) *([-+*/]?)=(?!=)", re.ASCII)
DECLARED = re.compile(r" *([A-Za-z_][A-Za-z_0-9]*) *:(?!=)", re.ASCII)
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
AUGMENTED = {"+": "add", "-": "sub", "*": "mul", "/": "div"}
GRAMMAR = Grammar(None, code=True)
NOTHING: Mapping[str, str] = MappingProxyType({})


def read_rule(
    text: str,
    known: Mapping[str, float],
    taken: Collection[str] = (),
    meant: Mapping[str, str] = NOTHING,
) -> Rule:
    """The rule that a text says; RuleError, with its line, for a text that is none.

    known: hyper-parameters that need not be declared, and their defaults. taken: names that a
    hyper-parameter cannot have. meant: which name is meant by one from elsewhere.
    """
    if not isinstance(text, str):
        raise TypeError(f"a rule is a str, not {type(text).__name__}")
    if len(text) > MAX_LENGTH:
        raise RuleError("too_long", length=len(text), limit=MAX_LENGTH)
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > MAX_LINES:
        raise RuleError("too_many", found=len(lines), limit=MAX_LINES)
    return _Reader(known, taken, meant).whole(lines)


class _Reader:
    """Reads line by line; what a name is shows only at the end."""

    def __init__(
        self,
        known: Mapping[str, float],
        taken: Collection[str] = (),
        meant: Mapping[str, str] = NOTHING,
    ) -> None:
        self.known, self.taken, self.meant = known, taken, meant
        self.statements: list[Statement] = []
        self.declared: dict[str, tuple[Declared, int]] = {}
        self.line = 0

    def whole(self, lines: list[str]) -> Rule:
        for number, line in enumerate(lines, 1):
            self.line = number
            with self.located():
                self.one(line)
        return self.checked()

    @contextmanager
    def located(self) -> Iterator[None]:
        """Around what may find an error in this line."""
        try:
            yield
        except FormulaError as error:
            raise self.error(error.code, error.position, **error.details) from None

    def error(self, code: str, position: int | None = None, **details: object) -> RuleError:
        error = RuleError(code, position, **details)
        error.line = self.line
        return error

    def one(self, line: str) -> None:
        line = line.translate(AS_PLAIN).partition("#")[0]
        for position, sign in enumerate(line):
            if not " " <= sign <= "~":
                raise unknown_character(sign, position)
        line = line.rstrip()
        if not line:
            return
        if len(line) > MAX_LINE:
            raise FormulaError("line_long", length=len(line), limit=MAX_LINE)
        if found := ASSIGNED.match(line):
            self.assign(found, line)
        elif found := DECLARED.match(line):
            self.declare(found, line)
        else:
            raise FormulaError("statement", len(line) - len(line.lstrip()))

    def name(self, found: re.Match) -> str:
        name, position = found[1], found.start(1)
        if name in CALLED or name in ALIASES or name == "np":
            raise FormulaError("name_taken", position, found=name)
        if keyword.iskeyword(name):
            raise FormulaError("keyword", position, found=name)
        if name in CONSTANTS:
            raise FormulaError("name_constant", position, found=name)
        if name == "t":
            raise FormulaError("assigned_t", position)
        return name

    def assign(self, found: re.Match, line: str) -> None:
        name = self.name(found)
        if name in self.known or name in self.declared:
            raise FormulaError("assigned_hyper", found.start(1), found=name)
        if found.end() == len(line):
            raise FormulaError("unfinished", len(line) - 1)
        value = parse(line[found.end() :], GRAMMAR, found.end())
        check_sizes(value, line)
        if found[2]:
            value = Call(AUGMENTED[found[2]], (Name(name, found.span(1)), value), value.span)
        self.statements.append(Statement(name, value, self.line))

    def declare(self, found: re.Match, line: str) -> None:
        name = self.name(found)
        if name in GIVEN or any(statement.name == name for statement in self.statements):
            raise FormulaError("declared_name", found.start(1), found=name)
        if name in self.taken:
            raise FormulaError("hyper_taken", found.start(1), found=name)
        if name in self.declared:
            raise FormulaError("declared_twice", found.start(1), found=name)
        default, *rest = line[found.end() :].split() or [""]
        stops = rest[1:] if rest[:1] == ["in"] else rest
        numbers = [float(part) for part in (default, *stops) if NUMBER.fullmatch(part)]
        listed = (rest[:1] == ["in"] and stops) or not rest
        fits = len(numbers) == 1 + len(stops) <= 1 + MAX_STOPS and all(map(_usable, numbers))
        if not (listed and fits):
            raise FormulaError("declaration", found.end(), found=name)
        marks = tuple(sorted(set(numbers))) if stops else ()
        self.declared[name] = Declared(name, numbers[0], marks), self.line

    def checked(self) -> Rule:
        """The rule, once every name is known to be something."""
        assigned = {s.name: s for s in reversed(self.statements)}  # each name's first line
        if "theta" not in assigned:
            self.theta_missing(assigned)
        used, state, so_far, conditions = {}, set(), set(), set()
        wide = {"theta", "g", *assigned}  # a name that is read before it is assigned is state
        for statement in self.statements:
            self.line = statement.number
            for part in parts_of(statement.value):
                if isinstance(part, Name):
                    self.look_up(part, assigned, used)
                    if part.id in assigned and part.id not in so_far | set(GIVEN):
                        state.add(part.id)
            with self.located():
                _check_kinds(statement, state, conditions, wide)
            so_far.add(statement.name)
        for name, (_, line) in self.declared.items():
            if name not in used:
                self.line = line
                raise self.error("unused", 0, found=name)
        hypers = {name: declared for name, (declared, _) in self.declared.items()}
        hypers |= {name: Declared(name, used[name]) for name in used if name not in hypers}
        return Rule(
            tuple(self.statements),
            tuple(dict.fromkeys(s.name for s in self.statements if s.name in state)),
            tuple(hypers.values()),
        )

    def theta_missing(self, assigned: Mapping[str, Statement]) -> None:
        if not assigned:
            raise RuleError("empty")
        for name in get_close_matches("theta", assigned, 1, 0.75):
            self.line = assigned[name].number
            raise self.error("theta_near", 0, found=name)
        raise RuleError("no_theta")

    def look_up(self, part: Name, assigned: Mapping[str, Statement], used: dict) -> None:
        name = part.id
        if name in self.declared or name in self.known:
            used[name] = self.known.get(name, math.nan)
        elif name not in assigned and name not in GIVEN and name not in CONSTANTS:
            near = self.near(name, assigned)
            code = "unknown_near" if near else "unknown"
            raise self.error(code, part.span[0], found=name, **({"near": near} if near else {}))

    def near(self, name: str, assigned: Mapping[str, Statement]) -> str:
        words = [*GIVEN, *assigned, *self.declared, *self.known]
        plain = {word.replace("_", "").lower(): word for word in words}
        if found := plain.get(name.replace("_", "").lower()):
            return found
        if (said := self.meant.get(name.lower())) in words:
            return said
        return next(iter(get_close_matches(name, words, 1, 0.75)), "")


def _check_kinds(line: Statement, state: set[str], conditions: set[str], wide: set[str]) -> None:
    """An error where a line takes a condition for a number, or a number for a vector."""
    if alone := _alone(line.value, wide):
        raise FormulaError("joint", alone.span[0], found=alone.op)
    (wide.add if is_wide(line.value, wide) else wide.discard)(line.name)
    truth = _is_condition(line.value, conditions)
    if truth and line.name in state | {"theta", "g"}:
        raise FormulaError("condition_value", line.value.span[0])
    (conditions.add if truth else conditions.discard)(line.name)


def _alone(node: Node, wide: set[str]) -> Call | None:
    """A function of all coordinates that is given numbers alone."""
    calls = (part for part in parts_of(node) if isinstance(part, Call) and OPS[part.op].joint)
    for call in calls:
        if not any(is_wide(argument, wide) for argument in call.args):
            return call
    return None


def _usable(value: float) -> bool:
    return abs(value) <= LARGEST


def _is_condition(node: Node, conditions: set[str]) -> bool:
    """Whether a tree is a condition; an error where a condition and a number are mistaken."""
    match node:
        case Name(name):
            return name in conditions
        case Call(op, args):
            wanted = [op == "where", *[False] * len(args)]
            for part, wants in zip(args, wanted, strict=False):
                if _is_condition(part, conditions) != wants:
                    code = "condition_wanted" if wants else "condition_value"
                    raise FormulaError(code, part.span[0])
            return OPS[op].condition
    return False


def read_function(function: Callable) -> Rule:
    """The rule that a Python function is: its signature declares the state and hyper-parameters.

    The body is a docstring, lines of the language, and `return theta, *state`. SyntaxError, with
    file and line, for a function that is anything else.
    """
    source, first = inspect.getsourcelines(function)
    (tree,) = ast.parse(textwrap.dedent("".join(source))).body
    if not isinstance(tree, ast.FunctionDef):
        raise TypeError(f"a rule is a function, not {function!r}")
    signature = inspect.signature(function).parameters.values()
    given = [p.name for p in signature if p.kind is p.POSITIONAL_OR_KEYWORD]
    hypers = {p.name: p.default for p in signature if p.kind is p.KEYWORD_ONLY}

    def wrong(line: int, sentence: str) -> SyntaxError:
        allowed = "a rule's function holds lines `name = arithmetic` and returns theta, *state"
        place = (inspect.getsourcefile(function), first + line - 1, 1, source[line - 1])
        return SyntaxError(f"{sentence} ({allowed}; see expressions/rules/read.py)", place)

    has_words = ast.get_docstring(tree) is not None
    first_line = tree.body[0]
    start = (first_line.end_lineno or 0) if has_words else first_line.lineno - 1
    end = tree.body[-1]
    if not isinstance(end, ast.Return) or end.value is None:
        raise wrong(end.lineno, "A rule returns something in its last line.")
    body = textwrap.dedent("".join(source[start : end.lineno - 1])).split("\n")
    try:
        rule = _Reader(hypers).whole(body)
    except RuleError as error:
        raise wrong(start + (error.line or 1), str(error)) from None
    returned = end.value.elts if isinstance(end.value, ast.Tuple) else [end.value]
    if given[:3] != [*GIVEN] or [*rule.state] != given[3:] or set(rule.defaults) != set(hypers):
        raise wrong(1, f"The state of these lines is {rule.state}, what they read {rule.defaults}.")
    if [ast.unparse(part) for part in returned] != ["theta", *given[3:]]:
        raise wrong(end.lineno, "A rule returns theta and its state in the order of its arguments.")
    return Rule(rule.statements, rule.state, tuple(Declared(*pair) for pair in hypers.items()))
