import Synchronization
import Testing
import Trail

@testable import TrailServer

@Suite struct PrincipalWatchTests {
    private let ada = Principal(id: "ada", permissions: [.viewLogs], tenant: .default)

    private func configuration() -> TrailServerConfiguration.Streaming {
        var configuration = TrailServerConfiguration.Streaming()
        configuration.recheck = .zero
        configuration.foreignLife = .zero
        return configuration
    }

    @Test func `ends what has changed, and what cannot be found out for long`() async {
        let found = Mutex<Result<Principal?, TrailError>>(.success(self.ada))
        var watch = await PrincipalWatch(self.ada, self.configuration()) {
            try found.withLock { $0 }.get()
        }
        #expect(await watch.mayGoOn())
        found.withLock { $0 = .failure(TrailError(.storeUnavailable, "away")) }
        #expect(await watch.mayGoOn())
        #expect(await watch.mayGoOn())
        found.withLock { $0 = .success(self.ada) }
        #expect(await watch.mayGoOn())
        found.withLock { $0 = .failure(TrailError(.storeUnavailable, "away")) }
        #expect(await watch.mayGoOn())
        #expect(await watch.mayGoOn())
        #expect(await !watch.mayGoOn())
        found.withLock { $0 = .success(nil) }
        #expect(await !watch.mayGoOn())
        var other = self.ada
        other.permissions = [.viewAllLogs]
        found.withLock { [other] in $0 = .success(other) }
        #expect(await !watch.mayGoOn())
    }

    @Test func `looks again where nobody could say who it was at the beginning`() async {
        let found = Mutex<Result<Principal?, TrailError>>(
            .failure(TrailError(.storeUnavailable, "away"))
        )
        var configuration = self.configuration()
        configuration.foreignLife = .seconds(300)
        var watch = await PrincipalWatch(self.ada, configuration) {
            try found.withLock { $0 }.get()
        }
        found.withLock { $0 = .success(self.ada) }
        #expect(await watch.mayGoOn())
        found.withLock { $0 = .success(nil) }
        #expect(await !watch.mayGoOn())
    }

    @Test func `whom an app has signed in is asked again after a while`() async {
        var watch = await PrincipalWatch(self.ada, self.configuration()) { nil }
        #expect(await !watch.mayGoOn())
        var patient = self.configuration()
        patient.foreignLife = .seconds(300)
        var other = await PrincipalWatch(self.ada, patient) { nil }
        #expect(await other.mayGoOn())
    }
}
