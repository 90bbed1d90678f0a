import Testing
import TrailTesting

@testable import Trail

@Suite struct UserAgentTests {
    /// User agent, browser, platform, operating system.
    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "Chrome/128.0.0.0 Safari/537.36", "Chrome 128", "Windows", "Windows"
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "Chrome/128.0.0.0 Safari/537.36 Edg/128.0.2739.42", "Edge 128", "Windows",
            "Windows"
        ),
        (
            "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "Chrome/109.0.0.0 Safari/537.36 OPR/95.0.0.0", "Opera 95", "Windows", "Windows 7"
        ),
        (
            "Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer 11",
            "Windows", "Windows 8.1"
        ),
        (
            "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 5.1)", "Internet Explorer 8", "Windows",
            "Windows XP"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
                + "Gecko) Version/17.4 Safari/605.1.15", "Safari 17", "macOS", "macOS"
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.14; rv:131.0) Gecko/20100101 Firefox/131.0",
            "Firefox 131", "macOS", "macOS 10.14"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
                + "like Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1", "Safari 17", "iOS",
            "iOS 17.4"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
                + "like Gecko) CriOS/128.0.6613.98 Mobile/15E148 Safari/604.1", "Chrome 128", "iOS",
            "iOS 17"
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                + "FxiOS/130.0 Mobile/15E148 Safari/605.1.15", "Firefox 130", "iPadOS",
            "iPadOS 16.6"
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "Chrome/128.0.0.0 Mobile Safari/537.36", "Chrome 128", "Android", "Android"
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
            "Samsung Internet 25", "Android", "Android 14"
        ),
        (
            "Mozilla/5.0 (Linux; U; Android 4.0.3; de-de) AppleWebKit/534.30 (KHTML, like Gecko) "
                + "Version/4.0 Mobile Safari/534.30", "Android Browser 4", "Android", "Android 4"
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "Chrome/128.0.0.0 Safari/537.36", "Chrome 128", "Chrome OS", "Chrome OS"
        ),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
            "Firefox 131", "Linux", "Linux"
        ),
        (
            "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) "
                + "Chrome/96.0.4664.45 Mobile Safari/537.36", "Chrome 96", "Android", "Android 9"
        ),
        (
            "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) "
                + "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/52.0 Mobile Safari/537.36 "
                + "Edge/15.15254", "Edge 15", "Windows Phone", "Windows Phone"
        ),
        (
            "Opera/9.80 (Windows NT 6.0) Presto/2.12.388 Version/12.14", "Opera 12", "Windows",
            "Windows Vista"
        ),
    ])
    func `tells browsers`(text: String, browser: String, platform: String, os: String) {
        let agent = UserAgent(text)
        #expect(agent.browser == browser)
        #expect(agent.platform == platform)
        #expect(agent.os == os)
        #expect(agent.isBot == false)
    }

    @Test(arguments: [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; "
            + "+http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
        "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "HeadlessChrome/120.0.6099.0 Safari/537.36",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Twitterbot/1.0", "my robots", "Screaming Frog SEO CRAWLER/20.0",
        "Mozilla/5.0 (compatible; DotBot)",
    ])
    func `tells bots`(text: String) {
        #expect(UserAgent(text).isBot == true)
    }

    @Test(arguments: [
        ("curl/8.5.0", "curl 8"), ("python-requests/2.31.0", "python-requests 2"),
        ("okhttp/4.12.0", "okhttp 4"), ("Wget/1.21.3 (linux-gnu)", "Wget 1"), ("tool/", "tool"),
        ("tool/x", "tool"), ("Mozilla/5.0", nil), ("Mozilla/5.0 (X11; Linux x86_64)", nil),
        ("", nil), ("-", nil), ("/1.0", nil), ("two words/1.0", nil), ("<script>/1", nil),
        (String(repeating: "x", count: 33) + "/1", nil), ("Opera/", "Opera"), ("mozilla/", nil),
        ("Mozilla/5.0 Chrome/", "Chrome"), ("Mozilla/5.0 Chrome/x", "Chrome"),
    ])
    func `names others by their product`(text: String, browser: String?) {
        #expect(UserAgent(text).browser == browser)
        #expect(UserAgent(text).isBot != true)
    }

    @Test func `looks at the beginning of a long text only`() {
        let text = "Mozilla/5.0 " + String(repeating: "é", count: 4_000) + " Firefox/131.0"
        #expect(UserAgent(text).browser == nil)
    }

    @Test func `survives any text`() {
        var random = SeededGenerator(seed: 3)
        let pieces = [
            "Mozilla/", "Opera/", "Version/", "Chrome/", "Android ", "Windows NT ", "rv:", "1_",
            ".",
            "0", "99999999999999999999", "bot", " OS ", "iPhone", "trident/", "é", "(", " ",
        ]
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let agent = UserAgent(text)
            #expect((agent.browser?.utf8.count ?? 0) < 64, "\(text)")
            #expect((agent.os?.utf8.count ?? 0) < 64, "\(text)")
        }
    }
}
