/// The icons of the dashboard: plain strokes on a grid of 16, drawn for it.
enum DashboardIcons {
    /// All icons as one sheet of symbols, each to be used by its name.
    static let sheet =
        "<svg xmlns=\"http://www.w3.org/2000/svg\">"
        + Self.shapes.sorted { $0.key < $1.key }
        .map { "<symbol id=\"\($0.key)\" viewBox=\"0 0 16 16\">\($0.value)</symbol>" }.joined()
        + "</svg>"

    /// The mark, for the browser's tab.
    static let mark = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="#3b82d6" \
        stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">\(Self.trail)</svg>
        """

    private static let trail =
        "<circle cx=\"3.5\" cy=\"12.5\" r=\"1.8\"/><circle cx=\"12.5\" cy=\"3.5\" r=\"1.8\"/>"
        + "<path d=\"M5.3 12.5h4.2a2.2 2.2 0 0 0 0-4.5h-3a2.2 2.2 0 0 1 0-4.5h4.2\"/>"

    private static let shapes: [String: String] = [
        "mark": Self.trail,
        "chart": path("M2 14h12M4 11V8M8 11V3M12 11V6"),
        "list": path("M2.5 4h.01M2.5 8h.01M2.5 12h.01M5.5 4h8M5.5 8h8M5.5 12h8"),
        "page": path("M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2"),
        "action": path("M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z"),
        "crud": path("M2.5 4c0-1.2 2.5-2 5.5-2s5.5.8 5.5 2v8c0 1.2-2.5 2-5.5 2")
            + path("M13.5 4c0 1.2-2.5 2-5.5 2s-5.5-.8-5.5-2v8c0 1.2 2.5 2 5.5 2"),
        "login": path("M9 2h4.5v12H9M2 8h7.5M6.5 5l3 3-3 3"),
        "request": path("M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3"),
        "cors": "<circle cx=\"8\" cy=\"8\" r=\"6\"/>"
            + path("M2 8h12M8 2c4 4 4 8 0 12M8 2c-4 4-4 8 0 12"),
        "system": path("M2 3h12v8H2zM5.5 14h5M8 11v3"),
        "user": "<circle cx=\"8\" cy=\"5\" r=\"2.8\"/>" + path("M2.8 14c.6-6 9.8-6 10.4 0"),
        "users": "<circle cx=\"6\" cy=\"5.5\" r=\"2.5\"/>"
            + path("M1.5 14c.5-5.5 8.5-5.5 9 0M10.5 3.2a2.4 2.4 0 0 1 0 4.6")
            + path("M12 9.7c1.5.6 2.4 2 2.5 4.3"),
        "object": path("M8 1.8 14 5v6l-6 3.2L2 11V5zM2 5l6 3.2L14 5M8 8.2v6"),
        "shield": path("M8 1.5 13.5 3.5v4c0 3.5-2.3 5.7-5.5 7-3.2-1.3-5.5-3.5-5.5-7v-4z")
            + path("M5.5 8l1.8 1.8L10.7 6"),
        "suspect": path("M8 2 14.5 13.5h-13zM8 6.5v3M8 11.5h.01"),
        "clock": "<circle cx=\"8\" cy=\"8\" r=\"6\"/>" + path("M8 4.5V8l2.5 1.8"),
        "rate": path("M2 14V2M2 14h12M4.5 11 7.5 7l2.5 2.5L14 4"),
        "check": path("M3 8.5 6.5 12 13 4.5"),
        "cross": path("M4 4l8 8M12 4l-8 8"),
        "barred": "<circle cx=\"8\" cy=\"8\" r=\"5.8\"/>" + path("M4 4l8 8"),
        "erased": path("M2 8h12"),
        "download": path("M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11"),
        "filter": path("M2 3h12L9.5 8.5v4l-3 1.5V8.5z"),
        "live": "<circle cx=\"8\" cy=\"8\" r=\"1.5\"/>"
            + path("M4.8 11.2a4.5 4.5 0 0 1 0-6.4M11.2 4.8a4.5 4.5 0 0 1 0 6.4")
            + path("M2.5 13.5a7.8 7.8 0 0 1 0-11M13.5 2.5a7.8 7.8 0 0 1 0 11"),
        "retention": path("M3 4.5h10M6 4.5V2.5h4v2M4.2 4.5l.6 9.5h6.4l.6-9.5")
            + path("M6.8 7v4.5M9.2 7v4.5"),
        "hold": path("M5 7.5V5a3 3 0 0 1 6 0v2.5M3 7.5h10v6.5H3z"),
        "erase": path("M6 13.5h8M2.5 10 9 3.5l4 4-6 6H5z"),
        "database": path("M2.5 3.5h11v4h-11zM2.5 8.5h11v4h-11zM5 5.5h.01M5 10.5h.01"),
        "token": "<circle cx=\"5\" cy=\"8\" r=\"3\"/>" + path("M8 8h6.5v2.5M11.5 8v2"),
        "menu": path("M2 4h12M2 8h12M2 12h12"),
    ]

    private static func path(_ shape: String) -> String { "<path d=\"\(shape)\"/>" }
}
