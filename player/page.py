"""What a page needs of the browser beside its figures."""

from streamlit.components.v2 import component

from player.component import script, sealed

_page = component("page", js=script("page"), isolate_styles=False)


def tend(lang: str) -> None:
    """Tell the browser the page's language, and let the keyboard scroll its wide tables.

    lang: the code of the language, as HTML has it: a screen reader speaks, and a browser breaks
    lines and picks letters, by it.
    """
    _page(key="document", data=sealed({"lang": lang}), height=1)
