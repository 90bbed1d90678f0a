/// Where something stands in a dump, for people who have to find it.
package struct DumpPlace: Sendable, Hashable, CustomStringConvertible {
    /// The number of the object, from 1.
    package var object: Int
    /// The line, from 1.
    package var line: Int
    /// Bytes from the start of the file.
    package var byte: UInt64

    package init(object: Int, line: Int, byte: UInt64) {
        self.object = object
        self.line = line
        self.byte = byte
    }

    /// The place in words.
    package var description: String {
        "object \(self.object), line \(self.line), byte \(self.byte)"
    }
}
