extension CanonicalWriter {
    /// Writes a value of free JSON.
    package mutating func free(_ value: JSON) {
        switch value {
        case .null: self.null()
        case .bool(let flag): self.bool(flag)
        case .integer(let number): self.free(integer: number)
        case .double(let number): self.double(number)
        case .digits(let digits): self.string(TaggedText.number(digits.utf8))
        case .bytes(let bytes): self.string(TaggedText.bytes(bytes))
        case .string(let text): self.free(text: text)
        case .array(let elements):
            self.beginArray()
            for element in elements { self.free(element) }
            self.endArray()
        case .object(let members):
            self.beginObject()
            let inOrder = members.sorted { CanonicalOrder.precedes($0.key.utf8, $1.key.utf8) }
            for (key, member) in inOrder {
                self.key(key)
                self.free(member)
            }
            self.endObject()
        }
    }

    /// Writes a text that was not made by Trail itself, behind `string:` if it looks tagged.
    mutating func free(text: String) {
        self.string(TaggedText.needsEscape(text.utf8) ? TaggedText.string + text : text)
    }

    private mutating func free(integer: Int64) {
        guard integer.magnitude > JSONNumber.safeInteger else { return self.integer(integer) }
        let digits = Array("\(integer)".utf8)
        guard JSONNumber.isExact(Double(integer), digits[...]) else {
            return self.string(TaggedText.number(digits))
        }
        self.integer(integer)
    }
}
