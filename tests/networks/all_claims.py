"""Check every claim of the network laboratory on all its seeds, and on as many others."""

import sys
import time

from networks.claims.declared import EXPERIMENTS

OTHERS = 1000


def main() -> int:
    failed = []
    for key, experiment in EXPERIMENTS.items():
        begun = time.perf_counter()
        for first in (0, OTHERS):
            won = experiment.check(range(first, first + experiment.seeds))
            good = won.mean() >= experiment.least
            failed += [] if good else [f"{key} from seed {first}"]
            print(f"{key:15} seeds {first:4} ...  {won.sum():2} of {len(won)}", flush=True)
        if not experiment.check([experiment.shown]).all():
            failed.append(f"{key} from seed {experiment.shown}, which is shown")
        print(f"{'':15} {time.perf_counter() - begun:.1f} s", flush=True)
    print("all hold" if not failed else f"do not hold: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
