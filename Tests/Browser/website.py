"""A site that people visit: pages with the tracker, and Trail below the same origin.

What a browser sends to the tracker's address goes on to Trail, or meets what is wrong in the world:
nobody answers, answers get lost, somebody else answers.
"""

import html
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Site:
    """A site at `url`; a context manager.

    Every path is a page. Its query says what is on it: `tracker` has the attributes of the script
    element, none where it is `no`; `csp` is its policy; `body` is in it.
    """

    def __init__(self, server, script="/trail.js", host="127.0.0.1"):
        self.server = server
        self.script = script
        # What the posts of the tracker meet: None, "down", "lost", "hotspot" or "slow".
        self.trouble = None
        # The items of each post that came, its query aside.
        self.posts = []
        # Set, slow posts go on.
        self.released = threading.Event()
        handler = type("Handler", (SiteHandler,), {"site": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.http.daemon_threads = True
        self.url = f"http://{host}:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        """Closes the site."""
        self.released.set()
        self.http.shutdown()
        self.http.server_close()

    @property
    def items(self):
        """What was posted, whatever became of it."""
        return [item for post in self.posts for item in post]

    def page(self, query):
        """The HTML of a page."""
        attributes = query.get("tracker", [""])[0]
        tag = f'<script src="{self.script}" {attributes}></script>'
        if attributes == "no":
            tag = ""
        body = query.get("body", ["<p>A page.</p>"])[0]
        return f"<!doctype html><html lang=en><title>Site</title>{tag}{body}</html>"


class SiteHandler(BaseHTTPRequestHandler):
    """Answers one request to the site."""

    protocol_version = "HTTP/1.1"
    site = None

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/trail.js":
            return self.forward()
        query = parse_qs(url.query)
        headers = {"Content-Type": "text/html; charset=utf-8"}
        if "csp" in query:
            headers["Content-Security-Policy"] = query["csp"][0]
        self.answer(200, headers, self.site.page(query).encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        trouble = self.site.trouble
        try:
            self.site.posts.append(json.loads(body))
        except ValueError:
            self.site.posts.append([body.decode()])
        if trouble == "slow":
            self.site.released.wait(30)
        if trouble == "down":
            self.close_connection = True
        elif trouble == "hotspot":
            page = b"<html>Please accept our terms."
            self.answer(200, {"Content-Type": "text/html"}, page)
        elif trouble == "lost":
            self.forward(body, isAnswered=False)
            self.close_connection = True
        else:
            self.forward(body)

    def forward(self, body=None, isAnswered=True):
        """Hands a request on to Trail, and its answer back."""
        connection = http.client.HTTPConnection("127.0.0.1", self.site.server.port, timeout=30)
        try:
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
        except OSError as error:
            page = f"<html>Bad gateway: {html.escape(str(error))}".encode()
            return self.answer(502, {"Content-Type": "text/html"}, page)
        finally:
            connection.close()
        if isAnswered:
            self.answer(answer.status, dict(answer.getheaders()), content)

    def answer(self, status, headers, content):
        """Sends an answer."""
        try:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            # The page that asked is gone.
            self.close_connection = True

    def log_message(self, *arguments):
        """Says nothing."""
