"""Exchange rates are appended after those that the registry has, and nothing else changes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commitrack.errors import RegistryError, WriteError
from commitrack.model import Rate
from commitrack.registry.read import read
from commitrack.registry.transaction import transaction

GBP = Rate(currency="USD", to="GBP", date=date(2021, 12, 31), rate=Decimal("0.727"), source='OECD, "rates"')
CHF = Rate(currency="CHF", date=date(2021, 12, 31), rate=1, source="ECB")
LINES = """\
[[rates]]
currency = "USD"
to = "GBP"
date = 2021-12-31
rate = 0.727
source = "OECD, \\"rates\\""

[[rates]]
currency = "CHF"
date = 2021-12-31
rate = 1
source = "ECB"
"""
OLD = '[[rates]]\ncurrency = "EUR"\ndate = 2020-01-01\nrate = 1.1\nsource = "ECB"\n'


def append(folder: Path, *rates: Rate) -> tuple[str, ...]:
    with transaction(folder) as tx:
        tx.append_rates(rates)
    return tx.result.files


def test_rates_are_written_to_a_file_of_their_own(folder: Path) -> None:
    assert append(folder, GBP, CHF) == ("rates.toml",)
    assert (folder / "rates.toml").read_text() == LINES
    assert read(folder).registry.rates == (GBP, CHF)


def test_rates_are_appended_after_those_of_the_registry(folder: Path) -> None:
    append(folder, GBP)
    before = (folder / "rates.toml").read_bytes()
    append(folder, CHF)
    assert (folder / "rates.toml").read_bytes().startswith(before)
    assert (folder / "rates.toml").read_text() == LINES


@pytest.mark.parametrize(("name", "file"), [("commitments.toml", "rates.toml"), ("z.toml", "z.toml")])
def test_new_rates_are_the_last(folder: Path, name: str, file: str) -> None:
    """Of several rates for one day, the first counts: new ones never come before those that are there."""
    with (folder / name).open("a") as handle:
        handle.write(OLD)
    assert append(folder, GBP) == (file,)
    assert [rate.currency for rate in read(folder).registry.rates] == ["EUR", "USD"]


def test_no_rates_change_nothing(folder: Path) -> None:
    assert append(folder) == ()
    assert not (folder / "rates.toml").exists()


@pytest.mark.parametrize(
    ("text", "rate", "error"),
    [
        ("rates = []\n", GBP, WriteError),
        ("[x]\n", GBP, RegistryError),
        ("", Rate(currency="USD", to="USD", date=date(2021, 1, 1), rate=1, source="s"), RegistryError),
    ],
)
def test_nothing_is_written_if_the_registry_would_be_invalid(
    folder: Path, text: str, rate: Rate, error: type[Exception]
) -> None:
    if text:
        (folder / "rates.toml").write_text(text)
    with pytest.raises(error):
        append(folder, rate)
    assert not (folder / "rates.toml").exists() or (folder / "rates.toml").read_text() == text
