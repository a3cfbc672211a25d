"""Units as people write them: symbols, codes and names of currencies, percent, Japanese counters."""

import re
from functools import cache, lru_cache

from commitrack.amounts import is_currency
from commitrack.common_units import COMMON_UNITS
from commitrack.language import LANGUAGES

KA = "かカヵヶケ箇"
"""The ways to write the か of 10か国 and 3か月."""

SYMBOLS = {
    "¥": "JPY", "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "HK$": "HKD", "NT$": "TWD", "NZ$": "NZD", "R$": "BRL", "S$": "SGD", "CN¥": "CNY", "₹": "INR", "₱": "PHP",
    "฿": "THB", "₫": "VND", "₩": "KRW",
}  # fmt: skip
"""Symbols of currencies. ``$`` and ``¥`` alone are those of the United States and Japan."""

_NAMES = {
    "dollar": "USD", "us dollar": "USD", "u.s. dollar": "USD", "australian dollar": "AUD", "canadian dollar": "CAD",
    "hong kong dollar": "HKD", "new zealand dollar": "NZD", "singapore dollar": "SGD", "taiwan dollar": "TWD",
    "euro": "EUR", "yen": "JPY", "japanese yen": "JPY", "pounds sterling": "GBP", "indian rupee": "INR",
    "philippine peso": "PHP", "baht": "THB", "vietnamese dong": "VND", "korean won": "KRW", "yuan": "CNY",
    "renminbi": "CNY", "rupiah": "IDR", "ringgit": "MYR", "swiss franc": "CHF",
    "円": "JPY", "ドル": "USD", "米ドル": "USD", "豪ドル": "AUD", "ニュージーランドドル": "NZD", "カナダドル": "CAD",
    "香港ドル": "HKD", "台湾ドル": "TWD", "シンガポールドル": "SGD", "ブルネイドル": "BND", "ユーロ": "EUR",
    "ポンド": "GBP", "英ポンド": "GBP", "スイスフラン": "CHF", "スウェーデンクローナ": "SEK",
    "ノルウェークローネ": "NOK", "デンマーククローネ": "DKK", "チェココルナ": "CZK", "ポーランドズロチ": "PLN",
    "トルコリラ": "TRY", "元": "CNY", "人民元": "CNY", "ウォン": "KRW", "韓国ウォン": "KRW", "ルピア": "IDR",
    "インドネシアルピア": "IDR", "マレーシアリンギット": "MYR", "フィリピンペソ": "PHP", "バーツ": "THB",
    "タイバーツ": "THB", "ベトナムドン": "VND", "カンボジアリエル": "KHR", "ラオスキープ": "LAK",
    "ミャンマーチャット": "MMK", "インドルピー": "INR", "パキスタンルピー": "PKR", "スリランカルピー": "LKR",
    "ネパールルピー": "NPR", "バングラデシュタカ": "BDT", "アラブ首長国連邦ディルハム": "AED",
    "南アフリカランド": "ZAR", "ブラジルレアル": "BRL", "メキシコペソ": "MXN",
    "원": "KRW", "달러": "USD", "미국 달러": "USD", "엔": "JPY", "유로": "EUR", "위안": "CNY",
}  # fmt: skip
_OTHERS = {
    "人": "people", "名": "people", "명": "people", "件": "projects", "案件": "projects", "プロジェクト": "projects",
    "項目": "items", "本": "本", "機": "機",
    "percent": "%", "per cent": "%", "pct": "%", "パーセント": "%",
}  # fmt: skip
"""Other names of common units; 本 is not only said of trees, nor 機 of aircraft."""
_USUAL = frozenset({*SYMBOLS.values(), *_NAMES.values()})
"""Codes that are read in small letters too. Not all codes are: ``all``, ``cup``, ``pen`` and ``try`` are words."""

_ISO_4217 = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VED VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW ZWG"
)
CODES = frozenset(_ISO_4217.split())
"""The codes of ISO 4217 that amounts are stated in."""


def currency(text: str) -> str | None:
    """The code of the currency of a symbol, a code or a name: USD for ``US$``, ``usd``, ``US dollars``."""
    if is_currency(text):
        return text
    if text.upper() in _USUAL:
        return text.upper()
    name = text.lower()
    return SYMBOLS.get(text) or _NAMES.get(name) or _NAMES.get(name.removesuffix("s"))


@lru_cache(maxsize=4096)
def canonical(unit: str) -> str:
    """The unit as the registry writes it: JPY for ``円``, countries for ``カ国``; any other unit as it was typed."""
    unit = re.sub(rf"^[{KA}](?=[国所]$)", "か", unit)
    return currency(unit) or _OTHERS.get(unit.lower()) or (unit if unit.isascii() else _common().get(unit, unit))


def is_known(unit: str) -> bool:
    """Whether a unit is a currency, or is common enough to have a name in the catalogues."""
    return unit in CODES or canonical(unit) != unit or unit in _common()


@cache
def _common() -> dict[str, str]:
    """Common units by their names in the catalogues; a name that several units share, such as 台, stays as it is."""
    units: dict[str, str] = {}
    for unit, name in COMMON_UNITS.items():
        for written in {name.to(lang) for lang in LANGUAGES} - {unit}:
            units[written] = written if written in units else unit
    return units
