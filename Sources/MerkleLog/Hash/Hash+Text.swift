/// Hexadecimal and base64 forms of a hash.
extension Hash: CustomStringConvertible {
    /// Reads 64 hexadecimal digits of either case; `nil` for anything else.
    public init?(hex: String) {
        guard let bytes = Hexadecimal.decode(hex.utf8) else { return nil }
        self.init(bytes: bytes)
    }

    /// Reads padded standard base64 (RFC 4648 §4) of 32 bytes; `nil` for anything else.
    ///
    /// Strict: what this accepts, ``base64`` prints again to the byte.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes: bytes)
    }

    /// The hash as 64 lower-case hexadecimal digits.
    public var hex: String {
        self.withUnsafeBytes { Hexadecimal.encode($0) }
    }

    /// The hash in padded standard base64 (RFC 4648 §4).
    public var base64: String {
        Base64.encode(self.bytes)
    }

    /// The hash as 64 lower-case hexadecimal digits.
    public var description: String { self.hex }

    /// Appends the 64 lower-case hexadecimal digits to `output`, without making a string.
    public func appendHex(to output: inout [UInt8]) {
        self.withUnsafeBytes { Hexadecimal.append($0, to: &output) }
    }
}
