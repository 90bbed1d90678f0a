/// A pattern that a path may match from its beginning.
struct URLPattern: Sendable {
    private enum Form: Sendable {
        /// The path begins with these bytes.
        case prefix([UInt8])
        /// The path is these bytes.
        case whole([UInt8])
        case expression(Expression)
    }

    private let form: Form

    /// A pattern.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration` where it is no regular expression.
    init(_ text: String) throws(TrailError) {
        if let literal = URLPattern(literal: text) {
            self = literal
            return
        }
        do {
            self.form = .expression(Expression(try Regex(text)))
        } catch {
            throw TrailError(
                .invalidConfiguration,
                "the URL pattern “\(text)” is not a regular expression",
                cause: error
            )
        }
    }

    /// A pattern that says no more than how a path begins or what it is; `nil` for any other.
    init?(literal text: String) {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        if rest.first == UInt8(ascii: "^") { rest.removeFirst() }
        let isWhole = rest.last == UInt8(ascii: "$")
        if isWhole { rest.removeLast() }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\") {
                // An escaped sign stands for itself, an escaped letter or digit for something else.
                guard let sign = rest.popFirst(), !Self.isWordByte(sign), sign < 0x80 else {
                    return nil
                }
                bytes.append(sign)
            } else {
                guard !Self.signs.contains(byte) else { return nil }
                bytes.append(byte)
            }
        }
        self.form = isWhole ? .whole(bytes) : .prefix(bytes)
    }

    /// Whether `path` begins with what the pattern says.
    func matches(_ path: String) -> Bool {
        switch self.form {
        case .prefix(let bytes): path.utf8.starts(with: bytes)
        case .whole(let bytes): path.utf8.elementsEqual(bytes)
        case .expression(let expression): expression.matches(path)
        }
    }

    /// What means something else than itself in a regular expression.
    private static let signs = Array(".^$*+?()[]{}|\\".utf8)

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension URLPattern {
    /// A regular expression, ready to be matched by many tasks.
    private struct Expression: Sendable {
        // `Regex` is not Sendable because it may hold closures that parse or transform. One made
        // from text holds none: it is a tree of values, never changed again, and a program that
        // the standard library compiles once and publishes atomically. The match in `init`
        // compiles it before anyone else sees it.
        nonisolated(unsafe) private let regex: Regex<AnyRegexOutput>

        init(_ regex: Regex<AnyRegexOutput>) {
            self.regex = regex.matchingSemantics(.unicodeScalar)
            _ = self.matches("/")
        }

        func matches(_ path: String) -> Bool {
            // An expression whose matching fails matches nothing.
            (try? self.regex.prefixMatch(in: path)) != nil
        }
    }
}
