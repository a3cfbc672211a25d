"""The transactions of an activity as targets for its money: each currency on its own, and nothing is converted."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from commitrack.amounts import is_currency, plus
from commitrack.interchange.iati.figures import Context, update_of
from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.interchange.iati.records import Activity
from commitrack.interchange.iati.values import number_in
from commitrack.interchange.iati.vocabulary import COMMITMENT, DISBURSEMENT, EXPENDITURE, PLEDGE
from commitrack.model import Counting, Number, Target, Update

_MAPPED = frozenset({COMMITMENT, DISBURSEMENT, EXPENDITURE, PLEDGE})


class Money(Struct, frozen=True):
    """The targets for the money of an activity by name, their figures, and the day of the first commitment."""

    targets: dict[str, Target]
    updates: tuple[Update, ...]
    promised: date | None


class _Payment(Struct, frozen=True):
    """A transaction with a day, an amount, and a currency."""

    kind: str
    on: date
    amount: Number
    currency: str


def read_money(commitment: str, context: Context) -> Money:
    """What the transactions say: the sum of commitments, or of pledges without any, and what has been paid by day."""
    payments = sorted(_payments(context.activity, context.notices), key=attrgetter("currency", "on"))
    currencies = sorted({payment.currency for payment in payments})
    targets: dict[str, Target] = {}
    updates: list[Update] = []
    for currency, group in groupby(payments, attrgetter("currency")):
        own = list(group)
        name = "money" if len(currencies) == 1 else currency.lower()
        targets[name] = Target(value=_committed(own, context.notices), unit=currency, counting=Counting.DISBURSED)
        updates += _paid(own, name, commitment, context)
    promised = min((p.on for p in payments if p.kind in {COMMITMENT, PLEDGE}), default=None)
    return Money(targets, tuple(updates), promised)


def _payments(activity: Activity, notices: Notices) -> Iterator[_Payment]:
    for transaction in activity.transactions:
        if transaction.kind not in _MAPPED:
            notices.lost["transaction"] += 1
            continue
        amount = number_in(transaction.amount, transaction.currency)
        if amount is None or transaction.on is None or not is_currency(transaction.currency):
            notices.add(Notice.CURRENCY)
            continue
        yield _Payment(transaction.kind, transaction.on, amount, transaction.currency)


def _committed(payments: list[_Payment], notices: Notices) -> Number | None:
    """The sum of all commitments with their signs, or that of the pledges if there are none; None unless above 0."""
    for kind in (COMMITMENT, PLEDGE):
        amounts = [payment.amount for payment in payments if payment.kind == kind]
        if amounts:
            total = plus(*amounts)
            if total <= 0:
                notices.add(Notice.NO_MONEY)
            return total if total > 0 else None
    return None


def _paid(payments: Iterable[_Payment], name: str, commitment: str, context: Context) -> Iterator[Update]:
    """The running total on each day with a disbursement or an expenditure; those in the future are lost."""
    total: Number = 0
    flows = [payment for payment in payments if payment.kind in {DISBURSEMENT, EXPENDITURE}]
    for on, group in groupby(flows, attrgetter("on")):
        amounts = [payment.amount for payment in group]
        if on > context.today:
            context.notices.lost["transaction"] += len(amounts)
            continue
        total = plus(total, *amounts)
        yield update_of(commitment, on, target=name, actual=total)
