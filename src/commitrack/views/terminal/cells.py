"""The cells of a grid as text on the terminal, and the colour of each status."""

from commitrack.amounts import Amount
from commitrack.assess import Status
from commitrack.language import LazyString as _
from commitrack.language import localize, word
from commitrack.views.grid import Cell, Change, Look, Named, Share, StatusCell, filled
from commitrack.views.symbols import symbol_of
from commitrack.views.terminal.text import SafeText
from commitrack.wording.figures import Missing, percent, times

BAR = 8
"""Characters of a bar."""

STYLES = {
    Status.OVERDUE: "bold red", Status.OFF_TRACK: "red", Status.AT_RISK: "yellow", Status.NO_REPORT: "magenta",
    Status.NOTES_ONLY: "magenta", Status.NO_FIGURE: "magenta", Status.UNCONFIRMED: "yellow",
    Status.NOT_MEASURABLE: "magenta",
    Status.ON_TRACK: "green", Status.FULFILLED: "bold green", Status.FULFILLED_LATE: "green",
    Status.PARTLY_FULFILLED: "yellow", Status.NOT_FULFILLED: "red",
}  # fmt: skip


def cell_text(cell: Cell, look: Look) -> SafeText:
    """A cell as text; text of the registry is never interpreted as markup."""
    match cell:
        case None:
            return SafeText()
        case Named():
            return _named(cell, look)
        case Amount():
            amount = cell.to(look.lang)
            return SafeText(amount.replace("≥ ", ">= ").replace("≤ ", "<= ") if look.ascii else amount)
        case Share():
            return _share(cell, look)
        case Change(after=StatusCell() as status):
            words = Change(cell.before, word(status.status))
            return _with_remark(SafeText(localize(words, look.lang)), status, look)
        case StatusCell():
            return _status(cell, look)
        case Missing():
            return SafeText(cell.to(look.lang), style="magenta")
        case _:
            return SafeText(localize(cell, look.lang))


def _named(cell: Named, look: Look) -> SafeText:
    title, remark = (localize(text, look.lang) for text in (cell.title, cell.remark))
    lines = [SafeText().append(title)]
    if cell.id:
        lines.append(SafeText().append(cell.id, style="cyan dim" if look.pipe else "cyan"))
    if remark:
        lines.append(SafeText().append(remark, style="dim"))
    return SafeText("  ").join(lines) if look.pipe else SafeText.stack(lines)


def _share(cell: Share, look: Look) -> SafeText:
    if cell.value is None:
        return SafeText()
    if cell.ratio:
        return SafeText(times(cell.value).to(look.lang).replace("×", "x" if look.ascii else "×"))
    share = localize(percent(cell.value, places=0), look.lang)
    if not cell.bar:
        return SafeText(share)
    full, empty = ("#", "-") if look.ascii else ("━", "─")
    length = filled(cell.value, BAR)
    style = STYLES.get(cell.status, "") if cell.status else ""
    bar = SafeText(full * length, style=style).append(empty * (BAR - length), style="dim")
    return bar.append(f" {share:>4}")


def _status(cell: StatusCell, look: Look) -> SafeText:
    symbol, status = symbol_of(cell.status, plain=look.ascii), word(cell.status).to(look.lang)
    return _with_remark(SafeText(f"{symbol} {status}", style=STYLES.get(cell.status, "")), cell, look)


def _with_remark(text: SafeText, cell: StatusCell, look: Look) -> SafeText:
    """The text with the remark of a status below it, or in a pipe behind it."""
    if not cell.remark:
        return text
    remark = localize(cell.remark, look.lang)
    if look.pipe:
        return text.append(_(", ").to(look.lang) + remark, style="yellow")
    return SafeText.stack([text, SafeText().append(f"  {remark}", style="yellow")], style=text.style)
