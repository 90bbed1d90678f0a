internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Trail

/// `/health/live`, `/health/ready` and `/metrics`: for whoever runs the server.
struct HealthRoutes<Context: PrincipalContext>: Sendable {
    /// What is looked at.
    let backend: TrailBackend
    /// The ledger whose clock is compared.
    let tenant: TenantID
    /// Whether anyone may see the metrics.
    let areMetricsOpen: Bool

    /// Adds the routes that are open to everyone.
    func addHealth(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: { _, _ in Self.answer(.ok, "live", []) }), at: "/health/live")
        router.serve(Resource(get: self.ready), at: "/health/ready")
    }

    /// Adds the metrics: for who sees all of a tenant, unless they are open.
    ///
    /// They are of the whole server and say nothing of any tenant's events; still, how much is
    /// recorded and refused is nothing for a program that may only record.
    func addMetrics(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: self.metrics), at: "/metrics")
    }

    /// Whether the server can record: 200, or 503 with what stands in the way.
    ///
    /// Low disk space alone leaves it ready, for the events that matter most are still taken.
    @Sendable private func ready(_ request: Request, _ context: Context) async throws -> Response {
        let recorder = self.backend.recorder.status
        let head = await self.head()
        let isDiskAmple = self.isDiskAmple
        let checks = [
            ("recorder", recorder.isRunning && recorder.outage == nil),
            ("store", head.isReadable),
            ("clock", head.isClockRight),
        ]
        let isReady = checks.allSatisfy(\.1)
        let words = checks.map { ($0.0, $0.1 ? "ok" : "failed") }
        return Self.answer(
            isReady ? .ok : .serviceUnavailable,
            isReady ? (isDiskAmple ? "ready" : "degraded") : "not ready",
            words + [("disk", isDiskAmple ? "ok" : "low")]
        )
    }

    private func head() async -> (isReadable: Bool, isClockRight: Bool) {
        do {
            guard let head = try await self.backend.store.head(of: self.tenant) else {
                return (true, true)
            }
            let latest = self.backend.clock.now().advanced(by: Sealer.clockTolerance)
            return (true, head.recordedAt <= latest)
        } catch {
            return (false, true)
        }
    }

    private var isDiskAmple: Bool {
        do {
            try self.backend.disk?.check(.page)
            return true
        } catch {
            return false
        }
    }

    private static func answer(
        _ code: HTTPResponse.Status,
        _ status: String,
        _ checks: [(String, String)]
    ) -> Response {
        .json(status: code) { output in
            output.beginObject()
            output.member("status", status)
            if !checks.isEmpty {
                output.key("checks")
                output.beginObject()
                for (name, word) in checks {
                    output.member(name, word)
                }
                output.endObject()
            }
            output.endObject()
        }
    }

    @Sendable private func metrics(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        if !self.areMetricsOpen { _ = try context.authorized(.viewAllLogs) }
        guard let metrics = self.backend.metrics else { throw Problem(.notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: PrometheusMetrics.mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text))
        )
    }
}
