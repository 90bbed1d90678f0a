import Testing
import Trail

@testable import TrailServer

@Suite struct PasswordVaultTests {
    private static let vault = PasswordVault(secret: [UInt8](repeating: 1, count: 32))

    private static func destination(_ number: Int = 1) throws -> Destination {
        Destination(
            id: try #require(EventID(Sample.id(number))),
            name: "logs",
            place: Destination.Place(engine: .postgresql, host: "db", port: 5_432, database: "x"),
            route: Destination.Route(tenant: .default),
            createdAt: TestServer.now
        )
    }

    private static func sealed(_ password: String) throws -> Destination {
        var destination = try Self.destination()
        destination.login.password = try Self.vault.seal(password, for: destination)
        return destination
    }

    @Test(arguments: ["hunter2", "", "pässwörd \u{1F511}"])
    func `opens what it sealed`(password: String) throws {
        let destination = try Self.sealed(password)
        #expect(try Self.vault.password(of: destination) == password)
        let bytes = try #require(destination.login.password)
        #expect(bytes.count == 1 + 8 + 12 + password.utf8.count + 16)
    }

    @Test func `never seals alike twice, and hides the password`() throws {
        let (one, other) = (try Self.sealed("hunter2"), try Self.sealed("hunter2"))
        #expect(one.login.password != other.login.password)
        let text = String(decoding: one.login.password ?? [], as: UTF8.self)
        #expect(!text.contains("hunter2"))
    }

    @Test func `opens nothing in another row, at another host, port or engine`() throws {
        let sealed = try Self.sealed("hunter2")
        var others = [try Self.destination(2)]
        others[0].login = sealed.login
        let changes: [(inout Destination) -> Void] = [
            { $0.place.host = "db2" }, { $0.place.port = 5_433 }, { $0.place.port = nil },
            { $0.place.engine = .mysql },
        ]
        for change in changes {
            var other = sealed
            change(&other)
            others.append(other)
        }
        for other in others {
            #expect(throws: DestinationFault.self) { try Self.vault.password(of: other) }
        }
        var renamed = sealed
        renamed.name = "records"
        renamed.place.database = "y"
        #expect(try Self.vault.password(of: renamed) == "hunter2")
    }

    @Test func `opens nothing that was altered`() throws {
        let sealed = try Self.sealed("hunter2")
        let bytes = try #require(sealed.login.password)
        for place in bytes.indices {
            var altered = sealed
            altered.login.password?[place] ^= 1
            #expect(throws: DestinationFault.self) { try Self.vault.password(of: altered) }
        }
        for count in [0, 1, 9, 20, bytes.count - 1] {
            var cut = sealed
            cut.login.password = Array(bytes.prefix(count))
            #expect(throws: DestinationFault.self) { try Self.vault.password(of: cut) }
        }
    }

    @Test func `seals anew what is under a secret of before`() throws {
        let old = try Self.sealed("hunter2")
        let secret = [UInt8](repeating: 2, count: 32)
        let stranger = PasswordVault(secret: secret)
        #expect(throws: DestinationFault.self) { try stranger.renewed(old) }
        let both = PasswordVault(
            secret: secret,
            olderSecrets: [[UInt8](repeating: 1, count: 32)]
        )
        #expect(try both.password(of: old) == "hunter2")
        let renewed = try #require(try both.renewed(old))
        #expect(try stranger.password(of: renewed) == "hunter2")
        #expect(try both.renewed(renewed) == nil)
        #expect(try both.renewed(try Self.destination()) == nil)
    }
}
