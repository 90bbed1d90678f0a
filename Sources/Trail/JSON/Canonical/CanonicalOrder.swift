/// The order of keys in canonical JSON: by UTF-16 code units (RFC 8785 §3.2.3), compared on the
/// bytes of UTF-8.
package enum CanonicalOrder {
    /// Whether the key `one`, in UTF-8, stands before `other`.
    package static func precedes(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> Bool
    {
        var other = other.makeIterator()
        for byte in one {
            guard let against = other.next() else { return false }
            if byte != against { return Self.weight(byte) < Self.weight(against) }
        }
        return other.next() != nil
    }

    /// UTF-16 writes what UTF-8 begins with F0…F4 as surrogates, which stand between what begins
    /// with ED and what begins with EE; all other bytes keep their order.
    private static func weight(_ byte: UInt8) -> UInt16 {
        byte >= 0xF0 ? 0xED00 + UInt16(byte) : UInt16(byte) << 8
    }
}
