"""The keys of indicators: a table of cases, worked out by hand."""

import pytest

from commitrack.interchange.iati.positions import codes

KNOWN = {"1.1": "Wells", "1.2": "Pumps", "REF": "Schools"}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([(None, "Wells"), (None, "Pumps")], ["1.1", "1.2"]),
        ([(None, "Pumps"), (None, "Wells")], ["1.2", "1.1"]),
        ([(None, "Pumps")], ["1.2"]),
        ([(None, "Schools built"), (None, "Wells"), (None, "Pumps")], ["1.4", "1.1", "1.2"]),
        ([(None, "Wells"), (None, "Hand pumps")], ["1.1", "1.2"]),  # another title of the same
        ([(None, "Roads"), (None, "Pumps")], ["1.1", "1.2"]),  # to be decided
        ([(None, "Wells"), (None, "Wells")], ["1.1", "1.2"]),
        ([("REF", "Wells"), (None, "Wells"), ("REF", "Pumps")], ["REF", "1.1", "1.2"]),
        ([("1.1", "Roads"), (None, "Wells")], ["1.1", "1.2"]),
    ],
)
def test_codes(stated: list[tuple[str | None, str]], expected: list[str]) -> None:
    positions = [f"1.{number}" for number in range(1, len(stated) + 1)]
    assert codes([code for code, _title in stated], positions, [title for _code, title in stated], KNOWN) == expected
    assert codes([None] * len(stated), positions, [title for _code, title in stated], {}) == positions
