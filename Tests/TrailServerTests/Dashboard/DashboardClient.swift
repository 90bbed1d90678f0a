import HTTPTypes
import Testing
import Trail

@testable import TrailServer

extension TestClient {
    /// Sends a form, as the browser of whoever has `cookie` does.
    func form(
        _ path: String,
        _ fields: [(String, String)],
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let body = String(QueryText.make(fields).dropFirst())
        return try await self.send(.post, path, headers, Array(body.utf8))
    }
}

extension Answer {
    /// The token in the page's forms.
    var formToken: String? {
        let parts = self.text.split(separator: "name=\"form_token\" value=\"", maxSplits: 1)
        return parts.count < 2 ? nil : String(parts[1].prefix { $0 != "\"" })
    }

    /// Where the answer leads.
    var location: String? { self.headers[.location] }

    /// The cookies that are set, as a browser sends them back.
    var cookies: HTTPFields {
        let pairs = self.headers[values: .setCookie].filter { !$0.contains("Max-Age=0") }
            .map { $0.prefix { $0 != ";" } }
        return [.cookie: pairs.joined(separator: "; ")]
    }
}
