"""The gallery of warnings: for every code a small registry, exactly what is reported, and the fixed registry."""

from datetime import date
from pathlib import Path

import pytest

from commitrack.assess import assess
from commitrack.checks.strict import WARNINGS, warnings
from commitrack.errors import Problem, Severity
from commitrack.registry.read import read

TODAY = date(2026, 11, 23)
A = "[commitments.a]\ntitle = 'A'\nmade = 2024-01-01\n"
B = A.replace(".a]", ".b]")
PEOPLE = "targets.people = { value = 500, unit = 'people' }\n"
FALLING = "targets.people = { value = 100, baseline = 500, unit = 'people' }\n"
FIRST = "20260101T000000Z-00000000"
URL = "evidence = ['https://example.org/1']"
DONE = (f"a 2026-10-01 completion = 'complete', {URL}", "b 2026-10-01 note = 'n'")


def journal(*lines: str) -> str:
    """The text of a journal; each line gives the id of the commitment, the date and the keys of an update."""
    entries = []
    for number, line in enumerate(lines):
        name, day, rest = line.split(" ", 2)
        when = f"on = {day}, recorded = {day}T12:00:00Z"
        entries.append(f"20260101T000000Z-{number:08x} = {{ commitment = '{name}', {when}, {rest} }}\n")
    return "[updates]\n" + "".join(entries)


ZERO = "targets.deaths = { value = 0, unit = 'deaths' }\n"
SHARE = "targets.share = { value = 80, unit = '%' }\n"


GALLERY: list[tuple[str, str, int, str, str]] = [
    ("CT301", A + PEOPLE + journal(f"a 2025-10-01 actual = 5, {URL}"), 1,
     'the latest figure or completion level of "a" is from 2025-10-01, older than 12 months',
     A + PEOPLE + journal(f"a 2026-10-01 actual = 5, {URL}")),
    ("CT301", A + journal(f"a 2025-10-01 completion = 'limited', {URL}"), 1,
     'the latest figure or completion level of "a" is from 2025-10-01, older than 12 months',
     "[registry]\nstale_after = '2 years'\n" + A + journal(f"a 2025-10-01 completion = 'limited', {URL}")),
    ("CT302", A + PEOPLE + journal("a 2026-10-01 add = 5"), 6, 'the figure or completion level of "a" has no evidence',
     A + PEOPLE + journal("a 2026-10-01 note = 'no figure, no evidence'")),
    ("CT302", A + journal("a 2026-10-01 completion = 'limited'"), 5,
     'the figure or completion level of "a" has no evidence',
     A + journal(f"a 2026-10-01 completion = 'limited', {URL}")),
    ("CT303", A + "due = 2026-06-30\n" + journal("a 2026-06-29 note = 'soon'"), 1,
     '"a" was due on 2026-06-30 and has had no update since',
     A + "due = 2026-06-30\n" + journal("a 2026-06-30 note = 'late'")),
    ("CT308", "units.persons = { ja = '名' }\n" + A + PEOPLE, 1, 'no target has the unit "persons"',
     "units.people = { ja = '名' }\n" + A + PEOPLE),
    ("CT331", "[registry]\nfiscal_year_start = '10-01'\n" + A, 2,
     "FY2026 is read as the fiscal year that starts in 2026",
     "[registry]\nfiscal_year_start = '10-01'\nfiscal_year_named = 'end'\n" + A),
    ("CT331", A + "due = 'FY2026-27'\n", 1,
     '"FY2026-27" of "a" spans two calendar years, but fiscal years start on 1 January',
     "[registry]\nfiscal_year_start = '04-01'\nfiscal_year_named = 'start'\n" + A + "due = 'FY2026-27'\n"),
    ("CT331", A + journal("a 2026-10-01 amends = { due = 'FY2027-28' }, reason = 'late'"), 1,
     '"FY2027-28" of "a" spans two calendar years, but fiscal years start on 1 January',
     A + journal("a 2026-10-01 amends = { due = 'FY2027' }, reason = 'late'")),
    ("CT304", A + PEOPLE + B + PEOPLE + journal(f"a 2026-10-01 actual = 5, {URL}", f"b 2026-10-01 actual = 6, {URL}"),
     11, "the evidence for b (people) is also used for a (people): counted twice?",
     A + PEOPLE + B + PEOPLE.replace("'people'", "'schools'")
     + journal(f"a 2026-10-01 actual = 5, {URL}", f"b 2026-10-01 actual = 6, {URL}")),
    ("CT304", A + PEOPLE + PEOPLE.replace("s.people", "s.women")
     + journal(f"a 2026-10-01 target = 'people', actual = 5, {URL}",
               f"a 2026-10-01 target = 'women', actual = 6, {URL}"),
     8, "the evidence for a (women) is also used for a (people): counted twice?",
     A + PEOPLE + PEOPLE.replace("s.people", "s.women")
     + journal(f"a 2026-10-01 target = 'people', actual = 5, {URL}",
               "a 2026-10-01 target = 'women', actual = 6, evidence = ['https://example.org/2']")),
    ("CT305", A + PEOPLE + journal(f"a 2026-09-01 actual = 50, {URL}", f"a 2026-10-01 actual = 5, {URL}"), 7,
     'the figure for "a" fell from 50 people (2026-09-01) to 5 people (2026-10-01)',
     A + FALLING + journal(f"a 2026-09-01 actual = 450, {URL}", f"a 2026-10-01 actual = 400, {URL}")),
    ("CT306", A.replace(".a]", ".wa-2-0]") + A.replace(".a]", ".wa-20]"), 4,
     '"wa-20" and "wa-2-0" are easily confused',
     A.replace(".a]", ".wa-2-0]") + A.replace(".a]", ".wa-2-1]")),
    ("CT306", A + "[areas.e-waste]\ntitle = 'E'\n[areas.ewaste]\ntitle = 'E'\n", 6,
     '"ewaste" and "e-waste" are easily confused',
     A + "[areas.waste]\ntitle = 'E'\n[areas.ewaste]\ntitle = 'E'\n"),
    ("CT307", A + "targets.budget = { value = 5, unit = 'JPY' }\n", 4,
     'target "budget" of "a" is in a currency but does not state "counting"',
     A + "targets.budget = { value = 5, unit = 'JPY', counting = 'not-stated' }\n"),
    ("CT311", A + B + "part_of = 'a'\ndue = 2024\n" + journal(*DONE), 1,
     '"a" is fulfilled, but its part "b" is overdue',
     A + B + "part_of = 'a'\ndue = 2027\n" + journal(*DONE)),
    ("CT312", A + "kind = 'group'\n", 1, 'the group "a" has no parts',
     A + "kind = 'group'\n" + B + "part_of = 'a'\n"),
    ("CT310", A + ZERO, 4, 'the progress of target "deaths" of "a" cannot be measured: baseline missing',
     A + ZERO.replace("unit", "baseline = 312, unit")),
    ("CT310", A + SHARE, 4, 'the progress of target "share" of "a" cannot be measured: baseline missing',
     A + SHARE.replace("unit", "maintain = true, unit")),
    ("CT321", A + PEOPLE + journal(f"a 2026-10-01 actual = 5, {URL}", f"a 2026-10-01 actual = 6, {URL}"), 7,
     'two figures for "a" on 2026-10-01: 5 people and 6 people',
     A + PEOPLE + journal(f"a 2026-10-01 actual = 5, {URL}", f"a 2026-10-01 add = 1, {URL}")),
    ("CT322", A + PEOPLE + journal(f"a 2026-10-01 actual = 5, {URL}", f"a 2026-10-02 add = 6, {URL}",
                                   f"a 2026-10-03 retracts = '{FIRST}'"), 7,
     'an increment of "a" was added to the figure for 2026-10-01, which is retracted',
     A + PEOPLE + journal(f"a 2026-10-01 actual = 5, {URL}", f"a 2026-10-02 retracts = '{FIRST}'",
                          f"a 2026-10-03 add = 6, {URL}")),
]  # fmt: skip


def warnings_for(folder: Path, text: str) -> list[Problem]:
    """The warnings for a valid registry with this text, as of a fixed day."""
    (folder / "commitments.toml").write_text(text, encoding="utf-8")
    reading = read(folder)
    assert reading.problems == ()
    registry = reading.registry
    assessments = {
        name: assess(commitment, registry.updates.values(), as_of=TODAY, settings=registry.settings)
        for name, commitment in registry.commitments.items()
    }
    return reading.placed(warnings(registry, assessments))


@pytest.mark.parametrize(("code", "text", "line", "message", "fixed"), GALLERY)
def test_each_warning_says_what_to_look_at(
    tmp_path: Path, code: str, text: str, line: int, message: str, fixed: str
) -> None:
    """Each registry has exactly one warning, with its code, line, message and excerpt, and none once it is fixed."""
    (warning,) = warnings_for(tmp_path, text)
    assert (warning.code, warning.line, warning.message) == (code, line, message)
    assert (warning.severity, warning.file) == (Severity.WARNING, "commitments.toml")
    assert warning.excerpt == text.split("\n")[line - 1]
    assert warnings_for(tmp_path, fixed) == []


def test_every_warning_is_in_the_gallery() -> None:
    """Every warning has a case in the gallery, and no code is used twice."""
    codes = [warning.code for warning in WARNINGS]
    assert set(codes) == {code for code, *_ in GALLERY}
    assert len(set(codes)) == len(codes)


def test_evidence_may_be_used_repeatedly_for_one_target(tmp_path: Path) -> None:
    """Evidence for several figures of one target causes no warning, whether or not an update names the target."""
    text = A + PEOPLE + journal(f"a 2026-09-01 actual = 5, {URL}", f"a 2026-10-01 target = 'people', add = 6, {URL}")
    assert warnings_for(tmp_path, text) == []


def test_a_retracted_figure_causes_no_warning(tmp_path: Path) -> None:
    """A retracted figure causes no warning about a fall or about missing evidence."""
    figures = journal("a 2026-09-01 actual = 50", f"a 2026-10-01 actual = 5, {URL}")
    assert {warning.code for warning in warnings_for(tmp_path, A + PEOPLE + figures)} == {"CT302", "CT305"}
    retraction = "20260102T000000Z-0000000f = { commitment = 'a', on = 2026-10-01, recorded = 2026-10-02T00:00:00Z, "
    assert warnings_for(tmp_path, f"{A}{PEOPLE}{figures}{retraction}retracts = '20260101T000000Z-00000000' }}\n") == []
