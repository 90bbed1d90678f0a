internal import Trail

extension ObjectBody {
    /// Takes `filters`: an object of texts, each a parameter of the lists.
    ///
    /// Numbers and flags are taken for their text.
    /// - Parameter check: Throws what is wrong with them; that is told of `filters.NAME`, or of
    ///   `filters` where there are none.
    /// - Returns: The filters; `nil` for what is no object.
    mutating func filters(
        _ check: ([String: String]) throws(ParameterErrors) -> Void
    ) -> [String: String]? {
        guard case .object(let members)? = self.take("filters") else {
            return self.refuse("filters", "An object of parameters and their values is expected.")
        }
        var filters: [String: String] = [:]
        for (name, value) in members {
            switch value {
            case .string(let text): filters[name] = text
            case .integer(let number): filters[name] = String(number)
            case .bool(let flag): filters[name] = flag ? "true" : "false"
            default: self.refuse("filters.\(name)", "A text is expected.") as Void?
            }
        }
        do throws(ParameterErrors) {
            try check(filters)
        } catch {
            for error in error.errors {
                let name = filters.isEmpty ? "filters" : "filters.\(error.parameter)"
                self.refuse(name, error.message) as Void?
            }
        }
        return filters
    }
}
