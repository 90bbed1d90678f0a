internal import Trail

/// The visits of one post to the beacon.
enum VisitBody: Sendable {
    /// One visit, to be answered by itself.
    case single(VisitFields)
    /// Several, to be answered item by item; `key` says what their places are.
    case batch([Item], key: String)

    /// One visit of several, or why it cannot be read.
    struct Item: Sendable {
        /// Its place in the body.
        let place: Int
        /// What was said.
        let fields: Result<VisitFields, Problem>
    }

    /// The most visits of one post.
    static let maximumItems = 1_000

    /// Reads a body that has been collected.
    ///
    /// - Throws: ``Problem`` 400 where nothing can be made of it as a whole.
    init(_ text: [UInt8], _ form: BodyForm) throws(Problem) {
        switch form {
        case .form: self = .single(try VisitFields(try FormFields.parse(text)))
        case .multipart(let boundary):
            let fields = try MultipartFields.parse(text, boundary: boundary)
            self = .single(try VisitFields(fields))
        case .json where JSONText.isArray(text):
            let elements = try JSONText.elements(of: text).enumerated()
            let items = elements.map { Item(place: $0.offset, text, in: $0.element) }
            self = .batch(try Self.bounded(items), key: "index")
        case .json: self = .single(try VisitFields(text, in: text.startIndex..<text.endIndex))
        case .lines: self = .batch(try Self.bounded(Self.lines(of: text)), key: "line")
        }
    }

    private static func lines(of text: [UInt8]) -> [Item] {
        var splitter = LineSplitter(limit: text.count)
        text.withUnsafeBytes { splitter.append($0) }
        splitter.finish()
        guard let batch = splitter.take() else { return [] }
        return batch.lines.compactMap { line in
            line.range.map { Item(place: line.number, batch.bytes, in: $0) }
        }
    }

    private static func bounded(_ items: [Item]) throws(Problem) -> [Item] {
        guard items.count <= Self.maximumItems else {
            throw Problem(
                .invalidInput,
                "At most \(Self.maximumItems) visits are accepted at once."
            )
        }
        return items
    }
}

extension VisitBody.Item {
    fileprivate init(place: Int, _ text: [UInt8], in range: Range<Int>) {
        self.place = place
        do throws(Problem) {
            self.fields = .success(try VisitFields(text, in: range))
        } catch {
            self.fields = .failure(error)
        }
    }
}
