"""Words of queries and options in Japanese: each command prints the same as the one with English words."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SHIPPED = str(Path(__file__).parents[2] / "data")

SAME = {
    "list status:期限超過": "list status:overdue",
    "list 期限超過": "list overdue",
    "list 状況：期限超過，順調": "list status:overdue,on-track",
    "list not:報告なし": "list not:no-report",
    "list kind:既存事業": "list kind:programme",
    "list 種別:実施中の事業": "list kind:programme",
    "list kind:公約、実施中の事業": "list kind:pledge,programme",
    "list evidence:報道": "list evidence:press",
    "list is:期限超過": "list is:overdue",
    "list is:重点コミットメント has:中間目標": "list is:key has:milestones",
    "list is:継続中 -n 5": "list is:open -n 5",
    "list due:..2028年": "list due:..2028",
    "list 期限<2028年": "list due<2028",
    "list due:令和8年度": "list due:FY2026",
    "list 期限:なし": "list due:none",
    "list made:2023年12月": "list made:2023-12",
    "list unit:円": "list unit:JPY",
    "list --group 柱 --sort 期限": "list --group pillar --sort due",
    "list --columns 期限、状況": "list --columns due,status",
    "list --columns 最終更新 --sort 最終更新": "list --columns updated --sort updated",
    "list -n 3 --json --columns 状況": "list -n 3 --json --columns status",
    "report --sections 期限": "report --sections deadlines",
    "report --sections 進捗、柱別": "report --sections progress,pillars",
    "report --since 90日 --sections 要点": "report --since '90 days' --sections highlights",
    "report --since 前回 --sections 要点": "report --since last --sections highlights",
    "report --fail-on 期限超過 --sections 期限": "report --fail-on overdue --sections deadlines",
    "show jaif --as-of 令和8年11月26日": "show jaif --as-of 2026-11-26",
    "log --since 令和8年1月1日": "log --since 2026-01-01",
}


@pytest.mark.parametrize("japanese", SAME)
def test_japanese_words_are_read(run: Run, japanese: str) -> None:
    """Fields, values, statuses without a field, dates and vocabularies of options may be in Japanese."""
    results = [run(*shlex.split(command), "-r", SHIPPED) for command in (japanese, SAME[japanese])]
    assert (results[0].out, results[0].code) == (results[1].out, results[1].code)
    assert results[0].out


RECORDED = {
    "update midori-plan -c 限定的 --source-class 公式": ('completion = "limited"', 'source_class = "official"'),
    "update midori-plan --lifecycle 中断 --reason 協議": ('lifecycle = "suspended"',),
    "update implementation-plan 約115項目 --on 昨日": ("actual = 115", 'qualifier = "about"'),
    "update implementation-plan 115 --qualifier 以上": ('qualifier = "at-least"',),
    "add --title 研修 --id a --kind 実施中の事業 --due 令和8年度": ('kind = "programme"', 'due = "FY2026"'),
    "add --title 研修 --id a --made 2026年9月6日 --within 3年以内": ("made = 2026-09-06", 'within = "3 years"'),
    "add --title 研修 --id a --target 約5千人 --due 2026年第4四半期": ('"about"', 'due = "2026-Q4"', "value = 5000"),
    "add --title 車両 --id a --target 300台": ('targets."台" = { value = 300, unit = "台" }',),
    "add --title 基金 --id a --target 1兆円超 --counting 支出済み": ('"at-least"', 'counting = "disbursed"'),
    "amend connectivity-5000-trainees --value 四千人 --due 2027年 --reason 縮小": ("value = 4000", "due = 2027"),
    "meeting next-1 --on 2027年2月1日 --title 次回会合": ("on = 2027-02-01",),
}


@pytest.mark.parametrize("command", RECORDED)
def test_japanese_values_are_recorded_as_the_format_writes_them(run: Run, command: str) -> None:
    """The registry has the words, dates and numbers of the format, whatever language they were typed in."""
    result = run(*shlex.split(command), "--dry-run", "-r", SHIPPED)
    assert result.code == 0, result.err
    for text in RECORDED[command]:
        assert text in result.out


REFUSED = {
    "list status:期限超": 'did you mean "期限超過"?',
    "list status:よくない": "valid values: ",
    "list 状態:順調": "valid fields: ",
    "list --group 県": "expected one of: 柱, 分野, ",
    "list --columns 期日": "expected one of: 題名, ",
    "report --sections 期日": "期限",
    "update midori-plan -c ほぼ完了": 'did you mean "完了"?',
    "update midori-plan -c 限定的 --on 9/6/2026": "use YYYY-MM-DD, today or yesterday",
    "add --title ASEAN文化 --target 5人": "add --id ID",
}


@pytest.mark.parametrize("command", REFUSED)
def test_unknown_japanese_words_are_refused(run: Run, command: str) -> None:
    """An unknown or unclear word is refused, and the labels that may have been meant are suggested."""
    result = run(*shlex.split(command), "-r", SHIPPED)
    assert (result.code, result.out) == (2, "")
    assert REFUSED[command] in result.err


def test_a_label_that_titles_contain_is_searched_for(run: Run) -> None:
    """A word that is both a status and a word of titles is looked for in the titles, as other words are."""
    assert "azec-triple" in run("list", "達成", "-r", SHIPPED).out
    assert "azec-triple" not in run("list", "status:達成", "-r", SHIPPED).out
