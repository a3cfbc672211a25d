"""Activities as commitments: wholes, parts, money, decisions and languages."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from tests.interchange.iati.files import HEAD, IDENTIFIER, activity, file, period, result, transaction, updates_of

from commitrack.interchange.iati.notices import Notice
from commitrack.interchange.iati.reading import ReadFile
from commitrack.model import Counting, Kind, Lifecycle, Target, When

END = '<activity-date type="3" iso-date="2026-12-31"/>'
TARGET = period("2024-01-01", "2025-12-31", '<target value="500"/>')


def test_an_activity_with_indicators_only_is_a_group(read: Callable[..., ReadFile]) -> None:
    whole, part = read(file(activity(result(TARGET), head=HEAD + END)), strict=True).intended
    assert (whole.key, part.key) == (IDENTIFIER, f"{IDENTIFIER}#1.1")
    assert (whole.commitment.id, part.commitment.id) == ("xx-org-1-wells", "xx-org-1-wells-1.1")
    assert (whole.commitment.kind, part.commitment.kind) == (Kind.GROUP, Kind.PLEDGE)
    assert (whole.commitment.title, whole.commitment.summary) == ("Wells", "Wells for villages.")
    assert whole.commitment.external_ids == {"iati": IDENTIFIER}
    assert (part.commitment.title, part.commitment.note) == ("Wells drilled", "Output: Water")
    assert (part.commitment.part_of, part.commitment.made) == ("xx-org-1-wells", When(date(2024, 1, 1)))


@pytest.mark.parametrize(("code", "key", "name"), [("W 1/2", "W 1/2", "w-1-2"), ("", "1.1", "1.1")])
def test_an_indicator_is_known_by_its_reference_or_its_number(
    read: Callable[..., ReadFile], code: str, key: str, name: str
) -> None:
    inner = f'<reference vocabulary="99" code="{code}"/>' if code else ""
    part = read(file(activity(result(inner)))).intended[1]
    assert (part.key, part.commitment.id) == (f"{IDENTIFIER}#{key}", f"xx-org-1-wells-{name}")


def test_the_same_reference_twice_is_known_once(read: Callable[..., ReadFile]) -> None:
    one = result('<reference vocabulary="99" code="w"/>')
    keys = [intended.key for intended in read(file(activity(one + one))).intended]
    assert keys == [IDENTIFIER, f"{IDENTIFIER}#w", f"{IDENTIFIER}#2.1"]


def test_ids_of_an_earlier_import_stay(read: Callable[..., ReadFile]) -> None:
    """Also if a commitment was renamed; its parts follow."""
    whole, part = read(file(activity(result(TARGET))), **{IDENTIFIER: "wells", f"{IDENTIFIER}#1.1": "drilled"}).intended
    assert (whole.commitment.id, part.commitment.id, part.commitment.part_of) == ("wells", "drilled", "wells")


def test_money_is_the_sum_of_commitments_and_the_running_total_of_payments(read: Callable[..., ReadFile]) -> None:
    """De-obligations are subtracted; each currency is on its own; pledges count only without commitments."""
    money = (
        transaction("2", "2024-01-15", "1000") + transaction("2", "2025-01-15", "-200")
        + transaction("12", "2023-12-01", "5000") + transaction("3", "2024-06-30", "300.50")
        + transaction("4", "2024-06-30", "100") + transaction("3", "2025-06-30", "-50.50")
        + transaction("12", "2024-01-01", "70", "USD") + transaction("1", "2024-01-01", "9")
    )  # fmt: skip
    got = read(file(activity(money, head=HEAD + END)), strict=True)
    (whole,) = got.intended
    assert (whole.commitment.kind, whole.commitment.due) == (Kind.PLEDGE, When(date(2026, 12, 31)))
    assert whole.commitment.targets == {
        "eur": Target(value=800, unit="EUR", counting=Counting.DISBURSED),
        "usd": Target(value=70, unit="USD", counting=Counting.DISBURSED),
    }
    assert [(u.target, u.on, u.actual) for u in updates_of(whole)] == [
        ("eur", date(2024, 6, 30), Decimal("400.5")), ("eur", date(2025, 6, 30), 350),
    ]  # fmt: skip
    assert got.notices.lost["transaction"] == 1


def test_transactions_without_a_currency_take_the_default_or_are_left_out(read: Callable[..., ReadFile]) -> None:
    one = transaction("2", "2024-01-15", "1000", "")
    stated = read(file(activity(one, attributes='default-currency="GBP"')))
    assert stated.intended[0].commitment.targets["money"].unit == "GBP"
    unknown = read(file(activity(one)))
    assert (unknown.intended[0].commitment.targets, unknown.notices.counts[Notice.CURRENCY]) == ({}, 1)


def test_a_sum_that_is_not_above_zero_is_no_target_value(read: Callable[..., ReadFile]) -> None:
    got = read(file(activity(transaction("2", "2024-01-15", "10") + transaction("2", "2024-02-15", "-10"))))
    assert got.intended[0].commitment.targets["money"].value is None
    assert got.notices.counts[Notice.NO_MONEY] == 1


def test_an_activity_with_money_and_indicators_is_a_pledge_with_parts(read: Callable[..., ReadFile]) -> None:
    whole, part = read(file(activity(transaction("2", "2024-01-15", "10") + result(TARGET)))).intended
    assert (whole.commitment.kind, part.commitment.part_of) == (Kind.PLEDGE, whole.commitment.id)


@pytest.mark.parametrize(
    ("code", "lifecycle", "notice"),
    [
        ("2", None, None),
        ("5", Lifecycle.WITHDRAWN, None),
        ("6", Lifecycle.SUSPENDED, None),
        ("3", None, Notice.STATUS),
        ("4", None, Notice.STATUS),
    ],
)
def test_the_status_of_an_activity(
    read: Callable[..., ReadFile], code: str, lifecycle: Lifecycle | None, notice: Notice | None
) -> None:
    """Cancelled and suspended are decisions, dated by the actual end; closed says nothing about what was achieved."""
    head = HEAD.replace('status code="2"', f'status code="{code}"') + '<activity-date type="4" iso-date="2025-03-01"/>'
    got = read(file(activity(result(TARGET), head=head)), strict=True)
    whole, part = got.intended
    assert whole.updates == ()
    assert [(u.lifecycle, u.on) for u in updates_of(part)] == ([(lifecycle, date(2025, 3, 1))] if lifecycle else [])
    assert all(update.reason for update in updates_of(part))
    assert {kind for kind, n in got.notices.counts.items() if n} == ({notice} if notice else set())


def test_a_cancelled_activity_without_a_day_is_counted(read: Callable[..., ReadFile]) -> None:
    got = read(file(activity(head=HEAD.replace('status code="2"', 'status code="5"'))))
    assert (got.intended[0].updates, got.notices.counts[Notice.UNDATED]) == ((), 1)


def test_texts_keep_their_languages(read: Callable[..., ReadFile]) -> None:
    """A text in the language of the registry alone is plain; narratives without one are in that of the activity."""
    title = '<title><narrative>Puits</narrative><narrative xml:lang="EN">Wells</narrative></title>'
    head = HEAD.replace("<title><narrative>Wells</narrative></title>", title)
    (whole,) = read(file(activity(head=head, attributes='xml:lang="fr"'))).intended
    assert whole.commitment.title == {"fr": "Puits", "en": "Wells"}
    assert whole.commitment.summary == {"fr": "Wells for villages."}
    (plain,) = read(file(activity(attributes='xml:lang="ja"')), language="ja").intended
    assert plain.commitment.title == "Wells"


def test_a_start_that_is_not_before_the_deadline_is_left_out(read: Callable[..., ReadFile]) -> None:
    got = read(file(activity(result(period("2020-01-01", "2023-12-31", '<target value="5"/>')))))
    assert got.intended[1].commitment.made is None
    assert got.notices.counts[Notice.DISORDER] == 1


def test_activities_without_an_identifier_or_with_a_known_one_are_counted(read: Callable[..., ReadFile]) -> None:
    anonymous = activity(head=HEAD.replace(IDENTIFIER, " "))
    got = read(file(anonymous, activity(), activity()))
    assert [intended.row for intended in got.intended] == [2]
    assert (got.notices.counts[Notice.ANONYMOUS], got.notices.counts[Notice.REPEATED]) == (1, 1)


def test_what_has_no_place_in_a_registry_is_counted(read: Callable[..., ReadFile]) -> None:
    got = read(file(activity('<sector code="1"/><sector code="2"/><location/>', head=HEAD + END)))
    assert str(got.notices.losses()) == "2 sector, 1 location, 1 participating-org"
    assert got.notices.losses() is not None


def test_the_money_was_promised_with_the_first_commitment(read: Callable[..., ReadFile]) -> None:
    """Even if the activity started later; its indicators start with the activity."""
    whole, part = read(file(activity(transaction("2", "2023-11-30", "10") + result(TARGET)))).intended
    assert (whole.commitment.made, part.commitment.made) == (When(date(2023, 11, 30)), When(date(2024, 1, 1)))


def test_no_two_commitments_get_the_same_id(read: Callable[..., ReadFile]) -> None:
    """Identifiers that differ only in what ids cannot have."""
    other = activity(head=HEAD.replace(IDENTIFIER, IDENTIFIER.replace("-wells", ":WELLS")))
    first, second = read(file(activity(), other)).intended
    assert (first.commitment.id, second.commitment.id) == ("xx-org-1-wells", "xx-org-1-wells-2")


def test_lost_descriptions_are_counted_for_each_activity(read: Callable[..., ReadFile]) -> None:
    """The first one of each is read; an activity without any does not make up for others."""
    without = HEAD.replace("<description><narrative>Wells for villages.</narrative></description>", "")
    more = activity("<description/><description/>")
    got = read(file(more, activity(head=without.replace(IDENTIFIER, "XX-2"))))
    assert got.notices.lost["description"] == 2


def test_long_identifiers_become_ids_of_80_characters_that_differ(read: Callable[..., ReadFile]) -> None:
    head = HEAD.replace(IDENTIFIER, f"XX-{'a' * 90}/ü")
    ids = [intended.commitment.id for intended in read(file(activity(result("") * 2, head=head))).intended]
    assert [len(name) for name in ids] == [80, 80, 80]
    assert len(set(ids)) == 3
