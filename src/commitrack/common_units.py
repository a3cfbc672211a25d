"""Units that registries of public commitments often use, and currencies, with their names in the catalogues.

A registry names other units itself, in its table ``[units]``.
"""

from collections.abc import Mapping

from commitrack.language import LazyString
from commitrack.language import LazyString as _

_COUNTED = (
    _("people"), _("persons"), _("participants"), _("students"), _("teachers"), _("officials"), _("experts"),
    _("trainees"), _("workers"), _("women"), _("children"), _("patients"), _("beneficiaries"), _("deaths"),
    _("projects"), _("programmes"), _("items"), _("cases"), _("scholarships"), _("agreements"), _("events"),
    _("meetings"), _("times"), _("doses"), _("countries"), _("regions"), _("cities"), _("municipalities"),
    _("companies"), _("organizations"), _("households"), _("homes"), _("houses"), _("dwellings"), _("buildings"),
    _("schools"), _("universities"), _("hospitals"), _("sites"), _("places"), _("stations"), _("buses"), _("cars"),
    _("vehicles"), _("ships"), _("vessels"), _("aircraft"), _("trees"), _("hectares"), _("tonnes"), _("kilometres"),
    _("researchers"), _("volunteers"), _("visitors"), _("tourists"), _("refugees"), _("farmers"), _("doctors"),
    _("nurses"), _("firms"), _("businesses"), _("loans"), _("grants"), _("reports"), _("courses"), _("workshops"),
    _("beds"), _("clinics"), _("classrooms"), _("square metres"), _("square kilometres"), _("kilograms"), _("litres"),
    _("pages"), _("percent"), _("per cent"), _("units"),
    _("metres"), _("hours"), _("days"), _("weeks"), _("months"), _("years"), _("percentage points"),
)  # fmt: skip
_CURRENCIES = (
    _("AED"), _("AUD"), _("BDT"), _("BND"), _("BRL"), _("CAD"), _("CHF"), _("CNY"), _("CZK"), _("DKK"), _("EUR"),
    _("GBP"), _("HKD"), _("IDR"), _("INR"), _("JPY"), _("KHR"), _("KRW"), _("LAK"), _("LKR"), _("MMK"), _("MXN"),
    _("MYR"), _("NOK"), _("NPR"), _("NZD"), _("PHP"), _("PKR"), _("PLN"), _("SEK"), _("SGD"), _("THB"), _("TRY"),
    _("TWD"), _("USD"), _("VND"), _("ZAR"),
)  # fmt: skip

COMMON_UNITS: Mapping[str, LazyString] = {unit.template: unit for unit in (*_COUNTED, *_CURRENCIES)}
"""The messages with the names of units, by the unit as the registry writes it."""
