internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Trail

/// `POST events/`: takes one event, an array of them, or NDJSON of any length, and answers when
/// they are on disk.
struct EventIngest<Context: PrincipalContext>: Sendable {
    /// The most lines that are named in the answer to NDJSON.
    static var namedLines: Int { 1_000 }

    /// What records.
    let backend: TrailBackend
    /// Sizes and times.
    let limits: TrailServerConfiguration.Limits
    /// The memory for bodies that are read as a whole, and for unfinished lines of NDJSON.
    let budget: BodyBudget

    /// Answers a request.
    func post(_ request: Request, _ context: Context) async throws -> Response {
        let principal = try context.authorized(.ingest)
        try QueryValues(request).allow()
        let parser = IngestParser(
            recorder: self.backend.recorder,
            disk: self.backend.disk,
            principal: principal
        )
        let request = try request.decoded()
        switch try BodyForm(of: request) {
        case .json:
            let body = try await request.body(
                upTo: self.limits.body,
                within: self.limits.bodyTime,
                self.budget
            )
            let text = [UInt8](buffer: body)
            return JSONText.isArray(text)
                ? try await Self.array(text, parser) : try await Self.single(text, parser)
        case .lines: return try await self.lines(request, parser)
        case .form, .multipart, nil:
            throw Problem(.unsupportedMediaType, "Events are read as JSON or as NDJSON.")
        }
    }

    private static func single(_ text: [UInt8], _ parser: IngestParser) async throws -> Response {
        let item = parser.item(place: 0, text, in: text.startIndex..<text.endIndex)
        let (results, _) = await parser.recorder.record([item])
        guard let result = results.first else { throw Problem(.failure) }
        return try result.response
    }

    private static func array(_ text: [UInt8], _ parser: IngestParser) async throws -> Response {
        let ranges = try JSONText.elements(of: text)
        var report = IngestReport(.all(key: "index"))
        var place = 0
        while place < ranges.count {
            let end = min(place + IngestStream.lines, ranges.count)
            let items = (place..<end).map { parser.item(place: $0, text, in: ranges[$0]) }
            let (results, standstill) = await parser.recorder.record(items)
            results.forEach { report.add($0) }
            place = end
            guard let standstill else { continue }
            for rest in place..<ranges.count {
                report.add(IngestResult(place: rest, outcome: .refused(standstill)))
            }
            report.stop(standstill)
            break
        }
        return report.response
    }

    private func lines(_ request: Request, _ parser: IngestParser) async throws -> Response {
        let stream = IngestStream(
            parser: parser,
            lineLimit: self.limits.body,
            lineTime: self.limits.lineTime,
            budget: self.budget
        )
        if request.prefersRepresentation { return Self.streamed(request.body, stream) }
        var report = IngestReport(.failures(key: "line", limit: Self.namedLines))
        do {
            let standstill = try await stream.record(request.body) { results in
                results.forEach { report.add($0) }
            }
            guard let standstill else { return report.response }
            report.stop(standstill.problem, before: standstill.line)
        } catch let error as CancellationError {
            throw error
        } catch {
            // What had been read before the body broke off is recorded all the same.
            report.stop(Problem(thrown: error))
        }
        var response = report.response
        response.headers[.connection] = "close"
        return response
    }

    /// Answers line by line, each as soon as it is on disk, with the figures as the last line.
    private static func streamed(_ body: RequestBody, _ stream: IngestStream) -> Response {
        let headers: HTTPFields = [
            .contentType: "application/x-ndjson",
            .preferenceApplied: "return=representation",
            // Whether all of the body will have been read at the end of this, nobody knows yet.
            .connection: "close",
        ]
        let answer = ResponseBody { writer in
            let lines = Handover<ByteBuffer>(count: 16, weight: IngestStream.bytes)
            async let report = Self.record(body, stream, into: lines)
            // Behind the task, so that it comes first: the task may wait for room in `lines`, and
            // only closing them ends that.
            defer { lines.close() }
            while let ready = try await lines.take() {
                for buffer in ready {
                    try await writer.write(buffer)
                }
            }
            let figures = await report.figures
            try await writer.write(ByteBuffer(bytes: figures + [UInt8(ascii: "\n")]))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: answer)
    }

    /// Records `body` and puts what became of each line into `lines`.
    private static func record(
        _ body: RequestBody,
        _ stream: IngestStream,
        into lines: Handover<ByteBuffer>
    ) async -> IngestReport {
        var report = IngestReport(.none)
        do {
            let standstill = try await stream.record(body) { results in
                let buffer = report.add(lines: results)
                guard await lines.put([buffer], weight: buffer.readableBytes) else {
                    // Nobody reads the answer any more.
                    throw CancellationError()
                }
            }
            if let standstill { report.stop(standstill.problem, before: standstill.line) }
        } catch {
            report.stop(Problem(thrown: error))
        }
        lines.end()
        return report
    }
}

extension IngestReport {
    /// Takes in results and prints each of them as a line.
    fileprivate mutating func add(lines results: [IngestResult]) -> ByteBuffer {
        var buffer = ByteBuffer()
        for result in results {
            self.add(result)
            var output = JSONOutput()
            output.beginObject()
            output.member("line", result.place)
            result.write(to: &output)
            output.endObject()
            buffer.writeBytes(output.bytes)
            buffer.writeInteger(UInt8(ascii: "\n"))
        }
        return buffer
    }
}

extension IngestResult {
    /// The answer to a request that holds this one event.
    ///
    /// - Throws: The problem, where it was not recorded.
    var response: Response {
        get throws(Problem) {
            if case .refused(let problem) = self.outcome { throw problem }
            var output = JSONOutput()
            output.beginObject()
            self.write(to: &output)
            output.endObject()
            return Response(
                status: .init(code: self.status),
                headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: output.bytes))
            )
        }
    }
}
