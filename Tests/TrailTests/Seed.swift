import Testing
@Suite struct SeedTrailTests { @Test func seed() { #expect(Bool(true)) } }
