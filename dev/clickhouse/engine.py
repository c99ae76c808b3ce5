"""Runs statements on the ClickHouse engine in this process, and maps its errors to HTTP statuses as the server does."""
import itertools
import re
import time

from chdb.state.sqlitelike import connect

# What the server's HTTP handler answers for an error code; all others are 500.
STATUS = {
    400: {6, 8, 16, 20, 26, 27, 33, 35, 38, 41, 42, 43, 53, 62, 69, 70, 72, 117, 130, 131, 386, 427, 456, 457},
    401: {194},
    403: {164, 192, 193, 497, 516},
    404: {36, 46, 47, 50, 56, 60, 63, 73, 78, 81, 115},
    408: {159},
    413: {223},
    501: {48, 344},
    503: {209, 439},
}


class EngineError(Exception):
    """An error as clients know it: `Code: 62. DB::Exception: …`."""

    def __init__(self, message):
        found = re.search(r"Code: (\d+)\.", message)
        self.code = int(found.group(1)) if found else 1002
        self.message = message[found.start():] if found else f"Code: 1002. DB::Exception: {message}"
        self.status = next((status for status, codes in STATUS.items() if self.code in codes), 500)
        super().__init__(self.message)


class Session:
    """One request's connection: its database and settings end with it."""

    def __init__(self, path, database, settings):
        self.connection = connect(path)
        try:
            if database:
                self.connection.query("USE `" + database.replace("`", "\\`") + "`")
            if settings:
                self.connection.query("SET " + ", ".join(f"{checked(name)} = {quoted(value)}" for name, value in settings))
        except BaseException:
            self.close()
            raise

    def close(self):
        self.connection.close()

    def insert(self, insert, chunks):
        """Feeds the rows as they arrive; returns the summary."""
        started = time.monotonic_ns()
        stream = self.connection.send_insert(insert.sql, insert.format)
        try:
            for chunk in itertools.chain([insert.rows], chunks):
                if chunk:
                    stream.append(chunk)
            result = stream.finish()
        finally:
            stream.cancel()  # Does nothing after finish().
        return summary(started, written_rows=result.rows_written, written_bytes=result.bytes_written)

    def query(self, sql, output_format, parameters):
        """Returns the whole result, and the summary."""
        started = time.monotonic_ns()
        result = self.connection.query(sql, output_format, params=parameters)
        body = result.bytes()
        return body, summary(started, read_rows=result.storage_rows_read(), read_bytes=result.storage_bytes_read(),
                             result_rows=result.rows_read(), result_bytes=len(body))


def summary(started, **counts):
    counts["elapsed_ns"] = time.monotonic_ns() - started
    return {name: str(value) for name, value in counts.items()}


def checked(name):
    if not re.fullmatch(r"\w+", name):
        raise EngineError(f"Code: 115. DB::Exception: Unknown setting {name!r}. (UNKNOWN_SETTING)")
    return name


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
