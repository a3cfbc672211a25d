"""Activities as commitments: one for the money, and one for each indicator, which is part of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import UNITLESS
from commitrack.checks.references import ID
from commitrack.drafting.intended import IntendedRow, SheetUpdate
from commitrack.interchange.iati.figures import Context, FiguresOf, read_actuals, update_of
from commitrack.interchange.iati.money import read_money
from commitrack.interchange.iati.names import Names, slug
from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.interchange.iati.positions import codes
from commitrack.interchange.iati.records import Activity, Result, ResultIndicator, Texts
from commitrack.interchange.iati.targets import read_target
from commitrack.interchange.iati.vocabulary import (
    ACCOUNTABLE,
    ACTUAL_END,
    ACTUAL_START,
    CONTRADICTED,
    DECISIONS,
    IMPLEMENTING,
    PLANNED_END,
    PLANNED_START,
    RESULT_TYPES,
    UNDECIDED,
)
from commitrack.language import LazyString as _
from commitrack.model import Basis, Commitment, Kind, Parties, Target, Text, Update, When, multilingual

SYSTEM = "iati"
"""The name of the system in ``external_ids``."""
TARGET = "indicator"
"""The name of the target of an indicator."""

PartyOf: TypeAlias = Callable[[str], str | None]
"""The id of the party with a name; None if it has none."""
Watch: TypeAlias = Callable[[Iterable[Activity]], Iterable[Activity]]
"""Passes activities on while somebody watches the progress."""


class Options(Struct, frozen=True, kw_only=True):
    """What the file does not say: today, the language of the registry, whether actuals are increments, and the ids of
    commitments that were imported before, by their ids in IATI.

    ``titles`` are those of indicators, by activity, then by what follows its identifier. ``watch`` sees each activity,
    ``party`` finds the parties of the registry.
    """

    today: date
    language: str = "en"
    incremental: bool = False
    ids: Mapping[str, str] = {}
    titles: Mapping[str, Mapping[str, Text]] = {}
    watch: Watch = iter
    party: PartyOf = lambda _name: None


def read_commitments(
    activities: Iterable[Activity], notices: Notices, options: Options, seen: set[str]
) -> Iterator[IntendedRow]:
    """The commitments that the activities describe, each with its updates; a whole comes before its parts.

    ``row`` is the number of the activity in the file, ``seen`` are the identifiers of all files before.
    """
    names = Names(options.ids)
    for number, activity in enumerate(options.watch(activities), 1):
        if not activity.identifier or activity.identifier in seen:
            notices.add(Notice.REPEATED if activity.identifier else Notice.ANONYMOUS)
            continue
        seen.add(activity.identifier)
        yield from _CommitmentReader(number, activity, notices, options, names).intended()


class _CommitmentReader:
    """Turns one activity into commitments."""

    def __init__(self, number: int, activity: Activity, notices: Notices, options: Options, names: Names) -> None:
        self.number, self.activity, self.notices, self.options, self.names = number, activity, notices, options, names
        incremental = options.incremental and not activity.own
        self.context = Context(
            activity=activity, today=options.today, language=options.language, notices=notices, incremental=incremental
        )  # fmt: skip
        self.indicators = [(result, item) for result in activity.results for item in result.indicators]
        own = activity.own.get("commitment", "")
        self.id = names.id(activity.identifier, own if ID.fullmatch(own) else slug(activity.identifier))
        self.start = activity.dates.get(ACTUAL_START) or activity.dates.get(PLANNED_START)
        self.end = activity.dates.get(PLANNED_END)

    def intended(self) -> Iterator[IntendedRow]:
        """The commitment of the activity, then one for each indicator, unless commitrack has written them as one."""
        if self.activity.status in UNDECIDED:
            self.notices.add(Notice.STATUS)
        if self.activity.own:
            yield self._own()
            return
        money = read_money(self.id, self.context)
        is_group = bool(self.indicators) and not money.targets
        fields: dict[str, Any] = {} if is_group else {"due": _when(self.end), "targets": money.targets}
        whole = self._commitment(
            self.id, self.activity.identifier, self.activity.title, self.activity.description,
            kind=Kind.GROUP if is_group else Kind.PLEDGE, parties=self._parties(), made=money.promised, **fields,
        )  # fmt: skip
        yield self._with_updates(whole, money.updates)
        for (result, indicator), code in zip(self.indicators, self._codes(), strict=True):
            yield self._part(result, indicator, code)

    def _codes(self) -> list[str]:
        """What follows the identifier of the activity in the key of each indicator."""
        return codes(
            [indicator.code for _result, indicator in self.indicators],
            [f"{result.number}.{indicator.number}" for result, indicator in self.indicators],
            [self.context.text(_title(*pair)) or "" for pair in self.indicators],
            self.options.titles.get(self.activity.identifier, {}),
        )

    def _part(self, result: Result, indicator: ResultIndicator, code: str) -> IntendedRow:
        """The commitment of an indicator; where no period has a deadline, the end of the activity is inferred."""
        key = f"{self.activity.identifier}#{code}"
        name = self.names.id(key, slug(self.id, code))
        read = read_target(indicator, self.start, self.end, self.notices, incremental=self.options.incremental)
        due = read.due or self.end
        part = self._commitment(
            name, key, _title(result, indicator), indicator.description,
            part_of=self.id, due=_when(due), targets={TARGET: read.target},
            due_basis=Basis.INFERRED if due is not None and read.due is None else Basis.STATED,
            note=self._note(result),
        )  # fmt: skip
        place = FiguresOf(name, TARGET, read.target)
        return self._with_updates(part, read_actuals(result, indicator, place, self.context))

    def _own(self) -> IntendedRow:
        """The commitment that commitrack has written as an activity, with its targets by their names."""
        targets: dict[str, Target] = {}
        updates: list[Update] = []
        for result, indicator in self.indicators:
            name, target = indicator.own.get("target"), Target(unit=UNITLESS)
            if name:
                read = read_target(indicator, self.start, self.end, self.notices, incremental=False)
                titles = {lang: text.removesuffix(f" ({read.target.unit})") for lang, text in indicator.title.items()}
                target = targets[name] = replace(
                    read.target,
                    indicator=None if titles == {"": name} else self.context.text(titles),
                    due=None if read.due == self.end else _when(read.due),
                    due_basis=Basis.STATED if read.due == self.end else _basis(indicator.own),
                )
            updates += read_actuals(result, indicator, FiguresOf(self.id, name, target), self.context)
        kind = Kind.PROGRAMME if self.activity.own.get("kind") == Kind.PROGRAMME else Kind.PLEDGE
        whole = self._commitment(
            self.id, self.activity.identifier, self.activity.title, self.activity.description,
            kind=kind, parties=self._parties(), due=_when(self.end), targets=targets,
            due_basis=_basis(self.activity.own),
        )  # fmt: skip
        return self._with_updates(whole, updates)

    def _commitment(self, name: str, key: str, title: Texts, summary: Texts, **fields: Any) -> Commitment:
        """A commitment of the activity, made when that started, or earlier, but not at or after its deadline."""
        days = [day for day in (self.start, fields.pop("made", None)) if day is not None]
        made, due = min(days, default=None), fields.get("due")
        if made is not None and due is not None and made >= due.written:
            self.notices.add(Notice.DISORDER)
            made = None
        return Commitment(
            id=name, external_ids={SYSTEM: key}, title=self.context.text(title) or key,
            summary=None if summary == title else self.context.text(summary),
            made=_when(made), **fields,
        )  # fmt: skip

    def _parties(self) -> Parties:
        """The organisations that are accountable or implement the activity; the others are counted as lost."""
        roles: dict[str, list[str]] = {ACCOUNTABLE: [], IMPLEMENTING: []}
        for organisation in self.activity.organisations:
            title = str(multilingual(self.context.text(organisation.name))) or organisation.reference
            name = self.options.party(title) if title and organisation.role in roles else None
            if name is None:
                self.notices.lost["participating-org"] += 1
            else:
                roles[organisation.role].append(name)
        unique = {role: tuple(dict.fromkeys(names)) for role, names in roles.items()}
        return Parties(responsible=unique[ACCOUNTABLE], implementing=unique[IMPLEMENTING])

    def _with_updates(self, commitment: Commitment, updates: Iterable[Update]) -> IntendedRow:
        """The commitment with its updates and the decision that the status of the activity states."""
        decided = () if commitment.is_group else self._decisions(commitment.id)
        return IntendedRow(
            row=self.number, key=commitment.external_ids[SYSTEM], commitment=commitment,
            updates=tuple(_stated(update, commitment) for update in (*updates, *decided)),
            contradicts=CONTRADICTED.get(self.activity.status or "", frozenset()),
        )  # fmt: skip

    def _decisions(self, name: str) -> Iterator[Update]:
        """The update that the activity was cancelled or suspended, on its actual end, else when it was last changed."""
        if self.activity.status in DECISIONS:
            lifecycle, reason = DECISIONS[self.activity.status]
            ended = self.activity.dates.get(ACTUAL_END)
            on = self.context.past(ended or self.activity.updated)
            if on is None:
                self.notices.add(Notice.UNDATED)
            else:
                yield update_of(name, on, lifecycle=lifecycle, reason=reason.to(self.options.language))

    def _note(self, result: Result) -> Text | None:
        """The result that an indicator belongs to, with its type, as a note."""
        title = self.context.text(result.title)
        if title is None or not result.kind:
            return title
        kind = RESULT_TYPES.get(result.kind, _("Result"))
        named = {self.options.language: title} if isinstance(title, str) else title
        noted = {lang: f"{kind.to(lang)}: {text}" for lang, text in named.items()}
        return noted[self.options.language] if isinstance(title, str) else noted


def _title(result: Result, indicator: ResultIndicator) -> Texts:
    return indicator.title or indicator.description or result.title


def _stated(update: Update, commitment: Commitment) -> SheetUpdate:
    """The update as the file states it: dated, and in the unit of its target."""
    target = commitment.targets.get(update.target or "")
    return SheetUpdate(update, is_dated=True, unit=target.unit if target else None)


def _basis(own: Mapping[str, str]) -> Basis:
    """Whether commitrack has written that a deadline is inferred."""
    return Basis.INFERRED if own.get("due_basis") == Basis.INFERRED else Basis.STATED


def _when(day: date | None) -> When | None:
    return None if day is None else When(day)
