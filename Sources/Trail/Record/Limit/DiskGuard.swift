internal import Synchronization

/// Turns the less important events away while a disk is nearly full.
///
/// The disk is asked at most once a second. One that cannot be asked is taken to have room: it is
/// for the store to say that there is none.
public final class DiskGuard: Sendable {
    private struct Reading {
        var space: DiskSpace?
        var time: ContinuousClock.Instant
    }

    private static let age: Duration = .seconds(1)

    private let measure: @Sendable () -> DiskSpace?
    private let reading = Mutex<Reading?>(nil)

    /// A guard of the file system that `path` is on.
    public convenience init(path: String) {
        self.init { DiskSpace(ofFileSystemAt: path) }
    }

    /// A guard of what `measure` says.
    public init(measure: @escaping @Sendable () -> DiskSpace?) {
        self.measure = measure
    }

    /// Accepts an event of `kind`, or turns it away.
    ///
    /// - Throws: ``TrailError`` `outOfSpace`.
    public func check(
        _ kind: Event.Kind,
        at now: ContinuousClock.Instant = .now
    ) throws(TrailError) {
        guard let space = self.space(at: now), !space.admits(kind) else { return }
        throw TrailError(
            .outOfSpace,
            "the disk is nearly full for \(kind.rawValue) events"
        )
    }

    private func space(at now: ContinuousClock.Instant) -> DiskSpace? {
        self.reading.withLock { reading in
            if let known = reading, now < known.time + Self.age { return known.space }
            let space = self.measure()
            reading = Reading(space: space, time: now)
            return space
        }
    }
}
