"""Print 3,000 clicks of the web shop as JSON, each cut or joined to as many bytes as the argument says."""

import json
import random
import sys

SIZE = int(sys.argv[1])
PAGES = ("product", "search", "basket", "category", "checkout")
AGENTS = [f"Mozilla/5.0 (X11; Linux x86_64; rv:{n}.0) Gecko/20100101 Firefox/{n}.0" for n in range(110, 140)]
chance = random.Random(0)


def click() -> str:
    """Return a click of about 600 bytes, a quarter of them random."""
    page = chance.choice(PAGES)
    return json.dumps({
        "event": "click", "session": f"{chance.getrandbits(128):032x}", "visitor": chance.randrange(10**9),
        "at": 1_764_000_000_000 + chance.randrange(10**7), "page": page, "sku": f"sku-{chance.randrange(200_000):06}",
        "store": f"store-{chance.randrange(4700):04}", "agent": chance.choice(AGENTS), "language": "en-US,en;q=0.8",
        "url": f"https://shop.example/{page}/{chance.randrange(10**6)}?q={chance.getrandbits(64):016x}",
        "referrer": f"https://shop.example/{chance.choice(PAGES)}?campaign={chance.randrange(500)}",
        "position": {"x": chance.randrange(1920), "y": chance.randrange(9000)},
        "screen": chance.choice(("390x844", "1920x1080")),
        "experiments": [f"exp-{chance.randrange(40)}" for _ in range(3)], "consent": chance.random() < 0.7,
    })  # fmt: skip


for _ in range(3_000):
    text = click()
    while len(text) < SIZE:
        text += click()
    print(text[:SIZE])
