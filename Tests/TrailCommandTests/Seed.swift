import Testing
@Suite struct SeedTrailCommandTests { @Test func seed() { #expect(Bool(true)) } }
