import Foundation
import Testing
import Trail
import TrailTesting

@Suite struct ClientSettingsTests {
    /// A database that knows one network.
    private func database() throws -> [UInt8] {
        var writer = GeoDatabaseWriter()
        writer.insert(
            .place(
                city: "Cheltenham",
                country: "United Kingdom",
                code: "GB",
                location: (51.8994, -2.0785)
            ),
            for: try #require(AddressRange("81.2.69.0/24"))
        )
        return writer.bytes()
    }

    @Test func `keeps who sent a visit through a proxy, with what, and from where`() async throws {
        let installation = try Installation()
        try Data(self.database()).write(to: installation.file("geo.mmdb"))
        let server = try await RunningServer(
            installation,
            ["--proxy-trusted", "127.0.0.0/8", "--geoip-path", "geo.mmdb"]
        )
        let visit = try await server.http.post(
            "/djaffar/logs/",
            "date=2016-12-29T07:35:22.571Z&path=cart/",
            [
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Forwarded-For": "10.0.0.1, 81.2.69.142", "X-Forwarded-Proto": "https",
                "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 "
                    + "Firefox/131.0",
            ]
        )
        #expect(visit.status == 201)
        #expect(visit.headers["set-cookie"]?.contains("; Secure") == true)
        #expect(await server.stop() == 0)
        let exported = try await installation.trail("export")
        #expect(exported.status == 0)
        for text in [
            #""ip_address":"81.2.69.142""#, "Firefox 131", #""Linux""#, "Cheltenham", "51.8994",
        ] {
            #expect(exported.output.contains(text), "\(text)")
        }
        let doctor = try await installation.trail("doctor", "--geoip-path", "geo.mmdb")
        #expect(doctor.output.contains("ok   geoip: geo.mmdb, Trail-Test-City"))
    }

    @Test(arguments: [
        (
            ["--proxy-trusted", "10.0.0.0/8,10.0.0.1/8"],
            "invalid value for 'proxy.trusted' (command line): a network such as 10.0.0.0/8 or an "
                + "address in place of '10.0.0.1/8' is expected"
        ),
        (
            ["--proxy-header", "X-Client"],
            "invalid value for 'proxy.header' (command line): one of x-forwarded-for, x-real-ip, "
                + "forwarded is expected"
        ),
        (
            ["--client-os-header", "no name"],
            "invalid value for 'client.os-header' (command line): the name of a header field is "
                + "expected"
        ),
        (
            ["--geoip-path", "none.mmdb"],
            "geoip.path: none.mmdb cannot be opened: No such file or directory"
        ),
        (["--geoip-path", "."], "geoip.path: . is not a file"),
    ])
    func `refuses to start and names the setting`(
        arguments: [String],
        sentence: String
    ) async throws {
        let installation = try Installation()
        let served = try await installation.trail(["serve", "--http-port", "0"] + arguments)
        #expect(served.status == 2)
        #expect(served.errors == "trail: \(sentence)\n")
        #expect(!FileManager.default.fileExists(atPath: installation.file("trail.sqlite").path))
    }
}
