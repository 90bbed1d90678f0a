/// What events that are counted together have in common.
package struct FigureKey: Sendable, Hashable {
    /// The kind.
    package var kind: Event.Kind
    /// How they ended.
    package var outcome: Event.Outcome
    /// See ``result(of:status:what:)``.
    package var result: Int64

    /// A key.
    package init(kind: Event.Kind, outcome: Event.Outcome, result: Int64) {
        self.kind = kind
        self.outcome = outcome
        self.result = result
    }

    /// What came of an event, as one digit.
    ///
    /// The first digit of a request's status, or the number of what a login was plus one; 0 for
    /// other kinds, and where it is not known. Stores keep it: it never changes.
    /// - Parameters:
    ///   - kind: The event's kind.
    ///   - status: The status of its response.
    ///   - what: The text of its section `what`.
    /// - Returns: The digit.
    package static func result(
        of kind: Event.Kind,
        status: Int64?,
        what: UnsafeBufferPointer<UInt8>?
    ) -> Int64 {
        switch kind {
        case .request: return (status ?? 0) / 100
        case .login:
            guard let scanner = what.map(CanonicalScanner.init),
                let number = scanner.value(at: Self.loginType).flatMap(scanner.integer),
                let type = LoginDetail.LoginType(rawValue: Int(number))
            else { return 0 }
            return Int64(type.rawValue) + 1
        case .page, .action, .crud, .cors, .system: return 0
        }
    }

    private static let loginType = EventField.loginType.path

    /// What a login event was.
    var loginType: LoginDetail.LoginType? {
        guard self.kind == .login else { return nil }
        return LoginDetail.LoginType(rawValue: Int(self.result) - 1)
    }

    func isBefore(_ other: Self) -> Bool {
        (self.kind.rawValue, self.outcome.rawValue, self.result)
            < (other.kind.rawValue, other.outcome.rawValue, other.result)
    }
}

/// How many events are counted together, and how long they took.
package struct FigureSum: Sendable, Hashable {
    /// How many events.
    package var count: Int64 = 0
    /// How long all of them took together, in microseconds.
    package var duration: Int64 = 0

    /// Nothing.
    package init() {}

    /// Adds events.
    package mutating func add(_ count: Int64, _ duration: Int64) {
        self.count &+= count
        self.duration &+= duration
    }
}
