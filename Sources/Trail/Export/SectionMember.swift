/// A member of a sealed section that the flat view reads, by its place in a table of spans.
///
/// Members of one object stand together, in canonical order.
enum SectionMember: Int, CaseIterable {
    // Of who.
    case credential, actorID, actorName, onBehalfOf, session, actorType, isVerified
    // Of where.
    case browser, geo, ip, origin, os, platform, requestID, traceID, userAgent
    // Of geo.
    case city, country, countryCode, latitude, longitude
    // Of what.
    case changes, detail, metadata, targets
    // Of the primary target.
    case targetID, targetLabel, targetType
    // Of detail, whatever the kind.
    case actionType, after, allowed, before, category, duration, eventName, eventType, facts
    case frontendURL, loginType, message, method, model, path, query, referer, remarks
    case requestSize, responseSize, route, severity, source, status, traceback, url, username

    /// The section that holds it.
    var section: SectionName {
        switch self.rawValue {
        case ...Self.isVerified.rawValue: .who
        case ...Self.longitude.rawValue: .where
        default: .what
        }
    }

    /// The sealed name.
    var key: StaticString {
        switch self {
        case .credential: "credential"
        case .actorID, .targetID: "id"
        case .actorName: "name"
        case .onBehalfOf: "on_behalf_of"
        case .session: "session"
        case .actorType, .targetType: "type"
        case .isVerified: "verified"
        case .browser: "browser"
        case .geo: "geo"
        case .ip: "ip"
        case .origin: "origin"
        case .os: "os"
        case .platform: "platform"
        case .requestID: "request_id"
        case .traceID: "trace_id"
        case .userAgent: "user_agent"
        case .city: "city"
        case .country: "country"
        case .countryCode: "country_code"
        case .latitude: "latitude"
        case .longitude: "longitude"
        case .changes: "changes"
        case .detail: "detail"
        case .metadata: "metadata"
        case .targets: "targets"
        case .targetLabel: "label"
        default: self.detailKey
        }
    }

    private var detailKey: StaticString {
        switch self {
        case .actionType: "action_type"
        case .after: "after"
        case .allowed: "allowed"
        case .before: "before"
        case .category: "category"
        case .duration: "duration_us"
        case .eventName: "event_name"
        case .eventType: "event_type"
        case .facts: "facts"
        case .frontendURL: "frontend_url"
        case .loginType: "login_type"
        case .message: "message"
        case .method: "method"
        case .model: "model"
        case .path: "path"
        case .query: "query"
        case .referer: "referer"
        case .remarks: "remarks"
        case .requestSize: "request_size"
        case .responseSize: "response_size"
        case .route: "route"
        case .severity: "severity"
        case .source: "source"
        case .status: "status"
        case .traceback: "traceback"
        case .url: "url"
        default: "username"
        }
    }
}

/// An object of a section, as the members of it that the flat view reads.
struct SectionObject {
    /// Its first and last member in the table of spans.
    let members: ClosedRange<Int>
    /// The members' sealed names.
    let keys: [StaticString]

    private init(_ first: SectionMember, _ last: SectionMember) {
        self.members = first.rawValue...last.rawValue
        self.keys = SectionMember.allCases[self.members].map(\.key)
    }

    static let who = Self(.credential, .isVerified)
    static let `where` = Self(.browser, .userAgent)
    static let geo = Self(.city, .longitude)
    static let what = Self(.changes, .targets)
    static let target = Self(.targetID, .targetType)
    static let detail = Self(.actionType, .username)
}
