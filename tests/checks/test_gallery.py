"""The gallery of errors: a small registry for every code, and exactly what is reported for it."""

import re
from pathlib import Path

import pytest

import commitrack.registry
from commitrack.checks import CHECKS
from commitrack.errors import Severity
from commitrack.registry.read import must_read, read
from commitrack.registry.source import MAX_EXCERPT

A = '[commitments.a]\ntitle = "A"\n'
X = "targets.x = { unit = 'people', value = 5%s }\n"
KEY, OTHER = "20261002T081500Z-7f3a", "20261002T081600Z-7f3b"
BIG = "the file is larger than 16 MB"
ID = 'invalid id "%s": use only a–z, 0–9, ".", "_" and "-", starting with a letter or digit'


def update(fields: str, *, key: str = KEY, start: str = A) -> str:
    """The text of a registry with a commitment and an update, which is the last line."""
    when = "" if fields.startswith("on =") else "on = 2026-08-31, "
    return f'{start}[updates]\n{key} = {{ commitment = "a", {when}recorded = 2026-10-02T08:15:00Z, {fields} }}\n'


RETRACTED = update("note = 'n'") + update(f"retracts = '{KEY}'", key=OTHER, start="").partition("\n")[2]

DIFF3 = "restore the whole tables of both sides; to see them: git checkout --conflict=diff3 FOLDER/commitments.toml"
LONG = "k = { note = '%s' }\n" % ("n" * 500)
GALLERY: list[tuple[str, str | bytes | None, int | None, str, str | None]] = [
    ("CT101", None, None, "not a regular file", None),
    ("CT102", "a = '日本'".encode("shift_jis"), 1, "not UTF-8 at byte 5: this looks like Shift_JIS",
     "save the file as UTF-8"),
    ("CT102", "a = 1".encode("utf-16"), 1, "not UTF-8 at byte 0: this looks like UTF-16", "save the file as UTF-8"),
    ("CT103", f"{A}<<<<<<< HEAD\nmade = 2023\n=======\nmade = 2024\n>>>>>>> theirs\n", 3,
     "unresolved git conflict, lines 3 to 7", DIFF3),
    ("CT103", f"{A}made = 2023\n=======\nmade = 2024\n>>>>>>> theirs\n", 6, "unresolved git conflict marker", DIFF3),
    ("CT104", f"{A}made = 2023-02-30\n", 3, "invalid TOML: Invalid date or datetime",
     "2023-02-30 does not exist; correct the month or the day"),
    ("CT104", f"{A}made = 2023-09-36\n", 3, "invalid TOML: Expected newline or end of document after a statement",
     "2023-09-36 does not exist; correct the month or the day"),
    ("CT104", f"{A}made ＝ 2023\n", 3, "invalid TOML: Expected '=' after a key in a key/value pair",
     '"＝" is a full-width character; outside quotes, use "="'),
    ("CT104", A + A, 3, "invalid TOML: Cannot declare [commitments.a] twice",
     "table defined twice, first in line 1: each id can be used only once"),
    ("CT104", f"{A}made = 2023\ntitle = 'B'\n", 4, "invalid TOML: Cannot overwrite a value",
     "key defined twice, first in line 2: each key can be used only once"),
    ("CT104", f"{A}[updates]\n{LONG}m = {{}}\n{LONG}", 6,
     "invalid TOML: Cannot overwrite a value", "line 4 is the same: delete one of the two"),
    ("CT104", "commitments.a.title = 'A'\r\ncommitments.a.title = 'B'\n", 2, "invalid TOML: Cannot overwrite a value",
     "key defined twice, first in line 1: each key can be used only once"),
    ("CT104", f"{A}[commitments]\na.made = 2023\n", 4, "invalid TOML: Cannot redefine namespace [commitments.a]", None),
    ("CT104", f"{A}=======\n", 3, "invalid TOML: Invalid statement",
     "unresolved git conflict marker: delete this line"),
    ("CT104", f"{A}areas = ['x',\n", 4, "invalid TOML: Invalid value",
     "a quote, bracket or brace above this line is not closed"),
    ("CT104", f"{A}made = soon\n", 3, "invalid TOML: Invalid value",
     "text needs quotes; dates, numbers, true and false do not"),
    ("CT105", f"{A}a.b.c.d.e.f.g.h.i = 1\n", 3, "key with more than 8 parts", None),
    ("CT105", f"{A}due = {'9' * 29}\n", 3, "number with more than 28 digits", None),
    ("CT105", f"{A}due = 1e30\n", 3, "number with an exponent of 30 or more", None),
    ("CT105", f"{A}due = {'[' * 13}{']' * 13}\n", 3, "brackets nested more than 12 levels deep", None),
    ("CT105", b"#" * (16 * 1024**2 + 1), None, BIG,
     "split the registry into several files; every *.toml file in the folder is read"),
    ("CT106", f"{A}[pillar.p]\ntitle = 'P'\n", 3, 'unknown table "pillar"',
     ("expected one of: registry, defaults, export, documents, pillars, areas, parties, meetings, commitments, "
      "updates, removed, units, rates")),
    ("CT106", f"{A}pilar = 'p'\n", 3, 'unknown key "pilar" in a commitment', 'did you mean "pillar"?'),
    ("CT106", f"{A}id = 'a'\n", 3, '"id" is not allowed here; it is set by the name of the table', None),
    ("CT107", "[commitments.a]\nmade = 2023\n", 1, 'missing key "title": required for a commitment', None),
    ("CT108", f"{A}headline = 'yes'\n", 3, 'headline: must be true or false, not the text "yes"', None),
    ("CT108", f"{A}[areas]\nfood = 'Food'\n", 4, '"food" must be a table, not the text "Food"', None),
    ("CT108", "[[commitments]]\n", 1, '"commitments" must be a table', None),
    ("CT112", f"[registry]\nformat = 2\n{A}unheard_of = 1\n", 2,
     "the registry has format 2; this version of commitrack reads format 1",
     "upgrade commitrack: pip install --upgrade commitrack"),
    ("CT201", f"{A}areas = ['food']\n[areas.foods]\ntitle = 'F'\n", 3,
     'unknown area "food" in areas', 'did you mean "foods"?'),
    ("CT201", f"{A}related = ['z']\n", 3,
     'unknown commitment or meeting "z" in related', None),
    ("CT201", f"{A}source = {{ document = 'd' }}\n", 3,
     'unknown document "d" in source', None),
    ("CT201", f"{A}parties.beneficiary = ['p']\n", 3,
     'unknown party "p" in parties', None),
    ("CT201", update("note = 'n'").replace('"a", ', '"b", '), 4, 'unknown commitment "b"',
     '"b" may have been removed, here or on another branch: restore it; see: commitrack check --explain CT201'),
    ("CT201", f"removed.b = {{ added = 2026-01-01T00:00:00Z }}\n{A}part_of = 'b'\n", 4,
     'unknown commitment "b" in part_of',
     ('"b" was removed, perhaps on another branch: restore it, or delete this reference; '
      "see: commitrack check --explain CT201")),
    ("CT202", f"{A}part_of = 'b'\n[commitments.b]\ntitle = 'B'\npart_of = 'a'\n", 3,
     'circular "part_of": a is part of b is part of a', None),
    ("CT202", f"{A}part_of = 'a'\n", 3, 'circular "part_of": a is part of a', None),
    ("CT203", f"{A}[areas.'Food & drink']\ntitle = 'F'\n", 3, ID % "Food & drink", None),
    ("CT203", f"{A}targets.'台' = {{ unit = '台' }}\ntargets.'台 ' = {{ unit = '台' }}\n", 4, ID % "台 ", None),
    ("CT203", f"{A}targets.'$(x)' = {{ unit = 'people' }}\n", 3, ID % "$(x)", None),
    ("CT204", f"{A}formerly = ['b']\n[commitments.b]\ntitle = 'B'\n", 3,
     '"b", a former id of "a", is also the id of a commitment',
     'if a merge brought both, keep one of the two commitments; otherwise delete "b" from "formerly"'),
    ("CT204", f"{A}formerly = ['a']\n", 3, '"a", a former id of "a", is also the id of a commitment',
     'delete "a" from "formerly"'),
    ("CT204", f"{A}formerly = ['x']\n[commitments.b]\ntitle = 'B'\nformerly = ['x']\n", 6,
     '"x" is a former id of both "a" and "b"',
     'if a merge brought both, keep one of the two commitments; otherwise delete "x" from "formerly"'),
    ("CT211", f"[registry]\nfiscal_year_start = 'April'\n{A}due = 'FY2026'\nmade = 'FY2020'\n", 2,
     'fiscal_year_start: must be a month and a day such as "04-01"', None),
    ("CT211", f"[registry]\ntimezone = 'Tokio'\n{A}", 2, 'unknown time zone "Tokio"; use a name like Asia/Tokyo', None),
    ("CT211", f"[registry]\ntimezone = 'a{'.' * 300}'\n{A}", 2,
     f'unknown time zone "a{"." * 300}"; use a name like Asia/Tokyo', None),
    ("CT211", f"[registry]\nthresholds = {{ on_track = 0.5 }}\n{A}", 2,
     "thresholds: at_risk must be between 0 and on_track", None),
    ("CT212", f"{A}made = 2023\ndue = 2030\nwithin = '3 years'\n", 5,
     'two deadlines: due = 2030 and within = "3 years"; keep the one that the source states', None),
    ("CT213", f"{A}within = '3 years'\n", 3, '"within" is counted from "made", but "made" is missing', None),
    ("CT213", f"{A}made = 2023\ndue = 2022\n", 4, '"due" (2022-12-31) is before "made" (2023)', None),
    ("CT213", f"{A}made = 2023-09-06\n{X % ', due = 2023-09-05'}", 4,
     '"due" (2023-09-05) is before "made" (2023-09-06)', None),
    ("CT214", f"{A}targets.x = {{ unit = 'JPY', value = 5, counting = 'paid' }}\n", 3,
     '"counting" for money must be one of pledged, committed, disbursed, spent, mobilised, not-stated, not "paid"',
     None),
    ("CT215", f"{A}targets.x = {{ unit = ' ' }}\n", 3,
     '"unit" must be a word such as people or a currency code such as JPY', None),
    ("CT216", f"{A}made = 2023\ndue = 2024\n{X % ', milestones = [{ on = 2025-01-01, value = 1 }]'}", 5,
     "the milestone on 2025-01-01 is not between 2023-01-01 and 2024-12-31", None),
    ("CT216", f"{A}targets.x = {{ unit = 'people', milestones = [{{ on = 2025-01-01, value = 1 }}] }}\n", 3,
     'a target without "value" cannot have "milestones"', None),
    ("CT216", A + X % ", milestones = [{ on = 2025-01-01, value = 1 }, { on = 2025-01-01, value = 2 }]", 3,
     "two milestones on the same date", None),
    ("CT218", f"{A}[[rates]]\ncurrency = 'yen'\ndate = 2024-01-01\nrate = 0.007\nsource = 'a bank'\n", 3,
     "an exchange rate must be between two different currency codes, not yen and USD", None),
    ("CT218", f"{A}[[rates]]\ncurrency = 'JPY'\ndate = 2024-01-01\nrate = 0\nsource = 'a bank'\n", 3,
     "the rate of JPY on 2024-01-01 must be above zero, not 0", None),
    ("CT217", f"{A}due = 2024\n{X % ', baseline_on = 2025-01-01'}", 4,
     '"baseline_on" (2025-01-01) is not before the deadline (2024)', None),
    ("CT217", f"{A}due = 2024-12-30\n{X % ', baseline_on = 2024'}", 4,
     '"baseline_on" (2024) is not before the deadline (2024-12-30)', None),
    ("CT217", f"{A}[meetings.m]\ntitle = 'M'\non = 2024-01-02\nuntil = 2024-01-01\n", 6,
     '"until" (2024-01-01) is before "on" (2024-01-02)', None),
    ("CT205", f"{A}kind = 'group'\ndue = 2030\n", 4, '"a" is a group and cannot have "due"',
     'move it to a part, or change "kind" to pledge or programme'),
    ("CT205", update("note = 'n'", start=f"{A}kind = 'group'\n"), 5, '"a" is a group and cannot have updates',
     'move it to a part, or change "kind" to pledge or programme'),
    ("CT206", f"{A}pillar_basis = 'stated'\n", 3, '"a" has "pillar_basis", but no "pillar"', None),
    ("CT206", f"{A}areas_basis = 'inferred'\n", 3, '"a" has "areas_basis", but no "areas"', None),
    ("CT207", f"{A}counted_with = 'a'\n", 3, '"a" cannot be counted with itself', None),
    ("CT207", f"{A}counted_with = 'b'\n[commitments.b]\ntitle = 'B'\nkind = 'group'\n", 3,
     '"a" cannot be counted with "b", which is a group', None),
    ("CT207", (f"{A}counted_with = 'b'\n[commitments.b]\ntitle = 'B'\ncounted_with = 'c'\n[commitments.c]\n"
     "title = 'C'\n"), 3, '"b" is counted with another commitment itself', 'use counted_with = "c"'),
    ("CT201", f"{A}counted_with = 'b'\n", 3, 'unknown commitment "b" in counted_with', None),
    ("CT219", A + X % ", baseline = 5", 3, "value and baseline are both 5 people",
     "for a level to keep, add maintain = true; else correct one of them"),
    ("CT219", A + X % ", baseline = 8, qualifier = 'at-least'", 3,
     '"at-least" 5 people is below the baseline of 8 people',
     'for "keep at least 5 people", add maintain = true; for a decrease, use "at-most"'),
    ("CT219", A + X % ", baseline = 2, qualifier = 'at-most'", 3,
     '"at-most" 5 people is above the baseline of 2 people',
     'for "keep to at most 5 people", add maintain = true; for an increase, use "at-least"'),
    ("CT221", update("note = 'n'", key="one"), 4,
     'invalid update key "one": must look like 20261002T081500Z-8e41352eb4eee', None),
    ("CT222", update("by = 'me'"), 4,
     "empty update: add one of actual, add, completion, lifecycle, amends, retracts, or a note", None),
    ("CT222", update("actual = 1, add = 1", start=A + X % ""), 5,
     "an update takes only one of actual, add, completion, lifecycle, amends and retracts; found actual and add", None),
    ("CT223", update("actual = 1"), 4, '"a" has no target for a figure; use "completion" instead', None),
    ("CT223", update("target = 'y', actual = 1", start=A + X % ""), 5, '"a" has no target "y" (targets: x)', None),
    ("CT223", update("add = 1", start=A + X % "" + "targets.y.unit = 'items'\n"), 6,
     '"a" has several targets (x, y); specify which one', None),
    ("CT224", update("completion = 'limited'", start=A + X % ""), 5,
     '"a" has a target value; record a figure or a note instead of a completion level', None),
    ("CT225", update("on = 2026-10-04, note = 'n'"), 4,
     '"on" (2026-10-04) is later than the date of recording (2026-10-02)', None),
    ("CT108", update("on = 1026-10-04, note = 'n'"), 4, "on: the year 1026 is out of range; use 1900–2200", None),
    ("CT226", update(f"retracts = '{OTHER}'"), 4, f'unknown update "{OTHER}"', None),
    ("CT226", update(f"retracts = '{KEY}'"), 4, "an update cannot retract itself", None),
    ("CT226", f"[commitments.b]\ntitle = 'B'\n{RETRACTED}".replace('"a", ', '"b", ', 1), 7,
     f'update "{KEY}" belongs to another commitment, "b"', None),
    ("CT230", RETRACTED.replace("note = 'n'", f"retracts = '{OTHER}'"), 4,
     f"these updates retract one another: {KEY}, {OTHER}", None),
    ("CT227", update("note = 'n', evidence = ['javascript:x']"), 4,
     'invalid address "javascript:x"; use the form https://…', None),
    ("CT227", update("note = 'n', evidence = ['https://[x']"), 4,
     'invalid address "https://[x"; use the form https://…', None),
    ("CT227", update("note = 'n', evidence = [{ page = 3 }]"), 4,
     'evidence in braces needs either "file" or "document"', None),
    ("CT227", update("note = 'n', evidence = [{ file = '../x', sha256 = '' }]"), 4,
     'the file "../x" must be inside the registry folder', None),
    ("CT227", update('note = "n", evidence = [{ file = "a\\u0000b" }]'), 4,
     '"a\0b" cannot be the name of a file', None),
    ("CT227", update("note = 'n', evidence = [{ file = 'x.pdf' }]"), 4,
     'the file "x.pdf" needs "sha256" (64 hexadecimal digits)', None),
    ("CT228", update("amends = {}, reason = 'r'"), 4, '"amends" must state "value" or "due"', None),
    ("CT228", update("lifecycle = 'withdrawn'"), 4, 'an amendment or lifecycle change needs a "reason"', None),
    ("CT231", update("actual = 1e28", start=A + X % ""), 5,
     "1E+28 has more than 28 digits before or after the decimal mark", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "content", "line", "message", "hint"), GALLERY)
def test_each_error_says_what_is_wrong_and_where(
    tmp_path: Path, code: str, content: str | bytes | None, line: int | None, message: str, hint: str | None
) -> None:
    """Each registry has exactly one problem, with the expected code, line, message, hint and excerpt."""
    path = tmp_path / "commitments.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (problem,) = read(tmp_path).problems
    hint = hint and hint.replace("FOLDER", str(tmp_path))
    assert (problem.code, problem.line, problem.message, problem.hint) == (code, line, message, hint)
    assert (problem.severity, problem.file) == (Severity.ERROR, "commitments.toml")
    if isinstance(content, str) and line is not None:
        assert problem.excerpt == content.split("\n")[line - 1][:MAX_EXCERPT]


@pytest.mark.parametrize(
    ("first", "second", "id"),
    [
        (A, A.replace('"A"', '"B"'), "commitments.a"),
        ("[areas.x]\ntitle = 'X'\n", "[areas.x]\ntitle = 'X'\n", "areas.x"),
        ("[registry]\n", "[registry]\n", "registry"),
    ],
)
def test_an_id_in_two_files_is_an_error(tmp_path: Path, first: str, second: str, id: str) -> None:  # noqa: A002
    """An id that is defined in two files is reported in the second file, and the message names the first place."""
    (tmp_path / "a.toml").write_text(f"[commitments.z]\ntitle = 'Z'\n{first}")
    (tmp_path / "b.toml").write_text(f"# second\n{second}")
    (problem,) = read(tmp_path).problems
    assert (problem.code, problem.severity, problem.file, problem.line) == ("CT109", Severity.ERROR, "b.toml", 2)
    assert problem.message == f'"{id}" is already defined in "a.toml", line 3'
    assert problem.hint == "keep the one that is right, and delete the other; after a merge, one may be an old version"


def test_exchange_rates_may_be_in_several_files(tmp_path: Path) -> None:
    """Rates have no id, so those of all files are read, and a wrong one is reported in its file."""
    rate = '[[rates]]\ncurrency = "{}"\ndate = 2026-01-01\nrate = 2\nsource = "s"\n'
    (tmp_path / "a.toml").write_text(A)
    for number, currency in enumerate(("EUR", "JPY")):
        (tmp_path / f"rates-{number}.toml").write_text(rate.format(currency))
    reading = must_read(tmp_path)
    assert [rate.currency for rate in reading.registry.rates] == ["EUR", "JPY"]
    (tmp_path / "rates-1.toml").write_text(rate.format("yen"))
    assert {problem.file for problem in read(tmp_path).problems} == {"rates-1.toml"}


def test_a_copy_of_a_commitment_is_read_once_with_a_warning(tmp_path: Path) -> None:
    """A copy with equal keys and values, in any notation and order, is a warning with code CT111."""
    (tmp_path / "additions.toml").write_text('commitments.a.made = 2024-01-01\ncommitments.a.title = "A"\n')
    (tmp_path / "commitments.toml").write_text(f"# moved here\n{A}made = 2024-01-01\n")
    reading = must_read(tmp_path)
    (problem,) = reading.problems
    assert (problem.code, problem.severity, problem.file, problem.line) == (
        "CT111", Severity.WARNING, "additions.toml", 1
    )  # fmt: skip
    assert problem.message == '"commitments.a" is defined in "commitments.toml", line 2, in the same words'
    assert problem.hint == "to delete the copy: commitrack repair"
    assert list(reading.registry.commitments) == ["a"]
    (tmp_path / "additions.toml").rename(tmp_path / "more.toml")
    assert [problem.hint for problem in must_read(tmp_path).problems] == ["delete one of the two copies"]


def test_all_problems_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    """All checks run on an invalid registry, and problems are listed in the order of their lines."""
    (tmp_path / "commitments.toml").write_text(
        f"[registry]\ntimezone = 'Tokio'\n{A}part_of = 'a'\nwithin = '1 year'\nareas = ['x', 'y']\n"
        f"targets.x = {{ unit = '' }}\n" + update("retracts = 'z'", key="k", start="")
    )
    problems = read(tmp_path).problems
    assert [(problem.line, problem.code) for problem in problems] == [
        (2, "CT211"), (5, "CT202"), (6, "CT213"), (7, "CT201"), (7, "CT201"), (8, "CT215"),
        (10, "CT221"), (10, "CT226"),
    ]  # fmt: skip


def test_every_code_is_in_the_gallery() -> None:
    """Every error code has a case in the gallery, and no code is used by two checks."""
    folder = Path(commitrack.registry.__file__).parent
    codes_in_source = {
        code for path in folder.glob("*.py") for code in re.findall(r'"(CT[14]\d\d)"', path.read_text("utf-8"))
    }
    elsewhere = {"CT109", "CT111", "CT113", "CT401", "CT402", "CT405", "CT406"}  # below, and in tests/cli
    codes_in_gallery = {code for code, *_ in GALLERY} | elsewhere
    assert codes_in_source | {check.code for check in CHECKS} == codes_in_gallery
    assert len({check.code for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_explains_itself(check: object) -> None:
    """Every check has a title and a docstring of at least ten words, which becomes its page of the documentation."""
    assert getattr(check, "title", "")
    assert len((getattr(check, "find", None).__doc__ or "").split()) >= 10
