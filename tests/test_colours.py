"""Every text colour of the site can be read on every ground it stands on, in both schemes (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "overrides" / "assets" / "css"
TEXTS = ("text", "muted", "accent", "good", "bad", "warn", "core", "senior", "staff")
GROUNDS = ("bg", "surface", "raised", "code-bg")
AA_TEXT, AA_SHAPE = 4.5, 3.0


def colours(file: str, scheme: str, prefix: str) -> dict[str, str]:
    """Return a scheme's variables by name."""
    body = re.search(rf"\[data-md-color-scheme={scheme}\] \{{(.*?)\n\}}", (CSS / file).read_text("utf-8"), re.S)[1]
    return dict(re.findall(rf"--{prefix}-([\w-]+): (#[0-9a-f]{{6}})", body))


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_on_every_ground(scheme: str, ground: str) -> None:
    site = colours("site.css", scheme, "site")
    weak = {text: round(contrast(site[text], site[ground]), 2) for text in TEXTS}
    assert {text: ratio for text, ratio in weak.items() if ratio < AA_TEXT} == {}


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_on_a_button(scheme: str) -> None:
    site = colours("site.css", scheme, "site")
    assert contrast(site["accent-text"], site["accent"]) >= AA_TEXT


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_and_edges_in_diagrams(scheme: str) -> None:
    drawn, ground = colours("diagram.css", scheme, "diagram"), colours("site.css", scheme, "site")["raised"]
    fills = [name for name in drawn if f"{name}-border" in drawn] + ["surface"]
    assert {name for name in fills if contrast(drawn["text"], drawn[name]) < AA_TEXT} == set()
    assert contrast(drawn["muted"], drawn["broker"]) >= AA_TEXT
    assert contrast(drawn["muted"], ground) >= AA_TEXT
    assert contrast(drawn["edge"], ground) >= AA_SHAPE
    assert contrast(drawn["dead-border"], ground) >= AA_TEXT
