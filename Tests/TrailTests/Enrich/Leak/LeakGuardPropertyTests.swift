import Testing
import TrailTesting

@testable import Trail

/// What holds for whatever a draft says.
@Suite struct LeakGuardPropertyTests {
    private let masker = TextMasker(judge: LeakRules().judge, values: .all)

    /// Pieces from which texts are made that are as awkward as any.
    private static let pieces =
        [
            "password", "token", "key", "=", ":", ": ", "&", "?", "#", ";", ",", " ", "\"", "'",
            "\\",
            "\\\"", "{", "}", "[", "]", "<", ">", "/", "//", "://", "@", "%", "%41", "%3D", "%22",
            "--", "-----BEGIN X-----", "-----END X-----", "Bearer ", "Basic ", "eyJhbGciOiJI", ".",
            "4111111111111111", "4111 1111", "[masked: token]", "[masked", "]", "\n", "é", "€",
            "cookie", "authorization", "hunter2", "ann", "AKIA", "$2b$12$", "&quot;", "\u{1F512}",
            "DE89370400440532013000", "bytes:", "number:", "string:", "secret", "pin", "1234",
        ]

    private static func text(_ random: inout RandomJSON) -> String {
        (0..<random.number(1..<14)).map { _ in Self.pieces[random.number(0..<Self.pieces.count)] }
            .joined()
    }

    @Test(arguments: 0..<8) func `masking twice is masking once`(seed: UInt64) {
        var random = RandomJSON(seed: seed)
        for _ in 0..<1_500 {
            let text = Self.text(&random)
            for kind in [TextMasker.Kind.prose, .url, .word] {
                guard let masked = self.masker.masked(text, kind) else { continue }
                #expect(self.masker.masked(masked, kind) == nil, "\(text) -> \(masked)")
            }
        }
    }

    @Test(arguments: 0..<4) func `any bytes are masked without harm`(seed: UInt64) {
        var random = RandomJSON(seed: seed)
        for _ in 0..<2_000 {
            var bytes = random.bytes(random.number(0..<40))
            for _ in 0..<random.number(0..<4) {
                let piece = Self.pieces[random.number(0..<Self.pieces.count)]
                bytes.insert(contentsOf: piece.utf8, at: random.number(0..<bytes.count + 1))
            }
            _ = bytes.withUnsafeBufferPointer { self.masker.masked($0, .prose) }
            _ = JSONMasker.masked(CanonicalJSON(canonical: bytes), self.masker)
        }
    }

    @Test(arguments: 0..<8) func `free JSON stays canonical`(seed: UInt64) {
        var random = RandomJSON(seed: seed)
        for _ in 0..<300 {
            let json = CanonicalJSON(Self.planted(random.value(), &random))
            guard let masked = JSONMasker.masked(json, self.masker) else { continue }
            #expect(CanonicalJSON(masked.value) == masked)
            let again = JSONMasker.masked(masked, self.masker) ?? masked
            let isSame = again == masked
            #expect(isSame, "\(Self.difference(masked, again))")
        }
    }

    /// Where two texts part.
    private static func difference(_ one: CanonicalJSON, _ other: CanonicalJSON) -> String {
        let place = zip(one.bytes, other.bytes).prefix { $0 == $1 }.count
        return [one, other].map {
            String(decoding: $0.bytes.dropFirst(max(0, place - 60)).prefix(120), as: UTF8.self)
        }.joined(separator: " -> ")
    }

    /// `value` with awkward texts in places of its texts and keys.
    private static func planted(_ value: JSON, _ random: inout RandomJSON) -> JSON {
        switch value {
        case .string: return .string(Self.text(&random))
        case .array(let elements): return .array(elements.map { Self.planted($0, &random) })
        case .object(let members):
            var planted: [String: JSON] = [:]
            for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                let name = random.number(0..<3) == 0 ? Self.text(&random) : key
                planted[name] = Self.planted(member, &random)
            }
            return .object(planted)
        default: return value
        }
    }

    @Test(arguments: 0..<8) func `no nesting hides a secret`(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        // Shorter ones may be part of a number by chance.
        let leaks = (LeakCorpus.named + LeakCorpus.looks).filter { $0.secret.count > 6 }
        for _ in 0..<200 {
            let leak = leaks[random.number(0..<leaks.count)]
            var value = JSON.string(leak.text)
            for _ in 0..<random.number(0..<12) {
                let other = random.value(depth: 1)
                value =
                    random.number(0..<2) == 0
                    ? [other, value] : .object(["a": other, "data": value])
            }
            let masked = try #require(JSONMasker.masked(CanonicalJSON(value), self.masker))
            let secret = CanonicalJSON(.string(leak.secret)).bytes.dropFirst().dropLast()
            #expect(
                !String(decoding: masked.bytes, as: UTF8.self)
                    .contains(String(decoding: secret, as: UTF8.self))
            )
        }
    }

    @Test(arguments: 0..<4) func `usual events are left alone`(seed: UInt64) {
        var samples = SampleEvents(seed: seed, time: Timestamp(microseconds: 1_000_000))
        for _ in 0..<200 {
            let draft = samples.draft()
            #expect(LeakGuard.standard.masked(draft, within: EventLimits()) == nil)
        }
    }
}
