"""XLS: a workbook in a compound file, whose chains of sectors must end, or its reader would never."""

import zlib
from base64 import b85decode
from datetime import date
from decimal import Decimal
from struct import pack

import pytest

from commitrack.errors import UsageError
from commitrack.interchange.compound_file import compound_file
from commitrack.interchange.table import TableLayout, parse_table

XLS = zlib.decompress(b85decode(
    "c-rk)O=uHQ5dPj~)21O!lbQ;xP(s0~{Q-?2y|ht@1`jD!1hoj7*hNA^BC#TR&}z+55IiYf3iaTn>ct;a(3=OLqM#rMsUCY06g;$9"
    "XJ&V`trZ&3LS(=2=DnFWGjFmp@9od)nQ(dXe%maTVE`Uf%m&mgk|}Bp4if^+n<fvP-bc-JQB!E}Q6lTSc+&W)o^#0go`r^c`U|4K"
    "Cu&D=3WJ5b5nV&<mKf5CW9TQUaEl~Cv`SRXLQe=?C-kmpJ{7uCBv*y@lWtiJV<tY>)n`}nVXZ^vf?&T7#pZ)ZwxI<txr#4dQ<kn5"
    "yNcO#uEr+X^#G<o2~8S#qsV*{Zo>~8A@rtFy@^B_5lZ$HzL`<rtFx=0M_u{a$`wfdeW|?u4{{$Rak>1urUT<JkIN=0A%Je3XLJnZ"
    "()oEL<jCem1->ug1rBD%at7%n3+bE(NSraKc+#Yi$exUzHFCMr#Aiq$RVcDvY-_B~&pza+2rW4(8f6Owh>oC1#$nk=A&PbW&X+f-"
    "%uxK8NXF&%VBJJEa?CJsi7m)DC^H^daRXgq(Jl0{c-<i5HlY!!a_T#WTI|8z3DLPCvz@fgcEQ{DrbXk;G%n5Uf7D+39N$9Y>E!JB"
    "$n^X8Bs%EojF3J5CeWjL)Xf`=$8o1u_JQ+JXzOo>k53EPv77dtvIz^k-3Vc!7ROgd{p2+JT3MWjIFId1t>8<EFWuHx;){}rXB3+f"
    "Uokltcf8Zc4|~y8@S=&AI@^ntFHYtKjXCx*=W*sZBF@=>){F;iNC)dL_~F8Z3l}b2xNza32BEAM19|l1hfA;hU|(;4*IA%eaX*v%"
    "w>W?T{l@5}au4#<7jdqt`dJUJa(t;(+Bn|}8HZ@~B1VysI7X|kUwSc9i~rB64MTr#3st**rJ6YZ@%ldiODx^h"
))  # fmt: skip
"""A sheet "Plan" with two rows, in BIFF 8."""
NONE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
MINI = 2
"""The sector of the chains of small streams."""


def compound(
    *, version: int = 3, shift: int = 9, mini: int = 6, tables: int = 1, minis: int = 1, others: int = 0,
    following: tuple[int, ...] = (TABLE, END, END), mini_following: tuple[int, ...] = (END,),
) -> bytes:  # fmt: skip
    """A compound file of three sectors: the table of chains, the directory, and the chains of small streams."""
    header = bytes(24) + pack("<5H", 62, version, 0xFFFE, shift, mini) + bytes(10)
    header += pack("<9I", tables, 1, 0, 4096, MINI, minis, END, others, 0).ljust(468, b"\xff")
    return header[:512] + b"".join(
        pack(f"<{len(numbers)}I", *numbers).ljust(512, b"\xff") for numbers in (following, (), mini_following)
    )


def test_the_cells_of_an_xls_file() -> None:
    found = parse_table(XLS, "plan.xls", TableLayout())
    assert (found.name, found.headings) == ('plan.xls, sheet "Plan"', ("ID", "Title", "Goal", "Due"))
    assert [row.cells for row in found.rows] == [
        ("a", "Dig wells", 12, date(2027, 3, 31)), ("b", "More", Decimal("2.5"), "2028"),
    ]  # fmt: skip
    assert found.notices == ()


def test_files_that_are_plausible() -> None:
    assert compound_file(compound()) is not None
    assert compound_file(compound(following=(TABLE, END, 3, 4, END), mini_following=(1, 2, END, NONE))) is not None
    assert compound_file(XLS) is not None


@pytest.mark.parametrize(
    "content",
    [
        compound()[:511], compound(version=9), compound(shift=31), compound(shift=200), compound(mini=31),
        compound(tables=5), compound(minis=2**31), compound(others=2**31),
        compound(following=(TABLE, 1, END)), compound(following=(TABLE, 2, 1)), compound(following=(3, END, END, 0)),
        compound(mini_following=(0,)), compound(mini_following=(1, 2, 0)),
    ],
)  # fmt: skip
def test_files_that_would_exhaust_the_memory(content: bytes) -> None:
    assert compound_file(content) is None


def test_a_file_whose_chain_does_not_end_is_refused_before_its_reader_sees_it() -> None:
    table = int.from_bytes(XLS[76:80], "little")
    start = (table + 1) * 512
    endless = XLS[:start] + bytes(4) + XLS[start + 4 :]
    with pytest.raises(UsageError) as failure:
        parse_table(endless, "plan.xls", TableLayout())
    assert failure.value.message == '"plan.xls" is damaged, incomplete or not a workbook'
