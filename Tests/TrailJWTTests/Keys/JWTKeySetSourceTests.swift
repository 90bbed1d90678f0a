import Testing
import Trail

@testable import TrailJWT

@Suite struct JWTKeySetSourceTests {
    @Test(arguments: [
        "https://id.example/keys", "https://id.example:8443/keys?x=1", "http://127.0.0.1:8080/keys",
        "http://127.9.9.9/keys", "http://localhost/keys", "http://LOCALHOST:1/", "http://[::1]:9/x",
    ])
    func `accepts https, and http to this machine`(url: String) throws {
        #expect(try !JWTKeySetSource(url).isFile)
    }

    @Test(arguments: [
        "http://id.example/keys", "http://10.0.0.1/keys", "http://127.0.0.1.id.example/keys",
        "http://localhost.example/keys", "http://0.0.0.0/keys", "http://[::2]/x", "ftp://x/y",
        "file:///etc/passwd", "https://", "https:///keys", "https://user:secret@id.example/keys",
        "https://user@id.example/keys", "http://127.0.0.1@id.example/", "://", "https://a b/",
    ])
    func `refuses any other URL`(url: String) {
        let error = #expect(throws: TrailError.self) { _ = try JWTKeySetSource(url) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("secret") == false)
    }

    @Test(arguments: ["keys.json", "/etc/trail/keys.json", "../keys", "https.json"])
    func `takes anything else for a path`(path: String) throws {
        #expect(try JWTKeySetSource(path).isFile)
    }
}
