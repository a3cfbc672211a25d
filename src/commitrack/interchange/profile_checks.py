"""What is wrong with a profile on its own, whatever the sheet is: problems, each with the key that causes it."""

from collections.abc import Iterator

from msgspec import Struct

from commitrack.errors import KeyPath, Problem
from commitrack.interchange.import_sheet import stated_fields
from commitrack.interchange.profile import DateOrder, FieldSource, Profile
from commitrack.interchange.rate_profile import RateProfile
from commitrack.interchange.status_reader import incomplete_status
from commitrack.interchange.table import layout_problems
from commitrack.interchange.target_reader import scale_of
from commitrack.language import LazyString as _
from commitrack.suggest import did_you_mean


def profile_problems(profile: Profile | RateProfile) -> Iterator[Problem]:
    """Every problem; its path begins with an empty name, in the place of that of the file."""
    for key, message in layout_problems(profile.table):
        yield _problem(("table", key), message)
    if profile.date_order is DateOrder.YMD:
        message = _("date_order: dates with the year first are always read, others only if their order is stated")
        yield _problem(("date_order",), message, _('leave it out, or write date_order = "dmy" or "mdy"'))
    for path, source in _sources(profile, ()):
        yield from _of_source(path, source)
    if isinstance(profile, Profile):
        yield from _of_sheet(profile)


def _of_source(path: KeyPath, source: FieldSource) -> Iterator[Problem]:
    *tables, name = path
    place = f"[{'.'.join(tables)}] {name}"
    if (source.column is None) == (source.always is None):
        yield _problem(path, _('{place}: state either "column" or "always"', place=place))
    if source.separator == "":
        hint = _('state what is between two values, such as separator = ";", or leave it out')
        yield _problem((*path, "separator"), _("{place}: the separator is empty", place=place), hint)


def _of_sheet(profile: Profile) -> Iterator[Problem]:
    for name, target in profile.targets.items():
        if target.scale is not None and scale_of(target.scale) is None:
            message = _('{place} scale: "{text}" is not a scale', place=f"[targets.{name}]", text=target.scale)
            yield _problem(("targets", name, "scale"), message, _('write it as 1000000, "million" or "億"'))
    stated = stated_fields(profile)
    for name in profile.fixed:
        if name not in stated:
            message = _('fixed: "{name}" is not a field that the profile reads', name=name)
            yield _problem(("fixed",), message, did_you_mean(name, stated))
    if profile.status is not None:
        for lacking, hint in incomplete_status(profile.status):
            yield _problem(("status",), lacking, hint)


def _sources(node: object, path: KeyPath) -> Iterator[tuple[KeyPath, FieldSource]]:
    """Every field that is a table, with its path."""
    if isinstance(node, FieldSource):
        yield path, node
        return
    fields = {name: getattr(node, name) for name in node.__struct_fields__} if isinstance(node, Struct) else node
    if isinstance(fields, dict):
        for name, value in fields.items():
            yield from _sources(value, (*path, name))


def _problem(path: KeyPath, message: str, hint: str | None = None) -> Problem:
    return Problem(code="CT108", message=message, path=("", *path), hint=hint)
