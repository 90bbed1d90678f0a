import Testing

@testable import Trail

@Suite struct QueryParameterShapeTests {
    private static let lists: [Event.Kind?] = [nil] + Event.Kind.allCases

    /// Values of a shape, the outermost ones among them.
    private static func values(_ shape: QueryParameter.Shape) -> [String] {
        switch shape {
        case .text, .texts: ["x"]
        case .time: ["2026-11-21", "2026-11-21T02:38:40Z"]
        case .hours: ["0", "0.5", "\(QueryParameter.mostHours)"]
        case .flag: ["true", "false"]
        // A cursor is of a question; nothing that can be written down here is one.
        case .cursor: []
        case .tenant: ["default"]
        case .number(let range), .numbers(let range):
            ["\(range.lowerBound)", "\(range.upperBound)"]
        case .choice(let values), .choices(let values): values
        }
    }

    @Test func `describes values that are read`() throws {
        for kind in Self.lists {
            for parameter in QueryParameter.all where parameter.exists(on: kind) {
                for value in Self.values(parameter.shape(on: kind)) {
                    // An address is a text, but not every text is one.
                    let value = parameter.names[0] == "remote_ip" ? "::1" : value
                    for name in parameter.names {
                        #expect(throws: Never.self, "\(name)=\(value)") {
                            try EventListRequest(
                                parameters: [(name, value)],
                                kind: kind,
                                tenant: .default,
                                now: Timestamp(microseconds: 0)
                            )
                        }
                    }
                }
            }
        }
    }

    @Test func `refuses what lies beyond what it describes`() {
        for kind in Self.lists {
            for parameter in QueryParameter.all where parameter.exists(on: kind) {
                let wrong: String
                switch parameter.shape(on: kind) {
                case .number(let range), .numbers(let range): wrong = "\(range.upperBound + 1)"
                case .hours: wrong = "\(QueryParameter.mostHours + 1)"
                case .choice, .choices, .flag, .time, .cursor: wrong = "no.such"
                case .text, .texts, .tenant: wrong = ""
                }
                #expect(throws: ParameterErrors.self, "\(parameter.names[0])=\(wrong)") {
                    try EventListRequest(
                        parameters: [(parameter.names[0], wrong)],
                        kind: kind,
                        tenant: .default,
                        now: Timestamp(microseconds: 0)
                    )
                }
            }
        }
    }
}
