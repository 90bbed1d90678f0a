/// The style of the dashboard: one sheet, light and dark, narrow and wide.
///
/// Every colour is a variable of the base part; parts below it name no colour of their own.
enum DashboardStyle {
    /// The whole sheet.
    static let text = [
        Self.base, Self.layout, Self.table, Self.form, Self.parts, Self.chart, Self.admin,
    ]
    .joined(separator: "\n")
}
