import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing
import TrailTesting

@testable import Trail

@Suite struct RetentionServiceTests {
    private func service(_ bench: RetentionBench, interval: Duration = .seconds(20)) throws
        -> RetentionService
    {
        RetentionService(
            bench.runner(defaultDays: 2),
            policies: bench.store,
            schedule: try #require(DailySchedule("15:00")),
            clock: bench.clock,
            logger: RetentionBench.silence,
            interval: interval
        )
    }

    @Test func `runs at its time of day, and makes up for days that were missed`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 6)
        let service = try self.service(bench)
        try await service.runIfDue(at: bench.clock.now())
        #expect(await bench.events().count == 42, "the first start has missed nothing")
        bench.clock.advance(by: .seconds(3 * 3_600 - 1))
        try await service.runIfDue(at: bench.clock.now())
        #expect(await bench.events().count == 42)
        bench.clock.advance(by: .seconds(1))
        try await service.runIfDue(at: bench.clock.now())
        #expect(await bench.left()[.page] == 2)
        #expect(await bench.store.lastRetention() == bench.clock.now())
        // Nobody was there for a day and a half.
        bench.clock.advance(by: .seconds(129_600))
        try await service.runIfDue(at: bench.clock.now())
        #expect(await bench.left()[.page] == 1)
        #expect(try await bench.findings() == [])
    }

    @Test func `goes by the clock, and ends with the application`() async throws {
        let bench = try RetentionBench()
        try await bench.record(days: 6)
        await bench.store.noteRetention(at: RetentionBench.noon)
        let service = try self.service(bench, interval: .milliseconds(2))
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await service.run() }
                try await Task.sleep(for: .milliseconds(20))
                #expect(await bench.events().count == 42)
                bench.clock.advance(by: .seconds(4 * 3_600))
                while await bench.store.lastRetention() == RetentionBench.noon {
                    try await Task.sleep(for: .milliseconds(2))
                }
                #expect(await bench.left()[.page] == 2)
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }
}
