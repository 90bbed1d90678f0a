internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// What whoever runs the server looks at.
    static func operation(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        guard scope.isServer else { return [] }
        let areMetricsOpen = scope.configuration.openness.metrics
        return [
            OpenAPIPath("/health/live", [Self.live]), OpenAPIPath("/health/ready", [Self.ready]),
            OpenAPIPath(
                "/metrics",
                [Self.metrics(areMetricsOpen ? .visitors : .permission(.viewAllLogs))]
            ),
        ]
    }

    /// The document itself.
    static func documents(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        let own = Self.document("showDescription", .visitors)
        let path = OpenAPIPath(scope.api("openapi.json"), [own])
        guard scope.isServer else { return [path] }
        return [
            path, OpenAPIPath("/openapi.json", [Self.document("showServerDescription", .anyone)]),
        ]
    }

    private static func document(_ id: String, _ access: OpenAPIAccess) -> OpenAPIOperation {
        OpenAPIOperation(.get, id, .operation, access, "This document.")
            .taking(.ifNoneMatch)
            .answering(
                .ok,
                "An OpenAPI 3.1 document.",
                .map(of: .anything),
                headers: ["ETag": "A hash of the body."]
            )
            .answering(.notModified, "The copy is still right.")
    }

    private static let live = OpenAPIOperation(
        .get,
        "showLiveness",
        .operation,
        .anyone,
        "Whether the server answers."
    )
    .answering(.ok, "It does.", .object([.init("status", .choice(["live"]))]))

    private static let ready = OpenAPIOperation(
        .get,
        "showReadiness",
        .operation,
        .anyone,
        "Whether the server can record."
    )
    .answering(.ok, "It can.", .readiness)
    .answering(.serviceUnavailable, "It cannot, and why.", .readiness)

    private static func metrics(_ access: OpenAPIAccess) -> OpenAPIOperation {
        OpenAPIOperation(.get, "showMetrics", .operation, access, "Figures for Prometheus.")
            .answering(
                .ok,
                "In the text format of Prometheus.",
                [OpenAPIContent(PrometheusMetrics.mediaType, .text)]
            )
            .failing(.notFound)
    }
}

extension JSONSchema {
    fileprivate static let readiness = Self.named(
        "Readiness",
        .object([
            Field("status", .choice(["ready", "degraded", "not ready"])),
            Field(
                "checks",
                .object([
                    Field("recorder", .choice(["ok", "failed"])),
                    Field("store", .choice(["ok", "failed"])),
                    Field("clock", .choice(["ok", "failed"])),
                    Field("disk", .choice(["ok", "low"])),
                ])
            ),
        ])
    )
}
