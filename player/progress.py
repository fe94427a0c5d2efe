"""The browser's memory of what a learner has done, as a Streamlit component."""

from typing import Any

from streamlit.components.v2 import component

from player.component import script, sealed

_progress = component("progress", js=script("progress"), isolate_styles=False)


def follow(key: str, store: dict[str, Any]) -> tuple[Any, bool]:
    """Have the browser keep `store`; what it knows beyond, if anything, and whether it keeps it.

    As soon as it knows more (from an earlier visit, or another tab), the page runs again.
    store: as `lessons.exercises.progress.Progress.written` has it; what comes back may be anything.
    """
    said = _progress(
        key=key,
        data=sealed({"store": store, "asks": True}),
        default={"store": None, "kept": True},
        height=1,
        on_store_change=_nothing,
        on_kept_change=_nothing,
    )
    return said.store, said.kept is not False


def keep(key: str, store: dict[str, Any]) -> None:
    """Have the browser keep `store` too: for a part of a page that runs alone."""
    _progress(key=key, data=sealed({"store": store, "asks": False}), height=1)


def _nothing() -> None:
    """What is said is read where the component stands."""
