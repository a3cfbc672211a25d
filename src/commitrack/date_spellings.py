"""Dates and spans in spellings other than those of the format, rewritten to it: 令和8年9月6日, 22 March 2017, 3年以内.

``dates`` decides whether the result exists. Texts are normalized to NFKC first, so full-width digits are read too.
"""

import re
import unicodedata

from commitrack.language import LazyString as _
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
    r"\.0+": "{year}",  # as spreadsheets write a year that became a decimal number
}
"""What follows a year, and how the format writes the date; compiled only when a date is parsed."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    r"|nov(ember)?|dec(ember)?)\.?"
)
_WEEKDAY = "((mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_DAY = r"(?P<day>\d\d?)(st|nd|rd|th)?"
_AD = r"(?P<year>\d{4})"
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_ENGLISH = {
    rf"{_WEEKDAY}{_DAY}( of | |-){_MONTH}(, | |-){_AD}": "{year}-{month}-{day:0>2}",
    rf"{_WEEKDAY}{_MONTH} {_DAY},? {_AD}": "{year}-{month}-{day:0>2}",
    rf"{_MONTH}(, | |-){_AD}": "{year}-{month}",
    rf"(q(?P<quarter>[1-4])|(?P<nth>[1-4])q)[ /-]?{_AD}": "{year}-Q{quarter}",
    rf"{_AD}[ /-]?(q(?P<quarter>[1-4])|(?P<nth>[1-4])q)": "{year}-Q{quarter}",
    rf"(the )?(?P<nth>{'|'.join(_NTH)}) quarter( of)? {_AD}": "{year}-Q{quarter}",
    rf"(fy|f(iscal|inancial) year) ?{_AD}": "FY{year}",
    rf"(fy|f(iscal|inancial) year) ?{_AD}[-/](\d\d)?(?P<next>\d\d)": "FY{year}-{next}",
}
"""Dates in English, in small letters, and how the format writes them."""

_HALVES = {
    rf"(h(?P<half>[12])|(?P<nth>[12])h)[ /-]?{_AD}",
    rf"{_AD}[ /-]?(h(?P<half>[12])|(?P<nth>[12])h)",
    rf"(the )?(?P<nth>first|1st|second|2nd) half( of)? {_AD}",
    rf"{_YEAR}年(?P<nth>上半期|前半|下半期|後半)",
}
_NTH_HALF = {**_NTH, "1": 1, "2": 2, "上半期": 1, "前半": 1, "下半期": 2, "後半": 2}
_BY = (
    r"((by|until|till|in|due( by)?|(no|not) later than|on or before) )?"
    r"((before )?(the )?(end|close)( of)?[ -]|year[- ]end )?(the )?(year )?(?P<date>.+)"
)
_BY_JAPANESE = "(?P<date>.+?)(末日?)?(まで|迄)?に?"

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WITHIN = (
    rf"(within |in )?(the next )?(?P<count>{'|'.join(_NUMBERS)}|\d+) ?(?P<unit>(day|week|month|year)s?)( or less)?"
)
_CONSECUTIVE = re.compile(r"(\d\d(\d\d))-(\d\d)")
_VAGUE = re.compile(
    r"\b(early|mid|middle|late|before|after|about|around|spring|summer|autumn|fall|winter|season|ongoing|continuous|"
    r"continually|permanent|annually|soon|asap|tb[acd]|onwards?)\b|頃|ごろ|上旬|中旬|下旬|随時|継続|未定|以降|以前|毎年|当面",
    re.IGNORECASE,
)
"""Words for when something is due that do not state by which day."""

_SPAN = rf"(今後)?((?P<count>\d{{1,5}})(?P<unit>[{KA}]?年|[{KA}]月|週|日)(?P<half>(?<=年)半)?|半年)間?(以内)?"
_UNITS = {"年": "year", "月": "month", "週": "week", "日": "day"}

_SHORT_MONTH = re.compile(r"(?:.*[^\d/.-])?(\d{4})[/-]([1-9])", re.ASCII)
"""A month of one digit: in lists of years, 2045/6 is the year 2045-46."""


def date_in_format(text: str) -> str:
    """A date as the format writes it, 2026-09-06, 2030, 2026-09, 2026-Q4 or FY2026; else the text, normalized, as for
    2045/6, which may be a month or a year."""
    plain = _plain(text)
    if (month := short_month(plain)) and month[1]:
        return plain
    if plain.isascii() and (english := _english_date(" ".join(plain.lower().split()))):
        return english
    for rest, form in _DATES.items():
        if match := re.fullmatch(_YEAR + rest, plain, re.ASCII):
            return form.format(**{**match.groupdict(), "year": _year(match)})
    return plain


def _english_date(plain: str) -> str | None:
    if not re.search("[a-z]", plain):
        return None
    for pattern, form in _ENGLISH.items():
        if match := re.fullmatch(pattern, plain):
            parts = match.groupdict()
            if name := parts.get("name"):
                parts["month"] = f"{_MONTHS.index(name[:3]) + 1:02}"
            if nth := parts.get("nth"):
                parts["quarter"] = str(_NTH.get(nth, nth))
            return form.format(**parts)
    return None


def _year(match: re.Match[str]) -> str:
    """The year of the Christian era."""
    of_era = "1" if match["of_era"] == "元" else match["of_era"]
    return match["year"] or f"{_ERAS[match['era']] + int(of_era)}"


def deadline_in_format(text: str) -> str:
    """A deadline as the format writes it: a date, also with words such as “by the end of” before it, or half a year.

    Half a year, and the end of a month, are the month in which they end; the end of a year is the year.
    """
    plain = " ".join(_plain(text).split())
    match = re.fullmatch(_BY if plain.isascii() else _BY_JAPANESE, plain, re.IGNORECASE)
    date = match["date"] if match else plain
    for pattern in _HALVES:
        if half := re.fullmatch(pattern, date.lower(), re.ASCII):
            nth = half.groupdict().get("half") or half["nth"]
            year = _year(half) if "era" in half.groupdict() else half["year"]
            return f"{year}-{6 * _NTH_HALF[nth]:02}"
    return date_in_format(date)


def short_month(text: str) -> tuple[str, str | None] | None:
    """The month in a text in which it has one digit, as in 2045/6, and the year that may be meant instead, if one may:
    FY2045-46. None for other texts."""
    match = _SHORT_MONTH.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    year, month = int(match[1]), match[2]
    return f"{year}-0{month}", f"FY{year}-{(year + 1) % 100:02}" if (year + 1) % 10 == int(month) else None


def why_no_date(written: str) -> str | None:
    """Why a text is no date that can be read, if that can be said of it; else None."""
    if (years := _CONSECUTIVE.fullmatch(written)) and int(years[3]) == (int(years[2]) + 1) % 100:
        return _('write a fiscal year as "{year}"', year=f"FY{written}")
    if (month := short_month(written)) and month[1]:
        return _("either the month {month} or the year {year}", month=month[0], year=month[1])
    return _("it does not state a day") if _VAGUE.search(written) else None


def span_in_format(text: str) -> str:
    """A span as the format writes it, 3 years, 18 months or 90 days; else the text, normalized."""
    plain = _plain(text)
    if plain.isascii():
        within = None if plain[:1].isdecimal() else re.fullmatch(_WITHIN, " ".join(plain.lower().split()))
        if within is None:
            return plain
        number = within["count"]
        return f"{_NUMBERS.index(number) + 1 if number in _NUMBERS else number} {within['unit']}"
    match = re.fullmatch(_SPAN, plain, re.ASCII)
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
