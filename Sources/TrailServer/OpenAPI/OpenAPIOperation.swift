internal import HTTPTypes
internal import Trail

/// What a method does at a path, as the document has it.
struct OpenAPIOperation: Sendable {
    /// A chapter of the document.
    enum Tag: String, Sendable, Hashable, CaseIterable {
        case events = "Events"
        case recording = "Recording"
        case figures = "Figures"
        case proofs = "Proofs"
        case access = "Access"
        case retention = "Retention"
        case erasure = "Erasure"
        case destinations = "Destinations"
        case operation = "Operation"
    }

    /// What it is called.
    struct Title: Sendable, Hashable {
        let id: String
        let summary: String
        let tag: Tag
        var details: String?
    }

    let method: HTTPRequest.Method
    let access: OpenAPIAccess
    private(set) var title: Title
    private(set) var parameters: [OpenAPIParameter] = []
    private(set) var body: (contents: [OpenAPIContent], isRequired: Bool)?
    private(set) var answers: [OpenAPIAnswer] = []
    private(set) var failures = Failures()

    /// What goes wrong besides what always may.
    struct Failures: Sendable, Hashable {
        var kinds: [Problem.Kind] = []
        /// Whether an error says what was recorded all the same.
        var areOfIngest = false
    }

    /// An operation.
    init(
        _ method: HTTPRequest.Method,
        _ id: String,
        _ tag: Tag,
        _ access: OpenAPIAccess,
        _ summary: String
    ) {
        self.method = method
        self.access = access
        self.title = Title(id: id, summary: summary, tag: tag)
    }

    /// The operation with sentences that say more.
    func detailed(_ details: String) -> Self { self.changed { $0.title.details = details } }

    /// The operation with parameters.
    func taking(_ parameters: [OpenAPIParameter]) -> Self {
        self.changed { $0.parameters += parameters }
    }

    /// The operation with parameters.
    func taking(_ parameters: OpenAPIParameter...) -> Self { self.taking(parameters) }

    /// The operation with a body in one of several forms.
    func reading(_ contents: [OpenAPIContent], isRequired: Bool = true) -> Self {
        self.changed { $0.body = (contents, isRequired) }
    }

    /// The operation with a JSON body.
    func reading(_ schema: JSONSchema, example: JSON, isRequired: Bool = true) -> Self {
        self.reading([.json(schema, example: example)], isRequired: isRequired)
    }

    /// The operation with an answer.
    func answering(
        _ status: HTTPResponse.Status,
        _ summary: String,
        _ contents: [OpenAPIContent] = [],
        headers: [String: String] = [:]
    ) -> Self {
        let answer = OpenAPIAnswer(
            status: status.code,
            summary: summary,
            contents: contents,
            headers: headers
        )
        return self.changed { $0.answers.append(answer) }
    }

    /// The operation with a JSON answer.
    func answering(
        _ status: HTTPResponse.Status,
        _ summary: String,
        _ schema: JSONSchema,
        example: JSON? = nil,
        headers: [String: String] = [:]
    ) -> Self {
        self.answering(status, summary, [.json(schema, example: example)], headers: headers)
    }

    /// The operation with what goes wrong besides what always may.
    func failing(_ kinds: Problem.Kind...) -> Self {
        self.changed { $0.failures.kinds += kinds }
    }

    /// The operation whose errors say what was recorded all the same.
    func failingAsIngest() -> Self { self.changed { $0.failures.areOfIngest = true } }

    private func changed(_ change: (inout Self) -> Void) -> Self {
        var operation = self
        change(&operation)
        return operation
    }
}
