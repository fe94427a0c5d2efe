"""The maps page: every tool in both languages, links that say where to look, and bad ones."""

import pytest

import ui.maps.basins
import ui.maps.maps
from locales import number
from surfaces import SURFACES
from tests.page import opened, said, tables
from ui.frame.setting import packed
from ui.frame.text import LANGUAGES, catalogue
from ui.maps.maps import legend_of
from ui.serving.shared import Shared

every_language = pytest.mark.parametrize("lang", LANGUAGES)
BASINS = {"map": "basins", "basin.cells": "8"}


@pytest.mark.parametrize("tool", ["tuning", "profiles", "basins", "knob"])
@every_language
def test_every_tool_opens_in_both_languages(tool, lang):
    app = opened("maps", map=tool, lang=lang, cells="8", **{"basin.cells": "8"})
    assert not app.warning and not app.error


def test_a_link_points_at_a_cell():
    app = opened("maps", cells="16", optimizer="momentum", at="lr:0.001,gamma:0.5", shown="steps")
    text = said(app)
    assert "γ = 0.533" in text  # the nearest of 16 from 0 to 0.9999
    assert not app.warning


@pytest.mark.parametrize("at", ["lr", "lr:x", "lr:nan,beta1:inf", "::::", "lr:1:2", "<script>"])
def test_a_bad_place_is_reported_or_ignored(at):
    opened("maps", cells="8", at=at)


@pytest.mark.parametrize("at", ["lr:nan", "lr:inf", "lr:-inf"])
def test_a_place_that_is_nowhere_is_reported(at):
    app = opened("maps", map="profiles", runs="sgd", at=at)
    assert at in app.warning[0].value


@pytest.mark.parametrize("asked", ["0", "-1", "1e300", "0.00123"])
def test_the_mark_of_a_profile_stands_at_the_rate_that_is_played(monkeypatch, asked):
    marks = []
    monkeypatch.setattr(ui.maps.basins, "chart", lambda *_, mark, **__: marks.append(mark))
    app = opened("maps", map="profiles", runs="sgd", at=f"lr:{asked}")
    ((rate, height),) = marks
    assert f"η = {number(rate)}" in said(app) and height is None


@every_language
def test_rules_without_a_rate_are_not_called_none(lang):
    link = {"map": "profiles", "lang": lang, "own1": packed("theta = theta - 0.01 * g")}
    (told,) = opened("maps", runs="own1", **link).info
    assert told.value == catalogue(lang)["maps.no_rate"]
    (told,) = opened("maps", runs="", **link).info
    assert told.value == catalogue(lang)["player.none"]


def test_what_is_not_nothing_is_not_called_so():
    shares = {"converged": 0.999, "diverged": 0.001}
    assert [entry.name for entry in legend_of(shares)] == ["converged >99%", "diverged <1%"]


def test_maps_are_whole_even_if_others_push_out_what_is_kept(monkeypatch):
    monkeypatch.setattr(ui.maps.maps, "KEPT", Shared(1, lambda outcome: 2))
    app = opened("maps", surface="himmelblau", **BASINS)
    assert not app.error


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
    opened("maps", **link)


def test_a_range_of_zero_width_is_one_column():
    app = opened("maps", cells="8", **{"range.lr": ["0.1", "0.1"]})
    assert not app.warning
    assert "η = 0.100" in said(app)


def test_a_range_that_is_none_is_reported():
    app = opened("maps", cells="8", **{"range.lr": "often"})
    assert "range.lr" in app.warning[0].value


def test_profiles_print_how_wide_the_good_range_is():
    app = opened("maps", map="profiles", runs="sgd,adam", surface="bowl")
    (_, *rows), *_ = tables(app)
    assert len(rows) == 2
    assert all(width.startswith("× ") for _, width, *_ in rows)


def test_a_typed_formula_that_is_wrong_is_explained():
    assert opened("maps", surface="custom", f="x +* y").error


@every_language
def test_no_link_asks_for_more_cells_than_can_be_worked_out(lang: str):
    app = opened("maps", cells="256", steps="2000", lang=lang)
    bounded = catalogue(lang)["maps.cells_bounded"].replace("{cells}", "64")
    assert bounded in said(app)
    assert "64" not in catalogue(lang)["maps.cells_bounded"]
    assert bounded not in said(opened("maps", cells="64", steps="2000", lang=lang))


def offered(app) -> dict[str, str]:
    """The buttons that lead to a surface with several minima: their names, by the surface's key."""
    return {b.key.removeprefix("basins."): b.label for b in app.button if "basins." in str(b.key)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("surface", ["rosenbrock", "saddle"])
def test_a_surface_with_one_basin_at_most_leads_to_others(surface, lang):
    app = opened("maps", surface=surface, lang=lang, **BASINS)
    found = offered(app)
    assert found == {key: catalogue(lang)[f"surface.{key}.name"] for key in found}
    assert found and all(len(SURFACES[key].minima) > 2 for key in found)


def test_a_click_leads_to_a_surface_with_several_basins():
    app = opened("maps", **BASINS)
    key = next(iter(offered(app)))
    app.button(f"basins.{key}").click().run()
    assert not app.exception
    assert app.query_params["surface"] == key
    assert not offered(app)


def test_where_there_are_several_or_no_choice_none_is_offered():
    assert not offered(opened("maps", surface="himmelblau", **BASINS))
    assert not offered(opened("maps", lock="steps", **BASINS))
