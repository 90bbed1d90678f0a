import HTTPTypes
import MerkleLog
import Testing
import Trail
import TrailServer
import TrailTesting

@Suite struct LedgerRoutesTests {
    private static let count = 700

    private func server() async throws -> (TestServer, token: String, MemoryTree) {
        let server = try TestServer()
        var samples = SampleEvents(seed: 4, time: TestServer.now)
        _ = try await server.store.append(AppendRequest(try samples.events(Self.count)))
        var tree = MemoryTree()
        for event in await server.events() {
            tree.append(event.leaf)
        }
        return (server, try await server.token([.read]), tree)
    }

    private func hashes(_ json: JSON) -> [Hash] {
        json.elements.compactMap { $0.text.flatMap { Hash(hex: $0) } }
    }

    @Test func `serves the signed checkpoint`() async throws {
        let (server, token, tree) = try await self.server()
        let answer = try await server.get("/ledger/default/checkpoint", token: token)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(answer.headers[.cacheControl] == "no-cache")
        let note = try SignedNote(bytes: answer.bytes)
        let checkpoint = try Checkpoint(text: note.text)
        #expect(checkpoint.origin == "trail.example/default")
        #expect(checkpoint.size == UInt64(Self.count))
        #expect(checkpoint.root == tree.root)
    }

    @Test(arguments: [
        ("0/000", 0, 256), ("0/001", 256, 256), ("0/002.p/188", 512, 188), ("0/002.p/1", 512, 1),
        ("0/000.p/5", 0, 5),
    ])
    func `serves tiles of leaves, full and partial`(path: String, first: Int, width: Int)
        async throws
    {
        let (server, token, _) = try await self.server()
        let answer = try await server.get("/ledger/default/tile/\(path)", token: token)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "application/octet-stream")
        #expect(answer.headers[.cacheControl] == "private, max-age=31536000, immutable")
        let leaves = await server.events()[first..<first + width].flatMap { $0.leaf.bytes }
        #expect(answer.bytes == leaves)
    }

    @Test func `serves tiles of the levels above`() async throws {
        let (server, token, tree) = try await self.server()
        let answer = try await server.get("/ledger/default/tile/1/000.p/2", token: token)
        #expect(answer.status == 200)
        let leaves = await server.events().map(\.leaf)
        let roots = [0, 256].map { first in
            MemoryTree(leaves: leaves[first..<first + 256]).root
        }
        #expect(answer.bytes == roots.flatMap(\.bytes))
        #expect(tree.size == UInt64(Self.count))
    }

    @Test func `serves leaf data beside the tiles, as long as no row is gone`() async throws {
        let (server, token, _) = try await self.server()
        let path = "/ledger/default/tile/entries/002.p/188"
        let answer = try await server.get(path, token: token)
        #expect(answer.status == 200)
        let bundle = try EntryBundle(bytes: answer.bytes)
        #expect(bundle.leaves == (await server.events()[512...]).map(\.leaf))
        await server.store.tamper(with: .default) { $0.rows[600] = nil }
        #expect(try await server.get(path, token: token).status == 404)
        #expect(
            try await server.get("/ledger/default/tile/entries/000", token: token).status == 200
        )
    }

    @Test(arguments: [
        "tile/0/003", "tile/0/002", "tile/0/002.p/189", "tile/1/000.p/3", "tile/1/000",
        "tile/2/000.p/1", "tile/0/0", "tile/0/x000/000", "tile/0/000.p/0", "tile/0/000.p/256",
        "tile/64/000", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0", "tile/", "tile/a/000",
        "tile/entries/003", "tile/7/000.p/1", "tile/8/000.p/1", "tile/63/000.p/1",
    ])
    func `answers 404 to what the tree does not have`(path: String) async throws {
        let (server, token, _) = try await self.server()
        let answer = try await server.get("/ledger/default/\(path)", token: token)
        #expect(answer.status == 404)
        #expect(answer.problem == "not-found")
    }

    @Test(arguments: [(0, 1), (0, 700), (699, 700), (255, 256), (256, 257), (300, 650)])
    func `proves that a leaf is in a tree`(index: UInt64, size: UInt64) async throws {
        let (server, token, tree) = try await self.server()
        let path = "/ledger/default/proof/inclusion?index=\(index)&size=\(size)"
        let answer = try await server.get(path, token: token)
        #expect(answer.status == 200)
        let proof = InclusionProof(
            index: index,
            treeSize: size,
            path: self.hashes(answer.json["hashes"])
        )
        let root = try #require(answer.json["root_hash"].text.flatMap { Hash(hex: $0) })
        try proof.verify(leaf: await server.events()[Int(index)].leaf, root: root)
        if size == tree.size { #expect(root == tree.root) }
    }

    @Test(arguments: [(0, 700), (1, 700), (256, 512), (699, 700), (700, 700), (0, 0)])
    func `proves that a tree only grew`(from: UInt64, to: UInt64) async throws {
        let (server, token, _) = try await self.server()
        let path = "/ledger/default/proof/consistency?from=\(from)&to=\(to)"
        let answer = try await server.get(path, token: token)
        #expect(answer.status == 200)
        let leaves = await server.events().map(\.leaf)
        let proof = ConsistencyProof(
            oldSize: from,
            newSize: to,
            path: self.hashes(answer.json["hashes"])
        )
        let root = try #require(answer.json["root_hash"].text.flatMap { Hash(hex: $0) })
        try proof.verify(oldRoot: MemoryTree(leaves: leaves.prefix(Int(from))).root, newRoot: root)
    }

    @Test(arguments: [
        ("inclusion?index=0", "size"), ("inclusion?size=1", "index"),
        ("inclusion?index=1&size=1", "index"), ("inclusion?index=0&size=701", "size"),
        ("inclusion?index=-1&size=1", "index"), ("inclusion?index=x&size=1", "index"),
        ("inclusion?index=0&size=1&more=1", "more"), ("inclusion?index=0&index=0&size=1", "index"),
        ("inclusion?index=99999999999999999999&size=1", "index"),
        ("consistency?from=2&to=1", "from"), ("consistency?from=1&to=701", "to"),
        ("consistency?from=+1&to=2", "from"),
    ])
    func `answers 400 to a question that makes no sense`(path: String, field: String) async throws {
        let (server, token, _) = try await self.server()
        let answer = try await server.get("/ledger/default/proof/\(path)", token: token)
        #expect(answer.status == 400)
        #expect(answer.errors.keys.sorted() == [field])
    }

    @Test func `shows a ledger to its own tenant only, and says nothing of others`() async throws {
        let (server, _, _) = try await self.server()
        let other = try await server.token([.admin], name: "other", tenant: try TenantID("acme"))
        #expect(try await server.get("/ledger/default/checkpoint", token: other).status == 403)
        #expect(try await server.get("/ledger/acme/checkpoint", token: other).status == 404)
        #expect(try await server.get("/ledger/nobody/checkpoint", token: other).status == 403)
        #expect(try await server.get("/ledger/No%20Name/checkpoint", token: other).status == 404)
    }
}
