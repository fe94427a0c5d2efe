"""What people take away: the PyTorch script repeats the app's paths, the tables lose no digit."""

import ast
import contextlib
import csv
import io
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from export import outcomes_csv, pytorch_script, read_comparison, trajectories_csv
from export.script import chaotic as unsteady
from export.setting import comments
from expressions.formulas.read import read as read_formula
from expressions.source import torch_source
from optimizers import HYPERS, LOOKS, OPTIMIZERS, RuleError, read_rule
from simulation import SCHEDULES, Comparison, Run, Status, simulate_all, sweep
from surfaces import SURFACES, parse
from tests.rule_texts import terse
from tests.surfaces.formula_families import UNITS, longest

ALL = tuple(Run(key, rule.name, rule) for key, rule in OPTIMIZERS.items())
TYPED = {
    "typed": "abs(x) + max(x*y, 2, y - 1)*sigmoid(pi)^2 + min(x, e)/4 + 2^-y*tanh(x)^2",
    "root": "sqrt(x^2 + y^2) + sinh(x/4)*cosh(y/4) - abs(-2)*cos(x)*exp(-y^2) + tan(0.3*sin(y))",
    "huge": "x^2 + 10^20*y^2/1e20 + 100000000000000000000*x^2/10^21",
    "flat": "3",
    "logarithm": "log(1 + x^2)*(1 + y^2)^0.5 + max(1, 2) - sigmoid(x - y)",
}
SCENES = SURFACES | {key: parse(text) for key, text in TYPED.items()}


def scene(key, runs, steps=25):
    """A comparison on a surface with noise, a schedule and settings drawn from the key."""
    rng = np.random.default_rng(list(key.encode()))
    surface = SCENES[key]
    values = {p.key: float(rng.choice(p.stops)) for p in surface.parameters}
    schedule = rng.choice(list(SCHEDULES.values()))
    turned = {p.key: float(rng.choice(p.stops)) for p in schedule.parameters}
    return Comparison(
        surface.with_parameters(**values),
        tuple(np.array(surface.start) + rng.normal(0, 0.01, 2)),
        steps,
        runs,
        noise=float(rng.choice([0.0, 0.1])),
        seed=int(rng.integers(1000)),
        schedule=schedule.with_parameters(**turned),
    )


def with_random_hypers(rng):
    """Each rule with hyper-parameters that keep the path smooth: rates up to 0.1."""
    rates = [rate for rate in HYPERS["lr"].stops if 1e-4 <= rate <= 0.1]
    return tuple(
        Run(
            run.key,
            run.label,
            run.optimizer,
            {
                key: float(rng.choice(rates if key == "lr" else HYPERS[key].stops))
                for key in run.optimizer.defaults
            },
        )
        for run in ALL
    )


@pytest.mark.parametrize("key", SCENES)
def test_the_script_is_python_and_names_every_run(key):
    script = pytorch_script(scene(key, ALL))
    tree = ast.parse(script)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    started = [
        c.args[0].value for c in calls if isinstance(c.func, ast.Name) and c.func.id == "run"
    ]
    assert started == [run.key for run in ALL]
    for run in ALL:
        assert repr(run.key) in script
    assert "class Lion(torch.optim.Optimizer):" in script


def test_the_script_has_only_what_it_needs():
    script = pytorch_script(Comparison(SURFACES["rosenbrock"], (-1.2, 1.0), 10, ALL[:1]))
    for unneeded in ("numpy", "math", "NOISE", "SEED", "scheduler", "isnan", "samples"):
        assert unneeded not in script


def test_a_chaotic_run_is_told():
    """Large steps among the many dips of Rastrigin's surface; on a bowl nothing hops."""
    calm = Comparison(SURFACES["bowl"], (1.0, 1.0), 50, ALL[:3])
    hops = Run("sgd", "SGD", OPTIMIZERS["sgd"], {"lr": 0.03})
    wild = Comparison(SURFACES["rastrigin"], (2.2, 1.3), 400, (hops,))
    assert unsteady(calm) == {}
    assert "Chaotic" not in pytorch_script(calm)
    assert unsteady(wild).keys() == {"sgd"}
    assert "# Chaotic: a start 1e-09 away ends" in pytorch_script(wild)


def test_a_label_cannot_break_out_of_its_comment():
    rule = OPTIMIZERS["sgd"]
    label = "a\nraise SystemExit\r\x0b\u2028\x00 b"
    script = pytorch_script(
        Comparison(SURFACES["bowl"], (1.0, 1.0), 5, (Run("a'\n", label, rule),))
    )
    assert not any(isinstance(node, ast.Raise) for node in ast.walk(ast.parse(script)))


@pytest.mark.parametrize(
    "text, names, source",
    [
        ("sin(phi)*x", ("phi",), "math.sin(phi) * x"),
        ("max(1, phi)*e^y", ("phi",), "max(1, phi) * math.e**y"),
        ("min(x, 2, y)", (), "torch.minimum(torch.minimum(x, torch.tensor(float(2))), y)"),
    ],
)
def test_functions_of_numbers_alone_are_not_torchs(text, names, source):
    assert torch_source(read_formula(text, ("x", "y", *names)), ("x", "y")) == source


if find_spec("torch"):
    import torch

    def run_together(scripts, *arguments):
        """What each of the scripts prints, run with the arguments in a namespace of its own."""
        printed = []
        for script in scripts:
            heard = io.StringIO()
            try:
                with contextlib.redirect_stdout(heard), pytest.MonkeyPatch.context() as patch:
                    patch.setattr(sys, "argv", ["comparison.py", *arguments])
                    exec(compile(script, "script", "exec"), {"__name__": "__main__"})
            finally:
                torch.set_default_dtype(torch.float32)
            printed.append(heard.getvalue())
        return printed

    def chaotic(comparison):
        """Keys of the runs whose own end moves when the start moves by a rounding error."""
        nudged = replace(comparison, start=tuple(v * (1 + 1e-14) for v in comparison.start))
        ends, others = simulate_all(comparison), simulate_all(nudged)
        moved = {key: np.abs(ends[key].theta[-1] - others[key].theta[-1]).max() for key in ends}
        return {key for key, distance in moved.items() if not distance <= 1e-12}

    def assert_repeats(comparison, printed):
        """All runs end where ours do; returns how many were left out as chaotic."""
        ends, left_out = simulate_all(comparison), chaotic(comparison)
        lines = [line.split("\t") for line in printed.splitlines()]
        assert [line[0] for line in lines] == [r.key for r in comparison.runs]
        for key, *coordinates in lines:
            if key not in left_out:
                theirs = [float(text) for text in coordinates]
                where = f"{key} on {comparison.surface.key}"
                np.testing.assert_allclose(
                    theirs, ends[key].theta[-1], rtol=0, atol=1e-10, err_msg=where
                )
        return len(left_out)

    def assert_all_repeat(scenes):
        printed = run_together([pytorch_script(comparison) for comparison in scenes])
        left_out = [assert_repeats(*pair) for pair in zip(scenes, printed, strict=True)]
        assert sum(left_out) < 0.1 * sum(len(comparison.runs) for comparison in scenes)

    def test_the_script_prints_the_apps_ends_on_every_surface():
        two = tuple(run for run in ALL if run.key in ("momentum", "adam"))
        assert_all_repeat([scene(key, two) for key in SCENES])

    def test_the_script_prints_the_apps_ends_for_random_settings():
        rng = np.random.default_rng(11)
        keys = ["bowl", "himmelblau", "plateau", "two_wells", "regression", "sparse"]
        scenes = [scene(key, with_random_hypers(rng)) for key in keys]
        schedules = [replace(scenes[0], schedule=schedule) for schedule in SCHEDULES.values()]
        assert_all_repeat([*scenes, *schedules, replace(scenes[1], steps=1)])

    def test_typed_rules_are_classes_of_the_script():
        texts = {
            "own1": "c: 1.0\ng = g * min(1, c / (norm(g) + 1e-12))\ntheta = theta - lr*g",
            "own2": "torch: 0.5\nm = torch*m + g\ntheta = theta - 0.01 * m / t",
            "own4": "key: 0.1\nrule: 0.2\ntheta = theta - key*rule * g",
            "own5": "theta = theta - 100000000000000000000 * 1e-22 * g",
            "own3": "super: 0.9\nnan: 0.1\ntheta = theta - nan * super**t * tanh(g)",
        }
        rules = [read_rule(text, key, key=key) for key, text in texts.items()]
        runs = (*(Run(rule.key, rule.name, rule) for rule in rules), Run("own1.b", "B", rules[0]))
        scenes = [replace(scene(key, runs), noise=0.1) for key in ("bowl", "himmelblau")]
        assert_all_repeat([*scenes, replace(scenes[0], schedule=SCHEDULES["cosine"])])

    def test_the_script_prints_the_whole_path():
        comparison = scene("bowl", ALL[:3], 12)
        (printed,) = run_together([pytorch_script(comparison)], "--path")
        paths = simulate_all(comparison)
        lines = [line.split("\t") for line in printed.splitlines()]
        assert len(lines) == 3 * 13
        for key, step, *point in lines:
            found = [float(text) for text in point]
            np.testing.assert_allclose(found, paths[key].theta[int(step)], rtol=0, atol=1e-10)

    def test_the_script_as_a_file_of_its_own(tmp_path):
        comparison = scene("regression", ALL, 60)
        path = tmp_path / "comparison.py"
        path.write_text(pytorch_script(comparison), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, path], capture_output=True, text=True, timeout=300, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        assert assert_repeats(comparison, done.stdout) == 0


def read(text):
    rows = [line for line in text.splitlines(keepends=True) if not line.startswith("# ")]
    return list(csv.DictReader(rows))


def test_the_table_of_paths_loses_nothing():
    comparison = scene("rosenbrock", ALL, 7)
    runs = simulate_all(comparison)
    rows = read(trajectories_csv(comparison))
    assert len(rows) == len(ALL) * 8
    for row in rows:
        run, step = runs[row["run"]], int(row["step"])
        assert [float(row["x"]), float(row["y"])] == run.theta[step].tolist()
        assert float(row["loss"]) == run.loss[step]
        if step == 0:
            assert row["lr"] == row["gradient_x"] == row["gradient_y"] == ""
        else:
            assert float(row["lr"]) == run.lr[step - 1]
            seen = [float(row["gradient_x"]), float(row["gradient_y"])]
            assert seen == run.gradient[step - 1].tolist()
        for rule, name in (("momentum", "v"), ("adam", "v"), ("adam", "m"), ("adagrad", "G")):
            written = [row[f"{rule}.{name}_x"], row[f"{rule}.{name}_y"]]
            if rule == row["optimizer"]:
                assert [float(text) for text in written] == run.state[name][step].tolist()
            else:
                assert written == ["", ""]
    assert trajectories_csv(comparison, runs) == trajectories_csv(comparison)


def test_the_table_keeps_infinity_and_nan():
    runs = (Run("sgd", "SGD", OPTIMIZERS["sgd"], {"lr": 1.5}),)
    comparison = Comparison(SURFACES["rosenbrock"], (-1.2, 1.0), 20, runs)
    last = read(trajectories_csv(comparison))[-1]
    assert np.isnan(float(last["x"]))


def test_the_table_of_a_comparison_without_runs_is_its_header():
    comparison = Comparison(SURFACES["bowl"], (1.0, 1.0), 5, ())
    assert read(trajectories_csv(comparison)) == []
    head = "run,optimizer,step,x,y,loss,lr,gradient_x,gradient_y"
    assert trajectories_csv(comparison).splitlines()[-1] == head


OWN = "# a rule of one's own\nm = 0.9*m + g\ntheta = theta - lr*sign(m)"


@pytest.mark.parametrize("key", SCENES)
def test_a_table_read_back_is_the_comparison_again(key):
    typed = read_rule(OWN, "Mine # \u2028 1", key="own2", look=LOOKS[1])
    twice = Run("adam.b", "Adam B", OPTIMIZERS["adam"], {"lr": 1 / 3})
    made = scene(key, (*ALL[:6:2], ALL[11], twice, Run("own2", typed.name, typed)), 9)
    if key in TYPED:  # as typed in Compare, on a view of its own
        made = replace(made, surface=parse(TYPED[key], ((-2.0, 1.5), (0.25, 4.0))))
    table = trajectories_csv(made)
    again = read_comparison(table)
    assert trajectories_csv(again) == table
    assert again.runs[-1].optimizer.key == "own2"
    assert again.surface.domain == made.surface.domain


@given(
    lines=st.sampled_from((1, 8, 39, 40)),
    sign=st.sampled_from("+-*/"),
    term=st.sampled_from(("g", "lr*g", "-g", "1e9", "0")),
    count=st.sampled_from((1, 7, 57, 140)),
    deep=st.sampled_from((0, 19, 20)),
    stops=st.sampled_from((0, 2, 60)),
)
@example(1, "-", "lr*g", 57, 0, 0)
@example(40, "-", "lr*g", 1, 0, 0)
@example(1, "-", "g", 7, 20, 0)
@example(8, "-", "g", 100, 0, 0)
@example(1, "/", "0", 1, 0, 0)
@example(1, "-", "g", 1, 0, 60)
def test_a_typed_rule_is_read_again_from_its_table_however_long(
    lines, sign, term, count, deep, stops
):
    text = terse(lines, sign, term, count, deep, stops)
    try:
        rule = read_rule(text, "Mine", key="own1")
    except RuleError:
        return
    bowl = SURFACES["bowl"]
    made = Comparison(bowl, bowl.start, 1, (Run("own1", "Mine", rule),))
    (again,) = read_comparison("\n".join(comments(made))).runs
    assert again.optimizer == rule


@pytest.mark.parametrize("unit", UNITS)
def test_a_formula_is_read_again_from_its_table_however_long(unit):
    text, _ = longest(f"{unit} + ...")
    made = Comparison(parse(text, ((-2.0, 1.5), (0.25, 4.0))), (0.0, 0.5), 1, ())
    assert read_comparison("\n".join(comments(made))) == made


@pytest.mark.parametrize(
    "text", ["", "x,y\n1,2\n", "# surface: 1\n", '# surface: "bowl"\n', "# surface: bowl\n"]
)
def test_what_is_no_table_is_refused(text):
    with pytest.raises(ValueError):
        read_comparison(text)


def test_the_table_of_a_map():
    lr, beta1 = np.geomspace(1e-3, 1, 3)[:, None], np.array([0.0, 0.9])
    outcome = sweep(OPTIMIZERS["adam"], SURFACES["bowl"], (1.0, 1.0), 50, lr=lr, beta1=beta1)
    rows = read(outcomes_csv({"lr": lr, "beta1": beta1}, outcome))
    assert len(rows) == 6
    for row, (i, j) in zip(rows, np.ndindex(3, 2), strict=True):
        assert float(row["lr"]) == lr[i, 0]
        assert float(row["beta1"]) == beta1[j]
        assert [float(row["x"]), float(row["y"])] == outcome.theta[:, i, j].tolist()
        assert float(row["loss"]) == outcome.loss[i, j]
        assert Status[row["status"].upper()] == outcome.status[i, j]
        assert int(row["steps_to_tolerance"]) == outcome.steps_to_tolerance[i, j]
        assert int(row["minimum"]) == outcome.minimum[i, j]


def test_no_two_columns_of_a_map_have_one_name():
    rule = read_rule("x: 0.5\nloss: 0.5\ntheta = theta - x * loss * g")
    cells = {"x": np.array([[0.1], [0.2]]), "loss": np.array([0.3, 0.4])}
    outcome = sweep(rule, SURFACES["bowl"], (1.0, 1.0), 5, **cells)
    rows = read(outcomes_csv(cells, outcome))
    assert [float(row["given_x"]) for row in rows] == [0.1, 0.1, 0.2, 0.2]
    assert [float(row["loss"]) for row in rows] == outcome.loss.ravel().tolist()
