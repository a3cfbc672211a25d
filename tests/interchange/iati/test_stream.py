"""Files that are no activity files, or are made to do harm, are refused with a sentence; memory stays bounded."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.interchange.iati.files import HEAD, IDENTIFIER, activity, file, period, result, transaction

from commitrack.errors import UsageError
from commitrack.interchange.iati import stream
from commitrack.interchange.iati.reading import ReadFile
from commitrack.interchange.iati.stream import Violations, pieces

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BODY = "<iati-activities version='2.03'>{}</iati-activities>"
BOMBS = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>' + BODY.format("&a9;"),
    "quadratic blowup": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>' + BODY.format("&a;" * 50_000),
    "external entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + BODY.format("&a;"),
    "external entity over the network": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>' + BODY.format("&a;"),
    "external DTD": '<!DOCTYPE iati-activities SYSTEM "http://127.0.0.1:9/a.dtd">' + BODY.format(""),
    "parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]>' + BODY.format(""),
    "attribute": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><iati-activities version="&a9;"/>',
    "DOCTYPE alone, after a long comment": f"<!-- {'x' * 5000} --><!DOCTYPE iati-activities>" + BODY.format(""),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_every_doctype_is_refused(read: Callable[..., ReadFile], bomb: str, encoding: str) -> None:
    """Entities are never defined, whatever the encoding."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{BOMBS[bomb]}'
    with pytest.raises(UsageError, match="has a DOCTYPE, which is never read"):
        read(text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1: the file ends too early"),
        ("<iati-activities version='2.03'>", "line 1, column 33: the file ends too early"),
        ("<iati-activities version='2.03'>\n<a></b>", "line 2, column 6: an element is closed that is not open"),
        (f"{file()}<a/>", "line 2, column 51: text after the last element"),
        ("commitment,on\nx,2026-01-01\n", "line 1, column 1: text before the first element"),
        (file(activity("&b;")), "undefined entity"),
        (b"\xff\xfe<\x00a", "the file ends too early"),
        (b"<iati-activities version='2.03'>\xff</iati-activities>", "invalid character or encoding"),
        ("<?xml version='1.0' encoding='utf-7'?><a/>", "unknown encoding"),
        ("<?xml version='1.0' encoding='x-none'?><a/>", "unknown encoding"),
    ],
)
def test_a_file_that_is_not_xml(read: Callable[..., ReadFile], text: str | bytes, message: str) -> None:
    with pytest.raises(UsageError, match="is not valid XML") as failure:
        read(text)
    assert message in str(failure.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html/>", "is not an IATI activity file: it starts with <html>"),
        ("<iati-organisations version='2.03'/>", "is an organisation file; results are in activity files"),
        (file(version="1.05"), "is IATI 1.05; only 2.01, 2.02 and 2.03 are read"),
        (file(version="1.01"), "is IATI 1.01; only"),
        ("<iati-activities xmlns='urn:x' version='2.03'/>", "it starts with <{urn:x}iati-activities>"),
        (file("<a>" * 60 + "</a>" * 60), "nests elements more than 50 deep"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind(read: Callable[..., ReadFile], text: str, message: str) -> None:
    with pytest.raises(UsageError) as failure:
        read(text)
    assert message in str(failure.value)


def test_too_many_elements_in_one_are_refused(read: Callable[..., ReadFile], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST", 10)
    with pytest.raises(UsageError, match="has more than 10 elements in one <location>"):
        read(file(activity(f"<location>{'<a/>' * 20}</location>")))


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        list(pieces(tmp_path / "none.xml", Violations()))


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(file(*[activity()] * 3), encoding="utf-8")
    reading = pieces(path, Violations())
    next(reading)
    with path.open("a", encoding="utf-8") as handle:
        handle.write("\n")
    with pytest.raises(UsageError, match="changed while it was read"):
        list(reading)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Reading 2 MB of activities, one of which has 3,000 transactions, takes less than 1.5 MB at any time."""
    part = result(period("2024-01-01", "2024-12-31", '<target value="10"/><actual value="4"/>') * 20)
    path = tmp_path / "a.xml"
    one = activity(transaction("3", "2024-01-01", "1") * 3000)
    path.write_text(file(*[activity(part * 10)] * 50, one), encoding="utf-8")
    assert path.stat().st_size > 1_800_000
    tracemalloc.start()
    try:
        assert sum(element.tag == "iati-activity" for element in pieces(path, Violations())) == 51
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()


def test_memory_grows_with_commitments_only(read: Callable[..., ReadFile]) -> None:
    """Of locations, budgets, unknown elements and repeated activities, only the names in one activity are kept."""
    unread = (
        '<location><name><narrative>Village</narrative></name></location><x:y xmlns:x="urn:x">text</x:y>'
        '<budget><value currency="EUR" value-date="2024-01-01">5</value></budget>'
    )
    part = result(period("2024-01-01", "2024-12-31", '<target value="10"/><actual value="4"/>'))
    repeated = f"<iati-activity><iati-identifier>{IDENTIFIER}</iati-identifier></iati-activity>"

    def peak(size: int) -> int:
        text = file(activity(unread * size + part), *[repeated] * 8 * size).encode()
        tracemalloc.start()
        try:
            assert len(read(text).intended) == 2
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)
    assert peak(2000) < peak(250) + 1_700_000


def test_a_violation_names_its_activity_and_place(read: Callable[..., ReadFile]) -> None:
    """--strict lists what the standard forbids: the activity, the way to the element, and what is wrong."""
    text = file(activity(), activity(result(period("2024-01-01", "soon", "")) + "<sector code='1'/>", head=HEAD))
    with pytest.raises(UsageError) as failure:
        read(text, strict=True)
    assert str(failure.value).partition("\n")[2].split("\n") == [
        'activity 2 (XX-ORG-1-wells), result/indicator/period: iso-date="soon" of <period-end> is invalid',
        "activity 2 (XX-ORG-1-wells): the children of <iati-activity> are not in the order of the standard",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (activity("<sectors/>"), "unknown element <sectors> in <iati-activity>"),
        (activity("<sector/>"), '<sector> lacks the attribute "code"'),
        (activity('<sector code="1" kind="2"/>'), 'unknown attribute "kind" of <sector>'),
        (activity('<budget kind="1"/>'), "<budget> lacks <period-start>"),
        (activity(head=HEAD + HEAD), "<iati-activity> has more than one <iati-identifier>"),
        (activity("words"), "<iati-activity> has text of its own"),
        (activity('<capital-spend percentage="a lot"/>'), 'percentage="a lot" of <capital-spend> is invalid'),
        (activity(transaction("3", "2024-01-01", "many")), '"many" in <value> is invalid'),
        (activity("<crs-add><channel-code><a/></channel-code></crs-add>"), "unknown element <a> in <channel-code>"),
    ],
)
def test_what_the_standard_forbids(read: Callable[..., ReadFile], text: str, problem: str) -> None:
    with pytest.raises(UsageError) as failure:
        read(file(text), strict=True)
    assert problem in str(failure.value)
    assert sum(read(file(text)).notices.counts.values())


def test_foreign_elements_and_attributes_are_allowed(read: Callable[..., ReadFile]) -> None:
    text = activity('<x:a xmlns:x="urn:x"><b/>text</x:a>', attributes='xmlns:x="urn:x" x:a="1"')
    assert read(file(text), strict=True).intended
