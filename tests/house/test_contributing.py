"""CONTRIBUTING.md tells the truth: what it names is there, its picture is that of the imports."""

import re
import tomllib

import pytest

from optimizers import OPTIMIZERS
from surfaces import SURFACES
from tests.house.test_house import MAY_IMPORT, ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
PICTURES = {
    "CONTRIBUTING.md": TEXT.partition("## Run it")[0],
    "README.md": README.partition("## How it is built")[2].partition("## ")[0],
}
GUIDES = ("CONTRIBUTING.md", "README.md", "deploy/README.md")
FILE = re.compile(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:py|md|toml))`")
NAMED = [
    (guide, name)
    for guide in GUIDES
    for name in sorted(set(FILE.findall((ROOT / guide).read_text("utf-8"))))
]
TARGETS = sorted(set(re.findall(r"`make (\w+)`", TEXT)))
COMMANDS = sorted(set(re.findall(r"\.venv/bin/python (?:-m pytest )?(tests/[\w./]+)", TEXT)))


@pytest.mark.parametrize(("guide", "name"), [*NAMED, *((GUIDES[0], name) for name in COMMANDS)])
def test_what_is_named_is_there(guide: str, name: str):
    folder = (ROOT / guide).parent
    assert (ROOT / name).exists() or (folder / name).exists()


@pytest.mark.parametrize("target", TARGETS)
def test_what_make_can_do_it_does(target: str):
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("guide", PICTURES)
def test_every_room_is_in_the_picture_below_all_that_it_knows(guide: str):
    picture = PICTURES[guide]
    place = {room: picture.find(f"{room}/" if "." not in room else room) for room in MAY_IMPORT}
    assert min(place.values()) >= 0
    lines = {room: picture[:at].count("\n") for room, at in place.items()}
    for room, knows in MAY_IMPORT.items():
        for other in knows & MAY_IMPORT.keys():
            assert lines[other] <= lines[room], f"{room} knows {other}, which stands below it"


def test_the_readme_counts_right():
    told = re.search(r"more than (\d+) optimizers on more than (\d+) surfaces", README)
    for declared, least in zip((OPTIMIZERS, SURFACES), told.groups(), strict=True):
        assert 0 < len(declared) - int(least) <= 5


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("OPTIMIZERS", "optimizers/__init__.py"),
        ("LANGUAGES", "locales/__init__.py"),
        ("PAGES", "ui/frame/frame.py"),
        ("LABS", "ui/frame/frame.py"),
    ],
)
def test_a_list_is_where_it_is_said_to_be(name: str, file: str):
    assert f"`{name}`" in TEXT
    assert re.search(rf"^{name}\b", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_what_the_type_checker_leaves_out_is_there():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["basedpyright"]
    assert settings["ignore"]
    for name in settings["ignore"]:
        assert (ROOT / name).is_file()
