import Trail

/// JSON of events as clients state them.
enum Sample {
    /// A login that `id` names, of somebody who is merely stated.
    static func login(_ id: Int? = nil, user: String = "ada", more: String = "") -> String {
        let key = id.map { "\"id\":\"\(self.id($0))\"," } ?? ""
        return "{\(key)\"kind\":\"login\",\"who\":{\"type\":\"user\",\"id\":\"\(user)\"},"
            + "\"what\":{\"detail\":{\"login_type\":0,\"username\":\"\(user)\"}}\(more)}"
    }

    /// A page view of nobody known.
    static func page(_ path: String, _ id: Int? = nil) -> String {
        let key = id.map { "\"id\":\"\(self.id($0))\"," } ?? ""
        return "{\(key)\"kind\":\"page\",\"what\":{\"detail\":{\"path\":\"\(path)\"}}}"
    }

    /// The UUID that ends in `number`.
    static func id(_ number: Int) -> String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: 12 - digits.count)
        return "0193a4b5-0000-7000-8000-\(zeros)\(digits)"
    }
}
