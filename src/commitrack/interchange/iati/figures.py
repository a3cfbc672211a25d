"""The actuals of an indicator as updates, which have no key and no time of recording yet."""

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.amounts import plus
from commitrack.drafting.intended import UNRECORDED
from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.interchange.iati.records import Activity, DocumentLink, Result, ResultIndicator, StatedValue, Texts
from commitrack.interchange.iati.targets import whole
from commitrack.interchange.iati.values import number_in
from commitrack.labels import known_word
from commitrack.model import CompletionLevel, Number, Target, Text, Update


class Context(Struct, frozen=True, kw_only=True):
    """What every part of an activity needs: the activity itself, today, the language of the registry, where to count
    notices, and whether figures add up."""

    activity: Activity
    today: date
    language: str
    notices: Notices
    incremental: bool = False

    def past(self, day: date | None) -> date | None:
        """The day itself unless it is in the future; then the last update of the activity, or None."""
        if day is None or day <= self.today:
            return day
        updated = self.activity.updated
        return updated if updated is not None and updated <= self.today else None

    def text(self, texts: Texts) -> Text | None:
        """A text in the language of the registry, or by languages; None for an empty one."""
        known: dict[str, str] = {}
        for stated, text in sorted(texts.items()):
            language = stated or self.activity.language or self.language
            known[language] = f"{known[language]} {text}" if language in known else text
        return known.get(self.language) if known.keys() <= {self.language} else known


class _Actual(Struct, frozen=True):
    """An actual with its day, and its number if it is one."""

    on: date
    value: StatedValue
    number: Number | None


def update_of(commitment: str, on: date, **fields: Any) -> Update:
    """An update that is not recorded yet."""
    return Update(key="", commitment=commitment, on=on, recorded=UNRECORDED, **fields)


class FiguresOf(Struct, frozen=True):
    """Where figures belong: a commitment, and the name of its target; None for what is about the commitment itself."""

    commitment: str
    name: str | None
    target: Target


def read_actuals(result: Result, indicator: ResultIndicator, place: FiguresOf, context: Context) -> Iterator[Update]:
    """The updates of an indicator, by day. Their evidence are the documents of the actual, else those of the result,
    else those of the activity that are about results."""
    target = place.target
    general = _general_links(result, indicator, context.activity)
    actuals = sorted(_actuals(indicator, place, context), key=attrgetter("on"))
    levels: dict[date, Number] = {}
    for actual in _summed(actuals, target.initial_level) if context.incremental else actuals:
        level = None if actual.number is None else levels.setdefault(actual.on, actual.number)
        links = actual.value.links or general
        fields: dict[str, Any] = {"evidence": tuple(dict.fromkeys(link.url for link in links))}
        note = context.text(actual.value.comment)
        word = None if target.value is not None else known_word(_plain(actual.value.text), CompletionLevel)
        if actual.number is not None and actual.number == level:
            fields |= {"target": place.name, "actual": level}
        elif word is not None:
            fields["completion"] = CompletionLevel(word)
        elif actual.value.text:
            context.notices.add(Notice.TEXT if actual.number is None else Notice.SAME_DAY)
            note = _with_value(actual.value.text, note)
        yield update_of(place.commitment, actual.on, note=note, **fields)


def _plain(word: str) -> str:
    """A word as the vocabularies write it: not-started for “Not Started”."""
    return word.casefold().replace(" ", "-")


def _with_value(value: str, note: Text | None) -> Text:
    """A value that is text, and the note on it in each of its languages."""
    if isinstance(note, dict):
        return {language: f"{value}\n{text}" for language, text in note.items()}
    return value if note is None else f"{value}\n{note}"


def _actuals(indicator: ResultIndicator, place: FiguresOf, context: Context) -> Iterator[_Actual]:
    """The actuals of everything that have a value or a comment, and a day in the past."""
    for period in indicator.periods:
        value = whole(period.actuals, context.notices)
        if value is None:
            continue
        if not (value.text or value.comment):
            context.notices.lost["document-link"] += len(value.links)
            continue
        on = context.past(period.end)
        if on is None:
            context.notices.lost["actual"] += 1
            continue
        if on != period.end:
            context.notices.add(Notice.UNFINISHED)
        yield _Actual(on, value, None if place.name is None else number_in(value.text, place.target.unit))


def _summed(actuals: Iterable[_Actual], start: Number) -> list[_Actual]:
    """The actuals with running totals as numbers; those of one day are one."""
    total, sums = start, list[_Actual]()
    for actual in actuals:
        if actual.number is None:
            sums.append(actual)
            continue
        total, value = plus(total, actual.number), actual.value
        if sums and sums[-1].on == actual.on and sums[-1].number is not None:
            before = sums.pop().value
            value = replace(value, comment={**before.comment, **value.comment}, links=(*before.links, *value.links))
        sums.append(replace(actual, value=value, number=total))
    return sums


def _general_links(result: Result, indicator: ResultIndicator, activity: Activity) -> tuple[DocumentLink, ...]:
    """The documents for actuals that have none of their own."""
    if indicator.own:
        return ()
    about_results = tuple(link for link in activity.links if link.is_about_results)
    return (*indicator.links, *result.links) or about_results
