internal import Trail

/// The fields of a form that was sent.
///
/// What is administered is read by the same code as of the API: ``object(_:)`` makes the form a
/// JSON body.
struct FormBody: Sendable, Hashable {
    /// How the text of a field becomes JSON.
    enum Value: Sendable, Hashable {
        /// The text; null where it is empty.
        case text
        /// A whole number; null where it is empty, and the text itself where it is none, so that it
        /// is refused.
        case number
        /// True where the box is ticked.
        case flag
        /// Every value of the name.
        case texts
    }

    /// The fields in the order sent.
    let fields: [FormField]

    init(_ fields: [FormField]) {
        self.fields = fields
    }

    /// The first value of a field; `nil` where it was not sent.
    subscript(name: String) -> String? { self.fields.first { $0.name == name }?.value }

    /// Every value of a field.
    func all(_ name: String) -> [String] { self.fields.filter { $0.name == name }.map(\.value) }

    /// The form as the JSON object that the API would be sent; fields that are not named are left
    /// out.
    ///
    /// - Throws: ``Problem`` 400.
    func object(_ shape: [(name: String, value: Value)]) throws(Problem) -> ObjectBody {
        var output = JSONOutput()
        output.beginObject()
        for (name, value) in shape {
            self.write(name, as: value, to: &output)
        }
        output.endObject()
        return try ObjectBody(output.bytes)
    }

    private func write(_ name: String, as value: Value, to output: inout JSONOutput) {
        output.key(name)
        let text = self[name] ?? ""
        switch value {
        case .flag: output.bool(!["", "false", "0"].contains(text))
        case .texts:
            output.beginArray()
            for text in self.all(name) { output.string(text) }
            output.endArray()
        case .text where text.isEmpty, .number where text.isEmpty: output.null()
        case .text: output.string(text)
        case .number:
            if let number = Int64(text), text.utf8.first != UInt8(ascii: "+") {
                output.integer(number)
            } else {
                output.string(text)
            }
        }
    }
}

/// A form that could not be accepted: what was entered, and what is wrong with it.
struct RejectedForm: Sendable, Hashable {
    /// What was entered.
    let form: FormBody
    /// Why it was not accepted.
    let problem: Problem

    /// What is wrong with a field; nothing where it is right.
    func reasons(_ field: String) -> [String] {
        self.problem.errors.filter { $0.field == field }.flatMap(\.reasons)
    }
}
