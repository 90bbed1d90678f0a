extension JSONReader {
    /// Reads an object: calls `body` with each key, and `body` reads the key's value.
    package mutating func object<Failure: Error>(
        orThrow wrap: (JSONError) -> Failure,
        _ body: (String, inout JSONReader) throws(Failure) -> Void
    ) throws(Failure) {
        try self.keys(orThrow: wrap) { (key, reader) throws(Failure) in
            try body(reader.text(of: key), &reader)
        }
    }

    /// Reads an object like ``object(orThrow:_:)``, without making a text of each key.
    mutating func keys<Failure: Error>(
        orThrow wrap: (JSONError) -> Failure,
        _ body: (JSONKey, inout JSONReader) throws(Failure) -> Void
    ) throws(Failure) {
        let start = self.seenKeys.begin()
        try self.members(orThrow: wrap) { (key, reader) throws(Failure) in
            guard reader.seenKeys.insert(key, since: start, in: reader.bytes) else {
                throw wrap(reader.error(.duplicateKey))
            }
            try body(key, &reader)
        }
        self.seenKeys.end(start)
    }

    /// Reads an object whose keys the caller itself holds against each other.
    mutating func members<Failure: Error>(
        orThrow wrap: (JSONError) -> Failure,
        _ body: (JSONKey, inout JSONReader) throws(Failure) -> Void
    ) throws(Failure) {
        do { try self.open(UInt8(ascii: "{"), "an object") } catch { throw wrap(error) }
        if self.take(UInt8(ascii: "}")) { return self.close() }
        while true {
            let key: JSONKey
            do { key = try self.key() } catch { throw wrap(error) }
            try body(key, &self)
            if self.take(UInt8(ascii: ",")) { continue }
            if self.take(UInt8(ascii: "}")) { return self.close() }
            throw wrap(self.unexpected("',' or '}'"))
        }
    }

    /// The text of a key that has been read.
    func text(of key: JSONKey) -> String {
        guard !key.isPlain else { return self.text(at: key.range) }
        return String(decoding: key.text(in: self.bytes), as: UTF8.self)
    }

    /// Reads a key and the colon behind it.
    private mutating func key() throws(JSONError) -> JSONKey {
        guard self.peek() == UInt8(ascii: "\"") else { throw self.unexpected("a key") }
        let start = self.position + 1
        let key: JSONKey
        if let range = try self.plainString() {
            key = self.bytes.withUnsafeBytes {
                JSONKey(UnsafeRawBufferPointer(rebasing: $0[range]), at: range, isPlain: true)
            }
        } else {
            let text = try self.escapedString()
            let range = start..<self.position - 1
            key = text.withUnsafeBytes { JSONKey($0, at: range, isPlain: false) }
        }
        guard self.take(UInt8(ascii: ":")) else { throw self.unexpected("':'") }
        return key
    }
}
