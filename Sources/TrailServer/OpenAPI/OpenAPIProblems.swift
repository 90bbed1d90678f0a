internal import HTTPTypes
internal import Trail

/// The errors of a document, one response a status.
struct OpenAPIProblems {
    private var kinds: [Int: [Problem.Kind]] = [:]

    /// What the responses of a status are called.
    static func name(_ status: Int, isOfIngest: Bool) -> String {
        "Problem\(status)" + (isOfIngest ? "OfIngest" : "")
    }

    /// Takes in what may go wrong somewhere.
    mutating func add(_ kinds: [Problem.Kind]) {
        for kind in kinds where !self.kinds[kind.status.code, default: []].contains(kind) {
            self.kinds[kind.status.code, default: []].append(kind)
        }
    }

    /// The responses by name.
    var json: JSON {
        var responses: [String: JSON] = [:]
        for (status, kinds) in self.kinds {
            for isOfIngest in [false, true] {
                let schema: JSONSchema = isOfIngest ? .ingestProblem : .problem
                let answer = OpenAPIAnswer(
                    status: status,
                    summary: kinds.map { "`\($0.name)`: \($0.sentence)" }.joined(separator: "\n\n"),
                    contents: [OpenAPIContent(Problem.mediaType, schema)],
                    headers: self.headers(status, kinds)
                )
                responses[Self.name(status, isOfIngest: isOfIngest)] = answer.json
            }
        }
        return .object(responses)
    }

    private func headers(_ status: Int, _ kinds: [Problem.Kind]) -> [String: String] {
        if status == 401 { return ["WWW-Authenticate": "How to show who one is."] }
        guard kinds.contains(where: { $0.retryAfter != nil }) else { return [:] }
        return ["Retry-After": "After how many seconds to try again, where that is known."]
    }
}
