"""What the app puts into its controls and its link, where two runs of a page meet."""

import pytest
from streamlit.runtime.state import SessionStateProxy
from streamlit.testing.v1 import AppTest


def _put_and_tell():
    import streamlit as st

    from ui.frame import put

    put.put_link("view", "overlay")
    put.tell()
    st.text("told")


@pytest.mark.parametrize("error", [KeyError, RuntimeError])
def test_a_run_whose_state_the_next_run_takes_away_ends_without_a_word(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
):
    def taken(_):
        raise error

    assert [text.value for text in AppTest.from_function(_put_and_tell).run().text] == ["told"]
    monkeypatch.setattr(SessionStateProxy, "to_dict", taken)
    run = AppTest.from_function(_put_and_tell).run()
    assert not run.exception
    assert not run.text
