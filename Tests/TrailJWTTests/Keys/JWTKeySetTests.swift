import Testing
import Trail
import TrailJWT

/// Which of several keys a token may be verified with.
@Suite struct JWTKeySetTests {
    @Test func `finds the key that a token names`() async throws {
        let one = try await Issuer.make(.es256, id: "one")
        let two = try await Issuer.make(.es256, id: "two")
        let reader = JWTReader(keys: [one.key, two.key])
        #expect(await reader.read(try one.token(kid: "one")).isVerified)
        #expect(await reader.read(try two.token(kid: "two")).isVerified)
        #expect(await reader.read(try two.token(kid: "two")).identity?.keyID == "two")
    }

    @Test func `holds a token to the key that it names`() async throws {
        let one = try await Issuer.make(.es256, id: "one")
        let two = try await Issuer.make(.es256, id: "two")
        let reader = JWTReader(keys: [one.key, two.key])
        #expect(await reader.read(try one.token(kid: "two")).claimedFor == .signature)
        #expect(await reader.read(try one.token(kid: "three")).claimedFor == .unknownKey)
        #expect(await reader.read(try one.token(kid: "")).claimedFor == .unknownKey)
    }

    @Test func `tries every key of the algorithm for a token that names none`() async throws {
        let one = try await Issuer.make(.es256, id: "one")
        let two = try await Issuer.make(.es256, id: "two")
        let reader = JWTReader(keys: [one.key, two.key])
        #expect(await reader.read(try two.token()).isVerified)
    }

    @Test func `tries a key without an id for a token that names any`() async throws {
        let named = try await Issuer.make(.es256, id: "one")
        let unnamed = try await Issuer.make(.es256)
        let reader = JWTReader(keys: [named.key, unnamed.key])
        #expect(await reader.read(try unnamed.token(kid: "three")).isVerified)
        #expect(await reader.read(try named.token(kid: "three")).claimedFor == .signature)
    }

    @Test func `tries no more than four keys, those that are named first`() async throws {
        var issuers: [Issuer] = []
        for number in 0..<6 { issuers.append(try await Issuer.make(.es256, id: "\(number)")) }
        let reader = JWTReader(keys: issuers.map(\.key))
        #expect(await reader.read(try issuers[3].token()).isVerified)
        #expect(await reader.read(try issuers[4].token()).claimedFor == .signature)
        #expect(await reader.read(try issuers[5].token(kid: "5")).isVerified)
        var unnamed: [Issuer] = []
        for _ in 0..<4 { unnamed.append(try await Issuer.make(.es256)) }
        let crowded = JWTReader(keys: unnamed.map(\.key) + [issuers[0].key])
        #expect(await crowded.read(try issuers[0].token(kid: "0")).isVerified)
    }

    @Test func `a token that was refused is refused again, until it is another`() async throws {
        let right = try await Issuer.make(.es256)
        let forger = try await Issuer.make(.es256)
        let reader = JWTReader(keys: [right.key])
        let forged = try forger.token()
        for _ in 0..<3 { #expect(await reader.read(forged).claimedFor == .signature) }
        #expect(await reader.read(try right.token()).isVerified)
    }

    @Test func `tells keys of one id apart by their type`() async throws {
        let ec = try await Issuer.make(.es256, id: "k")
        let secret = try await Issuer.make(.hs256, id: "k")
        let reader = JWTReader(keys: [ec.key, secret.key])
        #expect(await reader.read(try ec.token(kid: "k")).isVerified)
        #expect(await reader.read(try secret.token(kid: "k")).isVerified)
    }

    @Test(arguments: ["../../dev/null", "' OR 1=1 --", "x\\u0000", "\\u00e9"])
    func `takes a key id for a name and for nothing else`(id: String) async throws {
        let issuer = try await Issuer.make(.hs256, id: "k")
        let reading = await JWTReader(keys: [issuer.key]).read(try issuer.token(kid: id))
        #expect(reading.claimedFor == .unknownKey || reading == .none(.malformed))
    }
}
