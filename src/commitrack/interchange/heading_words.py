"""What the headings of sheets are usually called, by the field of a profile: only ever for suggestions."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from commitrack.interchange.headings import SEPARATOR

HEADINGS: Mapping[str, str] = {
    "key": "id, key, code, ref, reference, no, number, identifier, commitment id, mlc id, "
           "番号, 管理番号, id番号, コード",
    "title": "title, name, commitment, promise, pledge, action, measure, project, goal, maßnahme, vorhaben, "
             "施策, 施策名, 事業, 事業名, 公約, 取組, 取組名, 件名, 項目, 名称",
    "summary": "summary, description, details, what is promised, 概要, 内容, 説明",
    "quote": "quote, quotation, wording, text, 引用, 本文",
    "note": "note, notes, remark, remarks, comment, comments, bemerkung, 備考, 注",
    "pillar": "pillar, theme, priority, sector, category, area, topic, 柱, 分野, 分類, 区分, 重点分野",
    "made": "made, date made, announced, date announced, announcement date, agreed, agreed on, decided, start, "
            "公表日, 発表日, 表明日, 決定日, 開始",
    "due": "due, due date, deadline, by, by when, target date, target year, end date, completion date, frist, termin, "
           "期限, 目標年度, 目標年, 達成年度, 達成時期, 完了予定",
    "within": "within, duration, 期間",
    "responsible": "responsible, lead, owner, lead department, responsible party, reporting lead, ministry, "
                   "department, agency, council, party, zuständig, 担当, 担当部局, 担当省庁, 所管, 実施主体, 主体",
    "implementing": "implementing, implementing parties, implementing partners, partners, supporting, "
                    "all ministers, 実施機関, 関係省庁, 協力機関",
    "document": "document, source document, source doc, source name, plan, 出典, 根拠, 資料",
    "page": "page, seite, 頁, ページ",
    "value": "target, target value, goal value, planned, zielwert, ziel, 目標, 目標値",
    "unit": "unit, units, unit of measure, einheit, 単位",
    "indicator": "indicator, measure of success, metric, indikator, 指標, 指標名",
    "baseline": "baseline, baseline value, start value, ausgangswert, 基準値, 現状値",
    "milestones": "milestones, interim targets, interim target, 中間目標, マイルストーン",
    "figure": "actual, actual value, achieved, reached, reached so far, progress value, current, "
              "current value, result, stand, ist, 実績, 実績値",
    "on": "as of, reporting date, date of figure, last updated, updated, 時点, 実績時点, 更新日",
    "evidence": "evidence, evidence urls, url, source url, link, links, 証拠, 根拠資料",
    "status": "status, state, progress, rag, verdict, 状況, 進捗, 進捗状況, 達成状況, 評価",
}  # fmt: skip
"""The words for each field, the likeliest first."""

STATUS_WORDS: Mapping[str, str] = {
    "complete": "complete, completed, kept, promise kept, delivered, achieved, done, fulfilled, met, 達成, 完了",
    "substantial": "largely, mostly, substantial, mostly kept, 概ね達成",
    "limited": "partly, partial, partially, in progress, started, limited, 実施中, 一部達成, 進行中",
    "not-started": "not started, planned, 未着手, 未実施",
}
"""The words of a status for each completion level."""
LIFECYCLE_WORDS: Mapping[str, str] = {
    "withdrawn": "withdrawn, abandoned, dropped, cancelled, canceled, 撤回, 中止, 廃止",
    "superseded": "superseded, replaced, 統合",
    "suspended": "suspended, paused, on hold, 休止, 中断",
}
"""The words of a status for each decision."""
ASSESSED = (
    "on track, off track, at risk, ahead, behind, behind schedule, delayed, late, overdue, "
    "順調, 概ね順調, 遅延, 遅れ, やや遅れ"
)
"""The words of a status that commitrack assesses itself."""

PLANNED = frozenset({"plan", "planned", "target", "targets", "milestone", "goal", "計画", "予定", "目標", "目標値"})
"""The headings of columns for several years with levels that are planned, not reached."""


def _by_word(words: Mapping[str, str]) -> Mapping[str, str]:
    return {word.strip(): name for name, listed in words.items() for word in listed.split(",")}


_MEANINGS = {
    **{word: f'{{ completion = "{level}" }}' for word, level in _by_word(STATUS_WORDS).items()},
    **{word: f'{{ lifecycle = "{step}" }}' for word, step in _by_word(LIFECYCLE_WORDS).items()},
    **dict.fromkeys(map(str.strip, ASSESSED.split(",")), "{}"),
}
_FIELDS = _by_word(HEADINGS)
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
_STACKED = 1000
"""The rank of a part of a heading, after all whole headings."""


def fields_of(headings: Iterable[str]) -> dict[str, str]:
    """The heading that is likely meant for each field; a field has one heading at most, and a heading one field."""
    ranked: dict[str, tuple[int, str]] = {}
    for heading in headings:
        field, rank = _field_of(heading)
        if field and (field not in ranked or rank < ranked[field][0]):
            ranked[field] = rank, heading
    return {field: ranked[field][1] for field in HEADINGS if field in ranked}


def _field_of(heading: str) -> tuple[str | None, int]:
    """The field that a heading likely means, or one of its parts, the lowest first; and how likely: 0 is best."""
    for number, part in enumerate((heading, *reversed(heading.split(SEPARATOR)))):
        for text in (part, _BRACKETS.sub("", part)):
            plain = plain_heading(text)
            if field := _FIELDS.get(plain):
                words = [word.strip() for word in HEADINGS[field].split(",")]
                return field, words.index(plain) + _STACKED * min(number, 1)
    return None, 0


def meaning_of(word: str) -> str | None:
    """What a word of a status likely means, as it is written in a profile; None for other words."""
    return _MEANINGS.get(plain_heading(word))


def plain_heading(heading: str) -> str:
    """A heading in small letters, with spaces between its words: “source url” for sourceUrl and Source_URL."""
    text = unicodedata.normalize("NFKC", heading)
    text = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    return " ".join(re.sub(r"[_\-:.()*]", " ", text).lower().split())
