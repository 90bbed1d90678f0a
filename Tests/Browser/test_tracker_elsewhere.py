"""The tracker of a server on another origin than the pages."""

from website import Site
from support import eventually
from test_tracker import TrackerTest


class ElsewhereTest(TrackerTest):
    """A test with a site on another origin, which the server has been told of, or not."""

    isAllowed = True
    host = "localhost"

    def setUp(self):
        super().setUp()
        self.site.close()
        self.site = Site(self.server, self.server.url + "/trail.js", host=self.host)
        self.addCleanup(self.site.close)
        self.server.stop()
        self.server.environment.pop("TRAIL_CORS_ALLOWED_ORIGINS", None)
        if self.isAllowed:
            self.server.environment["TRAIL_CORS_ALLOWED_ORIGINS"] = self.site.url
        self.server.start()


class AllowedTests(ElsewhereTest):
    def test_a_page_of_an_allowed_origin(self):
        # As docs/tracker.md says.
        policy = f"default-src 'none'; script-src {self.server.url}; connect-src {self.server.url}"
        self.open("/a", csp=policy)
        self.assert_visits("/a")
        self.go("pushState", "/b")
        self.assert_visits("/a", "/b")
        # Without cookies, each post is of a session of its own.
        self.assertEqual(len({event["session"] for event in self.visits()}), 2)

    def test_a_page_that_is_left(self):
        self.open("/a", tracker="data-manual")
        self.page.evaluate(f"trail.page('{self.root}/a'); location.href = 'about:blank'")
        eventually(lambda: self.paths(), 5)
        self.page.goto("about:blank")
        self.open("/b", tracker="data-manual")
        self.assert_visits("/a")

    def test_the_script_alone_needs_no_permission(self):
        answer = self.context.request.get(self.server.url + "/trail.js")
        self.assertEqual(answer.headers["access-control-allow-origin"], "*")
        self.assertEqual(answer.headers["cross-origin-resource-policy"], "cross-origin")


class SameSiteTests(ElsewhereTest):
    # Another port is another origin, and the same site.
    host = "127.0.0.1"

    def test_a_visitor_with_a_session(self):
        self.open("/a", tracker="data-credentials=include")
        self.assert_visits("/a")
        self.go("pushState", "/b")
        self.assert_visits("/a", "/b")
        sessions = {event["session"] for event in self.visits()}
        self.assertEqual(len(sessions), 1)


class UnknownTests(ElsewhereTest):
    isAllowed = False

    def test_a_page_of_an_origin_that_is_not_allowed_stores_its_visits_once(self):
        # It may not see the answer and sends again, which is known by the id.
        self.open("/a")
        eventually(lambda: self.paths())
        self.page.wait_for_timeout(2500)
        self.assertEqual(self.paths(), ["/a"])
        self.assertEqual(self.errors, [])
