package import MerkleLog
internal import Trail

/// Writes JSON text as bytes, members in the order in which they are given.
///
/// For what the server says itself; what is sealed is written by Trail.
package struct JSONOutput: Sendable {
    /// What has been written.
    package private(set) var bytes: [UInt8]
    private var needsComma = false

    /// Nothing yet, with room for `capacity` bytes.
    package init(capacity: Int = 256) {
        self.bytes = []
        self.bytes.reserveCapacity(capacity)
    }

    /// Begins an object.
    package mutating func beginObject() { self.begin(UInt8(ascii: "{")) }

    /// Ends the object.
    package mutating func endObject() { self.end(UInt8(ascii: "}")) }

    /// Begins an array.
    package mutating func beginArray() { self.begin(UInt8(ascii: "[")) }

    /// Ends the array.
    package mutating func endArray() { self.end(UInt8(ascii: "]")) }

    /// The key of the next value.
    package mutating func key(_ key: String) {
        self.string(key)
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    /// A text.
    package mutating func string(_ text: String) {
        self.separate()
        var text = text
        text.withUTF8 { CanonicalWriter.append(quoted: $0, to: &self.bytes) }
    }

    /// A number.
    package mutating func integer(_ number: some BinaryInteger) {
        self.separate()
        self.bytes.append(contentsOf: String(number).utf8)
    }

    /// A flag.
    package mutating func bool(_ flag: Bool) {
        self.separate()
        self.bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    /// JSON null.
    package mutating func null() {
        self.separate()
        self.bytes.append(contentsOf: "null".utf8)
    }

    /// A hash as hexadecimal text.
    package mutating func hex(_ hash: Hash) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        hash.appendHex(to: &self.bytes)
        self.bytes.append(UInt8(ascii: "\""))
    }

    /// A value that is JSON text already.
    package mutating func raw(_ json: some Sequence<UInt8>) {
        self.separate()
        self.bytes.append(contentsOf: json)
    }

    /// A value that `write` appends as JSON text.
    package mutating func raw(_ write: (inout [UInt8]) -> Void) {
        self.separate()
        write(&self.bytes)
    }

    /// An array of values that are JSON text already, one behind the other with commas between.
    package mutating func array(ofRaw values: some Sequence<UInt8>) {
        self.begin(UInt8(ascii: "["))
        self.bytes.append(contentsOf: values)
        self.end(UInt8(ascii: "]"))
    }

    private mutating func begin(_ bracket: UInt8) {
        self.separate()
        self.bytes.append(bracket)
        self.needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        self.bytes.append(bracket)
        self.needsComma = true
    }

    private mutating func separate() {
        if self.needsComma { self.bytes.append(UInt8(ascii: ",")) }
        self.needsComma = true
    }
}

extension JSONOutput {
    /// A text member; JSON null where there is no text.
    package mutating func member(_ key: String, _ text: String?) {
        self.key(key)
        if let text { self.string(text) } else { self.null() }
    }

    /// A number member.
    package mutating func member(_ key: String, _ number: some BinaryInteger) {
        self.key(key)
        self.integer(number)
    }

    /// A flag member.
    package mutating func member(_ key: String, _ flag: Bool) {
        self.key(key)
        self.bool(flag)
    }

    /// A hash member, in hexadecimal.
    package mutating func member(_ key: String, _ hash: Hash) {
        self.key(key)
        self.hex(hash)
    }

    /// A member of hashes, in hexadecimal.
    package mutating func member(_ key: String, _ hashes: [Hash]) {
        self.key(key)
        self.beginArray()
        for hash in hashes {
            self.hex(hash)
        }
        self.endArray()
    }

    /// A member of bytes, as hexadecimal text.
    package mutating func member(_ key: String, _ bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }
        self.key(key)
        self.string(String(decoding: text, as: UTF8.self))
    }
}
