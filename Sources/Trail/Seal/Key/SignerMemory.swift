public import Logging
public import MerkleLog
internal import Synchronization

/// What this key has signed last, per ledger, kept beside the key and outside the database.
///
/// With it a signer notices that a store was replaced by an older copy, or lost its tail. It is
/// written after the commit, whole and forced to disk, but not at every one, and the commit does
/// not depend on it: it may lag behind the store, it never leads.
/// Several processes may share one file; each writes only the ledgers that it has signed itself.
public final class SignerMemory: Sendable {
    /// The size and root of a tree that was signed.
    public struct Signed: Sendable, Hashable {
        /// How many events the ledger held.
        public let size: UInt64
        /// The root of the tree over them.
        public let root: Hash

        /// A tree that was signed.
        public init(size: UInt64, root: Hash) {
            self.size = size
            self.root = root
        }
    }

    private struct State {
        var signed: [String: Signed]
        var unwritten: Set<String> = []
        var nextWrite = ContinuousClock.now
        /// Writes that failed in a row.
        var failures = 0
        /// What was last said of a failure.
        var reported: String?
    }

    /// Pauses after writes that failed.
    static let retry = Backoff(first: .seconds(1), last: .seconds(60))

    private let path: String?
    private let interval: Duration
    private let logger: Logger
    private let state: Mutex<State>

    /// Opens the file at `path`, which need not exist yet; a memory without a path is of use for
    /// as long as the process lives.
    ///
    /// - Parameters:
    ///   - path: The file; `<key file>.heads` by convention.
    ///   - interval: The least time between two writes.
    ///   - logger: Told, once for each reason, that the file cannot be written.
    /// - Throws: ``TrailError`` `invalidConfiguration` if the file cannot be read or is malformed.
    public init(
        path: String?,
        interval: Duration = .milliseconds(100),
        logger: Logger = Logger(label: "trail.signer")
    ) throws(TrailError) {
        self.path = path
        self.interval = interval
        self.logger = logger
        self.state = Mutex(State(signed: try path.flatMap(SignerMemoryFile.read) ?? [:]))
    }

    /// A memory of this process only.
    public init() {
        self.path = nil
        self.interval = .zero
        self.logger = Logger(label: "trail.signer")
        self.state = Mutex(State(signed: [:]))
    }

    deinit {
        // The file may lag; whoever wants to hear of a failure calls `flush` first.
        try? self.flush()
    }

    /// All ledgers with what was signed last, by origin.
    public var all: [String: Signed] { self.state.withLock { $0.signed } }

    /// What was signed last for a ledger; `nil` where nothing is known of it.
    public func last(origin: String) -> Signed? {
        self.state.withLock { $0.signed[origin] }
    }

    /// Remembers a head that has been committed.
    ///
    /// Cheap: the file is written at most once in each interval. A write that fails is told to the
    /// logger and tried again, after a second at first and after a minute at last.
    public func remember(origin: String, size: UInt64, root: Hash) {
        self.state.withLock { state in
            if let last = state.signed[origin], last.size > size { return }
            state.signed[origin] = Signed(size: size, root: root)
            state.unwritten.insert(origin)
            // A memory that lags is safe; the writer must not fail after its commit.
            self.writeWhereDue(&state)
        }
    }

    /// Writes what is not written yet where it is time to, as ``remember(origin:size:root:)`` does:
    /// called from time to time, it protects the end of a burst, too.
    public func keep() { self.state.withLock { self.writeWhereDue(&$0) } }

    /// Takes a ledger as it is now, smaller or other than remembered, as the one to go on from.
    ///
    /// Only for an operator who knows why the store was replaced.
    /// - Throws: ``TrailError`` `invalidConfiguration` if the file cannot be written.
    public func accept(origin: String, size: UInt64, root: Hash) throws(TrailError) {
        try self.state.withLock { (state) throws(TrailError) in
            state.signed[origin] = Signed(size: size, root: root)
            state.unwritten.insert(origin)
            try self.write(&state)
        }
    }

    /// Writes what is not written yet; to be called before the process ends.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration` if the file cannot be written.
    public func flush() throws(TrailError) {
        try self.state.withLock { (state) throws(TrailError) in try self.write(&state) }
    }

    /// Takes over what another process has written, an accepted head for example.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration` if the file cannot be read or written.
    public func refresh() throws(TrailError) {
        try self.state.withLock { (state) throws(TrailError) in
            try self.write(&state)
            // A file that was deleted says nothing; what is known stays known.
            guard let path = self.path, let signed = try SignerMemoryFile.read(path) else { return }
            state.signed = signed
        }
    }

    private func writeWhereDue(_ state: inout State) {
        guard ContinuousClock.now >= state.nextWrite else { return }
        do {
            try self.write(&state)
        } catch {
            state.failures += 1
            state.nextWrite = .now + Self.retry.pause(after: state.failures)
            guard state.reported != error.message else { return }
            state.reported = error.message
            self.logger.error(
                "signed heads not kept: an older copy of the store might go unnoticed",
                error: error
            )
        }
    }

    private func write(_ state: inout State) throws(TrailError) {
        guard let path = self.path else { return state.unwritten.removeAll() }
        guard !state.unwritten.isEmpty else { return }
        let start = ContinuousClock.now
        var signed = try SignerMemoryFile.read(path) ?? state.signed
        for origin in state.unwritten {
            signed[origin] = state.signed[origin]
        }
        try PrivateFile.replace(path, SignerMemoryFile.bytes(of: signed))
        state.unwritten.removeAll()
        state.failures = 0
        state.reported = nil
        // With very many ledgers the file is large; it must not become the writer's main work.
        let end = ContinuousClock.now
        state.nextWrite = end + max(self.interval, (end - start) * 20)
    }
}
