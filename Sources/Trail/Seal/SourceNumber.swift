/// The number that a source gave an event, as it is found in the text of a `where` section.
struct SourceNumber: Sendable, Hashable {
    /// The name of the source.
    let source: String
    /// The number, from 1.
    let number: Int64

    /// The number in `text`; `nil` where there is none.
    init?(of text: [UInt8]) {
        let found: (String, Int64)? = text.withUnsafeBufferPointer { buffer in
            let scanner = CanonicalScanner(buffer)
            guard let place = scanner.value(at: ["source_sequence"]),
                let number = scanner.integer(place),
                let name = scanner.value(at: ["source"]),
                let source = scanner.text(name)
            else { return nil }
            return (source, number)
        }
        guard let found else { return nil }
        (self.source, self.number) = found
    }

    /// `text` without source and number, for comparison alone; as it is where it is no object.
    static func removed(from text: [UInt8]) -> [UInt8] {
        text.withUnsafeBufferPointer { buffer in
            let scanner = CanonicalScanner(buffer)
            var members = MemberScanner(scanner, objectAt: 0)
            var kept: [UInt8] = []
            while let member = members.next() {
                guard let end = scanner.end(ofValueAt: member.value) else { return text }
                let key = scanner[member.key]
                if !key.elementsEqual("source".utf8), !key.elementsEqual("source_sequence".utf8) {
                    kept.append(contentsOf: buffer[member.key.lowerBound - 1..<end])
                    kept.append(UInt8(ascii: ","))
                }
                members.skip(to: end)
            }
            return members.isComplete ? kept : text
        }
    }
}
