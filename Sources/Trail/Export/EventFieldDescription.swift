/// What a field of event JSON may hold, for whoever describes it.
package struct EventFieldDescription: Sendable, Hashable {
    /// The values of a field, null aside.
    package enum Shape: Sendable, Hashable {
        case id, time, hash, dottedWords, text, whole, milliseconds, flag
        /// One of these texts.
        case choice([String])
        /// One of these numbers.
        case numbers([Int])
        /// The names of sections.
        case sections
        case actor, represented, geo, targets, changes, changedFields
        /// A JSON object with any members.
        case object
    }

    /// The name of the field.
    package let name: String
    /// Its values.
    package let shape: Shape
    /// Whether it may be null.
    package let isNullable: Bool

    /// The fields of event JSON of `kind`, in the order in which they are written.
    package static func fields(of kind: Event.Kind) -> [Self] {
        FlatView.of(kind).fields.map { field in
            Self(
                name: field.name.description,
                shape: Self.shape(of: field.value, kind),
                isNullable: Self.isNullable(field.value)
            )
        }
    }

    private static func isNullable(_ value: FlatField.Value) -> Bool {
        switch value {
        case .id, .kind, .tenant, .action, .outcome, .time, .occurredAt, .recordedAt, .index,
            .leaf, .erased, .geo:
            false
        default: true
        }
    }

    private static func shape(of value: FlatField.Value, _ kind: Event.Kind) -> Shape {
        switch value {
        case .id: .id
        case .kind: .choice([kind.rawValue])
        case .tenant, .action: .dottedWords
        case .outcome: .choice(Event.Outcome.allCases.map(\.rawValue))
        case .time, .occurredAt, .recordedAt: .time
        case .index: .whole
        case .leaf: .hash
        case .isTampered: .flag
        case .erased: .sections
        case .member(.status): kind == .action ? Self.actionStatus : .whole
        case .member(let member), .list(let member): Self.shape(of: member)
        case .eventTypeName: .choice(CRUDDetail.EventType.allCases.map(\.display))
        case .loginTypeName: .choice(LoginDetail.LoginType.allCases.map(\.display))
        case .milliseconds: .milliseconds
        case .user, .userText, .rowText: .text
        case .actor: .actor
        case .geo: .geo
        case .changedFields: .changedFields
        }
    }

    private static let actionStatus = Shape.choice(ActionDetail.Status.allCases.map(\.rawValue))

    private static func shape(of member: SectionMember) -> Shape {
        switch member {
        case .credential, .actorID, .actorName, .session, .browser, .ip, .origin, .os, .platform,
            .requestID, .traceID, .userAgent, .city, .country, .countryCode, .latitude, .longitude,
            .targetID, .targetLabel, .targetType, .category, .eventName, .frontendURL, .message,
            .method, .model, .path, .query, .referer, .remarks, .route, .source, .traceback, .url,
            .username:
            .text
        case .isVerified, .allowed: .flag
        case .duration, .requestSize, .responseSize, .status: .whole
        case .actorType: .choice(Event.ActorType.allCases.map(\.rawValue))
        case .actionType: .choice(ActionDetail.ActionType.allCases.map(\.rawValue))
        case .severity: .choice(SystemDetail.Severity.allCases.map(\.rawValue))
        case .eventType: .numbers(CRUDDetail.EventType.allCases.map(\.rawValue))
        case .loginType: .numbers(LoginDetail.LoginType.allCases.map(\.rawValue))
        case .onBehalfOf: .represented
        case .geo: .geo
        case .changes: .changes
        case .targets: .targets
        case .detail, .metadata, .after, .before, .facts: .object
        }
    }
}
