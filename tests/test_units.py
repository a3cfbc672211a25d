"""Which currency or unit a word means."""

import pytest

from commitrack.units import CODES, SYMBOLS, canonical, currency


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("€", "EUR"), ("US$", "USD"), ("USD", "USD"), ("usd", "USD"), ("Usd", "USD"), ("XYZ", "XYZ"),
        ("dollar", "USD"), ("Dollars", "USD"), ("Hong Kong dollars", "HKD"), ("pounds sterling", "GBP"),
        ("億円", None), ("円", "JPY"), ("豪ドル", "AUD"), ("all", None), ("cup", None), ("pounds", None), ("Q$", None),
    ],
)  # fmt: skip
def test_a_currency_has_symbols_codes_and_names(written: str, code: str | None) -> None:
    """A currency is recognized by symbol, code and name; a code that is an English word only in capitals."""
    assert currency(written) == code


@pytest.mark.parametrize(
    ("written", "unit"), [("円", "JPY"), ("人", "people"), ("per cent", "%"), ("People", "People"), ("t", "t")]
)
def test_a_unit_has_one_name_in_the_registry(written: str, unit: str) -> None:
    """Currencies, percentages and Japanese counters get their canonical name; other units stay as typed."""
    assert canonical(written) == unit


def test_every_symbol_stands_for_a_code_of_iso_4217() -> None:
    """No symbol means an unknown currency, and every code has three letters."""
    assert set(SYMBOLS.values()) <= CODES
    assert {len(code) for code in CODES} == {3}
