import HTTPTypes
import Testing
import Trail
import TrailServer
import TrailTesting

@Suite struct HealthRoutesTests {
    private func ready(
        disk: UInt64 = 100,
        _ prepare: @Sendable (TestServer, TestClient) async throws -> Void = { _, _ in }
    ) async throws -> Answer {
        var recording = RecordingConfiguration()
        // A failed write is not tried again within a test.
        recording.retry = Backoff(first: .seconds(60), last: .seconds(60))
        let server = try TestServer(
            recording: recording,
            disk: DiskGuard { DiskSpace(free: disk, total: 100) }
        )
        return try await server.run { client in
            try await prepare(server, client)
            return try await client.get("/health/ready")
        }
    }

    @Test func `lives`() async throws {
        let server = try TestServer()
        let answer = try await server.run { try await $0.get("/health/live") }
        #expect(answer.status == 200)
        #expect(answer.text == #"{"status":"live"}"#)
    }

    @Test func `is ready when it can record`() async throws {
        let answer = try await self.ready { server, client in
            // The recorder begins beside the first requests.
            let form = "application/x-www-form-urlencoded"
            let body = "date=2016-12-29T07:35:22.571Z&path=/"
            _ = try await client.post("/djaffar/log", body, as: form)
        }
        #expect(answer.status == 200)
        #expect(
            answer.text
                == #"{"status":"ready","checks":{"recorder":"ok","store":"ok","clock":"ok","disk":"ok"}}"#
        )
    }

    @Test func `is ready but degraded when the disk is nearly full`() async throws {
        let answer = try await self.ready(disk: 9) { server, client in
            let token = try await server.token([.ingest])
            _ = try await client.post("/api/activity/events/", Sample.login(), token: token)
        }
        #expect(answer.status == 200)
        #expect(answer.json["status"].text == "degraded")
        #expect(answer.json["checks"]["disk"].text == "low")
    }

    @Test func `is not ready when the store cannot be read`() async throws {
        let answer = try await self.ready { server, _ in
            server.faults.failReads(TrailError(.storeUnavailable, "secret"))
        }
        #expect(answer.status == 503)
        #expect(answer.json["status"].text == "not ready")
        #expect(answer.json["checks"]["store"].text == "failed")
        #expect(!answer.text.contains("secret"))
    }

    @Test func `is not ready while the clock is behind the ledger`() async throws {
        let answer = try await self.ready { server, client in
            let token = try await server.token([.ingest])
            _ = try await client.post("/api/activity/events/", Sample.login(), token: token)
            server.clock.advance(by: .seconds(-301))
        }
        #expect(answer.status == 503)
        #expect(answer.json["checks"]["clock"].text == "failed")
    }

    @Test func `is not ready while writes fail`() async throws {
        let answer = try await self.ready { server, client in
            let token = try await server.token([.ingest])
            server.faults.failAppends(TrailError(.outOfSpace, ""))
            _ = try await client.post("/api/activity/events/", Sample.login(), token: token)
        }
        #expect(answer.status == 503)
        #expect(answer.json["checks"]["recorder"].text == "failed")
    }

    @Test func `shows the metrics`() async throws {
        let server = try TestServer { $0.openness.metrics = true }
        try await server.run { client in
            let form = "application/x-www-form-urlencoded"
            let body = "date=2016-12-29T07:35:22.571Z&path=/"
            _ = try await client.post("/djaffar/log", body, as: form)
            _ = try await client.get("/nothing")
            let answer = try await client.get("/metrics")
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.text.contains("\ntrail_events_stored_total 1\n"))
            #expect(answer.text.contains("trail_http_requests_total{status=\"2xx\"} 1\n"))
            #expect(answer.text.contains("trail_http_requests_total{status=\"4xx\"} 1\n"))
            #expect(answer.text.contains("trail_commit_seconds_count 1\n"))
        }
    }
}
