/// The `traceparent` header field of W3C Trace Context.
enum TraceParent {
    /// The trace id of `text`; `nil` where it is not valid (W3C Trace Context §3.2.2).
    ///
    /// Of versions that do not exist yet the part is read that every version must have.
    static func traceID(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash else {
            return nil
        }
        let version = bytes[0..<2]
        let trace = bytes[3..<35]
        let parent = bytes[36..<52]
        guard Self.isHexadecimal(version), Self.isHexadecimal(trace),
            Self.isHexadecimal(parent), Self.isHexadecimal(bytes[53..<55]),
            !version.allSatisfy({ $0 == UInt8(ascii: "f") }),
            !trace.allSatisfy({ $0 == zero }), !parent.allSatisfy({ $0 == zero })
        else { return nil }
        let isFirst = version.allSatisfy { $0 == zero }
        guard bytes.count == 55 || (!isFirst && bytes[55] == dash) else { return nil }
        return String(decoding: trace, as: UTF8.self)
    }

    private static let dash = UInt8(ascii: "-")
    private static let zero = UInt8(ascii: "0")

    private static func isHexadecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
            default: false
            }
        }
    }
}
