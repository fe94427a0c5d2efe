"""Pages that a test has done with, as good as new for the next one.

To open the app in a fresh profile starts a process, fetches the app's scripts and compiles them,
which is more than a quarter of the work. A page that has shown the app has all of it at hand.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.browser.chromium import LAPTOP

# What any page can be told to look like; all other options belong to the profile that it is in.
LOOK = {"viewport": LAPTOP, "color_scheme": "light", "reduced_motion": "no-preference"}
PROFILE = {"locale": "en-US"}
PATIENCE = 60_000  # ms; it decides nothing but how long a failure takes
LARGEST = 4
"""How many pages wait, at most: each has a process of its own."""


@dataclass(frozen=True)
class Pool:
    """The pages of `browser` that wait, each with its profile's options; the last used last."""

    browser: Browser
    waiting: list[tuple[dict, Page]] = field(default_factory=list)

    @contextmanager
    def lent(self, fresh: bool = False, **options: object) -> Iterator[Page]:
        """An empty page in a profile of its own; takes the options of `browser.new_context`.

        fresh: the profile has not loaded anything, for what is about that. Nobody has the page
        afterwards, as nobody has one that its user closes.

        The look is of the page alone, not of another one in the same profile.
        Whoever gives a page a listener or a script to begin with takes it back, or asks for a fresh
        page. The rest is seen to: see `renew`.
        """
        options = PROFILE | LOOK | options
        look = {key: options.pop(key) for key in LOOK}
        page = self._new(options) if fresh else self._taken(options)
        with ExitStack() as stack:
            stack.callback(page.context.close)
            page.set_viewport_size(look.pop("viewport"))
            page.emulate_media(media="null", **look)
            yield page
            if fresh or page.is_closed():
                return
            renew(page)
            stack.pop_all()
            self.waiting.append((options, page))
            for _, unused in self.waiting[:-LARGEST]:
                unused.context.close()
            del self.waiting[:-LARGEST]

    def _taken(self, options: dict) -> Page:
        for k, (found, page) in enumerate(self.waiting):
            if found == options:
                del self.waiting[k]
                return page
        return self._new(options)

    def _new(self, options: dict) -> Page:
        context = self.browser.new_context(viewport=LAPTOP, **options)
        context.set_default_timeout(PATIENCE)
        return context.new_page()


def renew(page: Page) -> None:
    """Empty the page, and forget what it and its profile keep but for what can be fetched again."""
    context = page.context
    for other in context.pages:
        if other != page:
            other.close()
    for routed in (page, context):
        routed.unroute_all()
    page.goto("about:blank")
    page.mouse.move(-1, -1)
    device = context.new_cdp_session(page)
    device.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    device.send("Page.resetNavigationHistory")
    device.detach()
