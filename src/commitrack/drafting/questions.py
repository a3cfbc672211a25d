"""The questions that describe a new commitment, as data, in the order in which they are asked.

An answer is read into the same ``CommitmentInput`` as the options of the command line, and validated as they are.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import UNITLESS
from commitrack.drafting.answers import Answers, validated
from commitrack.drafting.measurability import lacks_level
from commitrack.drafting.record_choices import RecordChoice
from commitrack.drafting.values import read_span
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Document, Party, Pillar, Registry

MOST_DIGITS = 6
"""Maximum length of a page number."""


class Question(Struct, frozen=True, kw_only=True):
    """A question: ``read`` puts an answer, which may be empty, into the answers; it is asked only if it ``applies``.

    ``choices`` names the table that the answer is chosen from, and ``new`` describes what the answer ``NEW`` adds.
    """

    name: str
    text: _
    read: Callable[[Answers, str], Answers]
    applies: Callable[[Answers], bool]
    choices: str | None = None
    new: _ | None = None


def next_question(answers: Answers) -> Question | None:
    """The first question that applies and has not been answered; None if all have been."""
    return next((q for q in QUESTIONS if q.name not in answers.answered and q.applies(answers)), None)


def answered(question: Question, answers: Answers, text: str) -> Answers:
    """The answers with one more; raise UsageError, with the reason, if it is refused."""
    return validated(question.read(replace(answers, answered=answers.answered | {question.name}), text.strip()))


def listed(question: Question, registry: Registry) -> Mapping[str, Document | Party | Pillar]:
    """The records that can be chosen, by id, in the order of their numbers."""
    records: Mapping[str, Document | Party | Pillar] = getattr(registry, question.choices) if question.choices else {}
    return records


def _typed(answers: Answers, **fields: Any) -> Answers:
    return replace(answers, typed=replace(answers.typed, **fields))


def _lacks(field: str) -> Callable[[Answers], bool]:
    """Whether a field of the input has no value."""
    return lambda answers: not getattr(answers.typed, field)


def _field(field: str) -> Callable[[Answers, str], Answers]:
    """Reads the answer into a field of the input, as its option does; an empty one leaves it out."""
    return lambda answers, text: _typed(answers, **{field: text or None})


def _title(answers: Answers, text: str) -> Answers:
    if not text:
        raise UsageError(_("a commitment needs a title"))
    return _typed(answers, title=text)


def _id(answers: Answers, text: str) -> Answers:
    if not text:
        raise UsageError(_("a commitment needs an id"))
    return _typed(answers, id=text)


def _target(answers: Answers, text: str) -> Answers:
    return _typed(answers, targets=(text,) if text else ())


def _unit(answers: Answers, text: str) -> Answers:
    """The unit after the amount that was typed without one."""
    return _typed(answers, targets=tuple(f"{target} {text}" for target in answers.typed.targets)) if text else answers


def _lacks_unit(answers: Answers) -> bool:
    """Whether the only target is a mere number."""
    return [target.unit for target in answers.draft().targets.values()] == [UNITLESS]


def _lacks_baseline(answers: Answers) -> bool:
    """Whether the only target falls, or is a share, and has no baseline."""
    targets = tuple(answers.draft().targets.values())
    return len(targets) == 1 and lacks_level(targets[0])


def _lacks_deadline(answers: Answers) -> bool:
    return not answers.typed.due and not answers.typed.within


def _deadline(answers: Answers, text: str) -> Answers:
    """A length of time, such as “within 3 years” or “3 years”, or else a date."""
    span = text[len("within ") :].strip() if text.lower().startswith("within ") else text
    try:
        is_span = span != text or bool(read_span(span))
    except UsageError:
        is_span = False
    return _typed(answers, within=span) if is_span else _typed(answers, due=text or None)


def _page(answers: Answers, text: str) -> Answers:
    if text and not (text.isdecimal() and len(text) <= MOST_DIGITS and int(text)):
        raise UsageError(_('"{text}" is not a page number', text=text), hint=_("type a number, such as 7"))
    return _typed(answers, page=int(text) if text else None)


PARTY = RecordChoice(field="responsible", table="parties", kind=Party)
PILLAR = RecordChoice(field="pillar", table="pillars", kind=Pillar)
DOCUMENT = RecordChoice(field="document", table="documents")

QUESTIONS = (
    Question(name="title", text=_("What was promised, in a few words"), read=_title, applies=_lacks("title")),
    Question(name="id", text=_("Id, e.g. train-5000"), read=_id, applies=lambda answers: not answers.has_id),
    Question(name="target", text=_("Target, e.g. 5,000 people"), read=_target, applies=_lacks("targets")),
    Question(
        name="unit", text=_("Unit of the target: what is counted, e.g. people"), read=_unit, applies=_lacks_unit
    ),
    Question(
        name="baseline", text=_("Baseline, the level at the start, e.g. 40 %"), read=_field("baseline"),
        applies=_lacks_baseline,
    ),
    Question(
        name="due", text=_("Deadline, e.g. 2030-12-31, 2030 or within 3 years"), read=_deadline,
        applies=_lacks_deadline,
    ),
    Question(
        name="made", text=_("Date it was made, e.g. 2026-01-15"), read=_field("made"), applies=_lacks("made")
    ),
    Question(
        name=PARTY.field, text=_("Responsible party"), read=PARTY.choose, choices=PARTY.table, new=_("a new party"),
        applies=lambda answers: not answers.typed.parties.responsible,
    ),
    Question(
        name=PARTY.title_question, text=_("Name of the new party"), read=PARTY.entitle, applies=PARTY.lacks_title
    ),
    Question(
        name="party-id", text=_("Id of the new party, e.g. transport-office"), read=PARTY.identify,
        applies=PARTY.lacks_id,
    ),
    Question(
        name=PILLAR.field, text=_("Pillar"), read=PILLAR.choose, choices=PILLAR.table, new=_("a new pillar"),
        applies=_lacks("pillar"),
    ),
    Question(
        name=PILLAR.title_question, text=_("Name of the new pillar"), read=PILLAR.entitle, applies=PILLAR.lacks_title
    ),
    Question(
        name="pillar-id", text=_("Id of the new pillar, e.g. connectivity"), read=PILLAR.identify,
        applies=PILLAR.lacks_id,
    ),
    Question(
        name=DOCUMENT.field, text=_("Source document"), read=DOCUMENT.choose, choices=DOCUMENT.table,
        applies=lambda answers: not answers.typed.document and bool(answers.registry.documents),
    ),
    Question(
        name="page", text=_("Page of the document"), read=_page,
        applies=lambda answers: bool(answers.typed.document) and not answers.typed.page,
    ),
    Question(
        name="quote", text=_("Quotation from the document that states the figure"), read=_field("quote"),
        applies=lambda answers: bool(answers.typed.document) and not answers.typed.quote,
    ),
)  # fmt: skip
