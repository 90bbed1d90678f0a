import Testing
@Suite struct SeedTrailSQLTests { @Test func seed() { #expect(Bool(true)) } }
