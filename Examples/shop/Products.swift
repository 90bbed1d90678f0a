import GRDB
import Hummingbird
import Trail
import TrailGRDB
import TrailHummingbird

/// `/products`: what the shop sells.
struct Products: Sendable {
    let database: DatabasePool
    let tracker: ChangeTracker

    func add(to router: RouterGroup<ShopContext>) {
        router.get { _, _ in try await self.database.read { try Product.fetchAll($0) } }
        router.post(use: self.create)
        router.delete(":id", use: self.delete)
        router.post("sale", use: self.sale)
    }

    @Sendable private func create(
        _ request: Request,
        _ context: ShopContext
    ) async throws -> Product {
        let product = try await request.decode(as: Product.self, context: context)
        // Through the tracker, so that the recorded change knows who made it.
        let stored = try await self.tracker.write { database in
            try product.inserted(database)
        }
        RunningAction.current?.name(
            Event.Target(type: "product", id: stored.id.map(String.init), label: stored.name)
        )
        return stored
    }

    @Sendable private func delete(
        _ request: Request,
        _ context: ShopContext
    ) async throws -> HTTPResponse.Status {
        let id = try context.parameters.require("id", as: Int64.self)
        let isDeleted = try await self.tracker.write { try Product.deleteOne($0, key: id) }
        guard isDeleted else { throw HTTPError(.notFound) }
        return .noContent
    }

    /// Ten percent off everything, in one statement: each row's change is recorded all the same.
    @Sendable private func sale(
        _ request: Request,
        _ context: ShopContext
    ) async throws -> HTTPResponse.Status {
        try await self.tracker.write { database in
            try database.execute(sql: "UPDATE product SET price = price * 9 / 10")
        }
        return .noContent
    }
}
