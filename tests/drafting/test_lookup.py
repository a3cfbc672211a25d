"""Which commitment an input refers to."""

from collections.abc import Callable

import pytest

from commitrack.drafting.lookup import require_commitment
from commitrack.errors import NotFoundError
from commitrack.model import Registry

Build = Callable[..., Registry]


def test_an_id_of_the_registry_is_accepted(registry: Build) -> None:
    """The id of a commitment in the registry raises no error."""
    require_commitment("training", registry())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("trainning", 'did you mean "training"?'),
        ("rain", 'did you mean "training"?'),
        ("TRAIN", 'did you mean "training"?'),
        ("xyz", "list all ids with: commitrack list --all"),
    ],
)
def test_an_unknown_id_suggests_similar_ones(registry: Build, name: str, hint: str) -> None:
    """The hint suggests an id that contains the text or is spelt similarly, else how to list all ids."""
    with pytest.raises(NotFoundError, match=f'unknown commitment "{name}"') as caught:
        require_commitment(name, registry())
    assert caught.value.hint == hint
