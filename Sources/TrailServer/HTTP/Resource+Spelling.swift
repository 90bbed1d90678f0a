internal import Hummingbird

extension RouterMethods {
    /// Serves `resource` at `path`, which is written with underscores, and where clients from
    /// elsewhere write it with hyphens.
    func serve(_ resource: Resource<Context>, spelled path: String) {
        for path in path.spellings {
            self.serve(resource, at: RouterPath(path))
        }
    }
}

extension String {
    /// A path in all its spellings, the documented one with underscores first.
    var spellings: [String] {
        let hyphened = self.replacing("_", with: "-")
        return hyphened == self ? [self] : [self, hyphened]
    }
}
