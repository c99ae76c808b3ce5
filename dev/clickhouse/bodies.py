"""Request and response bodies: chunks from the socket, content encodings, ClickHouse's compressed blocks."""
import gzip
import socket
import zlib
from email.parser import BytesParser

import lz4.block
import lz4.frame
import zstandard

DECODERS = {
    "gzip": lambda: zlib.decompressobj(31),
    "deflate": zlib.decompressobj,
    "lz4": lz4.frame.LZ4FrameDecompressor,
    "zstd": lambda: zstandard.ZstdDecompressor().decompressobj(),
}
ENCODERS = {
    "lz4": lz4.frame.compress,
    "zstd": lambda body: zstandard.ZstdCompressor().compress(body),
    "gzip": lambda body: gzip.compress(body, 1),
}
# A native block: checksum (16 bytes), method (1), size with method and sizes (4), size of the content (4), the data.
BLOCK_HEAD, SIZED_HEAD = 25, 9


class Body:
    """The body of one request, as an iterator of byte strings. `at_end` tells that the next request may follow."""

    def __init__(self, handler):
        self.handler = handler
        self.at_end = False

    def __iter__(self):
        headers = self.handler.headers
        if "chunked" in headers.get("Transfer-Encoding", "").lower():
            yield from self.chunked()
        else:
            yield from self.sized(int(headers.get("Content-Length") or 0))
        self.at_end = True

    def chunked(self):
        # A client may send the next chunk only when the last one was acknowledged, which the kernel likes to delay.
        quick = (socket.IPPROTO_TCP, getattr(socket, "TCP_QUICKACK", socket.TCP_NODELAY), 1)
        while True:
            self.handler.connection.setsockopt(*quick)
            size = int(self.line().split(b";")[0], 16)
            if size == 0:
                break
            yield from self.sized(size)
            self.line()
        while self.line().strip():
            pass

    def sized(self, left):
        while left:
            data = self.handler.rfile.read(min(left, 1 << 20))
            if not data:
                raise ConnectionError("the client went away")
            left -= len(data)
            yield data

    def line(self):
        line = self.handler.rfile.readline(1 << 16)
        if not line.endswith(b"\n"):
            raise ConnectionError("the client went away")
        return line


def decoded(chunks, encoding, native_blocks):
    """Undoes the Content-Encoding and, with decompress=1, ClickHouse's own compression, both chunk by chunk."""
    if encoding in DECODERS:
        chunks = inflate(DECODERS[encoding](), chunks)
    return blocks(Reader(chunks)) if native_blocks else iter(chunks)


def inflate(decoder, chunks):
    for chunk in chunks:
        yield decoder.decompress(chunk)


def blocks(reader):
    while head := reader.read(BLOCK_HEAD):
        method, size, content = head[16:17], int.from_bytes(head[17:21], "little"), int.from_bytes(head[21:], "little")
        data = reader.read(size - SIZED_HEAD)
        if len(head) < BLOCK_HEAD or len(data) < size - SIZED_HEAD:
            raise ValueError("Code: 33. DB::Exception: The compressed block is cut off. (CANNOT_READ_ALL_DATA)")
        if method == b"\x82":
            data = lz4.block.decompress(data, uncompressed_size=content)
        elif method == b"\x90":
            data = zstandard.ZstdDecompressor().decompress(data, max_output_size=content)
        yield data


class Reader:
    """Exact byte counts out of chunks of any size."""

    def __init__(self, chunks):
        self.chunks, self.buffer = iter(chunks), bytearray()

    def read(self, size):
        while len(self.buffer) < size and (chunk := next(self.chunks, None)) is not None:
            self.buffer += chunk
        data = bytes(self.buffer[:size])
        del self.buffer[:size]
        return data


def form_fields(content_type, chunks):
    """The fields of a multipart/form-data body: how the crate `clickhouse` sends a query with parameters."""
    message = f"Content-Type: {content_type}\r\n\r\n".encode() + b"".join(chunks)
    return {part.get_param("name", header="content-disposition"): part.get_payload(decode=True).decode()
            for part in BytesParser().parsebytes(message).get_payload()}


def encode(body, accepted):
    """Compresses a response if the client asked for it and it pays: (body, Content-Encoding or None)."""
    encoding = next((name for name in ENCODERS if name in accepted), None)
    if encoding is None or len(body) < 1024:
        return body, None
    return ENCODERS[encoding](body), encoding
