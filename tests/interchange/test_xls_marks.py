"""XLS: hidden rows and columns, and errors, which its reader does not report, are found in its records."""

import zlib
from base64 import b85decode
from struct import pack

import pytest

from commitrack.interchange.sheet_marks import SheetMarks
from commitrack.interchange.table import TableLayout, parse_table
from commitrack.interchange.workbook import workbook_sheet
from commitrack.interchange.xls_marks import xls_marks

XLS = zlib.decompress(b85decode(
    "c-rk)OK1~882)B=(>$8yQCp=IN+?*h)<atlUTUnU_0n2<QAE(BStT?k5&}Lzt=1d`(Uan((2JL<7a!<BZytn-"
    "9t1&1_2@}Z@X&Vs=ik|w)*KqB#p?dc{4?`EzL}l*=dt@{CR&<&*gA_Pv<o^GEI;ZhWP+04sYF0}%aTPW_ffK3T2tir(L~mH@T}prSI(i"
    "F?^$SgV7w#_e4=y=XE2n@nz2=+J=}+ckbUSA2F0F+yOcs`;eItTA7#Fd`F*y1&U`mZt~2i=+mbknnfOrWP8G*Tw072ohzmSspARhQMl)"
    "W?IKF&C*tQ<@=hKPI->GObf|vr$+<=)i^NCCeO*Dm5_-"
    "@63Z_ZkM5p(6MD;FU7kHvCt75OdA0LEdR5Hb*psK*9FPOpxGnN$%$oc2gV1H+j_c8=mbOtrAR7oXFC5%VOi*#6N%I+rEKfm|X(*-)-"
    "vlJe~KZsL2>r^q<L^&T=lkWQt{EQyjV>LvTZT;3$XC<}H3<TlUSLS)gl(7=l&NIXSdkmV>ZnFwwCbN9Z!9ZU|#kF#W)j{^I^*d*T&7Oq"
    "GSat@U>Ht%GQZOpGS>P9ZNGH;?lr@UjhSrztAu+25rc2GOLOz+~GE6Q7_T>NtANn7!Ad@Gfw2WBrcO}~#%qMZ(~6#2_%0$rj@+_^33Y2"
    "3+$+FCv`Z~1MT@o5p&cT1g$Vay}I#i)IBYK?d#O=%nYMJqX~V#%mpB!8WroAqIPWYs8h?7&#Vqij?iW%-"
    "VF%^5Abrcq5V*L12G3QJVM5{%_h_JXnGj9k(JeB4CQQ`Si=ufozQuwn{JV=SMtw`b9>ur$UBm30y;ps@5R{n8n$UfJu66;xO{V>Om_60"
    "1RB8T`(Ru?)tNZF@8y)ugvqaD<{-gu3LCOD?(Ol1u*q3BEQ#T}13Fqr3!p)qkCNN(=69l7E&)kfWzSpQZbdr96-"
    "GHO0?*c!Yx`mg(dCFO+ncTF+w)N$$s3&GAd05u);amhBi>xg}I<`wO-7^AETG6Xzrg>;"
))  # fmt: skip
"""A hidden sheet, and a sheet "Plan" whose third row and fourth column are hidden, with an error in its fifth row."""
BOF, EOF = pack("<2H", 0x809, 16) + bytes(16), pack("<2H", 0x0A, 0)


def record(kind: int, *numbers: int, form: str = "H") -> bytes:
    content = pack(f"<{len(numbers)}{form}", *numbers)
    return pack("<2H", kind, len(content)) + content


def row(number: int, *, hidden: bool) -> bytes:
    return record(0x208, number, 0, 1, 255, 0, 0, 0x20 * hidden, 0)


def stream(*records: bytes) -> bytes:
    """A workbook with one sheet of these records."""
    start = len(BOF) + 12 + len(EOF)
    return BOF + record(0x85, start, 0, form="I") + EOF + BOF + b"".join(records) + EOF


NUMBER = record(0x203, 4, 1, 0, 0, 0, 0, 0)
"""A number in the second column of the fifth row."""
FORMULA = record(0x06, 6, 0, 0, 2, 0x07, 0, 0xFFFF)
"""A formula in the seventh row whose result is the error 7."""


@pytest.mark.parametrize(
    ("records", "marks"),
    [
        ((), SheetMarks()),
        ((row(4, hidden=True), NUMBER), SheetMarks(hidden=frozenset({5}))),
        ((row(4, hidden=False), NUMBER), SheetMarks()),
        ((row(7, hidden=True), NUMBER), SheetMarks()),  # an empty row
        ((record(0x205, 2, 3, 0, 0x012A),), SheetMarks(cells={(3, 3): "#N/A"})),
        ((record(0x205, 2, 3, 0, 0x0001),), SheetMarks()),  # true
        ((FORMULA,), SheetMarks(cells={(7, 0): "#DIV/0!"})),
        ((record(0x06, 6, 0, 0, 2, 0x07, 0, 0x3FF0),), SheetMarks()),  # a number
        ((record(0x7D, 2, 3, 0, 0, 1),), SheetMarks(hidden_columns=(range(2, 4),))),
        ((BOF, row(4, hidden=True), EOF, NUMBER), SheetMarks()),  # of a chart
    ],
)
def test_records(records: tuple[bytes, ...], marks: SheetMarks) -> None:
    assert xls_marks(stream(*records), 0) == marks


def test_streams_that_are_not_as_expected() -> None:
    """They have no marks, and a notice says so."""
    whole = stream(row(4, hidden=True), NUMBER)
    assert [xls_marks(whole[:end], 0) for end in range(len(whole) - 4)] == [None] * (len(whole) - 4)
    assert xls_marks(whole, 1) is None
    assert xls_marks(stream(record(0x208, 4)), 0) is None


def test_a_sheet_with_a_hidden_row() -> None:
    found = parse_table(XLS, "plan.xls", TableLayout())
    assert found.notices == (
        'hidden sheets are not read: "Old"', "1 hidden row is not read: 3", "hidden columns are read, too: D",
    )  # fmt: skip
    assert [(row.number, row.cells) for row in found.rows] == [
        (2, ("w-1", "Dig", 12, "a")), (4, ("w-3", "More", 4, "c")), (5, ("w-4", None, "#DIV/0!", None)),
    ]  # fmt: skip
    asked = workbook_sheet(XLS, "plan.xls", hidden=True)
    assert [number for number, _cells in asked.rows] == [1, 2, 3, 4, 5]
