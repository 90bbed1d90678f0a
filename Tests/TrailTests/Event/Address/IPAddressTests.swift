import Foundation
import Testing
import Trail
import TrailTesting

@Suite struct IPAddressTests {
    @Test(
        arguments: [
            ("203.0.113.7", "203.0.113.7"), ("0.0.0.0", "0.0.0.0"),
            ("255.255.255.255", "255.255.255.255"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"),
            ("2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
            // RFC 5952 §4.2: one group is not shortened, the longest run is, the first of two.
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
            ("::ffff:192.0.2.1", "192.0.2.1"), ("::FFFF:c000:0201", "192.0.2.1"),
            ("::192.0.2.1", "::c000:201"),
        ]
    )
    func `prints the one text of an address`(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
        #expect(address.isIPv4 == !canonical.contains(":"))
    }

    @Test(
        arguments: [
            "", " ", ":", ":::", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04",
            "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80", "+1.2.3.4", "0x1.2.3.4", "1..2.3", ".1.2.3",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:",
            "1:2:3:4:5:6:7::8", "::1:2:3:4:5:6:7:8", "12345::", "g::", "fe80::1%eth0", "[::1]",
            "::1/128", "1.2.3.4::", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", "1.2.3.4\0",
            "２.2.2.2", "203.0.113.9, 10.0.0.1",
        ]
    )
    func `refuses what is no address`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `accepts exactly what the system accepts`() {
        var generator = SeededGenerator(seed: 1)
        let seeds = ["2001:db8::1:0:0:1", "::ffff:192.0.2.1", "203.0.113.77", "1:2:3:4:5:6:7:8"]
        let characters = Array("0123456789abcdfF::..")
        for _ in 0..<20_000 {
            var text = Array(seeds.randomElement(using: &generator) ?? "")
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                let place = Int.random(in: 0..<text.count, using: &generator)
                let character = characters.randomElement(using: &generator) ?? ":"
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: text[place] = character
                case 1: text.insert(character, at: place)
                default: if text.count > 1 { text.remove(at: place) }
                }
            }
            let address = String(text)
            #expect((IPAddress(address) != nil) == Self.systemAccepts(address), "\(address)")
        }
    }

    @Test func `reads every address that it prints`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<5_000 {
            let groups = (0..<8).map { _ in
                Bool.random(using: &generator)
                    ? 0 : UInt16.random(in: 0...UInt16.max, using: &generator)
            }
            let text = groups.map { String($0, radix: 16) }.joined(separator: ":")
            let address = IPAddress(text)
            #expect(address != nil)
            #expect(address.flatMap { IPAddress($0.description) } == address)
        }
    }

    private static func systemAccepts(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }
}
