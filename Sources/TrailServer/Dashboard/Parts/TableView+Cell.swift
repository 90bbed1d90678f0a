internal import Trail

extension TableView {
    /// A cell: a text, and how it is shown.
    struct Cell: Sendable {
        /// The text.
        let text: String
        /// Where it leads; `nil` for nowhere.
        var cellLink: String?
        /// The badge that it is shown in: ``Badge``; `nil` for none.
        var badge: String?
        /// The icon before it; `nil` for none.
        var cellIcon: String?
        /// The time it stands for, for programs; `nil` for none.
        var time: String?
        /// A second, quieter text; `nil` for none.
        var more: String?
        /// Whether it is an id, an address or the like.
        var isCode = false
        /// Whether it is a number.
        var isNumber = false
        /// The title of its column, shown beside it in a narrow window.
        var cellTitle = ""

        private init(_ text: String) {
            self.text = text
        }

        /// A text; a dash where there is none.
        static func text(_ text: String?, link: String? = nil, more: String? = nil) -> Self {
            var cell = Self(text.flatMap { $0.isEmpty ? nil : $0 } ?? "–")
            cell.cellLink = link
            cell.more = more
            return cell
        }

        /// An id, an address or the like.
        static func code(_ text: String?, link: String? = nil) -> Self {
            var cell = Self.text(text, link: link)
            cell.isCode = text?.isEmpty == false
            return cell
        }

        /// A number.
        static func number(_ number: some BinaryInteger, link: String? = nil) -> Self {
            var cell = Self.text(NumberText.grouped(Int64(number)), link: link)
            cell.isNumber = true
            return cell
        }

        /// A text that is a number with its unit.
        static func quantity(_ text: String?) -> Self {
            var cell = Self.text(text)
            cell.isNumber = true
            return cell
        }

        /// A time.
        static func time(_ time: Timestamp?, link: String? = nil) -> Self {
            var cell = Self.text(time.map { TimeText.seconds($0) }, link: link)
            cell.time = time?.description
            return cell
        }

        /// A word of a fixed set, told apart by colour, sign and text.
        static func badge(_ badge: Badge, link: String? = nil) -> Self {
            var cell = Self.text(badge.text, link: link)
            cell.badge = badge.tone.rawValue
            cell.cellIcon = badge.icon
            return cell
        }

        /// The cell as one of a column.
        func titled(_ column: Column) -> Self {
            var cell = self
            cell.cellTitle = column.columnTitle
            cell.isNumber = self.isNumber || column.isNumber
            return cell
        }

        static let template = """
            <td data-title="{{cellTitle}}"{{#isNumber}} class="number"{{/isNumber}}>\
            {{>value}}</td>
            """

        /// The cell without a table around it.
        static let value = """
            {{#.cellLink}}<a href="{{.}}">{{/.cellLink}}\
            {{#.badge}}<span class="badge {{.}}">{{/.badge}}{{#.cellIcon}}{{>icon}}{{/.cellIcon}}\
            {{#isCode}}<code>{{/isCode}}{{#.time}}<time datetime="{{.}}">{{/.time}}{{text}}\
            {{#.time}}</time>{{/.time}}{{#isCode}}</code>{{/isCode}}\
            {{#.badge}}</span>{{/.badge}}{{#.cellLink}}</a>{{/.cellLink}}\
            {{#.more}}<span class="more">{{.}}</span>{{/.more}}
            """
    }
}
