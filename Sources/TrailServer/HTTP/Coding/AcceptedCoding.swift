/// What `Accept-Encoding` says (RFC 9110 §12.5.3), as far as it is about gzip.
enum AcceptedCoding {
    /// Whether gzip is accepted, and not less than the plain body.
    static func prefersGzip(_ values: [String]) -> Bool {
        var gzip: Int?
        var any: Int?
        var identity: Int?
        for element in values.flatMap({ $0.lowercased().split(separator: ",") }) {
            let parts = element.split(separator: ";").map { Self.trimmed($0) }
            guard let name = parts.first else { continue }
            let weight = Self.weight(parts.dropFirst())
            switch name {
            case "gzip", "x-gzip": gzip = weight
            case "identity": identity = weight
            case "*": any = weight
            default: break
            }
        }
        guard let wanted = gzip ?? any, wanted > 0 else { return false }
        return wanted >= identity ?? 0
    }

    /// The weight in thousandths; nothing where it cannot be read.
    private static func weight(_ parameters: some Sequence<Substring>) -> Int {
        for parameter in parameters where parameter.hasPrefix("q=") {
            guard let weight = Double(parameter.dropFirst(2)), (0...1).contains(weight) else {
                return 0
            }
            return Int(weight * 1_000)
        }
        return 1_000
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
