internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import Trail

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The URL of a JWK set.
struct KeySetEndpoint: Sendable, Hashable {
    let url: String
    /// The host, which may be logged; the path may hold what should not.
    let host: String

    /// Accepts `https`, and `http` to this machine itself.
    init(_ text: String) throws(TrailError) {
        guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty,
            url.user == nil, url.password == nil
        else {
            throw TrailError(.invalidConfiguration, "a URL without a user name is expected")
        }
        let isLocal = url.scheme == "http" && Self.isLoopback(host)
        guard url.scheme == "https" || isLocal else {
            throw TrailError(
                .invalidConfiguration,
                "an https URL is expected; http serves on this machine alone"
            )
        }
        self.url = text
        self.host = host
    }

    /// The body of a 200 response.
    ///
    /// The time counts for the whole exchange: an endpoint that sends a byte now and then holds
    /// nobody up for longer.
    func read(upTo limit: Int, within time: Duration) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await self.fetch(upTo: limit, within: TimeAmount(time)) }
            group.addTask {
                try await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            guard let body = try await group.next() ?? nil else { throw KeySetFailure.late }
            return body
        }
    }

    private func fetch(upTo limit: Int, within time: TimeAmount) async throws -> [UInt8] {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: time, read: time)
        )
        // Whoever waits for an endpoint that refuses connections is told at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Needed once in minutes, so a client is made for each exchange and keeps no connection.
        let client = HTTPClient(configuration: configuration)
        let result = await Self.result {
            try await self.exchange(client, upTo: limit, within: time)
        }
        // The exchange is over, whatever closing the connection may say.
        try? await client.shutdown()
        return try result.get()
    }

    private func exchange(
        _ client: HTTPClient,
        upTo limit: Int,
        within time: TimeAmount
    ) async throws -> [UInt8] {
        do {
            let response = try await client.execute(HTTPClientRequest(url: self.url), timeout: time)
            guard response.status == .ok else { throw KeySetFailure.status(response.status.code) }
            return [UInt8](buffer: try await response.body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw KeySetFailure.tooLong
        } catch let error as HTTPClientError where error == .deadlineExceeded {
            throw KeySetFailure.late
        }
    }

    private static func result<Value>(
        _ body: () async throws -> Value
    ) async -> Result<Value, any Error> {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    /// Whether `host` is this machine, as a name that stands for nothing else or an address.
    private static func isLoopback(_ host: String) -> Bool {
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        let bare = isBracketed ? host.dropFirst().dropLast() : host[...]
        if bare.lowercased() == "localhost" { return true }
        guard let address = IPAddress(String(bare)) else { return false }
        return Self.loopback.contains { $0.contains(address) }
    }

    private static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressRange.init)
}
