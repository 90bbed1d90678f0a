import Testing
import Trail

@testable import TrailServer

@Suite struct PasswordHashTests {
    @Test func `knows its password and no other`() throws {
        let hash = try PasswordHash(of: "correct horse", cost: TestServer.cheap)
        #expect(hash.matches("correct horse"))
        for wrong in ["correct horsf", "correct hors", "Correct horse", " correct horse", ""] {
            #expect(!hash.matches(wrong))
        }
    }

    @Test func `reads what it wrote`() throws {
        let hash = try PasswordHash(of: "correct horse", cost: TestServer.cheap)
        #expect(hash.text.hasPrefix("$scrypt$ln=4,r=1,p=1$"))
        #expect(!hash.text.contains("horse"))
        let read = try #require(PasswordHash(hash.text))
        #expect(read == hash)
        #expect(read.matches("correct horse"))
    }

    /// Computed with OpenSSL: a salt of sixteen zeros, N = 1024, r = 8, p = 16, 32 bytes.
    @Test func `computes what others compute`() throws {
        let key = "HoYjn7seSVmlRLwOa_Y71PkVjUV7lYqBWRIP8ezNGxU"
        let text = "$scrypt$ln=10,r=8,p=16$AAAAAAAAAAAAAAAAAAAAAA$" + key
        let hash = try #require(PasswordHash(text))
        #expect(hash.matches("password"))
    }

    @Test func `has a salt of its own each time`() throws {
        let one = try PasswordHash(of: "correct horse", cost: TestServer.cheap)
        let other = try PasswordHash(of: "correct horse", cost: TestServer.cheap)
        #expect(one.text != other.text)
    }

    @Test func `takes both spellings of a letter for the same`() throws {
        let hash = try PasswordHash(of: "caf\u{E9} horse battery", cost: TestServer.cheap)
        #expect(hash.matches("cafe\u{301} horse battery"))
    }

    @Test(arguments: [
        "", "$", "plain", "$scrypt$ln=4,r=1,p=1$", "$scrypt$ln=4,r=1,p=1$AAAA$AAAA",
        "$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$HoYjn7seSVmlRLwOa_Y71PkVjUV7lYqBWRIP8ezNGxU",
        "$scrypt$ln=20,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$HoYjn7seSVmlRLwOa_Y71PkVjUV7lYqBWRIP8ezNGxU",
        "$scrypt$ln=-4,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$HoYjn7seSVmlRLwOa_Y71PkVjUV7lYqBWRIP8ezNGxU",
        "$bcrypt$ln=4,r=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$HoYjn7seSVmlRLwOa_Y71PkVjUV7lYqBWRIP8ezNGxU",
    ])
    func `reads nothing else`(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func `a decoy is the hash of nothing`() {
        let decoy = PasswordHash(decoy: TestServer.cheap)
        #expect(!decoy.matches(""))
        #expect(!decoy.matches("correct horse"))
    }

    @Test func `checks a few at a time and refuses more`() async throws {
        let hasher = PasswordHasher(.random)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 * PasswordHasher.most {
                group.addTask { (try? await hasher.hash("correct horse")) != nil }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains(true))
        // Whatever was refused, the next one is not.
        let hash = try await hasher.hash("correct horse")
        #expect(try await hasher.matches("correct horse", hash))
        #expect(try await hasher.matches("correct horse", nil) == false)
    }
}
