internal import Trail

extension QueryValues {
    /// The whole number of a parameter, or what holds without it.
    ///
    /// - Throws: ``Problem`` 400 for anything else.
    func number(
        _ name: String,
        in range: ClosedRange<UInt64>,
        default standard: UInt64
    ) throws(Problem) -> UInt64 {
        guard let text = self[name] else { return standard }
        let isPlain = text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        guard isPlain, let number = UInt64(text), range.contains(number) else {
            let (least, most) = (range.lowerBound, range.upperBound)
            throw Problem(field: name, "A whole number from \(least) to \(most) is expected.")
        }
        return number
    }

    /// The time of a parameter; `nil` where it is absent.
    ///
    /// - Parameters:
    ///   - name: The parameter.
    ///   - isEnd: Whether a date alone means its last moment.
    /// - Returns: The time.
    /// - Throws: ``Problem`` 400 for what is neither a date nor a date-time.
    func time(_ name: String, isEnd: Bool = false) throws(Problem) -> Timestamp? {
        guard let text = self[name] else { return nil }
        // An unescaped + in a URL arrives as a space; only an offset can stand behind one.
        guard let time = Timestamp(dateOrDateTime: text.replacing(" ", with: "+")) else {
            throw Problem(
                field: name,
                "A date, or a date-time with an offset or Z (RFC 3339) is expected."
            )
        }
        let isDate = text.utf8.count == 10
        return isDate && isEnd ? time.advanced(by: .microseconds(86_399_999_999)) : time
    }
}
