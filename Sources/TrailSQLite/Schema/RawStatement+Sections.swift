internal import Trail

extension RawStatement {
    /// Binds copies of salts, digests and texts to five parameters from `position` on, in the order
    /// of the columns: `salts`, `erased`, `who`, `where`, `what`.
    func bind(_ sections: Sections, at position: Int) {
        let stored = StoredSections(sections)
        self.bind(copying: stored.salts, at: position)
        if stored.erased.isEmpty {
            self.bindNull(at: position + 1)
        } else {
            self.bind(copying: stored.erased, at: position + 1)
        }
        for (offset, name) in SectionName.allCases.enumerated() {
            self.bind(copying: sections[name]?.text, asTextAt: position + 2 + offset)
        }
    }

    /// Binds a copy of text, or NULL where there is none.
    func bind(copying text: String?, orNullAt position: Int) {
        guard let text else { return self.bindNull(at: position) }
        self.bind(copying: text, at: position)
    }
}
