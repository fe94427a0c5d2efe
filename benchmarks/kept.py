"""Where benchmarks leave what they have measured."""

import json
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def keep(name: str, found: dict) -> None:
    """Write what was found to results/<name>.json."""
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(f"{text}\n", "utf-8")
