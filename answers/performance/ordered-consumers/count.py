"""Count in a ledger what was lost, repeated and out of order: python count.py billing.ledger 40"""

import sys
from collections import Counter, defaultdict
from pathlib import Path


def count(ledger: Path, paid: int) -> dict[str, int]:
    """Out of order: begun before an earlier payment of the store was finished, beside another one of it, or after a later one."""
    running: Counter[str] = Counter()
    latest: Counter[str] = Counter()
    finished: defaultdict[str, set[int]] = defaultdict(set)
    repeated = disordered = 0
    for line in ledger.read_text().splitlines():
        match line.split():
            case ["opened", _]:
                running.clear()  # what a killed member had begun; its successor may go back
                latest.clear()
            case ["begin", store, number, _]:
                earlier = set(range(1, int(number)))
                repeated += int(number) in finished[store]
                disordered += bool(running[store] or int(number) <= latest[store] or earlier - finished[store])
                running[store] += 1
                latest[store] = int(number)
            case ["end", store, number, _]:
                running[store] -= 1
                finished[store].add(int(number))
    done = sum(map(len, finished.values()))
    return {"finished": done, "lost": paid - done, "repeated": repeated, "out of order": disordered}


if __name__ == "__main__":
    counted = count(Path(sys.argv[1]), int(sys.argv[2]))
    print(", ".join(f"{what} {number}" for what, number in counted.items()))
