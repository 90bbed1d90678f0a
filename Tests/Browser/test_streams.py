"""The seed's own snippets for live streams, unchanged, in a real browser.

They ask for `/api/activity/stream/` of the page's own origin, and for `wss://yoursite.com/`: the
browser is told that this name is the server's, behind TLS.
"""

import pathlib
import tempfile

from secure import SecureFront
from support import PASSWORD, BrowserTest, eventually

# From the documents of django-activitylog-jwt, unchanged.
EVENT_SOURCE = """
const source = new EventSource("/api/activity/stream/", { withCredentials: true });

source.onmessage = (event) => {
    const log = JSON.parse(event.data);
    console.log(log);
};

source.onerror = () => source.close();
"""

WEB_SOCKET = """
const ws = new WebSocket("wss://yoursite.com/ws/activity/");

ws.onopen    = () => console.log("Connected to activity log stream");
ws.onmessage = (e) => console.log("New event:", JSON.parse(e.data));
ws.onclose   = (e) => console.log("Disconnected:", e.code, e.reason);
"""

NAME = "yoursite.com"


class StreamTest(BrowserTest):
    """A test with a server at https://yoursite.com, and users who may see or may not."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.front = SecureFront(NAME, pathlib.Path(folder.name))
        cls.addClassCleanup(cls.front.close)
        cls.arguments = [f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{cls.front.port}"]
        cls.settings = {"http_public_url": f"https://{NAME}"}
        super().setUpClass()
        cls.front.server = cls.server
        cls.server.user("ada", "view_all_logs")
        cls.server.user("eve", "ingest")

    def open(self, snippet, user=None):
        """A page of the server's origin on which the snippet runs, for whoever has signed in."""
        # The certificate is of the test's own making.
        self.context = self.new_context(ignore_https_errors=True)
        page = self.context.new_page()
        page.goto(f"https://{NAME}/health/live")
        if user:
            status = page.evaluate(
                """async ([username, password]) => (await fetch('/api/activity/session/', {
                    method: 'POST',
                    headers: {'Content-Type': 'application/json'},
                    body: JSON.stringify({username, password}),
                })).status""",
                [user, PASSWORD],
            )
            self.assertEqual(status, 200)
        self.logged = []
        page.on("console", self.log)
        page.add_script_tag(content=snippet)
        return page

    def log(self, message):
        """Keeps what a page logs; what the browser itself says has no values."""
        values = [argument.json_value() for argument in message.args]
        if values:
            self.logged.append(values)

    def post(self, path):
        """Has a visit recorded by a program, and gives its id."""
        body = {"kind": "page", "what": {"detail": {"path": path}}}
        return self.server.post("events/", body)["id"]

    def paths(self):
        """The paths of the events that the page has logged."""
        values = [value for values in self.logged for value in values]
        return [value["path"] for value in values if isinstance(value, dict) and "path" in value]


class EventSourceTests(StreamTest):
    def test_shows_what_happens_meanwhile(self):
        page = self.open(EVENT_SOURCE, "ada")
        eventually(lambda: page.evaluate("source.readyState") == 1)
        self.assertEqual(page.evaluate("source.readyState"), 1)
        expected = [f"/sse/{number}" for number in range(5)]
        ids = [self.post(path) for path in expected]
        eventually(lambda: self.deliver(page, 5))
        self.assertEqual([path for path in self.paths() if path.startswith("/sse/")], expected)
        logged = [values[0] for values in self.logged if values[0].get("path") in expected]
        self.assertEqual([event["id"] for event in logged], ids)
        self.assertEqual({event["kind"] for event in logged}, {"page"})

    def deliver(self, page, count):
        """Whether so many events have come; lets the page speak meanwhile."""
        page.wait_for_timeout(50)
        return len([path for path in self.paths() if path.startswith("/sse/")]) >= count

    def test_shows_nothing_to_whoever_may_not_see(self):
        for user in (None, "eve"):
            page = self.open(EVENT_SOURCE, user)
            eventually(lambda: page.evaluate("source.readyState") == 2)
            # The snippet closes at the first error.
            self.assertEqual(page.evaluate("source.readyState"), 2)
            self.assertEqual(self.paths(), [])


class WebSocketTests(StreamTest):
    def test_shows_what_happens_meanwhile(self):
        page = self.open(WEB_SOCKET, "ada")
        self.wait_for(page, lambda: ["Connected to activity log stream"] in self.logged)
        self.assertEqual(self.logged[0], ["Connected to activity log stream"])
        expected = [f"/ws/{number}" for number in range(5)]
        ids = [self.post(path) for path in expected]
        self.wait_for(page, lambda: len(self.paths()) >= 5)
        self.assertEqual([path for path in self.paths() if path.startswith("/ws/")], expected)
        events = [values[1] for values in self.logged if values[0] == "New event:"]
        self.assertEqual([event["id"] for event in events if event.get("path") in expected], ids)

    def test_is_closed_with_4001_for_nobody_known(self):
        self.assertEqual(self.closing_code(None), 4001)

    def test_is_closed_with_4003_without_the_permission(self):
        self.assertEqual(self.closing_code("eve"), 4003)

    def closing_code(self, user):
        """The code with which the socket is closed."""
        page = self.open(WEB_SOCKET, user)
        closed = lambda: [values for values in self.logged if values[0] == "Disconnected:"]
        self.wait_for(page, closed)
        self.assertEqual(len(closed()), 1)
        return closed()[0][1]

    def wait_for(self, page, check):
        """Waits until it holds; lets the page speak meanwhile."""
        eventually(lambda: page.wait_for_timeout(50) or check())
