"""Parse the value after a field's colon into a test; an unknown value raises UsageError with a suggestion."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from glob import escape
from typing import TypeAlias

from commitrack.amounts import Unit
from commitrack.dates import parse_range
from commitrack.errors import UsageError
from commitrack.labels import Label, in_script_of, known_word
from commitrack.language import LANGUAGES, LazyString, comma_list
from commitrack.language import LazyString as _
from commitrack.model import Area, Commitment, Document, Party, Pillar, Registry, languages_of
from commitrack.query.conditions import DayRange, Glob, OneOf, ShareRange, Stated, Test
from commitrack.suggest import did_you_mean
from commitrack.units import canonical

Reader: TypeAlias = Callable[[str, Registry], Test]
Titled: TypeAlias = Pillar | Area | Party | Document

MANY = 20
"""Maximum number of known words that a hint lists."""

_PER_CENT = re.compile(r"(?P<low>-?\d{1,6}(\.\d+)?)?(?P<dots>\.\.(?P<high>-?\d{1,6}(\.\d+)?)?)?", re.ASCII)


def plain(text: str) -> str:
    """Text normalized to NFKC: full-width letters, digits and colons of a Japanese keyboard become ASCII."""
    return unicodedata.normalize("NFKC", text)


def folded(text: str) -> str:
    """Text for comparison, without regard to width and case."""
    return plain(text).casefold()


def searched_texts(commitment: Commitment) -> list[str]:
    """Where words without a field are searched for, folded: all ids of a commitment, and its titles."""
    ids = (commitment.id, *commitment.formerly, *commitment.external_ids.values())
    return [folded(text) for text in (*ids, *languages_of(commitment.title))]


def occurs(word: str, text: str) -> bool:
    """Whether folded text has a word: if it is in Latin letters, where a word of the text starts, else anywhere.

    So “late” does not occur in “climate-related”; Japanese has no spaces between words.
    """
    return word in text and (not word.isascii() or re.search(rf"(?<![a-z0-9]){re.escape(word)}", text) is not None)


def nearest(word: str, known: Iterable[str], what: LazyString) -> LazyString:
    """A hint: the known words most similar to ``word``, else a list of them; ``what`` names them in the plural."""
    known = list(known)
    if hint := did_you_mean(word, known):
        return hint
    if not known:
        return _("the registry has no {what}", what=what)
    names, more = comma_list(known[:MANY]), len(known) - MANY
    if more > 0:
        return _("valid {what}: {names} and {more} more", what=what, names=names, more=more)
    return _("valid {what}: {names}", what=what, names=names)


def record_of(table: str, what: LazyString, plural: LazyString) -> Reader:
    """A reader for the records of a table of the registry, by id or as ``_ids_for`` describes."""

    def read(value: str, registry: Registry) -> Test:
        return OneOf(_ids_for(value, getattr(registry, table), what, plural))

    return read


def _ids_for(value: str, table: Mapping[str, Titled], what: LazyString, plural: LazyString) -> frozenset[str]:
    """The ids that a value names: by id, position in the table, part of an id, title or part of a title."""
    if value in table:
        return frozenset({value})
    if value.isdecimal() and len(value) <= len(str(len(table))) and 0 < int(value) <= len(table):
        return frozenset({list(table)[int(value) - 1]})
    part, words = f"-{value.lower()}-", folded(value)
    titles = {name: [folded(title) for title in languages_of(record.title)] for name, record in table.items()}
    ids = (
        {name for name in table if part in f"-{name}-"}
        or {name for name in table if words in titles[name]}
        or {name for name in table if any(occurs(words, title) for title in titles[name])}
    )
    if not ids:
        raise UsageError(_('unknown {what} "{value}"', what=what, value=value), hint=nearest(value, table, plural))
    return frozenset(ids)


def word_of(what: LazyString, words: Sequence[str], label: Label | None = None) -> Reader:
    """A reader for one word of a fixed vocabulary, in any case, or its label."""

    def read(value: str, registry: Registry) -> Test:  # noqa: ARG001  one signature for every field
        word = known_word(value, words, label)
        if word is None:
            problem = _('unknown {what} "{word}"', word=value, what=what)
            raise UsageError(problem, hint=nearest(value.lower(), in_script_of(value, words, label), _("values")))
        return OneOf(frozenset({word}))

    return read


def day_of(field: str) -> Reader:
    """A reader for a range of days (see :func:`commitrack.dates.parse_range`), ``none`` or ``any``."""

    def read(value: str, registry: Registry) -> Test:
        if (stated := known_word(value, ("none", "any"))) is not None:
            return Stated(stated == "any")
        try:
            return DayRange(*parse_range(value, fiscal_year=registry.settings.fiscal_year))
        except ValueError as failure:
            hint = _("for example: {field}:2026, {field}:..2028, {field}:FY2026, {field}:none", field=field)
            raise UsageError(str(failure), hint=hint) from None

    return read


def share(value: str, registry: Registry) -> Test:  # noqa: ARG001  one signature for every field
    """Read a percentage (``80``), a range of them (``30..80%``), or ``none``."""
    if known_word(value, ("none",)):
        return Stated(stated=False)
    match = _PER_CENT.fullmatch(value.replace("%", ""))
    least, most = Decimal("-Infinity"), Decimal("Infinity")
    if match:
        low, high = match["low"], match["high"] if match["dots"] else match["low"]
        least, most = (Decimal(low) / 100 if low else least), (Decimal(high) / 100 if high else most)
    if match is None or least > most:
        raise UsageError(
            _('invalid percentage range "{value}"', value=value), hint=_("for example: progress:..50 or progress:50..")
        )
    return ShareRange(least, most)


def unit(value: str, registry: Registry) -> Test:
    """Read a unit that some target has, in any case, as in an amount, or by its name in any language: 円."""
    units = registry.target_units()
    meant = {value.lower(), canonical(value).lower()}
    spellings = frozenset(
        unit for unit in units if meant & {unit.lower(), *(Unit(unit).to(lang).lower() for lang in LANGUAGES)}
    )
    if not spellings:
        hint = nearest(value, sorted(units), _("units"))
        raise UsageError(_('no target has the unit "{unit}"', unit=value), hint=hint)
    return OneOf(spellings)


def whole(value: str, registry: Registry) -> Test:
    """Read the id of a commitment that others may be part of, or a former id of it."""
    value = registry.current_ids().get(value, value)
    if value not in registry.commitments:
        raise _no_commitment(value, registry)
    return OneOf(frozenset({value}))


def person(value: str, _registry: Registry) -> Test:
    """Read a part of the name of somebody who recorded updates, in any case."""
    return Glob(f"*{escape(folded(value))}*")


def id_pattern(value: str, registry: Registry) -> Test:
    """Read an id, a former id, or a shell pattern that some id matches."""
    value = registry.current_ids().get(value, value)
    if not any(True for _name in registry.ids_like(value)):
        raise _no_commitment(value, registry)
    return Glob(value)


def _no_commitment(value: str, registry: Registry) -> UsageError:
    hint = nearest(value, registry.commitments, _("ids"))
    return UsageError(_('unknown commitment "{id}"', id=value), hint=hint)
