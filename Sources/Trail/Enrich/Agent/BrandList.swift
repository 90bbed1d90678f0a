/// A list of brands: strings with a version each (User-Agent Client Hints §3.1).
struct BrandList {
    /// A brand.
    struct Brand {
        /// The name, unquoted.
        let name: [UInt8]
        /// The version, unquoted; empty where there is none.
        var version: [UInt8] = []

        /// Whether it is "Not A Brand", in whatever spelling of today.
        var isMadeUp: Bool {
            let letters = self.name.lazy.map { HeaderText.lowercased($0) }
                .filter { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
            return letters.elementsEqual("notabrand".utf8)
        }

        /// Whether it is what several browsers are made of.
        var isEngine: Bool { self.name.elementsEqual("Chromium".utf8) }

        /// Name and major version.
        var text: String {
            let name = String(decoding: self.name, as: UTF8.self)
            let major = self.version.prefix { $0 != UInt8(ascii: ".") }
            guard !major.isEmpty else { return name }
            return name + " " + String(decoding: major, as: UTF8.self)
        }
    }

    /// The brands in their order.
    private(set) var brands: [Brand] = []

    /// Parses a list; `nil` where it is none.
    init?(_ value: some Collection<UInt8>) {
        var reader = BrandReader(rest: Array(value)[...])
        repeat {
            guard var brand = reader.string().map({ Brand(name: $0) }), !brand.name.isEmpty else {
                return nil
            }
            while reader.skip(UInt8(ascii: ";")) {
                guard let (name, text) = reader.parameter() else { return nil }
                if name.elementsEqual("v".utf8) { brand.version = text }
            }
            self.brands.append(brand)
        } while reader.skip(UInt8(ascii: ","))
        guard reader.isAtEnd else { return nil }
    }
}

/// Reads the parts of a list of brands.
private struct BrandReader {
    var rest: ArraySlice<UInt8>

    var isAtEnd: Bool { self.rest.isEmpty }

    /// Skips `byte` and the spaces around it; whether it was there.
    mutating func skip(_ byte: UInt8) -> Bool {
        self.skipSpaces()
        guard self.rest.first == byte else { return false }
        self.rest.removeFirst()
        self.skipSpaces()
        return true
    }

    /// A parameter and its string or token, as which versions are written.
    mutating func parameter() -> (name: ArraySlice<UInt8>, value: [UInt8])? {
        let name = self.token()
        guard !name.isEmpty, self.rest.first == UInt8(ascii: "=") else { return nil }
        self.rest.removeFirst()
        if let text = self.string() { return (name, text) }
        let token = self.token()
        return token.isEmpty ? nil : (name, Array(token))
    }

    /// A quoted string.
    mutating func string() -> [UInt8]? {
        self.skipSpaces()
        guard self.rest.first == UInt8(ascii: "\"") else { return nil }
        var text: [UInt8] = []
        var place = self.rest.startIndex + 1
        while place < self.rest.endIndex {
            switch self.rest[place] {
            case UInt8(ascii: "\""):
                self.rest = self.rest[(place + 1)...]
                return text
            case UInt8(ascii: "\\"):
                place += 1
                guard place < self.rest.endIndex else { return nil }
            default: break
            }
            text.append(self.rest[place])
            place += 1
        }
        return nil
    }

    private mutating func token() -> ArraySlice<UInt8> {
        let token = self.rest.prefix(while: HeaderText.isTokenByte)
        self.rest = self.rest[token.endIndex...]
        return token
    }

    private mutating func skipSpaces() {
        while let byte = self.rest.first, byte == 32 || byte == 9 { self.rest.removeFirst() }
    }
}
