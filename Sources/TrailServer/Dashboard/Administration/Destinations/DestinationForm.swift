internal import Trail

/// The form that says what a destination is; a password goes in and never comes out.
struct DestinationForm: Sendable {
    let principal: Principal
    let destinations: Destinations

    /// The name of the button that only tests the connection.
    static let test = "test"
    private static let withoutPassword = "without_password"

    func fields(_ stored: Destination?, in request: PageRequest) -> [FormView.Field] {
        self.place(stored, in: request) + self.route(stored, in: request)
    }

    /// Where it is.
    private func place(_ stored: Destination?, in request: PageRequest) -> [FormView.Field] {
        let engines = self.destinations.engines.map(\.engine.rawValue).sorted()
        let hasHosts = self.destinations.engines.contains { $0.usualPort != nil }
        let place = stored?.place
        var fields: [FormView.Field] = [
            .input("name", "Name", value: stored?.name, in: request).required
                .hint("What people call it; of one tenant no two are called the same."),
            .choice(
                "engine",
                "Database",
                engines.map { ($0, $0) },
                value: place?.engine.rawValue,
                in: request
            ).required,
        ]
        if hasHosts {
            fields += [
                .input("host", "Host", value: place?.host, in: request)
                    .hint("One of destinations.allowed-hosts; leave it empty for a file."),
                .input(
                    "port",
                    "Port",
                    type: "number",
                    value: place?.port.map { String($0) },
                    in: request
                ).hint("Leave it empty for the usual one."),
            ]
        }
        fields.append(
            .input("database_name", "Database name", value: place?.database, in: request).required
                .hint("For SQLite the name of a file in destinations.folder: acme.sqlite")
        )
        return hasHosts ? fields + self.login(stored, in: request) : fields
    }

    /// What it is for.
    private func route(_ stored: Destination?, in request: PageRequest) -> [FormView.Field] {
        let route = stored?.route
        return self.principal.tenantField(
            value: route?.tenant?.name,
            hint: "Leave it empty for every tenant that has no destination of its own.",
            in: request
        ) + [
            .check(
                "is_primary",
                "Comes before others of the same tenant",
                isChecked: route?.isPrimary ?? false,
                in: request
            ),
            .check("is_active", "In force", isChecked: route?.isActive ?? true, in: request),
        ]
    }

    private func login(_ stored: Destination?, in request: PageRequest) -> [FormView.Field] {
        let hasPassword = stored?.login.password != nil
        let password = FormView.Field.input("password", "Password", type: "password", in: request)
            .autocomplete("new-password")
            .hint(
                hasPassword
                    ? "There is one, which is never shown. Leave it empty to keep it; it goes when "
                        + "database, host or port change."
                    : "It is kept encrypted, and never shown again."
            )
        let user = FormView.Field.input(
            "username",
            "User name",
            value: stored?.login.username,
            in: request
        ).autocomplete("off")
        guard hasPassword else { return [user, password] }
        return [
            user, password,
            .check(Self.withoutPassword, "Take the password away", in: request),
        ]
    }

    func body(_ form: FormBody) throws(Problem) -> ObjectBody {
        var shape: [(name: String, value: FormBody.Value)] = [
            ("name", .text), ("engine", .text), ("host", .text), ("port", .number),
            ("database_name", .text), ("username", .text), ("is_primary", .flag),
            ("is_active", .flag),
        ]
        shape += self.principal.tenantShape()
        // What is not said is kept.
        if form["password"]?.isEmpty == false { shape.append(("password", .text)) }
        var body = try form.object(shape)
        if form[Self.withoutPassword] != nil { body.put("password", .null) }
        return body
    }
}

extension Destination {
    /// Where it is, for people.
    var placeText: String {
        guard self.place.host != Place.ownHost || self.place.port != nil else {
            return "\(self.place.engine.rawValue): \(self.place.database)"
        }
        let port = self.place.port.map { ":\($0)" } ?? ""
        return "\(self.place.engine.rawValue): \(self.place.host)\(port)/\(self.place.database)"
    }

    /// Whether it is in force.
    var stateBadge: Badge {
        self.route.isActive
            ? Badge("in force", .good, icon: "check") : Badge("not in force", icon: "barred")
    }

    /// How it was when somebody last looked.
    var healthBadge: Badge {
        guard let health = self.health else { return Badge("not checked", icon: "clock") }
        return health.isHealthy
            ? Badge("healthy", .good, icon: "check") : Badge("not healthy", .bad, icon: "cross")
    }

    /// What names it as it is now, for a confirmation.
    var fingerprint: String { "\(self.id) \(self.revision)" }
}
