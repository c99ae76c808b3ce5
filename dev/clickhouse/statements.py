"""Tells whether a statement brings rows along, and where they begin."""
import re
from typing import NamedTuple

# White space, comments and quoted things are one token each, so that a FORMAT inside them is not seen.
TOKEN = re.compile(
    rb"\s+|--[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.|'')*'|`(?:[^`\\]|\\.)*`|\"(?:[^\"\\]|\\.)*\"|[A-Za-z_]\w*|.", re.S)
NO_ROWS_FOLLOW = {b"VALUES", b"SELECT", b"WITH", b"WATCH"}


class Insert(NamedTuple):
    sql: str     # INSERT INTO t (a, b), without the FORMAT clause
    format: str  # RowBinary, JSONEachRow, …
    rows: bytes  # what of the rows came with the statement


def split_insert(statement: bytes) -> Insert | None:
    """b"INSERT INTO t (a) FORMAT X\\n<rows>" as an Insert; None for any other statement."""
    depth = words = 0
    format_at = None
    for token in TOKEN.finditer(statement):
        text = token.group()
        if text[:1].isspace() or text[:2] in (b"--", b"/*"):
            continue
        if format_at is not None:
            return Insert(statement[:format_at].decode().rstrip(), text.decode(), rows_after(statement, token.end()))
        words += 1
        depth += (text == b"(") - (text == b")")
        keyword = text.upper()
        if words == 1 and keyword != b"INSERT" or depth == 0 and keyword in NO_ROWS_FOLLOW and words > 2:
            return None
        if depth == 0 and keyword == b"FORMAT" and words > 2:
            format_at = token.start()
    return None


def rows_after(statement: bytes, end: int) -> bytes:
    """The rows begin after the rest of the line; if they begin on the same line, after its blanks."""
    while statement[end:end + 1] in (b" ", b"\t", b"\r", b";"):
        end += 1
    return statement[end + (statement[end:end + 1] == b"\n"):]
