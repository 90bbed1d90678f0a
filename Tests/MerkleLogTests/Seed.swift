import Testing
@Suite struct SeedMerkleLogTests { @Test func seed() { #expect(Bool(true)) } }
