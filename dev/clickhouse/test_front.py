"""Starts the front on a free port and a new folder, and talks to it. Run it with the Python that dev/stack installed:
python -m unittest discover -s dev/clickhouse"""
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import lz4.block
import lz4.frame

FRONT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "front.py")


class Server:
    def __init__(self, path):
        self.path, self.process = path, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self):
        self.process = subprocess.Popen([sys.executable, "-B", FRONT, "--path", self.path, "--port", str(self.port)])
        for _ in range(200):
            try:
                return self.send("/ping", method="GET")
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the front does not answer")

    def stop(self, kill=False):
        self.process.kill() if kill else self.process.terminate()
        return self.process.wait(30)

    def send(self, path="/", body=None, method="POST", headers=None, **arguments):
        url = f"http://127.0.0.1:{self.port}{path}?{urllib.parse.urlencode(arguments)}"
        request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
        return urllib.request.urlopen(request, timeout=30)

    def ask(self, sql, **more):
        return self.send(body=sql.encode(), **more).read()


def block(data):
    """A compressed block as a ClickHouse client sends it; nobody checks the checksum here."""
    packed = lz4.block.compress(data, store_size=False)
    return bytes(16) + b"\x82" + (len(packed) + 9).to_bytes(4, "little") + len(data).to_bytes(4, "little") + packed


def rows(count):
    return b"".join(b'{"n":%d}\n' % n for n in range(count))


class FrontTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.server = Server(cls.folder.name)
        cls.server.start()
        cls.server.ask("CREATE DATABASE test")

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    def table(self):
        name = self._testMethodName
        self.server.ask(f"CREATE TABLE test.{name} (n UInt64) ENGINE = MergeTree ORDER BY n "
                        "SETTINGS non_replicated_deduplication_window = 100")
        return name

    def count(self, name):
        return int(self.server.ask(f"SELECT count() FROM {name}", database="test"))

    def fails_with(self, status, code, *arguments, **more):
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.server.ask(*arguments, **more)
        with caught.exception as error:
            self.assertEqual(error.code, status)
            self.assertEqual(error.headers["X-ClickHouse-Exception-Code"], str(code))
            self.assertTrue(error.read().startswith(b"Code: %d. DB::Exception:" % code))

    def test_ping(self):
        self.assertEqual(self.server.send("/ping", method="GET").read(), b"Ok.\n")

    def test_get_only_reads(self):
        self.assertEqual(self.server.send(method="GET", query="SELECT 1").read(), b"1\n")
        self.fails_with(403, 164, "", method="GET", query="CREATE DATABASE other")

    def test_parameters_and_settings(self):
        self.assertEqual(self.server.ask("SELECT {a:String}", param_a="it's"), b"it\\'s\n")  # As TSV writes it.
        self.assertEqual(self.server.ask("SELECT getSetting('max_threads')", max_threads=3), b"3\n")
        self.fails_with(404, 115, "SELECT 1", no_such_setting=1)

    def test_parameters_in_a_form(self):
        fields = {"query": "SELECT {a:UInt8} + 1", "param_a": "41"}
        form = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                       for name, value in fields.items()) + "--x--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        self.assertEqual(self.server.send(body=form.encode(), headers=headers).read(), b"42\n")

    def test_rows_in_the_body(self):
        name = self.table()
        answer = self.server.send(body=rows(1000), database="test", query=f"INSERT INTO {name} FORMAT JSONEachRow")
        self.assertEqual(json.loads(answer.headers["X-ClickHouse-Summary"])["written_rows"], "1000")
        self.server.ask(f"INSERT INTO test.{name} FORMAT JSONEachRow\n" + rows(500).decode())
        self.server.ask(f"INSERT INTO test.{name} VALUES (1), (2)")
        self.assertEqual(self.count(name), 1502)

    def test_compressed_rows(self):
        name = self.table()
        insert = {"query": f"INSERT INTO test.{name} FORMAT JSONEachRow"}
        self.server.send(body=block(rows(600)) + block(rows(400)), decompress=1, **insert)
        self.server.send(body=lz4.frame.compress(rows(10)), headers={"Content-Encoding": "lz4"}, **insert)
        self.assertEqual(self.count(name), 1010)

    def test_a_cut_off_block(self):
        name = self.table()
        with self.assertRaises(urllib.error.HTTPError) as caught:
            self.server.send(body=block(rows(600))[:-1], decompress=1, query=f"INSERT INTO test.{name} FORMAT JSONEachRow")
        caught.exception.close()
        self.assertEqual(caught.exception.code, 400)
        self.assertEqual(self.count(name), 0)

    def test_rows_in_chunks(self):
        name = self.table()
        body = (rows(100) for _ in range(50))
        self.server.send(body=body, query=f"INSERT INTO test.{name} FORMAT JSONEachRow")
        self.assertEqual(self.count(name), 5000)

    def test_the_same_token_counts_once(self):
        name = self.table()
        for _ in range(2):
            self.server.send(body=rows(10), query=f"INSERT INTO test.{name} FORMAT JSONEachRow",
                             insert_deduplication_token="a")
        self.assertEqual(self.count(name), 10)

    def test_compressed_answer(self):
        answer = self.server.send(body=b"SELECT number FROM numbers(5000)", headers={"Accept-Encoding": "lz4"})
        self.assertEqual(answer.headers["Content-Encoding"], "lz4")
        self.assertEqual(lz4.frame.decompress(answer.read()).count(b"\n"), 5000)

    def test_errors(self):
        self.fails_with(400, 62, "SELEC 1")
        self.fails_with(404, 60, "SELECT * FROM test.nowhere")
        self.fails_with(403, 516, "SELECT 1", user="somebody")
        self.fails_with(501, 48, "SELECT 1", compress=1)

    def test_a_bad_row_inserts_nothing(self):
        name = self.table()
        self.fails_with(400, 27, f"INSERT INTO test.{name} FORMAT TSV\n1\n2\nx\n")
        self.assertEqual(self.count(name), 0)

    def test_rows_survive(self):
        name = self.table()
        for kill in (False, True):
            self.server.ask(f"INSERT INTO test.{name} VALUES ({kill:d})")
            self.assertEqual(self.server.stop(kill), -9 if kill else 0)
            self.server.start()
        self.assertEqual(self.count(name), 2)


if __name__ == "__main__":
    unittest.main()
