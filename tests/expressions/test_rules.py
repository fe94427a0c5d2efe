"""Typed rules: each works as the built-in that it equals, or one sentence says what is wrong."""

import inspect
import pickle
import random
import time

import numpy as np
import pytest

from expressions.rules import read_function
from expressions.rules.latex import rule_latex
from optimizers import HYPERS, OPTIMIZERS, RuleError, read_rule, rule_text
from optimizers.typed import MEANT
from simulation import simulate, sweep
from simulation.judge.analysis import explain
from simulation.judge.stability import bound
from simulation.many.tuning import best_learning_rate
from surfaces import SURFACES
from ui.frame.text import LANGUAGES, catalogue

BOWL = SURFACES["ravine"]


def path(rule, **settings):
    return simulate(rule, BOWL, BOWL.start, 60, **settings).theta


ADAM = rule_text(OPTIMIZERS["adam"])
CLIPPED = "c: 1.0\ng = g * min(1, c / (norm(g) + 1e-12))\ntheta = theta - lr*g"
SWAPPED = "a = b + g\nb = a - b\ntheta = theta - lr*(a + b)"


class TestRulesThatWork:
    @pytest.mark.parametrize(
        "text, key, settings",
        [
            ("theta -= lr*g", "sgd", {"lr": 0.01}),
            ("v = gamma*v + g\ntheta = theta - lr*v", "momentum", {}),
            ("v *= gamma\nv += g\ntheta -= lr * v", "momentum", {"gamma": 0.5}),
            ("# mine\n\nG += g^2 # sum\ntheta -= lr*g/(np.sqrt(G)+eps)", "adagrad", {"eps": 1e-10}),
            (
                "ｌｒ：０．１　＃ η\nＶ＝ｇａｍｍａ＊Ｖ＋ｍａｘ（ｇ，ｇ）\ntheta－＝（ｌｒ）＊Ｖ",
                "momentum",
                {},
            ),
            ("lr: 0.1\n" + ADAM.partition("\n")[2], "adam", {}),
        ],
    )
    def test_they_equal_the_built_in_to_the_bit(self, text, key, settings):
        typed, own = read_rule(text), OPTIMIZERS[key]
        values = {**own.defaults, **typed.defaults, **settings}
        assert np.array_equal(path(typed, **values), path(own, **values))

    @pytest.mark.parametrize("key", OPTIMIZERS)
    def test_every_rule_printed_and_typed_again_is_itself(self, key):
        typed = read_rule(rule_text(OPTIMIZERS[key]))
        assert np.array_equal(path(typed), path(OPTIMIZERS[key]))
        assert typed.tape == OPTIMIZERS[key].tape
        assert typed.formula == rule_latex(OPTIMIZERS[key].rule)

    @pytest.mark.parametrize(
        "text, moved",
        [
            ("theta = theta - lr * g / (norm(g) + eps)", (-0.006, -0.008)),
            ("theta = theta - lr * sign(g)", (-0.01, -0.01)),
            ("theta = theta - lr * swap(g)", (-0.04, -0.03)),
            ("theta = theta - lr * dot(g, g)", (-0.25, -0.25)),
            ("theta = theta - lr * g / t", (-0.03, -0.04)),
            ("theta = theta - lr * exp(-t/50) * g", (-0.0294059602, -0.0392079469)),
            ("theta = theta - lr * where(g > 3.5, g, 0)", (0, -0.04)),
            ("theta = theta - lr * where(t == 1, 1, 2) * g", (-0.03, -0.04)),
            ("big = g >= 4\ntheta = theta - lr * where(big, 1, 0)", (0, -0.01)),
            ("theta = theta - lr * max(g, 3.5, 1)", (-0.035, -0.04)),
            ("theta = 7", (7, 7)),
            ("\ufeff\ttheta\u00a0=\u3000theta\u200b-\tlr * g\u202f", (-0.03, -0.04)),
            ("s = norm(g)\ntheta = theta - lr * s", (-0.05, -0.05)),
            (CLIPPED, (-0.006, -0.008)),
            (SWAPPED, (-0.06, -0.08)),
        ],
    )
    def test_first_steps(self, text, moved):
        rule = read_rule(text)
        g, zeros = np.array([3.0, 4.0]), np.zeros(2)
        rates = {"lr": 0.01} if "lr" in rule.defaults else {}
        theta, *_ = rule.step(zeros, g, 1, *[zeros] * len(rule.state), **rates)
        np.testing.assert_allclose(theta, moved, rtol=1e-7)

    def test_adam_without_its_correction_starts_three_times_too_long(self):
        text = "\n".join(line for line in ADAM.split("\n") if "hat =" not in line)
        bare = read_rule(text.replace("m_hat", "m").replace("v_hat", "v"))
        moved = np.abs(np.diff(path(bare, lr=0.1), axis=0))[0]
        assert moved == pytest.approx(0.1 * 10**0.5, rel=1e-6)

    def test_a_hyper_parameter_of_ones_own(self):
        ball = read_rule("alpha: 0.5\nv = alpha*v + g\ntheta -= lr*v", "Ball")
        assert (ball.name, ball.state, ball.defaults) == (
            "Ball",
            ("v",),
            {"alpha": 0.5, "lr": 1e-3},
        )
        assert ball.hypers["alpha"].symbol == r"\alpha" and 0.5 in ball.hypers["alpha"].stops
        assert np.array_equal(path(ball), path(OPTIMIZERS["momentum"], gamma=0.5))
        listed = read_rule("alpha: 0.3 in 0.1 0.5 -1\ntheta -= alpha * g").hypers["alpha"]
        assert listed.stops == (-1, 0.1, 0.3, 0.5)

    @pytest.mark.parametrize("text", [CLIPPED, SWAPPED, "s = norm(g)\ntheta -= lr*s*swap(g)"])
    def test_a_column_of_a_batch_is_its_single_run(self, text):
        rule, lr = read_rule(text), np.geomspace(1e-4, 0.1, 7)
        batch = simulate(rule, BOWL, BOWL.start, 40, lr=lr).theta
        for k, rate in enumerate(lr):
            alone = simulate(rule, BOWL, BOWL.start, 40, lr=rate).theta
            assert np.array_equal(batch[..., k], alone, equal_nan=True)

    @pytest.mark.parametrize(
        "step",
        [
            *("1/(t-1)", "1/(lr-lr)", "sqrt(1" + "0" * 60 + ")", "exp(t*1" + "0" * 30 + ")"),
            *("where(t>1, 1" + "0" * 60 + ", 2)", "log(0*t)", "1/norm(0*g)", "t**20/(t-1)**20"),
            *("(1-gamma)**-1", "sign(9007199254740991*9007199254740991*t)"),
        ],
    )
    def test_what_has_no_value_is_no_error(self, step):
        rule = read_rule(f"theta = theta - lr*g*{step}")
        settings = {"gamma": 1.0} if "gamma" in rule.defaults else {}
        assert path(rule, **settings).shape == (61, 2)
        with np.errstate(all="ignore"):
            zeros = [np.zeros(2) for _ in rule.state]
            assert rule.step(np.ones(2), np.ones(2), 1, *zeros, **settings)[0].shape == (2,)

    @pytest.mark.parametrize(
        "text",
        [
            "a = t*t\n" + "a = a*a\n" * 37 + "theta = theta - lr*g*a",
            "theta = theta - lr*g*(t**20)**5*(t**20)**5*(t**20)**5*(t**20)**5",
            "theta = theta - lr*g*1**1e100",
        ],
    )
    def test_numbers_stay_numbers_of_the_processor(self, text):
        step = read_rule(text).step
        with np.errstate(over="ignore", invalid="ignore"):
            theta, *_ = step(np.array([1.0, 2.0]), np.array([1.0, -1.0]), 2000)
        assert theta.dtype == float

    def test_indices_of_time(self):
        text = (
            "theta -= lr*m\ng += decay*theta\nm_hat = m + g\nm = m_hat\ntheta -= k_prev\nk_prev = g"
        )
        assert read_rule(text).formula == (
            r"\begin{aligned} \theta'_t &= \theta_{t-1} - \eta m_{t-1} \\ "
            r"g_t &\leftarrow g_t + \lambda \theta'_t \\ \hat m_t &= m_{t-1} + g_t \\ "
            r"m_t &= \hat m_t \\ \theta_t &= \theta'_t - k_{\mathrm{prev},t-1} \\ "
            r"k_{\mathrm{prev},t} &= g_t \end{aligned}"
        )

    def test_a_typed_rule_can_be_stored(self):
        rule = read_rule(CLIPPED)
        again = pickle.loads(pickle.dumps(rule))
        assert again == rule and np.array_equal(path(again), path(rule))


LONG = "theta = theta" + " - g" * 100
WRONG = {
    "": ("empty", None, None),
    " \n\n": ("empty", None, None),
    "# only a comment": ("empty", None, None),
    "v = g": ("no_theta", None, None),
    "m = m": ("no_theta", None, None),
    "thetha = theta - lr*g": ("theta_near", 1, 0),
    "m_hat = g\ntheta = theta - lr*mhat": ("unknown_near", 2, 19),
    "theta = theta - lr*zeta": ("unknown", 1, 19),
    "theta = theta - lr*m": ("unknown", 1, 19),
    "t = t + 1\ntheta -= g": ("assigned_t", 1, 0),
    "lr = 0.1\ntheta -= lr*g": ("assigned_hyper", 1, 0),
    "import os": ("statement", 1, 0),
    "theta = __import__('os')": ("character", 1, 19),
    "theta = __import__(g)": ("function", 1, 8),
    "theta = g.__class__": ("character", 1, 9),
    "theta = g[0]": ("character", 1, 9),
    "theta = lambda x: x": ("operator", 1, 16),
    "theta = [x for x in g]": ("character", 1, 8),
    "theta = f'{g}'": ("character", 1, 9),
    "while g > 0:": ("statement", 1, 0),
    "print(g)": ("statement", 1, 0),
    "theta = print(g)": ("function", 1, 8),
    "x = y = g": ("operator", 1, 6),
    "a, b = g, g": ("statement", 1, 0),
    "theta = (y := g)": ("operator", 1, 11),
    "theta -= g; g = 1": ("character", 1, 10),
    "theta ＝ theta － ｇｑ": ("unknown", 1, 16),
    "theta = theta − g": ("lookalike", 1, 14),
    "thеta = g": ("character", 1, 2),
    "theta = g\u202e": ("character", 1, 9),
    "theta = g\0": ("character", 1, 9),
    "theta = g * 🎲": ("character", 1, 12),
    "theta = g\n" * 10_000: ("too_long", None, None),
    "g=g\n" * 100: ("too_many", None, None),
    LONG: ("line_long", 1, None),
    "theta = " + "x" * 5000: ("too_long", None, None),
    "theta = " + "(" * 140 + "g" + ")" * 140: ("depth", 1, 28),
    "theta = " + "(" * 1000 + "g" + ")" * 1000: ("too_long", None, None),
    "theta = 9**9**9": ("constant", 1, 8),
    "theta = t**999999": ("exponent", 1, 11),
    "theta = 1/0": ("constant", 1, 8),
    "theta = 1e999": ("number_size", 1, 8),
    "theta = ((g**20)**20)": ("power", 1, 13),
    f"theta = {'abs(' * 15}g{')^15' * 15}": ("products", 1, None),
    f"theta = {'(' * 15}2{'/2)^15' * 15}": ("products", 1, None),
    "theta = where(g, 1, 2)": ("condition_wanted", 1, 14),
    "theta = g > 1": ("condition_value", 1, 8),
    "theta = g + (g > 1)": ("condition_value", 1, 13),
    "theta = g > 1 > 2": ("condition_place", 1, 14),
    "theta = where(g > 1, 2)": ("arguments", 1, 8),
    "theta = max(g)": ("arguments_many", 1, 8),
    "theta = sqrt(g, g)": ("arguments_one", 1, 8),
    "theta = norm()": ("brackets", 1, 12),
    "theta = sqrt g": ("call", 1, 8),
    "theta = 2g": ("times", 1, 9),
    "theta = theta - lr * ": ("unfinished", 1, 19),
    "theta =": ("unfinished", 1, 6),
    "theta = (g": ("unclosed", 1, 8),
    "theta = g)": ("unopened", 1, 9),
    "theta = g, g": ("comma", 1, 9),
    "theta = * g": ("syntax", 1, 8),
    "theta = 1.2.3": ("number", 1, 8),
    "theta = np.os(g)": ("name", 1, 11),
    "sqrt = g": ("name_taken", 1, 0),
    "pi = g": ("name_constant", 1, 0),
    "lambda = g": ("keyword", 1, 0),
    "alpha: x\ntheta -= alpha": ("declaration", 1, 6),
    "alpha: 0.3 0.1\ntheta -= alpha": ("declaration", 1, 6),
    "alpha: 1e99\ntheta -= alpha": ("declaration", 1, 6),
    "g: 0.1\ntheta -= g": ("declared_name", 1, 0),
    "a: 1\na: 2\ntheta -= a": ("declared_twice", 2, 0),
    "theta = g * norm(lr)": ("joint", 1, 12),
    "a = t\ntheta = g * swap(dot(g, g) * a)": ("joint", 2, 12),
    "noise: 1\ntheta -= noise*g": ("hyper_taken", 1, 0),
    "a: 1\ntheta -= g": ("unused", 1, 0),
}  # fmt: skip


class TestRulesThatDoNot:
    @pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
    def test_one_sentence_says_what_is_wrong_and_in_which_line(self, text):
        with pytest.raises(RuleError) as caught:
            read_rule(text)
        error = caught.value
        assert (error.code, error.line, error.position) == WRONG[text]
        assert str(error).endswith((".", "?")) and "\n" not in str(error) and len(str(error)) < 400
        if error.position is not None:
            place = f"Line {error.line}, column {error.position + 1}: "
            assert str(error).startswith(place)
        for lang in LANGUAGES:
            assert catalogue(lang)[f"{error.table}.{error.code}"].format(**error.details)
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.line) == (str(error), error.line)

    @pytest.mark.parametrize("name, meant", MEANT.items())
    def test_a_name_from_elsewhere_leads_to_the_one_that_is_meant(self, name, meant):
        with pytest.raises(RuleError) as caught:
            read_rule(f"theta = theta - {name} * g")
        assert caught.value.details == {"found": name, "near": meant}
        read_rule(f"theta = theta - {meant} * g")

    def test_every_greek_letter_of_the_screen_leads_to_its_name(self):
        letters = {"eta": "lr", "epsilon": "eps", "lambda": "decay"}
        assert letters.items() <= MEANT.items()

    def test_every_message_can_occur(self):
        told = {key for key in catalogue("en") if key.startswith("rule.")}
        read = {f"rule.{code}" for code, *_ in WRONG.values()}
        assert told == read & told | {"rule.planar"}  # which networks say, of a rule that is right

    @pytest.mark.parametrize("function", [simulate, sweep, explain, bound, best_learning_rate])
    def test_no_hyper_parameter_is_called_as_an_argument_beside_it(self, function):
        parameters = inspect.signature(function).parameters.values()
        beside = {p.name for p in parameters if p.kind is not p.VAR_KEYWORD}
        for name in beside - {"theta"}:
            with pytest.raises(RuleError):
                read_rule(f"{name}: 1\ntheta = theta - {name} * g")

    @pytest.mark.parametrize("wrong", [None, 3, b"theta = g"])
    def test_only_text_is_read(self, wrong):
        with pytest.raises(TypeError, match="a rule is a str"):
            read_rule(wrong)


def _mutated(source: random.Random, text: str) -> str:
    for _ in range(source.randint(1, 4)):
        start, end = sorted(source.randint(0, len(text)) for _ in range(2))
        piece = source.choice(
            ["", text[start:end], source.choice("()+-*/=:,.#<>'\"[]{}\n\t\0²é 19")]
        )
        text = text[:start] + piece + text[source.choice((start, end, start + 1)) :]
    return text


class TestAnyText:
    """Whatever is typed: a rule that works, or a RuleError, soon."""

    @pytest.mark.parametrize("block", range(4))
    def test_mutated_rules(self, block):
        source, outcomes = random.Random(block), set()
        texts = [rule_text(optimizer) for optimizer in OPTIMIZERS.values()]
        for _ in range(150):
            text = _mutated(source, source.choice(texts))
            before = time.process_time()
            try:
                rule = read_rule(text)
            except RuleError as error:
                assert str(error)
                outcomes.add(False)
            else:
                outcomes.add(True)
                assert path(rule).shape == (61, 2) and rule.formula and rule.tape
                assert read_rule(rule.rule.text).rule == rule.rule
            assert time.process_time() - before < 5
        assert outcomes == {True, False}


class TestFunctions:
    """A function that is not in the language is refused where it is imported."""

    def refused(self, function, line: int, words: str):
        with pytest.raises(SyntaxError, match=words) as caught:
            read_function(function)
        first = function.__code__.co_firstlineno
        assert caught.value.filename == __file__
        assert caught.value.lineno == first + line
        assert "name = arithmetic" in str(caught.value)

    def test_a_branch(self):
        def rule(theta, g, t, *, lr=0.1):
            if t > 3:
                theta = theta - lr * g
            return (theta,)

        self.refused(rule, 1, "something else")

    def test_a_method(self):
        def rule(theta, g, t, *, lr=0.1):
            """Says something."""
            theta = theta - lr * g
            theta = theta.copy()
            return (theta,)

        self.refused(rule, 3, "character")

    def test_a_state_that_is_none(self):
        def rule(theta, g, t, m, *, lr=0.1):
            theta = theta - lr * g
            return theta, m

        self.refused(rule, 0, "state of these lines")

    def test_states_in_another_order(self):
        def rule(theta, g, t, m, v, *, lr=0.1):
            m = m + g
            v = v + g
            theta = theta - lr * m * v
            return theta, v, m

        self.refused(rule, 4, "in the order")

    def test_a_hyper_parameter_that_is_not_used(self):
        def rule(theta, g, t, *, lr=0.1, eps=0.1):
            theta = theta - lr * g
            return (theta,)

        self.refused(rule, 0, "what they read")


def test_defaults_of_typed_rules_are_stops():
    assert all(hyper.default in hyper.stops for hyper in HYPERS.values())
