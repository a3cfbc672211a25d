"""The views of the database: what a person wants to see first, with titles instead of ids."""

from collections.abc import Iterator, Sequence

from commitrack.interchange.export.data_table import DataTable

_STATUS = """\
CREATE VIEW status AS
SELECT c.id, {title} AS title, a.status, a.reservations, a.due, a.due_basis, a.updated, a.last_update,
  a.lifecycle, a.delivery, a.schedule, a.evidence, a.freshness, a.completion, a.weakened,
  c.kind, c.headline, c.part_of, c.pillar, {pillar} AS pillar_title,
  (SELECT group_concat(title, '; ') FROM
    (SELECT {party} AS title FROM commitment_parties AS r JOIN parties AS p ON p.id = r.party
     WHERE r.commitment = c.id AND r.role = 'responsible' ORDER BY r.rowid)) AS responsible
FROM commitments AS c JOIN assessments AS a ON a.commitment = c.id LEFT JOIN pillars AS l ON l.id = c.pillar"""

_STANDING = """\
CREATE VIEW standing AS
SELECT c.id AS commitment, t.target, {title} AS title, t.unit, t.qualifier, s.baseline, s.value, s.actual, s.actual_on,
  s.achieved, s.elapsed, s.planned, s.pace, s.delivery, s.schedule, s.start, s.due, s.due_basis,
  s.forecast_at_due, s.forecast_reached_on
FROM target_assessments AS s
  JOIN targets AS t ON t.commitment = s.commitment AND t.target = s.target
  JOIN commitments AS c ON c.id = s.commitment"""


def views(tables: Sequence[DataTable]) -> Iterator[str]:
    """The statements that create the view of a row for each commitment, and that of a row for each target."""
    titled = {table.name: table for table in tables}
    title = _title("c", titled["commitments"])
    yield _STATUS.format(title=title, pillar=_title("l", titled["pillars"]), party=_title("p", titled["parties"]))
    yield _STANDING.format(title=title)


def _title(alias: str, table: DataTable) -> str:
    """The title in the first language that has one, as an expression."""
    names = [field.name for field in table.fields if field.name == "title" or field.name.startswith("title_")]
    return f"coalesce({', '.join(f'{alias}.{quoted(name)}' for name in names)}, NULL)"


def quoted(name: str) -> str:
    """A name as SQL, whatever it contains."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
