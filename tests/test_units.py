"""Which currency or unit a word means."""

import pytest

from commitrack.amounts import Amount
from commitrack.common_units import COMMON_UNITS
from commitrack.model import NamedUnit, UnitNames
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


@pytest.mark.parametrize("unit", COMMON_UNITS)
def test_the_name_of_a_common_unit_is_written_in_the_language(unit: str) -> None:
    """Common units and currencies have a Japanese name without Latin letters, which is read as the same currency."""
    name = COMMON_UNITS[unit].to("ja")
    assert not any(character.isascii() for character in name)
    assert currency(name) == currency(unit)


@pytest.mark.parametrize(
    ("names", "english", "japanese"),
    [
        (UnitNames(ja="台"), "300 buses", "300台"),
        (UnitNames(ja="台", en="electric buses"), "300 electric buses", "300台"),
        (UnitNames(en="electric buses"), "300 electric buses", "300台"),
        (UnitNames(ja="件"), "300 buses", "300件"),
        (UnitNames(ja="e-bus"), "300 buses", "300 e-bus"),
        (UnitNames(ja=""), "300 buses", "300台"),
    ],
)
def test_the_registry_names_a_unit(names: UnitNames, english: str, japanese: str) -> None:
    """The name of a registry takes precedence over the common one, and the unit still equals what is written."""
    unit = NamedUnit("buses", names)
    assert (Amount(300, unit).to("en"), Amount(300, unit).to("ja")) == (english, japanese)
    assert {unit} == {"buses"}


def test_every_symbol_stands_for_a_code_of_iso_4217() -> None:
    """No symbol means an unknown currency, and every code has three letters."""
    assert set(SYMBOLS.values()) <= CODES
    assert {len(code) for code in CODES} == {3}


@pytest.mark.parametrize("unit", COMMON_UNITS)
def test_a_unit_by_its_name_is_plain_text(unit: str) -> None:
    """A unit that is read from its Japanese name can be written: it is text, and no message to be localized."""
    assert type(canonical(COMMON_UNITS[unit].to("ja"))) is str
    assert type(unit) is str
