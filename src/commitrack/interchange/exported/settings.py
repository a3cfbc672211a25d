"""The settings that change what exported tables mean."""

from collections.abc import Mapping

from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import FiscalYearNamed, Settings
from commitrack.registry.toml_lines import inline


def require_same_settings(stated: Mapping[str, str], settings: Settings) -> None:
    """Raise UsageError if the settings that tables state give them another meaning than those of the registry do.

    They decide when a fiscal year ends, and who assigned pillars and areas. What tables do not state is not compared.
    """
    ours = {
        "fiscal_year_start": settings.fiscal_year_start,
        "fiscal_year_named": settings.fiscal_year_named or FiscalYearNamed.START,
        "pillar_basis": settings.pillar_basis,
        "areas_basis": settings.areas_basis,
    }
    if "fiscal_year_start" in stated:
        stated = {"fiscal_year_named": FiscalYearNamed.START, **stated}  # only exported if the registry has it
    lines = [f"{name} = {inline(stated[name])}" for name in ours if name in stated and stated[name] != ours[name]]
    if lines:
        raise UsageError(
            _("the tables come from a registry with other settings, and would mean something else in this one"),
            hint=_("write in [registry]: {lines}", lines=comma_list(lines)),
        )
