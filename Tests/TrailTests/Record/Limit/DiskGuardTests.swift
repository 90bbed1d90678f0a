import Synchronization
import Testing

@testable import Trail

struct DiskGuardTests {
    private static let durable: Set<Event.Kind> = [.action, .crud, .login, .system]
    private static let all = Set(Event.Kind.allCases)

    @Test(
        arguments: [
            (100, all), (11, all), (10, all), (9, all.subtracting([.page])),
            (5, all.subtracting([.page])), (4, durable), (0, durable),
        ] as [(UInt64, Set<Event.Kind>)]
    )
    func `the less important events go first`(percent: UInt64, admitted: Set<Event.Kind>) {
        let space = DiskSpace(free: percent << 30, total: 100 << 30)
        #expect(Set(Event.Kind.allCases.filter(space.admits)) == admitted)
    }

    @Test func `a refusal says that the disk is nearly full`() {
        let disk = DiskGuard { DiskSpace(free: 7, total: 100) }
        let error = #expect(throws: TrailError.self) { try disk.check(.page) }
        #expect(error?.code == .outOfSpace)
        #expect(throws: Never.self) { try disk.check(.request) }
    }

    @Test func `a disk that cannot be asked is taken to have room`() {
        let disk = DiskGuard { nil }
        #expect(throws: Never.self) { try disk.check(.page) }
        #expect(DiskSpace(ofFileSystemAt: "/nowhere/at/all") == nil)
    }

    @Test func `the disk is asked once a second`() throws {
        let asked = Mutex(0)
        let disk = DiskGuard {
            asked.withLock { $0 += 1 }
            return DiskSpace(free: 50, total: 100)
        }
        let start = ContinuousClock.now
        for millisecond in stride(from: 0, through: 2_500, by: 100) {
            try disk.check(.page, at: start + .milliseconds(millisecond))
        }
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func `a real disk has figures`() throws {
        let space = try #require(DiskSpace(ofFileSystemAt: "/"))
        #expect(space.total > 0)
        #expect(space.free <= space.total)
    }
}
