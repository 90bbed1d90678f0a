extension QueryParameter {
    /// The parameter that searches texts.
    static let searching: [Self] = [
        Self(
            "search",
            .search,
            "Words that the event has, all of them; \"a phrase\", or the beginning of a word: inv*."
        )
    ]
}
