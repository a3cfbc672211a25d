"""Notices: each has its sentence in every language."""

import pytest

from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.language import LANGUAGES


@pytest.mark.parametrize("notice", Notice)
@pytest.mark.parametrize("n", [1, 1200])
def test_every_notice_is_a_sentence(notice: Notice, n: int) -> None:
    notices = Notices()
    notices.add(notice, n)
    (sentence,) = notices.sentences()
    assert len({sentence.to(lang) for lang in LANGUAGES}) == len(LANGUAGES)
    assert notice is Notice.VERSION or f"{n:,}" in sentence


def test_nothing_to_notice() -> None:
    notices = Notices()
    notices.add(Notice.TEXT, 0)
    assert list(notices.sentences()) == []
    assert notices.losses() is None
