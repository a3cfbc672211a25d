"""The screenshot in docs shows the HTML report as it is today.

``COMMITRACK_GOLDEN=1 pytest tests/views/html/test_browser.py -k screenshot`` makes a new one with Chromium; look at it
before you commit it.
"""

from pathlib import Path

SCREENSHOT = Path(__file__).parents[3] / "docs" / "brief.png"


def test_the_screenshot_is_made_from_the_present_page(top_digest: str) -> None:
    """The screenshot contains the digest of the page it was made from, which is that of the page as rendered now."""
    assert f"Source\0{top_digest}".encode() in SCREENSHOT.read_bytes()
