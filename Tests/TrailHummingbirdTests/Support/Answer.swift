import HTTPTypes
import HummingbirdTesting
import NIOCore

/// What a client gets for a call, but for the date.
struct Answer: Sendable, Equatable {
    let status: Int
    let headers: [String: String]
    let body: String

    init(_ response: TestResponse) {
        var headers: [String: String] = [:]
        for field in response.headers where field.name != .date {
            headers[field.name.canonicalName] = field.value
        }
        self.status = response.status.code
        self.headers = headers
        self.body = String(buffer: response.body)
    }
}
