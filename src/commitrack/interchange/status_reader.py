"""Read completion levels and decisions from the words of a column, as the table ``[status]`` of a profile says."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from commitrack.drafting.intended import UNRECORDED, SheetUpdate
from commitrack.interchange.cell_values import Spelling, evidence, text
from commitrack.interchange.fields import Binder, CellError, values_of
from commitrack.interchange.profile import StatusFields, StatusMeaning
from commitrack.interchange.status_words import STATUS_WORDS
from commitrack.interchange.table import TableRow
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import Update
from commitrack.registry.toml_lines import inline

WHY = ("note", "reason", "evidence")
_ONE_OF_WHY = _('one of "note", "reason" and "evidence"')
_VERDICT = _("a verdict is recorded with who gave it, when, and why")


def incomplete_status(fields: StatusFields) -> Iterator[tuple[str, str | None]]:
    """What ``[status]`` lacks, and a hint."""
    if fields.words_of is None and not fields.words:
        yield _('[status]: state "words" or "words_of"'), None
        return
    stated = {name for name in ("by", "on", *WHY) if getattr(fields, name) is not None}
    required = {"by", "on"} if fields.words_of else {"by"} if any(map(_is_recorded, fields.words.values())) else set()
    lacking: list[str] = [f'"{name}"' for name in sorted(required - stated)]
    if required and stated.isdisjoint(WHY):
        lacking.append(_ONE_OF_WHY)
    if lacking:
        yield _("[status]: {verdict}", verdict=_VERDICT), _("add {what}", what=comma_list(lacking))


def _is_recorded(meaning: StatusMeaning) -> bool:
    return meaning.completion is not None or meaning.lifecycle is not None


class StatusReader:
    """Reads the updates that the words of a column mean; ``on`` is the day of what the sheet does not date itself.

    Words are verdicts, so the profile has to say who gave them and why; of the words of another system also when.
    """

    def __init__(self, fields: StatusFields, binder: Binder, spelling: Spelling, *, on: date, folder: Path) -> None:
        self._fields, self._on = fields, on
        self._system = STATUS_WORDS[fields.words_of] if fields.words_of else None
        self._column = binder.field(fields.column, "[status] column")
        ways: dict[str, Any] = {
            "on": spelling.day, "evidence": evidence(folder), "note": text, "reason": text, "by": text,
        }  # fmt: skip
        bound = {name: binder.field(getattr(fields, name), f"[status] {name}") for name in ways}
        self._readers = {name: partial(ways[name], field) for name, field in bound.items() if field is not None}

    def read(self, row: TableRow, problems: list[CellError]) -> Iterator[SheetUpdate]:
        """The updates that the word of a row means; a word without a meaning is a problem."""
        status = values_of({"status": self._column.text} if self._column else {}, row, problems).get("status")
        values = values_of(self._readers, row, problems)
        if not status:
            return
        outcome = self._meaning(status)
        if outcome is None:
            hint = _('say in the profile what it means: {text} = {{ completion = "limited" }}', text=inline(status))
            column = self._column.column if self._column else None
            problems.append(CellError(column, status, _("not one of the words in [status]"), in_profile=hint))
            return
        if self._fields.by is not None and _is_recorded(outcome):
            problems += self._incomplete(values)
        said = f'{self._system.title}: "{status}"' if self._system else f'"{status}"'
        common = {"key": "", "commitment": "", "recorded": UNRECORDED, "on": values.get("on", self._on)}
        is_dated = "on" in values
        details = {name: values[name] for name in ("evidence", "note", "by") if name in values}
        if self._system is not None:
            details.setdefault("note", said)
        if outcome.completion is not None:
            yield SheetUpdate(Update(completion=outcome.completion, **common, **details), is_dated)
        if outcome.lifecycle is not None:
            reason = values.get("reason", said)
            yield SheetUpdate(Update(lifecycle=outcome.lifecycle, reason=reason, **common, **details), is_dated)

    def _incomplete(self, values: dict[str, Any]) -> Iterator[CellError]:
        """What a row lacks to record a verdict: the cells that the profile names, and one of those that say why."""
        missing: list[str] = [f'"{name}"' for name in ("by", "on") if name in self._readers and name not in values]
        if not any(values.get(name) for name in WHY):
            missing.append(_ONE_OF_WHY)
        if missing:
            yield CellError(None, "", _("{reason}; missing: {what}", reason=_VERDICT, what=comma_list(missing)))

    def is_active(self, row: TableRow) -> bool:
        """Whether a word shows that a commitment is active, beside words that mean that one is not."""
        meanings = self._fields.words.values()
        if self._column is None or not (self._system or any(meaning.lifecycle for meaning in meanings)):
            return False
        status = values_of({"status": self._column.text}, row, []).get("status")
        outcome = self._meaning(status) if status else None
        return outcome is not None and outcome.lifecycle is None

    def _meaning(self, status: str) -> StatusMeaning | None:
        """What a word means: as the profile says, else as in the other system."""
        if status in self._fields.words or self._system is None:
            return self._fields.words.get(status)
        return self._system.meaning(status)
