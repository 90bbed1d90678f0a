import Trail

/// A result as one line of JSON.
struct JSONLine {
    /// The line, without its end.
    let text: String

    init(_ value: [String: JSON]) {
        self.text = String(decoding: CanonicalJSON(.object(value)).bytes, as: UTF8.self)
    }

    init(_ value: [String: String]) {
        self.init(value.mapValues { JSON.string($0) })
    }
}
