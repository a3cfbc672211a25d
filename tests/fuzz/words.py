"""What people and attackers type: the words of the grammar; the last of a list of names is invalid."""

IDS = ("train", "buses", "rail", "share", "plan", "draft", "old-train", "budget", "actions")
JUNK = (
    "", " ", "x", "=1+1", "\x1b[31m", "a\x00b", "日本", "'", '"', "\\", "-", "--", "%s", "{0}", "$(id)",
    "../..", "\u202e", "\ud800", "\ufeff", "é" * 300, "::error::", "[/red]", "1" * 40, "nan", "null", "🚌",
    "\n", "\r\n", "\t", "0", "-1", "\u3164",
)  # fmt: skip
DIGITS = (
    "{}", "{}", "{}", "{:,}", "{:,}", "{}.5", "{}.125", "{}.000", "{},5", "0.{}", "{}.", ".{}", "{}²",
    "{}①", "½{}", "{}_000",
)  # fmt: skip
SCALES = (
    "", "", "", "", "", "k", "m", " m", "bn", " billion", "万", "億", "千万", "億2", "兆8,000億", " lakh",
    " crore", "T", " hundred thousand",
)  # fmt: skip
UNITS = (
    "", "", "", " people", " people", " buses", "人", "円", "%", "% of GDP", " USD", " t", " km²",
    " deaths per 100,000", " of 9", "件", "台", "人以上", "円程度", "カ国", "項目中5",
)  # fmt: skip
MONEY = ("", "", "", "", "約", "延べ", "at least ", "五", "千", "¥", "$", "US$", "JPY ", "€", "Q$")
FULL_WIDTH = str.maketrans("0123456789,.-+%", "０１２３４５６７８９，．－＋％")
DATES = (
    "2026-01-01", "2025-02-30", "2024-02-29", "today", "yesterday", "tomorrow", "2026", "FY2026",
    "FY2026-27", "2026-Q3", "2026-13", "令和8年9月6日", "令和99年", "1899-12-31", "1900-01-01", "2200-12-31",
    "2201-01-01", "0001-01-01", "9999-12-31", "26-1-1", "01/02/2026", "last", "summit", "3 days ago",
    "昨日", "R8.9.6", "2026/9/6", "2026年第4四半期", "令和0年",
    "2026-01-01T00:00:00Z", "２０２６-０１-０１", "平成31年4月30日", "2026年度", "20260101", "-1",
)  # fmt: skip
SPANS = (
    "3 years", "18 months", "0 days", "-1 year", "301 years", "1e9 years", "within 2 years", "1.5 years",
    "5年", "3年以内", "18か月", "半年", "数年",
)  # fmt: skip
FIELDS = (
    "id", "kind", "pillar", "area", "party", "document", "part_of", "status", "is", "evidence", "unit",
    "due", "made", "updated", "progress", "zzz",
)  # fmt: skip
QUERY_VALUES = (
    "overdue", "on-track", "none", "key", "open", "people", "JPY", "50..", "..50", "10..90", "90..10", "..",
    "1e9..", "nan..", "-5..5", "2025..2026", "..2026-06-30", "FY2026", "now", "30d", "next", "pledge",
    "期限超過", "..2028年", "なし", "円", "office", "train", "1" * 30 + "..", "²..", "%", ",", "a,b",
)  # fmt: skip
COLUMNS = (
    "commitment", "target", "on", "actual", "completion", "lifecycle", "reason", "qualifier", "evidence",
    "source_class", "note", "by",
)  # fmt: skip
EVIDENCE = (
    "https://example.org/a", "https://[x", "https://www．mofa．go．jp／a", "HTTPS://EXAMPLE.ORG", "notes.txt",
    "/dev/zero", "../x", "ftp://x", "javascript:x",
)  # fmt: skip
LEVELS = ("not-started", "limited", "限定的", "substantial", "complete", "done")
STEPS = ("active", "suspended", "withdrawn", "superseded", "closed")
HEDGES = ("at-least", "about", "約", "at-most", "exactly")
SECTIONS = ("since", "before", "ask,deadlines", "completion", "milestones", "sums", "期限、進捗", "zzz")
