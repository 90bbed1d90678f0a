internal import Crypto
internal import Trail

/// What the pages are made of besides their text: style, modules and icons, all in the binary.
///
/// An asset is served under a name that holds a hash of its bytes, so that browsers may keep it
/// for ever, and so that a page and what it is made of are always of one version.
struct DashboardAssets: Sendable {
    /// One asset.
    struct Asset: Sendable {
        /// What it is called in pages.
        let name: String
        /// The media type.
        let type: String
        /// The bytes.
        let text: String
    }

    /// The assets under the names by which they are served.
    private let served: [String: Asset]
    /// The names by which they are served, by those by which pages call them.
    private let names: [String: String]

    /// The dashboard's.
    static let standard = Self(Self.all)

    /// Assets, each behind those whose names it mentions as `"./name"`.
    init(_ assets: [Asset]) {
        var served: [String: Asset] = [:]
        var names: [String: String] = [:]
        for asset in assets {
            var text = asset.text
            for (name, other) in names {
                text = text.replacing("\"./\(name)\"", with: "\"./\(other)\"")
            }
            let hash = Base64URL.encode(SHA256.hash(data: Array(text.utf8)).prefix(9))
            let parts = asset.name.split(separator: ".", maxSplits: 1)
            let name = "\(parts[0]).\(hash).\(parts.count > 1 ? parts[1] : "")"
            names[asset.name] = name
            served[name] = Asset(name: asset.name, type: asset.type, text: text)
        }
        self.served = served
        self.names = names
    }

    /// The path of an asset below the dashboard's.
    func path(of name: String) -> String {
        guard let served = self.names[name] else {
            preconditionFailure("The dashboard has no asset \(name).")
        }
        return "assets/" + served
    }

    /// The asset that is served under a name; `nil` where there is none.
    subscript(served name: String) -> Asset? { self.served[name] }
}

extension DashboardAssets {
    private static let all: [Asset] = [
        Asset(name: "dashboard.css", type: "text/css; charset=utf-8", text: DashboardStyle.text),
        Asset(name: "icons.svg", type: "image/svg+xml", text: DashboardIcons.sheet),
        Asset(name: "mark.svg", type: "image/svg+xml", text: DashboardIcons.mark),
        module("page.js", DashboardScripts.page),
        module("copy.js", DashboardScripts.copy),
        module("live.js", DashboardScripts.live),
        module("ledger.js", DashboardScripts.ledger),
        module("proof.js", DashboardScripts.proof),
    ]

    private static func module(_ name: String, _ text: String) -> Asset {
        Asset(name: name, type: "text/javascript; charset=utf-8", text: text)
    }
}
