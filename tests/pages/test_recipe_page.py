"""The recipe: every symptom has its words and leads to experiments that exist."""

from urllib.parse import parse_qs

import pytest

from networks.claims.declared import EXPERIMENTS
from tests.page import opened, said
from ui.frame.text import LANGUAGES, catalogue
from ui.network.recipe import START, SYMPTOMS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_recipe_opens_and_leads_to_experiments(lang):
    app = opened("lessons", lang=lang, lesson="recipe")
    assert not app.warning
    text, texts = said(app), catalogue(lang)
    assert all(texts[f"recipe_symptom.{key}.do"] in text for key in SYMPTOMS)
    assert all(texts[f"recipe_start.{part}"] in text for part in START)
    links = [parse_qs(link.proto.query_string) for link in app.get("page_link")]
    shown = [link["net.show"][0] for link in links if "net.show" in link]
    assert shown == [name for names in SYMPTOMS.values() for name in names]
    assert set(shown) <= set(EXPERIMENTS)
