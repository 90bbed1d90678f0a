import MerkleLog
import Testing
import Trail
import TrailServer
import TrailTesting

@Suite struct EventDetailTests {
    /// A server that holds 300 events, a token that reads, and one of the events.
    private func server() async throws -> (TestServer, token: String, SealedEvent) {
        let server = try TestServer()
        var samples = SampleEvents(seed: 3, time: TestServer.now)
        _ = try await server.store.append(AppendRequest(try samples.events(300)))
        let token = try await server.token([.read])
        return (server, token, await server.events()[270])
    }

    private func path(_ event: SealedEvent, _ suffix: String = "") -> String {
        "/api/activity/\(event.header.kind.rawValue)-events/\(event.header.id)/\(suffix)"
    }

    @Test func `shows one event in the list of its kind and in the list of all`() async throws {
        let (server, token, event) = try await self.server()
        let all = try await server.get("/api/activity/events/\(event.header.id)", token: token)
        let own = try await server.get(self.path(event), token: token)
        #expect(own.status == 200)
        #expect(own.bytes == all.bytes)
        #expect(own.json["id"].text == event.header.id.description)
        #expect(own.json["integrity_hash"].text == event.leaf.hex)
        #expect(own.json["is_tampered"].flag == false)
        let others = Event.Kind.allCases.filter { $0 != event.header.kind }
        for kind in others {
            let path = "/api/activity/\(kind.rawValue)-events/\(event.header.id)/"
            #expect(try await server.get(path, token: token).status == 404)
        }
    }

    @Test(arguments: [
        "x", "0193a4b5-0000-7000-8000-000000000009", "0193a4b5000070008000000000000009",
        "verify_integrit", "failed_logins", "%20",
    ])
    func `answers 404 to an id that it does not know`(id: String) async throws {
        let (server, token, _) = try await self.server()
        for suffix in ["", "sealed", "verify-integrity"] {
            let answer = try await server.get("/api/activity/events/\(id)/\(suffix)", token: token)
            #expect(answer.status == 404)
            #expect(answer.problem == "not-found")
        }
    }

    @Test func `verifies an event, in either spelling`() async throws {
        let (server, token, event) = try await self.server()
        for suffix in ["verify_integrity/", "verify-integrity"] {
            let answer = try await server.get(self.path(event, suffix), token: token)
            #expect(answer.text == #"{"status":"ok","valid":true}"#)
        }
    }

    @Test func `finds an event that was altered, in its sections, header or columns`() async throws
    {
        let changes: [@Sendable (SealedEvent, EventColumns) -> LedgerEntry] = [
            { event, columns in
                var sections = event.sections
                sections.what = .sealed(text: Array(#"{"detail":{}}"#.utf8), salt: .random())
                return LedgerEntry(event: event.copy(sections: sections), columns: columns)
            },
            { event, columns in
                let later = event.recordedAt.advanced(by: .seconds(1))
                return LedgerEntry(event: event.copy(recordedAt: later), columns: columns)
            },
            { event, columns in
                var columns = columns
                columns.actor = "somebody else"
                return LedgerEntry(event: event, columns: columns)
            },
        ]
        for change in changes {
            let (server, token, event) = try await self.server()
            await server.store.tamper(with: .default) { ledger in
                guard let row = ledger.rows[270] else { return }
                ledger.rows[270] = change(row.event, row.columns)
            }
            let verdict = try await server.get(self.path(event, "verify_integrity/"), token: token)
            #expect(verdict.text == #"{"status":"tampered","valid":false}"#)
            let shown = try await server.get(self.path(event), token: token)
            #expect(shown.status == 200)
            #expect(shown.json["is_tampered"].flag == true)
        }
    }

    @Test func `finds a head that another key signed`() async throws {
        let (server, token, event) = try await self.server()
        await server.store.tamper(with: .default) { ledger in
            let signer = try? LedgerKey.generate(name: "trail.example").signer
            let checkpoint = ledger.head.note.flatMap { try? Checkpoint(text: $0.text) }
            ledger.head = LedgerHead(
                tenant: .default,
                recordedAt: ledger.head.recordedAt,
                frontier: ledger.head.frontier,
                tail: ledger.head.tail,
                note: signer.flatMap { try? checkpoint?.signed(by: $0) }
            )
        }
        let verdict = try await server.get(self.path(event, "verify_integrity/"), token: token)
        #expect(verdict.text == #"{"status":"tampered","valid":false}"#)
    }

    @Test func `gives all that is needed to verify an event elsewhere`() async throws {
        let (server, token, event) = try await self.server()
        let answer = try await server.get(self.path(event, "sealed/"), token: token)
        let json = answer.json
        #expect(json["tenant"].text == "default")
        #expect(json["ledger_index"].number == 270)
        // Leaf, from the leaf data, which the sections' digests are part of.
        let leafData = try #require(json["leaf_data"].text)
        let leaf = Hash.leaf(Array(leafData.utf8))
        #expect(json["leaf_hash"].text == leaf.hex)
        #expect(leaf == event.leaf)
        for name in SectionName.allCases {
            let section = json["sections"][name.rawValue]
            guard let text = section["text"].text, let salt = section["salt"].text else {
                #expect(event.sections[name] == nil)
                continue
            }
            #expect(salt.count == 32)
            let digest = Section.sealed(
                text: Array(text.utf8),
                salt: try #require(Salt(self.bytes(salt)))
            ).digest(as: name)
            #expect(section["digest"].text == digest.hex)
            #expect(leafData.contains("\"\(name.rawValue)\":\"\(digest.hex)\""))
        }
        // Root, from the proof; signed in the checkpoint.
        let note = try SignedNote(try #require(json["checkpoint"].text))
        let checkpoint = try Checkpoint(text: note.text)
        let proof = InclusionProof(
            index: 270,
            treeSize: UInt64(try #require(json["inclusion_proof"]["tree_size"].number)),
            path: json["inclusion_proof"]["hashes"].elements
                .compactMap { $0.text.flatMap { Hash(hex: $0) } }
        )
        #expect(checkpoint.size == proof.treeSize)
        try proof.verify(leaf: leaf, root: checkpoint.root)
    }

    @Test func `says what was erased, and that the rest still proves`() async throws {
        let (server, token, event) = try await self.server()
        var query = EventQuery(tenant: .default, kinds: [event.header.kind])
        query.from = event.time
        query.to = event.time
        _ = try await server.store.remove(
            RemovalRequest(
                tenant: .default,
                query: query,
                extent: .sections([.what]),
                actor: Event.Actor(type: .user, id: "dpo", isVerified: true),
                reason: "asked for"
            )
        )
        let verdict = try await server.get(self.path(event, "verify_integrity/"), token: token)
        #expect(verdict.text == #"{"status":"erased","valid":true}"#)
        let sealed = try await server.get(self.path(event, "sealed/"), token: token)
        #expect(sealed.json["sections"]["what"]["erased"].flag == true)
        #expect(sealed.json["sections"]["what"]["text"] == .null)
        #expect(sealed.json["sections"]["what"]["digest"].text?.count == 64)
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2)
            .compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}

extension SealedEvent {
    fileprivate func copy(recordedAt: Timestamp? = nil, sections: Sections? = nil) -> SealedEvent {
        SealedEvent(
            index: self.index,
            recordedAt: recordedAt ?? self.recordedAt,
            leaf: self.leaf,
            header: self.header,
            sections: sections ?? self.sections
        )
    }
}
