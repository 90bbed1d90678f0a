extension Sections {
    /// The sections without those whose text is no JSON any more.
    var readable: Self {
        var sections = self
        for name in SectionName.allCases {
            guard let text = self[name]?.text else { continue }
            var reader = JSONReader(text, depth: 64)
            do {
                try reader.skip()
                try reader.expectEnd()
            } catch {
                sections[name] = nil
            }
        }
        return sections
    }
}
