"""The status words of other systems, and what each means here, for ``words_of`` in the ``[status]`` of a profile.

All of them are verdicts by people. A word that corresponds to no completion level and no decision has no entry, so that
whoever writes the profile decides what it means. No verdict is ever derived from a number.
"""

from collections.abc import Mapping

from msgspec import Struct

from commitrack.interchange.profile import StatusMeaning, StatusSystem
from commitrack.model import CompletionLevel, Lifecycle

NOT_STARTED, LIMITED, SUBSTANTIAL, COMPLETE = (StatusMeaning(completion=level) for level in CompletionLevel)
WITHDRAWN, SUPERSEDED, SUSPENDED = (
    StatusMeaning(lifecycle=step) for step in (Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED, Lifecycle.SUSPENDED)
)
NOTHING = StatusMeaning()
"""The word says nothing that is recorded."""


class StatusWords(Struct, frozen=True):
    """The words of a system: its title, what its words mean, and those that a profile has to give a meaning."""

    title: str
    words: Mapping[str, StatusMeaning]
    undefined: tuple[str, ...] = ()

    def meaning(self, word: str) -> StatusMeaning | None:
        """What a word means, in capital or small letters; None for one that has no meaning here."""
        folded = _folded(word)
        return next((meaning for known, meaning in self.words.items() if _folded(known) == folded), None)


def _folded(word: str) -> str:
    return " ".join(word.replace("\u2212", "-").casefold().split())


STATUS_WORDS: Mapping[StatusSystem, StatusWords] = {
    StatusSystem.OPEN_GOVERNMENT_PARTNERSHIP: StatusWords(
        "Open Government Partnership",
        {"No Evidence Available": NOTHING, "Not Started": NOT_STARTED, "Limited": LIMITED, "Substantial": SUBSTANTIAL,
         "Complete": COMPLETE},
    ),
    StatusSystem.GLOBAL_REFUGEE_FORUM: StatusWords(
        "Global Refugee Forum",
        {"In the planning stage": NOT_STARTED, "In progress": LIMITED, "Fulfilled": COMPLETE},
    ),
    StatusSystem.G7_RESEARCH_GROUP: StatusWords(
        "G7 Research Group", {"+1": COMPLETE, "1": COMPLETE, "0": LIMITED, "-1": NOT_STARTED}
    ),
    StatusSystem.NUTRITION_ACCOUNTABILITY: StatusWords(
        "Nutrition Accountability Framework",
        {"Reached by End Date": COMPLETE, "Reached after End Date": COMPLETE, "Withdrawn": WITHDRAWN,
         "Superseded": SUPERSEDED},
    ),
    StatusSystem.POLITIFACT: StatusWords(
        "PolitiFact",
        {"Not Yet Rated": NOTHING, "In the Works": LIMITED, "Compromise": SUBSTANTIAL, "Promise Kept": COMPLETE},
        ("Stalled", "Promise Broken"),
    ),
    StatusSystem.IATI: StatusWords(
        "IATI",
        {"Pipeline": NOTHING, "Implementation": NOTHING, "Finalisation": NOTHING, "Closed": NOTHING,
         "Cancelled": WITHDRAWN, "Suspended": SUSPENDED},
    ),
}  # fmt: skip
