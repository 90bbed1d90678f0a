/// The fixed set of values that an enumerated field may have, and how people spell them.
struct Choices: Sendable {
    /// The sealed value of a choice.
    private enum Value: Sendable {
        case text(String)
        case number(Int64)
    }

    /// The names to show in messages.
    private let names: [String]
    /// The spellings to describe; letters of either case and other separators do as well.
    let spellings: [String]
    private let values: [String: Value]

    /// Choices that are sealed as texts.
    init(texts: [String]) {
        self.names = texts
        self.spellings = texts
        self.values = Dictionary(
            texts.compactMap { text in Self.folded(text).map { ($0, .text(text)) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Choices that are sealed as numbers: each goes by its number, its name, and other words.
    init(_ numbers: [(number: Int, name: String)], words: [String: Int] = [:]) {
        var values: [String: Value] = [:]
        for (number, name) in numbers {
            values[String(number)] = .number(Int64(number))
            if let word = Self.folded(name) { values[word] = .number(Int64(number)) }
        }
        for (word, number) in words {
            if let word = Self.folded(word) { values[word] = .number(Int64(number)) }
        }
        self.names = numbers.map { "\($0.number) (\($0.name))" }
        self.spellings =
            numbers.map { String($0.number) } + numbers.map(\.name)
            + words.keys.sorted()
        self.values = values
    }

    /// The test for the choices that `spellings` name.
    func test(_ spellings: [String]) throws(ValueError) -> EventFilter.Test {
        var texts: [String] = []
        var numbers: [Int64] = []
        for spelling in spellings {
            switch Self.folded(spelling).flatMap({ self.values[$0] }) {
            case .text(let text): texts.append(text)
            case .number(let number): numbers.append(number)
            case nil: throw ValueError("One of \(self.names.joined(separator: ", ")) is expected.")
            }
        }
        guard numbers.isEmpty else { return .numberIn(numbers) }
        return texts.count == 1 ? .equals(texts[0]) : .oneOf(texts)
    }

    /// `Failed login`, `failed_login` and `failed-login` are one spelling; `nil` for what is none,
    /// such as `-1`: what separates words stands between letters.
    private static func folded(_ spelling: String) -> String? {
        var word = ""
        var isAfterLetter = false
        for character in spelling.lowercased() {
            let isLetter = character.isLetter
            switch character {
            case "-", "_", " ":
                guard isAfterLetter else { return nil }
            case _ where isLetter || character.isNumber: word.append(character)
            default: return nil
            }
            isAfterLetter = isLetter
        }
        guard let last = spelling.last, last.isLetter || last.isNumber else { return nil }
        return word
    }
}

extension Choices {
    static let outcome = Self(texts: Event.Outcome.allCases.map(\.rawValue))
    static let actionType = Self(texts: ActionDetail.ActionType.allCases.map(\.rawValue))
    static let actionStatus = Self(texts: ActionDetail.Status.allCases.map(\.rawValue))
    static let severity = Self(texts: SystemDetail.Severity.allCases.map(\.rawValue))
    static let eventType = Self(
        CRUDDetail.EventType.allCases.map { ($0.rawValue, $0.display) },
        words: ["link": 6, "unlink": 8, "clear": 10]
    )
    static let loginType = Self(
        LoginDetail.LoginType.allCases.map { ($0.rawValue, $0.display) },
        words: ["failed": 2, "login_failed": 2, "refresh": 3]
    )
}
