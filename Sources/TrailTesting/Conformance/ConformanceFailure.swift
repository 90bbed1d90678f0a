internal import Trail

/// A promise of ``StoreConformance`` that a store does not keep.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    /// The name of the check.
    public let check: String
    /// What was expected, and what was found instead.
    public let message: String

    /// A failure of `check`.
    public init(check: String, message: String) {
        self.check = check
        self.message = message
    }

    /// The check and what is wrong.
    public var description: String { "\(self.check): \(self.message)" }
}

/// What a check throws where an expectation is not met; the runner adds the name of the check.
struct Unmet: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

func expect(
    _ condition: Bool,
    _ message: @autoclosure () -> String
) throws {
    guard condition else { throw Unmet(message()) }
}

func expectEqual<Value: Equatable>(_ found: Value, _ expected: Value, _ what: String) throws {
    guard found != expected else { return }
    throw Unmet("\(what): expected \(expected), found \(found)")
}

func unwrap<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw Unmet("\(what) is missing") }
    return value
}

/// Expects `body` to be refused with one of `codes`.
func expectRefusal(
    _ codes: Set<TrailError.Code>,
    _ what: String,
    _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as TrailError {
        guard codes.contains(error.code) else {
            throw Unmet("\(what): expected one of \(codes), but was refused with \(error)")
        }
        return
    }
    throw Unmet("\(what): expected a refusal with one of \(codes)")
}
