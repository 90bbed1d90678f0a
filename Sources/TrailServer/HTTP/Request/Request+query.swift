internal import Hummingbird

extension Request {
    /// The fields of the query, in order; none where there is no query.
    ///
    /// - Throws: ``Problem`` 400 for a query that cannot be read.
    func queryFields() throws(Problem) -> [FormField] {
        try FormFields.parse(Array((self.uri.query ?? "").utf8))
    }

    /// The query as it was sent, without the parameters `names`; its parts are not decoded.
    func query(without names: Set<Substring>) -> [Substring] {
        (self.uri.query ?? "").split(separator: "&").filter { pair in
            !names.contains(pair.prefix { $0 != "=" })
        }
    }
}
