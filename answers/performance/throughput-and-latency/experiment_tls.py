"""The same clicks written and read in plain text and over TLS, from one broker: MB/s, and the broker's CPU per MB."""

import re

from scripts.figures import Figures
from scripts.lab import Lab

from runs import counters, perf

LAYOUT = {"layout": "single", "jvm": "-XX:TieredStopAtLevel=4"}
KEYS = "-keyalg EC -alias broker -dname CN=localhost -ext SAN=dns:localhost -storetype PKCS12 -storepass changeit"
PRODUCED = re.compile(r"\(([\d.]+) MB/sec\).* 99th")
CONSUMED = re.compile(r"^\d{4}-.*, ([\d.]+), [\d.]+$", re.M)  # MB/s without the time it took to join the group


def run(lab: Lab, figures: Figures, full: bool) -> None:
    """Write and read by turns, so that both meet the same other work of the machine."""
    lab.run("keytool", "-genkeypair", *KEYS.split(), "-keystore", str(lab.folder / "broker.p12"))
    with lab.file(1).open("a", encoding="utf-8") as file:
        file.write(lab.to_real((lab.work / "server.properties").read_text("utf-8")))
    lab.restart(1)
    known = {str(lab.servers["broker-1"].port), str(lab.servers["broker-1"].controller_port)}
    ports = re.findall(r"Awaiting socket connections on localhost:(\d+)", lab.log(1).read_text("utf-8"))
    (port,) = set(ports) - known
    store = {"type": "PKCS12", "location": str(lab.folder / "broker.p12"), "password": "changeit"}
    client = {"security.protocol": "SSL"} | {f"ssl.truststore.{key}": value for key, value in store.items()}
    (lab.work / "client.txt").write_text("".join(f"{key}={value}\n" for key, value in client.items()), "utf-8")
    (lab.work / "clicks-600.txt").write_text(lab.python("clicks.py", "600"), "utf-8")
    lab.create_topic("clicks", partitions=6)

    rounds, records = (4, 80_000) if full else (1, 15_000)
    ways = {
        "plain": f"--bootstrap-server {lab.bootstrap}",
        "tls": f"--bootstrap-server localhost:{port} --command-config client.txt",
    }
    names = [(act, way) for act in ("produce", "consume") for _ in range(rounds + 1) for way in ways]
    times = {"produce": 1, "consume": 4}
    limits = {
        "produce": "--payload-file clicks-600.txt --throughput -1",
        "consume": "--timeout 30000 --group billing-{}",
    }
    plan = [
        f"{act}\t\t{act} --topic clicks --num-records {records * times[act]} {limits[act].format(place)} {ways[way]}\n"
        for place, (act, way) in enumerate(names)
    ]
    found: dict[str, list[float]] = {}
    for (act, way), text in zip(names, perf(lab, "".join(plan), 300), strict=True):
        speed = float((PRODUCED if act == "produce" else CONSUMED).findall(text)[-1])
        found.setdefault(f"{act} {way} speed", []).append(speed)
        found.setdefault(f"{act} {way} cpu", []).append(counters(text)[1])
    bounds = {
        "produce speed": (0.02, 5),
        "produce cpu": (0.2, 20),
        "consume speed": (0.02, 20),
        "consume cpu": (1.1, 200),
    }
    for name, (low, high) in bounds.items():
        act, what = name.split()
        tls, plain = (found[f"{act} {way} {what}"][1:] for way in ("tls", "plain"))  # the first is warm-up
        figures.add(
            f"{act}_{what}", [one / max(other, 0.01) for one, other in zip(tls, plain, strict=True)], "×", low, high
        )
