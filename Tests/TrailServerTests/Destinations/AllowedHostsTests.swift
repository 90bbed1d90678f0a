import Testing
import Trail

@testable import TrailServer

@Suite struct AllowedHostsTests {
    @Test func `allows nothing unless something is listed`() throws {
        for host in ["db.example.com", "127.0.0.1", "localhost", "::1", ""] {
            #expect(AllowedHosts.none.objection(to: host, port: 5_432) != nil)
        }
    }

    @Test(arguments: [
        ("db.example.com", "db.example.com", 1, true),
        ("db.example.com", "DB.Example.COM.", 1, true),
        ("db.example.com", "x.db.example.com", 1, false),
        ("db.example.com", "example.com", 1, false),
        ("db.example.com:5432", "db.example.com", 5_432, true),
        ("db.example.com:5432", "db.example.com", 5_433, false),
        ("192.0.2.7", "192.0.2.7", 9, true),
        ("192.0.2.7", "192.0.2.8", 9, false),
        ("192.0.2.7:9", "192.0.2.7", 9, true),
        ("192.0.2.7:9", "192.0.2.7", 8, false),
        ("10.1.0.0/16", "10.1.255.1", 9, true),
        ("10.1.0.0/16", "10.2.0.1", 9, false),
        ("10.1.0.0/16:9", "10.1.0.1", 8, false),
        ("10.1.0.0/16", "db.example.com", 9, false),
        ("[2001:db8::7]:5432", "2001:db8::7", 5_432, true),
        ("[2001:db8::7]:5432", "2001:db8::7", 1, false),
        ("2001:db8::/32", "2001:db8::7", 1, true),
        ("127.0.0.0/8", "::ffff:127.0.0.1", 1, true),
        ("localhost", "127.0.0.1", 1, false),
    ])
    func `compares hosts exactly`(entry: String, host: String, port: Int, isAllowed: Bool) throws {
        let hosts = try AllowedHosts([entry])
        #expect((hosts.objection(to: host, port: port) == nil) == isAllowed)
    }

    @Test(arguments: [
        "", "*", "*.example.com", "http://db", "db:0", "db:65536", "db:", "db:x", ":1",
        "10.0.0.1/8", "10.0.0.0/33", "127.1", "0x7f000001", "2130706433", "[db]:1", "[::1", "a b",
        "-db", "[::1]x", "a..b",
    ])
    func `refuses entries that name no host`(entry: String) {
        #expect(throws: TrailError.self) { try AllowedHosts([entry]) }
    }
}
