"""Sends random bytes to every path of an OpenAPI document: as path, query, header fields and body.

Every request must be answered within 10 seconds, with no status of 500 or above but 501 (a method
or a coding that is not known). Of a stream, which does not end, the head is enough.
Usage: random_bytes.py URL CREDENTIAL SEED COUNT, where CREDENTIAL is a header field.
"""

import json
import random
import re
import socket
import sys
import time
import urllib.parse
import urllib.request

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
TYPES = [
    b"application/json", b"application/x-ndjson", b"application/x-www-form-urlencoded",
    b"multipart/form-data; boundary=x", b"text/plain", b"application/json; charset=latin1", b";",
]
FIELDS = [
    b"Accept-Encoding", b"Content-Encoding", b"Cookie", b"Forwarded", b"If-None-Match",
    b"Last-Event-ID", b"Origin", b"Prefer", b"Range", b"Referer", b"Sec-WebSocket-Key",
    b"Sec-WebSocket-Protocol", b"Upgrade", b"User-Agent", b"X-Forwarded-For", b"X-Request-ID",
    b"traceparent",
]
HANDSHAKE = [
    b"Upgrade: websocket", b"Sec-WebSocket-Version: 13",
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
]


class Source:
    """Random bytes, always the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def bytes(self, most):
        return self.random.randbytes(self.random.randrange(most))

    def text(self, most):
        """Bytes without the ones that end a line of a request, and mostly without spaces."""
        return bytes(b for b in self.bytes(most) if b > 32 or b not in (10, 13) and self.random.random() < 0.01)

    def escaped(self, most):
        """Bytes as they stand in a URL; a few as they are."""
        if self.random.random() < 0.1:
            return self.text(most)
        return urllib.parse.quote_from_bytes(self.bytes(most), safe=",:/").encode()

    def json(self, depth=3):
        kind = self.random.randrange(8 if depth else 5)
        if kind < 5:
            return [None, True, self.random.randrange(-2**70, 2**70), self.random.random() * 1e300,
                    self.bytes(20).decode("latin1")][kind]
        if kind < 6:
            return [self.json(depth - 1) for _ in range(self.random.randrange(4))]
        return {self.bytes(6).decode("latin1"): self.json(depth - 1) for _ in range(self.random.randrange(4))}

    def target(self, path, names):
        if self.random.random() < 0.1:
            return b"/" + self.escaped(60)

        def part(match):
            return self.random.choice([self.escaped(20), b"%" + self.text(3), b"..", b"%00", b"a" * 3000])
        target = re.sub(rb"\{[^}]*\}", part, path.encode())
        if self.random.random() < 0.2:
            target += self.escaped(8)
        if self.random.random() < 0.6:
            name = self.random.choice(names + ["x"]).encode()
            pairs = [name + b"=" + self.escaped(40), self.escaped(20), name + b"=%" + self.text(4)]
            target += b"?" + b"&".join(self.random.sample(pairs, self.random.randrange(1, 4)))
        return target.replace(b" ", b"%20") if self.random.random() < 0.98 else target

    def body(self):
        choice = self.random.random()
        if choice < 0.4:
            return b""
        if choice < 0.7:
            return self.bytes(300)
        text = json.dumps(self.json()).encode()
        return text[: self.random.randrange(len(text) + 1)] if choice < 0.8 else text

    def request(self, method, path, names, host, credential):
        body = self.body()
        lines = [method.encode() + b" " + self.target(path, names) + b" HTTP/1.1", b"Host: " + host]
        if self.random.random() < 0.8:
            lines.append(credential)
        elif self.random.random() < 0.5:
            lines.append(b"Authorization: " + self.text(60))
        if self.random.random() < 0.8:
            lines.append(b"Content-Type: " + self.random.choice(TYPES * 2 + [self.text(30)]))
        for _ in range(self.random.choice([0, 0, 0, 1, 2])):
            name = self.text(10) if self.random.random() < 0.1 else self.random.choice(FIELDS)
            lines.append(name + b": " + self.text(80))
        connection = b"Connection: close"
        if path.startswith("/ws/") and self.random.random() < 0.5:
            # What is said behind the head is then said on a WebSocket.
            lines += HANDSHAKE
            connection = b"Connection: Upgrade"
        elif body:
            lines.append(b"Content-Length: %d" % len(body))
        return b"\r\n".join(lines + [connection, b"", b""]) + body


def is_endless(head):
    """Whether what follows this head goes on until the client leaves."""
    return b"\r\n\r\n" in head and (
        head[9:12] == b"101" or b"\r\ncontent-type: text/event-stream" in head.lower())


def status(address, request):
    """The status of the answer, 0 where the connection was closed without one."""
    end = time.monotonic() + 10
    with socket.create_connection(address, timeout=10) as connection:
        try:
            connection.sendall(request)
        except ConnectionError:
            pass  # refused before all of it was said; the answer tells why
        answer = b""
        while not is_endless(answer):
            if time.monotonic() > end:
                raise TimeoutError
            try:
                part = connection.recv(65536)
            except ConnectionError:
                break
            if not part:
                break
            answer = (answer + part)[:8192] if len(answer) < 8192 else answer
    match = re.match(rb"HTTP/1\.[01] ([0-9]{3})", answer)
    return int(match[1]) if match else 0


def main():
    url, credential = sys.argv[1], sys.argv[2].encode()
    seed, count = int(sys.argv[3]), int(sys.argv[4])
    place = urllib.parse.urlsplit(url)
    address = (place.hostname, place.port)
    document = json.load(urllib.request.urlopen(url + "/openapi.json", timeout=30))
    names = sorted({name.split(".")[0] for name in document["components"]["parameters"]})
    source = Source(seed)
    statuses, faults = {}, 0
    for path, item in sorted(document["paths"].items()):
        own = [name.upper() for name in item if not name.startswith("x-")]
        for spelling in [path] + item.get("x-trail-spellings", []):
            for _ in range(count):
                method = source.random.choice(own * 3 + METHODS)
                # Who makes the requests must be let in for as long as they last.
                if method == "DELETE" and ("/tokens/" in spelling or "/session/" in spelling):
                    method = "GET"
                request = source.request(method, spelling, names, place.netloc.encode(), credential)
                try:
                    code = status(address, request)
                except OSError as error:
                    code = type(error).__name__
                statuses[code] = statuses.get(code, 0) + 1
                if isinstance(code, int) and (0 < code < 500 or code == 501):
                    continue
                faults += 1
                if faults <= 10:
                    print(f"random bytes: {code or 'no answer'} to {request!r}", file=sys.stderr)
    total = sum(statuses.values())
    print(f"random bytes: {total} requests, answers {dict(sorted(statuses.items(), key=str))}")
    sys.exit(1 if faults else 0)


main()
