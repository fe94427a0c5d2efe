"""A slow line: what the server says is held back until it is let through."""

import re

from playwright.sync_api import Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.app import eventually, settle


class Line:
    """The line of a page that has not been opened yet."""

    def __init__(self, page: Page) -> None:
        self._page, self._held, self._holds = page, [], False
        page.route_web_socket(re.compile("_stcore/stream"), self._through)

    def _through(self, line: WebSocketRoute) -> None:
        def pass_on(message: str | bytes) -> None:
            if self._holds:
                self._held.append((line, message))
            else:
                line.send(message)

        line.connect_to_server().on_message(pass_on)

    def hold(self) -> None:
        """Hold back what comes from now on: the answers to what is done from now on."""
        settle(self._page)
        self._holds = True

    def answered(self, times: int = 1) -> None:
        """Wait until so many whole answers are held back."""

        def held() -> bool:
            return sum(_ends(message) for _, message in self._held) >= times

        assert eventually(self._page, held)

    def release(self) -> None:
        """Let everything through."""
        self._holds = False
        while self._held:
            self._pass()

    def release_first(self) -> None:
        """Let the first answer through that is held back, and nothing after it."""
        while not self._pass():
            pass

    def _pass(self) -> bool:
        """Let the next message through; whether an answer ends with it."""
        line, message = self._held.pop(0)
        line.send(message)
        return _ends(message)


def _ends(message: str | bytes) -> bool:
    return ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"
