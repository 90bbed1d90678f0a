/// The text fields of a `multipart/form-data` body (RFC 7578).
///
/// The body is in memory and bounded before it gets here. Files and parts without a name are
/// passed over: nothing here takes one.
struct MultipartFields {
    /// The most parts that are read.
    static let maximumCount = 100
    /// The most bytes that the header fields of a part may have.
    static let maximumHead = 4_096

    private var rest: ArraySlice<UInt8>
    private let delimiter: [UInt8]

    /// The names and values in their order.
    ///
    /// - Throws: ``Problem`` 400 for a body that is not built as RFC 7578 says, that is not UTF-8
    ///   or has too many parts.
    static func parse(_ body: [UInt8], boundary: String) throws(Problem) -> [FormField] {
        var reader = Self(rest: body[...], delimiter: Array("--".utf8) + Array(boundary.utf8))
        var fields: [FormField] = []
        var count = 0
        guard reader.skipPreamble() else { throw Self.malformed }
        while try !reader.isAtEnd() {
            count += 1
            guard count <= Self.maximumCount else {
                throw Problem(.malformed, "The body has more than \(Self.maximumCount) parts.")
            }
            let name = try reader.partName()
            let content = try reader.partContent()
            guard let name else { continue }
            guard let value = String(validating: content, as: UTF8.self) else {
                throw Problem(.malformed, "The body is not valid UTF-8.")
            }
            fields.append(FormField(name: name, value: value))
        }
        return fields
    }

    private static let malformed = Problem(.malformed, "The multipart body cannot be read.")
    private static let newline: [UInt8] = [0x0D, 0x0A]

    /// Goes behind the first delimiter, which stands at the start of a line.
    private mutating func skipPreamble() -> Bool {
        if self.rest.starts(with: self.delimiter) {
            self.rest = self.rest.dropFirst(self.delimiter.count)
            return true
        }
        guard let found = self.rest.firstRange(of: Self.newline + self.delimiter) else {
            return false
        }
        self.rest = self.rest[found.upperBound...]
        return true
    }

    /// Whether the delimiter just passed is the last one; otherwise goes to the part behind it.
    private mutating func isAtEnd() throws(Problem) -> Bool {
        if self.rest.starts(with: "--".utf8) { return true }
        while self.rest.first == UInt8(ascii: " ") || self.rest.first == UInt8(ascii: "\t") {
            self.rest.removeFirst()
        }
        guard self.rest.starts(with: Self.newline) else { throw Self.malformed }
        self.rest = self.rest.dropFirst(2)
        return false
    }

    /// Reads the header fields of a part; the name of the field it holds, `nil` for a file.
    private mutating func partName() throws(Problem) -> String? {
        var name: String?
        var read = 0
        while true {
            guard let end = self.rest.firstRange(of: Self.newline) else { throw Self.malformed }
            let line = self.rest[..<end.lowerBound]
            self.rest = self.rest[end.upperBound...]
            guard !line.isEmpty else { return name }
            read += line.count
            guard read <= Self.maximumHead,
                let text = String(validating: line, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else { throw Self.malformed }
            guard text[..<colon].lowercased() == "content-disposition" else { continue }
            name = Self.name(inDisposition: text[text.index(after: colon)...])
        }
    }

    /// The bytes up to the next delimiter, which begins with the newline before it.
    private mutating func partContent() throws(Problem) -> ArraySlice<UInt8> {
        // An empty part may have its delimiter right behind its head.
        if self.rest.starts(with: self.delimiter) {
            self.rest = self.rest.dropFirst(self.delimiter.count)
            return []
        }
        guard let found = self.rest.firstRange(of: Self.newline + self.delimiter) else {
            throw Self.malformed
        }
        defer { self.rest = self.rest[found.upperBound...] }
        return self.rest[..<found.lowerBound]
    }

    /// The `name` of a `form-data` disposition that has no `filename`.
    private static func name(inDisposition value: Substring) -> String? {
        var parameters = DispositionParameters(value)
        guard parameters.word()?.lowercased() == "form-data" else { return nil }
        var name: String?
        while let (key, value) = parameters.next() {
            switch key {
            case "name": name = value
            case "filename", "filename*": return nil
            default: break
            }
        }
        return name
    }
}

/// Reads `form-data; name="a"; filename="b"`.
private struct DispositionParameters {
    private var rest: Substring

    init(_ value: Substring) {
        self.rest = value
    }

    /// The text up to a semicolon or the end.
    mutating func word() -> String? {
        self.skipSpace()
        let word = self.rest.prefix { $0 != ";" && $0 != " " }
        self.rest = self.rest.dropFirst(word.count)
        return word.isEmpty ? nil : String(word)
    }

    mutating func next() -> (key: String, value: String)? {
        self.skipSpace()
        guard self.rest.first == ";" else { return nil }
        self.rest.removeFirst()
        self.skipSpace()
        let key = self.rest.prefix { $0 != "=" && $0 != ";" }
        self.rest = self.rest.dropFirst(key.count)
        guard self.rest.first == "=" else { return (key.lowercased(), "") }
        self.rest.removeFirst()
        return (key.lowercased(), self.rest.first == "\"" ? self.quoted() : self.word() ?? "")
    }

    private mutating func quoted() -> String {
        self.rest.removeFirst()
        var text = ""
        while let character = self.rest.popFirst(), character != "\"" {
            // Browsers escape quotes as %22; RFC 7578 allows a backslash as well.
            if character == "\\", let escaped = self.rest.popFirst() {
                text.append(escaped)
            } else {
                text.append(character)
            }
        }
        return text
    }

    private mutating func skipSpace() {
        self.rest = self.rest.drop { $0 == " " || $0 == "\t" }
    }
}
