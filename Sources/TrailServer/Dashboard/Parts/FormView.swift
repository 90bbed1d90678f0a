/// A form that is sent to the page itself; the token that proves where it comes from is in it.
///
/// Used in a template as `{{#form}}{{>form}}{{/form}}`.
struct FormView: Sendable {
    /// A value that is sent along unseen.
    struct Hidden: Sendable {
        let hiddenName: String
        let hiddenValue: String
    }

    /// Where it is sent: ``PageRequest/link(_:_:)``; empty for the page itself.
    let action: String
    /// The fields.
    let fields: [Field]
    /// What is sent along unseen.
    let hidden: [Hidden]
    /// What the button says.
    let submitText: String
    /// Whether it destroys something.
    let isDangerous: Bool
    /// Where giving up leads; `nil` for nowhere.
    let cancelLink: String?
    /// What is wrong with the form as a whole; `nil` where it is right.
    let formError: String?

    /// A form.
    ///
    /// - Parameters:
    ///   - fields: Its fields.
    ///   - submit: What the button says.
    ///   - action: Where it is sent; empty for the page itself.
    ///   - hidden: What is sent along unseen.
    ///   - isDangerous: Whether it destroys something.
    ///   - cancel: Where giving up leads.
    ///   - request: The request.
    ///   - others: Fields that the page shows with it in its own way.
    init(
        _ fields: [Field],
        submit: String,
        action: String = "",
        hidden: [(String, String)] = [],
        isDangerous: Bool = false,
        cancel: String? = nil,
        in request: PageRequest,
        besides others: [Field] = []
    ) {
        self.action = action
        self.fields = fields
        self.hidden = hidden.map { Hidden(hiddenName: $0.0, hiddenValue: $0.1) }
        self.submitText = submit
        self.isDangerous = isDangerous
        self.cancelLink = cancel
        // What is wrong with a field that the form does not show must be said as well.
        let shown = Set((fields + others).map(\.fieldName))
        self.formError = request.rejected.map { rejected in
            let others = rejected.problem.errors.filter { !shown.contains($0.field) }
            guard !others.isEmpty else { return rejected.problem.detail }
            return others.map { "\($0.field): \($0.reasons.joined(separator: " "))" }
                .joined(separator: " ")
        }
    }
}

extension FormView {
    /// What is sent along unseen, in any form.
    static let hiddenFields =
        #"{{#hidden}}<input type="hidden" name="{{hiddenName}}" value="{{hiddenValue}}">{{/hidden}}"#

    static let template = """
        <form method="post" action="{{action}}" class="form">
        <input type="hidden" name="form_token" value="{{formToken}}">
        {{>hidden}}
        {{#.formError}}<p class="note bad" role="alert">{{.}}</p>{{/.formError}}
        {{#fields}}{{>fields}}{{/fields}}
        <p class="actions"><button class="{{#isDangerous}}danger{{/isDangerous}}\
        {{^isDangerous}}primary{{/isDangerous}}">{{submitText}}</button>
        {{#.cancelLink}}<a class="button" href="{{.}}">Cancel</a>{{/.cancelLink}}</p>
        </form>
        """

    /// A field, in whichever of its forms.
    static let fields = """
        <div class="field{{#.fieldError}} bad{{/.fieldError}}">
        {{#isCheck}}<label class="check"><input type="checkbox" name="{{fieldName}}" value="true"\
        {{#isChecked}} checked{{/isChecked}}{{#isRequired}} required{{/isRequired}}\
        \(Self.described)> {{label}}</label>{{/isCheck}}\
        {{#.inputType}}\(Self.label)<input id="field-{{fieldName}}" type="{{.}}" \
        name="{{fieldName}}" value="{{value}}"{{#isRequired}} required{{/isRequired}}\
        {{#hasAutocomplete}} autocomplete="{{autocomplete}}"{{/hasAutocomplete}}\(Self.described)>{{/.inputType}}\
        {{#isArea}}\(Self.label)<textarea id="field-{{fieldName}}" name="{{fieldName}}" rows="4"\
        {{#isRequired}} required{{/isRequired}}\(Self.described)>{{value}}</textarea>{{/isArea}}\
        {{#hasOptions}}\(Self.label)<select id="field-{{fieldName}}" name="{{fieldName}}"\
        \(Self.described)>{{#options}}<option value="{{optionValue}}"\
        {{#isSelected}} selected{{/isSelected}}>{{optionText}}</option>{{/options}}\
        </select>{{/hasOptions}}\
        {{#hasChecks}}<fieldset\(Self.described)><legend>{{label}}</legend>\
        {{#checks}}<label class="check"><input type="checkbox" name="{{fieldName}}" \
        value="{{optionValue}}"{{#isSelected}} checked{{/isSelected}}> {{optionText}}</label>\
        {{/checks}}</fieldset>{{/hasChecks}}
        {{#.hint}}<p class="hint" id="hint-{{fieldName}}">{{.}}</p>{{/.hint}}
        {{#.fieldError}}<p class="error" id="error-{{fieldName}}">{{.}}</p>{{/.fieldError}}
        </div>
        """

    private static let label = """
        <label for="field-{{fieldName}}">{{label}}{{^isRequired}} <span class="muted">(optional)\
        </span>{{/isRequired}}</label>
        """

    private static let described = """
        {{#hasFieldError}} aria-invalid="true"{{/hasFieldError}}{{#isDescribed}} \
        aria-describedby="hint-{{fieldName}} error-{{fieldName}}"{{/isDescribed}}
        """
}
