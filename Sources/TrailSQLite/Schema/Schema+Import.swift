extension Schema {
    /// Which events were brought over from another log: 1, else nothing.
    ///
    /// The column stands behind the texts, yet is read without them: what has no content has no
    /// place in a row.
    static let markImported = """
        ALTER TABLE event ADD COLUMN imported INTEGER;
        """
}
