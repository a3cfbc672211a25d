"""How amounts are qualified, as the program prints it and as sources word it: 約5,000人, 5,000人以上, at least 500."""

from collections.abc import Iterator

from commitrack.amounts import HEDGES, SYMBOLIC
from commitrack.language import LazyString as _
from commitrack.model import Qualifier
from commitrack.numerals import QuantityError

_OTHERS: dict[Qualifier | None, str] = {
    Qualifier.AT_LEAST: "more than {}, over {}, ≧{}, 少なくとも{}, 最低{}, {}超, {}を超える, {}を上回る, {}余り",
    Qualifier.ABOUT: "around {}, approximately {}, およそ{}, 概ね{}, おおむね{}, ほぼ{}, {}程度, {}前後",
    Qualifier.AT_MOST: "up to {}, less than {}, ≦{}, 最大{}, 多くとも{}, {}以内, {}未満, {}を下回る",
    None: "延べ{}, のべ{}, 累計{}, 合計{}, 総計{}, 総額{}, 計{}",
}
"""Further spellings; those of no qualifier only say that the amount is a total."""


def _spellings() -> Iterator[tuple[str, str, Qualifier | None]]:
    """What comes before and after an amount, and the qualifier that it means."""
    printed = ((form, qualifier) for forms in (*HEDGES.values(), SYMBOLIC) for qualifier, form in forms.items())
    others = ((form, qualifier) for qualifier, forms in _OTHERS.items() for form in forms.split(", "))
    for form, qualifier in (*printed, *others):
        before, _amount, after = form.partition("{}")
        yield before.strip(), after, qualifier


_SPELLINGS = tuple(_spellings())
_BEFORE = tuple({before for before, _after, _qualifier in _SPELLINGS if before})
_AFTER = tuple({after for _before, after, _qualifier in _SPELLINGS if after})


def split_qualifier(text: str) -> tuple[str, Qualifier | None]:
    """The amount without the words around it, and the qualifier they mean; raise QuantityError if that is not one."""
    amount, found = text, set[Qualifier | None]()
    while step := next(_shortened(amount), None):
        amount, qualifier = step
        found.add(qualifier)
    found.discard(None)
    if len(found) > 1:
        raise QuantityError(
            _('"{text}" has two qualifiers', text=text), hint=_("keep one of them, and put the other into a note")
        )
    return amount, next(iter(found), None)


def _shortened(text: str) -> Iterator[tuple[str, Qualifier | None]]:
    """The text without the words of each spelling that fits, and the qualifier that it means."""
    if not text.lower().startswith(_BEFORE) and not text.endswith(_AFTER):
        return
    for before, after, qualifier in _SPELLINGS:
        amount = text[len(before) : len(text) - len(after)].strip()
        if text.lower().startswith(before) and text.endswith(after) and amount:
            yield amount, qualifier
