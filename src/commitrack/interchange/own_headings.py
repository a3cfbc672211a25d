"""A sheet with the headings of the format itself, which needs no profile: a row for each target of a commitment."""

from shlex import quote
from typing import Any

from commitrack.errors import UsageError
from commitrack.interchange.profile import (
    CommitmentFields,
    FieldSource,
    FieldSpec,
    Profile,
    RowKind,
    StatusFields,
    StatusMeaning,
    TargetFields,
)
from commitrack.interchange.table import SheetTable
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import CompletionLevel
from commitrack.suggest import did_you_mean

_LISTS = frozenset({"areas", "responsible", "implementing", "beneficiary", "milestones", "evidence"})
"""Fields with several values in one cell, separated by semicolons."""
_OF_TARGET = {
    "target": "name", "value": "value", "unit": "unit", "indicator": "indicator", "indicator_ja": "indicator_ja",
    "baseline": "baseline", "baseline_on": "baseline_on", "qualifier": "qualifier", "counting": "counting",
    "milestones": "milestones", "actual": "figure", "on": "on", "evidence": "evidence",
}  # fmt: skip
_COMPLETION = "completion"
OWN_HEADINGS = ("id", *(name for name in CommitmentFields.__struct_fields__ if name != "id"), *_OF_TARGET, _COMPLETION)
"""All headings, in the order of a template."""


def own_profile(table: SheetTable, file: str) -> Profile:
    """The profile for the table of a file whose headings are those of the format; its keys are ids of commitments.

    Raises UsageError for another heading, or if "id" or "title" is missing.
    """
    start = _("to start one: commitrack import {file} --suggest", file=quote(file))
    unknown = [heading for heading in table.headings if heading not in OWN_HEADINGS]
    if len(unknown) * 2 > len(table.headings):
        raise UsageError(_("missing --profile"), hint=start)
    for heading in unknown:
        hint = did_you_mean(heading, OWN_HEADINGS) or start
        raise UsageError(_('{name}: unknown heading "{heading}"', name=table.name, heading=heading), hint=hint)
    for heading in ("id", "title"):
        if heading not in table.headings:
            hint = _("expected one of: {names}", names=comma_list(OWN_HEADINGS))
            raise UsageError(_('{name}: missing heading "{heading}"', name=table.name, heading=heading), hint=hint)
    own = {heading: _source(heading) for heading in table.headings}
    fields = {name: source for name, source in own.items() if name in CommitmentFields.__struct_fields__}
    target: dict[str, Any] = {field: own[heading] for heading, field in _OF_TARGET.items() if heading in own}
    if target and "name" not in target:
        target["name"] = FieldSource(always="")
    words = {str(level): StatusMeaning(completion=level) for level in CompletionLevel}
    status = StatusFields(column=_COMPLETION, words=words, on=own.get("on"), evidence=own.get("evidence"))
    return Profile(
        key="id",
        rows=RowKind.FIGURES,
        commitment=CommitmentFields(**fields),
        targets={"target": TargetFields(**target)} if {"value", "figure"} & target.keys() else {},
        status=status if _COMPLETION in own else None,
    )


def _source(heading: str) -> FieldSpec:
    return FieldSource(column=heading, separator=";") if heading in _LISTS else heading
