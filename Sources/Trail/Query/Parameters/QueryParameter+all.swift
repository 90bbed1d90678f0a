extension QueryParameter {
    /// Every parameter that lists know.
    ///
    /// A name that stands here twice means one thing on some lists and another on others; no list
    /// has both.
    public static let all: [QueryParameter] =
        Self.common + Self.searching + Self.shared + Self.objects + Self.exchanges + Self.ofOneKind

    private static let common: [Self] = [
        Self("date_from", .from, "Not before this time: RFC 3339, or a date alone."),
        Self("date_to", .to, "Not after this time; a date alone means its last moment."),
        Self("last_hours", .lastHours, "Not longer ago than so many hours."),
        Self("ordering", .ordering, "-datetime (the default), datetime, ±ledger_index, ±field."),
        Self("page_size", .pageSize, "Events a page: 1 to 1000, 50 by default."),
        Self("page", .page, "Which page, from 1. Cursors are faster and stable."),
        Self("cursor", .cursor, "Where the page begins, as next and previous have it."),
        Self("tenant_id", .tenant, "Whose events, for those who may see more than one tenant."),
        Self("kind", or: "kind__in", scope: .timeline, .kinds, "Events of these kinds only."),
    ]

    private static let shared: [Self] = [
        Self("user_id", or: "user", .actor, "The verified actor's id."),
        Self("remote_ip", .address, "The client's address, or a network it lies in."),
        filter("remote_ip__icontains", .ip, .part, "A part of the client's address."),
        filter("country", .country, .text, "The country's English name."),
        filter("country__icontains", .country, .part, "A part of the country's name."),
        filter("city", .city, .text, "The city's English name."),
        filter("city__icontains", .city, .part, "A part of the city's name."),
        filter("action", .action, .text, "What was attempted: resource.verb."),
        filter("outcome", .outcome, .choice(.outcome), "success, denied or failure."),
        filter("session", .session, .text, "The client's session."),
        filter("request_id", .requestID, .text, "The id of the request it happened in."),
        filter("trace_id", .traceID, .text, "The W3C trace id."),
    ]

    private static let objects: [Self] = [
        filter("object_id", .targetID, .text, on: [.crud, .action], "The object's id."),
        filter("object_id__icontains", .targetID, .part, on: [.crud, .action], "A part of it."),
        Self(
            "content_type",
            scope: .only([.crud]),
            .filter(.model, .text),
            "The model whose row changed."
        ),
        filter("content_type", .targetType, .text, on: [.action], "The type of the object."),
    ]

    private static let exchanges: [Self] = [
        filter("method", .method, .method, on: [.request, .cors], "The method."),
        filter("method__in", .method, .methods, on: [.request, .cors], "One of these methods."),
        filter("url", .url, .text, on: [.request, .cors], "The path that was called."),
        filter("url__icontains", .url, .part, on: [.request, .cors], "A part of the path."),
        filter("response_status", .status, .number(statuses), on: [.request], "The status."),
        filter("response_status__in", .status, .numbers(statuses), on: [.request], "Any of these."),
        filter(
            "response_status__gte",
            .status,
            .atLeast(statuses),
            on: [.request],
            "At least this."
        ),
        filter("response_status__lte", .status, .atMost(statuses), on: [.request], "At most this."),
        filter("origin", .origin, .text, on: [.cors], "The Origin header."),
        filter("origin__icontains", .origin, .part, on: [.cors], "A part of it."),
        filter("allowed", .allowed, .flag, on: [.cors], "Whether the call was allowed."),
    ]

    private static let ofOneKind: [Self] = [
        filter("path", .path, .text, on: [.page], "The path in the app."),
        filter("path__icontains", .path, .part, on: [.page], "A part of the path."),
        filter("action_type", .actionType, .choice(.actionType), on: [.action], "What was done."),
        filter(
            "status",
            .actionStatus,
            .choice(.actionStatus),
            on: [.action],
            "Success or Failed."
        ),
        filter("event_type", .eventType, .choice(.eventType), on: [.crud], "Number or name."),
        filter("event_type__in", .eventType, .choices(.eventType), on: [.crud], "One of these."),
        filter("login_type", .loginType, .choice(.loginType), on: [.login], "Number or name."),
        filter("login_type__in", .loginType, .choices(.loginType), on: [.login], "One of these."),
        filter("username", .username, .text, on: [.login], "The name that was tried."),
        filter("username__icontains", .username, .part, on: [.login], "A part of it."),
        filter("severity", .severity, .choice(.severity), on: [.system], "How grave it is."),
        filter("severity__in", .severity, .choices(.severity), on: [.system], "One of these."),
        filter("category", .category, .text, on: [.system], "The part of the system."),
        filter("category__in", .category, .texts, on: [.system], "One of these."),
        filter("event_name", .eventName, .text, on: [.system], "The name of what happened."),
        filter("event_name__icontains", .eventName, .part, on: [.system], "A part of it."),
        filter("source__icontains", .source, .part, on: [.system], "A part of the component."),
    ]

    private static let statuses: ClosedRange<Int64> = 100...999

    private static func filter(
        _ name: String,
        _ field: EventField,
        _ form: ValueForm,
        on kinds: Set<Event.Kind>? = nil,
        _ summary: String
    ) -> Self {
        Self(name, scope: kinds.map(Scope.kinds) ?? .all, .filter(field, form), summary)
    }
}
