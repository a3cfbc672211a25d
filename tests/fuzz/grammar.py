"""A grammar of command lines: amounts, dates, queries and rows as people and attackers type them."""

from collections.abc import Callable, Sequence
from random import Random

from tests.fuzz.words import (
    COLUMNS,
    DATES,
    DIGITS,
    EVIDENCE,
    FIELDS,
    FULL_WIDTH,
    HEDGES,
    IDS,
    JUNK,
    LEVELS,
    MONEY,
    QUERY_VALUES,
    SCALES,
    SECTIONS,
    SPANS,
    STEPS,
    UNITS,
)


class Grammar:
    """Command lines made from a stream of random numbers; ``keys`` are those of the updates of the registry.

    Half of the commands are calm: what they state is mostly valid, so that much is written.
    """

    def __init__(self, random: Random, keys: Sequence[str] = ()) -> None:
        self.random = random
        self.keys = keys
        self.calm = random.random() < 0.5

    def command(self) -> list[str]:
        """A command line."""
        kinds = (self._update, self._update, self._update, self._amend, self._undo, self._add, self._list, self._show)
        rest = (self._report, self._report, self._check, self._log, self._remove, self._rename, self._rows, self._other)
        make: Callable[[], list[str]] = self.random.choice(kinds + rest)
        argv = make()
        if self._chance(0.2):
            argv[1:1] = ["--lang", self._from(("ja", "ja", "en", "fr"))]
        if not self.calm and self._chance(0.03):
            argv.insert(self.random.randrange(len(argv) + 1), self._junk())
        return argv

    def rows(self) -> str:
        """The text of a file for ``update --from``."""
        headings = self.random.sample(COLUMNS, self.random.randint(0, 3))
        if self.calm or self._chance(0.7):
            headings = list(dict.fromkeys(["commitment", "on", "actual", *headings]))
        separator = self._one(",,,;\t")
        cells: dict[str, Callable[[], str]] = {
            "commitment": self._id, "on": self._date, "actual": self._amount, "completion": lambda: self._from(LEVELS),
            "evidence": self._evidence, "qualifier": self._hedge, "lifecycle": lambda: self._from(STEPS),
        }  # fmt: skip
        lines = [headings] + [
            [cells.get(name, self._junk)() if self._chance(0.9) else "" for name in headings]
            for _ in range(self.random.randint(0, 5))
        ]
        quote = self._from(('"', '"', "", "'"))
        text = self._one(("\n", "\r\n")).join(
            separator.join(f"{quote}{cell}{quote}" for cell in line) for line in lines
        )
        return self._one(("", "", "\ufeff")) + text + self._one(("\n", "", "\n\n"))

    def _one(self, choices: Sequence[str]) -> str:
        return self.random.choice(choices)

    def _from(self, choices: Sequence[str]) -> str:
        """One of the choices; the last one, which is invalid, only if the command is not calm."""
        return self._one(choices[:-1] if self.calm else choices)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _junk(self) -> str:
        return self._one(("a note", "日本語", "note")) if self.calm else self._one(JUNK)

    def _id(self) -> str:
        return self._one(IDS[:5] if self.calm else IDS) if self.calm or self._chance(0.9) else self._junk()

    def _date(self) -> str:
        if self._chance(0.9 if self.calm else 0.5):
            return f"{self.random.randint(2024, 2026)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        return self._one(DATES) if self._chance(0.9) else self._junk()

    def _number(self) -> int:
        """A small number, or one near the limits of the format."""
        small = (self.random.randint(0, 9), self.random.randint(0, 400), self.random.randint(0, 6000))
        return self.random.choice((*small, 10 ** self.random.randint(3, 29), 10 ** self.random.randint(20, 29) - 1))

    def _amount(self) -> str:
        number = self._number()
        sign = self._one(("", "", "", "", "+", "-", "−", "+-"))
        text = f"{sign}{self._one(MONEY)}{self._one(DIGITS).format(number)}{self._one(SCALES)}{self._one(UNITS)}"
        if self._chance(0.8 if self.calm else 0.3):
            text = f"{self._one(('', '+'))}{number}"
        if self._chance(0.1):
            text = text.translate(FULL_WIDTH)
        return text if self._chance(0.95) else self._junk()

    def _evidence(self) -> str:
        return self._one(EVIDENCE[:1] if self.calm else EVIDENCE)

    def _hedge(self) -> str:
        return self._from(HEDGES)

    def _options(self, **options: Callable[[], str]) -> list[str]:
        """Some of the options with their values, and some of the flags of commands that write."""
        chosen: list[str] = []
        for name, value in options.items():
            if self._chance(0.25):
                chosen += [f"--{name.replace('_', '-').strip('-')}", value()]
        return chosen

    def _flags(self, *flags: str) -> list[str]:
        return [flag for flag in flags if self._chance(0.3)]

    def _update(self) -> list[str]:
        options = self._options(
            on=self._date, note=self._junk, by=self._junk, evidence=self._evidence, qualifier=self._hedge
        )
        flags = self._flags("--force", "--force", "--force", "--dry-run")
        if self.calm and self._chance(0.8):
            commitment = self._one(("train", "buses", "share", "rail"))
            target = ["--target", "trainees"] if commitment == "train" else []
            return ["update", *options, *target, *flags, "--", commitment, self._amount()]
        if self._chance(0.5):
            options += self._options(target=lambda: self._from(("trainees", "cost", "zz")))
            return ["update", *options, *flags, "--", self._id(), self._amount()]
        options += self._options(
            completion=lambda: self._from(LEVELS), lifecycle=lambda: self._from(STEPS), reason=self._junk
        )
        return ["update", *options, *flags, "--", self._id()]

    def _amend(self) -> list[str]:
        options = ["--due", self._date()] if self.calm else []
        options += self._options(value=self._amount, on=self._date, target=lambda: self._from(("trainees", "zz")))
        return ["amend", self._id(), "--reason", self._junk(), *options, *self._flags("--force", "--dry-run")]

    def _undo(self) -> list[str]:
        key = self._one(self.keys) if self.keys and self._chance(0.9) else self._junk()
        return ["undo", "--yes", *self._options(reason=self._junk), *self._flags("--dry-run"), "--", key]

    def _add(self) -> list[str]:
        title = self._one((*JUNK, "Train 5,000 people", "Build a bridge", "Plan", "案"))
        options = self._options(
            id=self._id, made=self._date, within=lambda: self._one(SPANS), due=self._date, part_of=self._id,
            responsible=self._id, note=self._junk, page=self._junk,
        )  # fmt: skip
        if self._chance(0.5):
            options += ["--target", f"{self._one(('', 'a=', '='))}{self._amount()}", *self._flags("--maintain")]
            options += self._options(baseline=self._amount, qualifier=self._hedge)
        return ["add", "--title", title, *options, *self._flags("--force", "--dry-run", "--headline")]

    def _query(self) -> list[str]:
        words = ["status:overdue,stale", "train", "not:kind:programme", "due:..2026", "progress:10..90", "unit:people"]
        if self.calm:
            return self.random.sample(words, self.random.randint(0, 2))
        for number in range(self.random.randint(0, 3)):
            word = f"{self._one(FIELDS)}:{self._one((*QUERY_VALUES, *DATES))}" if self._chance(0.8) else self._junk()
            words[number] = self._one(("", "", "", "not:", "-")) + word
        return words[: self.random.randint(0, 3)]

    def _view(self, formats: Sequence[str]) -> list[str]:
        outputs = ("out.html", "out.csv", "out.xlsx", "commitments.toml", "updates.toml", "no/x.csv", "out.pdf", ".")
        options = self._options(format=lambda: self._one(formats), as_of=self._date)
        if self._chance(0.1):
            options += ["--output", self._one(outputs)]
        return [*options, *self._flags("--ascii")]

    def _list(self) -> list[str]:
        options = self._options(
            sort=lambda: self._from(("due", "progress", "updated", "zz")), limit=lambda: self._from(("1", "3", "x"))
        )
        flags = self._flags("--all", "--long", "--reverse")
        return ["list", *self._view(("table", "json", "csv")), *options, *flags, "--", *self._query()]

    def _show(self) -> list[str]:
        return ["show", *self._view(("table", "json")), "--", self._id()]

    def _report(self) -> list[str]:
        options = self._options(
            since=self._date, known=self._date, sections=lambda: self._from(SECTIONS),
            in_=lambda: self._from(("USD", "JPY", "XXX")), fail_on=lambda: self._from(("overdue", "stale", "zz")),
            for_=lambda: self._from(("summit", "zz")),
        )  # fmt: skip
        formats = ("table", "html", "md", "csv", "json", "ics", "xlsx")
        return ["report", *self._view(formats), *options, "--", *self._query()]

    def _check(self) -> list[str]:
        return [
            "check",
            *self._options(format=lambda: self._one(("text", "github", "json")), as_of=self._date),
            *self._flags("--strict"),
        ]

    def _log(self) -> list[str]:
        return ["log", "--", *([self._id()] if self._chance(0.6) else [])]

    def _remove(self) -> list[str]:
        return ["remove", *self._flags("--dry-run"), "--", self._one((*IDS, "build-a-bridge", "train-5000-people"))]

    def _rename(self) -> list[str]:
        return [
            "rename",
            *self._flags("--dry-run", "--dry-run"),
            "--",
            self._id(),
            self._one(("new", "newer", self._id())),
        ]

    def _rows(self) -> list[str]:
        return ["update", "--from", "rows.csv", *self._flags("--force", "--dry-run")]

    def _other(self) -> list[str]:
        return self.random.choice(
            (
                ["evidence", "check"],
                ["repair", "--dry-run"],
                ["schema"],
                [self._junk()],
                ["list", "--json"],
                ["help", self._junk()],
            )
        ).copy()
