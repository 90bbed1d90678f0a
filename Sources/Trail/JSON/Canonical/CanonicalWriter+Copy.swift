extension CanonicalWriter {
    /// Copies the value at the reader's place, in canonical form, without building it.
    ///
    /// What is canonical already is copied as it comes; an object's members are put in order
    /// behind the last of them, and only where they need it.
    mutating func copy(from reader: inout JSONReader) throws(JSONError) {
        switch reader.peek() {
        case UInt8(ascii: "{"): try self.copyObject(from: &reader)
        case UInt8(ascii: "["):
            self.beginArray()
            try reader.array(orThrow: { $0 }) { (_, reader) throws(JSONError) in
                try self.copy(from: &reader)
            }
            self.endArray()
        case UInt8(ascii: "\""): try self.copyText(from: &reader)
        default: self.free(try reader.freeValue())
        }
    }

    private mutating func copyText(from reader: inout JSONReader) throws(JSONError) {
        guard let range = try reader.plainString() else {
            let text = try reader.string()
            return reader.isSealed ? self.free(TaggedText.value(of: text)) : self.free(text: text)
        }
        let text = reader.bytes[range]
        guard TaggedText.needsEscape(text) else { return self.string(plain: text, behind: "") }
        guard reader.isSealed else { return self.string(plain: text, behind: "string:") }
        // By way of its value: a tag that Trail would not have written is not taken over.
        self.free(TaggedText.value(of: String(decoding: text, as: UTF8.self)))
    }

    private mutating func copyObject(from reader: inout JSONReader) throws(JSONError) {
        self.beginObject()
        let start = self.bytes.count
        var members: [CopiedMember] = []
        var isInOrder = true
        try reader.members(orThrow: { $0 }) { (key, reader) throws(JSONError) in
            if let last = members.last, isInOrder {
                isInOrder = last.key.precedes(key, in: reader.bytes)
            }
            self.key(key, of: reader)
            let begin = self.bytes.count
            try self.copy(from: &reader)
            members.append(CopiedMember(key: key, value: begin..<self.bytes.count))
        }
        if !isInOrder { try self.sort(members, of: reader, from: start) }
        self.endObject()
    }

    /// Writes `members` once more, in order, in the place of what was written from `start` on.
    private mutating func sort(
        _ members: [CopiedMember],
        of reader: JSONReader,
        from start: Int
    ) throws(JSONError) {
        let sorted = members.sorted { $0.key.precedes($1.key, in: reader.bytes) }
        for (one, next) in zip(sorted, sorted.dropFirst())
        where !one.key.precedes(next.key, in: reader.bytes) {
            let place = max(one.key.range.upperBound, next.key.range.upperBound)
            throw JSONError(.duplicateKey, at: place)
        }
        let copied = self.removeMembers(from: start)
        for member in sorted {
            self.key(member.key, of: reader)
            self.raw(copied[member.value.lowerBound - start..<member.value.upperBound - start])
        }
    }

    /// Writes a key that `reader` has read.
    private mutating func key(_ key: JSONKey, of reader: JSONReader) {
        guard key.isPlain else { return self.key(reader.text(of: key)) }
        self.key(plain: reader.bytes[key.range])
    }
}

/// A member of an object that has been copied.
private struct CopiedMember {
    let key: JSONKey
    /// Where its value is in what was written.
    let value: Range<Int>
}
