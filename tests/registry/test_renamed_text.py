"""The id of a commitment is changed in a text, and every other character stays."""

import pytest

from commitrack.registry.renamed_text import Rename, renamed_text

OLD_NEW = Rename("old", "new", ("old",))
FORMERLY = 'formerly = ["old"]'
CASES = {
    "a table": (
        '[commitments.old]\ntitle = "O"\nmade = 2024\n',
        f'[commitments.new]\ntitle = "O"\n{FORMERLY}\nmade = 2024\n',
    ),
    "the last line, without its end": (
        '[commitments.old]\ntitle = "O"',
        f'[commitments.new]\ntitle = "O"\n{FORMERLY}',
    ),
    "lines of Windows": (
        '[commitments.old]\r\ntitle = "O"\r\n',
        f'[commitments.new]\r\ntitle = "O"\r\n{FORMERLY}\r\n',
    ),
    "dotted keys from the root": (
        'commitments.old.title = "O"\ncommitments.old.targets.x = { unit = "old" }\n',
        f'commitments.new.title = "O"\ncommitments.new.{FORMERLY}\ncommitments.new.targets.x = {{ unit = "old" }}\n',
    ),
    "dotted keys in the table": (
        '[commitments]\nold.title = "O"\nolder.title = "P"\n',
        f'[commitments]\nnew.title = "O"\nnew.{FORMERLY}\nolder.title = "P"\n',
    ),
    "braces": (
        '[commitments]\nold = { title = "O" } # old\n',
        f'[commitments]\nnew = {{ {FORMERLY}, title = "O" }} # old\n',
    ),
    "quotes, spaces and comments": (
        '# old\n  [ commitments . "old" ] # [commitments.old]\n  title = "old" # old\n',
        f'# old\n  [ commitments . new ] # [commitments.old]\n  title = "old" # old\n  {FORMERLY}\n',
    ),
    "tables below it": (
        ('[commitments.old]\ntitle = "O"\n[commitments.old.targets.old]\nunit = "p"\n'
        "[[commitments.old.targets.x.milestones]]\n"),
        (f'[commitments.new]\ntitle = "O"\n{FORMERLY}\n[commitments.new.targets.old]\nunit = "p"\n'
        "[[commitments.new.targets.x.milestones]]\n"),
    ),
    "a title over several lines": (
        '[commitments.old]\ntitle = """\n[commitments.old]\npart_of = "old"\n"""\n',
        f'[commitments.new]\ntitle = """\n[commitments.old]\npart_of = "old"\n"""\n{FORMERLY}\n',
    ),
    "references": (
        ("[commitments.part]\npart_of = 'old' # not 'old'\ncounted_with = 'old'\n"
        'related = [\n  "old", # "old"\n  "older", \'\'\'old\'\'\',\n]\n'),
        ("[commitments.part]\npart_of = \"new\" # not 'old'\ncounted_with = \"new\"\n"
        'related = [\n  "new", # "old"\n  "older", "new",\n]\n'),
    ),
    "references with dotted keys": (
        'commitments.part.part_of = "old"\ncommitments.part.pillar = "old"\n',
        'commitments.part.part_of = "new"\ncommitments.part.pillar = "old"\n',
    ),
    "other tables": (
        '[pillars.old]\ntitle = "old"\n[areas.a]\npart_of = "old"\n[updates]\nk = { commitment = "old" }\n',
        '[pillars.old]\ntitle = "old"\n[areas.a]\npart_of = "old"\n[updates]\nk = { commitment = "old" }\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_only_the_id_changes(before: str, after: str) -> None:
    """The id changes in headers, keys and references, however written, and not in titles, comments or updates."""
    assert renamed_text(before, OLD_NEW)[0] == after


@pytest.mark.parametrize("stated", ['["oldest"]', '[ # once\n  "oldest",\n]', "[]"])
def test_the_list_of_former_ids_is_replaced(stated: str) -> None:
    """An existing list of former ids is replaced by one on a single line, and a comment after it is kept."""
    before = f'[commitments.old]\nformerly = {stated} # sic\ntitle = "O"\n'
    after = '[commitments.new]\nformerly = ["oldest", "old"] # sic\ntitle = "O"\n'
    text, lines = renamed_text(before, Rename("old", "new", ("oldest", "old")))
    assert (text, lines) == (after, (1, 2))


def test_ids_with_dots_are_quoted() -> None:
    """An id with a dot is found in quotes, and written in quotes."""
    before = 'commitments."a.b".title = "O"\n'
    assert renamed_text(before, Rename("a.b", "c.d", ("a.b",))) == (
        'commitments."c.d".title = "O"\ncommitments."c.d".formerly = ["a.b"]\n', (1, 2),
    )  # fmt: skip


def test_the_changed_lines_are_those_of_the_new_text() -> None:
    """The numbers of the changed lines are those in the new text, where lines below the added one have moved."""
    before = '\n[commitments.old]\ntitle = "O"\n\n[commitments.part]\ntitle = "P"\npart_of = "old"\n'
    text, lines = renamed_text(before, OLD_NEW)
    assert [text.split("\n")[number - 1] for number in lines] == ["[commitments.new]", FORMERLY, 'part_of = "new"']
