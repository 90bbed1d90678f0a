/// A `store.url` that names a file: `sqlite:PATH`.
struct StoreURL: Sendable, Equatable {
    /// The path of the file.
    let path: String

    init(_ url: String) throws(CommandFailure) {
        guard let scheme = url.split(separator: ":").first, url.contains(":") else {
            throw CommandFailure("store.url: sqlite:PATH is expected")
        }
        guard scheme != "https", scheme != "http" else {
            throw CommandFailure(
                "store.url: a server keeps a ledger of its own; use sqlite:PATH. "
                    + "To send to another Trail give an app's recorder a RemoteTrail"
            )
        }
        guard scheme == "sqlite" else {
            throw CommandFailure(
                "store.url: this build has no store for '\(scheme):'; use sqlite:PATH"
            )
        }
        var path = url.dropFirst("sqlite:".count)
        if path.hasPrefix("//") { path = path.dropFirst(2) }
        guard !path.isEmpty else { throw CommandFailure("store.url: sqlite: needs a path") }
        self.path = String(path)
    }
}

extension Settings {
    /// The path of the store that is set.
    ///
    /// - Throws: What ``StoreURL`` throws for another form of URL.
    func storePath() throws -> String {
        try StoreURL(self.requiredText("store.url")).path
    }
}
