"""Looks for the longest formula of each family that becomes a surface.

Texts that are too long are refused and shorter ones are not: so it can be looked for in halves.
"""

import json
from bisect import bisect_left

from tests.surfaces.formula_families import FAMILIES, LONGEST, refused

if __name__ == "__main__":
    found = {
        family: bisect_left(texts, True, key=refused) - 1 for family, texts in FAMILIES.items()
    }
    LONGEST.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
