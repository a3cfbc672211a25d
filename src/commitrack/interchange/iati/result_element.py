"""The targets of a commitment, its completion levels and its notes as one result with indicators."""

from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree.ElementTree import Element

from commitrack.assess import Assessment, TargetAssessment
from commitrack.assess.history import states_level, target_of
from commitrack.interchange.iati.elements import Attributes, add, add_document, add_narratives, add_text, own, written
from commitrack.interchange.iati.omissions import Omission
from commitrack.interchange.iati.publication import Publication
from commitrack.interchange.iati.vocabulary import (
    EVIDENCE_CATEGORY,
    INFERRED,
    ORDINAL,
    PERCENTAGE,
    QUALITATIVE,
    RESULT_CODES,
    UNIT,
)
from commitrack.model import Basis, Number, Target, Text, Update, When

_SHARE = "%"


def add_result(activity: Element, assessment: Assessment, made: date, publication: Publication) -> None:
    """Append the result of a commitment, if it has targets or updates to write."""
    result = Element("result", {"type": RESULT_CODES[publication.terms.result_type]})
    add_text(result, "title", assessment.commitment.title)
    for target in assessment.targets:
        _add_target(result, target, assessment, publication)
    levels = assessment.history.completions
    if levels:
        indicator = _add_indicator(result, "Completion", ORDINAL)
        for update in levels:
            _add_actual(indicator, made, update.on, str(update.completion), [update], publication)
    notes = [update for update in assessment.history.counted if update.is_note]
    if notes:
        indicator = _add_indicator(result, "Notes", QUALITATIVE)
        for update in notes:
            _add_actual(indicator, update.on, update.on, None, [update], publication)
    if result.find("indicator") is not None:
        activity.append(result)


def _add_indicator(result: Element, title: Text, measure: str, attributes: Attributes | None = None) -> Element:
    indicator = add(result, "indicator", {"measure": measure, **(attributes or {})})
    add_text(indicator, "title", title)
    return indicator


def _add_target(result: Element, target: TargetAssessment, assessment: Assessment, publication: Publication) -> None:
    """Append the indicator of a target: its baseline, a period for each value, and one for each figure."""
    stated, terms = target.target, target.terms
    ascending = None if terms is None else "0" if terms.falls else "1"
    measure = PERCENTAGE if stated.unit == _SHARE else UNIT
    indicator = _add_indicator(result, titled(stated, target.name), measure, {"ascending": ascending, **_own(target)})
    add(indicator, "reference", {"vocabulary": "99", "code": target.name})
    if stated.baseline is not None and stated.baseline_on is not None:
        _add_baseline(indicator, stated.baseline, stated.baseline_on, publication)
    start = publication.start(assessment.commitment, target)
    for on, value in _plan(target, publication):
        planned = add(_add_period(indicator, start or on, on), "target", {"value": written(value)})
        if terms is not None and terms.due_inferred and on == terms.due:
            add_text(planned, "comment", INFERRED)
    for figure in target.figures:
        same_day = [
            update for update in assessment.history.counted
            if update.on == figure.on and states_level(update)
            and target_of(assessment.commitment, update) == target.name
        ]  # fmt: skip
        if figure.qualifier is not None:
            publication.omissions.add(Omission.QUALIFIER)
        if any(update.source_class is not None for update in same_day):
            publication.omissions.add(Omission.SOURCE_CLASS)
        _add_actual(indicator, start or figure.on, figure.on, written(figure.level), same_day, publication)


def titled(target: Target, name: str) -> Text:
    """The indicator of a target, or its name, with the unit behind it, for which the standard has no other place."""
    title = target.indicator or name
    if isinstance(title, str):
        return f"{title} ({target.unit})"
    return {language: f"{text} ({target.unit})" for language, text in title.items()}


def _own(assessed: TargetAssessment) -> Attributes:
    """The attributes that commitrack adds: the name of the target, and terms for which the standard has no place."""
    target, terms = assessed.target, assessed.terms
    accumulates = None if target.accumulates is None else str(target.accumulates).lower()
    stated = {
        "target": assessed.name, "unit": str(target.unit), "qualifier": target.qualifier, "counting": target.counting,
        "accumulates": accumulates, "maintain": "true" if target.maintain else None,
        "due_basis": Basis.INFERRED if terms is not None and terms.due_inferred else None,
    }  # fmt: skip
    return {own(key): value for key, value in stated.items()}


def _plan(target: TargetAssessment, publication: Publication) -> Iterator[tuple[date, Number]]:
    """The days and values of the milestones before the deadline, and of the target itself."""
    terms = target.terms
    if terms is None or terms.due is None:
        return
    for on, value in terms.milestones:
        if on < terms.due:
            yield on, value
        else:
            publication.omissions.add(Omission.MILESTONE)
    yield terms.due, terms.value


def _add_baseline(indicator: Element, level: Number, on: When, publication: Publication) -> None:
    """Append the baseline, of a year, or of a day."""
    day = None if isinstance(on.written, int) else publication.day(on)
    year = on.written if isinstance(on.written, int) else publication.day(on).year
    add(
        indicator, "baseline",
        {"iso-date": None if day is None else day.isoformat(), "year": str(year), "value": written(level)},
    )  # fmt: skip


def _add_period(indicator: Element, start: date, end: date) -> Element:
    period = add(indicator, "period")
    add(period, "period-start", {"iso-date": min(start, end).isoformat()})
    add(period, "period-end", {"iso-date": end.isoformat()})
    return period


def _add_actual(
    indicator: Element, start: date, on: date, value: str | None, updates: Sequence[Update], publication: Publication
) -> None:
    """Append a period with an actual, the notes of the updates that state it, and their evidence."""
    actual = add(_add_period(indicator, start, on), "actual", {"value": value})
    notes = [update.note for update in updates if update.note is not None]
    comment = add(actual, "comment") if notes else actual
    for note in notes:
        add_narratives(comment, note)
    for url in publication.urls(item for update in updates for item in update.evidence):
        add_document(actual, url, url, EVIDENCE_CATEGORY)
