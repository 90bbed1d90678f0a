internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import Trail

extension RemoteTrail {
    /// What came of one request.
    enum Sent {
        /// The server read it and said what became of each line.
        case answered(AppendResult)
        /// The body is larger than the server, or something in front of it, accepts.
        case tooLarge
        /// Nothing of it is known to be stored.
        case failed(TrailError)
    }

    /// Posts `events` as one body of lines.
    ///
    /// - Throws: `CancellationError` alone.
    func send(_ events: ArraySlice<EncodedEvent>) async throws -> Sent {
        let compresses = self.compresses
        let (status, headers, body): (Int, HTTPHeaders, ByteBuffer)
        do {
            let request = try self.request(events, compresses: compresses)
            // A line of an answer has some 170 bytes, with a problem a little more.
            let limit = events.count * 2_048 + 65_536
            (status, headers, body) = try await TimeLimit.run(self.configuration.requestTime) {
                [client] in
                let response = try await client.execute(request, deadline: .distantFuture)
                let body = try await response.body.collect(upTo: limit)
                return (Int(response.status.code), response.headers, body)
            }
        } catch {
            return .failed(try self.failure(error))
        }
        switch status {
        case 200:
            var answer = IngestAnswer(to: events)
            answer.read(body)
            return .answered(answer.result)
        case 413: return .tooLarge
        case 415 where compresses:
            self.compresses = false
            return try await self.send(events)
        default: return .failed(self.failure(status: status, headers))
        }
    }

    private func request(
        _ events: ArraySlice<EncodedEvent>,
        compresses: Bool
    ) throws(TrailError) -> HTTPClientRequest {
        var body: [UInt8] = []
        body.reserveCapacity(events.reduce(0) { $0 + $1.byteCount })
        for event in events {
            let isNamed =
                self.configuration.namesDefaultTenant || event.header.tenant != .default
            event.appendStatement(to: &body, namingTenant: isNamed)
            body.append(UInt8(ascii: "\n"))
        }
        var request = HTTPClientRequest(url: self.address.events)
        request.method = .POST
        request.headers.add(name: "Authorization", value: self.token.authorization)
        request.headers.add(name: "Content-Type", value: "application/x-ndjson")
        request.headers.add(name: "Prefer", value: "return=representation")
        request.headers.add(name: "User-Agent", value: "trail-client")
        if compresses {
            request.headers.add(name: "Content-Encoding", value: "gzip")
            request.body = .bytes(try Gzip.compress(body))
        } else {
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        return request
    }
}

extension RemoteTrail {
    /// What an error of the connection means.
    ///
    /// - Throws: `CancellationError` where nothing went wrong but the caller has gone.
    private func failure(_ error: any Error) throws -> TrailError {
        if let error = error as? TrailError { return error }
        if Task.isCancelled { throw CancellationError() }
        let reason =
            switch error {
            case is TimeLimit.Exceeded: "it did not answer in time"
            case is NIOTooManyBytesError: "it answers without end"
            default: "the connection failed"
            }
        return TrailError(
            .storeUnavailable,
            "the remote Trail at \(self.address.server) is away: \(reason)",
            cause: error
        )
    }

    /// What a status other than 200 means.
    private func failure(status: Int, _ headers: HTTPHeaders) -> TrailError {
        let server = "the remote Trail at \(self.address.server)"
        switch status {
        case 401:
            return TrailError(.invalidConfiguration, "\(server) does not know the token (401)")
        case 403:
            return TrailError(.invalidConfiguration, "\(server): the token may not record (403)")
        case 300..<400, 404, 405, 406, 407, 410, 415, 421:
            return TrailError(
                .invalidConfiguration,
                "\(server) takes no events at this address (\(status))"
            )
        case 400..<500 where ![408, 425, 429].contains(status):
            return TrailError(.unstorable, "\(server) refuses the events (\(status))")
        default:
            return TrailError(
                status == 507 ? .outOfSpace : .storeUnavailable,
                "\(server) cannot record now (\(status))",
                retryAfter: self.pause(headers)
            )
        }
    }

    /// How long the server asks to be left alone, within what is believed.
    private func pause(_ headers: HTTPHeaders) -> Duration? {
        headers.first(name: "Retry-After")
            .flatMap { RetryAfter.pause($0, now: self.clock.now()) }
            .map { min($0, self.configuration.longestPause) }
    }
}
