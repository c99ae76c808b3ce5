#!/usr/bin/env python3
"""ClickHouse's HTTP interface in front of the engine in this process: see README.md beside this file."""
import argparse
import base64
import contextlib
import json
import signal
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import bodies
from engine import EngineError, Session, connect
from statements import split_insert

# Parameters of the interface itself; every other one is a setting, or a query's parameter (param_…).
NOT_SETTINGS = {"query", "database", "default_format", "decompress", "compress", "query_id", "user", "password", "role",
                "quota_key", "buffer_size", "wait_end_of_query", "client_protocol_version", "stacktrace"}
# So much of a body is looked at to find out whether rows follow the statement.
STATEMENT_LIMIT = 1 << 16


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def handle_request(self):
        url = urlsplit(self.path)
        self.arguments = dict(parse_qsl(url.query, keep_blank_values=True))
        self.body = bodies.Body(self)
        try:
            with self.server.request():
                self.answer(url.path)
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Exception as error:
            self.reply_error(error if isinstance(error, EngineError) else EngineError(str(error)))

    do_GET = do_POST = do_HEAD = handle_request

    def answer(self, path):
        if path == "/ping":
            list(self.body)
            return self.reply(200, b"Ok.\n")
        self.refuse_what_is_not_here()
        statement, chunks = self.statement()
        with contextlib.closing(self.session()) as session:
            insert = split_insert(statement)
            if insert:
                result, summary = b"", session.insert(insert, chunks)
            else:
                result, summary = session.query(statement.decode(), self.output_format(), self.parameters())
        self.reply(200, result, {"X-ClickHouse-Summary": json.dumps(summary)})

    def refuse_what_is_not_here(self):
        user, password = self.credentials()
        if user not in ("", "default") or password:
            raise EngineError(f"Code: 516. DB::Exception: {user}: Authentication failed: here is only the user "
                              "`default`, without a password. (AUTHENTICATION_FAILED)")
        if self.arguments.get("compress") == "1":
            raise EngineError("Code: 48. DB::Exception: compress=1 is not supported here: use Accept-Encoding. "
                              "(NOT_IMPLEMENTED)")
        if "session_id" in self.arguments:
            raise EngineError("Code: 48. DB::Exception: Sessions are not supported here. (NOT_IMPLEMENTED)")

    def credentials(self):
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        if kind == "Basic":
            user, _, password = base64.b64decode(value).decode().partition(":")
            return user, password
        return (self.headers.get("X-ClickHouse-User") or self.arguments.get("user", ""),
                self.headers.get("X-ClickHouse-Key") or self.arguments.get("password", ""))

    # ---- what is asked for ----

    def statement(self):
        """The statement, from the URL or the body, and what is left of the body: an insert's rows."""
        chunks = bodies.decoded(self.body, self.headers.get("Content-Encoding", "").lower(),
                                self.arguments.get("decompress") == "1")
        content_type = self.headers.get("Content-Type", "")
        if content_type.startswith("multipart/form-data"):
            self.arguments.update(bodies.form_fields(content_type, chunks))
        statement = self.arguments.get("query", "").encode()
        if statement and split_insert(statement):
            return statement, chunks
        if statement:
            statement += b"\n"
        for chunk in chunks:
            statement += chunk
            if len(statement) >= STATEMENT_LIMIT and split_insert(statement[:STATEMENT_LIMIT]):
                break
        if not statement.strip():
            raise EngineError("Code: 62. DB::Exception: Syntax error: Empty query. (SYNTAX_ERROR)")
        return statement, chunks

    def session(self):
        settings = [(name, value) for name, value in self.arguments.items()
                    if name not in NOT_SETTINGS and not name.startswith("param_")]
        if self.command != "POST":
            settings.append(("readonly", "2"))
        database = self.arguments.get("database") or self.headers.get("X-ClickHouse-Database")
        return Session(self.server.path, database, settings)

    def output_format(self):
        return self.arguments.get("default_format") or self.headers.get("X-ClickHouse-Format") or "TabSeparated"

    def parameters(self):
        return {name.removeprefix("param_"): value for name, value in self.arguments.items() if name.startswith("param_")}

    # ---- what is answered ----

    def reply_error(self, error):
        # Where rows are left unread, the next request cannot be found on this connection.
        self.close_connection = self.close_connection or not self.body.at_end
        self.reply(error.status, error.message.encode() + b"\n", {"X-ClickHouse-Exception-Code": str(error.code)})

    def reply(self, status, body, headers=()):
        body, encoding = bodies.encode(body, self.headers.get("Accept-Encoding", ""))
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-ClickHouse-Query-Id", self.arguments.get("query_id") or str(uuid.uuid4()))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        """Not every request is worth a line."""


class Front(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port, path):
        super().__init__(("127.0.0.1", port), Handler)
        self.path = path
        self.running = 0
        self.changed = threading.Condition()

    @contextlib.contextmanager
    def request(self):
        self.count(1)
        try:
            yield
        finally:
            self.count(-1)

    def count(self, change):
        with self.changed:
            self.running += change
            self.changed.notify_all()

    def serve_until_told_to_stop(self):
        """Runs until SIGTERM or SIGINT; then what is running may end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=self.shutdown).start())
        self.serve_forever(poll_interval=0.1)
        with self.changed:
            self.changed.wait_for(lambda: self.running == 0, timeout=20)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", required=True, help="the folder of the data; one process at a time may use it")
    parser.add_argument("--port", type=int, default=8123)
    options = parser.parse_args()
    with contextlib.closing(connect(options.path)):  # Keeps the engine up between the requests.
        Front(options.port, options.path).serve_until_told_to_stop()


if __name__ == "__main__":
    main()
