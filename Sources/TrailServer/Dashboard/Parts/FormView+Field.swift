extension FormView {
    /// A field of a form.
    ///
    /// Where the form was rejected it shows what was entered, with what is wrong with it.
    struct Field: Sendable {
        /// A choice among several.
        struct Option: Sendable {
            let optionValue: String
            let optionText: String
            let isSelected: Bool
        }

        let fieldName: String
        let label: String
        /// The `type` of an input; `nil` for a field of another sort.
        var inputType: String?
        var value = ""
        /// The choices of a list.
        var options: [Option] = []
        /// Whether it is such a list.
        var hasOptions = false
        /// Boxes to tick, several of one name.
        var checks: [Option] = []
        /// Whether there are such boxes.
        var hasChecks = false
        /// Whether it is a text of several lines.
        var isArea = false
        /// Whether it is one box to tick.
        var isCheck = false
        var isChecked = false
        var isRequired = false
        /// What a browser may fill in, as HTML names it.
        var autocomplete = ""
        /// Whether a browser may fill it in.
        var hasAutocomplete = false
        /// What to enter, beside the label; `nil` for nothing.
        var hint: String?
        /// What is wrong with it; `nil` where it is right.
        let fieldError: String?
        /// Whether anything is.
        let hasFieldError: Bool
        /// Whether there is more to read than the label.
        var isDescribed: Bool

        private init(_ name: String, _ label: String, _ request: PageRequest) {
            self.fieldName = name
            self.label = label
            let reasons = request.rejected?.reasons(name) ?? []
            self.fieldError = reasons.isEmpty ? nil : reasons.joined(separator: " ")
            self.hasFieldError = !reasons.isEmpty
            self.isDescribed = !reasons.isEmpty
        }

        /// A line of text, or what `type` says.
        static func input(
            _ name: String,
            _ label: String,
            type: String = "text",
            value: String? = nil,
            in request: PageRequest
        ) -> Self {
            var field = Self(name, label, request)
            field.inputType = type
            // A password is never sent back.
            let entered = type == "password" ? nil : request.rejected?.form[name]
            field.value = entered ?? value ?? ""
            return field
        }

        /// A text of several lines.
        static func area(
            _ name: String,
            _ label: String,
            value: String? = nil,
            in request: PageRequest
        ) -> Self {
            var field = Self(name, label, request)
            field.isArea = true
            field.value = request.rejected?.form[name] ?? value ?? ""
            return field
        }

        /// A list to choose one of.
        static func choice(
            _ name: String,
            _ label: String,
            _ options: [(value: String, text: String)],
            value: String? = nil,
            in request: PageRequest
        ) -> Self {
            var field = Self(name, label, request)
            let chosen = request.rejected?.form[name] ?? value
            field.hasOptions = true
            field.options = options.map {
                Option(optionValue: $0.value, optionText: $0.text, isSelected: $0.value == chosen)
            }
            return field
        }

        /// Boxes to tick several of.
        static func checks(
            _ name: String,
            _ label: String,
            _ options: [(value: String, text: String)],
            values: Set<String> = [],
            in request: PageRequest
        ) -> Self {
            var field = Self(name, label, request)
            let chosen = request.rejected.map { Set($0.form.all(name)) } ?? values
            field.hasChecks = true
            field.checks = options.map {
                Option(
                    optionValue: $0.value,
                    optionText: $0.text,
                    isSelected: chosen.contains($0.value)
                )
            }
            return field
        }

        /// One box to tick.
        static func check(
            _ name: String,
            _ label: String,
            isChecked: Bool = false,
            in request: PageRequest
        ) -> Self {
            var field = Self(name, label, request)
            field.isCheck = true
            field.isChecked = request.rejected.map { $0.form[name] != nil } ?? isChecked
            return field
        }

        /// The field, which must be filled in.
        var required: Self {
            var field = self
            field.isRequired = true
            return field
        }

        /// The field with a sentence on what to enter.
        func hint(_ hint: String) -> Self {
            var field = self
            field.hint = hint
            field.isDescribed = true
            return field
        }

        /// The field as one that browsers fill in.
        func autocomplete(_ autocomplete: String) -> Self {
            var field = self
            field.autocomplete = autocomplete
            field.hasAutocomplete = true
            return field
        }
    }
}
