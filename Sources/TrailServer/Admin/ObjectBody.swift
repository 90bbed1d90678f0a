internal import Hummingbird
internal import NIOCore
internal import Trail

/// The fields of a JSON object that a client sent, taken out one by one.
///
/// What is wrong is collected, so that one answer names every field; ``finish()`` throws it, and
/// with it a name that nothing asked for.
struct ObjectBody: Sendable {
    /// The most bytes of a body of administration.
    static let maximumBytes = 65_536

    private var fields: [String: JSON]
    private var errors: [Problem.FieldError] = []

    /// Reads the body of `request`.
    ///
    /// - Throws: ``Problem`` 400 for what is no JSON object, 413 for too much, 415 for what is not
    ///   declared as JSON.
    init(_ request: Request, within time: Duration, _ budget: BodyBudget) async throws {
        guard try BodyForm(of: request) == .json else {
            throw Problem(.unsupportedMediaType, "The body must be application/json.")
        }
        let body = try await request.body(upTo: Self.maximumBytes, within: time, budget)
        try self.init(Array(body.readableBytesView))
    }

    /// Reads an object from its text; a key that stands twice is refused.
    init(_ text: [UInt8]) throws(Problem) {
        var reader = JSONReader(text, depth: 8)
        var value = JSON.null
        do throws(JSONError) {
            value = try reader.freeValue()
            try reader.expectEnd()
        } catch {
            throw Problem(error)
        }
        guard case .object(let fields) = value else {
            throw Problem(.malformed, "The body must be a JSON object.")
        }
        self.fields = fields
    }

    /// Whether the client said anything of this field, be it null.
    func has(_ name: String) -> Bool { self.fields[name] != nil }

    /// Says a field, as if the client had.
    mutating func put(_ name: String, _ value: JSON) { self.fields[name] = value }

    /// Takes a field out; `nil` where it is absent, and where it is null.
    mutating func take(_ name: String) -> JSON? {
        guard let value = self.fields.removeValue(forKey: name), value != .null else { return nil }
        return value
    }

    /// Takes a text of at most `limit` bytes; one that is empty is refused.
    mutating func text(_ name: String, upTo limit: Int = 255) -> String? {
        guard let value = self.take(name) else { return nil }
        guard case .string(let text) = value else { return self.refuse(name, "Not a text.") }
        guard !text.isEmpty else { return self.refuse(name, "This field may not be blank.") }
        guard text.utf8.count <= limit else {
            return self.refuse(name, "At most \(limit) bytes are accepted.")
        }
        return text
    }

    /// Takes a text of at most `limit` bytes that must be there.
    mutating func requiredText(_ name: String, upTo limit: Int = 255) -> String? {
        guard let value = self.fields[name], value != .null else {
            self.fields[name] = nil
            self.require(name)
            return nil
        }
        return self.text(name, upTo: limit)
    }

    /// Takes a whole number within `range`.
    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = self.take(name) else { return nil }
        guard case .integer(let number) = value, let number = Int(exactly: number),
            range.contains(number)
        else {
            let ends = "\(range.lowerBound) to \(range.upperBound)"
            return self.refuse(name, "A whole number from \(ends) is expected.")
        }
        return number
    }

    /// Takes a flag.
    mutating func flag(_ name: String) -> Bool? {
        guard let value = self.take(name) else { return nil }
        guard case .bool(let flag) = value else {
            return self.refuse(name, "true or false is expected.")
        }
        return flag
    }

    /// Takes a list of texts.
    mutating func texts(_ name: String) -> [String]? {
        guard let value = self.take(name) else { return nil }
        guard case .array(let elements) = value else {
            return self.refuse(name, "A list of texts is expected.")
        }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else {
                return self.refuse(name, "A list of texts is expected.")
            }
            texts.append(text)
        }
        return texts
    }

    /// Notes that a field is lacking.
    mutating func require(_ name: String) { self.refuse(name, "This field is required.") as Void? }

    /// Notes what is wrong with a field.
    ///
    /// - Returns: `nil`, for the caller to go on with.
    @discardableResult
    mutating func refuse<Value>(_ name: String, _ reason: String) -> Value? {
        self.errors.append(Problem.FieldError(name, reason))
        return nil
    }

    /// Ends reading.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong, unknown fields included.
    func finish() throws(Problem) {
        let unknown = self.fields.keys.sorted().map { Problem.FieldError($0, "Unknown field.") }
        guard self.errors.isEmpty, unknown.isEmpty else {
            throw Problem(.invalidInput, errors: self.errors + unknown)
        }
    }
}
