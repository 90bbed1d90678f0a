import Testing
import Trail

/// A filter of lists as the documents describe it: by the fields of event JSON, which know nothing
/// of how filters are evaluated.
struct ListFilter: Sendable, CustomTestStringConvertible {
    /// How a value passes.
    enum Form: Sendable {
        case equals, part, oneOf, number, oneNumber, atLeast, atMost, flag
    }

    /// The name of the parameter.
    let name: String
    /// The lists that know it; `nil` stands for the timeline.
    let lists: [Event.Kind?]
    let form: Form
    /// The way to the field in event JSON.
    private let path: [String]

    var testDescription: String { self.name }

    private init(_ name: String, _ lists: [Event.Kind?], _ form: Form, _ path: String...) {
        self.name = name
        self.lists = lists
        self.form = form
        self.path = path
    }

    /// The field's value; null where there is none.
    func value(of event: JSON) -> JSON {
        if self.path == ["target"] {
            guard case .array(let targets) = event["targets"] else { return .null }
            return targets.first?["id"] ?? .null
        }
        return self.path.reduce(event) { $0[$1] }
    }

    /// Whether an event passes with `value`.
    func passes(_ event: JSON, _ value: String) -> Bool {
        switch (self.form, self.value(of: event)) {
        case (.equals, .string(let text)): text == value
        case (.part, .string(let text)): text.lowercased().contains(value.lowercased())
        case (.oneOf, .string(let text)): value.split(separator: ",").contains { $0 == text }
        case (.number, .integer(let number)): number == Int64(value)
        case (.oneNumber, .integer(let number)):
            value.split(separator: ",").contains { Int64($0) == number }
        case (.atLeast, .integer(let number)): number >= Int64(value) ?? .max
        case (.atMost, .integer(let number)): number <= Int64(value) ?? .min
        case (.flag, .bool(let flag)): flag == (value == "true")
        default: false
        }
    }

    /// Values to ask for, made of those that `events` have.
    func samples(_ events: [JSON]) -> [String] {
        let texts = Set(
            events.map(self.value).compactMap { value -> String? in
                switch value {
                case .string(let text): text.contains(",") || text.isEmpty ? nil : text
                case .integer(let number): String(number)
                case .bool(let flag): flag ? "true" : "false"
                default: nil
                }
            }
        ).sorted()
        let few = Array(texts.prefix(2) + texts.suffix(1))
        switch self.form {
        case .part:
            return few.map { String($0.dropFirst().prefix(3)).uppercased() }
                .filter { !$0.isEmpty }
        case .oneOf, .oneNumber: return [few.joined(separator: ",")].filter { !$0.isEmpty }
        default: return few
        }
    }
}

extension ListFilter {
    private static let every: [Event.Kind?] = Event.Kind.allCases + [nil]

    /// The field filters of REFERENCE 3.2 and Trail's own, on every kind that has the field.
    static let all: [Self] = [
        Self("remote_ip", every, .equals, "remote_ip"),
        Self("remote_ip__icontains", every, .part, "remote_ip"),
        Self("country", every, .equals, "geo", "country"),
        Self("country__icontains", every, .part, "geo", "country"),
        Self("city", every, .equals, "geo", "city"),
        Self("city__icontains", every, .part, "geo", "city"),
        Self("user", every, .equals, "user"),
        Self("user_id", every, .equals, "user"),
        Self("action", every, .equals, "action"),
        Self("outcome", every, .equals, "outcome"),
        Self("session", every, .equals, "session"),
        Self("request_id", every, .equals, "request_id"),
        Self("trace_id", every, .equals, "trace_id"),
        Self("object_id", [.crud, .action], .equals, "object_id"),
        Self("object_id", [nil], .equals, "target"),
        Self("object_id__icontains", [.crud, .action], .part, "object_id"),
        Self("object_id__icontains", [nil], .part, "target"),
        Self("content_type", [.crud, .action], .equals, "content_type"),
        Self("method", [.request, .cors, nil], .equals, "method"),
        Self("method__in", [.request, .cors, nil], .oneOf, "method"),
        Self("url", [.request, .cors, nil], .equals, "url"),
        Self("url__icontains", [.request, .cors, nil], .part, "url"),
        Self("response_status", [.request, nil], .number, "response_status"),
        Self("response_status__in", [.request, nil], .oneNumber, "response_status"),
        Self("response_status__gte", [.request, nil], .atLeast, "response_status"),
        Self("response_status__lte", [.request, nil], .atMost, "response_status"),
        Self("origin", [.cors], .equals, "origin"),
        Self("origin__icontains", [.cors], .part, "origin"),
        Self("allowed", [.cors, nil], .flag, "allowed"),
        Self("path", [.page, nil], .equals, "path"),
        Self("path__icontains", [.page, nil], .part, "path"),
        Self("action_type", [.action, nil], .equals, "action_type"),
        Self("status", [.action, nil], .equals, "status"),
        Self("event_type", [.crud, nil], .number, "event_type"),
        Self("event_type__in", [.crud, nil], .oneNumber, "event_type"),
        Self("login_type", [.login, nil], .number, "login_type"),
        Self("login_type__in", [.login, nil], .oneNumber, "login_type"),
        Self("username", [.login, nil], .equals, "username"),
        Self("username__icontains", [.login, nil], .part, "username"),
        Self("severity", [.system, nil], .equals, "severity"),
        Self("severity__in", [.system, nil], .oneOf, "severity"),
        Self("category", [.system, nil], .equals, "category"),
        Self("category__in", [.system, nil], .oneOf, "category"),
        Self("event_name", [.system, nil], .equals, "event_name"),
        Self("event_name__icontains", [.system, nil], .part, "event_name"),
        Self("source__icontains", [.system, nil], .part, "source"),
    ]
}

extension JSON {
    /// The member of an object; null where there is none.
    subscript(key: String) -> JSON {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }
}
