internal import Trail

/// Times as browsers' fields for them hold them: without an offset, which here is UTC.
enum LocalTime {
    /// The text that such a field is to show for the value of a parameter.
    static func text(of value: String, isEnd: Bool) -> String {
        let isDate = value.utf8.count == 10
        guard let time = Timestamp(dateOrDateTime: value.replacing(" ", with: "+")) else {
            return value
        }
        let text = time.description
        guard isDate else { return String(text.prefix(19)) }
        return String(text.prefix(10)) + (isEnd ? "T23:59:59" : "T00:00:00")
    }

    /// The value of a parameter for the text of such a field; the text itself where it has an
    /// offset or is something else.
    ///
    /// Fields know whole seconds. One that is the end of a span is meant with all that is in it.
    static func value(of text: String, isEnd: Bool) -> String {
        let digits = Array(text.utf8)
        let hasTime = digits.count >= 16 && digits[10] == UInt8(ascii: "T")
        let hasOffset = text.hasSuffix("Z") || text.dropFirst(11).contains { "+- ".contains($0) }
        guard hasTime, !hasOffset else { return text }
        let time = text + (digits.count == 16 ? ":00" : "")
        return time + (isEnd && time.utf8.count == 19 ? ".999999Z" : "Z")
    }
}
