"""The brief in a real browser: headless Chromium measures, paints and prints it."""

import functools
import json
import os
import re
import shutil
import struct
import subprocess
import threading
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
"""Where axe.min.js of axe-core lies; .ci/run fetches it from npm."""

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
function drawn(sign, font) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 48;
  const pen = canvas.getContext("2d");
  pen.font = "32px " + font;
  pen.fillText(sign, 4, 36);
  return canvas.toDataURL();
}
onload = () => {
  const page = document.querySelector("iframe").contentDocument;
  const font = getComputedStyle(page.body).fontFamily, box = drawn("\\u0378", font);
  const signs = [...new Set(page.documentElement.textContent)].filter(sign => /[^\\s\\p{C}]/u.test(sign));
  document.title = JSON.stringify({
    known: signs.length, missing: signs.filter(sign => drawn(sign, font) === box), box: drawn("\\u0379", font) === box,
  });
};
</script>"""
AUDIT = """<script src="axe.min.js"></script><script>onload = async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const nodes = v => v.nodes.slice(0, 3).map(n => n.html.slice(0, 120));
  document.title = JSON.stringify(found.violations.map(v => [v.id, v.help, nodes(v)]));
}</script></body>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: Any) -> None: ...  # noqa: A002


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, rendered: Callable[..., str], generated: Snapshot
) -> Iterator[tuple[Path, str]]:
    """A folder with the briefs, and its address."""
    folder = tmp_path_factory.mktemp("served")
    for name in ("shipped", "quantified"):
        for lang in ("en", "ja"):
            (folder / f"{name}-{lang}.html").write_text(rendered(name, lang=lang), encoding="utf-8")
    report = build_report(generated, ReportRequest(since=(date(2026, 3, 1), "last")))
    for lang in ("en", "ja"):
        (folder / f"generated-{lang}.html").write_text(render_report(report, lang=lang), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def chromium(profile: Path, *arguments: str) -> str:
    """What Chromium writes to standard output."""
    assert CHROMIUM is not None
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
             "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
    command = [CHROMIUM, *quiet, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


PICTURE = Path(__file__).parents[3] / "docs" / "brief.png"
"""The picture of README: the top of the brief on the shipped registry, 1,100 pixels wide."""


def test_the_picture_of_the_brief_is_drawn_from_the_real_page(rendered: Callable[..., str], tmp_path: Path) -> None:
    """``COMMITRACK_GOLDEN=1`` draws it anew; pixels differ between machines, so only its size is compared."""
    page, drawn = tmp_path / "brief.html", tmp_path / "brief.png"
    page.write_text(rendered("shipped"), encoding="utf-8")
    chromium(tmp_path / "profile", "--window-size=1100,1640", f"--screenshot={drawn}", page.as_uri())
    if os.environ.get("COMMITRACK_GOLDEN"):
        PICTURE.write_bytes(drawn.read_bytes())
    sizes = [struct.unpack(">II", path.read_bytes()[16:24]) for path in (drawn, PICTURE)]
    assert sizes == [(1100, 1640), (1100, 1640)]


def titled(dom: str) -> Any:
    """What a page wrote into its title."""
    found = re.search(r"<title>(.*?)</title>", dom, re.DOTALL)
    assert found is not None
    return json.loads(unescape(found[1]))


SCHEMES = {"light": ("1", "rgb(255, 255, 255)"), "dark": ("0", "rgb(18, 22, 28)")}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["shipped-en", "shipped-ja", "generated-en", "generated-ja", "quantified-ja"])
def test_nothing_is_wider_than_the_window(served: tuple[Path, str], tmp_path: Path, name: str, scheme: str) -> None:
    """No horizontal scroll from telephone to desk, in light and in dark; the bars of the timeline have room."""
    folder, address = served
    frames = "".join(f'<iframe src="{name}.html" style="border:0;width:{width}px;height:900px"></iframe>'
                     for width in WIDTHS)  # fmt: skip
    (folder / f"measure-{name}.html").write_text(MEASURE.replace("FRAMES", frames), encoding="utf-8")
    number, paper = SCHEMES[scheme]
    found = titled(chromium(tmp_path, f"--blink-settings=preferredColorScheme={number}", "--window-size=1400,1000",
                            "--dump-dom", f"{address}/measure-{name}.html"))  # fmt: skip
    assert [seen["width"] for seen in found] == list(WIDTHS)
    for seen in found:
        assert seen["out"] == []
        assert seen["scrolled"] == seen["width"]
        assert seen["paper"] == paper
        assert seen["ink"] != paper
        assert seen["bars"] > 200


@pytest.mark.parametrize("name", ["shipped-en", "shipped-ja", "generated-ja"])
def test_no_sign_is_a_box(served: tuple[Path, str], tmp_path: Path, name: str) -> None:
    """Every character of the page has a glyph: none is drawn as the box for a missing glyph."""
    fonts = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=False).stdout if FC_LIST else b""
    if not fonts:
        pytest.skip("there is no Japanese font (apt-get install fonts-noto-cjk)")
    folder, address = served
    (folder / f"glyphs-{name}.html").write_text(GLYPHS.replace("PAGE", f"{name}.html"), encoding="utf-8")
    found = titled(chromium(tmp_path, "--dump-dom", f"{address}/glyphs-{name}.html"))
    assert found["box"] is True  # what has no glyph is drawn as the box, whichever it is
    assert found["known"] > 60
    assert found["missing"] == []


@pytest.mark.parametrize("name", ["shipped-en", "shipped-ja", "quantified-ja"])
def test_it_prints(served: tuple[Path, str], tmp_path: Path, name: str) -> None:
    """A4, several pages, fonts embedded."""
    printed = tmp_path / "brief.pdf"
    chromium(tmp_path / "profile", "--no-pdf-header-footer", f"--print-to-pdf={printed}", f"{served[1]}/{name}.html")
    pdf = printed.read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 5
    assert re.search(rb"/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]", pdf)
    assert b"/FontFile" in pdf


def test_the_policy_forbids_nothing_that_the_page_does(served: tuple[Path, str], tmp_path: Path) -> None:
    """Chromium reports no violation of the Content-Security-Policy and no error at all on its console."""
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
               "--disable-background-networking", "--disable-component-update", "--disable-sync",
               "--enable-logging=stderr",
               f"--user-data-dir={tmp_path}", "--dump-dom", (served[0] / "quantified-en.html").as_uri()]  # fmt: skip
    said = subprocess.run(command, capture_output=True, check=True, timeout=120).stderr.decode()
    assert "CONSOLE" not in said


@pytest.mark.skipif(AXE is None, reason="COMMITRACK_AXE does not name axe.min.js of axe-core")
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("name", "width"),
    [("shipped-en", 1280), ("generated-en", 1280), ("shipped-ja", 1280), ("generated-ja", 500)],
)
def test_axe_finds_nothing(served: tuple[Path, str], tmp_path: Path, name: str, width: int, scheme: str) -> None:
    """axe-core: contrast, landmarks, names, roles, tables. Its own script needs the policy out of the way."""
    folder, address = served
    text = (folder / f"{name}.html").read_text(encoding="utf-8")
    audited = re.sub(r"<meta http-equiv=[^>]*>", "", text).replace("</body>", AUDIT)
    (folder / "audit.html").write_text(audited, encoding="utf-8")
    shutil.copy(str(AXE), folder / "axe.min.js")
    number, _ = SCHEMES[scheme]
    dom = chromium(tmp_path, f"--blink-settings=preferredColorScheme={number}", f"--window-size={width},1000",
                   "--virtual-time-budget=60000", "--dump-dom", f"{address}/audit.html")  # fmt: skip
    assert titled(dom) == []
