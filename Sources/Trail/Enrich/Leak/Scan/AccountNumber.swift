/// An international bank account number (ISO 13616).
enum AccountNumber {
    /// Where the number ends that begins at `place`; `nil` where none does.
    ///
    /// It may be printed in groups of four with spaces. Country, length and check digits must be
    /// right.
    static func end(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard place + 15 <= bytes.count, ASCII.isUpper(bytes[place]),
            ASCII.isUpper(bytes[place + 1]), ASCII.isDigit(bytes[place + 2]),
            ASCII.isDigit(bytes[place + 3]),
            let length = Self.lengths[UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])]
        else { return nil }
        var number: [UInt8] = []
        var end = place
        while number.count < length {
            guard end < bytes.count else { return nil }
            if bytes[end] == 0x20, !number.isEmpty, number.count % 4 == 0 { end += 1 }
            guard end < bytes.count, ASCII.isDigit(bytes[end]) || ASCII.isUpper(bytes[end]) else {
                return nil
            }
            number.append(bytes[end])
            end += 1
        }
        guard end == bytes.count || !ASCII.isAlphanumeric(bytes[end]) else { return nil }
        return Self.hasCheckDigits(number) ? end : nil
    }

    /// Whether the number, its first four places moved to the end and letters taken for 10 to 35,
    /// leaves 1 when divided by 97.
    private static func hasCheckDigits(_ number: [UInt8]) -> Bool {
        var rest = 0
        for byte in number[4...] + number[..<4] {
            rest =
                ASCII.isDigit(byte)
                ? (rest * 10 + Int(byte) - 48) % 97
                : (rest * 100 + Int(byte) - 55) % 97
        }
        return rest == 1
    }

    /// How long the numbers of each country are.
    private static let lengths: [UInt16: Int] = {
        let countries =
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 "
            + "DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 "
            + "HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 "
            + "LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 "
            + "PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 "
            + "TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
        var lengths: [UInt16: Int] = [:]
        for country in countries.split(separator: " ") {
            let code = country.utf8.prefix(2).reduce(UInt16(0)) { $0 << 8 | UInt16($1) }
            lengths[code] = Int(country.dropFirst(2))
        }
        return lengths
    }()
}
