"""Fields of commitments are changed where they stand; every other character of the files stays as it is."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from commitrack.errors import WriteError
from commitrack.model import Commitment, Parties, Target, When
from commitrack.registry.field_edits import edited_files
from commitrack.registry.read import read
from commitrack.registry.reading import Reading
from commitrack.registry.transaction import transaction

WRITTEN = """\
# Commitments of the city
[commitments.a]
title = "Trees"  # as the mayor said
note = '''
Planted
by schools'''
due = 2030
targets.trees = { value = 500, unit = "trees" }

[commitments.b]
title.en = "Buses"
title.ja = "バス"
"""
TABLES = """\
[commitments.c]
title = "Buses"

[commitments.c.targets.buses]
unit = "buses"
value = 300 # by 2030
"""
DOTTED = """\
parties.city.title = "City"
commitments.d.title = "Parks"
commitments.d.targets.parks = { value = 3, unit = "parks" }
"""


@pytest.fixture
def before(tmp_path: Path) -> Reading:
    """A registry with commitments in all usual forms."""
    (tmp_path / "commitments.toml").write_text(WRITTEN + TABLES, encoding="utf-8")
    (tmp_path / "additions.toml").write_text(DOTTED, encoding="utf-8")
    return read(tmp_path)


def edited(before: Reading, name: str, **fields: object) -> str:
    """The text of the file in which a commitment has other fields."""
    (file,) = edited_files(before, [replace(before.registry.commitments[name], **fields)]).values()
    return file.raw.decode()


def test_values_are_replaced_where_they_stand(before: Reading) -> None:
    """A value is replaced, also if it has several lines; a comment behind it, and all else, stays."""
    text = edited(before, "a", title="More trees", note="By schools")
    assert text == (WRITTEN + TABLES).replace('"Trees"', '"More trees"').replace(
        "'''\nPlanted\nby schools'''", '"By schools"'
    )


def test_keys_are_added_and_removed(before: Reading) -> None:
    """A key without a value is removed with its lines; a new one comes after the title."""
    text = edited(before, "a", note=None, parties=Parties(responsible=("city",)))
    assert text == (WRITTEN + TABLES).replace("note = '''\nPlanted\nby schools'''\n", "").replace(
        "as the mayor said\n", 'as the mayor said\nparties = { responsible = ["city"] }\n'
    )


def test_tables_and_dotted_keys(before: Reading) -> None:
    """A target is changed in a table of its own, key by key, and on a line with dotted keys as a whole."""
    buses = replace(before.registry.commitments["c"].targets["buses"], value=400, baseline=10)
    text = edited(before, "c", targets={"buses": buses})
    assert text == (WRITTEN + TABLES).replace("targets.buses]\n", "targets.buses]\nbaseline = 10\n").replace(
        "value = 300 #", "value = 400 #"
    )
    parks = {"parks": Target(value=3, unit="parks", due=When(2030)), "trees": Target(value=9, unit="trees")}
    assert edited(before, "d", targets=parks) == DOTTED.replace(
        'title = "Parks"\n', 'title = "Parks"\ncommitments.d.targets.trees = { value = 9, unit = "trees" }\n'
    ).replace('unit = "parks" }', 'unit = "parks", due = 2030 }')


def test_a_text_in_several_languages(before: Reading) -> None:
    """Each language of a text is changed on its own line."""
    text = edited(before, "b", title={"en": "Buses", "ja": "路線バス"})
    assert text == (WRITTEN + TABLES).replace('"バス"', '"路線バス"')


def test_an_unusual_form_is_refused(tmp_path: Path) -> None:
    """A commitment in an inline table is not changed: the error says how to change it."""
    (tmp_path / "commitments.toml").write_text(
        '[commitments]\nd = { title = "Inline", note = "n" }\n', encoding="utf-8"
    )
    reading = read(tmp_path)
    new: Commitment = replace(reading.registry.commitments["d"], title="Other")
    with transaction(tmp_path) as tx:
        tx.append(edited=[new])
    assert read(tmp_path).registry.commitments["d"].title == "Other"
    (tmp_path / "commitments.toml").write_text('commitments = { d = { title = "Inline" } }\n', encoding="utf-8")
    with transaction(tmp_path) as tx, pytest.raises(WriteError, match='cannot change "d"'):
        tx.append(edited=[new])
