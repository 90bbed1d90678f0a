/// What a rebuild made anew.
public struct RebuiltData: Sendable, Hashable {
    /// Columns of rows that were empty and should not be.
    public internal(set) var columns = 0
    /// Hourly figures and segments that were missing.
    public internal(set) var figures = 0
    /// Hourly figures, segments and summaries that were there and did not fit the rows.
    public internal(set) var unfitFigures = 0
    /// Tiles above the leaves that were missing.
    public internal(set) var tiles = 0

    /// Indexes that were missing, altered, not Trail's, or did not fit their rows.
    public internal(set) var indexes = 0

    /// Whether there was nothing to do.
    public var isNothing: Bool { self == RebuiltData() }
}

extension RebuiltData {
    /// All that both made anew.
    public static func + (first: Self, second: Self) -> Self {
        var sum = first
        sum.columns += second.columns
        sum.figures += second.figures
        sum.unfitFigures += second.unfitFigures
        sum.tiles += second.tiles
        sum.indexes += second.indexes
        return sum
    }
}
