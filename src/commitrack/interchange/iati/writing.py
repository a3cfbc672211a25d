"""Write a registry as an activity file of IATI 2.03: a commitment is an activity, its targets are indicators.

The format ``iati`` of ``export``. Times are those of the day of the assessment, so the same registry and day give the
same bytes. What the standard requires and the registry does not state is refused, never invented.
"""

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, indent, register_namespace, tostring

from commitrack.assess import Assessment
from commitrack.dates import due_day, last_day
from commitrack.errors import MOST_SHOWN, UsageError
from commitrack.interchange.export.formats import Exported
from commitrack.interchange.iati.elements import add, add_document, add_text, own
from commitrack.interchange.iati.omissions import Omission, Omissions
from commitrack.interchange.iati.publication import Publication, identifier
from commitrack.interchange.iati.result_element import add_result
from commitrack.interchange.iati.stream import ACTIVITY, ROOT
from commitrack.interchange.iati.validity import LANG
from commitrack.interchange.iati.vocabulary import (
    ACTUAL_END,
    NAMESPACE,
    PLANNED_END,
    PLANNED_START,
    ROLE_CODES,
    SOURCE_CATEGORY,
    STATUS_CODES,
    VERSIONS,
)
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Basis, Commitment, IatiExport, Kind, Lifecycle, OrganisationRole, Registry, Text
from commitrack.report.snapshot import Snapshot
from commitrack.suggest import did_you_mean

_BLOCK = _(
    'add to commitments.toml: [export.iati] with organisation = "XX-ORG-1", type = 10 and name = "…"; see docs/iati.md'
)


def export(snapshot: Snapshot, *, digest: str) -> Exported:  # noqa: ARG001  the standard has no place for it
    """The commitments that ``[export.iati]`` selects, as activities; groups are not written.

    Raises UsageError for whatever the standard requires and the registry does not state.
    """
    terms = snapshot.registry.export.iati
    if terms is None:
        raise UsageError(_("the registry does not say who publishes it"), hint=_BLOCK)
    publication = Publication(snapshot=snapshot, terms=terms, omissions=Omissions())
    selected = {assessment.commitment.id for assessment in snapshot.select(terms.query)}
    assessments = [assessment for name, assessment in snapshot.assessments.items() if name in selected]
    _require_publishable(assessments, publication)
    register_namespace("commitrack", NAMESPACE)
    content = _file(assessments, publication, selected)
    publication.omissions.add(Omission.GROUP, len(_groups(assessments, publication)))
    return Exported(content=content, notices=tuple(publication.omissions.sentences()))


def _file(assessments: Iterable[Assessment], publication: Publication, published: set[str]) -> bytes:
    """The file, to which one activity after another is added: as elements, they take ten times as much memory."""
    head, activities = "", list[str]()
    for assessment in assessments:
        root = activity_list([assessment], publication, published)
        indent(root)
        head, activity = tostring(root, encoding="unicode").split("\n", 1)
        activities.append(activity.removesuffix(f"</{ROOT}>"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{"".join(activities)}</{ROOT}>\n'.encode()


def activity_list(assessments: Iterable[Assessment], publication: Publication, published: set[str]) -> Element:
    """The commitments as activities, if they state everything that the standard requires.

    ``published`` are the ids of those that they may refer to.
    """
    root = Element(ROOT, {"version": VERSIONS[-1], "generated-datetime": _midnight(publication.snapshot.as_of)})
    for assessment in assessments:
        _add_activity(root, assessment, publication, published)
    return root


def _groups(assessments: Iterable[Assessment], publication: Publication) -> set[str]:
    """The ids of the groups that the commitments are part of."""
    wholes = (whole for a in assessments for whole in publication.registry.wholes_of(a.commitment))
    return {whole.id for whole in wholes if whole.is_group}


def _require_publishable(assessments: Iterable[Assessment], publication: Publication) -> None:
    """Raise UsageError, which lists everything that the commitments would have to state."""
    _require_valid(publication.terms, publication.registry)
    lacking = {a.commitment.id: list(publication.lacks(a)) for a in assessments}
    if not lacking:
        raise UsageError(_("no commitment to export"), hint=_("see query in [export.iati]"))
    lines = [_("{id}: {lacks}", id=name, lacks=join(lacks, "; ")) for name, lacks in lacking.items() if lacks]
    if lines:
        rest = len(lines) - MOST_SHOWN
        more = [_("and {n:,} more", n=rest)] if rest > 0 else []
        raise UsageError(
            _(
                "IATI requires what {n:,} commitment does not state:\n{lines}",
                "IATI requires what {n:,} commitments do not state:\n{lines}",
                n=len(lines), lines=join([*lines[:MOST_SHOWN], *more], "\n"),
            ),
            hint=_('state it, or publish only what is complete: query = ["is:measurable"] in [export.iati]'),
        )  # fmt: skip


def _require_valid(terms: IatiExport, registry: Registry) -> None:
    """Raise UsageError for a reference that the standard forbids, and for the sector of an unknown area or pillar."""
    places = [*registry.areas, *registry.pillars]
    for name in terms.sectors:
        if name not in places:
            message = _('sectors in [export.iati]: "{name}" is neither an area nor a pillar', name=name)
            raise UsageError(message, hint=did_you_mean(name, places))
    if not terms.organisation.strip() or any(character in "/&|? " for character in terms.organisation):
        raise UsageError(
            _(
                'invalid organisation "{text}" in [export.iati]: a reference has no blanks and none of / & | ?',
                text=terms.organisation,
            ),
            hint=_("use the reference under which you publish, as in GB-GOV-1"),
        )


def _add_activity(root: Element, assessment: Assessment, publication: Publication, published: set[str]) -> None:
    commitment, terms = assessment.commitment, publication.terms
    made = publication.made(commitment) or date.min  # it has been required
    kind = Kind.PROGRAMME if commitment.kind is Kind.PROGRAMME else None
    inferred = Basis.INFERRED if commitment.infers_deadline(commitment) else None
    activity = add(
        root, ACTIVITY,
        {own("commitment"): commitment.id, own("kind"): kind, own("due_basis"): inferred,
         LANG: publication.registry.settings.languages[0],
         "last-updated-datetime": _midnight(publication.snapshot.as_of)},
    )  # fmt: skip
    add(activity, "iati-identifier", text=identifier(commitment.id, terms))
    secondary = "1" if terms.secondary else None
    add_text(
        activity, "reporting-org", terms.name,
        {"ref": terms.organisation, "type": str(terms.type), "secondary-reporter": secondary},
    )  # fmt: skip
    add_text(activity, "title", commitment.title)
    add_text(activity, "description", _description(commitment, publication), {"type": "1"})
    _add_parties(activity, commitment, publication)
    add(activity, "activity-status", {"code": STATUS_CODES[assessment.lifecycle]})
    _add_dates(activity, assessment, made, publication)
    add(activity, "sector", {"vocabulary": "1", "code": publication.sector(commitment)})
    _add_source(activity, commitment, publication)
    if commitment.part_of in published:
        add(activity, "related-activity", {"ref": identifier(str(commitment.part_of), terms), "type": "1"})
    add_result(activity, assessment, made, publication)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _description(commitment: Commitment, publication: Publication) -> Text:
    """The summary, else the quotation of the source in the language of the document, else the title."""
    source = commitment.source
    if commitment.summary or source is None or source.quote is None:
        return commitment.summary or commitment.title
    language = publication.registry.documents[source.document].language
    return {language: source.quote} if language else source.quote


def _add_parties(activity: Element, commitment: Commitment, publication: Publication) -> None:
    """Append the parties with their roles, or the publisher if the commitment names none."""
    parties, terms = commitment.parties, publication.terms
    roles = [(name, OrganisationRole.ACCOUNTABLE) for name in parties.responsible]
    roles += [(name, OrganisationRole.IMPLEMENTING) for name in parties.implementing]
    roles = roles or [
        (name, OrganisationRole.ACCOUNTABLE) for name in publication.snapshot.responsible_parties(commitment)
    ]
    for name, role in roles:
        add_text(activity, "participating-org", publication.registry.parties[name].title, {"role": ROLE_CODES[role]})
    if not roles and terms.role is not None:
        reference = {"ref": terms.organisation, "type": str(terms.type), "role": ROLE_CODES[terms.role]}
        add_text(activity, "participating-org", terms.name, {**reference})
    publication.omissions.add(Omission.BENEFICIARY, len(parties.beneficiary))


def _add_dates(activity: Element, assessment: Assessment, made: date, publication: Publication) -> None:
    """Append the start, the deadline, and the day on which the commitment was withdrawn or superseded."""
    commitment, history = assessment.commitment, assessment.history
    stated = [when for when in (commitment.made, commitment.due) if when is not None]
    publication.omissions.add(Omission.PERIOD, sum(not isinstance(when.written, date) for when in stated))
    year = publication.fiscal_year
    due = due_day(commitment.due, commitment.within, commitment.made, fiscal_year=year)
    for update in history.amendments:
        if update.target is None and update.amends is not None and update.amends.due is not None:
            due = last_day(update.amends.due, fiscal_year=year)
    publication.omissions.add(Omission.AMENDMENT, len(history.amendments))
    decisions = [update for update in history.counted if update.lifecycle is not None]
    publication.omissions.add(Omission.DECISION, len(decisions))
    ended = decisions[-1].on if assessment.lifecycle in {Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED} else None
    for kind, day in ((PLANNED_START, made), (PLANNED_END, due), (ACTUAL_END, ended)):
        if day is not None:
            add(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})


def _add_source(activity: Element, commitment: Commitment, publication: Publication) -> None:
    """Append the document that the commitment is quoted from, if it has an address."""
    source = commitment.source
    document = publication.registry.documents[source.document] if source is not None else None
    if document is not None and document.url is not None:
        add_document(activity, document.url, document.title, SOURCE_CATEGORY, document.published)
    elif document is not None:
        publication.omissions.add(Omission.DOCUMENT)
