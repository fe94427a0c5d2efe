"""What Streamlit calls in the browser: the small module between it and the player's code."""

import base64
import subprocess

from player.component import hear, script
from tests.player.node import NODE

CODE = "export const play = () => () => { globalThis.left = (globalThis.left ?? 0) + 1; };"
# A call is ended while its element stands, since the next one has come, and when it has gone.
ASK = """
globalThis.document = {{ baseURI: "http://127.0.0.1/" }};
const {{ default: call }} = await import("{module}");
const data = new TextEncoder().encode(JSON.stringify({{ urls: {{ code: "{code}" }} }}));
const parentElement = {{ isConnected: true }};
const leave = await call({{ data, parentElement }});
leave();
const overtaken = globalThis.left ?? 0;
parentElement.isConnected = false;
leave();
process.stdout.write(`${{overtaken}} ${{globalThis.left}}`);
"""


def _address(text: str) -> str:
    return "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()


def test_what_a_call_has_mounted_stays_until_its_element_has_gone():
    ask = ASK.format(module=_address(script("play")), code=_address(CODE))
    command = [NODE, "--input-type=module", "--eval", ask]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.stdout.split() == ["0", "1"], said.stderr


def test_nothing_is_heard_of_a_component_that_is_gone():
    """A page that is left may still tell what was done on it."""
    heard = []
    hear("gone.player", "step", heard.append, int)()
    assert heard == []
