/// What a number's digits amount to, so that none is lost.
enum JSONNumber {
    /// A whole number of 64 bits.
    case integer(Int64)
    /// A double that prints as the same number.
    case double(Double)
    /// Digits that neither holds.
    case digits(String)

    /// The largest integer below which every JSON reader keeps every integer: 2^53 − 1.
    static let safeInteger: UInt64 = 9_007_199_254_740_991
    /// The most bytes that a number may have.
    private static let maximumLength = 400

    /// Judges the digits of a JSON number.
    ///
    /// - Throws: ``JSONError`` for a number beyond what a double can approach, or one of more
    ///   than 400 bytes.
    init(_ digits: ArraySlice<UInt8>, at offset: Int) throws(JSONError) {
        if let integer = Self.integer(digits) {
            self = .integer(integer)
            return
        }
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count <= Self.maximumLength, let double = Double(text), double.isFinite
        else { throw JSONError(.invalidNumber, at: offset) }
        self = Self.isExact(double, digits) ? .double(double) : .digits(text)
    }

    /// Whether `double` prints as the number that `digits` say.
    static func isExact(_ double: Double, _ digits: ArraySlice<UInt8>) -> Bool {
        var printed: [UInt8] = []
        ECMAScriptNumber.append(double, to: &printed)
        return Decimal(digits) == Decimal(printed[...])
    }

    /// The whole number that `digits` say, if 64 bits hold it.
    static func integer(_ digits: ArraySlice<UInt8>) -> Int64? {
        let isNegative = digits.first == UInt8(ascii: "-")
        guard digits.count <= 20 else { return nil }
        var value: Int64 = 0
        for byte in digits.dropFirst(isNegative ? 1 : 0) {
            guard byte >= 48, byte <= 57 else { return nil }
            let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(byte - 48)
            let sum = tens.addingReportingOverflow(isNegative ? -digit : digit)
            guard !overflows, !sum.overflow else { return nil }
            value = sum.partialValue
        }
        return value
    }
}

/// A number by its significant digits and the power of ten of the last one.
private struct Decimal: Equatable {
    private var isNegative = false
    private var digits: [UInt8] = []
    private var exponent = 0

    /// The number that `text`, a JSON number, says.
    init(_ text: ArraySlice<UInt8>) {
        var seenPoint = false
        for place in text.indices {
            let byte = text[place]
            switch byte {
            case UInt8(ascii: "-"): self.isNegative = true
            case UInt8(ascii: "."): seenPoint = true
            case 48...57:
                self.digits.append(byte)
                if seenPoint { self.exponent -= 1 }
            default:
                self.exponent += Self.exponent(text[(place + 1)...])
                self.normalise()
                return
            }
        }
        self.normalise()
    }

    /// An exponent, held to what no number that a double can approach has.
    private static func exponent(_ text: ArraySlice<UInt8>) -> Int {
        let isNegative = text.first == UInt8(ascii: "-")
        var value = 0
        for byte in text where byte >= 48 && byte <= 57 && value < 1_000_000 {
            value = value * 10 + Int(byte - 48)
        }
        return isNegative ? -value : value
    }

    private mutating func normalise() {
        while self.digits.last == UInt8(ascii: "0") {
            self.digits.removeLast()
            self.exponent += 1
        }
        self.digits.removeFirst(self.digits.prefix { $0 == UInt8(ascii: "0") }.count)
        if self.digits.isEmpty {
            self.isNegative = false
            self.exponent = 0
        }
    }
}
