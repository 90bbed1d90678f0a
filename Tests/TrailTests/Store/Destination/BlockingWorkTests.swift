import Dispatch
import Testing

@testable import Trail

@Suite struct BlockingWorkTests {
    private struct Oops: Error {}

    @Test func `gives what a call returns or throws`() async throws {
        let work = BlockingWork(atMost: 1)
        #expect(try await work.run { 7 } == 7)
        await #expect(throws: Oops.self) { try await work.run { throw Oops() } }
        #expect(try await work.run { 8 } == 8)
    }

    @Test func `lets go of a call that does not end, which counts on`() async throws {
        let work = BlockingWork(atMost: 1)
        let gate = DispatchSemaphore(value: 0)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await work.run { gate.wait() } }
            }
            group.addTask { try? await Task.sleep(for: .milliseconds(20)) }
            await group.next()
            group.cancelAll()
        }
        let refusal = await #expect(throws: TrailError.self) { try await work.run {} }
        #expect(refusal?.code == .overloaded)
        gate.signal()
        while (try? await work.run {}) == nil {
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
