internal import Hummingbird
internal import Trail

/// The query of a request whose parameters are few and known: each at most once, none unknown.
struct QueryValues: Sendable {
    private var values: [String: String] = [:]

    /// The parameters of `request`.
    ///
    /// - Throws: ``Problem`` 400 for a query that cannot be read, or a parameter given twice.
    init(_ request: Request) throws(Problem) {
        for field in try request.queryFields() {
            guard self.values.updateValue(field.value, forKey: field.name) == nil else {
                throw Problem(field: field.name, "The parameter is given more than once.")
            }
        }
    }

    /// The text of a parameter; `nil` where it is absent.
    subscript(name: String) -> String? { self.values[name] }

    /// Refuses parameters other than `names`.
    ///
    /// - Throws: ``Problem`` 400 naming the unknown ones.
    func allow(_ names: String...) throws(Problem) {
        try self.allow(names)
    }

    /// Refuses parameters other than `names`.
    ///
    /// - Throws: ``Problem`` 400 naming the unknown ones.
    func allow(_ names: [String]) throws(Problem) {
        let unknown = self.values.keys.filter { !names.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw Problem(
                .invalidInput,
                errors: unknown.map { .init($0, EventError($0, .unknown).message) }
            )
        }
    }

    /// The tenant that `tenant_id` names; `nil` where it is absent.
    ///
    /// - Throws: ``Problem`` 400.
    func tenant() throws(Problem) -> TenantID? {
        guard let text = self.values["tenant_id"] else { return nil }
        do throws(EventError) {
            return try TenantID(text)
        } catch {
            throw Problem(field: "tenant_id", error.message)
        }
    }

    /// The whole number of a parameter that must be there.
    ///
    /// - Throws: ``Problem`` 400.
    func number(_ name: String) throws(Problem) -> UInt64 {
        guard let text = self.values[name] else {
            throw Problem(field: name, EventError(name, .missing).message)
        }
        guard let number = UInt64(text), text.first != "+" else {
            throw Problem(field: name, EventError(name, .expected("a whole number")).message)
        }
        return number
    }

    /// The text of a parameter; `nil` where it is absent.
    func text(_ name: String) -> String? { self.values[name] }

    /// The whole number of a parameter; `nil` where it is absent.
    ///
    /// - Throws: ``Problem`` 400.
    func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = self.values[name] else { return nil }
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        guard isPlain, let number = Int(text), range.contains(number) else {
            let ends = "\(range.lowerBound) to \(range.upperBound)"
            throw Problem(field: name, "A whole number from \(ends) is expected.")
        }
        return number
    }

    /// The flag of a parameter; `nil` where it is absent.
    ///
    /// - Throws: ``Problem`` 400.
    func flag(_ name: String) throws(Problem) -> Bool? {
        switch self.values[name]?.lowercased() {
        case nil: return nil
        case "true", "1": return true
        case "false", "0": return false
        default: throw Problem(field: name, "true or false is expected.")
        }
    }
}
