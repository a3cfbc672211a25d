"""Text files: encodings, delimiters and what is no table."""

import os
import threading
from pathlib import Path

import pytest

from commitrack.errors import UsageError
from commitrack.interchange.file_bytes import file_bytes
from commitrack.interchange.table import TableLayout, parse_table, read_table
from commitrack.interchange.text_sheet import text_sheet

ENCODING = 'save it as UTF-8, or state its encoding in [table]: "cp932" for Japanese, "cp1252" for Western European'
SAVE_IT = "save it as CSV or XLSX in a spreadsheet program"
JAPANESE = "番号,目標\n1,鉄道の延伸\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (JAPANESE.encode(), None),
        (JAPANESE.encode("utf-8-sig"), None),
        (JAPANESE.encode("utf-8-sig"), "utf-8"),
        (JAPANESE.encode("utf-16"), None),
        (b"\xfe\xff" + JAPANESE.encode("utf-16-be"), None),
        (JAPANESE.encode("cp932"), None),
        (JAPANESE.encode("cp932"), "shift_jis"),
        (JAPANESE.encode("euc-jp"), "euc-jp"),
    ],
)
def test_encodings(content: bytes, encoding: str | None) -> None:
    found = parse_table(content, "plan.csv", TableLayout(encoding=encoding))
    assert found.headings == ("番号", "目標")
    assert [row.cells for row in found.rows] == [("1", "鉄道の延伸")]


def test_western_text_is_read_if_its_encoding_is_stated() -> None:
    found = parse_table("Maßnahme;Ziel\nÖPNV;5 €\n".encode("cp1252"), "plan.csv", TableLayout(encoding="cp1252"))
    assert [row.cells for row in found.rows] == [("ÖPNV", "5 €")]


@pytest.mark.parametrize(
    ("content", "encoding", "message", "hint"),
    [
        (
            "a,b\nMaßnahme,5 €\n".encode("cp1252"), None, '"plan.csv" is not utf-8: line 2 cannot be read',
            ENCODING,
        ),
        (
            "a,b\nété,1\n".encode("cp1252"), "utf-8", '"plan.csv" is not utf-8: line 2 cannot be read',
            "correct or remove the encoding in [table]",
        ),
        (
            JAPANESE.encode(), "cp1252", '"plan.csv" is not cp1252: line 1 cannot be read',
            "correct or remove the encoding in [table]",
        ),
        (
            "名称,目标\n测试项目的实施,五百万\n".encode("gbk"), None, '"plan.csv" is not utf-8: line 1 cannot be read',
            ENCODING,
        ),
        (b"a", "utf8x", 'unknown encoding "utf8x"', "use utf-8, utf-16, cp932 or cp1252"),
        (b"a,b\n\0\1", None, '"plan.csv" is not a table: line 2 contains binary data', SAVE_IT),
        ("a,b".encode("utf-16-le"), None, '"plan.csv" is not a table: line 1 contains binary data', SAVE_IT),
        ("a\n井戸\n".encode("cp932"), None, '"plan.csv" is not utf-8: line 2 cannot be read', ENCODING),
        (b"\n<!DOCTYPE html><table>", None, '"plan.csv" is not a table, but HTML', SAVE_IT),
        (b"%PDF-1.7", None, '"plan.csv" is not a table, but PDF', SAVE_IT),
        (b"%PDF-1.7\n\x00\xff", None, '"plan.csv" is not a table, but PDF', SAVE_IT),
        (b"\x89PNG\r\n\x1a\n\x00", None, '"plan.csv" is not a table, but PNG', None),
        (b'[\n  {"a": 1}]', None, '"plan.csv" is not a table, but JSON', SAVE_IT),
        (b'{"a": 1}', None, '"plan.csv" is not a table, but JSON', SAVE_IT),
        (
            b'<?xml version="1.0"?><iati-activities/>', None, '"plan.csv" is not a table, but XML',
            "for activity files of IATI, add --format iati",
        ),
    ],
)  # fmt: skip
def test_texts_that_cannot_be_read(content: bytes, encoding: str | None, message: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as failure:
        text_sheet(content, "plan.csv", encoding=encoding)
    assert (failure.value.message, failure.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n1,2\n", ["1", "2"]),
        ("a;b\n1,5;2,5\n", ["1,5", "2,5"]),
        ("a\tb\n1,5\t2;5\n", ["1,5", "2;5"]),
        ("a|b\n1,5|2;5\n", ["1,5", "2;5"]),
        ("a,b\nu | v,x; y\n", ["u | v", "x; y"]),
        ("sep=;\na;b,c\n1;2,3\n", ["1", "2,3"]),
        ("Name, short;Goal\nx;y\nz;w\n", ["x", "y"]),
        ("only\nx y\n", ["x y"]),
        ("a,b\r1,2\r", ["1", "2"]),
        ("a,b\r\n1,2", ["1", "2"]),
        ('a,b\n"1\r\n2\v3",4\n', ["1\n2\n3", "4"]),
        ('a,b\n"say ""5""",\u00a02\u3000\n', ['say "5"', "2"]),
    ],
)
def test_delimiters_and_quotation_marks(text: str, cells: list[str]) -> None:
    rows = dict(text_sheet(text.encode(), "plan.csv").rows)
    assert rows[2] == cells


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('a,b\n1,"2\n', '"plan.csv", row 2: invalid CSV: a quotation mark is not closed'),
        ('a,b\n1,"2"x\n', '"plan.csv", row 2: invalid CSV: text follows a closing quotation mark'),
        (
            f"a,b\n1,{'x' * 200_000}\n",
            '"plan.csv", row 2: invalid CSV: a cell has more than 131,072 characters; is a quotation mark missing?',
        ),
    ],
)  # fmt: skip
def test_invalid_csv(text: str, message: str) -> None:
    with pytest.raises(UsageError) as failure:
        list(text_sheet(text.encode(), "plan.csv").rows)
    assert failure.value.message == message


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("ID,Title\na,b\n")
    statuses = [path.stat()]
    path.write_text("ID,Title\na,b\nc,d\n")
    real = os.fstat
    monkeypatch.setattr(os, "fstat", lambda handle: statuses.pop() if statuses else real(handle))
    with pytest.raises(UsageError) as failure:
        read_table(path, TableLayout())
    assert failure.value.message == f'"{path}" changed while it was read'


def test_a_pipe_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=("ID,Title\na,b\n",))
    writer.start()
    assert [row.cells for row in read_table(path, TableLayout()).rows] == [("a", "b")]
    writer.join()


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("ID,Title\na,b\n" * 100_000)
    with pytest.raises(UsageError) as failure:
        file_bytes(path, most=1024**2)
    assert failure.value.message == f'"{path}" is larger than 1 MB'
