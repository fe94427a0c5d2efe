"""Typed formulas: each becomes a working surface, or one sentence that says what is wrong."""

import pickle
from itertools import pairwise

import numpy as np
import pytest

from surfaces import SURFACES, FormulaError, parse
from ui.frame.text import LANGUAGES, catalogue


def value(text, x=0.7, y=-1.3):
    return float(parse(text).value([x, y]))


class TestGrammar:
    @pytest.mark.parametrize(
        "text, expected",
        [
            ("x + 2*y", 0.7 - 2.6),
            ("-x^2", -0.49),
            ("2^-1 + 0*x", 0.5),
            ("2^3^2 - x", 512 - 0.7),
            ("1 + x^2*3", 1 + 3 * 0.49),
            ("x**2^2", 0.7**4),
            ("x - y - 1", 1.0),
            ("8/2/2*x", 1.4),
            ("-x*-y", -0.91),
            ("+x", 0.7),
            (" x\t+\n y ", -0.6),
            ("007*x + .5 + 5.", 10.4),
            ("1e-3*x + 2E2", 200.0007),
            ("pi*x + e", np.pi * 0.7 + np.e),
            ("exp(x)*log(x) + sqrt(x)", np.exp(0.7) * np.log(0.7) + np.sqrt(0.7)),
            ("sin(x) + cos(y) + tan(x)", np.sin(0.7) + np.cos(1.3) + np.tan(0.7)),
            ("sinh(x) + cosh(y) - tanh(y)", np.sinh(0.7) + np.cosh(1.3) + np.tanh(1.3)),
            ("abs(y) + sigmoid(x)", 1.3 + 1 / (1 + np.exp(-0.7))),
            ("min(x, y, 3) + max(x, y, 0.9)", -1.3 + 0.9),
            ("x^y + 2^x + e^y", 0.7**-1.3 + 2**0.7 + np.exp(-1.3)),
            ("x^0.5 + x^-1.5 + x^(1/3)", 0.7**0.5 + 0.7**-1.5 + 0.7 ** (1 / 3)),
            ("sin(2)^2 + cos(2)^2 + 0*x", 1.0),
            ("min(1, 2) + max(3, 4)*x", 1 + 4 * 0.7),
            ("3", 3.0),
            ("x/x", 1.0),
            # As on paper.
            ("2x + xy", 1.4 - 0.91),
            ("2x^2y", 2 * 0.49 * -1.3),
            ("x² + y³", 0.49 - 1.3**3),
            ("x¹⁰", 0.7**10),
            ("|x||y|", 0.91),
            ("2|x - y|x", 2 * 2 * 0.7),
            ("||y| - 1|^2", 0.09),
            ("ln(x)", np.log(0.7)),
            ("2πx", 2 * np.pi * 0.7),
            ("pix", np.pi * 0.7),
            ("sin(x)cos(y)", np.sin(0.7) * np.cos(1.3)),
            ("xsin(y)", 0.7 * np.sin(-1.3)),
            ("e^(-x)", np.exp(-0.7)),
            ("√x + √(x+2)y", np.sqrt(0.7) + np.sqrt(2.7) * -1.3),
            ("x·y − 2×x ÷ y", -0.91 + 1.4 / 1.3),
            ("（x＋y）＊２", -1.2),
            ("ｘ－ｓｉｎ（ｙ）＾２．０／４", 0.7 - np.sin(1.3) ** 2 / 4),
            # With what stands before it in a book.
            ("f(x,y) = x + 2y", 0.7 - 2.6),
            ("f = x", 0.7),
            (" z=x^2", 0.49),
            ("\nｆ\u3000（ ｘ ， ｙ ）＝ｘ", 0.7),
            ("x y", -0.91),
            ("\ufeffx\u00a0+\u3000y\t-\u200b\u2009y", 0.7),
            ("(x)(y)", -0.91),
            ("x(y+1)", 0.7 * -0.3),
            ("1/2x", 0.35),
        ],
    )
    def test_values(self, text, expected):
        assert value(text) == pytest.approx(expected, rel=1e-14)

    @pytest.mark.parametrize("key", [key for key, s in SURFACES.items() if not s.arguments])
    def test_the_built_in_surfaces_can_be_typed(self, key):
        built_in = SURFACES[key]
        typed = parse(built_in.formula, built_in.domain)
        theta = np.random.default_rng(0).uniform(-1, 1, (2, 50))
        for order in ("value", "gradient", "hessian"):
            expected = getattr(built_in, order)(theta)
            assert getattr(typed, order)(theta).tobytes() == expected.tobytes()
        assert len(typed.minima) == min(len(built_in.minima), 64)
        assert typed.latex == built_in.latex

    # From the literature: surfaces that people will type.
    @pytest.mark.parametrize(
        "text, place, expected",
        [
            (
                "-(y+47)*sin(sqrt(abs(x/2+y+47))) - x*sin(sqrt(abs(x-y-47)))",
                (512, 404.2319),
                -959.6407,
            ),
            ("-abs(sin(x)*cos(y)*exp(abs(1-sqrt(x^2+y^2)/pi)))", (8.05502, 9.66459), -19.2085),
            ("-sin(x)*sin(x^2/pi)^20 - sin(y)*sin(2*y^2/pi)^20", (2.2029, 1.5708), -1.8013),
            ("-(1+cos(12*sqrt(x^2+y^2)))/(0.5*(x^2+y^2)+2)", (0, 0), -1),
            ("0.5+(sin(x^2-y^2)^2-0.5)/(1+0.001*(x^2+y^2))^2", (0, 0), 0),
            ("100*sqrt(abs(y-0.01*x^2))+0.01*abs(x+10)", (-10, 1), 0),
            (
                "-0.0001*(abs(sin(x)*sin(y)*exp(abs(100-sqrt(x^2+y^2)/pi)))+1)^0.1",
                (1.3491, -1.3491),
                -2.0626,
            ),
            (
                "3*(1-x)^2*exp(-x^2-(y+1)^2) - 10*(x/5-x^3-y^5)*exp(-x^2-y^2)-exp(-(x+1)^2-y^2)/3",
                (0.2283, -1.6255),
                -6.5511,
            ),
        ],
    )
    def test_published_minima(self, text, place, expected):
        surface = parse(text)
        assert surface.value(place) == pytest.approx(expected, abs=1e-3)
        assert np.isfinite(surface.gradient(place)).all()
        assert surface.hessian(place).shape == (2, 2)


class TestDerivatives:
    @pytest.mark.parametrize(
        "text, place, expected",
        [
            ("abs(x)", (0, 1), (0, 0)),
            ("max(x, y)", (1, 1), (0.5, 0.5)),
            ("min(x, 2*y)", (2, 1), (0.5, 1)),
            ("max(x, 3*x, y)", (1, 0), (3, 0)),
            ("sqrt(x^2 + y^2)", (0, 0), (0, 0)),
            ("sqrt(abs(x))", (0, 0), (0, 0)),
            ("abs(x - y)^1.5", (1, 1), (0, 0)),
            ("sigmoid(1000*x)", (-10, 0), (0, 0)),
            ("tanh(exp(x))", (1000, 0), (0, 0)),
            ("x^y", (2, 3), (12, 8 * np.log(2))),
            ("5", (1, 2), (0, 0)),
            ("sin(x)", (0, 7), (1, 0)),
            ("1/x^2 + 1/y", (2, 2), (-0.25, -0.25)),
        ],
    )
    def test_gradients_at_special_places(self, text, place, expected):
        assert parse(text).gradient(place) == pytest.approx(expected)


class TestMinima:
    @pytest.mark.parametrize(
        "text, expected",
        [
            ("(x - 1)^2 + (y + 2)^2", [(1, -2)]),
            ("abs(x - 1) + 5*abs(y - x)", [(1, 1)]),
            ("x^4 + y^4 + 7", [(0, 0)]),
            ("1/x + 1/y + x*y", [(1, 1)]),
            ("log(x)^2 + y^2", [(1, 0)]),
            ("(x^2 - 1)^2 + y^2 + 0.1*x", [(-1.0122, 0), (0.9873, 0)]),
            *(
                (flat, [])
                for flat in ("x^2", "5", "x", "x^2*y^2", "abs(x + y)", "x*y", "1/x", "tan(x)")
            ),
            ("sqrt(-x^2 - 1)", []),
        ],
    )
    def test_they_are_found(self, text, expected):
        found = [(p.x, p.y) for p in parse(text).minima]
        assert len(found) == len(expected)
        for point, place in zip(found, expected, strict=True):
            assert point == pytest.approx(place, abs=1e-4)

    def test_the_colour_scale_follows_the_values(self):
        assert parse("(1 - x)^2 + 100*(y - x^2)^2").scale == "log"
        assert parse("x^2 + y^2").scale == parse("5").scale == "linear"


ATTACKS = {
    "__import__('os').system('x')": ("character", 11),
    "x.__class__": ("character", 1),
    "x[0]": ("lookalike", 1),
    "lambda: x": ("operator", 6),
    "[x for x in y]": ("lookalike", 0),
    "f'{x}'": ("character", 1),
    "foo(x)": ("name", 0),
    "x + z": ("name", 4),
    "True + x": ("name", 0),
    "x if y else 1": ("name", 2),
    "x and y": ("name", 2),
    "9**9**9": ("constant", 0),
    "x**999999": ("exponent", 3),
    "((x^20)^20)^20": ("power", 8),
    f"{'abs(' * 15}x{')^15' * 15}": ("products", None),
    f"{'(' * 15}2{'/2)^15' * 15} + x": ("products", None),
    "(x*y^20)^20": ("power", 5),
    "x^(10^9)": ("exponent", 3),
    "x" * 10_000: ("too_long", None),
    "(" * 2000 + "x" + ")" * 2000: ("too_long", None),
    "(" * 140 + "x" + ")" * 140: ("depth", 20),
    "-" * 290 + "x": ("depth", None),
    "^".join("x" * 60): ("depth", None),
    "": ("empty", None),
    " \n ": ("empty", None),
    "ｘ + ｚ": ("name", 4),
    "f（x，y）＝x＋＊y": ("syntax", 9),
    "z = x^99999": ("exponent", 6),
    "f = ": ("empty", None),
    "f(x, y) = x + ": ("unfinished", 12),
    "f(x, y) = z = x": ("operator", 12),
    "f(y, x) = x": ("operator", 8),
    "f(x) = x": ("operator", 5),
    "g = x": ("operator", 2),
    "y = x": ("operator", 2),
    "2f = x": ("operator", 3),
    "f(x, y)": ("name", 0),
    "σ(x)": ("lookalike", 0),
    "х + y": ("character", 0),
    "ſin(x)": ("character", 0),
    "x\0": ("character", 1),
    "x\u202e+y": ("character", 1),
    "1/0": ("constant", 0),
    "x/0": ("constant", 0),
    "x + log(-1)": ("constant", 4),
    "x*sqrt(-4)": ("constant", 2),
    "exp(1000)": ("constant", 0),
    "1e999": ("number_size", 0),
    "1" * 200: ("number_size", 0),
    "1e99*1e99*x": ("constant", 0),
    "x 2": ("times", 2),
    "(x)2": ("times", 3),
    "xz": ("name", 0),
    "xy2": ("name", 0),
    "x" * 20: ("name", 0),
    "|x": ("unclosed", 0),
    "x|": ("unclosed", 1),
    "√": ("unfinished", 0),
    "√" * 90 + "x": ("depth", None),
    "|" * 90: ("depth", 20),
    "1_000*x": ("name", 1),
    "1j": ("name", 1),
    "0x10": ("name", 1),
    "1.2.3": ("number", 0),
    "x = 3": ("operator", 2),
    "x := 3": ("operator", 2),
    "x < y": ("operator", 2),
    "x // y": ("operator", 2),
    "x % y": ("operator", 2),
    "x, y": ("comma", 1),
    "min(x, key=y)": ("operator", 10),
    "min(x)": ("arguments_many", 0),
    "sin()": ("brackets", 3),
    "sin(x, y)": ("arguments_one", 0),
    "sin": ("call", 0),
    "sin x": ("call", 0),
    "x + sin*2": ("call", 4),
    "sin(*x)": ("syntax", 4),
    "min(**x)": ("syntax", 4),
    "x + ": ("unfinished", 2),
    "x + * y": ("syntax", 4),
    "* x": ("syntax", 0),
    "x (": ("unclosed", 2),
    "(x": ("unclosed", 0),
    "x)": ("unopened", 1),
    "()": ("brackets", 0),
    "'x'": ("character", 0),
    "# x": ("character", 0),
    "x; y": ("character", 1),
    "\\x": ("character", 0),
    "{x}": ("lookalike", 0),
    "exp(exp(exp(exp(x - x + 9))))": ("undefined", None),
    "9**9**(x - x + 9)": ("undefined", None),
    "x/(y - y)": ("undefined", None),
    "0^x": ("undefined", None),
    "(-2)^x": ("undefined", None),
    "x^(y - y + 999)": ("exponent", None),
    "(1e20*x)^20": ("large", None),
    "*".join(f"sin({k}*x+y)" for k in range(1, 25)): ("complicated", None),
}


class TestErrors:
    @pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
    def test_one_sentence_says_what_is_wrong_and_where(self, text):
        with pytest.raises(FormulaError) as caught:
            parse(text)
        error = caught.value
        assert (error.code, error.position) == ATTACKS[text]
        assert str(error).endswith(".") and "\n" not in str(error) and len(str(error)) < 400
        assert error.position is None or str(error).startswith(
            f"At character {error.position + 1}:"
        )
        for lang in LANGUAGES:
            assert catalogue(lang)[f"formula.{error.code}"].format(**error.details)

    def test_every_message_can_occur(self):
        told = {key for key in catalogue("en") if key.startswith("formula.")} - {"formula.last"}
        assert {f"formula.{code}" for code, _ in ATTACKS.values()} == told

    def test_an_error_is_a_value_error_that_can_be_stored(self):
        error = pickle.loads(pickle.dumps(FormulaError("times", 1, found="x")))
        assert isinstance(error, ValueError)
        assert str(error) == (
            "At character 2: A multiplication sign is missing before x: write x*2, not x2."
        )

    @pytest.mark.parametrize("wrong", [None, 3, b"x"])
    def test_only_text_is_read(self, wrong):
        with pytest.raises(TypeError, match="a formula is a str"):
            parse(wrong)

    @pytest.mark.parametrize(
        "domain",
        [
            ((1, 0), (0, 1)),
            ((0, 0), (0, 1)),
            ((0, float("inf")), (0, 1)),
            ((0, 1), (0, float("nan"))),
        ],
    )
    def test_a_view_must_ascend(self, domain):
        with pytest.raises(ValueError, match="the view's sides must go from a lower"):
            parse("x", domain)

    @pytest.mark.parametrize("start", [(0, float("nan")), (1, 2, 3)])
    def test_a_start_must_be_finite(self, start):
        with pytest.raises(ValueError, match="start must be two finite numbers"):
            parse("x", start=start)


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x)", "x^0.5", "x^y", "1/x", "tan(x)", "x^2", "7"])
def test_regions_without_a_value_are_kept(text):
    surface = parse(text)
    grid = np.stack(np.meshgrid(np.linspace(-5, 5, 21), np.linspace(-5, 5, 21)))
    values, gradient = surface.value(grid), surface.gradient(grid)
    assert values.shape == (21, 21) and np.isfinite(values).any()
    assert not (np.isnan(gradient) & np.isfinite(values)).any()


class TestLatex:
    @pytest.mark.parametrize(
        "text, latex",
        [
            ("(1-x)^2 + 100*(y-x^2)^2", r"\left(1 - x\right)^{2} + 100 \left(y - x^{2}\right)^{2}"),
            ("x/2 - (x - y)", r"\frac{x}{2} - \left(x - y\right)"),
            ("-(x+1)/2", r"-\frac{x + 1}{2}"),
            ("x*2 + 2*pi*y", r"x \cdot 2 + 2 \pi y"),
            ("2*(1/2)*x + 2*(x/2)", r"2 \cdot \frac{1}{2} x + 2 \frac{x}{2}"),
            ("sin(x)^2*exp(-x)", r"\sin^{2}\left(x\right) e^{-x}"),
            ("sin(x)^(-1)", r"\left(\sin\left(x\right)\right)^{-1}"),
            ("x*(-y) + (-x)^2", r"x \left(-y\right) + \left(-x\right)^{2}"),
            ("sqrt(x)/abs(y)", r"\frac{\sqrt{x}}{\left|y\right|}"),
            ("max(x, y) + sigmoid(x)", r"\max\left(x, y\right) + \sigma\left(x\right)"),
            ("1e-5*x^(y+1)", r"10^{-5} x^{y + 1}"),
            ("x - -y", r"x - \left(-y\right)"),
            ("(x^2)^3", r"\left(x^{2}\right)^{3}"),
        ],
    )
    def test_formulas_keep_their_order(self, text, latex):
        assert parse(text).latex == latex

    def test_gradients(self):
        assert parse("x^2 + 3*x*y").gradient_latex == (
            r"\begin{aligned}\frac{\partial f}{\partial x} &= 2 x + 3 y \\ "
            r"\frac{\partial f}{\partial y} &= 3 x\end{aligned}"
        )
        cases = parse("max(x^2, y)").gradient_latex
        assert r"\begin{cases} 2 x & x^{2} - y > 0 \\ 0 & x^{2} - y < 0 \end{cases}" in cases


def test_levels_of_code_are_ordered_as_python_orders_them():
    """^ is read as **, above unary minus and multiplication, and from the right."""
    texts = ["-x^2*y", "-(x^2)*y", "(-(x^2))*y"]
    assert all(value(a) == value(b) for a, b in pairwise(texts))
    assert value("2^x^2") == value("2^(x^2)") != value("(2^x)^2")
