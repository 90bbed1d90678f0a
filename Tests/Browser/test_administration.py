"""The pages by which the log itself is run: forms, what is asked twice, and what is shown once."""

import unittest

from support import PASSWORD
from test_dashboard import ACCESSIBLE, CONTRAST, DashboardTest

PAGES = {
    "retention": "retention/",
    "retention-new": "retention/new/",
    "holds": "holds/",
    "holds-new": "holds/new/?user_id=ada&kind=login&outcome=denied",
    "erasures": "erasures/",
    "erasures-new": "erasures/new/",
    "databases": "databases/",
    "databases-new": "databases/new/",
    "users": "users/",
    "users-new": "users/new/",
    "user": "user/ada/",
    "user-password": "user/eve/password/",
    "user-disable": "user/eve/disable/",
    "tokens": "tokens/",
    "tokens-new": "tokens/new/",
}


class AdministrationTest(DashboardTest):
    """A log of invented events, further databases, and somebody who may do everything."""

    # The folder of the server, which is made with it.
    settings = {"demo": 2_000, "destinations_folder": "."}

    def fill(self, **values):
        """Fills a form in: texts, choices, and boxes by True."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name.replace('__', '.')}']").first
            if value is True:
                field.check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def send(self, label):
        self.page.click(f"main button:text-is('{label}')")

    def confirm(self):
        """Ticks the box of a page that asks again, and sends it."""
        self.page.check("[name=understood]")
        self.page.click("button.danger")

    @property
    def said(self):
        return self.page.inner_text("[role=status]")

    def policy(self, name, days, kind="all"):
        """Makes a policy, and stays on its page."""
        self.open("retention/new/")
        self.fill(name=name, retain_days=days, event_type=kind)
        self.send("Make the policy")


class FormTests(AdministrationTest):
    def test_every_page_is_accessible_and_fits(self):
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 800})
            for name, path in PAGES.items():
                with self.subTest(f"{name} {width}"):
                    self.open(path)
                    self.assertEqual(self.page.evaluate(ACCESSIBLE), [])
                    wide = self.page.evaluate("document.documentElement.scrollWidth")
                    self.assertLessEqual(wide, width)

    def test_every_page_has_enough_contrast_light_and_dark(self):
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            for name, path in PAGES.items():
                with self.subTest(f"{name} {scheme}"):
                    self.open(path)
                    self.assertEqual(self.page.evaluate(CONTRAST), [])

    def test_runs_a_policy_after_counting(self):
        self.policy("Page visits", "3", "page")
        self.assertIn("was made", self.said)
        self.page.click("text=Count, then run")
        count = self.page.inner_text("button.danger")
        self.assertRegex(count, r"Remove \d+ events")
        self.page.click("button.danger")
        self.assertIn("/run", self.page.url)
        self.confirm()
        self.assertIn("events were removed", self.said)
        self.page.click("text=Count, then run")
        self.assertIn("nothing is due", self.page.inner_text("button.danger"))

    def test_says_what_is_wrong_beside_the_field(self):
        self.policy("Too long", "99999")
        field = self.page.locator("[name=retain_days]")
        self.assertEqual(field.get_attribute("aria-invalid"), "true")
        self.assertEqual(field.input_value(), "99999")
        self.assertIn("36500", self.page.inner_text("#error-retain_days"))

    def test_holds_what_a_list_showed_and_releases_it(self):
        self.open("holds/new/?kind=login&outcome=denied")
        self.fill(reason="Case 17")
        self.send("Place the hold")
        self.assertIn("The hold was placed", self.said)
        self.page.click("text=See these events")
        self.assertTrue(self.page.url.endswith("/events/?kind=login&outcome=denied"))
        self.page.go_back()
        self.page.click("text=Release the hold")
        self.confirm()
        self.assertIn("was released", self.said)

    def test_erases_a_person_without_a_script(self):
        context = self.new_context(java_script_enabled=False)
        self.sign_in("ada", context)
        self.page = context.new_page()
        event = next(e for e in self.server.events("request") if e["user"])
        self.open("erasures/new/")
        self.fill(actor_id=event["user"], reason="demand 17")
        self.send("Count first")
        self.assertIn("What cannot be reached", self.page.inner_text("main"))
        self.assertNotIn(event["user"], self.page.url)
        self.confirm()
        self.assertIn("events were erased", self.said)
        self.assertNotIn(event["user"], self.page.inner_text("main"))
        verdict = self.server.get(f"events/{event['id']}/verify_integrity/")
        self.assertEqual(verdict, {"status": "erased", "valid": True})

    def test_adds_tests_and_deletes_a_database(self):
        self.open("databases/new/")
        self.fill(name="Acme", database_name="acme.sqlite", tenant_id="acme")
        self.send("Test connection")
        self.assertIn("The connection works", self.said)
        self.assertEqual(self.page.input_value("[name=database_name]"), "acme.sqlite")
        self.send("Add the database")
        self.send("Check now")
        self.assertIn("is healthy", self.said)
        self.page.click("text=Delete the database")
        self.confirm()
        self.assertIn("was deleted", self.said)

    def test_adds_a_user_who_chooses_a_password_and_is_disabled(self):
        self.open("users/new/")
        self.fill(name="zoe@example.org", password=PASSWORD)
        self.page.check("[value=view_logs]")
        self.send("Add the user")
        context = self.new_context()
        page = context.new_page()
        self.open("", page)
        page.fill("[name=username]", "zoe@example.org")
        page.fill("[name=password]", PASSWORD)
        page.click("button:text('Sign in')")
        self.assertTrue(page.url.endswith("/password/"))
        self.page.click("text=Disable zoe")
        self.confirm()
        self.assertIn("may not sign in any more", self.said)
        self.open("events/", page)
        self.assertIn("/sign-in/", page.url)

    def test_shows_a_token_once(self):
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.open("tokens/new/")
        self.fill(name="shop/backend ..")
        self.page.check("[value=read]")
        self.send("Make the token")
        token = self.page.input_value("#secret")
        self.page.click("button:text('Copy')")
        self.page.wait_for_selector("#copied:has-text('Copied')")
        self.assertEqual(self.page.evaluate("navigator.clipboard.readText()"), token)
        bearer = {"Authorization": "Bearer " + token}
        self.assertEqual(self.server.status("/api/activity/events/", **bearer), 200)
        self.page.click("text=I have copied it")
        self.assertNotIn(token, self.page.content())
        self.page.click("tr:has-text('shop/backend') >> text=Revoke >> visible=true")
        self.confirm()
        self.assertIn("was revoked", self.said)


class PictureTests(AdministrationTest):
    def test_pictures_of_every_page(self):
        for name in ("retention", "holds", "erasures", "databases"):
            self.screenshots("/dashboard/" + PAGES[name], "administration-empty-" + name)
        self.policy("Page visits, three days", "3", "page")
        policy = self.path
        self.picture("policy")
        self.screenshots(policy + "run/", "administration-policy-run")
        self.screenshots(policy + "delete/", "administration-policy-delete")
        self.open("holds/new/?kind=login&outcome=denied")
        self.fill(reason="Case 17")
        self.send("Place the hold")
        hold = self.path
        self.picture("hold")
        self.screenshots(hold + "release/", "administration-hold-release")
        self.open("databases/new/")
        self.fill(name="Acme", database_name="acme.sqlite", tenant_id="acme")
        self.send("Add the database")
        database = self.path
        self.picture("database")
        self.screenshots(database + "delete/", "administration-database-delete")
        self.forms()
        for name, path in PAGES.items():
            self.screenshots("/dashboard/" + path, "administration-" + name)

    def forms(self):
        """What is seen on the way of a form only: made again for each picture."""
        event = next(e for e in self.server.events("request") if e["user"])

        def count(page):
            page.fill("[name=actor_id]", event["user"])
            page.fill("[name=reason]", "demand 17")
            page.click("button:text-is('Count first')")

        self.screenshots("/dashboard/erasures/new/", "administration-erasure-count", ready=count)
        self.screenshots(
            "/dashboard/erasures/new/",
            "administration-erasure-wrong",
            ready=lambda page: page.evaluate("document.querySelector('.form').submit()"),
        )
        self.open("erasures/new/")
        count(self.page)
        self.confirm()
        self.picture("erasure")
        number = iter(range(9))

        def make(page):
            page.fill("[name=name]", f"shop-{next(number)}")
            page.check("[value=ingest]")
            page.click("button:text-is('Make the token')")

        self.screenshots("/dashboard/tokens/new/", "administration-token-made", ready=make)
        self.screenshots("/dashboard/tokens/revoke/?name=shop-0", "administration-token-revoke")

    def picture(self, name):
        self.screenshots(self.path, "administration-" + name)

    @property
    def path(self):
        return self.page.url.removeprefix(self.server.url)


if __name__ == "__main__":
    unittest.main()
