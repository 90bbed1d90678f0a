/// A table; in a narrow window each row becomes a list of its cells with their titles.
///
/// Used in a template as `{{#table}}{{>table}}{{/table}}`.
struct TableView: Sendable {
    /// A column.
    struct Column: Sendable {
        let columnTitle: String
        let isNumber: Bool
        /// Where sorting by it leads; `nil` where it cannot be sorted by.
        let sortLink: String?
        /// `ascending` or `descending` where it is sorted by.
        let sortOrder: String?

        init(
            _ title: String,
            isNumber: Bool = false,
            sortLink: String? = nil,
            sortOrder: String? = nil
        ) {
            self.columnTitle = title
            self.isNumber = isNumber
            self.sortLink = sortLink
            self.sortOrder = sortOrder
        }
    }

    /// A row.
    struct Row: Sendable {
        let cells: [Cell]
        /// The row's id for scripts; `nil` for none.
        let rowID: String?
    }

    /// What the table shows, for those who cannot see it at a glance.
    let caption: String
    /// The columns.
    let columns: [Column]
    /// The rows; none shows `empty`.
    let rows: [Row]
    /// Whether it stays a table in a narrow window, too.
    let isCompact: Bool
    /// What is said where there are no rows.
    let empty: EmptyView?

    /// A table whose rows have a cell for each column.
    init(_ caption: String, _ columns: [Column], _ rows: [[Cell]], empty: EmptyView) {
        self.init(caption, columns, rows.map { (id: nil, cells: $0) }, empty: empty)
    }

    /// A table whose rows have ids.
    init(
        _ caption: String,
        _ columns: [Column],
        _ rows: [(id: String?, cells: [Cell])],
        empty: EmptyView
    ) {
        self.caption = caption
        self.columns = columns
        self.rows = rows.map { row in
            Row(
                cells: zip(columns, row.cells).map { $1.titled($0) },
                rowID: row.id
            )
        }
        self.isCompact = columns.count <= 3
        self.empty = rows.isEmpty ? empty : nil
    }

    static let template = """
        {{#.empty}}{{>empty}}{{/.empty}}{{^.empty}}<div class="table{{#isCompact}} compact{{/isCompact}}" role="region" \
        aria-label="{{caption}}" tabindex="0"><table>
        <caption class="unseen">{{caption}}</caption>
        <thead><tr>{{#columns}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}\
        {{#.sortOrder}} aria-sort="{{.}}"{{/.sortOrder}}>{{#.sortLink}}<a href="{{.}}">{{/.sortLink}}\
        {{columnTitle}}{{#.sortLink}}</a>{{/.sortLink}}</th>{{/columns}}</tr></thead>
        <tbody>{{#rows}}<tr{{#.rowID}} data-id="{{.}}"{{/.rowID}}>{{#cells}}{{>cell}}{{/cells}}</tr>
        {{/rows}}</tbody></table></div>{{/.empty}}
        """
}
