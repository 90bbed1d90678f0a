/// Names as people mean them, whatever letters they are written in.
enum FoldedName {
    /// `name` in lower case, with the letters for which JSON's escapes stand, without marks and
    /// signs that nobody sees, and with wide letters as plain ones.
    static func bytes(of name: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        self.bytes(of: String(decoding: name, as: UTF8.self))
    }

    static func bytes(of name: String) -> [UInt8] {
        var folded = ""
        var rest = Substring(name).unicodeScalars
        while let scalar = rest.popFirst() {
            guard scalar == "\\" else {
                Self.append(scalar, to: &folded)
                continue
            }
            // One that is itself escaped stands for the same.
            while rest.first == "\\" { rest.removeFirst() }
            guard let sign = rest.popFirst() else { break }
            let digits = rest.prefix(4)
            if sign == "u", digits.count == 4, let code = UInt32(String(digits), radix: 16),
                let letter = Unicode.Scalar(code)
            {
                rest.removeFirst(4)
                Self.append(letter, to: &folded)
            } else {
                folded.append(" ")
            }
        }
        return Array(folded.utf8)
    }

    private static func append(_ scalar: Unicode.Scalar, to folded: inout String) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case _ where scalar.isASCII: folded.unicodeScalars.append(scalar)
        case _ where properties.isDefaultIgnorableCodePoint, .nonspacingMark: break
        default:
            if let plain = Self.plain(scalar) {
                folded.unicodeScalars.append(plain)
            } else {
                folded += properties.lowercaseMapping
            }
        }
    }

    /// The ASCII sign of which `scalar` is the wide form.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) : nil
    }
}
