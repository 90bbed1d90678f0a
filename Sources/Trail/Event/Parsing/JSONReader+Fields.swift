// How the fields of a draft are read: a null counts as absent, and every failure names the field.

extension JSONReader {
    /// The members of the object at `field`.
    mutating func fields(
        of field: String,
        _ body: (JSONKey, inout JSONReader) throws(EventError) -> Void
    ) throws(EventError) {
        try self.keys(orThrow: { EventError(field, $0) }, body)
    }

    /// The elements of the list at `field`.
    mutating func elements(
        of field: String,
        _ body: (Int, inout JSONReader) throws(EventError) -> Void
    ) throws(EventError) {
        guard try !self.isNull(field) else { return }
        try self.array(orThrow: { EventError(field, $0) }, body)
    }

    /// The text at `field`.
    mutating func text(_ field: @autoclosure () -> String) throws(EventError) -> String? {
        guard try !self.isNull(field()) else { return nil }
        do { return try self.string() } catch { throw EventError(field(), error) }
    }

    /// The text at `field`, which must be there.
    mutating func requiredText(_ field: @autoclosure () -> String) throws(EventError) -> String {
        guard let text = try self.text(field()) else { throw EventError(field(), .missing) }
        return text
    }

    /// The whole number at `field`.
    mutating func wholeNumber(_ field: @autoclosure () -> String) throws(EventError) -> Int64? {
        guard try !self.isNull(field()) else { return nil }
        do { return try self.integer() } catch { throw EventError(field(), error) }
    }

    /// The flag at `field`.
    mutating func flag(_ field: @autoclosure () -> String) throws(EventError) -> Bool? {
        guard try !self.isNull(field()) else { return nil }
        do { return try self.bool() } catch { throw EventError(field(), error) }
    }

    /// The free JSON at `field`, null included.
    mutating func free(_ field: @autoclosure () -> String) throws(EventError) -> CanonicalJSON {
        do { return try self.canonical() } catch { throw EventError(field(), error) }
    }

    /// The free JSON at `field`; nothing for null.
    mutating func freeObject(
        _ field: @autoclosure () -> String
    ) throws(EventError) -> CanonicalJSON? {
        guard try !self.isNull(field()) else { return nil }
        return try self.free(field())
    }

    /// The enumerated text at `field`.
    mutating func oneOf<Value>(
        _ type: Value.Type,
        _ field: @autoclosure () -> String
    ) throws(EventError) -> Value?
    where Value: RawRepresentable<String> & CaseIterable {
        guard let text = try self.text(field()) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw EventError(field(), .notOneOf(Value.allCases.map(\.rawValue)))
        }
        return value
    }

    /// The enumerated number at `field`.
    mutating func oneOf<Value>(
        _ type: Value.Type,
        _ field: @autoclosure () -> String
    ) throws(EventError) -> Value?
    where Value: RawRepresentable<Int> & CaseIterable {
        guard let number = try self.wholeNumber(field()) else { return nil }
        guard let value = Int(exactly: number).flatMap(Value.init(rawValue:)) else {
            throw EventError(field(), .notOneOf(Value.allCases.map { String($0.rawValue) }))
        }
        return value
    }

    /// Whether null stands at `field`; the reader stands behind it then.
    mutating func isNull(_ field: @autoclosure () -> String) throws(EventError) -> Bool {
        do { return try self.null() } catch { throw EventError(field(), error) }
    }
}

extension JSONReader {
    /// The error on a key that the object at `path` does not have.
    ///
    /// A long key is cut off and a secret in it masked: whoever sends it decides what it says, and
    /// errors are logged.
    func unknown(_ key: JSONKey, in path: String = "") -> EventError {
        let text = LeakGuard.standard.masked(self.text(of: key))
        let word = text.count > 64 ? text.prefix(64) + "…" : text[...]
        return EventError(path.isEmpty ? String(word) : "\(path).\(word)", .unknown)
    }
}

extension EventError {

    /// The JSON error `error`, met at `field`.
    init(_ field: String, _ error: JSONError) {
        switch error.reason {
        case .expected(let what): self.init(field, .expected(what))
        case .tooDeep(let limit): self.init(field, .tooDeep(limit: limit))
        case .nullCharacter: self.init(field, .nullCharacter)
        default: self.init(field, .malformed(error.description))
        }
    }
}
