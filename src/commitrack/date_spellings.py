"""Dates and spans in spellings other than those of the format, rewritten to it: 令和8年9月6日, 2026/9/6, 3年以内.

``dates`` decides whether the result exists. Texts are normalized to NFKC first, so full-width digits are read too.
"""

import re
import unicodedata

from commitrack.numerals import arabic
from commitrack.units import KA

DAYS_AGO = {"today": 0, "本日": 0, "今日": 0, "yesterday": 1, "昨日": 1, "一昨日": 2}
"""Days that are named from today."""

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
"""The year before the first of each era."""

_YEAR = rf"((?P<era>{'|'.join(_ERAS)})(?P<of_era>元|0?[1-9]|[1-9]\d)|(?P<year>\d{{4}}))"
_DATES = {
    r"年(?P<month>\d\d?)月(?P<day>\d\d?)日": "{year}-{month:0>2}-{day:0>2}",
    r"(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)": "{year}-{month:0>2}-{day:0>2}",
    r"年(?P<month>\d\d?)月": "{year}-{month:0>2}",
    r"[-/](?P<month>\d\d?)": "{year}-{month:0>2}",
    r"年第?(?P<quarter>[1-4])四半期": "{year}-Q{quarter}",
    r"年度": "FY{year}",
    r"-(?P<next>\d\d)年度": "FY{year}-{next}",
    r"年": "{year}",
}
"""What follows a year, and how the format writes the date; compiled only when a date is parsed."""

_SPAN = rf"(今後)?((?P<count>\d{{1,5}})(?P<unit>[{KA}]?年|[{KA}]月|週|日)(?P<half>(?<=年)半)?|半年)間?(以内)?"
_UNITS = {"年": "year", "月": "month", "週": "week", "日": "day"}


def date_in_format(text: str) -> str:
    """A date as the format writes it, 2026-09-06, 2030, 2026-09, 2026-Q4 or FY2026; else the text, normalized."""
    plain = _plain(text)
    for rest, form in _DATES.items():
        if match := re.fullmatch(_YEAR + rest, plain, re.ASCII):
            of_era = "1" if match["of_era"] == "元" else match["of_era"]
            year = match["year"] or f"{_ERAS[match['era']] + int(of_era)}"
            return form.format(**{**match.groupdict(), "year": year})
    return plain


def span_in_format(text: str) -> str:
    """A span as the format writes it, 3 years, 18 months or 90 days; else the text, normalized."""
    plain = _plain(text)
    match = None if plain.isascii() else re.fullmatch(_SPAN, plain, re.ASCII)
    if match is None:
        return plain
    count, unit = int(match["count"] or 0), _UNITS[(match["unit"] or "年")[-1]]
    if match["half"] or not match["count"]:
        count, unit = 12 * count + 6, "month"
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def _plain(text: str) -> str:
    """Text normalized to NFKC, with digits for kanji numerals; in Japanese, without spaces."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    return plain if plain.isascii() else arabic("".join(plain.split()))
