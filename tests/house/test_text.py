"""The app's words: whole in both languages, and exactly those that the sources ask for."""

import ast
import re
from pathlib import Path

import pytest

from lessons.exercises.aims import AIMS
from optimizers import HYPERS, OPTIMIZERS
from optimizers.hypers import AVERAGING
from simulation import SCHEDULES
from simulation.schedules import PARAMETERS
from surfaces import SURFACES
from ui.frame.text import LANGUAGES, LOCALES, catalogue

ROOT = Path(__file__).resolve().parents[2]
SPEAKERS = ("app.py", "export", "lessons", "locales", "pages", "player", "publish", "ui")
TEXTS = {lang: catalogue(lang) for lang in LANGUAGES}
EVERY = [(lang, key, text) for lang, texts in TEXTS.items() for key, text in texts.items()]
KEYS = set(TEXTS["en"])

HAN = r"[\u4e00-\u9fff]"
CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
# Words that a Chinese text may consist of, besides the names of optimizers.
INTERNATIONAL = {"CSV", "HTML", "PNG", "PyTorch"}

# What each declared thing must be told by, table by table.
DECLARED = {
    "hyper": ({*HYPERS, *(h.entry for h in AVERAGING.values())}, ("label", "help")),
    "optimizer": (OPTIMIZERS, ("idea",)),
    "surface": ({*SURFACES, "custom"}, ("name", "teaches")),
    "parameter": ({p.key for s in SURFACES.values() for p in s.parameters}, ("label", "help")),
    "schedule": (SCHEDULES, ("name", "help")),
    "schedule_parameter": (PARAMETERS, ("label",)),
    "aim": (AIMS, ("title", "goal", "cost")),
}


def plain(text: str) -> str:
    """A text without its formulas."""
    return re.sub(r"\$[^$]*\$", "", text)


def gaps(text: str) -> set[str]:
    """The names in braces that `t` fills in. LaTeX arguments of letters alone look the same."""
    return set(re.findall(r"\{([a-z_]+)\}", text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_says_everything(lang: str):
    assert set(TEXTS[lang]) ^ KEYS == set()


def test_the_languages_come_as_files():
    assert {path.stem for path in LOCALES.glob("*.toml")} == set(LANGUAGES)


def test_texts_are_not_empty_and_have_no_loose_ends():
    assert [(lang, key) for lang, key, text in EVERY if not text or text != text.strip()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_languages_have_the_same_gaps(lang: str):
    texts = TEXTS[lang]
    assert [key for key in KEYS & set(texts) if gaps(texts[key]) != gaps(TEXTS["en"][key])] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_languages_have_the_same_formulas_and_numbers(lang: str):
    def facts(text: str) -> set[str]:
        return {
            *re.findall(r"\$[^$]*\$", text),
            *re.findall(r"\d+(?:\.\d+)?(?![\w-])", plain(text)),
        }

    texts = TEXTS[lang]
    assert [key for key in KEYS & set(texts) if facts(texts[key]) != facts(TEXTS["en"][key])] == []


def test_formulas_are_closed():
    bare = ((lang, key, text.replace(r"\$", "")) for lang, key, text in EVERY)
    assert [(lang, key) for lang, key, text in bare if text.count("$") % 2] == []


def test_braces_are_closed():
    assert [(lang, key) for lang, key, t in EVERY if t.count("{") != t.count("}")] == []


def test_english_is_english():
    assert [key for key, text in TEXTS["en"].items() if re.search(CHINESE, text)] == []


def test_chinese_is_chinese():
    names = INTERNATIONAL.union(*(optimizer.name.split() for optimizer in OPTIMIZERS.values()))
    foreign = {
        key: text
        for key, text in TEXTS["zh"].items()
        if not re.search(HAN, text)
        and not set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", plain(text)))) <= names
    }
    assert foreign == {}


def test_chinese_has_its_own_punctuation():
    halves = rf"{HAN}[,;:?!.]|[,;:?!]{HAN}"
    assert [key for key, text in TEXTS["zh"].items() if re.search(halves, plain(text))] == []


AVOIDED = (
    "零点",
    "滑动平均",
    "坡度",
    "视野",
    "画面",
    "图谱",
    "来回摆动",
    "折返",
    "盆地",
    "左边",
    "右边",
)
"""Words for which the Chinese texts have settled on another: 原点, 移动平均, 梯度 …"""


def test_chinese_keeps_to_one_word_for_a_thing():
    assert [(key, w) for key, text in TEXTS["zh"].items() for w in AVOIDED if w in text] == []
    rules = {key: text.replace("更新规则", "") for key, text in TEXTS["zh"].items()}
    assert [key for key, text in rules.items() if "规则" in text] == []


def test_chinese_sets_latin_words_apart():
    wrong = rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}"
    formulas = re.compile(r"\$[^$]*\$|`[^`]*`|\{\w*\}")
    found = {key: re.findall(wrong, formulas.sub("", text)) for key, text in TEXTS["zh"].items()}
    assert {key: marks for key, marks in found.items() if marks} == {}


@pytest.mark.parametrize("table", DECLARED)
def test_what_is_declared_has_its_texts(table: str):
    names, parts = DECLARED[table]
    assert {f"{table}.{name}.{part}" for name in names for part in parts} - KEYS == set()


def test_every_line_of_every_rule_is_explained_and_no_other():
    lines = {line.text for optimizer in OPTIMIZERS.values() for line in optimizer.rule.statements}
    assert {key.removeprefix("line.") for key in KEYS if key.startswith("line.")} == lines


def test_a_rule_is_called_in_english_as_it_is_declared():
    named = {key: text for key, text in TEXTS["en"].items() if key.startswith("rule_name.")}
    assert named == {
        f"rule_name.{k}": OPTIMIZERS[k].name for k in OPTIMIZERS if f"rule_name.{k}" in KEYS
    }


@pytest.mark.parametrize("table", DECLARED)
def test_what_has_texts_is_declared(table: str):
    told = {key.split(".")[1] for key in KEYS if key.startswith(f"{table}.") and key.count(".") > 1}
    assert told - set(DECLARED[table][0]) == set()


def sources(*suffixes: str) -> list[Path]:
    """The files that may ask for texts."""
    found = [ROOT / "app.py"]
    for room in SPEAKERS:
        found += (ROOT / room).rglob("*")
    return sorted(path for path in found if path.suffix in suffixes)


TREES = {path: ast.parse(path.read_text("utf-8")) for path in sources(".py")}


def calls(function: str) -> list[tuple[str, ast.Call]]:
    """Every call of a function by its bare name, with the place for a message."""
    return [
        (f"{path.name}:{node.lineno}", node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == function and node.args
    ]


def patterns(node: ast.expr) -> list[str]:
    """The regular expressions of the keys that an argument can stand for, as far as it tells."""
    if isinstance(node, ast.IfExp):
        return patterns(node.body) + patterns(node.orelse)
    if isinstance(node, ast.Constant):
        return [re.escape(node.value)]
    if isinstance(node, ast.JoinedStr):
        parts = node.values
        return [
            "".join(
                r"\w+" if isinstance(p, ast.FormattedValue) else re.escape(p.value) for p in parts
            )
        ]
    return []


def matches(pattern: str) -> set[str]:
    return {key for key in KEYS if re.fullmatch(pattern, key)}


ASKED = [(place, p, call) for place, call in calls("t") for p in patterns(call.args[0])]
TABLES = [(place, rf"{p}\..+") for place, call in calls("words") for p in patterns(call.args[0])]


def test_the_sources_were_read():
    """The tests below look for calls by name; here they would notice a new name."""
    assert len(ASKED) > 20
    assert TABLES


def test_every_text_that_is_asked_for_exists():
    asked = [(place, pattern) for place, pattern, _ in ASKED] + TABLES
    assert [(place, pattern) for place, pattern in asked if not matches(pattern)] == []


def test_every_gap_is_filled_and_every_value_used():
    wrong = []
    for place, pattern, call in ASKED:
        given = {keyword.arg for keyword in call.keywords}
        if None in given:  # **values: known at run time only
            continue
        for text in (TEXTS["en"][key] for key in matches(pattern)):
            if not gaps(plain(text)) <= given <= gaps(text):
                wrong.append((place, text))
    assert wrong == []


def test_every_text_is_asked_for():
    strings = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    asked = [pattern for _, pattern, _ in ASKED] + [pattern for _, pattern in TABLES]
    assert KEYS - strings - set().union(*map(matches, asked)) == set()


def test_every_word_of_the_player_is_on_it():
    player = "".join(p.read_text("utf-8") for p in sources(".py", ".js") if "player" in p.parts)
    names = {key.removeprefix("player.") for key in KEYS if key.startswith("player.")}
    assert {name for name in names if not re.search(rf"\b{name}\b", player)} == set()
