"""What every page of the site has: head, ways to the other pages, and its script."""

from dataclasses import dataclass

from locales import LANGUAGES, Texts
from publish.assets import Assets
from publish.markup import Markup, data, join, tag

SANDBOX = "allow-scripts allow-downloads"
"""What a page needs in a frame: its script, and saved pictures."""

# Set where the script of the site does not run although there are scripts: an old browser.
_OLD = """addEventListener("load", function () {
  var page = document.documentElement;
  if (!page.classList.contains("alive")) document.getElementById("old").hidden = false;
});"""


@dataclass(frozen=True)
class Page:
    """A page of the site. path: its place below the site's root. body: what is in its `main`.

    packed: what its script is told. lead: a sentence on it for search engines. kind: a class of the
    whole page. chrome: whether above it stand the ways to other pages, and to itself in the other
    languages. script: whose script it runs, a key of SCRIPTS. stands: whether its pictures are
    there without that, standing still.
    """

    t: Texts
    path: str
    title: str
    body: Markup
    packed: dict | None = None
    lead: str = ""
    kind: str = ""
    chrome: bool = True
    script: str = "site"
    stands: bool = True

    @property
    def up(self) -> str:
        """From the page to the site's root."""
        return "../" * self.path.count("/")

    def written(self, assets: Assets) -> str:
        """The whole HTML."""
        t, title = self.t, f"{self.title} · {self.t('app.title')}"
        head = join(
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", title),
            (self.lead and tag("meta", name="description", content=self.lead)) or None,
            assets.head(self.up),
        )
        without, old = ("no_script", "old_browser") if self.stands else ("needs_script",) * 2
        body = join(
            tag("a", t("site.skip"), href="#main", class_="skip") if self.chrome else None,
            self._top() if self.chrome else None,
            tag("noscript", tag("p", t(f"site.{without}"), class_="notice")),
            tag("p", t(f"site.{old}"), class_="notice", id="old", hidden=True),
            tag("main", self.body, id="main"),
            tag("script", Markup(_OLD)),
            data(self.packed, id="page") if self.packed else None,
            assets.script(self.up, self.script),
        )
        return "<!doctype html>\n" + tag(
            "html", tag("head", head), tag("body", body, class_=self.kind or None), lang=t.lang
        )

    def _top(self) -> Markup:
        t, home = self.t, f"{self.up}{self.t.lang}"
        places = [
            (f"{home}/index.html", t("nav.lessons")),
            (f"{home}/playground.html", t("playground.title")),
        ]
        same = self.path.partition("/")[2]
        others = [
            tag("a", name, href=f"{self.up}{lang}/{same}", hreflang=lang, lang=lang)
            for lang, name in LANGUAGES.items()
            if lang != t.lang
        ]
        links = [tag("a", name, href=href) for href, name in places]
        return tag(
            "header",
            tag("a", t("app.title"), href=f"{home}/index.html", class_="home"),
            tag("nav", *links, *others, aria_label=t("site.pages")),
            class_="top",
        )
