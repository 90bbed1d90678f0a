import Synchronization
import Testing
import Trail

@testable import TrailServer

@Suite struct HostGateTests {
    private static func gate(_ allowed: [String], _ addresses: [String]) throws -> HostGate {
        let addresses = addresses.compactMap { IPAddress($0) }
        return HostGate(try AllowedHosts(allowed)) { _ in addresses }
    }

    @Test func `gives the address that was allowed`() async throws {
        let gate = try Self.gate(["db.example.com"], ["10.1.2.3", "192.0.2.1"])
        let address = try await gate.address(of: "db.example.com", port: 5_432)
        #expect(address == IPAddress("10.1.2.3"))
    }

    @Test(arguments: [
        "127.0.0.1", "::1", "169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd00:ec2::254", "100.100.100.200",
    ])
    func `does not follow a name to the machine, its links or its metadata`(
        address: String
    ) async throws {
        let gate = try Self.gate(["db.example.com"], [address])
        await #expect(throws: DestinationFault.self) {
            try await gate.address(of: "db.example.com", port: 5_432)
        }
        // Unless that very address is listed.
        let open = try Self.gate(["db.example.com", address], [address])
        #expect(
            try await open.address(of: "db.example.com", port: 5_432) == IPAddress(address)
        )
    }

    @Test func `passes over addresses that are not allowed`() async throws {
        let gate = try Self.gate(["db.example.com"], ["127.0.0.1", "192.0.2.1"])
        #expect(
            try await gate.address(of: "db.example.com", port: 1) == IPAddress("192.0.2.1")
        )
    }

    @Test func `looks no name up that is not allowed`() async throws {
        let lookUps = Mutex(0)
        let gate = HostGate(try AllowedHosts(["db.example.com:5432", "10.0.0.0/8"])) { _ in
            lookUps.withLock { $0 += 1 }
            return []
        }
        for (host, port) in [("other.example.com", 5_432), ("db.example.com", 22)] {
            await #expect(throws: DestinationFault.self) {
                try await gate.address(of: host, port: port)
            }
        }
        #expect(lookUps.withLock { $0 } == 0)
    }

    @Test func `looks a name up as the system does`() async throws {
        let addresses = try await HostResolver.addresses(of: "localhost")
        #expect(addresses.contains { $0 == IPAddress("127.0.0.1") || $0 == IPAddress("::1") })
        await #expect(throws: TrailError.self) {
            try await HostResolver.addresses(of: "no-such-host.invalid")
        }
    }
}
