"""How a transcript's fence is drawn: commands apart from what they printed, so that only commands are copied."""

import re
from html import escape
from typing import Any

FACT = re.compile(r"#\s*([a-z]+):\s*(.+)")
FACTS = {"layout": "on {}", "after": "continues {}", "broker": "brokers use {}", "controller": "controllers use {}"}
LAYOUTS = {
    "single": "one combined server",
    "cluster": "one controller, three brokers",
    "quorum": "three controllers, three brokers",
}


def transcript(source: str, _language: str, _css: str, options: dict, _md: Any, **_: Any) -> str:
    """Draw a `console` fence (a formatter of pymdownx.superfences)."""
    lines = source.rstrip("\n").split("\n")
    facts = []
    while lines and (fact := FACT.fullmatch(lines[0])):
        if fact[2] != "none":
            facts.append(FACTS.get(fact[1], fact[1] + " {}").format(LAYOUTS.get(fact[2], fact[2])))
        lines.pop(0)
    title = options.get("title", "")
    caption = f'{escape(title)} <span class="transcript-facts">{escape(" · ".join(facts))}</span>'.strip()
    label = escape(f"Transcript {title}".strip(), quote=True)
    body = "\n".join(_lines(lines))
    return (
        f'<figure class="transcript"><figcaption>{caption}</figcaption>'
        f'<pre tabindex="0" role="region" aria-label="{label}"><code>{body}\n</code></pre></figure>'
    )


def title(_language: str, inputs: dict, options: dict, _attrs: dict, _md: Any) -> bool:
    """Accept `title="…"` and nothing else (a validator of pymdownx.superfences)."""
    if set(inputs) - {"title"}:
        return False
    options["title"] = inputs.get("title", "")
    return True


def _lines(lines: list[str]) -> list[str]:
    """Mark each command, with its continuation lines, and each line of output."""
    drawn: list[str] = []
    for line in lines:
        if line.startswith("$ "):
            drawn.append(f'<span class="command"><span class="prompt">$ </span>{escape(line[2:], quote=False)}</span>')
        elif line.startswith("> ") and drawn and drawn[-1].endswith("\\</span>"):
            more = f'\n<span class="prompt">&gt; </span>{escape(line[2:], quote=False)}</span>'
            drawn[-1] = drawn[-1].removesuffix("</span>") + more
        else:
            kind = "output exit" if re.fullmatch(r"\[exit \d+\]", line) else "output"
            drawn.append(f'<span class="{kind}">{escape(line, quote=False)}</span>')
    return drawn
