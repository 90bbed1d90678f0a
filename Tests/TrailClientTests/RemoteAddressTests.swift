import Testing
import Trail

@testable import TrailClient

@Suite struct RemoteAddressTests {
    private func address(
        _ url: String,
        allowsPlainHTTP: Bool = false
    ) throws(TrailError) -> RemoteAddress {
        var configuration = RemoteTrailConfiguration(url: url, token: "t")
        configuration.allowsPlainHTTP = allowsPlainHTTP
        return try RemoteAddress(configuration)
    }

    @Test(arguments: [
        ("https://log.example/api/activity", "https://log.example/api/activity/events/"),
        ("https://log.example:8443/api/activity/", "https://log.example:8443/api/activity/events/"),
        ("HTTPS://log.example", "https://log.example/events/"),
        ("http://localhost:8080/api/activity", "http://localhost:8080/api/activity/events/"),
        ("http://127.0.0.1:8080/a%20b", "http://127.0.0.1:8080/a%20b/events/"),
        ("http://127.8.9.1/", "http://127.8.9.1/events/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x/events/"),
    ]) func `finds events below the root`(url: String, events: String) throws {
        #expect(try self.address(url).events == events)
    }

    @Test(arguments: [
        "", "log.example", "ftp://log.example", "https://", "http://log.example/api",
        "https://user:secret@log.example/", "https://log.example/?a=b", "https://log.example/#x",
        "http://127.0.0.1.example/", "http://10.0.0.1/",
    ]) func `refuses what cannot be used or would show the token`(url: String) {
        let error = #expect(throws: TrailError.self) { try self.address(url) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("secret") == false)
    }

    @Test func `plain http to another host must be asked for`() throws {
        let address = try self.address("http://10.0.0.1/api", allowsPlainHTTP: true)
        #expect(address.events == "http://10.0.0.1/api/events/")
    }
}
