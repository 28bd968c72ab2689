"""How far writes scale when each broker has a limit: with the brokers that lead, or with the partitions?"""

from scripts.figures import Figures
from scripts.lab import Lab

LAYOUT = {"layout": "cluster", "broker": "server.properties"}


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Compare what producers got acknowledged in the same seconds. Three partitions on one broker are the control."""
    rows = [line.split() for line in lab.java("Writes", lab.bootstrap, "30" if full else "5").splitlines()]
    taken = {topic: int(records) for topic, records in rows}
    one = taken["payments-1-partition"]
    figures.add("one_partition", one, unit="records", low=800)
    figures.add("three_on_one", taken["payments-3-on-1-broker"] / one, low=0.6, high=1.6)
    figures.add("three_on_three", taken["payments-3-on-3-brokers"] / one, low=2, high=4)
    figures.add("six_on_three", taken["payments-6-on-3-brokers"] / one, low=2, high=4)
