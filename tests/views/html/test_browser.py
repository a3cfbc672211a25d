"""The HTML report in a real browser: headless Chromium measures, draws and prints it."""

import functools
import json
import os
import re
import shutil
import struct
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.html import render_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = os.environ.get("COMMITRACK_AXE")
"""The path of axe.min.js of axe-core, which .ci/run fetches from npm."""

FC_LIST = shutil.which("fc-list")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the PATH")

WIDTHS = (360, 768, 940, 1280)
MEASURE = """<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">FRAMES
<script>
function measure(frame) {
  const page = frame.contentDocument, width = frame.clientWidth;
  const boxed = new Set(page.querySelectorAll(".box *, .hidden, .hidden *, .skip, svg *"));
  const out = [...page.body.querySelectorAll("*")].filter(e => !boxed.has(e)
    && e.getBoundingClientRect().right > width + 1 && getComputedStyle(e).position !== "absolute");
  return {
    width, scrolled: page.documentElement.scrollWidth, out: out.map(e => e.outerHTML.slice(0, 80)),
    paper: getComputedStyle(page.body).backgroundColor, ink: getComputedStyle(page.body).color,
    bars: Math.min(...[...page.querySelectorAll("table.gantt svg")].map(e => e.getBoundingClientRect().width)),
  };
}
onload = () => { document.title = JSON.stringify([...document.querySelectorAll("iframe")].map(measure)); };
</script>"""
GLYPHS = """<!DOCTYPE html><meta charset="utf-8"><body><iframe src="PAGE"></iframe>
<script>
function drawn(character, font) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 48;
  const pen = canvas.getContext("2d");
  pen.font = "32px " + font;
  pen.fillText(character, 4, 36);
  return canvas.toDataURL();
}
onload = () => {
  const page = document.querySelector("iframe").contentDocument;
  const font = getComputedStyle(page.body).fontFamily, box = drawn("\\u0378", font);
  const characters = [...new Set(page.documentElement.textContent)].filter(text => /[^\\s\\p{C}]/u.test(text));
  document.title = JSON.stringify({
    known: characters.length, missing: characters.filter(character => drawn(character, font) === box),
    box: drawn("\\u0379", font) === box,
  });
};
</script>"""
AUDIT = """<script src="axe.min.js"></script><script>onload = async () => {
  const results = await axe.run(document, {resultTypes: ["violations"]});
  const nodes = v => v.nodes.slice(0, 3).map(n => n.html.slice(0, 120));
  document.title = JSON.stringify(results.violations.map(v => [v.id, v.help, nodes(v)]));
}</script></body>"""


class Quiet(SimpleHTTPRequestHandler):
    """A request handler that serves a folder without logging."""

    def log_message(self, format: str, *args: Any) -> None: ...  # noqa: A002


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, rendered: Callable[..., str], generated: Snapshot
) -> Iterator[tuple[Path, str]]:
    """A folder with HTML reports, and the address at which it is served."""
    folder = tmp_path_factory.mktemp("served")
    for name in ("shipped", "quantified"):
        for lang in ("en", "ja"):
            (folder / f"{name}-{lang}.html").write_text(rendered(name, lang=lang), encoding="utf-8")
            (folder / f"{name}-{lang}-brief.html").write_text(rendered(name, lang=lang, annex=False), encoding="utf-8")
    report = build_report(generated, ReportRequest(since=(date(2026, 3, 1), "last"), annex=True))
    for lang in ("en", "ja"):
        (folder / f"generated-{lang}.html").write_text("".join(render_report(report, lang=lang)), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def chromium(profile: Path, *arguments: str) -> str:
    """Run Chromium and return its standard output."""
    assert CHROMIUM is not None
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
             "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
    command = [CHROMIUM, *quiet, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


SCREENSHOT = Path(__file__).parents[3] / "docs" / "brief.png"
"""The screenshot in docs: the top of the HTML report on the shipped registry, 1,100 pixels wide."""


def test_the_screenshot_has_the_size_of_a_new_one(
    rendered: Callable[..., str], top_digest: str, tmp_path: Path
) -> None:
    """The screenshot in docs has the size of a new one, which ``COMMITRACK_GOLDEN=1`` saves; pixels may differ.

    ``test_screenshot.py`` compares the page it was made from, by the digest that is saved in it.
    """
    page, screenshot = tmp_path / "brief.html", tmp_path / "brief.png"
    page.write_text(rendered("shipped"), encoding="utf-8")
    chromium(tmp_path / "profile", "--window-size=1100,1640", f"--screenshot={screenshot}", page.as_uri())
    if os.environ.get("COMMITRACK_GOLDEN"):
        SCREENSHOT.write_bytes(with_text(screenshot.read_bytes(), f"Source\0{top_digest}"))
    sizes = [struct.unpack(">II", path.read_bytes()[16:24]) for path in (screenshot, SCREENSHOT)]
    assert sizes == [(1100, 1640), (1100, 1640)]


def with_text(png: bytes, text: str) -> bytes:
    """The PNG with a text chunk (length, type, keyword and text, checksum) after its header of 33 bytes."""
    chunk = b"tEXt" + text.encode()
    return b"".join((png[:33], struct.pack(">I", len(text)), chunk, struct.pack(">I", zlib.crc32(chunk)), png[33:]))


def titled(dom: str) -> Any:
    """The JSON that a page wrote into its title."""
    title = re.search(r"<title>(.*?)</title>", dom, re.DOTALL)
    assert title is not None
    return json.loads(unescape(title[1]))


SCHEMES = {"light": ("1", "rgb(255, 255, 255)"), "dark": ("0", "rgb(18, 22, 28)")}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["shipped-en", "shipped-ja", "generated-en", "generated-ja", "quantified-ja"])
def test_nothing_is_wider_than_the_window(served: tuple[Path, str], tmp_path: Path, name: str, scheme: str) -> None:
    """The page never scrolls horizontally, from phone to desktop, in light and dark, and timeline bars have room."""
    folder, address = served
    iframes = "".join(f'<iframe src="{name}.html" style="border:0;width:{width}px;height:900px"></iframe>'
                     for width in WIDTHS)  # fmt: skip
    (folder / f"measure-{name}.html").write_text(MEASURE.replace("FRAMES", iframes), encoding="utf-8")
    number, paper = SCHEMES[scheme]
    frames = titled(chromium(tmp_path, f"--blink-settings=preferredColorScheme={number}", "--window-size=1400,1000",
                            "--dump-dom", f"{address}/measure-{name}.html"))  # fmt: skip
    assert [frame["width"] for frame in frames] == list(WIDTHS)
    for frame in frames:
        assert frame["out"] == []
        assert frame["scrolled"] == frame["width"]
        assert frame["paper"] == paper
        assert frame["ink"] != paper
        assert frame["bars"] > 200


@pytest.mark.parametrize("name", ["shipped-en", "shipped-ja", "generated-ja"])
def test_every_character_has_a_glyph(served: tuple[Path, str], tmp_path: Path, name: str) -> None:
    """No character of the page is drawn as the box for a missing glyph."""
    fonts = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout if FC_LIST else b""
    if not fonts:
        pytest.skip("there is no Japanese font (apt-get install fonts-noto-cjk)")
    folder, address = served
    (folder / f"glyphs-{name}.html").write_text(GLYPHS.replace("PAGE", f"{name}.html"), encoding="utf-8")
    glyphs = titled(chromium(tmp_path, "--dump-dom", f"{address}/glyphs-{name}.html"))
    assert glyphs["box"] is True  # all missing glyphs are drawn as the same box
    assert glyphs["known"] > 60
    assert glyphs["missing"] == []


@pytest.mark.parametrize("name", ["shipped-en", "shipped-ja", "quantified-ja"])
def test_the_report_prints_on_a4(served: tuple[Path, str], tmp_path: Path, name: str) -> None:
    """The printed report is a PDF of several A4 pages with embedded fonts."""
    printed = tmp_path / "brief.pdf"
    chromium(tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={printed}", f"{served[1]}/{name}.html")
    pdf = printed.read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 5
    assert re.search(rb"/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]", pdf)
    assert b"/FontFile" in pdf


@pytest.mark.parametrize("name", ["shipped-en-brief", "shipped-ja-brief"])
def test_without_the_annex_the_report_has_few_pages(served: tuple[Path, str], tmp_path: Path, name: str) -> None:
    """The report on the shipped registry has at most 12 pages on paper, unless the annex is requested."""
    printed = tmp_path / "brief.pdf"
    chromium(tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={printed}", f"{served[1]}/{name}.html")
    assert 3 < len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) <= 12


def test_the_policy_forbids_nothing_that_the_page_does(served: tuple[Path, str], tmp_path: Path) -> None:
    """Chromium reports no violation of the Content-Security-Policy and no other message on its console."""
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
               "--disable-background-networking", "--disable-component-update", "--disable-sync",
               "--enable-logging=stderr",
               f"--user-data-dir={tmp_path}", "--dump-dom", (served[0] / "quantified-en.html").as_uri()]  # fmt: skip
    output = subprocess.run(command, capture_output=True, check=True, timeout=120).stderr.decode()
    assert "CONSOLE" not in output


@pytest.mark.skipif(AXE is None, reason="COMMITRACK_AXE does not name axe.min.js of axe-core")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("name", "width"),
    [("shipped-en", 1280), ("generated-en", 1280), ("shipped-ja", 1280), ("generated-ja", 500)],
)
def test_axe_finds_no_violations(served: tuple[Path, str], tmp_path: Path, name: str, width: int, scheme: str) -> None:
    """axe-core finds no accessibility violation; the policy of the page is removed so that its script can run."""
    folder, address = served
    text = (folder / f"{name}.html").read_text(encoding="utf-8")
    audited = re.sub(r"<meta http-equiv=[^>]*>", "", text).replace("</body>", AUDIT)
    (folder / "audit.html").write_text(audited, encoding="utf-8")
    shutil.copy(str(AXE), folder / "axe.min.js")
    number, _ = SCHEMES[scheme]
    dom = chromium(tmp_path, f"--blink-settings=preferredColorScheme={number}", f"--window-size={width},1000",
                   "--virtual-time-budget=60000", "--dump-dom", f"{address}/audit.html")  # fmt: skip
    assert titled(dom) == []
