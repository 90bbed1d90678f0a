import Testing

@testable import TrailServer

@Suite struct HostSyntaxTests {
    @Test(arguments: [
        "localhost", "trail.example", "Trail.Example:8080", "192.0.2.1:1", "[::1]",
        "[2001:db8::1]:443",
        "my_host", "a-b.c", "x:65535", "trail.example.",
    ])
    func `is a name or an address, and perhaps a port`(text: String) {
        #expect(HostSyntax.isValid(text))
    }

    @Test(arguments: [
        "", ":80", "a:", "a:65536", "a:x", "a:1:2", "a b", "a/b", "a?b", "user@a", "a,b", "[::1",
        "::1", "[]", "[x]", "[::1]x", "[::1]:", "[192.0.2.1]", "b\u{FC}cher.example", "a\"b",
        "a\r\nb",
        "a%20b", String(repeating: "a", count: 256),
    ])
    func `is nothing else`(text: String) {
        #expect(!HostSyntax.isValid(text))
    }
}
