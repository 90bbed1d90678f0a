internal import HTTPTypes

/// What the header fields of a request say besides where it comes from, found in one pass.
struct RequestSigns: Sendable {
    /// The id that a proxy or client gave the request, where it is one to keep.
    private(set) var requestID: String?
    /// The trace id of a valid `traceparent`.
    private(set) var traceID: String?
    /// The length that the request states for its body.
    private(set) var contentLength: Int64?
    /// Whether a body follows whose length is not stated.
    private(set) var isChunked = false
    /// The page that calls, as it says itself.
    private(set) var frontendURL: String?
    /// The origin of the page that calls.
    private(set) var origin: String?

    init(_ headers: HTTPFields, frontendHeader: HTTPField.Name) {
        let frontendName = frontendHeader.canonicalName
        for field in headers {
            let name = field.name.canonicalName
            switch name.utf8.count {
            case 6, 11, 12, 14, 17, frontendName.utf8.count: break
            // Most fields are none of these, and are told apart by their length.
            default: continue
            }
            switch name {
            case "content-length": self.contentLength = Int64(field.value)
            case "transfer-encoding": self.isChunked = true
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
        guard let length = self.contentLength else { return self.isChunked ? nil : 0 }
        return length >= 0 ? length : nil
    }

    private static func text(_ field: HTTPField) -> String? {
        let value = field.value
        return value.isEmpty ? nil : value
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
