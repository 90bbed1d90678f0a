/// A path and what is done there, as the document has it.
struct OpenAPIPath: Sendable {
    /// The path, its variables in braces.
    let path: String
    /// Other spellings of the path, which do the same.
    let twins: [String]
    /// The path as the router has it, where that is another.
    let route: String?
    /// What is done there, a method each.
    let operations: [OpenAPIOperation]

    /// A path.
    init(
        _ path: String,
        twins: [String] = [],
        route: String? = nil,
        _ operations: [OpenAPIOperation]
    ) {
        self.path = path
        self.twins = twins
        self.route = route
        self.operations = operations
    }

    /// The paths under which the router has it.
    var routes: [String] {
        ([self.route ?? self.path] + self.twins).map { path in
            path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        }
    }
}
