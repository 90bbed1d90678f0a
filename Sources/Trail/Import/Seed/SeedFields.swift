/// The fields of a row, read as what they should be.
///
/// Texts that are empty say nothing: the seeds' columns hold them for absence as well.
struct SeedFields {
    let values: [String: JSON]

    init(_ values: [String: JSON]) {
        self.values = values
    }

    /// The value of a field; null where there is none.
    func value(_ name: String) -> JSON { self.values[name] ?? .null }

    /// A text.
    func text(_ name: String) throws(EventError) -> String? {
        switch self.value(name) {
        case .null: return nil
        case .string(let text): return text.isEmpty ? nil : text
        default: throw EventError(name, .expected("a text"))
        }
    }

    /// A text that must be there.
    func required(_ name: String) throws(EventError) -> String {
        guard let text = try self.text(name) else { throw EventError(name, .missing) }
        return text
    }

    /// The key of another row, as text.
    func key(_ name: String) throws(EventError) -> String? {
        switch self.value(name) {
        case .null: return nil
        case .integer(let number): return String(number)
        case .string(let text): return text.isEmpty ? nil : ImportRow.dashed(text) ?? text
        default: throw EventError(name, .expected("a key"))
        }
    }

    /// A whole number.
    func integer(_ name: String) throws(EventError) -> Int64? {
        switch self.value(name) {
        case .null: return nil
        case .integer(let number): return number
        default: throw EventError(name, .expected("a whole number"))
        }
    }

    /// A number of milliseconds, in microseconds.
    func microseconds(_ name: String) throws(EventError) -> Int64? {
        let milliseconds: Double
        switch self.value(name) {
        case .null: return nil
        case .integer(let number): milliseconds = Double(number)
        case .double(let number): milliseconds = number
        default: throw EventError(name, .expected("a number"))
        }
        guard let whole = Int64(exactly: (milliseconds * 1_000).rounded()) else {
            throw EventError(name, .expected("a number of milliseconds"))
        }
        return whole
    }

    /// A flag, which tables hold as a number.
    func flag(_ name: String) throws(EventError) -> Bool? {
        switch self.value(name) {
        case .null: return nil
        case .bool(let flag): return flag
        case .integer(0): return false
        case .integer(1): return true
        default: throw EventError(name, .expected("true or false"))
        }
    }

    /// One of a few values, which must be there.
    func oneOf<Value: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(EventError) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: try self.required(name)) else {
            throw EventError(name, .notOneOf(Value.allCases.map(\.rawValue)))
        }
        return value
    }

    /// One of a few numbers, which must be there.
    func oneOf<Value: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(EventError) -> Value where Value.RawValue == Int {
        guard let number = try self.integer(name) else { throw EventError(name, .missing) }
        guard let value = Int(exactly: number).flatMap(Value.init(rawValue:)) else {
            throw EventError(name, .notOneOf(Value.allCases.map { String($0.rawValue) }))
        }
        return value
    }
}
