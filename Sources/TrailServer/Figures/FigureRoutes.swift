internal import Hummingbird
internal import Trail

/// Figures about events: the dashboard's numbers, suspicious addresses, and error rates.
///
/// Like lists, they show no more than whoever asks may see.
struct FigureRoutes<Context: PrincipalContext>: Sendable {
    /// What is asked.
    let backend: TrailBackend

    /// Adds the routes below the prefix of the API.
    func add(to group: RouterGroup<Context>) {
        group.serve(Resource(get: self.dashboard), at: "dashboard")
        group.serve(
            Resource(get: self.suspects),
            spelled: "login-events/brute_force_suspects"
        )
        group.serve(Resource(get: self.errorRates), spelled: "request-events/error_rates")
    }

    /// `dashboard/`: numbers about a window of time.
    func dashboard(_ request: Request, _ context: Context) async throws -> Response {
        let (window, figures) = try await self.reader.dashboard(request, context)
        return .json(DashboardBody(window: window, figures: figures).json)
    }

    /// `login-events/brute_force_suspects/`: addresses from which many logins failed in a while.
    func suspects(_ request: Request, _ context: Context) async throws -> Response {
        .json(Self.body(try await self.reader.suspects(request, context)))
    }

    /// `request-events/error_rates/`: the endpoints with the most errors.
    func errorRates(_ request: Request, _ context: Context) async throws -> Response {
        .json(Self.body(try await self.reader.errorRates(request, context).endpoints))
    }

    private var reader: FigureReader { FigureReader(backend: self.backend) }
}

extension FigureRoutes {
    private static func body(_ suspects: Suspects) -> [UInt8] {
        var output = JSONOutput(capacity: 256 * (suspects.entries.count + 1))
        output.beginArray()
        for suspect in suspects.entries {
            output.beginObject()
            output.member("remote_ip", suspect.address)
            output.member("attempts", suspect.attempts)
            if suspects.isPartial { output.member("attempts_is_estimate", true) }
            output.member("first", suspect.first.description)
            output.member("last", suspect.last.description)
            output.member("total", suspect.total)
            output.key("usernames")
            output.beginArray()
            for name in suspect.usernames { output.string(name) }
            output.endArray()
            output.endObject()
        }
        output.endArray()
        return output.bytes
    }

    private static func body(_ endpoints: Figures.Ranking<Figures.Endpoint>) -> [UInt8] {
        var output = JSONOutput(capacity: 256 * (endpoints.entries.count + 1))
        output.beginArray()
        for endpoint in endpoints.entries {
            let errors = endpoint.errors(in: 400...Int.max)
            output.beginObject()
            output.member("url", endpoint.path)
            output.member("total", endpoint.total)
            output.member("4xx", endpoint.errors(in: 400...499))
            output.member("5xx", endpoint.errors(in: 500...Int.max))
            output.key("rate")
            output.percentage(errors, of: endpoint.total)
            output.member("response_status", endpoint.mostFrequentError?.status ?? 0)
            output.member("count", endpoint.mostFrequentError?.count ?? 0)
            if endpoints.isEstimate { output.member("is_estimate", true) }
            output.endObject()
        }
        output.endArray()
        return output.bytes
    }
}

extension JSONOutput {
    /// A share as a percentage with two decimals; 0.0 of nothing.
    mutating func percentage(_ part: Int64, of whole: Int64) {
        // Of what is merely estimated, a part may be known better than the whole.
        let whole = max(whole, part)
        guard whole > 0 else { return self.raw("0.0".utf8) }
        let hundredths = Int64((Double(part) * 10_000 / Double(whole)).rounded())
        let decimals = hundredths % 100
        let digits =
            decimals % 10 == 0 ? "\(decimals / 10)" : (decimals < 10 ? "0" : "") + "\(decimals)"
        self.raw("\(hundredths / 100).\(digits)".utf8)
    }
}
