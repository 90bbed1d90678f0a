import Foundation
import GRDB
import Hummingbird
import Logging
import Trail
import TrailGRDB
import TrailHummingbird
import TrailSQLite
import TrailServer

/// A small shop that records requests, sign-ins, actions and changed rows, and serves its log
/// under `/log` to whoever may read it.
@main
struct Shop {
    static func main() async throws {
        // Without one of its own, who signed in has to do so again when the shop starts anew.
        let secret =
            Environment().get("SHOP_SECRET")
            ?? String((0..<64).compactMap { _ in "0123456789abcdef".randomElement() })
        let app = try await Shop.build(folder: ".", secret: secret, logger: Logger(label: "shop"))
        try await app.runService()
    }

    /// The shop, with its database and its log in `folder`.
    static func build(
        folder: String,
        secret: String,
        logger: Logger
    ) async throws -> Application<RouterResponder<ShopContext>> {
        let log = try await Log(folder: folder, logger: logger)
        let recorder = log.recorder

        let database = try DatabasePool(path: folder + "/shop.sqlite")
        let tracker = ChangeTracker(database, capturing: recorder.capturing)
        try tracker.migrate(Product.migrator)
        try tracker.track(table: "product", label: "name")
        let drainer = ChangeDrainer(tracker, recorder: recorder, logger: logger)

        let signIn = try await SignIn(recorder: recorder, secret: secret)
        let router = Router(context: ShopContext.self)
        router.add(middleware: ActivityMiddleware(recorder: recorder))
        router.add(middleware: SignInMiddleware(tokens: signIn.tokens))
        router.post("login", use: signIn.login)
        let actions = ActionMiddleware<ShopContext>(
            recorder: recorder,
            target: .parameter("id", type: "product")
        )
        Products(database: database, tracker: tracker).add(
            to: router.group("products").add(middleware: SignedInOnly()).add(middleware: actions)
        )
        let feed = log.serve(on: router)
        return Application(
            router: router,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [WebSocketTunnel(), RequestSizeHandler()]
                )
            ),
            configuration: .init(address: .hostname("127.0.0.1", port: 8_080)),
            services: [recorder, drainer, feed],
            logger: logger
        )
    }
}
