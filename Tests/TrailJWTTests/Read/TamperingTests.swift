import Testing
import Trail
import TrailJWT
import TrailTesting

@Suite struct TamperingTests {
    private static let claims =
        #"{"sub":"7","name":"Ada","iss":"https://id.example","admin":false}"#
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.".utf8
    )

    @Test(arguments: [JWTSigningAlgorithm.hs256, .rs256, .ps256, .es256, .es384, .eddsa])
    func `verifies no token of which one byte was altered`(
        algorithm: JWTSigningAlgorithm
    ) async throws {
        let issuer = try await Issuer.make(algorithm)
        let reader = JWTReader(keys: [issuer.key])
        let token = Array(try issuer.token(Self.claims).utf8)
        #expect(await reader.read(String(decoding: token, as: UTF8.self)).isVerified)
        var generator = SeededGenerator(seed: 7)
        for place in token.indices {
            var altered = token
            // Mostly another letter of the alphabet, so that it gets past the decoder.
            repeat {
                altered[place] = Self.letters.randomElement(using: &generator) ?? 0
            } while altered[place] == token[place]
            let reading = await reader.read(String(decoding: altered, as: UTF8.self))
            #expect(!reading.isVerified, "byte \(place)")
        }
    }

    @Test func `verifies no token that is one byte shorter or longer`() async throws {
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key])
        let token = try issuer.token(Self.claims)
        for place in token.indices {
            var shorter = token
            shorter.remove(at: place)
            #expect(await !reader.read(shorter).isVerified)
            for letter in ["A", ".", "=", " ", "\n", "\0", "é"] as [Character] {
                var longer = token
                longer.insert(letter, at: place)
                #expect(await !reader.read(longer).isVerified)
            }
        }
    }

    @Test func `takes one spelling of a signature alone`() async throws {
        // The last letter of 32 bytes in base64url has two bits to spare.
        let issuer = try await Issuer.make(.hs256)
        let reader = JWTReader(keys: [issuer.key])
        let token = try issuer.token()
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
        var verified = 0
        for letter in letters {
            if await reader.read(token.dropLast() + String(letter)).isVerified { verified += 1 }
        }
        #expect(verified == 1)
    }

    @Test func `swaps no part between two tokens`() async throws {
        let issuer = try await Issuer.make(.eddsa)
        let reader = JWTReader(keys: [issuer.key])
        let one = try issuer.token(#"{"sub":"1"}"#).split(separator: ".")
        let two = try issuer.token(#"{"sub":"2"}"#).split(separator: ".")
        let mixed = [one[0], two[1], one[2]].joined(separator: ".")
        #expect(await reader.read(mixed).claimedFor == .signature)
    }
}
