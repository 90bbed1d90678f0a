import Testing
@Suite struct SeedTrailServerTests { @Test func seed() { #expect(Bool(true)) } }
