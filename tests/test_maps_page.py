"""The maps page: every tool in both languages, links that say where to look, and bad ones."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui.text import LANGUAGES

APP = str(Path(__file__).resolve().parents[1] / "app.py")


def opened(**link: str) -> AppTest:
    """The page as a link opens it."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["lang"] = link.pop("lang", "en")
    for name, value in link.items():
        app.query_params[name] = value
    app.switch_page("pages/maps.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.markdown, *app.caption, *app.warning])


@pytest.mark.parametrize("tool", ["tuning", "profiles", "basins", "knob"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_tool_opens_in_both_languages(tool, lang):
    app = opened(map=tool, lang=lang, cells="8", **{"basin.cells": "8"})
    assert not app.warning and not app.error


def test_a_link_points_at_a_cell():
    app = opened(cells="16", optimizer="momentum", at="lr:0.001,gamma:0.5", shown="steps")
    text = said(app)
    assert "γ = 0.533" in text  # the nearest of 16 from 0 to 0.9999
    assert not app.warning


@pytest.mark.parametrize("at", ["lr", "lr:x", "lr:nan,beta1:inf", "::::", "lr:1:2", "<script>"])
def test_a_bad_place_is_reported_or_ignored(at):
    opened(cells="8", at=at)


@pytest.mark.parametrize("link", [
    {"cells": "1"},
    {"optimizer": "sgd", "cells": "8"},
    {"surface": "custom", "f": "log(x) + x^2 + y^2", "cells": "8"},
    {"surface": "custom", "f": "log(x)", "map": "basins", "basin.cells": "8"},
    {"surface": "custom", "f": "log(x)", "map": "knob"},
    {"surface": "custom", "f": "log(x)", "map": "profiles"},
    {"surface": "saddle", "map": "basins", "basin.cells": "8"},
    {"surface": "saddle", "map": "profiles"},
    {"surface": "rastrigin", "map": "basins", "basin.cells": "32", "runs": "adam"},
    {"map": "basins", "runs": ""},
    {"map": "profiles", "runs": ""},
    {"map": "nonsense", "cells": "7.5", "optimizer": "none", "adam.axes": "lr-lr"},
    {"steps": "1", "cells": "8"},
], ids=str)  # fmt: skip
def test_extreme_settings_are_shown_not_raised(link):
    opened(**link)


def test_a_range_of_zero_width_is_one_column():
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["range.lr"] = ["0.1", "0.1"]
    app.query_params["cells"] = "8"
    app.switch_page("pages/maps.py").run()
    assert not app.exception and not app.warning
    assert "η = 0.100" in said(app)


def test_a_range_that_is_none_is_reported():
    app = opened(cells="8", **{"range.lr": "often"})
    assert "range.lr" in app.warning[0].value


def test_profiles_print_how_wide_the_good_range_is():
    app = opened(map="profiles", runs="sgd,adam", surface="bowl")
    width = app.table[0].value.iloc[:, 1]
    assert all(cell.startswith("× ") for cell in width)


def test_a_typed_formula_that_is_wrong_is_explained():
    assert opened(surface="custom", f="x +* y").error
