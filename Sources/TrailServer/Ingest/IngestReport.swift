internal import HTTPTypes
internal import Hummingbird

/// What became of the events of one body: figures, and the items worth naming.
struct IngestReport: Sendable {
    /// Which items are named.
    enum Detail: Sendable {
        /// All of them; `key` names their place.
        case all(key: String)
        /// Those that were not recorded, at most so many; `key` names their place.
        case failures(key: String, limit: Int)
        /// None: each is told elsewhere.
        case none
    }

    /// 207: each result has a status of its own.
    static let multiStatus = HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")

    private let detail: Detail
    private var stored = 0
    private var accepted = 0
    private var repeated = 0
    private var rejected = 0
    private var conflicts = 0
    /// Why the last event was refused that could be recorded later: nothing is wrong with it.
    private var setback: Problem?
    private var setbacks = 0
    private var omitted = 0
    private var listed = 0
    private var results = JSONOutput(capacity: 1_024)
    private var end: (problem: Problem, place: Int?)?

    /// Nothing has been said about any item yet.
    init(_ detail: Detail) {
        self.detail = detail
    }

    /// Takes in what became of an item.
    mutating func add(_ result: IngestResult) {
        var isFailure = false
        switch result.outcome {
        case .stored where result.status == 202: self.accepted += 1
        case .stored: self.stored += 1
        case .repeated: self.repeated += 1
        case .refused(let problem):
            self.rejected += 1
            self.conflicts += problem.kind == .conflict ? 1 : 0
            if problem.kind.isTransient {
                self.setbacks += 1
                self.setback = problem
            }
            isFailure = true
        }
        switch self.detail {
        case .none: break
        case .all(let key): self.list(result, as: key)
        case .failures(let key, let limit):
            guard isFailure else { return }
            guard self.listed < limit else {
                self.omitted += 1
                return
            }
            self.list(result, as: key)
        }
    }

    /// How many events are recorded, by this request or before.
    var recorded: Int { self.stored + self.accepted + self.repeated }

    /// The body was not recorded to its end because of `problem`; of `place` and what follows
    /// nothing is known.
    mutating func stop(_ problem: Problem, before place: Int? = nil) {
        self.end = (problem, place)
    }

    private mutating func list(_ result: IngestResult, as key: String) {
        self.listed += 1
        self.results.beginObject()
        self.results.member(key, result.place)
        result.write(to: &self.results)
        self.results.endObject()
    }
}

extension IngestReport {
    /// The figures, and the items, as JSON; a ``Problem`` where nothing or not all was recorded
    /// for a reason that concerns the whole.
    var json: [UInt8] {
        var output = JSONOutput(capacity: self.results.bytes.count + 512)
        output.beginObject()
        self.problem?.write(to: &output)
        self.writeFigures(to: &output)
        output.key("results")
        output.array(ofRaw: self.results.bytes)
        output.endObject()
        return output.bytes
    }

    /// The figures alone, the last line of a streamed answer.
    var figures: [UInt8] {
        var output = JSONOutput()
        output.beginObject()
        self.end?.problem.write(to: &output)
        self.writeFigures(to: &output)
        output.endObject()
        return output.bytes
    }

    /// 200 when everything is recorded, 207 when some of it is; otherwise a problem.
    var response: Response {
        var headers = self.problem?.headers ?? HTTPFields()
        headers[.contentType] = self.problem == nil ? "application/json" : Problem.mediaType
        let status = self.problem?.kind.status ?? (self.rejected > 0 ? Self.multiStatus : .ok)
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: self.json))
        return Response(status: status, headers: headers, body: body)
    }

    private var problem: Problem? {
        if let end { return end.problem }
        guard self.rejected > 0, self.recorded == 0 else { return nil }
        // Whoever gets a 400 gives up; these may come again.
        if let setback, self.setbacks == self.rejected { return setback }
        let kind: Problem.Kind = self.conflicts == self.rejected ? .conflict : .invalidInput
        return Problem(kind, "None of the events was recorded; each result says why.")
    }

    private func writeFigures(to output: inout JSONOutput) {
        output.member("stored", self.stored)
        if self.accepted > 0 { output.member("accepted", self.accepted) }
        output.member("repeated", self.repeated)
        output.member("rejected", self.rejected)
        if let place = self.end?.place { output.member("not_read_from", place) }
        if self.omitted > 0 { output.member("results_omitted", self.omitted) }
    }
}
