"""The shapes of a burn-up chart as SVG; positions are per cent of its width and height."""

from commitrack.views.html.pattern import Pattern, Shape

LEVEL = Pattern(
    '<line class="grid" x1="0" x2="100%" y1="{0}" y2="{0}"/><text class="level" x="0" y="{0}" dy="-4">{1}</text>'
)
DAY = Pattern(
    '<line class="notch" x1="{0}" x2="{0}" y1="100%" y2="102%"/><text class="tick" x="{0}" y="100%" dy="17">{1}</text>'
)
CONE = Shape(
    '<svg aria-hidden="true" width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none">'
    '<polygon class="cone" points="{:.2f},{:.2f} {:.2f},{:.2f} {:.2f},{:.2f}"/></svg>'
)
LINES = {
    kind: Shape(f'<line class="{kind}"' + ' x1="{:.2f}%" y1="{:.2f}%" x2="{:.2f}%" y2="{:.2f}%"/>')
    for kind in ("first", "plan", "ahead", "figure")
}
MARKS = {
    "first": Shape('<text class="first" x="{:.2f}%" y="{:.2f}%" dy="4">□</text>\n'),
    "milestone": Shape('<text class="milestone" x="{:.2f}%" y="{:.2f}%" dy="4">◆</text>\n'),
    "goal": Shape('<text class="goal" x="{:.2f}%" y="{:.2f}%" dy="4">■</text>\n'),
    "figure": Shape('<circle class="figure" cx="{:.2f}%" cy="{:.2f}%" r="3.5"/>\n'),
    "ahead": Shape('<circle class="ahead" cx="{:.2f}%" cy="{:.2f}%" r="3"/>\n'),
}
LABEL = Pattern('<text class="label {} {}" x="{}" y="{}" dx="{}" dy="{}">{}</text>')
DRAWING = Pattern('{0}{1}<line class="today" x1="{2}" x2="{2}" y1="0" y2="100%"/>\n{3}{4}{5}{6}')
"""All of these, each above those before it: levels, days, today, range, lines, marks, labels."""
