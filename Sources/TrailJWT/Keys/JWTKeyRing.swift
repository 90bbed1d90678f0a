internal import Crypto
public import Logging
internal import Synchronization
internal import Trail

/// The keys that tokens are verified with: some that are set, and those of a JWK set that is read
/// again from time to time.
///
/// With a key set it is a service, to be run as long as tokens come in. What cannot be read
/// changes nothing: the keys that were in force remain.
public final class JWTKeyRing: Sendable {
    private struct State {
        var keys: JWTKeySet
        var digest: SHA256.Digest?
        var gate: RefreshGate
        var waiting: [CheckedContinuation<Void, Never>] = []
        var hasFailed = false
    }

    private let fixed: [JWTKey]
    let source: JWTKeySetSource?
    private let logger: Logger
    private let state: Mutex<State>

    /// The keys `keys`, and those of `keySet`, of which nothing is read yet.
    public init(
        _ keys: [JWTKey] = [],
        keySet: JWTKeySetSource? = nil,
        logger: Logger = Logger(label: "trail.jwt")
    ) {
        self.fixed = keys
        self.source = keySet
        self.logger = logger
        self.state = Mutex(
            State(
                keys: JWTKeySet(keys, version: 0),
                gate: RefreshGate(pause: keySet?.pause ?? .zero)
            )
        )
        self.warnOfCrowds(self.current)
    }

    /// Whether no key and no key set is configured, so that nothing can be verified.
    public var isEmpty: Bool { self.fixed.isEmpty && self.source == nil }

    /// What deserves a warning at start.
    public var warnings: [String] { self.fixed.compactMap(\.warning) }

    /// Reads the key set for the first time.
    ///
    /// An endpoint that does not answer is logged and tried again later: its tokens are refused
    /// until it does.
    /// - Throws: ``Trail/TrailError`` where a file is not there or holds no key.
    public func load() async throws {
        guard let source, self.begin() == .read else { return }
        let failure = await self.read(source)
        if let failure, source.isFile { throw failure }
    }

    /// The keys in force.
    var current: JWTKeySet { self.state.withLock { $0.keys } }

    /// Whether the last reading failed.
    var hasFailed: Bool { self.state.withLock { $0.hasFailed } }

    /// The keys in force after the key set was asked for what `keys` lack; `nil` where it had no
    /// other.
    ///
    /// Waits for a reading that is under way, which is bounded in time.
    func keys(otherThan keys: JWTKeySet, for id: String?) async -> JWTKeySet? {
        guard self.source != nil else { return nil }
        if self.mayHaveOthers(than: keys, for: id) { await self.refresh() }
        let current = self.current
        return current.version == keys.version ? nil : current
    }

    /// Whether the key set may have a key for a token that names `id`, and `keys` lack it.
    func mayHaveOthers(than keys: JWTKeySet, for id: String?) -> Bool {
        guard self.source != nil else { return false }
        return keys.version == 0 || id.map { !keys.knows($0) } ?? false
    }

    /// Reads the key set again, unless it was read a moment ago.
    func refresh() async {
        guard let source else { return }
        switch self.begin() {
        case .read: _ = await self.read(source)
        case .wait: await self.join()
        case .decline: return
        }
    }

    private func begin() -> RefreshGate.Step {
        self.state.withLock { $0.gate.ask(at: .now) }
    }

    /// Waits until whoever reads is done.
    private func join() async {
        await withCheckedContinuation { continuation in
            let isOver = self.state.withLock { state in
                if state.gate.isReading { state.waiting.append(continuation) }
                return !state.gate.isReading
            }
            if isOver { continuation.resume() }
        }
    }
}

// MARK: - Reading

extension JWTKeyRing {
    /// Reads and takes over the key set; what went wrong, if it did.
    private func read(_ source: JWTKeySetSource) async -> (any Error)? {
        do {
            let bytes = try await source.read()
            let digest = SHA256.hash(data: bytes)
            if self.state.withLock({ $0.digest != digest }) {
                self.take(try await JWTKey.publicKeys(jwks: bytes), digest)
            }
            self.end(hasFailed: false)
            return nil
        } catch {
            self.end(hasFailed: true)
            guard !Task.isCancelled else { return error }
            self.logger.warning(
                "keys of tokens not read; those in force remain",
                metadata: ["trail.source": "\(source.name)", "trail.error": "\(error)"]
            )
            return error
        }
    }

    private func take(_ keys: [JWTKey], _ digest: SHA256.Digest) {
        let current = self.state.withLock { state in
            state.keys = JWTKeySet(self.fixed + keys, version: state.keys.version + 1)
            state.digest = digest
            return state.keys
        }
        self.warnOfCrowds(current)
        self.logger.info("keys of tokens read", metadata: ["trail.count": "\(keys.count)"])
    }

    private func warnOfCrowds(_ keys: JWTKeySet) {
        let algorithms = keys.crowdedAlgorithms.map(\.rawValue)
        guard !algorithms.isEmpty else { return }
        self.logger.warning(
            "too many keys without an id: a token is tried with the first of them alone",
            metadata: [
                "trail.algorithms": "\(algorithms.joined(separator: ", "))",
                "trail.count": "\(JWTKeySet.mostTries)",
            ]
        )
    }

    private func end(hasFailed: Bool) {
        let wasCancelled = Task.isCancelled
        let waiting = self.state.withLock { state in
            state.gate.end(at: .now, wasCancelled: hasFailed && wasCancelled)
            state.hasFailed = hasFailed
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
