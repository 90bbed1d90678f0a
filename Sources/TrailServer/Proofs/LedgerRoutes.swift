internal import HTTPTypes
internal import Hummingbird
internal import MerkleLog
internal import NIOCore
internal import Trail

/// `/ledger/{tenant}/`: checkpoint, tiles and proofs, by which others verify a tenant's ledger
/// (C2SP tlog-tiles).
///
/// Hash tiles, checkpoints and proofs show nothing of an event; entry bundles show headers.
struct LedgerRoutes<Context: PrincipalContext>: Sendable {
    /// The ledgers.
    let store: any EventStore
    /// Whether hashes may be seen by anyone.
    let isOpen: Bool

    /// Adds the routes below `path`.
    func add(to router: some RouterMethods<Context>, at path: RouterPath) {
        let ledger = router.group(path.appendingPath(":tenant"))
        ledger.serve(Resource(get: self.checkpoint), at: "checkpoint")
        ledger.serve(Resource(get: self.tile), at: "tile/**")
        ledger.serve(Resource(get: self.inclusion), at: "proof/inclusion")
        ledger.serve(Resource(get: self.consistency), at: "proof/consistency")
    }

    @Sendable private func checkpoint(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        let tenant = try self.tenant(context, isOpen: self.isOpen)
        try QueryValues(request).allow()
        guard let note = try await self.store.head(of: tenant)?.note else {
            throw Problem(.notFound)
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: note.bytes))
        )
    }

    @Sendable private func tile(_ request: Request, _ context: Context) async throws -> Response {
        if !self.isOpen { _ = try context.authorized(.viewAllLogs) }
        try QueryValues(request).allow()
        let path = "tile/" + context.parameters.getCatchAll().joined(separator: "/")
        if let place = try? TileCoordinate(entriesPath: path) {
            return try await self.entries(place, context)
        }
        let tenant = try self.tenant(context, isOpen: self.isOpen)
        guard let place = try? TileCoordinate(path: path), let size = place.treeSize else {
            throw Problem(.notFound)
        }
        let head = try await self.store.head(of: tenant)
        guard let head, size <= head.size else { throw Problem(.notFound) }
        let request = TileRequest(
            tenant: tenant,
            level: place.level,
            index: place.index,
            treeSize: size
        )
        let tile = try await self.store.tile(request)
        guard tile.coordinate == place else { throw Problem(.notFound) }
        // A tile of a given width never changes.
        return self.bytes(
            tile.bytes,
            cached: (self.isOpen ? "public, " : "private, ") + "max-age=31536000, immutable"
        )
    }

    /// The leaf data beside a level 0 tile.
    ///
    /// Of a row that retention has removed only the hash is left, so there is no bundle with it.
    private func entries(_ place: TileCoordinate, _ context: Context) async throws -> Response {
        _ = try context.authorized(.viewAllLogs)
        let tenant = try self.tenant(context, isOpen: false)
        guard let end = place.treeSize else { throw Problem(.notFound) }
        let request = EntriesRequest(
            tenant: tenant,
            from: end - UInt64(place.width),
            upTo: end,
            limit: place.width
        )
        let rows = try await self.store.entries(request).entries
        guard rows.count == place.width else { throw Problem(.notFound) }
        let bundle = try EntryBundle(entries: rows.map { LeafData.bytes(of: $0.event) })
        return self.bytes(bundle.bytes, cached: "private, no-store")
    }

    private func bytes(_ bytes: [UInt8], cached: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream",
                .cacheControl: cached,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// The tenant that the path names.
    ///
    /// - Throws: ``Problem`` 401 or 403 unless the ledger is open or the principal may see it.
    private func tenant(_ context: Context, isOpen: Bool) throws(Problem) -> TenantID {
        let principal: Principal? = isOpen ? nil : try context.authorized(.viewAllLogs)
        guard let name = context.parameters.get("tenant"), let tenant = try? TenantID(name) else {
            throw Problem(.notFound)
        }
        return if let principal { try ReadAccess(principal, tenant: tenant).tenant } else { tenant }
    }
}

extension LedgerRoutes {
    @Sendable private func inclusion(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        if !self.isOpen { _ = try context.authorized(.viewAllLogs) }
        let values = try QueryValues(request)
        try values.allow("index", "size")
        let (index, size) = (try values.number("index"), try values.number("size"))
        let (tenant, tree) = try await self.tree(context, size: size, as: "size")
        guard index < size else {
            throw Problem(field: "index", "The tree of this size has no such leaf.")
        }
        let proof = try await InclusionProof(index: index, treeSize: size, reader: tree)
        return try await self.json(tenant, tree, size: size) { output in
            output.member("index", proof.index)
            output.member("tree_size", proof.treeSize)
            output.member("hashes", proof.path)
        }
    }

    @Sendable private func consistency(
        _ request: Request,
        _ context: Context
    ) async throws -> Response {
        if !self.isOpen { _ = try context.authorized(.viewAllLogs) }
        let values = try QueryValues(request)
        try values.allow("from", "to")
        let (from, to) = (try values.number("from"), try values.number("to"))
        let (tenant, tree) = try await self.tree(context, size: to, as: "to")
        guard from <= to else {
            throw Problem(field: "from", "The older tree is not larger than the newer one.")
        }
        let proof = try await ConsistencyProof(oldSize: from, newSize: to, reader: tree)
        return try await self.json(tenant, tree, size: to) { output in
            output.member("from", proof.oldSize)
            output.member("to", proof.newSize)
            output.member("hashes", proof.path)
        }
    }

    /// The tenant's tree, when it has as many leaves as are asked for.
    private func tree(
        _ context: Context,
        size: UInt64,
        as field: String
    ) async throws -> (TenantID, TiledTree) {
        let tenant = try self.tenant(context, isOpen: self.isOpen)
        guard let head = try await self.store.head(of: tenant) else { throw Problem(.notFound) }
        guard size <= head.size else {
            throw Problem(field: field, "The ledger has only \(head.size) leaves.")
        }
        return (tenant, try self.store.tree(of: head))
    }

    private func json(
        _ tenant: TenantID,
        _ tree: TiledTree,
        size: UInt64,
        _ members: (inout JSONOutput) -> Void
    ) async throws -> Response {
        let root = try await TreeFrontier(size: size, reader: tree).root
        var output = JSONOutput(capacity: 2_048)
        output.beginObject()
        output.member("tenant", tenant.name)
        members(&output)
        output.member("root_hash", root)
        output.endObject()
        return .json(output.bytes)
    }
}

extension TileCoordinate {
    /// The size of the smallest tree that has the tile in this width; `nil` beyond 64 bits.
    fileprivate var treeSize: UInt64? {
        let (first, overflows) = self.index.multipliedReportingOverflow(
            by: UInt64(Self.fullWidth)
        )
        let (end, exceeds) = first.addingReportingOverflow(UInt64(self.width))
        let shift = UInt64(Self.height) * UInt64(self.level)
        guard !overflows, !exceeds, shift < 64, end.leadingZeroBitCount >= shift else { return nil }
        return end << shift
    }
}
