"""The same payments billed in seven ways; a crash in the middle; a member that joins in the middle."""

import signal
from collections import Counter

from count import count
from hashes import hash_code, murmur2

from scripts.cluster.process import Process
from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = {"layout": "single", "broker": "server.properties"}
THREADS, STORES, POLL = 8, 100, 20
UNORDERED = ("turns", "share")
# Between what each speed-up must lie; 1, none, is excluded.
RATIOS = {"batches": (4, 26), "partitions": (1.7, 9), "pool": (1.7, 9), "turns": (1.7, 11), "share": (1.7, 11), "hot": (1.2, 3.5)}
WAYS = ("one", *RATIOS)


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Full: more payments and three rounds; small: fewer and one."""
    ways(lab, figures, *((1_000, 3) if full else (180, 1)))
    crash(lab, figures, 1_000, 3 if full else 1)
    join(lab, figures, *((3_000, 3) if full else (1_600, 1)))


def ways(lab: Lab, figures: Figures, payments: int, rounds: int) -> None:
    """Compare each way with one thread, and with what the hashes of the keys let expect."""
    found = [_round(lab, payments, number) for number in range(rounds)]
    figures.add("payments", payments, low=1)
    figures.add("hot_percent", 100 * found[0][0]["hottest"] / payments, unit="%", low=25, high=40)
    figures.add("rate_one", [payments / seconds["one"] for _, seconds, _, _ in found], "payments/s", low=20, high=101)
    for name, (low, high) in RATIOS.items():
        figures.add(f"expected_{name}", found[0][0]["one"] / found[0][0][name], low=2)
        ratios = [seconds["one"] / seconds[name] for _, seconds, _, _ in found]
        figures.add(f"ratio_{name}", ratios, low=low, high=high)
    for name in WAYS:
        bounds = {"low": 1} if name in UNORDERED else {"high": 0}
        figures.add(f"disordered_{name}", [disordered[name] for _, _, disordered, _ in found], **bounds)
    for name, (low, high) in {"waiting": (0.4, 0.6), "one": (0, 0.2), "pool": (0.3, 0.7)}.items():
        figures.add(f"idle_{name}", [idle[name] for *_, idle in found], low=low, high=high)


def _round(lab: Lab, payments: int, number: int) -> tuple[dict[str, float], ...]:
    """Return per way the calls one thread must make one after another, the seconds and the disorder; then idle ratios."""
    for name in WAYS:
        lab.create_topic(f"payments-{name}-{number}", partitions=THREADS if name == "partitions" else 1)
    printed = lab.java("Ways", lab.bootstrap, str(payments), str(STORES), str(number))
    idle = {line.split()[0].removesuffix(f"-{number}"): float(line.split()[1]) for line in printed.splitlines()}
    calls, seconds, disordered = {}, {}, {}
    for name in WAYS:
        ledger = lab.work / f"{name}-{number}.ledger"
        lines = [line.split() for line in ledger.read_text().splitlines()[1:]]
        keys = Counter(line[1] for line in lines if line[0] == "end")
        calls[name] = _calls(name, keys, payments)
        seconds[name] = (int(lines[-1][-1]) - int(lines[0][-1])) / 1000
        disordered[name] = count(ledger, payments)["out of order"]
        calls["hottest"] = max(keys.values())  # of the last, which is "hot"
    return calls, seconds, disordered, idle


def _calls(name: str, keys: Counter[str], payments: int) -> float:
    """Return how many calls the busiest thread has to make."""
    match name:
        case "one":
            return payments
        case "batches":
            return payments / POLL
        case "partitions":
            return _fullest(keys, lambda key: murmur2(key.encode()))
        case "pool" | "hot":
            return _fullest(keys, hash_code)
        case _:
            return payments / THREADS


def _fullest(keys: Counter[str], hashed) -> int:
    shares: Counter[int] = Counter()
    for key, number in keys.items():
        shares[hashed(key) % THREADS] += number
    return max(shares.values())


def crash(lab: Lab, figures: Figures, payments: int, rounds: int) -> None:
    """Kill a member in the middle, start it again, count. The control commits by the clock: it must lose."""
    lab.create_topic("payments")
    files = {"billing": "consumer.properties", "billing-auto": "consumer-auto.properties"}
    found = {group: [] for group in files}
    for number in range(rounds):
        lab.java("Pay", lab.bootstrap, "payments", str(payments), str(STORES))
        _kill_in_the_middle(lab, _start(lab, files, f"{number}-first"), payments)
        for process in _start(lab, files, f"{number}-second").values():
            process.wait(60)
        for group in files:
            ledger = lab.work / f"{group}.ledger"
            found[group].append(count(ledger, payments))
            ledger.unlink()
    kept, lost = found["billing"], found["billing-auto"]
    figures.add("crash_payments", payments, low=1)
    figures.add("crash_lost", [each["lost"] for each in kept], "payments", high=0)
    figures.add("crash_repeated", [each["repeated"] for each in kept], "payments", low=1, high=699)
    figures.add("crash_disordered", [each["out of order"] for each in kept], high=0)
    figures.add("automatic_lost", [each["lost"] for each in lost], "payments", low=1)


def _start(lab: Lab, files: dict[str, str], life: str) -> dict[str, Process]:
    return {group: lab.background(f"{group}-{life}", "java", "Bill", lab.bootstrap, file) for group, file in files.items()}


def _kill_in_the_middle(lab: Lab, running: dict[str, Process], payments: int) -> None:
    """Kill each when seven tenths are finished: poll() has returned all by then, long enough ago for the clock."""

    def killed() -> bool:
        for group, process in list(running.items()):
            ledger = lab.work / f"{group}.ledger"
            if ledger.exists() and ledger.read_text().count("end ") > 0.7 * payments:
                process.send(signal.SIGKILL)
                process.wait(30)
                del running[group]
        return not running

    lab.wait_until(killed, "seven tenths of the payments")


def join(lab: Lab, figures: Figures, payments: int, rounds: int) -> None:
    """Let a second member join at a quarter; the control gives partitions up without waiting for its workers."""
    found = {"join": [], "join-protocol": [], "join-hasty": []}
    for number in range(rounds):
        running = {}
        for name in found:
            lab.create_topic(f"{number}-{name}", partitions=2)
            running[name] = lab.background(f"{number}-{name}", "java", "Join", lab.bootstrap, str(payments), f"{number}-{name}")
        for name, process in running.items():
            process.wait(90)
            found[name].append(count(lab.work / f"{number}-{name}.ledger", payments) | {"second": int(process.output())})
    figures.add("join_payments", payments, low=1)
    for name, counted in found.items():
        low, high = (1, None) if name == "join-hasty" else (None, 0)
        word = name.replace("-", "_")
        figures.add(f"{word}_lost", [each["lost"] for each in counted], "payments", high=0)
        figures.add(f"{word}_repeated", [each["repeated"] for each in counted], "payments", low, high)
        figures.add(f"{word}_disordered", [each["out of order"] for each in counted], low=low, high=high)
        figures.add(f"{word}_second", [each["second"] for each in counted], "payments", low=1)
