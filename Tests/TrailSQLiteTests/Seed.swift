import Testing
@Suite struct SeedTrailSQLiteTests { @Test func seed() { #expect(Bool(true)) } }
