import Testing
import Trail
import TrailJWT
import TrailTesting

/// What no well-meaning client sends: it ends in a reading, whatever it is.
@Suite struct OddTokenTests {
    private static func readers() async throws -> [JWTReader] {
        [JWTReader(keys: [try await Issuer.make(.hs256).key]), JWTReader.unverifying()]
    }

    @Test(arguments: [
        "a", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", "e30.e30.", "e30..", ".e30.", "\0.\0.\0",
        "eyJhbGciOiJIUzI1NiJ9.e30=.AAAA", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.AAAA==",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.+/+/", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.A",
        "eyJhbGciOiJIUzI1NiJ9 .eyJzdWIiOiI3In0.AAAA", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.AA\n",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.AAAA, Bearer x", "é.é.é", "💣.💣.💣",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.AAAA.AAAA.AAAA",
    ])
    func `reads what is no token as none`(text: String) async throws {
        for reader in try await Self.readers() {
            let reading = await reader.read(text)
            #expect(reading.identity == nil)
            #expect(reading.refusal == .malformed || reading.refusal == .algorithm)
        }
    }

    @Test(arguments: [
        "null", "7", #""text""#, "[]", "[{}]", #"{"sub":"7""#, #"{"sub":"7"} {}"#, #"{'sub':'7'}"#,
        #"{"sub":"7",}"#, "\u{FEFF}{\"sub\":\"7\"}", "{\"sub\":\"\u{1}\"}", #"{"sub":"\ud800"}"#,
        #"{"sub":"7","sub":"8"}"#, #"{"sub":"7","s\u0075b":"8"}"#,
        #"{"sub":"7","x":{"a":1,"a":2}}"#,
        #"{"sub":"7","x":NaN}"#, #"{"sub":"7","x":1e400}"#, #"{"sub":007}"#, #"{"sub":+7}"#,
    ])
    func `reads claims that are not strict JSON as none`(claims: String) async throws {
        for reader in try await Self.readers() {
            #expect(await reader.read(unsigned(claims)) == .none(.malformed))
        }
    }

    @Test(arguments: [
        #"{"alg":"HS256","alg":"none"}"#, #"{"alg":"none","a\u006cg":"HS256"}"#,
        #"{"alg":"HS256","kid":7}"#, #"{"alg":"HS256","kid":null}"#, "[]", "null", "{",
    ])
    func `reads a broken header as none`(header: String) async throws {
        for reader in try await Self.readers() {
            let reading = await reader.read(unsigned(#"{"sub":"7"}"#, header: header))
            #expect(reading == .none(.malformed))
        }
    }

    @Test(arguments: [
        "{}", #"{"sub":""}"#, #"{"sub":null,"user_id":null,"pk":"","id":null}"#,
        #"{"user_id":[2],"sub":"7"}"#, #"{"user_id":{"id":2},"sub":"7"}"#, #"{"sub":true}"#,
        #"{"sub":1.5}"#, #"{"sub":1e3}"#, #"{"name":"Ada"}"#,
    ])
    func `identifies nobody by an odd claim, which was a failed request in the seed`(
        claims: String
    ) async throws {
        for reader in try await Self.readers() {
            #expect(await reader.read(unsigned(claims)) == .none(.subject))
        }
    }

    @Test func `reads what is nested too deeply as none`() async throws {
        for depth in [17, 1_000, 3_000] {
            let nested =
                String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            for reader in try await Self.readers() {
                let claims = await reader.read(unsigned(#"{"sub":"7","x":\#(nested)}"#))
                #expect(claims.identity == nil)
                let header = #"{"alg":"HS256","x":\#(nested)}"#
                #expect(await reader.read(unsigned("{}", header: header)).identity == nil)
            }
        }
    }

    @Test func `does not look at what is longer than any token`() async throws {
        for reader in try await Self.readers() {
            let huge = String(repeating: "A", count: 8_193)
            #expect(await reader.read(huge) == .none(.tooLong))
            let dots = String(repeating: ".", count: 1_000_000)
            #expect(await reader.read(authorization: "Bearer " + dots) == .none(.tooLong))
        }
    }

    @Test func `reads any bytes at all`() async throws {
        var generator = SeededGenerator(seed: 2026)
        let readers = try await Self.readers()
        for round in 0..<2_000 {
            let count = Int.random(in: 0...200, using: &generator)
            let bytes = (0..<count).map { _ in
                round.isMultiple(of: 2)
                    ? UInt8.random(in: 0...255, using: &generator)
                    : Array("eyJhbGciOiJIUzI1NiJ9.{}\":".utf8).randomElement(using: &generator) ?? 0
            }
            let text = String(decoding: bytes, as: UTF8.self)
            for reader in readers {
                let reading = await reader.read(authorization: "Bearer " + text)
                #expect(!reading.isVerified)
            }
        }
    }

    @Test func `gives an actor that every event can hold`() async throws {
        let long = String(repeating: "x", count: 513)
        let reader = JWTReader.unverifying()
        #expect(await reader.read(unsigned(#"{"sub":"\#(long)"}"#)) == .none(.subject))
        let digits = String(repeating: "9", count: 600)
        #expect(await reader.read(unsigned(#"{"sub":\#(digits)}"#)) == .none(.subject))
        let claims = #"{"sub":"7","name":"\#(long)","iss":"\#(long)"}"#
        let actor = try #require(await reader.actor(of: "Bearer " + unsigned(claims)))
        #expect(actor == Event.Actor(type: .user, id: "7", credential: "jwt"))
        let header = #"{"alg":"HS256","kid":"\#(long)"}"#
        let keyed = await reader.actor(of: "Bearer " + unsigned(#"{"sub":"7"}"#, header: header))
        #expect(keyed?.credential == "jwt")
    }

    @Test func `keeps the token out of what a reading prints`() async throws {
        for reader in try await Self.readers() {
            let token = unsigned(#"{"sub":"7"}"#)
            let text = "\(await reader.read(token))"
            #expect(!text.contains("eyJ"))
        }
    }
}
