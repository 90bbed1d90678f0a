internal import Logging
public import MerkleLog
public import ServiceLifecycle
internal import Synchronization
public import Trail

/// Verifies whole ledgers beside a server that goes on recording, one at a time, when somebody asks.
///
/// It is a service: what is asked for begins once it runs. What a verification came to is sealed as
/// a `system` event of the ledger, `integrity.verified`, with whoever asked as its actor.
public final class LedgerAuditor: Service {
    /// How far the verification of a ledger has come.
    enum State: Sendable {
        /// It was asked for and will begin.
        case waiting
        /// So many events of so many have been gone through.
        case running(VerificationProgress)
        /// It could not be brought to an end.
        case failed
    }

    /// What is asked for.
    private struct Order: Sendable {
        let tenant: TenantID
        let principal: Principal
    }

    /// How many may wait.
    private static let mostWaiting = 16

    private let ledger: any Ledger
    private let recorder: EventRecorder
    private let keys: [NoteVerifier]
    private let states = Mutex<[TenantID: State]>([:])
    private let isUnderWay = Mutex(false)
    private let orders: AsyncStream<Order>
    private let asking: AsyncStream<Order>.Continuation

    /// An auditor.
    ///
    /// - Parameters:
    ///   - ledger: What is verified.
    ///   - recorder: Seals what it came to.
    ///   - keys: The keys by which heads may be signed; without one nothing can be verified.
    public init(ledger: any Ledger, recorder: EventRecorder, keys: [NoteVerifier]?) {
        self.ledger = ledger
        self.recorder = recorder
        self.keys = keys ?? []
        (self.orders, self.asking) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(Self.mostWaiting)
        )
    }

    /// Whether a verification would begin if it were asked for.
    var isReady: Bool { !self.keys.isEmpty && self.isUnderWay.withLock { $0 } }

    /// How far the verification of a ledger has come; `nil` where none is under way.
    func state(of tenant: TenantID) -> State? { self.states.withLock { $0[tenant] } }

    /// Asks for a verification.
    ///
    /// - Throws: ``Problem`` 409 where one is under way, 503 where none can begin.
    func verify(_ tenant: TenantID, for principal: Principal) throws(Problem) {
        guard self.isReady else {
            throw Problem(.storeUnavailable, "No verification can begin here; run trail verify.")
        }
        let isNew = self.states.withLock { states in
            switch states[tenant] {
            case .waiting, .running: return false
            case .failed, nil:
                states[tenant] = .waiting
                return true
            }
        }
        guard isNew else {
            throw Problem(.underWay, "The ledger is being verified already.")
        }
        guard case .enqueued = self.asking.yield(Order(tenant: tenant, principal: principal)) else {
            self.states.withLock { $0[tenant] = nil }
            throw Problem(.overloaded, "Too many ledgers wait to be verified; try again later.")
        }
    }

    /// Verifies what is asked for, until the server stops.
    public func run() async throws {
        self.isUnderWay.withLock { $0 = true }
        defer { self.isUnderWay.withLock { $0 = false } }
        try await cancelWhenGracefulShutdown {
            for await order in self.orders {
                try await self.work(on: order)
            }
        }
    }

    private func work(on order: Order) async throws {
        do {
            let verifier = LedgerVerifier(
                ledger: self.ledger,
                serverName: self.keys.first?.name ?? "",
                keys: self.keys
            )
            var options = VerificationOptions()
            // Whoever records and reads goes first.
            options.workers = 1
            let report = try await verifier.verify(order.tenant, options: options) { progress in
                self.states.withLock { $0[order.tenant] = .running(progress) }
            }
            try await AdminAct(report, of: order.tenant, by: order.principal)
                .record(by: self.recorder)
            self.states.withLock { $0[order.tenant] = nil }
        } catch let error as CancellationError {
            throw error
        } catch {
            self.states.withLock { $0[order.tenant] = .failed }
        }
    }
}

extension AdminAct {
    /// The category and the name of what records a verification.
    static let verified = (category: "integrity", name: "verified")

    /// What a verification came to.
    init(_ report: VerificationReport, of tenant: TenantID, by principal: Principal) {
        let result =
            report.isIntact ? "is as it was sealed" : "is not as it was sealed: see trail verify"
        self.init(
            principal: principal,
            category: Self.verified.category,
            name: Self.verified.name,
            message: "The ledger of \(report.size) events \(result).",
            facts: [
                "size": .integer(Int64(report.size)),
                "checked": .integer(Int64(report.checked)),
                "pruned": .integer(Int64(report.prunedRows)),
                "erased_sections": .integer(Int64(report.erasedSections)),
                "findings": .integer(Int64(report.findingCount)),
            ],
            tenant: tenant,
            outcome: report.isIntact ? .success : .failure
        )
        self.targets = [Self.ledger(of: tenant)]
    }

    /// What is verified: an index leads to what has it as its target.
    static func ledger(of tenant: TenantID) -> Event.Target {
        Event.Target(type: "ledger", id: tenant.name)
    }
}
