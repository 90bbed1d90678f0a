import HTTPTypes
import Testing
import Trail
import TrailTesting

extension TestServer {
    /// Stores `count` invented events of all kinds.
    func fill(_ count: Int, seed: UInt64 = 11, tenant: TenantID = .default) async throws {
        var samples = SampleEvents(seed: seed, time: Self.now)
        _ = try await self.store.append(AppendRequest(try samples.events(count, tenant: tenant)))
    }

    /// The ids on all pages of a list, walked by `next`.
    func walk(_ path: String, token: String) async throws -> [String] {
        var ids: [String] = []
        var url: String? = path
        var pages = 0
        while let page = url {
            let answer = try await self.get(page, token: token)
            try #require(answer.status == 200, "\(page): \(answer.text)")
            ids += answer.ids
            url = answer.json["next"].text.map(Self.local)
            pages += 1
            try #require(pages < 1_000)
        }
        return ids
    }

    /// Path and query of an address that a server gave.
    static func local(_ url: String) -> String {
        guard let slashes = url.firstRange(of: "://") else { return url }
        return String(url[slashes.upperBound...].drop { $0 != "/" })
    }
}

extension Answer {
    /// The ids of a page's results.
    var ids: [String] { self.json["results"].elements.compactMap { $0["id"].text } }
}
