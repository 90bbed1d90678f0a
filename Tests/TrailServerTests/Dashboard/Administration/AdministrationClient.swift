import HTTPTypes
import Testing
import Trail

@testable import TrailServer

extension Answer {
    /// What the forms of the page send along unseen.
    var hidden: [(String, String)] {
        self.text.components(between: "<input type=\"hidden\" name=\"", and: "\">").compactMap {
            let parts = $0.split(separator: "\" value=\"", omittingEmptySubsequences: false)
            return parts.count == 2 ? (String(parts[0]), String(parts[1]).unescaped) : nil
        }
    }

    /// What is wrong with the fields of the page's form.
    var fieldErrors: [String] {
        self.text.components(between: "id=\"error-", and: "</p>").map { $0.unescaped }
    }

    /// What the page says first.
    var notes: [String] {
        self.text.components(between: "<p class=\"note ", and: "</p>").map { $0.unescaped }
    }
}

extension String {
    fileprivate var unescaped: String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(self) { $0.replacing($1.0, with: $1.1) }
    }

    fileprivate func components(between start: String, and end: String) -> [String] {
        self.split(separator: start, omittingEmptySubsequences: false).dropFirst().map { part in
            String(part.firstRange(of: end).map { part[..<$0.lowerBound] } ?? part)
        }
    }
}

extension HTTPFields {
    /// These cookies and others.
    func and(_ others: HTTPFields) -> HTTPFields {
        var fields = self
        fields[.cookie] = [self, others].compactMap { $0[.cookie] }.joined(separator: "; ")
        return fields
    }
}

extension TestClient {
    /// Looks at a page and sends its form, with what is hidden in it.
    func submit(
        _ path: String,
        _ fields: [(String, String)],
        _ cookie: HTTPFields
    ) async throws -> Answer {
        let page = try await self.get(path, cookie)
        #expect(page.status == 200, "\(path): \(page.text)")
        return try await self.form(path, page.hidden + fields, cookie)
    }

    /// Sends the form of a confirming page, with its box ticked.
    func confirm(_ path: String, _ cookie: HTTPFields) async throws -> Answer {
        try await self.submit(path, [("understood", "true")], cookie)
    }
}
