"""Read activities: elements become records; what commitrack has no place for is counted."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.interchange.iati.records import (
    Activity,
    Baseline,
    DocumentLink,
    MoneyTransaction,
    Organisation,
    Result,
    ResultIndicator,
    ResultPeriod,
    StatedValue,
    Texts,
)
from commitrack.interchange.iati.stream import ACTIVITY, Violations, pieces
from commitrack.interchange.iati.validity import LANG
from commitrack.interchange.iati.values import read_day
from commitrack.interchange.iati.vocabulary import NAMESPACE
from commitrack.model.addresses import is_web_address

_MAPPED = frozenset(
    {
        "iati-identifier",
        "title",
        "participating-org",
        "activity-status",
        "activity-date",
        "transaction",
        "result",
        "reporting-org",
    }
)
"""The children of an activity that are never counted as lost."""


def read_activities(path: Path, notices: Notices, found: Violations) -> Iterator[Activity]:
    """The activities of a file, one after the other; for errors see ``stream.pieces``."""
    reader = _ActivityReader(notices)
    for element in pieces(path, found):
        if element.tag == ACTIVITY:
            yield reader.activity(element)
        else:
            reader.part(element)


def activities_in(root: Element, notices: Notices) -> Iterator[Activity]:
    """The activities of an element that has been written and not read."""
    reader = _ActivityReader(notices)
    for activity in root.iter(ACTIVITY):
        for result in activity.iter("result"):
            for indicator in result.iter("indicator"):
                reader.part(indicator)
            reader.part(result)
        yield reader.activity(activity)


class _ActivityReader:
    """Collects the parts of an activity, which end before it does."""

    def __init__(self, notices: Notices) -> None:
        self.notices = notices
        self.transactions: list[MoneyTransaction] = []
        self.indicators: list[ResultIndicator] = []
        self.results: list[Result] = []

    def part(self, element: Element) -> None:
        """Keep a transaction, an indicator or a result."""
        if element.tag == "transaction":
            self.transactions.append(self._transaction(element))
        elif element.tag == "indicator":
            self.indicators.append(self._indicator(element))
        else:
            self.results.append(
                Result(
                    number=len(self.results) + 1, kind=element.get("type", ""), title=_texts(element.find("title")),
                    links=self._links(element), indicators=tuple(self.indicators),
                )
            )  # fmt: skip
            self.indicators = []

    def activity(self, element: Element) -> Activity:
        """The activity of an element with the parts collected before."""
        days = [(item.get("type", ""), read_day(item.get("iso-date"), self.notices))
                for item in element.findall("activity-date")]  # fmt: skip
        updated = element.get("last-updated-datetime")
        descriptions = element.findall("description")
        status = element.find("activity-status")
        activity = Activity(
            identifier=" ".join((element.findtext("iati-identifier") or "").split()),
            language=_language(element),
            title=_texts(element.find("title")),
            description=_texts(descriptions[0] if descriptions else None),
            status="" if status is None else status.get("code", ""),
            dates={kind: day for kind, day in days if day is not None},
            updated=read_day(updated, self.notices) if updated else None,
            links=self._links(element),
            organisations=tuple(map(_organisation, element.findall("participating-org"))),
            transactions=self._with_currency(element.get("default-currency", "")),
            results=tuple(self.results),
            own=_own(element),
        )
        self._count_lost(element, activity)
        self.transactions, self.results, self.indicators = [], [], []
        return activity

    def _count_lost(self, element: Element, activity: Activity) -> None:
        """Count the children that are not read; the first description is read, and documents about results are."""
        names = Counter(child.tag for child in element if child.tag not in _MAPPED and not child.tag.startswith("{"))
        names["description"] -= 1
        names["document-link"] -= sum(link.is_about_results for link in activity.links)
        self.notices.lost += +names

    def _with_currency(self, default: str) -> tuple[MoneyTransaction, ...]:
        return tuple(
            MoneyTransaction(item.kind, item.on, item.amount, item.currency or default) for item in self.transactions
        )

    def _transaction(self, element: Element) -> MoneyTransaction:
        kind, value = element.find("transaction-type"), element.find("value")
        return MoneyTransaction(
            "" if kind is None else kind.get("code", ""),
            self._day(element, "transaction-date"),
            "" if value is None else (value.text or "").strip(),
            "" if value is None else value.get("currency", ""),
        )

    def _day(self, element: Element, name: str) -> date | None:
        child = element.find(name)
        return read_day(None if child is None else child.get("iso-date"), self.notices)

    def _indicator(self, element: Element) -> ResultIndicator:
        codes = [reference.get("code", "") for reference in element.findall("reference")]
        ascending = element.get("ascending")
        return ResultIndicator(
            number=len(self.indicators) + 1,
            code=next((code for code in codes if code.strip()), None),
            measure=element.get("measure", ""),
            ascending=None if ascending is None else ascending.strip() in {"1", "true"},
            title=_texts(element.find("title")),
            description=_texts(element.find("description")),
            baselines=tuple(map(self._baseline, element.findall("baseline"))),
            periods=tuple(map(self._period, element.findall("period"))),
            links=self._links(element),
            own=_own(element),
        )

    def _baseline(self, element: Element) -> Baseline:
        written, year = element.get("iso-date"), element.get("year", "").strip()
        is_year = year.isdecimal() and len(year) == len("2020")
        return Baseline(
            self._plan(element),
            read_day(written, self.notices) if written else None,
            int(year) if is_year else None,
        )

    def _period(self, element: Element) -> ResultPeriod:
        return ResultPeriod(
            self._day(element, "period-start"),
            self._day(element, "period-end"),
            tuple(map(self._plan, element.findall("target"))),
            tuple(map(self._value, element.findall("actual"))),
        )

    def _plan(self, element: Element) -> StatedValue:
        """A baseline or target, whose documents are lost."""
        value = self._value(element)
        self.notices.lost["document-link"] += len(value.links)
        return value

    def _value(self, element: Element) -> StatedValue:
        return StatedValue(
            text=" ".join(element.get("value", "").split()),
            comment=_texts(element.find("comment")),
            links=self._links(element),
            has_dimension=element.find("dimension") is not None,
            has_place=element.find("location") is not None,
        )

    def _links(self, element: Element) -> tuple[DocumentLink, ...]:
        """The documents of an element; those with an invalid address are left out, with a notice."""
        links: list[DocumentLink] = []
        for link in element.findall("document-link"):
            url = link.get("url", "").strip()
            if is_web_address(url):
                links.append(
                    DocumentLink(url, tuple(category.get("code", "") for category in link.findall("category")))
                )
            else:
                self.notices.add(Notice.ADDRESS)
        return tuple(links)


def _organisation(element: Element) -> Organisation:
    reference = element.get("ref", "").strip()
    return Organisation(element.get("role", "").strip(), _texts(element), reference)


def _language(element: Element) -> str:
    """The language that an element states, in lower case; empty if it states none."""
    return element.get(LANG, "").strip().lower()


def _own(element: Element) -> dict[str, str]:
    """The attributes that commitrack has written, by their names."""
    prefix = f"{{{NAMESPACE}}}"
    return {name.removeprefix(prefix): value for name, value in element.items() if name.startswith(prefix)}


def _texts(element: Element | None) -> Texts:
    """The narratives of an element by language; those of one language are joined. Text of its own counts as well."""
    texts: Texts = {}
    if element is None:
        return texts
    for narrative in (element, *element.findall("narrative")):
        text, language = " ".join((narrative.text or "").split()), _language(narrative)
        if text:
            texts[language] = f"{texts[language]} {text}" if language in texts else text
    return texts
