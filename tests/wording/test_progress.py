"""The progress of a commitment in words, made anew or taken from an assessment that has them."""

from collections.abc import Callable

import pytest

from commitrack.language import LANGUAGES, localize
from commitrack.report.snapshot import Snapshot
from commitrack.wording.progress import progress, worded


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_the_same_once_they_are_kept(shipped: Callable[[str], Snapshot], lang: str) -> None:
    """Each form of the progress of every shipped commitment is the same in every language, and none is empty."""
    for assessment in shipped("2026-11-23").made():
        forms = [localize(form, lang) for form in progress(assessment)]
        assert forms == [localize(form, lang) for form in progress(worded(assessment))]
        assert all(forms)
