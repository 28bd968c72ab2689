"""Write the same records with linger.ms 0, 5 and 50, paced and at full speed: how many requests does each take?"""

import re

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = "single"
LINE = re.compile(r"(\d+) requests, records-per-request-avg ([\d.]+), batch-size-avg (\d+)")
GAP_MICROSECONDS = 2_000  # paced: at most 500 records per second


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Count per 1,000 records: one round of few records, or three of many in full."""
    lab.create_topic("clicks", partitions=1, replicas=1)
    rounds, paced, fast = (3, 1_000, 20_000) if full else (1, 500, 20_000)
    requests, per_request, batch_bytes = {}, {}, {}
    for linger in (0, 5, 50):
        runs = [_write(lab, linger, paced, GAP_MICROSECONDS) for _ in range(rounds)]
        requests[linger], per_request[linger], batch_bytes[linger] = (list(column) for column in zip(*runs, strict=True))
    # A busy machine delays the sending thread, so that more records meet in a batch: room downwards, and no overlap.
    for linger, (low, high) in {0: (410, 1_000), 5: (120, 400), 50: (15, 110)}.items():
        figures.add(f"requests_linger_{linger}", requests[linger], "requests", low, high)
    for linger, (low, high) in {0: (1, 2.4), 5: (2.5, 9), 50: (9, 70)}.items():
        figures.add(f"per_request_linger_{linger}", per_request[linger], "records", low, high)
    for linger, (low, high) in {0: (600, 1_500), 5: (1_510, 5_500), 50: (5_500, 16_384)}.items():
        figures.add(f"batch_bytes_linger_{linger}", batch_bytes[linger], "B", low, high)
    for linger in (0, 5, 50):
        runs = [_write(lab, linger, fast, 0)[0] for _ in range(rounds)]
        figures.add(f"fast_requests_linger_{linger}", runs, "requests", 35, 120)


def _write(lab: Lab, linger: int, records: int, gap: int) -> tuple[int, float, int]:
    """Return requests per 1,000 records, records per request and bytes per batch."""
    output = lab.java("Pace", lab.bootstrap, str(linger), str(records), str(gap))
    requests, per_request, batch_bytes = LINE.search(output).groups()
    return round(int(requests) * 1_000 / records), float(per_request), int(batch_bytes)
