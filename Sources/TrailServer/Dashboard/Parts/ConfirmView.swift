/// The second step of an act that destroys something: what it will do, with counts, and a box to
/// tick before it is done.
///
/// The first step is the page that leads here; it says the same in a sentence. Between the two
/// stands a ``ConfirmationToken``, so that only what was counted is confirmed.
struct ConfirmView: PageView {
    /// A figure of what will happen.
    struct Count: Sendable {
        let countLabel: String
        let countText: String
    }

    /// What is about to happen, as a question.
    let question: String
    /// What will happen and what will stay, as sentences.
    let consequences: [String]
    /// How much is touched.
    let counts: [Count]
    /// Sends the confirmation.
    let form: FormView

    /// A confirmation.
    ///
    /// - Parameters:
    ///   - question: What is about to happen, as a question.
    ///   - consequences: What will happen and what will stay, as sentences.
    ///   - counts: How much is touched.
    ///   - submit: What the button says: the act, never "OK".
    ///   - understood: What whoever confirms says by a tick.
    ///   - hidden: What the act needs, the token included.
    ///   - cancel: Where giving up leads.
    ///   - request: The request.
    init(
        _ question: String,
        consequences: [String],
        counts: [(label: String, count: Int)],
        submit: String,
        understood: String = "I have read what will happen, and that it cannot be undone.",
        hidden: [(String, String)],
        cancel: String,
        in request: PageRequest
    ) {
        self.question = question
        self.consequences = consequences
        self.counts = counts.map {
            Count(countLabel: $0.label, countText: NumberText.grouped(Int64($0.count)))
        }
        self.form = FormView(
            [
                .check("understood", understood, in: request).required
            ],
            submit: submit,
            hidden: hidden,
            isDangerous: true,
            cancel: cancel,
            in: request
        )
    }

    static let name = "confirm"
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>{{question}}</h1></header>
        <section class="confirm">
        <ul class="plain-list">{{#consequences}}<li>{{.}}</li>{{/consequences}}</ul>
        <dl class="figures">{{#counts}}<div><dt>{{countLabel}}</dt><dd>{{countText}}</dd></div>\
        {{/counts}}</dl>
        {{#form}}{{>form}}{{/form}}
        </section>
        {{/main}}{{/layout}}
        """
}

extension FormBody {
    /// Whether the box of ``ConfirmView`` was ticked.
    ///
    /// - Throws: ``Problem`` 400 where it was not.
    func checkUnderstood() throws(Problem) {
        guard self["understood"] == "true" else {
            throw Problem(field: "understood", "Tick the box to confirm.")
        }
    }
}
