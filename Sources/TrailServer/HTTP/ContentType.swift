internal import HTTPTypes
internal import Hummingbird

/// The `Content-Type` of a request: media type, character set and boundary.
struct ContentType: Sendable, Hashable {
    /// Type and subtype in lower case.
    let essence: String
    /// The `charset` parameter in lower case.
    let charset: String?
    /// The `boundary` parameter, as sent.
    let boundary: String?

    /// Reads the value of the header field; `nil` where it is not of the form that RFC 9110 gives.
    init?(_ value: String) {
        var parts = Self.split(value)
        let essence = parts.removeFirst().lowercased()
        let words = essence.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 2, words.allSatisfy({ !$0.isEmpty }) else { return nil }
        var charset: String?
        var boundary: String?
        for part in parts where !part.isEmpty {
            guard let equals = part.firstIndex(of: "=") else { return nil }
            let name = part[..<equals].lowercased()
            let value = Self.unquoted(part[part.index(after: equals)...])
            switch name {
            case "charset": charset = value.lowercased()
            case "boundary": boundary = value
            default: break
            }
        }
        self.essence = essence
        self.charset = charset
        self.boundary = boundary
    }

    /// Whether text of this type can be read: UTF-8, or its subset ASCII.
    var isUTF8: Bool {
        switch self.charset {
        case nil, "utf-8", "utf8", "us-ascii": true
        default: false
        }
    }

    /// The parts between semicolons that are not within quotes, without white space around them.
    private static func split(_ value: String) -> [Substring] {
        var parts: [Substring] = []
        var start = value.startIndex
        var isQuoted = false
        for place in value.indices {
            if value[place] == "\"" { isQuoted.toggle() }
            guard value[place] == ";", !isQuoted else { continue }
            parts.append(Self.trimmed(value[start..<place]))
            start = value.index(after: place)
        }
        parts.append(Self.trimmed(value[start...]))
        return parts
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }

    private static func unquoted(_ value: Substring) -> String {
        guard value.count >= 2, value.first == "\"", value.last == "\"" else {
            return String(value)
        }
        return String(value.dropFirst().dropLast())
    }
}

/// The forms in which bodies are read here.
enum BodyForm: Sendable, Hashable {
    /// `application/x-www-form-urlencoded`
    case form
    /// `multipart/form-data` with its boundary.
    case multipart(boundary: String)
    /// `application/json`
    case json
    /// A JSON value a line: `application/x-ndjson`, `application/jsonl`.
    case lines

    /// The form of the body of `request`; `nil` where it does not say.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - plainText: How `text/plain` is read, if it is.
    /// - Throws: ``Problem`` 415 for another media type, character set or content coding.
    init?(of request: Request, plainText: Self? = nil) throws(Problem) {
        if let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" {
            throw Problem(
                .unsupportedMediaType,
                "Bodies with a content coding are not read here.",
                headers: [.acceptEncoding: "identity"]
            )
        }
        guard let value = request.headers[.contentType] else { return nil }
        if value == "application/json" {
            self = .json
            return
        }
        guard let type = ContentType(value) else {
            throw Problem(.unsupportedMediaType, "The content type cannot be read.")
        }
        guard type.isUTF8 else {
            throw Problem(.unsupportedMediaType, "Only the character set UTF-8 is read here.")
        }
        if let plainText, type.essence == "text/plain" {
            self = plainText
            return
        }
        try self.init(type)
    }

    private init(_ type: ContentType) throws(Problem) {
        switch type.essence {
        case "application/json": self = .json
        case "application/x-ndjson", "application/ndjson", "application/jsonl",
            "application/json-lines":
            self = .lines
        case "application/x-www-form-urlencoded": self = .form
        case "multipart/form-data":
            guard let boundary = type.boundary, (1...70).contains(boundary.utf8.count) else {
                throw Problem(.malformed, "The multipart body has no valid boundary.")
            }
            self = .multipart(boundary: boundary)
        default: throw Problem(.unsupportedMediaType)
        }
    }
}
