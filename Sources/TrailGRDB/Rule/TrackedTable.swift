/// Which changes of one table are recorded, and how.
///
/// It is kept in the database beside the triggers it led to, so that any process can tell whether
/// they still fit.
public struct TrackedTable: Sendable, Hashable, Codable {
    /// Which columns of a row are recorded.
    public enum Columns: Sendable, Hashable, Codable {
        /// All of them, generated ones included.
        case all
        /// These; a change of others alone is not recorded.
        case only([String])
        /// All but these.
        case allBut([String])
    }

    /// What an update records.
    public enum Updates: String, Sendable, Hashable, Codable {
        /// The row before, the row after, and the columns that differ.
        case wholeRows
        /// The columns that differ, old and new: cheaper for updates of many rows.
        case changedColumns
    }

    /// One of the two things that a row of an association table links.
    public struct Side: Sendable, Hashable, Codable {
        /// The type of the thing, as in the target of an event.
        public var type: String
        /// The columns that hold its key.
        public var columns: [String]

        /// A thing of `type` whose key is in `columns`.
        public init(type: String, columns: [String]) {
            self.type = type
            self.columns = columns
        }
    }

    /// The table's name.
    public var name: String
    /// What the rows are called in events: type of the target and model; the table's name unless
    /// told otherwise.
    public var type: String?
    /// Which columns are recorded.
    public var columns: Columns
    /// Which of them are masked.
    public var redaction: ColumnRedaction
    /// A column whose text names the row for people to read.
    public var label: String?
    /// What an update records.
    public var updates: Updates
    /// Whether an update that leaves all recorded columns as they were is passed over; as the
    /// tracker's configuration says (setting `crud.skip-unchanged`) when absent.
    public var skipsUnchanged: Bool?
    /// The two things that each row links, if it is an association table; otherwise none.
    public var sides: [Side]

    /// A rule for the table `name`: everything, whole rows, secret-looking columns masked.
    public init(
        _ name: String,
        type: String? = nil,
        columns: Columns = .all,
        redaction: ColumnRedaction = ColumnRedaction(),
        label: String? = nil,
        updates: Updates = .wholeRows,
        skipsUnchanged: Bool? = nil,
        sides: [Side] = []
    ) {
        self.name = name
        self.type = type
        self.columns = columns
        self.redaction = redaction
        self.label = label
        self.updates = updates
        self.skipsUnchanged = skipsUnchanged
        self.sides = sides
    }
}
