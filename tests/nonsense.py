"""What strangers may send: texts, links, values of controls, events."""

JUNK = (
    "",
    ",,,:,:",
    "nan",
    "1e308",
    "inf",
    "1e999",
    "9" * 400,
    "\u0663",  # a digit, to Python
    "\0",
    "\x1b[2J\r\nSet-Cookie: a=b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "\u202e\u2066" + "`" * 5,
    "__import__('os').system('id')",
    "x" + "**9" * 60,
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![](//host/a.png) :material/home:",
    "{surface}{0.__class__}%s%n",
    "../../../../etc/passwd",
    "漢" * 34_000,
)
"""Texts for any setting of a link."""
RUBBISH = (
    "&=&&==&%&%zz=%ff&adam.lr=%c0%af&\0=\0&surface=%00&surface&;=;&?=#&seed=+1+&" + "a=1&" * 900
)
"""A link's query that says nothing at all, at length."""
VALUES = {
    "string_value": ["banana", "x" * 100_000],
    "string_array_value": [["banana"], [""] * 9000],
    "double_value": [float("nan")],
    "double_array_value": [[1e308, float("nan")]],
    "int_value": [2**62],
    "int_array_value": [[-1]],
    "trigger_value": [True],
    "json_value": [
        "{",
        '{"view": [7], "end": {}, "rest": null}',
        '{"start": [null, {}]}',
        '{"start": [NaN, 1e30], "knob": "x"}',
        '{"click": {"panel": 1}}',
    ],
    "bytes_value": [b"\xff\x00"],
    "file_uploader_state_value": [None],
}
"""Values of controls by the field of the protocol's state that carries them."""
EVENTS = [
    "{",
    "7",
    "[7]",
    '[{"event": "touch"}]',
    '[{"event": "touch", "value": 5}]',
    '[{"event": "touch", "value": {"0": "adam.lr"}}]',
    '[{"event": "touch", "value": [null, [[]]]}]',
    '[{"event": "touch", "value": ["adam.lr", "nan"]}]',
    '[{"event": "start", "value": ["x", {}]}, {"event": "view", "value": 7}]',
    '[{"event": 7, "value": 7}, {"event": "knob", "value": 1e999}]',
]
"""What a component may say has happened, as its JSON."""
