import Testing

@testable import TrailCommand

@Suite struct StoreURLTests {
    @Test(arguments: [
        ("sqlite:trail.sqlite", "trail.sqlite"), ("sqlite:/var/lib/t.sqlite", "/var/lib/t.sqlite"),
        ("sqlite:///var/lib/t.sqlite", "/var/lib/t.sqlite"),
    ])
    func `names a file`(url: String, path: String) throws {
        #expect(try StoreURL(url).path == path)
    }

    @Test(arguments: ["trail.sqlite", "postgres://db/trail", "https://log.example", "sqlite:", ""])
    func `refuses what this build cannot open`(url: String) {
        #expect(throws: CommandFailure.self) { try StoreURL(url) }
    }
}
