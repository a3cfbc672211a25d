"""Fixtures for the tests of HTML: the reports of three registries, and a strict parser to read them."""

import hashlib
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commitrack.registry import example, must_read
from commitrack.registry.read import read
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.html import render_report

AS_OF = date(2026, 11, 23)
FOLDERS = {
    "shipped": example(),
    "small": Path(__file__).parent.parent / "small",
    "quantified": Path(__file__).parent / "quantified",
}
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Every tag of a page with its attributes and the tags around it, in order; an unclosed tag is an error."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = text
        self.tags: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.tags.append((tag, {name: value or "" for name, value in attrs}, tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}, tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1] if self._open else "", data.strip()))

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every tag of that name."""
        return [attrs for name, attrs, _ in self.tags if name == tag]

    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """The tags with the names of their attributes, which text of a registry must never change."""
        return [(tag, tuple(sorted(attrs))) for tag, attrs, _ in self.tags]


def render(folder: Path, lang: str = "en", only: tuple[str, ...] = (), *, annex: bool = True) -> str:
    reading = must_read(folder)
    request = ReportRequest(since=(date(2023, 12, 17), None), annex=annex)
    report = build_report(take_snapshot(reading.registry, as_of=AS_OF), request, digest=reading.digest())
    return "".join(render_report(report, lang=lang, only=only))


@pytest.fixture(scope="session")
def rendered() -> Callable[..., str]:
    """``rendered("small", lang="ja", only=("deadlines",))``: the HTML report as text, with its annex."""

    def build(name: str, *, lang: str = "en", only: tuple[str, ...] = (), annex: bool = True) -> str:
        return render(FOLDERS[name], lang, only, annex=annex)

    return build


@pytest.fixture(scope="session")
def top_digest(rendered: Callable[..., str]) -> str:
    """The SHA-256 of what the screenshot in docs shows of the shipped HTML report: everything before the charts."""
    top, charts, _rest = rendered("shipped").partition('<section class="charts"')
    assert charts
    return hashlib.sha256(top.encode()).hexdigest()


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Page]:
    """``parsed(text)``: the page as tags and texts."""
    return Page


@pytest.fixture(scope="session", params=[(name, lang) for name in FOLDERS for lang in ("en", "ja")], ids="-".join)
def page(request: pytest.FixtureRequest) -> Page:
    """The whole HTML report of each registry in each language."""
    name, lang = request.param
    return Page(render(FOLDERS[name], lang))


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[[str], Snapshot]:
    """``hostile(text)``: a snapshot of a registry with the text in every field, even where validation rejects it."""
    template = (Path(__file__).parent.parent / "hostile.toml").read_text(encoding="utf-8")

    def build(text: str) -> Snapshot:
        (tmp_path / "commitments.toml").write_text(template.replace("TEXT", text), encoding="utf-8")
        return take_snapshot(read(tmp_path).registry, as_of=AS_OF)

    return build
