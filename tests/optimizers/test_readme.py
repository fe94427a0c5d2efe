"""The README's rule, pasted as it stands, passes what is asked of every rule."""

import re
from pathlib import Path

import pytest

from optimizers import OPTIMIZERS
from tests.goldens.make_optimizers import WALKS
from tests.optimizers import test_optimizers as checks

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
CHAPTER = ROOT / "optimizers" / "descent.py"
ASKED = (
    *("test_step_is_pure", "test_a_column_of_a_batch_is_its_single_run_to_the_last_bit"),
    *("test_a_batch_may_have_any_shape", "test_extreme_hypers_raise_nothing"),
    *("test_unknown_hyper_is_refused_by_name", "test_docstring_names_the_paper"),
    *("test_hypers_are_in_the_glossary_and_defaults_are_stops",),
    *("test_printed_and_typed_again_it_is_the_same_rule",),
    *("test_its_function_says_the_same_in_plain_numpy",),
    *("test_defaults_go_downhill_on_the_first_surface",),
)


def example() -> str:
    """The code of the README's section."""
    section = README.read_text("utf-8").partition("## Add an optimizer")[2]
    (code,) = re.findall(r"```python\n(.*?)```", section.partition("## ")[0], re.DOTALL)
    return code


@pytest.fixture
def pasted(tmp_path, monkeypatch):
    """The optimizer of the README's section, among the others."""
    file = tmp_path / "heavy.py"
    file.write_text(example(), "utf-8")
    scope = {}
    exec(compile(example(), str(file), "exec"), scope)
    monkeypatch.setitem(OPTIMIZERS, "heavy", scope["HEAVY"])
    return scope["HEAVY"]


@pytest.mark.parametrize("asked", ASKED)
def test_the_example_passes(pasted, asked):
    getattr(checks, asked)(pasted)


def test_its_look_is_its_own(pasted):
    looks = [(rule.look.dash, rule.look.marker) for rule in OPTIMIZERS.values()]
    assert len(looks) == len(set(looks))


def test_the_rules_that_neither_library_has_are_named():
    claim = "(Adan, of its authors' program)", "full-matrix Adagrad, which neither has"
    assert all(words in " ".join(README.read_text("utf-8").split()) for words in claim)
    alone = [key for key, rule in OPTIMIZERS.items() if not rule.torch and not rule.optax]
    assert alone == list(WALKS) == ["adagrad_full", "adan"]


def test_it_imports_what_its_chapter_imports():
    asked = re.findall(r"^from .*$", example(), re.MULTILINE)
    assert asked
    assert set(asked) <= set(CHAPTER.read_text("utf-8").splitlines())
