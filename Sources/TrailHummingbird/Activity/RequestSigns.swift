internal import HTTPTypes

/// What the header fields of a request say besides where it comes from, found in one pass.
struct RequestSigns: Sendable {
    /// The id that a proxy or client gave the request, where it is one to keep; only a trusted
    /// proxy's is the id of the request.
    private(set) var requestID: String?
    /// The trace id of a valid `traceparent`.
    private(set) var traceID: String?
    /// The length that the request states for its body.
    private(set) var contentLength: Int64?
    /// Whether a body may follow though no length is stated.
    private(set) var mayHaveBody: Bool
    /// The page that calls, as it says itself.
    private(set) var frontendURL: String?
    /// The origin of the page that calls.
    private(set) var origin: String?

    init(_ head: HTTPRequest, frontendHeader: HTTPField.Name) {
        let frontendName = frontendHeader.canonicalName
        self.mayHaveBody = head.method.mayHaveContent
        for field in head.headerFields {
            let name = field.name.canonicalName
            switch name.utf8.count {
            case 6, 11, 12, 14, 17, frontendName.utf8.count: break
            // Most fields are none of these, and are told apart by their length.
            default: continue
            }
            switch name {
            case "content-length": self.contentLength = Int64(field.value)
            case "transfer-encoding": self.mayHaveBody = true
            case "origin": self.origin = self.origin ?? Self.text(field)
            case "x-request-id": self.requestID = self.requestID ?? RequestID.kept(field.value)
            case "traceparent": self.traceID = self.traceID ?? TraceParent.traceID(field.value)
            case frontendName:
                self.frontendURL = self.frontendURL ?? Self.text(field)
            default: break
            }
        }
    }

    /// Bytes of the body, as far as the head says so.
    var statedSize: Int64? {
        guard let length = self.contentLength else { return self.mayHaveBody ? nil : 0 }
        return length >= 0 ? length : nil
    }

    private static func text(_ field: HTTPField) -> String? {
        let value = field.value
        return value.isEmpty ? nil : value
    }
}

extension HTTPRequest.Method {
    /// Whether content means anything in such a request (RFC 9110 §9.3).
    ///
    /// Over HTTP/2 it may come without a length and without a field that tells of it, and nothing
    /// in a head tells which HTTP it came by.
    var mayHaveContent: Bool {
        switch self {
        case .get, .head, .delete, .options, .trace, .connect: false
        default: true
        }
    }
}

/// Ids of requests that come in with them.
enum RequestID {
    /// `text`, if it is an id that anyone would give a request: letters, digits and a few signs, at
    /// most 128 of them.
    ///
    /// Anything else is not kept: it would be found again by nobody, and may be meant for whoever
    /// looks at the log.
    static func kept(_ text: String) -> String? {
        (1...128).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isPlain) ? text : nil
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"): true
        case UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: "@"): true
        default: false
        }
    }
}
