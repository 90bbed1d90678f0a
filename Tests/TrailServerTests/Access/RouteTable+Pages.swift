import HTTPTypes
import Trail

@testable import TrailServer

extension RouteTable {
    /// The pages of the dashboard, and what they are made of.
    static let pages: [RouteRow] =
        [
            page("sign-in", get: .nothing, post: .nothing),
            page("sign-out", get: .session, post: .session),
            page("password", get: .session, post: .session),
            page("**", sample: "no/such/page", get: .nothing),
            RouteRow(
                dashboard + "/assets/{file}",
                sample: dashboard + "/" + DashboardAssets.standard.path(of: "dashboard.css"),
                get: .nothing,
                isPage: true
            ),
        ] + Self.readingPages

    private static let readingPages: [RouteRow] =
        [page("", get: .reading), page("events", get: .reading)]
        + Event.Kind.allCases.map { page("\($0.rawValue)-events", get: .reading) }
        + ["suspects", "slow-requests", "error-rates", "object", "actor"].map {
            page($0, get: .reading)
        }
        + Event.Kind.allCases.map {
            page("\($0.rawValue)-events/purge", get: .superuser, post: .superuser)
        }
        + [
            page(
                "integrity",
                get: .permission(.viewAllLogs),
                post: .permission(.viewAllLogs)
            ),
            page(
                "events/{id}",
                sample: "events/\(Self.id(of: .page))",
                get: .reading,
                showsEvents: true
            ),
        ]

    /// The pages by which the log itself is run.
    static let administrationPages: [RouteRow] =
        Self.pages(
            "retention",
            ["{id}", "{id}/run", "{id}/delete"],
            of: Self.policy.description,
            need: .permission(.manageRetention)
        )
        + Self.pages(
            "holds",
            ["{id}/release"],
            of: Self.hold.description,
            need: .permission(.manageRetention)
        )
        + Self.pages("erasures", [], of: "", need: .permission(.erase))
        + Self.pages(
            "databases",
            ["{id}", "{id}/health", "{id}/delete"],
            of: Self.destinationID,
            need: .permission(.manageDatabaseConfig)
        )
        + Self.pages("users", [], of: "", need: .administering)
        + Self.pages("tokens", [], of: "", need: .administering)
        + ["", "/password", "/disable", "/enable"].map { act in
            page(
                "user/{name}" + act,
                sample: "user/ada" + act,
                get: .administering,
                post: .administering
            )
        }
        + [
            page(
                "holds/{id}",
                sample: "holds/\(Self.hold)",
                get: .permission(.manageRetention)
            ),
            page(
                "erasures/{id}",
                sample: "erasures/\(Self.erasure)",
                get: .permission(.erase)
            ),
            page(
                "tokens/revoke",
                sample: "tokens/revoke?name=robot",
                get: .administering,
                post: .administering
            ),
        ]

    /// A list, the page that adds to it, and forms about the one with this id.
    private static func pages(
        _ list: String,
        _ forms: [String],
        of id: String,
        need: Need
    ) -> [RouteRow] {
        [page(list, get: need), page(list + "/new", get: need, post: need)]
            + forms.map { form in
                page(
                    "\(list)/" + form,
                    sample: "\(list)/" + form.replacing("{id}", with: id),
                    get: need,
                    post: need
                )
            }
    }

    private static let dashboard = "/dashboard"

    /// A page by its path below the dashboard's.
    static func page(
        _ path: String,
        sample: String? = nil,
        get: Need,
        post: Need? = nil,
        showsEvents: Bool = false
    ) -> RouteRow {
        let slash = path.isEmpty ? "" : "/"
        return RouteRow(
            dashboard + slash + path,
            sample: dashboard + slash + (sample ?? path),
            get: get,
            post: post,
            showsEvents: showsEvents,
            isPage: true
        )
    }
}
