/// The number of a payment card (ISO/IEC 7812).
enum CardNumber {
    /// How cards print their numbers, in groups.
    static let shapes = [[4, 4, 4, 4, 3], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4]]

    /// Whether `digits` are those of a card: issuer, length and check digit are right.
    static func isValid(_ digits: some Collection<UInt8>) -> Bool {
        guard (13...19).contains(digits.count) else { return false }
        var start = 0
        for digit in digits.prefix(4) { start = start * 10 + Int(digit &- 48) }
        return Self.lengths(ofIssuer: start).contains(digits.count) && Self.hasCheckDigit(digits)
    }

    /// How long the numbers are of an issuer whose numbers begin with these four digits.
    private static func lengths(ofIssuer start: Int) -> ClosedRange<Int> {
        switch start {
        case 4000...4999: 13...19
        case 5100...5599, 2221...2720: 16...16
        case 3400...3499, 3700...3799: 15...15
        case 3000...3059, 3600...3699, 3800...3999: 14...19
        case 3528...3589, 6011, 6440...6599, 6200...6299, 2200...2204: 16...19
        case 5018, 5020, 5038, 5893, 6304, 6759, 6761...6763: 13...19
        default: 0...0
        }
    }

    /// Whether the last digit is the check digit of the others (Luhn).
    private static func hasCheckDigit(_ digits: some Collection<UInt8>) -> Bool {
        var sum = 0
        var doubles = digits.count % 2 == 0
        for byte in digits {
            var digit = Int(byte &- 48)
            if doubles {
                digit *= 2
                if digit > 9 { digit -= 9 }
            }
            sum += digit
            doubles.toggle()
        }
        return sum % 10 == 0
    }
}
