import Testing

@testable import TrailServer

@Suite struct PublicURLTests {
    @Test(arguments: [
        ("https://trail.example", "https://trail.example"),
        ("https://trail.example/", "https://trail.example"),
        ("HTTP://Trail.Example:8080", "http://trail.example:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ])
    func `is scheme and host`(text: String, origin: String) {
        #expect(PublicURL(text)?.origin == origin)
    }

    @Test(arguments: [
        "", "trail.example", "ftp://trail.example", "https://", "https://trail.example/path",
        "https://a b", "https://user@host", "https://host?x", "https://host\r\nx: y",
        "http://a:b:c", "http://[", "http://:80", "http://a:", "http://a:65536", "http://[::1",
    ])
    func `is nothing else`(text: String) {
        #expect(PublicURL(text) == nil)
    }

    @Test func `knows what is served through TLS`() {
        #expect(PublicURL("https://a")?.isSecure == true)
        #expect(PublicURL("http://a")?.isSecure == false)
    }
}
