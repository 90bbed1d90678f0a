public import Logging
public import ServiceLifecycle

/// Runs retention once a day.
///
/// When it last ran is kept in the store: a run that was missed, because nothing was running at
/// the time, is made up for at the next start. One that fails is tried again some minutes later.
/// With neither a policy nor default days it removes nothing.
public struct RetentionService: Service {
    private let runner: RetentionRunner
    private let policies: any PolicyStore
    private let schedule: DailySchedule
    private let clock: any WallClock
    private let logger: Logger
    private let interval: Duration

    /// After how long a failed run is tried again.
    static let patience: Duration = .seconds(600)

    /// A service.
    ///
    /// - Parameters:
    ///   - runner: What removes.
    ///   - policies: Knows when retention ran.
    ///   - schedule: When it is to run.
    ///   - clock: Tells the time of day.
    ///   - logger: Hears of failures.
    ///   - interval: How often the clock is looked at.
    public init(
        _ runner: RetentionRunner,
        policies: any PolicyStore,
        schedule: DailySchedule = DailySchedule(),
        clock: any WallClock,
        logger: Logger,
        interval: Duration = .seconds(20)
    ) {
        self.runner = runner
        self.policies = policies
        self.schedule = schedule
        self.clock = clock
        self.logger = logger
        self.interval = interval
    }

    /// Runs until the application shuts down; a run that is under way then is finished by the next.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var notBefore = Timestamp(microseconds: .min)
            repeat {
                let now = self.clock.now()
                guard now >= notBefore else { continue }
                do {
                    try await self.runIfDue(at: now)
                } catch is CancellationError {
                    return
                } catch {
                    notBefore = now.advanced(by: Self.patience)
                    self.logger.error(
                        "retention failed, it is tried again",
                        metadata: ["trail.error": "\(error)"]
                    )
                }
                // Sleeping fails when it is time to end, and then it is.
            } while (try? await Task.sleep(for: self.interval)) != nil
        }
    }

    /// Runs, if it was to run since it last did.
    func runIfDue(at now: Timestamp) async throws {
        guard let last = try await self.policies.lastRetention() else {
            // Nothing can have been missed before the first start.
            return try await self.policies.noteRetention(at: now)
        }
        guard self.schedule.isDue(at: now, lastRun: last) else { return }
        _ = try await self.runner.run(.daily)
        try await self.policies.noteRetention(at: now)
    }
}
