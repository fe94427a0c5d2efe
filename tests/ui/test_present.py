"""The keys of a slide show, whatever the server has come to."""

import pytest

from ui.present import page


def test_a_key_that_comes_twice_before_the_page_is_drawn_undoes_what_it_did(
    monkeypatch: pytest.MonkeyPatch,
):
    """Streamlit calls a button's function with what the page gave it when it drew it last."""
    monkeypatch.setattr(page.st, "session_state", state := {})
    for shown in ("words", None, "words"):
        page.toggle(page.SHEET, "words")
        assert state[page.SHEET] == shown
    page.toggle(page.SHEET, "formula")
    assert state[page.SHEET] == "formula"
