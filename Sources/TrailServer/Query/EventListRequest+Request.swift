internal import Hummingbird
internal import Trail

extension EventListRequest {
    /// Parameters that a route does not take although lists know them, each with a sentence.
    typealias Refusals = [String: String]

    /// What a request asks of a list, narrowed to what whoever asks may see.
    ///
    /// - Throws: ``Problem`` 401 or 403, and 400 with everything that is wrong.
    init(
        _ request: Request,
        _ context: some PrincipalContext,
        list: EventList,
        now: Timestamp,
        refusing refusals: Refusals = [:]
    ) throws(Problem) {
        let principal = try context.authorizedToRead()
        try self.init(
            request,
            list: list,
            tenant: principal.tenant,
            now: now,
            refusing: refusals
        )
        self.query = try ReadAccess(principal, tenant: self.query.tenant).narrow(self.query)
    }

    /// What `request` asks of a list.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong.
    init(
        _ request: Request,
        list: EventList,
        tenant: TenantID,
        now: Timestamp,
        refusing refusals: Refusals = [:]
    ) throws(Problem) {
        try self.init(
            request.queryFields(),
            list: list,
            tenant: tenant,
            now: now,
            refusing: refusals
        )
    }

    /// What `fields` ask of a list.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong.
    init(
        _ fields: [FormField],
        list: EventList,
        tenant: TenantID,
        now: Timestamp,
        refusing refusals: Refusals = [:]
    ) throws(Problem) {
        var threshold = SlowThreshold()
        var errors: [Problem.FieldError] = []
        var parameters: [(name: String, value: String)] = []
        for field in fields {
            if list.part == .slowRequests, field.name == SlowThreshold.parameter {
                if let reason = threshold.read(field.value) {
                    errors.append(.init(field.name, reason))
                }
            } else if let reason = refusals[field.name] {
                errors.append(.init(field.name, reason))
            } else {
                parameters.append((field.name, field.value))
            }
        }
        do throws(ParameterErrors) {
            try self.init(
                parameters: parameters,
                kind: list.kinds.first,
                list: list.part.map { "\($0.rawValue) \(threshold.microseconds)" } ?? "",
                tenant: tenant,
                now: now
            )
        } catch {
            errors += error.errors.map { .init($0.parameter, $0.message) }
            throw Problem(.invalidInput, errors: errors)
        }
        guard errors.isEmpty else { throw Problem(.invalidInput, errors: errors) }
        self.query.filters += list.filters(threshold: threshold.microseconds)
    }
}

/// The parameter that says from when on an exchange counts as slow.
struct SlowThreshold {
    static let parameter = "threshold_ms"

    /// A second, unless told otherwise.
    private(set) var microseconds: Int64 = 1_000_000
    /// The most milliseconds: a day.
    static let mostMilliseconds = 86_400_000
    private var isGiven = false

    /// Reads a value.
    ///
    /// - Returns: What is wrong with it.
    mutating func read(_ value: String) -> String? {
        guard !self.isGiven else { return "It is given twice." }
        self.isGiven = true
        let isPlain = value.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 == UInt8(ascii: ".") }
        guard isPlain, let milliseconds = Double(value),
            milliseconds <= Double(Self.mostMilliseconds)
        else {
            return "A number of milliseconds from 0 to \(Self.mostMilliseconds) is expected."
        }
        self.microseconds = Int64((milliseconds * 1_000).rounded())
        return nil
    }
}
