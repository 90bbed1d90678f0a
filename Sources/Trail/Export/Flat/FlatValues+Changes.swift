extension FlatValues {
    /// Appends the changes as an object: `{"field": [old, new]}`.
    func appendChangedFields(to output: inout [UInt8]) {
        guard let changes = self.spans[.changes] else {
            return output.append("null")
        }
        output.append(UInt8(ascii: "{"))
        let scanner = self.texts.what
        var place = changes.lowerBound + 1
        while scanner.byte(place) == UInt8(ascii: "{") {
            let change = Change(scanner, at: place)
            change.append(to: &output)
            guard let end = change.end, scanner.byte(end) == UInt8(ascii: ",") else { break }
            output.append(UInt8(ascii: ","))
            place = end + 1
        }
        output.append(UInt8(ascii: "}"))
    }

    /// One element of the list of changes.
    private struct Change {
        private let scanner: CanonicalScanner
        private var field: Range<Int>?
        private var old: Range<Int>?
        private var new: Range<Int>?
        /// Where it ends; `nil` where the text breaks off.
        let end: Int?

        init(_ scanner: CanonicalScanner, at place: Int) {
            self.scanner = scanner
            var members = MemberScanner(scanner, objectAt: place)
            while let member = members.next() {
                let end = scanner.end(ofValueAt: member.value)
                let value = end.map { member.value..<$0 }
                let key = scanner[member.key]
                if key.elementsEqual("field".utf8), value.flatMap(scanner.content) != nil {
                    self.field = value
                }
                if key.elementsEqual("old".utf8) { self.old = value }
                if key.elementsEqual("new".utf8) { self.new = value }
                members.skip(to: end)
            }
            self.end = members.isComplete ? members.place : nil
        }

        func append(to output: inout [UInt8]) {
            self.append(self.field, orElse: "\"\"", to: &output)
            output.append(":[")
            self.append(self.old, orElse: "null", to: &output)
            output.append(UInt8(ascii: ","))
            self.append(self.new, orElse: "null", to: &output)
            output.append(UInt8(ascii: "]"))
        }

        private func append(
            _ span: Range<Int>?,
            orElse text: StaticString,
            to output: inout [UInt8]
        ) {
            guard let span else { return output.append(text) }
            output.append(contentsOf: self.scanner[span])
        }
    }
}
