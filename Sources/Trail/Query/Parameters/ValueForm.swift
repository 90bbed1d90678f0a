/// How the text of a parameter becomes the test of a filter.
enum ValueForm: Sendable {
    /// The value itself.
    case text
    /// A part of the value, in letters of either case.
    case part
    /// A method; the common ones in letters of either case.
    case method
    /// Several methods, separated by commas.
    case methods
    /// A number within the range.
    case number(ClosedRange<Int64>)
    /// Several numbers, separated by commas.
    case numbers(ClosedRange<Int64>)
    /// The least number.
    case atLeast(ClosedRange<Int64>)
    /// The greatest number.
    case atMost(ClosedRange<Int64>)
    /// True or false.
    case flag
    /// One of a fixed set.
    case choice(Choices)
    /// Several of a fixed set, separated by commas.
    case choices(Choices)
    /// Several texts, separated by commas.
    case texts

    /// How many values a list may have.
    static let maximumCount = 100

    /// The test for `value`.
    func test(_ value: String) throws(ValueError) -> EventFilter.Test {
        switch self {
        case .text: return .equals(value)
        case .part: return .contains(value)
        case .texts: return try Self.test(texts: Self.list(value))
        case .method: return .equals(Self.method(value))
        case .methods: return try Self.test(texts: Self.list(value).map(Self.method))
        case .number(let range): return .numberIn([try Self.number(value, range)])
        case .numbers(let range):
            return .numberIn(
                try Self.list(value).map { text throws(ValueError) in
                    try Self.number(text, range)
                }
            )
        case .atLeast(let range): return .numberBetween(try Self.number(value, range), .max)
        case .atMost(let range): return .numberBetween(.min, try Self.number(value, range))
        case .flag: return .flag(try Self.flag(value))
        case .choice(let choices): return try choices.test([value])
        case .choices(let choices): return try choices.test(Self.list(value))
        }
    }

    /// The whole number that `value` says.
    static func number(
        _ value: String,
        _ range: ClosedRange<Int64>
    ) throws(ValueError) -> Int64 {
        let isPlain = value.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        guard isPlain, let number = Int64(value), range.contains(number) else {
            let (least, most) = (range.lowerBound, range.upperBound)
            throw ValueError("A whole number from \(least) to \(most) is expected.")
        }
        return number
    }

    private static func list(_ value: String) throws(ValueError) -> [String] {
        let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= Self.maximumCount else {
            throw ValueError("At most \(Self.maximumCount) values are accepted.")
        }
        guard !parts.contains("") else {
            throw ValueError("Values separated by single commas are expected.")
        }
        return parts
    }

    private static func test(texts: [String]) -> EventFilter.Test {
        texts.count == 1 ? .equals(texts[0]) : .oneOf(texts)
    }

    private static func flag(_ value: String) throws(ValueError) -> Bool {
        switch value {
        case "true", "True", "1": return true
        case "false", "False", "0": return false
        default: throw ValueError("true or false is expected.")
        }
    }

    /// Methods are sealed as sent and case counts in them, but nobody means `get` by `get`.
    private static func method(_ value: String) -> String {
        let upper = value.uppercased()
        return Self.commonMethods.contains(upper) ? upper : value
    }

    private static let commonMethods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
    ]
}

/// What is wrong with a value, as a sentence.
struct ValueError: Error, Hashable {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
